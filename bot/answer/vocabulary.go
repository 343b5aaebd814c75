package answer

import (
	"strings"

	"verbatim/retrieval/lexical"
)

// A draft's own words are shown only if each of them stands in the sentences
// that it cites, or is one of the closed lists below: words that tell that
// something was said, and tell nothing of what. Whatever else a draft says in
// its own words, right or wrong, the record's sentence is shown in its place.

// glue are the words that hold sentences together without saying anything.
// Words that weigh (all, most, only, must, did, used to) are none.
const glue = " was were has have the a an of in on for to by with from at as into within is are be been it its this that these those which and or also there here such "

// saying are the verbs that tell that something was said or is held, in all
// their forms.
const saying = " say says said saying state states stated stating express expresses expressed stress stresses stressed stressing emphasise emphasises emphasised" +
	" emphasize emphasizes emphasized note notes noted noting underline underlines underlined underlining underscore underscores underscored" +
	" highlight highlights highlighted highlighting add adds added adding explain explains explained explaining argue argues argued" +
	" believe believes believed believing think thinks thought hold holds held holding view views viewed see sees saw consider considers considered" +
	" describe describes described describing propose proposes proposed proposing suggest suggests suggested suggesting call calls called calling" +
	" want wants wanted wish wishes wished ask asks asked asking seek seeks sought recall recalls recalled maintain maintains maintained" +
	" declare declares declared mention mentions mentioned refer refers referred point points pointed out speak speaks spoke observe observes observed" +
	" remark remarks remarked tell tells told regard regards regarded affirm affirms affirmed urge urges urged insist insists insisted "

// speakers are the words that stand for the delegation, and what tells of its
// words as such.
const speakers = " delegation delegations's statement speaker representative ambassador mr ms mrs dr side government position view opinion according words passage further furthermore moreover "

func listed(list, word string) bool { return strings.Contains(list, " "+word+" ") }

// neutral tells whether a word of a draft says nothing of its own.
func neutral(lower string) bool {
	return listed(glue, lower) || listed(saying, lower) || listed(speakers, nameStem(lower)) || listed(speakers, lower)
}

// wordKeys gives what two forms of a word are compared by.
func wordKeys(lower string) []string {
	keys := []string{lower, nameStem(lower)}
	for _, t := range lexical.ContentWords(lower, "en") {
		keys = append(keys, "="+t.Term)
	}
	return keys
}

// lexicon is a sequence of words that may bear others out.
type lexicon struct {
	at map[string][]int // places of a key, ascending
	n  int
}

func newLexicon(text string) *lexicon {
	x := &lexicon{at: map[string][]int{}}
	for _, w := range splitWords(text) {
		for _, part := range append([]string{w.lower}, hyphenParts(w.lower)...) {
			for _, k := range wordKeys(part) {
				x.at[k] = append(x.at[k], x.n)
			}
		}
		x.n++
	}
	return x
}

func hyphenParts(lower string) []string {
	parts := strings.FieldsFunc(lower, func(r rune) bool { return r == '-' })
	if len(parts) < 2 {
		return nil
	}
	return parts
}

// places gives where a word stands.
func (x *lexicon) places(lower string) []int {
	for _, k := range wordKeys(lower) {
		if p := x.at[k]; len(p) > 0 {
			return p
		}
	}
	return nil
}

// after gives the first place of the word behind a place, or -1.
func (x *lexicon) after(lower string, place int) int {
	for _, k := range wordKeys(lower) {
		for _, p := range x.at[k] {
			if p > place {
				return p
			}
		}
	}
	return -1
}

// vocabulary holds a draft's own words to what may bear them: how many content
// words are borne, how many are not, and whether those that are come in the
// order in which the record has them, for in another order they may say
// another thing.
func vocabulary(own string, record *lexicon, free func(lower string) bool) (borne, foreign int, ordered bool) {
	ordered = true
	last := -1
	for _, w := range splitWords(own) {
		if numeric(w.lower) || free(w.lower) {
			continue
		}
		places := record.places(w.lower)
		switch {
		case len(places) == 0 && neutral(w.lower):
			continue
		case len(places) == 0 && allBorne(hyphenParts(w.lower), record):
			borne++
			continue
		case len(places) == 0:
			foreign++
			continue
		case neutral(w.lower):
			continue
		}
		borne++
		next := record.after(w.lower, last)
		if next < 0 {
			ordered = false
			continue
		}
		last = next
	}
	return borne, foreign, ordered
}

func allBorne(parts []string, record *lexicon) bool {
	for _, p := range parts {
		if len(record.places(p)) == 0 {
			return false
		}
	}
	return len(parts) > 0
}

func numeric(lower string) bool { return lower[0] >= '0' && lower[0] <= '9' }
