package corpus

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"verbatim/retrieval/corpus/reader"
)

// Who speaks in the record of a meeting.
//
// A turn begins at a mark and goes on to the next. It is a delegation's where
// its mark names one voice and something else than the mark says so too: whoever
// presides gave it the floor; or the mark's form is that of a verbatim record
// ("Mr. Smith (Freedonia):"); or the turn before was closed and this one begins
// as turns do, with thanks. A State's name alone on a line may be a heading or
// an item of a list, and is not enough.
//
// It is nobody's where the two contradict each other, where the mark names
// nobody who is known, or several, or stands among other such lines or in a
// quotation; and where what is said shows that a mark is missing: a delegation
// that hands over the floor, a Chair that thanks the Chair. There the hand-over
// before it tells who speaks, if it is certain, and otherwise nobody does.
//
// Personal names are taken from verbatim records alone, never from a transcript
// that somebody made.

// afterFloor is how many bytes whoever presides may go on for after having given
// the floor. Behind more, the mark of the turn that began there may be missing.
const afterFloor = 300

// longestTurn is how many bytes a turn has at most, and mostUnmarked how many
// turns without a mark are looked for in it: what is longer is no speech, and what
// has more, no record.
const (
	longestTurn  = 200 << 10
	mostUnmarked = 16
)

// talk is a record on its way to parts.
type talk struct {
	text       string
	states     *States
	date       time.Time
	unofficial bool
	announced  bool            // the document calls itself a record
	chairs     map[string]bool // names of persons who are seen to preside, folded

	parts    []part
	before   speakerKind
	closed   bool     // the turn before ended with a closing formula
	call     *call    // the hand-over with which the turn before ended
	queue    []callee // those who were called upon together, and did not speak yet
	informal bool
	unmarks  int  // turns without a mark since the last mark
	run      bool // the mark before this one had no words
}

// speakerKind is what kind of speaker a turn has.
type speakerKind int

const (
	nobody speakerKind = iota
	presiding
	delegate
)

// turnsOf divides the record of a meeting. A document that calls itself one
// needs a certain speaker or two in it; any other three turns of two
// delegations, of which nothing stands before the first, and no delegation
// that the document as a whole is by.
func turnsOf(doc reader.Document, base *Statement, states *States) []part {
	announced := doc.Meta.Kind == "transcript"
	if !announced && (base.By != "" && base.By != "chair" || len(base.OnBehalf) > 0) {
		return nil
	}
	marks := marksIn(doc.Whole)
	if len(marks) == 0 || len(marks) > mostParts {
		return nil
	}
	t := &talk{text: doc.Whole, states: states, date: base.Date, announced: announced, unofficial: doc.Meta.Disclaimer != ""}
	marks, ok := t.fromFirst(marks, bodyOf(doc), announced && !isState(states, base.By))
	if !ok {
		return nil
	}
	t.chairs = t.presidingNames(marks)
	if base.Title == marks[0].name {
		base.Title = ""
	}
	t.front(base, trimSpan(t.text, Span{min(bodyOf(doc), marks[0].Start), marks[0].Start}))
	for i, m := range marks {
		end := len(t.text)
		if i+1 < len(marks) {
			end = marks[i+1].Start
		}
		t.take(m, trimSpan(t.text, Span{m.End, end}))
	}
	if !t.convinces(base) {
		return nil
	}
	return t.parts
}

// front takes what stands before the first speaker's name: nobody's words, or no
// more than the record's title, which may be all that the document has for one.
func (t *talk) front(base *Statement, s Span) {
	words := s.In(t.text)
	if strings.ContainsAny(words, ".!?。؟") {
		t.leave(s, "it stands before the first speaker's name")
		return
	}
	if base.Title == "" && len(words) > 0 && len(words) < 400 {
		line, _, _ := strings.Cut(words, "\n")
		base.Title = bareName(line)
		base.from("title", "first line")
	}
	if base.Process == "" {
		if base.Process = reader.ProcessOf(words, base.Date); base.Process != "" {
			base.from("process", "first lines")
		}
	}
}

// fromFirst drops the header's lines among the marks: those before the body
// that name nobody. The first speaker's may stand among them. ok is false where
// prose stands before the first speaker of a text that is not certainly a record:
// then it may be a speech that quotes one.
func (t *talk) fromFirst(marks []mark, body int, certain bool) ([]mark, bool) {
	for i, m := range marks {
		v := t.states.voiceOf(m.name)
		if m.Start < body && (m.record || v.code == "" && !personAlone.MatchString(m.name)) {
			continue
		}
		before := ""
		if m.Start > body {
			before = strings.TrimSpace(t.text[body:m.Start])
		}
		return marks[i:], certain || len(before) < 200 && !strings.Contains(before, ". ")
	}
	return nil, false
}

// personAlone: a line that names a person with rank or honorific.
var personAlone = regexp.MustCompile(`(?i)^(?:the )?(?:h\. ?e\. )?(?:ambassador|amb\.?|mr\.?|mrs\.?|ms\.?|dr\.?|prof\.?|sir|dame) \p{Lu}[\p{L}.'’-]+(?: [\p{L}.'’-]+){0,4}$`)

// presidingNames finds the persons whose turns give the floor, twice or more:
// nobody does so but whoever presides.
func (t *talk) presidingNames(marks []mark) map[string]bool {
	handed, out := map[string]int{}, map[string]bool{}
	for i, m := range marks {
		if m.record || m.quoted || !personAlone.MatchString(m.name) {
			continue
		}
		end := len(t.text)
		if i+1 < len(marks) {
			end = marks[i+1].Start
		}
		for _, s := range Sentences(t.text[m.End:end]) {
			if _, ok := t.states.handOver(s.In(t.text[m.End:end])); ok {
				handed[labelKey(m.name)]++
				break
			}
		}
	}
	for name, n := range handed {
		out[name] = n > 1
	}
	return out
}

// convinces tells whether what was found is the record of a meeting.
func (t *talk) convinces(base *Statement) bool {
	turns, voices := 0, map[string]bool{}
	for _, p := range t.parts {
		if p.by != "" {
			turns++
			voices[p.by] = true
		}
	}
	if t.announced {
		return len(voices) > 1 || turns > 0 && (base.By == "" || base.By == "chair")
	}
	delete(voices, "chair")
	return turns > 2 && len(voices) > 1
}

// take takes a mark and the words after it.
func (t *talk) take(m mark, body Span) {
	v := t.states.voiceOf(m.name)
	run := t.run
	t.unmarks = 0
	t.run = body.Len() == 0 && !m.record
	switch {
	case m.record:
		t.leave(body, "the record's own words")
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
		t.presides(body, v, "name line")
	case v.code == "":
		t.leave(body, v.doubt)
	default:
		if why := t.unsure(v, body); why != "" {
			t.leave(body, why)
			return
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

// leave credits a stretch to nobody.
func (t *talk) leave(s Span, why string) {
	t.add(part{Span: s, doubt: why})
	t.before, t.closed, t.call, t.queue = nobody, false, nil, nil
}

// presides takes a turn of whoever presides.
func (t *talk) presides(body Span, v voicing, origin string) {
	t.call = nil
	given := -1
	sentences := t.sentences(body)
	for k, s := range sentences {
		words := s.In(t.text)
		if k > 0 && toChair.MatchString(words) {
			t.chair(Span{body.Start, s.Start}, v, origin)
			t.unmarked(Span{s.Start, body.End}, given >= 0 && k-given <= 3 && t.opensParagraph(sentences, k))
			return
		}
		if given >= 0 && s.End-sentences[given].End > afterFloor {
			at := sentences[given].End
			t.chair(Span{body.Start, at}, v, origin)
			t.leave(Span{at, body.End}, "it stands after the floor was given, where a name line may be missing")
			return
		}
		if c, ok := t.states.handOver(words); ok {
			given, t.call, t.queue = k, &c, c.next
		} else if given >= 0 && yours.MatchString(words) {
			continue
		}
		t.mode(words)
	}
	t.chair(body, v, origin)
}

// chair credits a stretch to whoever presides.
func (t *talk) chair(s Span, v voicing, origin string) {
	t.add(part{Span: s, by: "chair", origin: origin, kind: KindProcedural, translation: v.translation})
	t.before, t.closed = presiding, true
}

// unmarked takes a turn whose name line is missing: it is that of whoever was
// just called upon, where that is certain.
func (t *talk) unmarked(body Span, called bool) {
	if t.unmarks++; t.unmarks > mostUnmarked {
		t.leave(body, "many name lines are missing before it")
		return
	}
	if !called || t.call == nil || t.call.to.one == "" || t.call.to.one == "chair" {
		t.leave(body, "a name line is missing before it")
		return
	}
	t.speaks(body, voicing{code: t.call.to.one, behalf: t.call.to.behalf}, "hand-over")
}

// speaks takes a turn of a delegation.
func (t *talk) speaks(body Span, v voicing, origin string) {
	thanked := -1 // where the speaker is thanked, as by whoever speaks next
	var sentences = t.sentences(body)
	for k, s := range sentences {
		words := s.In(t.text)
		if k > 0 && thanked < 0 && t.thanks(words, v) {
			thanked = s.Start
		}
		if _, ok := t.states.handOver(words); ok {
			if thanked < 0 {
				t.leave(body, "the floor is given within it, so that a name line is missing")
				return
			}
			t.delegation(Span{body.Start, thanked}, v, origin)
			t.presides(Span{thanked, body.End}, voicing{}, "hand-over")
			return
		}
		if thanked < 0 && t.beginsAgain(sentences, k, body.End) {
			t.delegation(Span{body.Start, s.Start}, v, origin)
			t.leave(Span{s.Start, body.End}, "it begins as a turn does, behind the words that close one")
			return
		}
		if thanked < 0 && quotesAnother.MatchString(words) {
			t.delegation(Span{body.Start, s.End}, v, origin)
			t.leave(Span{s.End, body.End}, "it follows words that announce another speaker's")
			return
		}
	}
	if thanked >= 0 {
		t.delegation(Span{body.Start, thanked}, v, origin)
		t.leave(Span{thanked, body.End}, "its speaker is thanked in it, so that a name line is missing")
		return
	}
	t.delegation(body, v, origin)
}

// opensParagraph tells whether a sentence is the first of its paragraph.
func (t *talk) opensParagraph(sentences []Span, k int) bool {
	return k == 0 || strings.Contains(t.text[sentences[k-1].End:sentences[k].Start], "\n")
}

// beginsAgain tells whether a turn seems to begin with a sentence, though no mark
// stands there: it thanks the Chair behind a closing formula, and more follows
// than another formula has.
func (t *talk) beginsAgain(sentences []Span, k, end int) bool {
	const formula = 120 // bytes
	s := sentences[k]
	return k > 0 && end-s.Start > formula && t.opensParagraph(sentences, k) && toChair.MatchString(s.In(t.text)) &&
		reader.Closes(sentences[k-1].In(t.text))
}

// quotesAnother: "The representative of Freedonia said:", before his words.
var quotesAnother = regexp.MustCompile(`(?i)\b(?:representative|delegate|delegation|ambassador|minister|colleague|chair(?:man|person|woman)?|president|mr|ms|mrs|he|she)\b[^.!?\n]{0,120}\b(?:said|says|stated|states|added|replied|asked|noted|remarked|declared|responded|observed|told us|told the \w+)\b[^.!?\n]{0,80}[:：][\W_]*$`)

// thanks tells whether a sentence thanks the speaker of the turn that it stands in.
func (t *talk) thanks(sentence string, v voicing) bool {
	rest, ok := thanksTo(sentence)
	if !ok {
		return false
	}
	found := t.states.Find(rest[:min(len(rest), 120)])
	return len(found) > 0 && found[0].Start < 4 && (found[0].Code == v.code || slices.Contains(v.behalf, found[0].Code))
}

// delegation credits a stretch to a delegation.
func (t *talk) delegation(s Span, v voicing, origin string) {
	p := part{Span: s, by: v.code, behalf: v.behalf, origin: origin, translation: v.translation}
	if !t.unofficial && v.formal {
		p.speaker = v.person
	}
	t.add(p)
	if t.call == nil && len(t.queue) > 0 { // the one that was called upon together with another
		t.queue = t.queue[1:]
	}
	t.before, t.call = delegate, nil
	last := t.sentences(trimSpan(t.text, s))
	t.closed = len(last) > 0 && reader.Closes(last[len(last)-1].In(t.text))
}

// sentences gives the sentences of a stretch, as places in the whole text.
func (t *talk) sentences(s Span) []Span {
	out := Sentences(s.In(t.text))
	for i := range out {
		out[i] = Span{out[i].Start + s.Start, out[i].End + s.Start}
	}
	return out
}

// mode follows what whoever presides says of the meeting: in informal mode what
// is said is not on the record.
func (t *talk) mode(sentence string) {
	switch {
	case backToFormal.MatchString(sentence):
		t.informal = false
	case toInformal.MatchString(sentence):
		t.informal = true
	}
}

var (
	toInformal   = regexp.MustCompile(`(?i)\b(?:go|going|move|moving|switch(?:ing)?|continue|continuing|proceed(?:ing)?|shift(?:ing)?|conven(?:e|ing)|enter(?:ing)?|transition|meet(?:ing)?|now|are)\b[^.!?]{0,60}\b(?:in|into|to)\b(?: an| the)? informal (?:mode|setting|session|format|consultations?|meeting|part)\b|\bsuspend\b[^.!?]{0,40}\bformal (?:meeting|session|mode)\b`)
	backToFormal = regexp.MustCompile(`(?i)\b(?:resum(?:e|ed|ing)|return(?:ing)?|back|revert(?:ing)?|reconven(?:e|ed|ing)|now|are|go(?:ing)?|switch(?:ing)?)\b[^.!?]{0,60}\b(?:the|to|in|into) (?:a |the |our )?formal (?:mode|meeting|session|setting|part)\b|\bmeeting is (?:resumed|called to order)\b`)
)
