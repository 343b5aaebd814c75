package docx

import (
	"strings"
	"unicode"
)

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
	d := block{Paragraph: Paragraph{Text: text, Title: strings.EqualFold(s.name, "title")}, numbered: mark != "", indent: p.indent.over(s.indent)}
	d.quote, d.slanted = s.quote, p.italic > 0 && p.upright == 0
	b.add(d)
}

func (b *body) add(d block) {
	if r := b.row(); r != nil && len(r.cells) > 0 {
		cell := &r.cells[len(r.cells)-1]
		r.long = r.long || len(d.Text) > longCell
		*cell = append(*cell, d)
		return
	}
	b.out = append(b.out, d)
}

func (b *body) document() Document {
	if last := tidied(b.carry); last != "" {
		b.out = append(b.out, block{Paragraph: Paragraph{Text: last}})
	}
	setApart(b.out)
	var d Document
	for _, one := range b.out {
		d.Paragraphs = append(d.Paragraphs, one.Paragraph)
	}
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
