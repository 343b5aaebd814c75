package library

import (
	"hash/maphash"
	"slices"
	"strings"
	"unicode"
)

// Two texts of some length may have nine in ten runs of words in common and say
// the opposite: one "not" more, "could" for "should", 10 million for 5. What a
// delegation said differently is another statement, whatever else is the same.

// deciding are the words that turn, weaken or bind what is said, in the
// languages of the United Nations; small letters.
var deciding = words(`
	not no nor never neither none without cannot nothing hardly t
	should must shall may might could would can will need needs ought
	if unless provided except only until subject conditional however but although
	support supports oppose opposes reject rejects accept accepts agree agrees disagree disagrees
	ne pas non jamais sans aucun aucune ni doit doivent devrait devraient peut peuvent pourrait pourraient si sauf mais seulement
	no nunca sin ningún ninguna debe deben debería deberían puede pueden podría podrían salvo pero solo sólo
	не нет ни без никогда должен должна должно должны следует может могут если кроме только но
	لا ليس لم لن دون بدون يجب ينبغي قد إذا إلا لكن`)

// decidingSigns are those of Chinese, which sets no spaces.
const decidingSigns = "不没沒无無非未必须須应應可如若除但"

func words(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// edge is how many words at either end of a text may be a heading's or a
// footer's, whose numbers differ from page to page.
const edge = 60

// decide adds to the signature what decides what a text says: its deciding
// words in their order, each with the next, and its numbers.
func (s *signature) decide(seed maphash.Seed, all []string) {
	for i, w := range all {
		if deciding[w] {
			s.deciding = s.deciding*31 + maphash.String(seed, strings.Join(all[i:min(i+2, len(all))], " "))
		}
		for _, r := range w {
			if strings.ContainsRune(decidingSigns, r) {
				s.deciding = s.deciding*31 + uint64(r)
			}
		}
		if !strings.ContainsFunc(w, unicode.IsNumber) {
			continue
		}
		h := maphash.String(seed, w)
		s.numbers = append(s.numbers, h)
		if i >= edge && i < len(all)-edge {
			s.inner = append(s.inner, h)
		}
	}
}

// saysTheSame tells whether two texts that are alike have the same deciding
// words in the same order, and no number in the midst of one that the other
// lacks.
func (s *signature) saysTheSame(t *signature) bool {
	return s.deciding == t.deciding && among(s.inner, t.numbers) && among(t.inner, s.numbers)
}

func among(some, all []uint64) bool {
	return !slices.ContainsFunc(some, func(n uint64) bool { return !slices.Contains(all, n) })
}
