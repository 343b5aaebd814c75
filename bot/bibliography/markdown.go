package bibliography

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"verbatim/bot/answer"
)

// Section is what is said under one heading.
type Section struct {
	Heading string
	Lines   []Line
}

// Line is a quotation, or a sentence of the program's or a model's.
type Line struct {
	About string // when and where it was said, before it; may be empty
	Words string
	Quote bool // the record's own words: a block quote
	Marks []int
}

// Markdown writes sections, then the sources that the marks stand for, then
// notices. The words of a source that no section shows stand with the source.
func (w Writer) Markdown(sections []Section, entries []Entry, notices []string) string {
	var b strings.Builder
	shown := map[string]bool{}
	for _, s := range sections {
		if squeeze(s.Heading) != "" {
			b.WriteString("**" + Escape(s.Heading) + "**\n\n")
		}
		for _, l := range s.Lines {
			l.write(&b)
			shown[squeeze(l.Words)] = shown[squeeze(l.Words)] || l.Quote
		}
	}
	if len(entries) > 0 && len(sections) > 0 {
		b.WriteString("**Sources**\n\n")
	}
	for _, e := range entries {
		w.source(&b, e, !shown[squeeze(e.Quote)])
	}
	for _, n := range notices {
		b.WriteString(Escape(n) + "\n\n")
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func (l Line) write(b *strings.Builder) {
	if l.About != "" {
		b.WriteString(Escape(l.About) + "\n\n")
	}
	marks := ""
	for _, n := range l.Marks {
		marks += `\[` + strconv.Itoa(n) + `\]`
	}
	if marks != "" {
		marks = " " + marks
	}
	if !l.Quote {
		b.WriteString(Escape(l.Words) + marks + "\n\n")
		return
	}
	quote(b, "", l.Words, marks)
}

// quote writes words as a block quote, paragraph by paragraph.
func quote(b *strings.Builder, indent, words, behind string) {
	all := paragraphs(words)
	for i, p := range all {
		open, shut := "", ""
		if i == 0 {
			open = "“"
		}
		if i == len(all)-1 {
			shut = "”" + behind
		}
		b.WriteString(indent + "> " + open + Escape(p) + shut + "\n")
		if i < len(all)-1 {
			b.WriteString(indent + ">\n")
		}
	}
	b.WriteString("\n")
}

// source writes what a mark stands for: the footnote, where to read it, and
// which version of it that is. A backslash keeps its number what it is: a list
// would count anew.
func (w Writer) source(b *strings.Builder, e Entry, words bool) {
	fmt.Fprintf(b, `\[%d\] `, e.N)
	c := e.Citation
	s := *c.Statement
	link := Link(c.Link)
	if link == "" {
		link = Link(s.URL)
	}
	s.URL = "" // it is the link's
	c.Statement = &s
	b.WriteString(Escape(answer.UNStyle(w.States, c, time.Time{})))
	if link != "" {
		b.WriteString(" [Source](<" + link + ">)")
	}
	facts := []string{s.Grade.String()}
	if s.Status != "" && s.Status != "final" {
		facts = append(facts, s.Status)
	}
	if v := answer.VersionWords(&s); v != "" {
		facts = append(facts, v)
	}
	b.WriteString(" (" + Escape(strings.Join(facts, "; ")+"; "+s.ID) + ")\n\n")
	if words && e.Quote != "" {
		quote(b, "", e.Quote, "")
	}
}

// Link gives an http or https address as it may stand between <>, and "" for
// any other.
func Link(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	var b strings.Builder
	for _, c := range []byte(u.String()) {
		switch {
		case c == '&':
			b.WriteString("&amp;")
		case c <= ' ' || c >= 0x7f || strings.IndexByte("<>\\`|\"[]()", c) >= 0:
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Escape writes a text on one line so that Markdown, whatever its dialect, shows
// its characters and takes none for markup. What is markup only at the beginning
// of a line, between like signs or in an address, is escaped there alone, so
// that plain sentences stay plain.
func Escape(s string) string {
	all := []rune(squeeze(seen(strings.ToValidUTF8(s, "�"))))
	at := func(i int) rune {
		if i < 0 || i >= len(all) {
			return ' '
		}
		return all[i]
	}
	number := 0 // digits at the beginning
	for unicode.IsDigit(at(number)) {
		number++
	}
	var b strings.Builder
	for i, r := range all {
		if strings.ContainsRune(signs, r) ||
			strings.ContainsRune("-+%/", r) && (i == 0 || at(i-1) == r || at(i+1) == r) ||
			r == ':' && at(i+1) != ' ' ||
			r == '.' && i >= 3 && (strings.EqualFold(string(all[i-3:i]), "www") || strings.EqualFold(string(all[i-3:i]), "ftp")) ||
			number > 0 && i == number && (r == '.' || r == ')') {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// signs are escaped wherever they stand.
const signs = "\\`*_{}[]<>#|~&$^=@!"

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// paragraphs splits a text at its empty lines.
func paragraphs(s string) []string {
	var out []string
	for _, p := range blank.Split(s, -1) {
		if squeeze(p) != "" {
			out = append(out, p)
		}
	}
	return out
}

var blank = regexp.MustCompile(`\r?\n[ \t]*\r?\n`)
