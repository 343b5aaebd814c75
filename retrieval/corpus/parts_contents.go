package corpus

import (
	"regexp"
	"slices"
	"strings"

	"verbatim/retrieval/corpus/reader"
)

// Compendia: contributions of several States behind a table of contents that
// lists them, "Brazil . . . . 17".
//
// The table says which sections there are and in which order; a section begins
// where its name stands alone on a line. Where a heading is not found, or stands
// in two places between its neighbours, whatever may be another's is nobody's:
// the section before a missing heading holds the words of both.

// entry is a line of a table of contents.
type entry struct {
	title, code string
	at          []int // lines behind the table that say the same, by index
}

// leader: a title, dots or as much white space, and a page's number.
var leader = regexp.MustCompile(`^(.{2,160}?)[\s\x{00a0}]*(?:(?:\.[\s\x{00a0}]?){3,}|…+[\s.…]*|\t+)[\s\x{00a0}]*(?:\d{1,4}|[ivxlcIVXLC]{1,7})$`)

// ofStates: what stands before the sections says that they are the States' own
// words, and not a book's about them.
var ofStates = regexp.MustCompile(`(?i)\b(?:contributions?|submissions?|repl(?:y|ies)|views|statements|national positions?|written comments)\b.{0,80}\b(?:received|submitted|transmitted|provided|communicated|by (?:member )?(?:states|governments|participating)|of (?:the )?(?:member |participating )?(?:states|governments)|from (?:member )?(?:states|governments))\b|\b(?:voluntary|national|written) (?:national )?contributions\b|\brepl(?:y|ies) received\b`)

// contributions divides a compendium. A document that is some State's own holds
// no other's words, whatever its sections are called.
func contributions(doc reader.Document, base *Statement, states *States) []part {
	text := doc.Whole
	if base.By != "" && isState(states, base.By) || len(base.OnBehalf) > 0 {
		return nil
	}
	if !strings.Contains(text, "...") && !strings.Contains(text, ". . .") && !strings.Contains(text, "…") && !strings.Contains(text, "\t") {
		return nil
	}
	lines := textLines(text)
	entries, after := tableOf(text, lines, states)
	if entries == nil {
		return nil
	}
	locateEntries(text, lines, entries, after)
	c := compendium{text: text, lines: lines, base: base, states: states}
	if !c.settle(entries) || !ofStates.MatchString(base.Title+"\n"+text[:c.firstAt(entries)]) {
		return nil
	}
	return c.parts(entries, bodyOf(doc))
}

// tableOf finds the table of contents, and the index of the first line behind
// it; nil where it lists fewer than two voices.
func tableOf(text string, lines []textLine, states *States) (entries []entry, after int) {
	voices, far := 0, 0
	for i, l := range lines {
		g := leader.FindStringSubmatch(l.In(text))
		if g == nil || l.Len() > 300 {
			if far++; len(entries) > 0 && far > 6 && voices > 1 {
				break
			}
			continue
		}
		if far > 40 && voices < 2 { // a row of some other table
			entries, voices = nil, 0
		}
		far = 0
		e := entry{title: entryTitle(g[1])}
		if v, ok := states.Lookup(e.title); ok {
			e.code = v.Code
			voices++
		}
		entries, after = append(entries, e), i+1
	}
	if voices < 2 {
		return nil, 0
	}
	return entries, after
}

// entryTitle takes the number off an entry's title.
func entryTitle(s string) string {
	s = strings.Join(strings.Fields(strings.Trim(s, "*_#. \u00a0")), " ")
	return entryNumber.ReplaceAllString(s, "")
}

var entryNumber = regexp.MustCompile(`^(?:(?:[IVX]{1,6}|[A-Z]|\d{1,3}(?:\.\d{1,2})*)[.)] ?)`)

// locateEntries notes where the entries' titles stand alone behind the table.
func locateEntries(text string, lines []textLine, entries []entry, after int) {
	by := map[string][]int{}
	for i, e := range entries {
		by[sectionKey(e.title)] = append(by[sectionKey(e.title)], i)
	}
	for i := after; i < len(lines); i++ {
		if words := lines[i].In(text); len(words) < 200 {
			for _, e := range by[sectionKey(entryTitle(bareName(words)))] {
				entries[e].at = append(entries[e].at, i)
			}
		}
	}
}

func sectionKey(s string) string { return Fold(strings.TrimRight(s, " .:*")).Text() }

// compendium is one on its way to parts.
type compendium struct {
	text   string
	lines  []textLine
	base   *Statement
	states *States
}

// settle narrows each entry's places to those between the headings around it
// that are certain. It tells whether two voices' headings were found, in the
// table's order.
func (c *compendium) settle(entries []entry) bool {
	last, certain := -1, 0
	for _, e := range entries {
		if len(e.at) != 1 {
			continue
		}
		if e.at[0] < last { // not the order of the table: it is no table of these
			return false
		}
		last = e.at[0]
		if e.code != "" {
			certain++
		}
	}
	from := -1
	for i := range entries {
		to := len(c.lines)
		for _, e := range entries[i+1:] {
			if len(e.at) == 1 {
				to = e.at[0]
				break
			}
		}
		if len(entries[i].at) > 1 {
			entries[i].at = slices.DeleteFunc(entries[i].at, func(at int) bool { return at <= from || at >= to })
		}
		if n := len(entries[i].at); n > 0 {
			from = entries[i].at[n-1]
		}
	}
	return certain > 1
}

// firstAt gives the offset of the first section's heading.
func (c *compendium) firstAt(entries []entry) int {
	for _, e := range entries {
		if len(e.at) > 0 {
			return c.lines[e.at[0]].Start
		}
	}
	return len(c.text)
}

// parts makes the sections.
func (c *compendium) parts(entries []entry, body int) []part {
	var out []part
	add := func(p part) {
		if p.Span = trimSpan(c.text, p.Span); p.Len() > 0 {
			out = append(out, p)
		}
	}
	first := true
	for i, e := range entries {
		if len(e.at) == 0 {
			continue
		}
		from, to, missing := e.at[len(e.at)-1], len(c.text), false
		for j := i + 1; j < len(entries); j++ {
			if len(entries[j].at) > 0 {
				to = c.lines[entries[j].at[0]].Start
				break
			}
			missing = true
		}
		if first {
			add(c.front(Span{min(body, c.lines[e.at[0]].Start), c.lines[e.at[0]].Start}, i > 0))
			first = false
		}
		if e.at[0] < from {
			add(part{Span: Span{c.lines[e.at[0]].Start, c.lines[from].Start}, own: true, doubt: "the heading " + e.title + " stands in two places, and either may begin the section"})
		}
		add(c.section(e, Span{c.lines[from].End, to}, missing))
	}
	return out
}

// front makes a part of what stands before the first section: the body's that
// publishes the document, where that is no State and no section's heading is
// missing there, and otherwise nobody's.
func (c *compendium) front(s Span, missing bool) part {
	p := part{Span: s, own: true, doubt: "it stands before the first contribution"}
	if by := c.base.By; by != "" && !isState(c.states, by) && !missing {
		p.by, p.origin, p.doubt = by, c.base.Origin["by"], ""
	}
	return p
}

// section makes a part of an entry's section.
func (c *compendium) section(e entry, s Span, missing bool) part {
	p := part{Span: s, own: true, language: true, heading: e.title}
	switch {
	case missing:
		p.doubt = "the heading of the section that the contents list after " + e.title + " was not found, so that this may hold both"
	case e.code == "":
		p.doubt = "the section " + e.title + " is no State's"
	default:
		p.by, p.origin, p.kind = e.code, "heading of the section", "position-paper"
	}
	c.notes(&p)
	return p
}

// notes reads the notes in brackets with which a contribution begins: the
// language that it was written in, and the day on which it was received.
func (c *compendium) notes(p *part) {
	for n := 0; n < 3; n++ {
		p.Span = trimSpan(c.text, p.Span)
		line, _, _ := strings.Cut(p.In(c.text), "\n")
		inner := strings.TrimSpace(line)
		if len(inner) > 80 || !strings.HasPrefix(inner, "[") || !strings.HasSuffix(inner, "]") {
			return
		}
		inner = strings.Trim(inner, "[]* ")
		if on, ok := reader.ParseDate(inner); ok {
			p.date, p.ofDay = on, true
		} else if original := strings.TrimSpace(strings.TrimPrefix(strings.ToLower(inner), "original:")); original != strings.ToLower(inner) {
			p.translation = reader.TranslationFrom(original, reader.LanguageOf(p.In(c.text)))
		} else {
			return
		}
		p.Start += len(line)
	}
}
