package corpus

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Drafts that written comments go through paragraph by paragraph: the draft's
// words stand there without quotation marks, and are what the comment may oppose.
// They are told by what leads them in: a line "Paragraph 27:" before a paragraph
// of that number, a heading "Draft text" before one that says "Comment", and
// the heads of a table's columns.

var (
	// paragraphHead: a line that names a draft's paragraph
	paragraphHead = regexp.MustCompile(`(?i)^[\W_]*(?:(?:on |re:? )?(?:para(?:graph)?|par|párrafo|paragraphe)\b\.?|пункт\.?|§|第) ?(\d{1,3})[^.!?\n]{0,60}?[.:：]?[*_]*(?:$|\n)`)
	// ofStates: how reports begin to tell what States held
	ofReport  = regexp.MustCompile(`^\W*(?:\d{1,3}\.? )?(?:(?:All |Many |Some |Several |Other |Participating |Member )?States|The (?:OEWG|Group|Working Group|Open-ended))\b`)
	draftHead = regexp.MustCompile(`(?i)^[\W_]*(?:(?:zero|current|original|chair[’']s|existing|proposed|revised|first|rev\.? ?\d|initial) ?-?)*(?:draft|text|original|(?:current|existing|original) (?:wording|language|version))(?: (?:text|report|language|paragraph|version|of the report|of the draft))?[\W_]*$`)
	// proposedHead: what a comment would have in a draft's place
	proposedHead = regexp.MustCompile(`(?i)^[\W_]*(?:proposed|suggested|amended|our|alternative) (?:new )?(?:text|wording|language|version|paragraph)[\W_]*$`)
	// draftLead and ownLead: the same before words on the same line
	draftLead = regexp.MustCompile(`(?im)^[\W_]*(?:original|(?:current|existing|original|draft|zero draft|chair[’']s) (?:text|draft|wording|language|version|paragraph)|draft text)(?: \(?(?:of )?para(?:graph|\.)? \d{1,3}\)?)?[*_]*[:：][*_]* *\S`)
	ownLead   = regexp.MustCompile(`(?i)(?:^|[\n.;”"] ?)[ *_]*(?:(?:our|national|specific|suggested|proposed|amended|alternative|new)\b[^.:\n]{0,40}|comments?|rationale|justification|explanation|proposals?|amendments?)[*_]*[:：]`)
	ownHead   = regexp.MustCompile(`(?i)^[\W_]*(?:(?:our|national|general|specific|suggested|proposed) )*(?:comments?|remarks?|proposals?|amendments?|edits|observations?|rationale|justification|explanation|suggestions?)\b[^.!?\n]{0,60}$`)
)

const (
	cellMark    = " | "
	longestHead = 120 // bytes of a heading
)

// drafts finds these stretches.
func (o *Outline) drafts(out []Span) []Span {
	inDraft, column, columns := false, -1, 0
	for i, p := range o.Paragraphs {
		words := p.In(o.text)
		if column >= 0 && strings.Count(words, cellMark) == columns {
			out = append(out, cellOf(o.text, p.Span, column))
			continue
		}
		if column = draftColumn(words); column >= 0 {
			columns = strings.Count(words, cellMark)
			continue
		}
		switch {
		case inDraft && endsDraft(words):
			inDraft = false
		case len(words) < longestHead && draftHead.MatchString(words):
			inDraft = slices.ContainsFunc(o.Paragraphs[i+1:min(len(o.Paragraphs), i+12)], func(q Paragraph) bool { return endsDraft(q.In(o.text)) })
			continue
		case inDraft:
			out = append(out, p.Span)
			continue
		}
		if g := draftLead.FindStringIndex(words); g != nil {
			from, end := g[1]-1, len(words)
			for from > 0 && !utf8.RuneStart(words[from]) {
				from--
			}
			if own := ownLead.FindStringIndex(words[from:]); own != nil {
				end = from + own[0]
			}
			out = append(out, o.trimmed(p.Start+from, p.Start+end))
			continue
		}
		if g := paragraphHead.FindStringSubmatchIndex(words); g != nil {
			number := words[g[2]:g[3]]
			if g[1] < len(words) && ofDraft(words[g[1]:], number) {
				out = append(out, o.trimmed(p.Start+g[1], p.End))
			} else if g[1] == len(words) && i+1 < len(o.Paragraphs) && ofDraft(o.Paragraphs[i+1].In(o.text), number) {
				out = append(out, o.Paragraphs[i+1].Span)
			}
		}
	}
	return out
}

// endsDraft tells whether a paragraph heads the comment's own words behind a draft's.
func endsDraft(words string) bool {
	return len(words) < longestHead && (ownHead.MatchString(words) || proposedHead.MatchString(words))
}

// ofDraft tells whether a paragraph behind a line that names a draft's is that one.
func ofDraft(words, number string) bool {
	rest, ok := strings.CutPrefix(strings.TrimLeft(words, "*_> ("), number)
	return ok && strings.HasPrefix(strings.TrimLeft(rest, "*_"), ".") || ofReport.MatchString(words)
}

// draftColumn gives the column of a table's head that is the draft's, beside one
// of comments; -1 where there is none.
func draftColumn(words string) int {
	if !strings.Contains(words, cellMark) || len(words) > 200 {
		return -1
	}
	cells := strings.Split(words, cellMark)
	if !slices.ContainsFunc(cells, ownHead.MatchString) {
		return -1
	}
	return slices.IndexFunc(cells, draftHead.MatchString)
}

// cellOf gives a cell of a table's row, the mark behind it included.
func cellOf(text string, row Span, column int) Span {
	from := row.Start
	for i, cell := range strings.Split(row.In(text), cellMark) {
		if i == column {
			return Span{from, from + len(cell)}
		}
		from += len(cell) + len(cellMark)
	}
	return Span{row.Start, row.Start}
}
