package corpus

import (
	"slices"
	"strings"
	"time"
)

// Translated tells whether a statement's words are another's than who spoke: a
// translator's, an interpreter's or a machine's.
func (s *Statement) Translated() bool {
	switch s.Translation {
	case "official", "interpretation", "machine":
		return true
	}
	return false
}

// OriginalsFirst puts before the translations of what a voice said on a day the
// originals of that day, in the places that both have in a list; all else stays
// where it is. of gives a member's statement.
func OriginalsFirst[T any](list []T, of func(T) *Statement) {
	places := map[string][]int{}
	for i, one := range list {
		if s := of(one); s.By != "" && !s.Date.IsZero() {
			key := strings.Join(append([]string{s.Scope, s.By, s.Date.Format(time.DateOnly), s.Process}, s.OnBehalf...), "\x00")
			places[key] = append(places[key], i)
		}
	}
	for _, at := range places {
		var originals, translations []T
		for _, i := range at {
			if of(list[i]).Translated() {
				translations = append(translations, list[i])
			} else {
				originals = append(originals, list[i])
			}
		}
		for n, one := range slices.Concat(originals, translations) {
			list[at[n]] = one
		}
	}
}
