package catalog

import (
	"slices"
	"time"

	"verbatim/retrieval/corpus"
)

// Region tells how far sources cover a regional group of the United Nations.
type Region struct {
	Code    string
	Members int      // States of the group
	Sources int      // sources in which a member speaks
	Missing []string // codes of the members that speak in none, sorted
}

// Gaps tells of each regional group, by its code, which members speak in none
// of the sources. A State speaks where it is named (Entry.Voices): that a group
// it belongs to has spoken does not fill its gap.
func Gaps(entries []Entry, states *corpus.States) []Region {
	var out []Region
	for _, code := range regions(states) {
		members := states.Members(code, time.Time{})
		r := Region{Code: code, Members: len(members)}
		heard := map[string]bool{}
		for i := range entries {
			one := false
			for _, voice := range entries[i].Voices() {
				if slices.Contains(members, voice) {
					heard[voice], one = true, true
				}
			}
			if one {
				r.Sources++
			}
		}
		for _, member := range members {
			if !heard[member] {
				r.Missing = append(r.Missing, member)
			}
		}
		out = append(out, r)
	}
	return out
}

// regions lists the codes of the regional groups, sorted.
func regions(states *corpus.States) []string {
	var out []string
	for _, code := range states.Codes() {
		if region := states.Region(code); region != "" {
			out = append(out, region)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
