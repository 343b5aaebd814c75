package message

import (
	"fmt"
	"strings"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// longestSource bounds a line under the page. Addresses that do not fit are
// shortened by what points at the words, or left out whole.
const longestSource = 1900

// sources makes the lines that the marks need.
func (b *builder) sources(numbers []int) (out []source) {
	for _, n := range b.known(numbers) {
		out = append(out, b.sourceLine(n))
	}
	return out
}

func (b *builder) sourceLine(n int) source {
	s, ok := b.lines[n]
	if !ok {
		s = b.newSource(n)
		b.lines[n] = s
	}
	return s
}

func (b *builder) newSource(n int) source {
	c := b.a.Citations[n-1]
	if reason, ok := b.v.Gone[n]; ok {
		return source{n, fmt.Sprintf("[%d] %s: %s", n, Cut(Escape(line(b.named(of(c)))), longestName), Escape(goneLine(reason)))}
	}
	if b.v.Bare {
		return source{n, fmt.Sprintf("[%d] ", n) + b.bareCited(c)}
	}
	return source{n, fmt.Sprintf("[%d] ", n) + b.cited(c)}
}

// goneLine says of a statement that its words cannot be shown.
func goneLine(reason string) string {
	if reason = goneReason(reason); reason == "was removed" {
		return reason + " from the library"
	}
	return reason
}

// cited links to the words: "[Russian Federation, Andrey Krutskikh, 23 June
// 2021](<link>), paragraph 13; official".
func (k Maker) cited(c answer.Citation) string {
	facts := beside(c)
	return masked(k.named(of(c)), linkOf(c), longestSource-Count(facts)) + facts
}

// longestBare bounds a source that stands in the text.
const longestBare = 500

// bareCited is cited for the text of a message: "Russian Federation, Andrey
// Krutskikh, 23 June 2021 <link> · paragraph 13, official".
func (k Maker) bareCited(c answer.Citation) string {
	facts := beside(c)
	return named(k.named(of(c)), linkOf(c), longestBare-Count(facts)) + facts
}

// linkOf gives the address that leads to the words, or to their statement.
func linkOf(c answer.Citation) string {
	if address(c.Link) != "" {
		return c.Link
	}
	return of(c).URL
}

// beside is what stands behind a source's name.
func beside(c answer.Citation) string {
	s := of(c)
	facts := joined(", ", c.Place(), grade(s.Grade), answer.TranslationWords(s))
	if s.Status != "" && s.Status != "final" {
		facts += ", " + s.Status
	}
	if o := answer.OriginalWords(s); o != "" {
		facts += "; " + o
	}
	return " · " + Cut(Escape(line(facts)), longestName)
}

// unmarked adds the citations that no point has a mark of, so that none is lost.
func (b *builder) unmarked() {
	var rest []int
	for i := range b.a.Citations {
		if n := i + 1; !b.marked[n] {
			rest = append(rest, n)
		}
	}
	for _, n := range rest {
		b.add(block{open: "-# ", text: fmt.Sprintf("See also [%d].", n), gap: "\n", lines: b.sources([]int{n})})
	}
}

// facts are what is known of a statement beyond its name, title and grade.
func facts(s *corpus.Statement) string {
	status, venue := s.Status, s.Venue
	if status == "final" {
		status = ""
	}
	if strings.Contains(line(s.Title), line(venue)) {
		venue = ""
	}
	return joined("; ", s.Symbol, answer.ProcessName(s.Process), s.Session, venue, status)
}
