package corpus

import "strings"

// Anchors: the boundaries that stand whatever is farther off than the window.

// anchors gives the indices of the units that begin a passage whatever stands
// farther off than the window.
func (s *splitter) anchors(units []unit) []int {
	places := make([]int, len(units)+1) // size of the text before each unit
	for i, u := range units {
		places[i+1] = places[i] + u.weight
	}
	total := places[len(units)]
	ranks := make([]uint64, len(units))
	for i, u := range units {
		if u.level >= cutSentence {
			ranks[i] = s.rank(u)
		}
	}
	var out []int
	for i, u := range units {
		if i == 0 || u.numbered || u.level < cutSentence || u.level == cutItem || places[i] < s.opt.Min || total-places[i] < s.opt.Min {
			continue
		}
		if s.outranks(units, ranks, places, i) {
			out = append(out, i)
		}
	}
	return out
}

// outranks tells whether the cut before unit i is the best within its window.
// A cut between sentences must also stand far from any between paragraphs.
func (s *splitter) outranks(units []unit, ranks []uint64, places []int, i int) bool {
	reach := s.opt.Min
	if units[i].level == cutSentence {
		reach = s.max
	}
	for j := i - 1; j > 0 && places[i]-places[j] < reach; j-- {
		if beats(units, ranks, j, i, places[i]-places[j] < s.opt.Min) || ranks[j] == ranks[i] && units[j].level == units[i].level && places[i]-places[j] < s.opt.Min {
			return false
		}
	}
	for j := i + 1; j < len(units) && places[j]-places[i] < reach; j++ {
		if beats(units, ranks, j, i, places[j]-places[i] < s.opt.Min) {
			return false
		}
	}
	return true
}

// beats tells whether the cut before unit j is better than the one before i.
// Beyond the window of equals only a higher level counts.
func beats(units []unit, ranks []uint64, j, i int, near bool) bool {
	if units[j].level < cutSentence || units[j].level == cutItem || units[j].numbered {
		return false
	}
	if units[j].level != units[i].level {
		return units[j].level > units[i].level
	}
	return near && ranks[j] > ranks[i]
}

// rank gives a number that only the words beside a cut decide (FNV-1a).
func (s *splitter) rank(u unit) uint64 {
	before := strings.TrimSpace(s.o.text[max(0, u.start-48):u.start])
	after := s.o.text[u.start:min(u.end, u.start+48)]
	h := uint64(14695981039346656037)
	for _, part := range [2]string{before, after} {
		for i := 0; i < len(part); i++ {
			h = (h ^ uint64(part[i])) * 1099511628211
		}
	}
	return h ^ h>>29
}
