package corpus

import (
	"strings"
	"unicode"
)

// divide makes passages of the units between two anchors.
func (s *splitter) divide(units []unit) [][]unit {
	var out [][]unit
	for _, piece := range s.pack(units, 0) {
		out = append(out, s.fit(piece, s.opt.MaxTokens)...)
	}
	return out
}

// pack cuts units into runs at the least cost: that of the cuts and of sizes
// off the target. With tokens above 0 no run of several units has more of
// them. The best division up to each unit follows from those before it
// (dynamic programming over at most the longest passage's units).
func (s *splitter) pack(units []unit, tokens int) [][]unit {
	n := len(units)
	best := make([]float64, n+1)
	from := make([]int, n+1)
	for end := 1; end <= n; end++ {
		best[end] = infinite
		size, count := 0, s.base
		for start := end - 1; start >= 0; start-- {
			size += units[start].weight
			count += units[start].tokens
			if start < end-1 && (size > s.hard || tokens > 0 && count > tokens) {
				break
			}
			cost := best[start] + s.sizeCost(size)
			if start > 0 {
				cost += units[start].cost()
			}
			if cost < best[end] {
				best[end], from[end] = cost, start
			}
		}
	}
	var out [][]unit
	for end := n; end > 0; end = from[end] {
		out = append(out, units[from[end]:end])
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// fit holds a run of units to the model's limit. Most runs keep to it and cost
// one count; those that do not are counted unit by unit and packed anew. Parts
// need not add up to the whole, so each new run is counted too, and packed
// more tightly should it not keep to the limit either.
func (s *splitter) fit(units []unit, tight int) [][]unit {
	if !s.limited() || s.tokens(units[0].start, units[len(units)-1].end) <= s.opt.MaxTokens {
		return [][]unit{units}
	}
	if len(units) == 1 {
		parts := s.halve(units[0])
		if len(parts) == 1 {
			return [][]unit{parts} // one character: nothing is left to cut
		}
		return append(s.fit(parts[:1], tight), s.fit(parts[1:], tight)...)
	}
	counted := make([]unit, len(units))
	for i, u := range units {
		u.tokens = max(0, s.tokens(u.start, u.end)-s.base)
		counted[i] = u
	}
	runs := s.pack(counted, max(tight, 1))
	if len(runs) == 1 && tight <= 1 {
		runs = [][]unit{counted[:len(counted)/2], counted[len(counted)/2:]}
	}
	var out [][]unit
	for _, run := range runs {
		out = append(out, s.fit(run, tight*7/8)...)
	}
	return out
}

func (s *splitter) tokens(start, end int) int {
	return s.opt.Tokens(strings.TrimSpace(s.o.text[start:end]))
}

// cutLong cuts a unit that is larger than a passage may be, down to parts of
// the target's size.
func (s *splitter) cutLong(u unit, next int) []unit {
	if u.weight <= s.max {
		return []unit{u}
	}
	parts := s.halve(u)
	if len(parts) == 1 {
		return parts
	}
	parts[1].weight = weight(s.o.text[parts[1].start:next])
	return append(s.cutLong(parts[0], parts[1].start), s.cutLong(parts[1], next)...)
}

// halve cuts a unit in two near its middle: behind a clause, else at a space,
// else between two characters.
func (s *splitter) halve(u unit) []unit {
	at := u.start + cutPlace(s.o.text[u.start:u.end])
	if at <= u.start || at >= u.end {
		return []unit{u}
	}
	left, right := u, u
	left.end = u.start + len(strings.TrimRightFunc(s.o.text[u.start:at], unicode.IsSpace))
	right.start = at
	left.weight = weight(s.o.text[u.start:at])
	right.weight = max(1, u.weight-left.weight)
	right.level, right.numbered = cutInside, false
	left.tokens, right.tokens = -1, -1
	return []unit{left, right}
}

// cutPlace gives the best offset near the middle of a text to cut it at; 0
// when it has no two characters. Places within the middle half count, the
// strongest kind first and of one kind the nearest to the middle.
func cutPlace(text string) int {
	bestKind, bestAt := 0, 0
	mark, gap := rune(0), false
	quarter := len(text) / 4
	for i, r := range text {
		if i > len(text)-quarter && bestAt > 0 { // the middle may be nothing but white space
			break
		}
		if unicode.IsSpace(r) {
			gap = true
			continue
		}
		if i > 0 && i >= quarter {
			kind := cutKind(mark, gap)
			if kind > bestKind || kind == bestKind && distance(i, len(text)/2) < distance(bestAt, len(text)/2) {
				bestKind, bestAt = kind, i
			}
		}
		mark, gap = r, false
	}
	return bestAt
}

func distance(a, b int) int { return max(a-b, b-a) }

// cutKind tells how good a cut is behind a character, with or without a space
// between: 4 behind a semicolon, 3 behind a comma, 2 at a space, 1 elsewhere.
func cutKind(mark rune, gap bool) int {
	switch {
	case mark == '；', gap && (mark == ';' || mark == ':' || mark == '؛'):
		return 4
	case mark == '，', mark == '、', mark == '：', gap && (mark == ',' || mark == '–' || mark == '—' || mark == '،'):
		return 3
	case gap:
		return 2
	}
	return 1
}
