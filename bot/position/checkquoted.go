package position

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// quotedFewest is how many words a quotation needs to be found as somebody's.
const quotedFewest = 3

// piecesMost is how many stretches of words of one claim are looked for.
const piecesMost = 6

var ellipsis = regexp.MustCompile(`\s*(?:\[\s*(?:\.{3}|…)\s*\]|\(\s*(?:\.{3}|…)\s*\)|\.{3,}|…|\. \. \.)\s*`)

// pieces are the stretches between a quotation's marks of omission.
func pieces(words string) []string {
	return slices.DeleteFunc(ellipsis.Split(words, -1), func(s string) bool { return len(tokens(s)) == 0 })
}

// found is where one piece of a claim's quotations stands.
type found struct {
	own     []answer.Stand // as words of all that the claim names
	foreign []answer.Stand // in their statements, as somebody else's words
	others  []answer.Stand // in statements of others
}

// quoted decides a claim by its quotations; false where they do not, with what
// is to be said of them in the claim.
func (c checker) quoted(claim *Claim, r reading) bool {
	var all []string
	var of []int // the quotation of each piece
	short := false
	for i, q := range r.quotes {
		cut := pieces(q.Words)
		for range cut {
			of = append(of, i)
		}
		for _, p := range cut {
			short = short || wordCount(p) < quotedFewest
		}
		all = append(all, cut...)
	}
	if len(all) == 0 {
		return false
	}
	if len(all) > piecesMost {
		claim.Note = fmt.Sprintf("It quotes more than %d stretches of words: check them one at a time.", piecesMost)
		return false
	}
	framed, denied := r.framed(slices.MinFunc(all, func(a, b string) int { return wordCount(a) - wordCount(b) }))
	places := make([]found, len(all))
	missing := false
	for i, p := range all {
		places[i] = c.find(p, r.codes)
		missing = missing || len(places[i].own) == 0
	}
	switch {
	case short && framed:
		claim.Note = fmt.Sprintf("A quotation of fewer than %d words decides nothing.", quotedFewest)
		for _, f := range places {
			claim.Quotes = append(claim.Quotes, sentencesAt(f.own[:min(1, len(f.own))])...)
		}
		claim.Quotes = claim.Quotes[:min(len(claim.Quotes), quotesShown)]
		return len(claim.Quotes) > 0
	case !framed:
		return c.unframed(claim, r, places, missing)
	case missing:
		return c.missing(claim, r, all, places, denied)
	case denied:
		return c.denied(claim, r, places)
	}
	return c.standing(claim, r, all, of, places)
}

// find looks for words among the statements of those named, and of others.
func (c checker) find(words string, codes []string) found {
	var f found
	for _, s := range c.e.Standing(words, c.scope) {
		st := s.Citation.Statement
		switch {
		case !c.speaksFor(st, codes):
			f.others = append(f.others, s)
		case s.Foreign:
			f.foreign = append(f.foreign, s)
		default:
			f.own = append(f.own, s)
		}
	}
	return f
}

// speaksFor tells whether all who are named have a voice in a statement. One
// alone may have it as a member of the group that speaks; several must be named by
// the statement itself.
func (c checker) speaksFor(st *corpus.Statement, codes []string) bool {
	voices := st.Voices(c.e.States)
	if len(codes) > 1 {
		voices = append([]string{st.By}, st.OnBehalf...)
	}
	return len(codes) > 0 && !slices.ContainsFunc(codes, func(code string) bool { return !slices.Contains(voices, code) })
}

// standing decides a claim all of whose quotations stand in statements of those
// it names: whether day, place and the sentences around them agree too.
func (c checker) standing(claim *Claim, r reading, all []string, of []int, places []found) bool {
	var chosen []answer.Stand
	worst := agrees
	for _, f := range places {
		best, how := f.own[0], disagrees
		for _, s := range f.own {
			if a := r.agree(s.Citation.Statement); a == agrees || a == unknown && how == disagrees {
				best, how = s, a
				if a == agrees && !c.cropped(s) {
					break
				}
			}
		}
		chosen = append(chosen, best)
		if how == disagrees || how == unknown && worst == agrees {
			worst = how
		}
	}
	if stitched(chosen, of) {
		if whole := c.oneSentence(r, of, places); whole != nil {
			chosen, worst = whole, agrees
		}
	}
	claim.Quotes = sentencesAt(chosen)
	st := chosen[0].Citation.Statement
	switch {
	case worst == disagrees:
		claim.Verdict, claim.Note = Differs, "The quoted words are held, but "+c.heldElsewhere(statementsOf(chosen), r)+"."
	case worst == unknown:
		claim.Note = "The quoted words are held; the statement does not tell the day, the meeting or the speaker that the claim names."
	case stitched(chosen, of):
		claim.Verdict, claim.Note = Differs, "The pieces between the marks of omission stand in separate sentences."
	case leavesOut(all, chosen, of), slices.ContainsFunc(joined(chosen, of), c.cropped):
		claim.Note = "The quoted words are held, in a sentence that says more: read it whole."
	default:
		claim.Verdict, claim.Note = Stands, c.voiceNote(r.codes, st)
	}
	return true
}

// stitched tells whether pieces of one quotation come from different sentences,
// or in another order. of has the quotation of each.
func stitched(stands []answer.Stand, of []int) bool {
	for i := 1; i < len(stands); i++ {
		s, before := stands[i], stands[i-1]
		if of[i] == of[i-1] && (s.Citation.Statement != before.Citation.Statement || s.Start < before.End || spanAround(s) != spanAround(before)) {
			return true
		}
	}
	return false
}

// oneSentence looks for a sentence, from the day and meeting that a claim of one
// quotation names, in which all of its pieces stand in order; nil where there is none.
func (c checker) oneSentence(r reading, of []int, places []found) []answer.Stand {
	if of[len(of)-1] != of[0] {
		return nil
	}
	for _, s := range places[0].own {
		out := []answer.Stand{s}
		for _, f := range places[1:] {
			last := out[len(out)-1]
			at := slices.IndexFunc(f.own, func(t answer.Stand) bool {
				return t.Citation.Statement == s.Citation.Statement && t.Start >= last.End && spanAround(t) == spanAround(s)
			})
			if at < 0 {
				break
			}
			out = append(out, f.own[at])
		}
		if len(out) == len(places) && r.agree(s.Citation.Statement) == agrees {
			return out
		}
	}
	return nil
}

// joined puts the pieces of each quotation together, with what it omits.
func joined(stands []answer.Stand, of []int) []answer.Stand {
	var out []answer.Stand
	for i, s := range stands {
		if i > 0 && of[i] == of[i-1] {
			out[len(out)-1].End = s.End
			continue
		}
		out = append(out, s)
	}
	return out
}

// leavesOut tells whether what a quotation omits could turn the sense of the rest.
func leavesOut(all []string, stands []answer.Stand, of []int) bool {
	for i := range stands {
		shown := ""
		for j, p := range all {
			if of[j] == of[i] {
				shown += " " + p
			}
		}
		if shown != " "+all[i] && answer.LeftOut(shown, sentenceAround(stands[i])) {
			return true
		}
	}
	return false
}

// denied decides a claim that quoted words were not said, where they are held.
func (c checker) denied(claim *Claim, r reading, places []found) bool {
	var chosen []answer.Stand
	for _, f := range places {
		at := slices.IndexFunc(f.own, func(s answer.Stand) bool { return r.agree(s.Citation.Statement) == agrees })
		if at < 0 {
			claim.Quotes = append(claim.Quotes, sentencesAt(f.own[:1])...)
			claim.Note = "The words are held, from another day or meeting than the claim names, or from one that is not known."
			return true
		}
		chosen = append(chosen, f.own[at])
	}
	claim.Quotes = sentencesAt(chosen)
	if slices.ContainsFunc(chosen, c.cropped) {
		claim.Note = "The words are held, in a sentence that says more: read it whole."
		return true
	}
	claim.Verdict, claim.Note = Differs, "The claim is that this was not said; the quoted words are held. "+c.voiceNote(r.codes, chosen[0].Citation.Statement)
	claim.Note = strings.TrimSpace(claim.Note)
	return true
}

// missing decides a claim of whose quotations some do not stand as words of
// those it names: they may be another's, or stand nearly.
func (c checker) missing(claim *Claim, r reading, all []string, places []found, denied bool) bool {
	if denied {
		claim.Note = neverSaid + " In that these words do not stand."
		return false
	}
	for i, f := range places {
		if len(f.own) > 0 {
			continue
		}
		pointed, near := c.nearlyStands(all[i], c.statements(r.codes))
		switch {
		case len(f.foreign) > 0:
			claim.Quotes = sentencesAt(f.foreign[:1])
			claim.Note = "The words stand in a statement of its own, where it is not certain that they are its own: it may quote or report somebody else."
		case len(pointed) > 0:
			claim.Quotes = cited(pointed)
			claim.Note = "The quoted words are held, with other punctuation or in part: read them there."
		case whoseWords(f.others) != nil:
			claim.Verdict = Differs
			claim.Quotes = sentencesAt(whoseWords(f.others))
			claim.Note = "These words are held of " + c.names(claim.Quotes) + ", and in what is held not of " + c.called(r.codes) + "."
		case len(near) > 0:
			claim.Verdict, claim.Quotes = Differs, cited(near)
			claim.Note = strings.TrimSpace("The quoted words do not stand as they are quoted; nearly these do. " + changed(near[0], all[i]))
			if st := near[0].Statement; r.agree(st) == disagrees {
				claim.Note += " They are held " + c.heldElsewhere([]*corpus.Statement{st}, r) + "."
			}
		default:
			claim.Note = "The quoted words do not stand in what is held of it."
			return false
		}
		return true
	}
	return false
}

// statements are those in which all who are named have a voice.
func (c checker) statements(codes []string) []*corpus.Statement {
	if len(codes) == 0 {
		return nil
	}
	return slices.DeleteFunc(c.e.Statements(codes[0], c.scope), func(st *corpus.Statement) bool { return !c.speaksFor(st, codes) })
}

// whoseWords leaves of the places in others' statements those where the words
// are certainly theirs, one a delegation.
func whoseWords(of []answer.Stand) []answer.Stand {
	var out []answer.Stand
	seen := map[string]bool{}
	for _, s := range of {
		st := s.Citation.Statement
		key := st.By + "|" + strings.Join(st.OnBehalf, ",")
		if s.Foreign || st.By == "" || seen[key] || len(out) == quotesShown {
			continue
		}
		seen[key] = true
		out = append(out, s)
	}
	return out
}

// unframed tells of a claim whose own words say more than that words were said:
// that the quoted ones are held, and by whom, decides only those.
func (c checker) unframed(claim *Claim, r reading, places []found, missing bool) bool {
	if !missing {
		var chosen []answer.Stand
		for _, f := range places {
			chosen = append(chosen, f.own[0])
		}
		claim.Quotes = sentencesAt(chosen)
		claim.Note = "The quoted words are held. What the claim says around them, words do not decide."
		if who := chosen[0].Citation.Statement.NamedSpeaker(); who != "" && r.namesSomebody() {
			claim.Note += " The record has " + who + " as the speaker."
		}
		return true
	}
	for _, f := range places {
		if others := whoseWords(f.others); len(f.own) == 0 && others != nil {
			claim.Quotes = sentencesAt(others)
			claim.Note = "Words that it quotes are held of " + c.names(claim.Quotes) + ". What the claim says around them, words do not decide."
			return true
		}
	}
	return false
}

// names lists in whose names quotations were said.
func (c checker) names(of []answer.Sentence) string {
	var out []string
	for _, s := range of {
		st := s.Citation.Statement
		name := answer.Delegation(c.e.States, st.By, st.OnBehalf, st.Date)
		if len(st.OnBehalf) == 0 {
			name = answer.NameOf(c.e.States, st.By)
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, "; of ")
}

// called lists the names of codes.
func (c checker) called(codes []string) string {
	var out []string
	for _, code := range codes {
		out = append(out, answer.NameOf(c.e.States, code))
	}
	return strings.Join(out, " and ")
}

// sentencesAt gives the citations of places, each once.
func sentencesAt(of []answer.Stand) []answer.Sentence {
	var out []answer.Citation
	for _, s := range of {
		if !slices.ContainsFunc(out, func(c answer.Citation) bool {
			return c.Statement == s.Citation.Statement && c.Start == s.Citation.Start
		}) {
			out = append(out, s.Citation)
		}
	}
	return cited(out)
}

func cited(of []answer.Citation) []answer.Sentence {
	var out []answer.Sentence
	for _, c := range of[:min(len(of), quotesShown)] {
		out = append(out, answer.Sentence{Citation: c})
	}
	return out
}
