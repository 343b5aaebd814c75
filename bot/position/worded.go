package position

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// Claims without quotation marks, in any language, held against sentences of the
// same language, word by word.

const (
	wordedFewest = 5 // words of a claim that is compared so
	wordedShare  = 5 // one word in so many may differ
	wholeFewest  = 9 // words of a claim that are somebody's where his sentence goes on
	tailShare    = 0.6
)

// wording is a held sentence whose words are near a claim's.
type wording struct {
	cite    answer.Citation
	changes []change
	edits   int
	more    bool // whether the sentence says more than the claim
	agree   agreement
	words   int     // of the claim
	of      reading // as which the claim was read
}

// worded compares a claim with every sentence of the statements of those it names,
// and says what that decides; false where no sentence is near. Words that are
// another's alone are shown as that one's.
func (c checker) worded(claim *Claim, r reading) bool {
	near := c.wordings(r)
	if len(near) == 0 {
		return c.wordedByOthers(claim, r)
	}
	best := near[0]
	language := best.cite.Statement.Language
	if best.edits == 0 && !best.more && len(near) > 1 && near[1].edits > 0 && weigh(near[1].changes, language) == decisive && turns(near[1].changes, language) {
		claim.Quotes, claim.Note = cited([]answer.Citation{best.cite, near[1].cite}), "Held sentences say it both ways."
		return true
	}
	kind := weigh(best.changes, language)
	if best.edits > 0 && kind != decisive && c.wordedByOthers(claim, r) {
		return true
	}
	claim.Quotes = cited([]answer.Citation{best.cite})
	st := best.cite.Statement
	place := ""
	if best.agree == disagrees {
		place = "The held sentence is " + c.heldElsewhere([]*corpus.Statement{st}, best.of) + "."
	}
	switch {
	case best.more && best.edits == 0:
		claim.Note = "A held sentence has these words, and says more: read it whole."
	case best.more && (kind != decisive || best.words < wholeFewest && !numbers(best.changes)):
		claim.Note = "A held sentence has nearly these words, and says more: read it whole. " + told(best.changes, "the claim")
	case best.edits == 0 && best.agree == agrees:
		claim.Verdict, claim.Note = Stands, c.voiceNote(r.codes, st)
	case best.edits == 0 && best.agree == disagrees:
		claim.Verdict = Differs
	case best.edits == 0:
		claim.Note = "These words are held; the statement does not tell the day, the meeting or the speaker that the claim names."
	case kind == decisive && turns(best.changes, language) && onlyTurns(best.changes, language):
		claim.Verdict, claim.Note = Differs, "The held sentence is the same but for a negation. "+told(best.changes, "the claim")
	case kind == decisive:
		claim.Verdict, claim.Note = Differs, told(best.changes, "the claim")
	case kind == inForm:
		claim.Note = "The held sentence is the same but for the forms of words. " + told(best.changes, "the claim")
	default:
		claim.Note = "The nearest held sentence has other words. " + told(best.changes, "the claim")
	}
	if best.more && claim.Verdict == Differs {
		claim.Note += " It says more, too: read it whole."
	}
	claim.Note = strings.TrimSpace(claim.Note + " " + place)
	return true
}

// variant is a claim in one of the ways in which it can be read: its words, and
// what it says of day, meeting and speaker.
type variant struct {
	words []word
	of    reading
}

var (
	// saidWhen finds what stands between a verb of saying and "that".
	saidWhen = regexp.MustCompile(`(?i)\b(?:said|stated|declared|announced|claimed|noted|stressed|explained|confirmed|affirmed|dit|déclaré|dijo|declaró)\b([^,;:]{3,80}?)\s(?:that|que)\s`)
	// whenLast finds a day or a meeting at the end.
	whenLast = regexp.MustCompile(`(?i),?\s+(?:in|on|at|during|of)\s+(?:the\s+)?[^,;:]{3,60}\.?$`)
)

// variants are the ways in which a claim can be read. A day or a meeting before the
// name, behind the verb of saying or at the end may be when it was said; anywhere, it
// may belong to what was said.
func (c checker) variants(r reading, language string) []variant {
	whole := variant{words: c.claimed(r, r.text, language), of: reading{persons: r.persons}}
	out := []variant{whole}
	add := func(text, when string) string {
		of := reading{rest: when, persons: r.persons}
		of.places()
		of.days()
		for _, w := range tokens(of.rest) {
			if !frameWords[w] {
				return "" // it says more than when
			}
		}
		if len(of.when)+len(of.where) == 0 && of.number == 0 {
			return ""
		}
		out = append(out, variant{c.claimed(r, text, language), of})
		return text
	}
	text, head := r.text, ""
	if at := c.nameIn(r); at > 0 {
		head, text = r.text[:at], r.text[at:]
	}
	when := head
	if m := saidWhen.FindStringSubmatchIndex(text); m != nil {
		when += " " + text[m[2]:m[3]]
		text = text[:m[2]] + text[m[3]:]
	}
	add(text, when)
	if m := whenLast.FindStringIndex(text); m != nil {
		add(text[:m[0]], when+" "+strings.TrimRight(text[m[0]:m[1]], "."))
	}
	return slices.DeleteFunc(out, func(v variant) bool { return len(v.words) < wordedFewest })
}

// nameIn gives where the name of whom a claim tells begins; -1 where no name does.
func (c checker) nameIn(r reading) int {
	if c.e.States == nil {
		return -1
	}
	for _, m := range c.e.States.Find(r.text) {
		if slices.Contains(r.codes, m.Code) {
			return m.Start
		}
	}
	return -1
}

// claimed gives the words that a claim says somebody said.
func (c checker) claimed(r reading, text, language string) []word {
	for _, p := range r.persons { // who speaks for it
		text = strings.Replace(text, p.In(r.own), " "+whoever+" ", 1)
	}
	words := bodyOf(c.e.States, text, language, r.codes)
	if len(words) > 2 && words[0].norm == whoever && (words[1].norm == "of" || words[1].norm == "for") && words[2].norm == whoever {
		words = words[2:]
	}
	if r.carried && len(words) > 1 && words[0].norm == "it" {
		words[0].norm = whoever
	}
	return plainVerb(unreported(words), language)
}

// wordings finds the sentences near a claim in statements made by, or in the name
// of, the one that it names: the nearest first, of the day and meeting named before
// others, then the newest.
func (c checker) wordings(r reading) []wording {
	var out []wording
	read := map[string][]variant{} // by language
	sets := map[string]map[string]bool{}
	for _, st := range c.statements(r.codes) {
		speakers, language := append([]string{st.By}, st.OnBehalf...), st.Language
		if !slices.Contains(speakers, r.codes[0]) {
			continue
		}
		if _, ok := read[language]; !ok {
			read[language] = c.variants(r, language)
			sets[language] = setOf(read[language])
		}
		if len(read[language]) == 0 {
			continue
		}
		for _, s := range c.sentences(st) {
			if !lacksFew(s.words, sets[language]) {
				continue
			}
			text := s.Span.In(st.Text)
			w, ok := c.nearest(st, text, read[language])
			if !ok {
				continue
			}
			cite, ok := answer.CiteSentences(st, s.Span)
			if !ok || c.e.NotOwn(cite) {
				continue
			}
			w.cite = cite
			w.more = w.more || strings.TrimSpace(cite.Quote) != strings.TrimSpace(text)
			out = append(out, w)
		}
	}
	slices.SortStableFunc(out, func(a, b wording) int {
		return cmp.Or(cmp.Compare(a.cost(), b.cost()), cmp.Compare(order(a.agree), order(b.agree)), b.cite.Statement.Date.Compare(a.cite.Statement.Date))
	})
	return out
}

// setOf gives the words of the shortest way to read a claim.
func setOf(variants []variant) map[string]bool {
	set := map[string]bool{}
	if len(variants) > 0 {
		for _, w := range variants[len(variants)-1].words {
			if w.norm != whoever {
				set[w.norm] = true
			}
		}
	}
	return set
}

// cost ranks the ways to compare a sentence with a claim.
func (w wording) cost() int {
	if w.more {
		return w.edits + 2
	}
	return w.edits
}

func order(a agreement) int { return map[agreement]int{agrees: 0, unknown: 1, disagrees: 2}[a] }

// nearest compares a sentence of a statement with the ways to read a claim: whole,
// behind a heading of its own ("Second point: ..."), and behind what opens it and
// says nothing ("In our view, ...").
func (c checker) nearest(st *corpus.Statement, text string, variants []variant) (wording, bool) {
	var out wording
	found := false
	for i, part := range []string{text, behindColon(text), opened.ReplaceAllString(text, "")} {
		if i > 0 && (part == "" || part == text) {
			continue
		}
		held := heldBody(c.e.States, part, st)
		for _, v := range variants {
			said := v.words
			if len(held) == 0 {
				continue
			}
			if said[0].norm == whoever && held[0].norm != whoever && st.Language != "en" {
				said = said[1:] // the verb alone says who speaks
			}
			w := wording{agree: v.of.agree(st), of: v.of, words: len(said)}
			w.changes, w.more = within(changesBetween(held, said), len(said), st.Language)
			for _, ch := range w.changes {
				w.edits += max(len(ch.held), len(ch.said))
			}
			if w.edits > max(2, len(said)/wordedShare) {
				continue
			}
			if !found || w.cost() < out.cost() || w.cost() == out.cost() && order(w.agree) < order(out.agree) {
				out, found = w, true
			}
		}
	}
	return out, found
}

// heldBody gives the words of a sentence of a statement, as claimed gives a claim's.
func heldBody(states *corpus.States, text string, st *corpus.Statement) []word {
	return plainVerb(unreported(bodyOf(states, text, st.Language, append([]string{st.By}, st.OnBehalf...))), st.Language)
}

// behindColon gives what stands behind a short heading within a sentence; "" where
// there is none.
func behindColon(text string) string {
	const longest = 40 // bytes of a heading
	if at := strings.IndexAny(text, ":："); at > 0 && at <= longest {
		_, size := utf8.DecodeRuneInString(text[at:])
		return text[at+size:]
	}
	return ""
}

// within leaves out of changes what a sentence has before and behind the words, of
// which there are n, that it is compared with, and tells whether there is any. A
// negation right there belongs to the words.
func within(all []change, n int, language string) (inner []change, more bool) {
	for _, c := range all {
		beside := c.held[max(0, len(c.held)-2):]
		if c.at > 0 {
			beside = c.held[:min(2, len(c.held))]
		}
		if len(c.said) == 0 && (c.at == 0 || c.at == n) && !denies(beside, language) {
			more = true
			continue
		}
		inner = append(inner, c)
	}
	return inner, more
}

func denies(words []word, language string) bool {
	return slices.ContainsFunc(words, func(w word) bool { return denying[language][w.norm] })
}

// turns tells whether one of two texts denies and the other does not.
func turns(all []change, language string) bool {
	return slices.ContainsFunc(all, func(c change) bool { return denies(c.held, language) != denies(c.said, language) })
}

// numbers tells whether numbers are all that differs.
func numbers(all []change) bool {
	return !slices.ContainsFunc(all, func(c change) bool {
		return len(c.held) != len(c.said) || slices.ContainsFunc(slices.Concat(c.held, c.said), func(w word) bool { return !strings.ContainsFunc(w.norm, unicode.IsDigit) })
	})
}

// onlyTurns tells whether a negation, with its helping verb, is all that differs.
func onlyTurns(all []change, language string) bool {
	for _, c := range all {
		for _, w := range norms(slices.Concat(c.held, c.said)) {
			if !denying[language][w] && !helping[language][w] {
				return false
			}
		}
	}
	return true
}

// wordedByOthers decides a claim whose words are, whole, another's: they stand in
// the record of that one, and in what is held not of the one that it names.
func (c checker) wordedByOthers(claim *Claim, r reading) bool {
	var theirs []answer.Stand
	for _, s := range c.e.Standing(tailOf(r.text), c.scope) {
		st := s.Citation.Statement
		if s.Foreign || st.By == "" || c.speaksFor(st, r.codes) {
			continue
		}
		held := heldBody(c.e.States, strings.TrimSpace(sentenceAround(s)), st)
		for _, said := range c.variants(r, st.Language) {
			have, want := norms(held), norms(said.words)
			if slices.Equal(have, want) || len(want) >= wholeFewest && len(have) > len(want) && slices.Equal(have[:len(want)], want) {
				theirs = append(theirs, s)
				break
			}
		}
	}
	if theirs = whoseWords(theirs); theirs == nil {
		return false
	}
	claim.Verdict, claim.Quotes = Differs, sentencesAt(theirs)
	claim.Note = "These words are held of " + c.names(claim.Quotes) + ", and in what is held not of " + c.called(r.codes) + "."
	return true
}

// tailOf gives the end of a claim, by which its words are looked for: its beginning
// has a name where the record has "we".
func tailOf(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		runes := []rune(strings.TrimSpace(text))
		return string(runes[int(float64(len(runes))*(1-tailShare)):])
	}
	at := int(float64(len(text)) * (1 - tailShare))
	if next := strings.IndexFunc(text[at:], unicode.IsSpace); next >= 0 {
		at += next
	}
	return strings.ToValidUTF8(text[at:], "")
}
