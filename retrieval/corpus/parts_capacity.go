package corpus

import (
	"regexp"
	"strings"
)

// Whoever presides may speak for their own delegation in between: "I shall now
// make a statement in my capacity as the representative of Freedonia … I resume
// my functions as President." What stands between the two is that delegation's,
// if the first sentence names it in an office of its own, and it is nobody's
// otherwise: it is no procedure, and a transcript does not tell how far it goes.

var (
	capacity     = regexp.MustCompile(`(?i)\bin (?:my|a|our) (?:own )?(?:(?:national|personal) capacity|capacity as (?:the )?(?:[\p{L}-]+ ){0,6}(?:representative|minister|ambassador|president of the republic|prime minister|head of)\b)|\bspeaking for my (?:own )?(?:country|delegation|government)\b|\bà titre national\b|\ben (?:mi capacidad nacional|calidad de representante)\b`)
	announcedOwn = regexp.MustCompile(`(?i)\bmake (?:a|the following|my) (?:brief |short |national )?statement in my\b`)
	resumes      = regexp.MustCompile(`(?i)\b(?:resum(?:e|ing)|return(?:ing)? to|back (?:to|in)|revert(?:ing)? to)\b[^.!?]{0,40}\b(?:functions?|roles?|duties|capacity)\b`)
)

// apart takes what whoever presides says from the sentence on in which they lay
// that office down.
func (t *talk) apart(sentences []Span, end int, v voicing, origin string) {
	first, back := sentences[0], -1
	for k, s := range sentences[1:] {
		if resumes.MatchString(s.In(t.text)) {
			back = k + 1
			break
		}
	}
	own := Span{first.Start, end}
	if back > 0 {
		own.End = sentences[back].Start
	}
	code := t.ownDelegation(first.In(t.text))
	if back > 0 && code != "" && v.formal && announcedOwn.MatchString(first.In(t.text)) {
		t.chair(first, v, origin, t.informal)
		t.add(part{Span: Span{first.End, own.End}, by: code, origin: "capacity", translation: v.translation})
	} else {
		t.leave(own, "whoever presides speaks in a capacity of their own")
	}
	if back > 0 {
		t.presides(Span{own.End, end}, v, origin)
	}
}

// ownDelegation gives the one State in whose office a sentence says to speak.
func (t *talk) ownDelegation(sentence string) string {
	at := capacity.FindStringIndex(sentence)
	if at == nil {
		return ""
	}
	rest := sentence[at[1]:]
	if m := t.states.Find(rest); len(m) == 1 && m[0].Code != "" && isStateKind(m[0].Kind) && m[0].Form != "adjective" &&
		strings.Trim(rest[m[0].End:], " .") == "" {
		return m[0].Code
	}
	return ""
}
