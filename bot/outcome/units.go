package outcome

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// unit is a paragraph of a document as it is cited, with the items under it that
// bear no number of their own.
type unit struct {
	corpus.Span
	label   string // "13", "13(c)"; empty where it bears none
	heading string // the one that it stands under
}

// unitsOf lists the paragraphs of a document, headings aside.
func unitsOf(o *corpus.Outline, text string) []unit {
	var out []unit
	first, heading := -1, "" // index of the paragraph that the last unit begins with
	for i, p := range o.Paragraphs {
		switch {
		case p.Heading:
			heading = strings.Join(strings.Fields(p.In(text)), " ")
			first = -1
		case first >= 0 && p.Item && p.Lead >= first && (p.Number == "" || p.Number == out[len(out)-1].label):
			out[len(out)-1].End = p.End // a bullet has the number of what leads it in
		default:
			first = i
			out = append(out, unit{p.Span, p.Number, heading})
		}
	}
	return out
}

// cite makes the citation of a unit.
func (u unit) cite(st *corpus.Statement) (answer.Sentence, bool) {
	c, ok := answer.Cite(corpus.Passage{Statement: st, Start: u.Start, End: u.End}, u.Start, u.End)
	return answer.Sentence{Citation: c}, ok
}

// asked gives the units that a number asks for.
func asked(units []unit, n Number) []unit {
	return slices.DeleteFunc(slices.Clone(units), func(u unit) bool { return !n.has(u.label) })
}

// numbersOf says which numbers there are: "1 to 40 and 42", or, where the paragraph
// is there and its part is not, which parts it has.
func numbersOf(units []unit, n Number) string {
	var subs []string
	var tops []int
	for _, u := range units {
		first, sub, ok := splitLabel(u.label)
		if !ok {
			continue
		}
		if first == n.first && sub != "" && strings.Count(sub, "(") == 1 && !slices.Contains(subs, sub) {
			subs = append(subs, sub)
		}
		if !slices.Contains(tops, first) {
			tops = append(tops, first)
		}
	}
	if n.sub != "" && slices.Contains(tops, n.first) {
		if len(subs) == 0 {
			return fmt.Sprintf("Paragraph %d has no lettered parts.", n.first)
		}
		return fmt.Sprintf("Paragraph %d has %s.", n.first, inWords(subs))
	}
	if len(tops) == 0 {
		return "No numbered paragraph was found in it."
	}
	slices.Sort(tops)
	return "Its paragraphs are numbered " + inWords(runs(tops)) + "."
}

// runs joins numbers that follow each other: "1 to 3", "5".
func runs(sorted []int) []string {
	var out []string
	for i := 0; i < len(sorted); {
		j := i
		for j+1 < len(sorted) && sorted[j+1] == sorted[j]+1 {
			j++
		}
		switch {
		case j == i:
			out = append(out, strconv.Itoa(sorted[i]))
		case j == i+1:
			out = append(out, strconv.Itoa(sorted[i]), strconv.Itoa(sorted[j]))
		default:
			out = append(out, fmt.Sprintf("%d to %d", sorted[i], sorted[j]))
		}
		i = j + 1
	}
	return out
}

func inWords(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}
