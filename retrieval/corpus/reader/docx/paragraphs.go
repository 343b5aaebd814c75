package docx

import (
	"strings"
	"unicode"
)

// longCell is the length in bytes from which a cell is no table's but lays out
// a page.
const longCell = 300

// endPara counts the paragraph and adds it to the row or to the body.
func (b *body) endPara() {
	p := b.para()
	if p == nil {
		return
	}
	b.open = b.open[:len(b.open)-1]
	raw := b.carry + p.text.String()
	if b.carry = ""; p.joins {
		b.carry = raw
		return
	}
	text := tidied(raw)
	if p.hidden && text == "" {
		return
	}
	s := b.styles[p.style]
	if p.num == "" {
		p.num = s.num
	}
	if !p.levels {
		p.level = s.level
	}
	mark := b.numbers.next(p.num, p.level)
	if text == "" {
		return
	}
	if mark != "" {
		text = mark + " " + text
	}
	p.title = strings.EqualFold(s.name, "title")
	b.add(text, p.title)
}

func (b *body) add(text string, title bool) {
	if r := b.row(); r != nil && len(r.cells) > 0 {
		cell := &r.cells[len(r.cells)-1]
		r.long = r.long || len(text) > longCell
		*cell = strings.TrimLeft(*cell+"\n\n"+text, "\n")
		return
	}
	b.out = append(b.out, finished(text, title))
}

func finished(text string, title bool) para {
	p := para{title: title}
	p.text.WriteString(text)
	return p
}

// endRow makes a paragraph of a row, its cells set apart by a bar; one of
// each cell where they hold paragraphs.
func (b *body) endRow() {
	r := b.row()
	if r == nil {
		return
	}
	b.rows = b.rows[:len(b.rows)-1]
	var cells []string
	for _, c := range r.cells {
		if c != "" {
			cells = append(cells, c)
		}
	}
	if r.long {
		for _, c := range cells {
			b.add(c, false)
		}
		return
	}
	for i, c := range cells {
		cells[i] = strings.Join(strings.Fields(c), " ")
	}
	if len(cells) > 0 {
		b.add(strings.Join(cells, " | "), false)
	}
}

func (b *body) document() Document {
	var d Document
	var texts []string
	if last := tidied(b.carry); last != "" {
		b.out = append(b.out, finished(last, false))
	}
	for i := range b.out {
		t := b.out[i].text.String()
		texts = append(texts, t)
		if b.out[i].title {
			d.Titles = append(d.Titles, t)
		}
	}
	d.Text = strings.Join(texts, "\n\n")
	return d
}

// tidied leaves plain spaces and what is seen.
func tidied(s string) string {
	lines := strings.Split(s, "\n")
	out := lines[:0]
	for _, l := range lines {
		l = strings.Map(func(r rune) rune {
			switch {
			case unicode.IsSpace(r):
				return ' '
			case r == '\u00AD', r == '\u200B', r == '\u2060', r == '\uFEFF', r == '\u200E', r == '\u200F', unicode.IsControl(r):
				return -1
			}
			return r
		}, l)
		if l = strings.Join(strings.Fields(l), " "); l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}
