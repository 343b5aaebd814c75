package layout

import (
	"math"
	"regexp"
	"slices"
	"strconv"
)

// What numbered lines have at least on a page: so many numbers, one below the
// other left of the text, that count on by the same step at the same distance.
// Numbers of paragraphs count on too, but not at the same distance.
const (
	fewestNumbers = 3
	fewestInTurn  = 15 // where each line has one
	nearTurn      = 0.15
)

var bareNumber = regexp.MustCompile(`^\d{1,4}$`)

// unnumbered gives a page's segments without the numbers of its lines.
func unnumbered(segs []segment) []segment {
	var at []int
	left := math.Inf(1) // where the text begins
	for i, s := range segs {
		if bareNumber.MatchString(s.text) {
			at = append(at, i)
		} else {
			left = math.Min(left, s.x0)
		}
	}
	at = slices.DeleteFunc(at, func(i int) bool { return segs[i].x1 >= left })
	if !countLines(segs, at) {
		return segs
	}
	var out []segment
	for i, s := range segs {
		if !slices.Contains(at, i) {
			out = append(out, s)
		}
	}
	return out
}

// countLines tells whether the segments are numbers that count a page's lines.
func countLines(segs []segment, at []int) bool {
	if len(at) < fewestNumbers {
		return false
	}
	slices.SortStableFunc(at, func(a, b int) int { return int(math.Round(segs[a].y1 - segs[b].y1)) })
	var values []int
	var gaps []float64
	for n, i := range at {
		v, _ := strconv.Atoi(segs[i].text)
		values = append(values, v)
		if n > 0 {
			gaps = append(gaps, segs[i].y1-segs[at[n-1]].y1)
		}
	}
	step := values[1] - values[0]
	pitch := quantile(gaps, 0.1)
	if step < 1 || step == 1 && len(at) < fewestInTurn || step > 1 && values[0]%step != 0 {
		return false
	}
	even := 0
	for n := 1; n < len(values); n++ {
		if values[n]-values[n-1] != step {
			return false
		}
		if gaps[n-1] < (1+nearTurn)*pitch {
			even++
		}
	}
	return step > 1 || 4*even >= 3*len(gaps) // between paragraphs it is wider
}
