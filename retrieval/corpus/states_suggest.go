package corpus

import (
	"cmp"
	"slices"
	"strings"

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
	type near struct {
		name, code string
		distance   int
	}
	var all []near
	for _, code := range s.codes {
		best := near{s.voices[code].Voice.Name, code, statesFar}
		for _, name := range s.english(code) {
			best.distance = min(best.distance, statesDistance(keys, statesKey(name)))
		}
		if best.distance < statesFar {
			all = append(all, best)
		}
	}
	slices.SortStableFunc(all, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), strings.Compare(a.name, b.name))
	})
	var out []string
	for _, a := range all[:min(n, len(all))] {
		out = append(out, a.name)
	}
	return out
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
	best := statesFar
	for _, key := range typed {
		letters := len([]rune(key))
		if letters < 3 {
			continue
		}
		if letters >= 4 && strings.HasPrefix(name, key) {
			best = min(best, 3)
		}
		if d := levenshtein.ComputeDistance(key, name); d <= max(letters/3, 1) {
			best = min(best, 2*d+min(max(letters-len(name), len(name)-letters), 1))
		}
	}
	return best
}

// english lists the English names of a voice that may be suggested from.
func (s *States) english(code string) []string {
	v := s.voices[code].Voice
	names := []string{v.Name, v.Official}
	for i := range s.data.State {
		if r := &s.data.State[i]; r.Code == code {
			return append(append(names, r.Aliases...), r.Adjectives...)
		}
	}
	for i := range s.data.Group {
		if g := &s.data.Group[i]; g.Code == code {
			return append(names, g.Names...)
		}
	}
	return names
}
