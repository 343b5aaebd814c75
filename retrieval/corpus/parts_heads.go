package corpus

import (
	"regexp"
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
		if h.Top <= body {
			continue
		}
		b := beginning{Span: Span{h.Start, h.End}}
		if !h.Names() || h.Lines < 2 && !isTitled(h.Meta.Title) {
			if b.Start = h.Top; (base.By != "" || len(base.OnBehalf) > 0) && headNamesAnother(states, base, text[h.Top:h.End], h.Start < h.End) {
				b.doubt = "another is named above its salutation, and nothing tells for certain whose it is"
				out = append(out, b)
			}
			continue
		}
		b.part, b.doubt = headed(h, base, states)
		b.thank = b.part.by != base.By
		out = append(out, b)
	}
	return out
}

// isTitled tells whether a title says itself who made the statement.
func isTitled(title string) bool {
	return titledBy.MatchString(title) || titledZh.MatchString(title) || titledAr.MatchString(title)
}

// unmade: the title of what nobody has said yet, or of what somebody else made of it.
var unmade = regexp.MustCompile(`(?i)^\W*(?:(?:a|the|our|first|second|possible) )*(?:draft|proposed|model|sample|template|mock|suggested|imagined|fictitious|simulated|summary|paraphrase|notes?|excerpts?)\b|\b(?:as (?:understood|summari[sz]ed|noted|drafted|prepared) by|draft(?:ed)? by)\b`)

// headNamesAnother tells whether lines above a salutation, which do not say who made
// the statement, hold the title of another's statement, or another's name alone and
// a line that is a header's for certain: a name above a salutation and nothing more
// is a speech's chapter on that State.
func headNamesAnother(states *States, base *Statement, head string, certain bool) bool {
	for line := range strings.Lines(head) {
		name := bareName(line)
		if name == "" || len(name) > longestName {
			continue
		}
		if v, ok := states.Lookup(name); ok && certain && v.Kind != KindBody && !agreesWith(states, base, v.Code) {
			return true
		}
		if !ofStatement.MatchString(name) {
			continue
		}
		for _, m := range states.Find(name) {
			if m.Code != "" && m.Kind != KindBody && !agreesWith(states, base, m.Code) && !elsewhere(name, m) {
				return true
			}
		}
	}
	return false
}

// ofStatement: a word by which titles call what was said.
var ofStatement = regexp.MustCompile(`(?i)\b(?:statement|remarks|intervention|address|speech|declaration|letter|contribution|submission|comments|reply|response|déclaration|discours|allocution|declaración|intervención|discurso)\b|выступлени|заявлени|发言|讲话|声明|بيان|كلمة`)

// headed makes the part of a head, or says why its words are nobody's.
func headed(h reader.Head, base *Statement, states *States) (p part, doubt string) {
	m := h.Meta
	s := &Statement{Title: m.Title, Speaker: m.Speaker, Office: m.Office, Date: m.Date, Doubts: m.Doubts}
	attribute(s, m, states)
	p = part{own: true, language: true, head: &m, ofDay: true, date: m.Date}
	switch {
	case h.Quoted:
		return p, "its title stands in a quotation"
	case m.Status == "draft", unmade.MatchString(m.Title):
		return p, "it is a draft, or was not made as it stands"
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
		nobody.head, nobody.ofDay, nobody.date = b.part.head, b.part.ofDay, b.part.date
		return []part{nobody}
	}
	p, thanks := b.part, 0
	if p.Span = all; !b.thank {
		return []part{p}
	}
	if thanks = thanksAt(text, all); thanks < 0 {
		nobody.head, nobody.ofDay, nobody.date = p.head, p.ofDay, p.date
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

// thanksAt gives the offset behind the thanks with which a statement ends: the end
// of the first paragraph behind its salutation whose last sentence is thanks and no
// more, the first sentence of all left out; -1 where there is none.
func thanksAt(text string, s Span) int {
	saluted, begun := false, false
	for line := range strings.Lines(s.In(text)) {
		words := strings.TrimSpace(line)
		s.Start += len(line)
		switch {
		case words == "":
			continue
		case !saluted && !begun && reader.Salutes(words) && len(strings.Fields(words)) < 12:
			saluted = true
			continue
		case (begun || len(Sentences(words)) > 1) && closesWith(words):
			return s.Start - len(line) + len(strings.TrimRight(line, " \t\r\n"))
		}
		begun = true
	}
	return -1
}

// closesWith tells whether a paragraph's last sentence is a closing formula.
func closesWith(paragraph string) bool {
	sentences := Sentences(paragraph)
	return len(sentences) > 0 && reader.Closes(sentences[len(sentences)-1].In(paragraph))
}
