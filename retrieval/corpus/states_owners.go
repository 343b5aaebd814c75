package corpus

import (
	"strings"
	"unicode"
)

// statesStops end a clause.
const statesStops = ".;:!?"

func statesStopped(s string) bool {
	return strings.ContainsAny(s, statesStops) || strings.Contains(s, "\n\n")
}

// withoutOwners takes out the States that a text names only to say whose a
// name without a delegation is ("the Chinese province of Taiwan"): such a
// mention is not of the State, and whose it is is not for the program to say.
func (s *States) withoutOwners(text string, found []Mention) []Mention {
	const far = 120 // bytes between the two
	joined := func(a, b Mention) bool {
		if b.Start-a.End > far {
			return false
		}
		between := text[a.End:b.Start]
		return !statesStopped(between) && statesOnly(between, s.ranks, s.links) && statesAny(between, s.ranks)
	}
	kept := found[:0]
	for i, m := range found {
		switch {
		case m.NoDelegation:
			if n := len(kept); n > 0 && kept[n-1].Code != "" && (joined(kept[n-1], m) || s.ranked(text, kept[n-1], m)) {
				m.Start = kept[n-1].Start
				kept = kept[:n-1]
			}
		case m.Code != "" && i > 0 && len(kept) > 0 && kept[len(kept)-1].NoDelegation && joined(kept[len(kept)-1], m):
			kept[len(kept)-1].End = m.End
			continue
		}
		kept = append(kept, m)
	}
	return kept
}

// ranked tells whether a rank stands before the State instead, and nothing but
// small words between it and the name without a delegation: "région
// administrative chinoise de ...".
func (s *States) ranked(text string, state, name Mention) bool {
	const back = 32 // bytes
	between := text[state.End:name.Start]
	if len(between) > back || statesStopped(between) || len(statesWords(between)) == 0 || !statesOnly(between, s.links) {
		return false
	}
	from := statesRuneStart(text, max(state.Start-back, 0))
	clause := text[from:state.Start]
	before := statesWords(clause[strings.LastIndexAny(clause, statesStops)+1:])
	for i := len(before) - 1; i >= 0; i-- {
		switch {
		case s.ranks[before[i]]:
			return true
		case !s.links[before[i]]:
			return false
		}
	}
	return false
}

// statesWords splits a stretch between names into its folded words.
func statesWords(s string) []string {
	return strings.FieldsFunc(statesKey(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// statesOnly tells whether all words of s are in one of the sets.
func statesOnly(s string, sets ...map[string]bool) bool {
	for _, w := range statesWords(s) {
		known := false
		for _, set := range sets {
			known = known || set[w]
		}
		if !known {
			return false
		}
	}
	return true
}

// statesAny tells whether a word of s is in the set.
func statesAny(s string, set map[string]bool) bool {
	for _, w := range statesWords(s) {
		if set[w] {
			return true
		}
	}
	return false
}
