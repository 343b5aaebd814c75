package bibliography

import (
	"fmt"
	"strings"
	"time"

	"verbatim/bot/answer"
	"verbatim/bot/visible"
	"verbatim/retrieval/corpus"
)

// BibTeX writes an entry for each statement cited, once, in the order of the
// first citation. Its paragraph is named where one alone is cited. Keys are
// unique: of two statements with the same words, the second has a letter more.
func (w Writer) BibTeX(entries []Entry) string {
	var b strings.Builder
	keys := map[string]bool{}
	for i, s := range statementsOf(entries) {
		c := place(entries, s)
		text := answer.BibTeX(w.States, c, time.Time{})
		text = freeKey(text, keys)
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(without(text) + "\n")
	}
	return b.String()
}

// without leaves out the characters that nobody sees: their numbers would be
// commands of TeX.
func without(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && visible.Hazardous(r) {
			return -1
		}
		return r
	}, s)
}

// statementsOf lists the statements that are cited, each once.
func statementsOf(entries []Entry) []*corpus.Statement {
	var out []*corpus.Statement
	known := map[*corpus.Statement]bool{}
	for _, e := range entries {
		if !known[e.Statement] {
			known[e.Statement] = true
			out = append(out, e.Statement)
		}
	}
	return out
}

// place gives a citation of the statement with the place that all of its
// citations share, if they do.
func place(entries []Entry, s *corpus.Statement) answer.Citation {
	var out *answer.Citation
	for _, e := range entries {
		switch {
		case e.Statement != s:
		case out == nil:
			out = &answer.Citation{Statement: s, Paragraph: e.Paragraph, Page: e.Page}
		case out.Paragraph != e.Paragraph || out.Page != e.Page:
			return answer.Citation{Statement: s}
		}
	}
	return *out
}

// freeKey gives an entry another key where its own is taken.
func freeKey(entry string, keys map[string]bool) string {
	const before = "@misc{"
	own, rest, _ := strings.Cut(strings.TrimPrefix(entry, before), ",")
	key := own
	for n := 2; keys[key]; n++ {
		key = own + letters(n)
	}
	keys[key] = true
	return before + key + "," + rest
}

// letters counts a, b, ..., z, aa, ab, ...
func letters(n int) string {
	out := ""
	for ; n > 0; n = (n - 1) / 26 {
		out = string(rune('a'+(n-1)%26)) + out
	}
	return out
}

// Footnotes writes an entry a line, in the style of the United Nations Editorial
// Manual, each behind its number.
func (w Writer) Footnotes(entries []Entry) string {
	var b strings.Builder
	for _, e := range entries {
		fmt.Fprintf(&b, "%d. %s\n", e.N, seen(answer.UNStyle(w.States, e.Citation, time.Time{})))
	}
	return b.String()
}
