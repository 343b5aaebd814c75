package corpus

import (
	"strings"

	"verbatim/retrieval/corpus/reader"
)

// Whole statements below the first one of a document. One is its delegation's
// where all of this holds: its head ends in a salutation and names one delegation,
// by the rules for a document's own header; no quotation mark stands before the
// head's lines; it is no draft; and, where another delegation's stands above it,
// it ends with thanks. What stands below the thanks may be of whoever put the
// document together, and is nobody's.

// beginning is a place in a document from which on somebody else may speak.
type beginning struct {
	Span         // of the head; empty where there is none
	part  part   // whose words follow, without its Span
	thank bool   // they must end with thanks
	doubt string // why they are nobody's
	last  bool   // what heads stand below it counts for nothing
}

// headsBelow finds the heads below a document's own.
func headsBelow(doc reader.Document, base *Statement, states *States) (out []beginning) {
	text, body := doc.Whole, bodyOf(doc)
	for _, h := range reader.HeadsIn(text) {
		if h.Start <= body {
			continue
		}
		b := beginning{Span: Span{h.Start, h.End}}
		b.part, b.doubt = headed(h, base, states)
		b.thank = b.part.by != base.By
		out = append(out, b)
	}
	return out
}

// headed makes the part of a head, or says why its words are nobody's.
func headed(h reader.Head, base *Statement, states *States) (p part, doubt string) {
	m := h.Meta
	s := &Statement{Title: m.Title, Speaker: m.Speaker, Office: m.Office, Date: m.Date, Doubts: m.Doubts}
	attribute(s, m, states)
	p = part{own: true, language: true, head: &m, ofDay: true, date: m.Date}
	switch {
	case h.Quoted:
		return p, "its title stands in a quotation"
	case m.Status == "draft":
		return p, "it is a draft"
	case m.Disclaimer != "":
		return p, "it says that it is no record"
	case s.By == "":
		return p, "the title above it does not say for certain whose it is"
	}
	for _, d := range s.Doubts {
		if strings.HasPrefix(d, "by: ") {
			return p, strings.TrimPrefix(d, "by: ")
		}
	}
	p.by, p.behalf, p.speaker, p.origin = s.By, s.OnBehalf, s.Speaker, "title above it"
	m.Speaker, m.Office = s.Speaker, s.Office
	return p, ""
}

// divided adds the parts that begin at the places below.
func divided(text string, parts []part, below []beginning) []part {
	for i, b := range below {
		end := len(text)
		if i+1 < len(below) && !b.last {
			end = below[i+1].Start
		}
		parts = append(parts, b.parts(text, end)...)
		if b.last {
			break
		}
	}
	return parts
}

// parts makes the parts between a beginning and an end.
func (b beginning) parts(text string, end int) []part {
	all := trimSpan(text, Span{b.End, end})
	if all.Len() == 0 {
		return nil
	}
	nobody := part{Span: all, own: true, language: true, doubt: b.doubt}
	if b.doubt != "" {
		return []part{nobody}
	}
	p, thanks := b.part, 0
	if p.Span = all; !b.thank {
		return []part{p}
	}
	if thanks = thanksAt(text, all); thanks < 0 {
		nobody.doubt = "nothing shows where the statement ends whose title stands above it"
		return []part{nobody}
	}
	p.End = thanks
	if nobody.Span = trimSpan(text, Span{thanks, all.End}); nobody.Len() == 0 {
		return []part{p}
	}
	nobody.doubt = "it stands below a statement's last words"
	return []part{p, nobody}
}

// thanksAt gives the offset behind the thanks with which a statement ends: the
// first paragraph's end behind its beginning whose last sentence is thanks and no
// more; -1 where there is none.
func thanksAt(text string, s Span) int {
	first := true
	for line := range strings.Lines(s.In(text)) {
		words := strings.TrimSpace(line)
		s.Start += len(line)
		if words == "" {
			continue
		}
		if !first && closesWith(words) {
			return s.Start - len(line) + len(strings.TrimRight(line, " \t\r\n"))
		}
		first = first && reader.Salutes(words) && len(strings.Fields(words)) < 12
	}
	return -1
}

// closesWith tells whether a paragraph's last sentence is a closing formula.
func closesWith(paragraph string) bool {
	sentences := Sentences(paragraph)
	return len(sentences) > 0 && reader.Closes(sentences[len(sentences)-1].In(paragraph))
}
