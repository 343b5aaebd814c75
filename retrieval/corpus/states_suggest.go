package corpus

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// Suggest gives up to n English names that a person who typed a name nobody
// bears may have meant, the nearest first; for an ambiguous word, the names of
// those it may mean. A name without a delegation has no suggestion.
func (s *States) Suggest(nameOrCode string, n int) []string {
	if e := s.entryOf(nameOrCode); e != nil {
		return s.suggestKnown(e, n)
	}
	if _, ok := s.barred[strings.ToUpper(strings.TrimSpace(nameOrCode))]; ok || n <= 0 || len(nameOrCode) > 64 {
		return nil
	}
	keys := statesKeys(nameOrCode)
	var all []statesNear
	consider := func(code string, lists ...[]string) {
		best := statesNear{s.voices[code].Voice.Name, statesFar}
		for _, names := range lists {
			for _, name := range names {
				best.distance = min(best.distance, statesDistance(keys, name))
			}
		}
		if best.distance < statesFar {
			all = append(all, best)
		}
	}
	for i := range s.data.State {
		r := &s.data.State[i]
		consider(r.Code, []string{r.Name, r.Official}, r.Aliases, r.Adjectives)
	}
	for i := range s.data.Group {
		g := &s.data.Group[i]
		consider(g.Code, []string{g.Name}, g.Names)
	}
	slices.SortStableFunc(all, func(a, b statesNear) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), strings.Compare(a.name, b.name))
	})
	var out []string
	for _, a := range all[:min(n, len(all))] {
		out = append(out, a.name)
	}
	return out
}

// statesNear is a name and how far it is from what was typed.
type statesNear struct {
	name     string
	distance int
}

// suggestKnown names what an entry stands for.
func (s *States) suggestKnown(e *statesEntry, n int) []string {
	codes := e.mayBe
	if e.voice != "" {
		codes = []string{e.voice}
	}
	var out []string
	for _, code := range codes[:max(min(n, len(codes)), 0)] {
		out = append(out, s.voices[code].Voice.Name)
	}
	return out
}

const statesFar = 1 << 10

// statesDistance is twice the letters that a typed name is off, one more where
// it has another length; statesFar when more than a third of its letters are,
// or fewer than three are there. A name whose beginning was typed is one off.
func statesDistance(typed []string, name string) int {
	best, key := statesFar, ""
	for _, word := range typed {
		letters := utf8.RuneCountInString(word)
		limit := max(letters/3, 1)
		if letters < 4 || len(name) < letters-limit {
			continue
		}
		if key == "" {
			key = statesKey(name)
		}
		gap := utf8.RuneCountInString(key) - letters
		if letters >= 4 && strings.HasPrefix(key, word) {
			best = min(best, 3)
		}
		if letters < misspeltLeast || gap > limit || -gap > limit {
			continue
		}
		if d := levenshtein.ComputeDistance(word, key); d <= limit {
			best = min(best, 2*d+min(max(gap, -gap), 1))
		}
	}
	return best
}
