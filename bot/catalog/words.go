package catalog

import (
	"fmt"
	"strings"

	"github.com/agnivade/levenshtein"
)

// shown quotes a value for an error, cut where it is long.
func shown(s string) string {
	const most = 80
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "..."
	}
	return fmt.Sprintf("%q", s)
}

// didYouMean names the word that was probably meant, else all there are.
func didYouMean(word string, words []string) string {
	best, distance := "", 1+max(2, len(word)/3)
	if len(word) <= 64 { // the distance costs the product of the lengths
		for _, w := range words {
			if d := levenshtein.ComputeDistance(strings.ToLower(word), w); d < distance && d < len(w) {
				best, distance = w, d
			}
		}
	}
	if best == "" {
		return "use one of " + strings.Join(words, ", ")
	}
	return "did you mean " + best + "?"
}
