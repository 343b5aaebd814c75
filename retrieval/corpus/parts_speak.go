package corpus

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"verbatim/retrieval/corpus/reader"
)

// What stands within a turn: the marks that are missing there show in its words.

// presides takes a turn of whoever presides.
func (t *talk) presides(body Span, v voicing, origin string) {
	t.call = nil
	given, informal := -1, t.informal
	sentences := t.sentences(body)
	if why := t.belies(sentences); why != "" {
		t.takeBack(why)
	}
	for k, s := range sentences {
		words := s.In(t.text)
		glued := t.gluedName(words)
		if k > 0 && glued != "" && (t.call == nil || t.call.to.one != glued) {
			t.chair(Span{body.Start, s.Start}, v, origin, informal)
			t.leave(Span{s.Start, body.End}, "it begins with a State's name, in no line of its own")
			return
		}
		if k > 0 && (glued != "" || toChair.MatchString(words)) {
			t.chair(Span{body.Start, s.Start}, v, origin, informal)
			t.unmarked(Span{s.Start, body.End}, given >= 0 && k-given <= 3 && t.opensParagraph(sentences, k))
			return
		}
		if given >= 0 && s.End-sentences[given].End > afterFloor {
			at := sentences[given].End
			t.chair(Span{body.Start, at}, v, origin, informal)
			t.leave(Span{at, body.End}, "it stands after the floor was given, where a name line may be missing")
			return
		}
		if capacity.MatchString(words) {
			t.chair(Span{body.Start, s.Start}, v, origin, informal)
			t.apart(sentences[k:], body.End, v, origin)
			return
		}
		if c, ok := t.states.handOver(words); ok {
			given, t.call, t.queue = k, &c, c.next
		} else if given >= 0 && yours.MatchString(words) {
			continue
		}
		t.mode(words)
	}
	t.chair(body, v, origin, informal)
}

// chair credits a stretch to whoever presides. informal is the meeting's mode when
// it began.
func (t *talk) chair(s Span, v voicing, origin string, informal bool) {
	now := t.informal
	t.informal = informal
	t.add(part{Span: s, by: "chair", origin: origin, kind: KindProcedural, translation: v.translation})
	t.informal = now
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
	sentences := t.sentences(body)
	if len(sentences) > 0 && t.thanks(sentences[0].In(t.text), v) {
		t.leave(body, fmt.Sprintf("it thanks %s, whom the line names", t.states.Name(v.code, t.date)))
		return
	}
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
		if thanked < 0 && t.beginsAgain(sentences, k) {
			t.delegation(Span{body.Start, s.Start}, v, origin)
			t.leave(Span{s.Start, body.End}, "it begins as a turn does, behind the words that close one")
			return
		}
		if thanked < 0 && k > 0 && t.opensParagraph(sentences, k) && t.gluedName(words) != "" {
			t.delegation(Span{body.Start, s.Start}, v, origin)
			t.leave(Span{s.Start, body.End}, "it begins with a State's name, in no line of its own")
			return
		}
		if thanked < 0 && (quotesAnother.MatchString(words) || readsOut(words) && t.states.readsForAnother(words, v.code, v.behalf) || showsVideo.MatchString(words)) {
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
// stands there: a paragraph thanks the Chair, or speaks to them behind a closing
// formula, or somebody else is to speak right after it; and something other than
// formulas follows.
func (t *talk) beginsAgain(sentences []Span, k int) bool {
	words := sentences[k].In(t.text)
	if k == 0 || !t.opensParagraph(sentences, k) {
		return false
	}
	closed := reader.Closes(sentences[k-1].In(t.text))
	switch {
	case closed && t.othersWait(): // who were called upon together do not all thank anybody
	case toChair.MatchString(words) && (closed || thanksWord.MatchString(words)):
	default:
		return false
	}
	if onlyThanks(sentences[:k], t.text) { // the turn's own beginning, in several paragraphs
		return false
	}
	return !onlyThanks(sentences[k:], t.text)
}

// othersWait tells whether the floor was already given to somebody who speaks
// right after the turn that is being taken.
func (t *talk) othersWait() bool {
	if t.call != nil {
		return len(t.queue) > 0
	}
	return len(t.queue) > 1
}

// onlyThanks tells whether sentences are formulas and nothing else.
func onlyThanks(sentences []Span, text string) bool {
	for _, s := range sentences {
		words := s.In(text)
		if len(words) > longestThanks || !reader.Closes(words) && !thanksWord.MatchString(words) && !toChair.MatchString(words) {
			return false
		}
	}
	return true
}

// longestThanks is how many bytes a sentence has that thanks and says no more.
const longestThanks = 80

// quotesAnother: "The representative of Freedonia said:", before his words.
var quotesAnother = regexp.MustCompile(`(?i)\b(?:representative|delegate|delegation|ambassador|minister|colleague|chair(?:man|person|woman)?|president|mr|ms|mrs|he|she)\b[^.!?\n]{0,120}\b(?:said|says|stated|states|added|replied|asked|noted|remarked|declared|responded|observed|told us|told the \w+)\b[^.!?\n]{0,80}[:：][\W_]*$`)

// showsVideo: what another said is shown behind these words.
var showsVideo = regexp.MustCompile(`(?i)\b(?:show|play|watch|hear|screen|listen to|broadcast)\b[^.!?\n]{0,60}\b(?:video|recording|(?:pre-?)?recorded|audio|film|clip)\b[^.!?\n]{0,120}[.:：]$`)

// gluedName gives the State with whose name a sentence begins that goes on as a
// turn does: "Freedonia Thank you, Chair." The line's end behind the name is lost.
func (t *talk) gluedName(sentence string) string {
	found := t.states.Find(sentence[:min(len(sentence), longestLabel)])
	if len(found) == 0 || found[0].Start > 2 || found[0].Code == "" || found[0].Form == "adjective" {
		return ""
	}
	rest := strings.TrimLeft(sentence[found[0].End:], " :：-–—.")
	if rest == "" || !thanksWord.MatchString(rest) && !toChair.MatchString(rest) || startsLower(rest) {
		return ""
	}
	return found[0].Code
}

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
	t.turn, t.spoke = len(t.parts), v
	t.turnOf(s, v, origin)
	if t.call == nil && len(t.queue) > 0 { // the one that was called upon together with another
		t.queue = t.queue[1:]
	}
	t.before, t.call = delegate, nil
	last := t.sentences(trimSpan(t.text, s))
	t.closed = len(last) > 0 && reader.Closes(last[len(last)-1].In(t.text))
}

// credit adds a stretch that is a delegation's.
func (t *talk) credit(s Span, v voicing, origin string) {
	p := part{Span: s, by: v.code, behalf: v.behalf, origin: origin, translation: v.translation}
	if !t.unofficial && v.formal {
		p.speaker = v.person
	}
	t.add(p)
}

// sentences gives the sentences of a stretch, as places in the whole text.
func (t *talk) sentences(s Span) []Span {
	out := Sentences(s.In(t.text))
	for i := range out {
		out[i] = Span{out[i].Start + s.Start, out[i].End + s.Start}
	}
	return out
}
