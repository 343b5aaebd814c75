package position

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
	"verbatim/retrieval/lexical"
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
}

// worded compares a claim with every sentence of the statements of those it names,
// and says what that decides; false where no sentence is near. Words that are
// another's alone are shown as that one's.
func (c checker) worded(claim *Claim, r reading) bool {
	language := languageOf(r.text)
	variants := c.variants(r, language)
	if len(variants) == 0 {
		return false
	}
	near := c.wordings(r, variants, language)
	if len(near) == 0 {
		return c.wordedByOthers(claim, r, language)
	}
	best := near[0]
	if best.edits == 0 && !best.more && len(near) > 1 && near[1].edits > 0 && weigh(near[1].changes, language) == decisive && turns(near[1].changes, language) {
		claim.Quotes, claim.Note = cited([]answer.Citation{best.cite, near[1].cite}), "Held sentences say it both ways."
		return true
	}
	kind := weigh(best.changes, language)
	if best.edits > 0 && kind != decisive && c.wordedByOthers(claim, r, language) {
		return true
	}
	claim.Quotes = cited([]answer.Citation{best.cite})
	st := best.cite.Statement
	place := ""
	if best.agree == disagrees {
		place = "The held sentence is " + c.heldElsewhere([]*corpus.Statement{st}, r) + "."
	}
	switch {
	case best.more:
		claim.Note = "A held sentence begins so, and says more: read it whole."
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
	claim.Note = strings.TrimSpace(claim.Note + " " + place)
	return true
}

// languageOf tells in which language a claim is written; of words too few to tell,
// English.
func languageOf(text string) string { return cmp.Or(lexical.Language(text), "en") }

// variants are the words of a claim: as it stands, and without the day and the
// meeting that it names. A claim must begin with whom it names.
func (c checker) variants(r reading, language string) [][]string {
	var out [][]string
	undated := reading{rest: r.text}
	undated.places()
	undated.days()
	for _, text := range []string{r.text, undated.rest} {
		words := bodyOf(c.e.States, text, language, r.codes)
		for len(words) > 0 && words[0] != whoever && frameWords[words[0]] && !r.carried {
			words = words[1:]
		}
		if r.carried && len(words) > 0 && words[0] == "it" {
			words = append([]string{whoever}, words[1:]...)
		}
		words = plainVerb(unreported(words), language)
		if len(words) < wordedFewest || words[0] != whoever && slices.Index(words, whoever) > 3 {
			continue
		}
		if !slices.ContainsFunc(out, func(o []string) bool { return slices.Equal(o, words) }) {
			out = append(out, words)
		}
	}
	return out
}

// wordings finds the sentences near a claim in statements made by, or in the name
// of, the one that it names: those of its day and meeting first, then the nearest,
// then the newest.
func (c checker) wordings(r reading, variants [][]string, language string) []wording {
	set := map[string]bool{}
	for _, w := range variants[len(variants)-1] {
		if w != whoever {
			set[w] = true
		}
	}
	var out []wording
	for _, st := range c.statements(r.codes) {
		speakers := append([]string{st.By}, st.OnBehalf...)
		if st.Language != language || !slices.Contains(speakers, r.codes[0]) {
			continue
		}
		for _, s := range answer.SentencesOf(st) {
			text := s.Span.In(st.Text)
			if !sharesMost(wordsIn(text, language), set) {
				continue
			}
			cite, ok := answer.CiteSentences(st, s.Span)
			if !ok || c.e.NotOwn(cite) {
				continue
			}
			if w, ok := nearest(bodyOf(c.e.States, text, language, speakers), variants); ok {
				w.cite, w.agree = cite, r.agree(st)
				w.more = w.more || strings.TrimSpace(cite.Quote) != strings.TrimSpace(text)
				out = append(out, w)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b wording) int {
		return cmp.Or(cmp.Compare(a.edits, b.edits), cmp.Compare(order(a.agree), order(b.agree)), b.cite.Statement.Date.Compare(a.cite.Statement.Date))
	})
	return out
}

func order(a agreement) int { return map[agreement]int{agrees: 0, unknown: 1, disagrees: 2}[a] }

// nearest compares a sentence with the variants of a claim.
func nearest(held []string, variants [][]string) (wording, bool) {
	var out wording
	found := false
	for _, said := range variants {
		w := wording{}
		if len(held) > len(said) && slices.Equal(held[:len(said)], said) {
			w.more = true
		} else {
			w.changes = changesBetween(held, said)
			for _, ch := range w.changes {
				w.edits += max(len(ch.held), len(ch.said))
			}
			if w.edits > max(2, len(said)/wordedShare) {
				continue
			}
		}
		if !found || w.edits < out.edits || w.edits == out.edits && out.more && !w.more {
			out, found = w, true
		}
	}
	return out, found
}

// turns tells whether one of two texts denies and the other does not.
func turns(all []change, language string) bool {
	denies := func(words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return denying[language][w] })
	}
	return slices.ContainsFunc(all, func(c change) bool { return denies(c.held) != denies(c.said) })
}

// onlyTurns tells whether a negation, with its helping verb, is all that differs.
func onlyTurns(all []change, language string) bool {
	for _, c := range all {
		for _, w := range slices.Concat(c.held, c.said) {
			if !denying[language][w] && !helping[language][w] {
				return false
			}
		}
	}
	return true
}

// wordedByOthers decides a claim whose words are, whole, another's: they stand in
// the record of that one, and in what is held not of the one that it names.
func (c checker) wordedByOthers(claim *Claim, r reading, language string) bool {
	var theirs []answer.Stand
	for _, s := range c.e.Standing(tailOf(r.text, language), c.scope) {
		st := s.Citation.Statement
		if s.Foreign || st.By == "" || st.Language != language || c.speaksFor(st, r.codes) {
			continue
		}
		held := bodyOf(c.e.States, strings.TrimSpace(sentenceAround(s)), language, append([]string{st.By}, st.OnBehalf...))
		for _, said := range c.variants(r, language) {
			if slices.Equal(held, said) || len(said) >= wholeFewest && len(held) > len(said) && slices.Equal(held[:len(said)], said) {
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
func tailOf(text, language string) string {
	if language == "zh" {
		runes := []rune(strings.TrimSpace(text))
		return string(runes[int(float64(len(runes))*(1-tailShare)):])
	}
	at := int(float64(len(text)) * (1 - tailShare))
	if next := strings.IndexFunc(text[at:], unicode.IsSpace); next >= 0 {
		at += next
	}
	return strings.ToValidUTF8(text[at:], "")
}
