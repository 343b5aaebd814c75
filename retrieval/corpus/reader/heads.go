package reader

import "strings"

// Head is the head of a statement that stands within a text: its title, who
// delivers it, the day, up to the salutation with which it begins.
type Head struct {
	Start, End int  // offsets of its first line, and of the salutation behind it
	Top        int  // of the first line above it that is no running text, such as a name alone
	Lines      int  // lines that only a header has, with the title; one alone may be a heading
	Quoted     bool // its lines bear the mark of a quotation, so that it is read from something
	Meta       Meta // what it says of the statement, as Document's
}

const (
	mostHead   = 24      // lines that a head has at most
	headWithin = 4 << 10 // bytes below a head that are asked for its language and for whom it is made
)

// HeadsIn finds the heads in a text behind its first words. A head stands behind
// a blank line and ends in a salutation. It may name nobody: a heading on norms that
// a salutation follows is none, which its caller finds out.
func HeadsIn(text string) []Head {
	lines := linesOf(text)
	var out []Head
	last := 0
	for i, l := range lines {
		if l.text == "" || !salutes(l.text) {
			continue
		}
		if top, first, certain := headTop(lines, i, last); first > 0 && first < i {
			h := headAt(text, lines, top, i)
			h.Top, h.Lines = lines[first].start, certain
			out = append(out, h)
		}
		last = i + 1
	}
	return out
}

// headTop walks up from a salutation, no further than the line last, over what a
// header may hold, and gives the first line of it that is a header's for certain,
// the first of all, and how many are certain.
func headTop(lines []line, salutation, last int) (top, first, certain int) {
	top, first = salutation, salutation
	seen := 0
	for i := salutation - 1; i >= last && seen < mostHead; i-- {
		l := lines[i]
		if l.text == "" {
			continue
		}
		c := inHead(lines, i)
		if c == running || closes(l.text) || c == unknown && (endsSentence(l.text) || len(l.text) > 160) {
			break
		}
		first = i
		if c != unknown && c != page {
			certain++
		}
		if seen++; c != unknown && c != page && (i == 0 || lines[i-1].text == "") {
			top = i
		}
	}
	return top, first, certain
}

// inHead classifies a line of what may be a head.
func inHead(lines []line, i int) class {
	next := ""
	if i+1 < len(lines) {
		next = lines[i+1].text
	}
	return classify(strings.TrimLeft(lines[i].text, `*_"“«> `), next, nil, i == 0 || lines[i-1].text == "")
}

// headAt reads a head between two lines.
func headAt(text string, lines []line, top, salutation int) Head {
	h := Head{Start: lines[top].start, End: lines[salutation].start}
	for _, l := range lines[top : salutation+1] {
		h.Quoted = h.Quoted || strings.IndexAny(l.text, `>"“«„`) == 0
	}
	end := min(len(text), h.End+headWithin)
	doc := assemble(content{text: strings.ToValidUTF8(text[h.Start:end], "")})
	h.Meta = doc.Meta
	return h
}

// Names tells whether a head has words on who made the statement.
func (h Head) Names() bool { return len(h.Meta.By) > 0 || h.Meta.Speaker != "" }
