package corpus

import (
	"fmt"
	"slices"
	"strings"
)

// Whose a marked turn is.

// take takes a mark and the words after it.
func (t *talk) take(m mark, body Span) {
	v := t.states.voiceOf(m.name)
	run := t.run
	t.unmarks = 0
	t.run = body.Len() == 0 && !m.record
	switch {
	case m.record:
		t.leave(body, "these are the record's own words")
	case body.Len() == 0:
		t.leave(body, "")
	case body.Len() > longestTurn:
		t.leave(body, "it is longer than a turn")
	case m.quoted:
		t.leave(body, fmt.Sprintf("%q stands in a quotation", m.name))
	case m.loose:
		t.leave(body, fmt.Sprintf("%q begins it, and no colon tells that this is its speaker", m.name))
	case run && !v.formal:
		t.leave(body, fmt.Sprintf("%q stands below another such line", m.name))
	case v.code == "chair" || t.chairs[labelKey(m.name)]:
		t.firm++
		t.presides(body, v, "name line")
	case v.code == "":
		t.leave(body, v.doubt)
	default:
		if why := t.unsure(v, body); why != "" {
			t.leave(body, why)
			return
		}
		if expected, said := t.expected(); v.formal || said && t.agrees(expected, v) {
			t.firm++
		}
		t.speaks(body, v, "name line")
	}
}

// unsure gives the reason why a turn is not certainly that of the voice that its
// mark names; "" where it is.
func (t *talk) unsure(v voicing, body Span) string {
	expected, said := t.expected()
	if said {
		if t.agrees(expected, v) && (!v.shared || !t.unofficial || expected.one == v.code) {
			return ""
		}
		return fmt.Sprintf("the Chair gave the floor to %s, and the line names %s", t.names(expected.codes), t.states.Name(v.code, t.date))
	}
	switch {
	case v.formal && !(v.shared && t.unofficial), !v.shared && t.agrees(expected, v):
		return ""
	case v.shared && t.unofficial:
		return fmt.Sprintf("%s is also short for other States, and the Chair did not give the floor to it", t.states.Name(v.code, t.date))
	}
	begins := body.In(t.text)[:min(body.Len(), 400)]
	thanked := thanksWord.MatchString(begins) || toChair.MatchString(begins)
	switch {
	case thanked && (t.before == presiding || t.closed), thanksWord.MatchString(begins) && t.before == nobody:
		return ""
	}
	return fmt.Sprintf("nothing but the line %s tells who speaks", t.states.Name(v.code, t.date))
}

// expected gives whoever is to speak next. said tells that it was the turn
// right before that gave the floor.
func (t *talk) expected() (c callee, said bool) {
	if t.call != nil {
		return t.call.to, t.call.to.named()
	}
	if len(t.queue) > 0 {
		return t.queue[0], t.before == delegate && t.queue[0].named()
	}
	return callee{}, false
}

// agrees tells whether those called upon are the voice that a mark names, or
// one is a member of the other.
func (t *talk) agrees(c callee, v voicing) bool {
	return slices.ContainsFunc(c.codes, func(code string) bool {
		return code == v.code || slices.Contains(t.states.Members(code, t.date), v.code) && SpeaksForMembers(code) ||
			slices.Contains(v.behalf, code) || slices.Contains(t.states.Members(v.code, t.date), code)
	})
}

func (t *talk) names(codes []string) string {
	var out []string
	for _, code := range codes {
		out = append(out, t.states.Name(code, t.date))
	}
	return strings.Join(out, ", ")
}

// add puts a part at the end.
func (t *talk) add(p part) {
	if p.Span = trimSpan(t.text, p.Span); p.Len() == 0 {
		return
	}
	p.own, p.language, p.informal = true, true, t.informal
	t.parts = append(t.parts, p)
}

// takeBack credits the delegation's turn that ended right before to nobody.
func (t *talk) takeBack(why string) {
	for i := t.turn; i < len(t.parts); i++ {
		p := t.parts[i]
		t.parts[i] = part{Span: p.Span, own: true, language: true, informal: p.informal, doubt: why}
	}
}

// leave credits a stretch to nobody.
func (t *talk) leave(s Span, why string) {
	t.add(part{Span: s, doubt: why})
	t.before, t.closed, t.call, t.queue = nobody, false, nil, nil
}
