package answer

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"verbatim/retrieval/corpus"
)

// Citations for footnotes and bibliographies. Each style takes what is known of
// the statement and leaves out, or names as unknown where the style does,
// what is not: nothing is guessed.

// Chicago writes the citation as a note of the Chicago Manual of Style, 17th
// edition, in the form for speeches and for documents on the web (14.217, 14.207): speaker,
// office, "title" (kind, occasion, place, date), paragraph, address, and
// the day on which it was read where the document has no date.
// accessed may be zero.
func Chicago(states *corpus.States, c Citation, accessed time.Time) string {
	s := statementOf(c)
	accessed = readOn(s, accessed)
	var parts []string
	if name := s.NamedSpeaker(); name != "" {
		parts = append(parts, oneLine(name))
	}
	parts = append(parts, spokenFor(states, s))
	head := commas(append(parts, chicagoTitle(s))...)
	occasion := commas(kindName(s.Kind), oneLine(s.Session), venueOf(s), dateAs("January 2, 2006", s.Date, "n.d."))
	out := head + " (" + occasion + ")"
	out = commas(out, oneLine(s.Symbol), paragraphOf(c, "para."), TranslationWords(s))
	link := sourceURL(s)
	if s.Date.IsZero() && !accessed.IsZero() && link != "" {
		out = commas(out, "accessed "+accessed.Format("January 2, 2006"))
	}
	return commas(out, link) + "."
}

func chicagoTitle(s *corpus.Statement) string {
	if s.Title == "" {
		return ""
	}
	return "“" + innerQuotes(oneLine(s.Title)) + "”"
}

// UNStyle writes the citation as a footnote of the United Nations Editorial
// Manual: who spoke and for whom, the title or kind of what was said, the occasion,
// place and date, the document symbol and the paragraph where known, "Available
// at" the address, and when it was read.
func UNStyle(states *corpus.States, c Citation, accessed time.Time) string {
	s := statementOf(c)
	accessed = readOn(s, accessed)
	what := kindName(s.Kind)
	if s.Title != "" {
		what = "“" + innerQuotes(oneLine(s.Title)) + "”"
	}
	who := spokenFor(states, s)
	if name := s.NamedSpeaker(); name != "" {
		who = commas(oneLine(name), oneLine(s.Office)) + " (" + who + ")"
	}
	out := commas(who, what, oneLine(s.Session), venueOf(s), dateAs("2 January 2006", s.Date, "undated"), TranslationWords(s))
	if s.Symbol != "" {
		out += " (" + oneLine(s.Symbol) + ")"
	}
	out = commas(out, paragraphOf(c, "para.")) + "."
	if link := sourceURL(s); link != "" {
		out += " Available at " + link
		if !accessed.IsZero() {
			out += " (accessed on " + accessed.Format("2 January 2006") + ")"
		}
		out += "."
	}
	return out
}

// VersionWords says on which version of a page a statement rests, which the
// program fetched: "as fetched on 25 November 2026, version 1a2b3c4d5e6f"; "" for
// what it did not fetch. The version is the beginning of the text's SHA-256.
func VersionWords(s *corpus.Statement) string {
	if !s.Superseded.IsZero() {
		return earlierWords(s)
	}
	if s.Retrieved.IsZero() {
		return ""
	}
	return "as fetched on " + s.Retrieved.Format("2 January 2006") + ", version " + s.SHA256[:min(12, len(s.SHA256))]
}

// earlierWords says so of a version that another has taken the place of.
func earlierWords(s *corpus.Statement) string {
	out := "an earlier version, " + s.SHA256[:min(12, len(s.SHA256))]
	if !s.Retrieved.IsZero() {
		out += ", as fetched on " + s.Retrieved.Format("2 January 2006")
	}
	return out + "; another text stands there since " + s.Superseded.Format("2 January 2006") + " at the latest"
}

// readOn is the day on which the text was read: that on which it was fetched, as a
// page may say something else by now.
func readOn(s *corpus.Statement, accessed time.Time) time.Time {
	if !s.Retrieved.IsZero() {
		return s.Retrieved
	}
	return accessed
}

// statementOf gives the citation's statement; one without has nothing known.
func statementOf(c Citation) *corpus.Statement {
	if c.Statement == nil {
		return &corpus.Statement{}
	}
	return c.Statement
}

// spokenFor names the delegation on one line.
func spokenFor(states *corpus.States, s *corpus.Statement) string {
	return oneLine(Delegation(states, s.By, s.OnBehalf, s.Date))
}

// venueOf gives the venue unless the title names it already.
func venueOf(s *corpus.Statement) string {
	venue := oneLine(s.Venue)
	if venue == "" || strings.Contains(oneLine(s.Title), venue) {
		return ""
	}
	return venue
}

// kindName writes a kind as words, "statement" where it is not known: that
// much every document held is.
func kindName(kind string) string {
	if kind == "" {
		return "statement"
	}
	return strings.ReplaceAll(oneLine(kind), "-", " ")
}

func dateAs(layout string, t time.Time, unknown string) string {
	if t.IsZero() {
		return unknown
	}
	return t.Format(layout)
}

func paragraphOf(c Citation, word string) string {
	switch {
	case c.Paragraph != "":
		return word + " " + oneLine(c.Paragraph)
	case c.Page > 0:
		return "p. " + strconv.Itoa(c.Page)
	}
	return ""
}

// Place tells where in the document the words stand: "paragraph 13" or, where
// paragraphs bear no number, "page 4"; "" where neither is known.
func (c Citation) Place() string {
	switch {
	case c.Paragraph != "":
		return "paragraph " + c.Paragraph
	case c.Page > 0:
		return "page " + strconv.Itoa(c.Page)
	}
	return ""
}

// sourceURL gives the statement's address, "" unless it is an http or https one
// without a user's name.
func sourceURL(s *corpus.Statement) string {
	u, err := url.Parse(strings.TrimSpace(s.URL))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}

// innerQuotes turns double quotation marks within a title into single ones,
// since the title stands between double ones.
func innerQuotes(s string) string {
	open := true
	return strings.Map(func(r rune) rune {
		switch r {
		case '“', '„', '«':
			return '‘'
		case '”', '»':
			return '’'
		case '"':
			open = !open
			if open {
				return '’'
			}
			return '‘'
		}
		return r
	}, s)
}

// commas joins what is not empty.
func commas(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, ", ")
}

// oneLine gives a text on one line, without characters that nobody sees.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x206F {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "�"))
	return strings.Join(strings.Fields(s), " ")
}

// BibTeX writes the citation as an entry of type @misc, which is what BibTeX
// has for a statement. Its key is ASCII: the delegation, the year and the
// beginning of the text's hash, the same for every citation of one statement.
// TeX's special characters are escaped and braces always balance. year is
// BibTeX's; date, url and urldate are biblatex's.
func BibTeX(states *corpus.States, c Citation, accessed time.Time) string {
	s := statementOf(c)
	accessed = readOn(s, accessed)
	voice := spokenFor(states, s)
	if s.By == "" && len(s.OnBehalf) == 0 {
		voice = "" // unknown is no name
	}
	author, title := oneLine(s.NamedSpeaker()), oneLine(s.Title)
	if author == "" {
		author = voice
	}
	if title == "" {
		title = commas(kindName(s.Kind), voice)
	}
	fields := [][2]string{
		{"author", whole(author)},
		{"title", whole(title)},
		{"organization", tex(voice)},
		{"howpublished", tex(commas(kindName(s.Kind), oneLine(s.Session), venueOf(s)))},
		{"number", tex(oneLine(s.Symbol))},
	}
	note := commas(paragraphOf(c, "para."), TranslationWords(s))
	if s.Date.IsZero() {
		note = commas("n.d.", note)
	} else {
		fields = append(fields, [2]string{"year", s.Date.Format("2006")}, [2]string{"date", s.Date.Format(time.DateOnly)})
	}
	fields = append(fields, [2]string{"note", tex(note)})
	if link := sourceURL(s); link != "" {
		fields = append(fields, [2]string{"url", texURL(link)})
		if !accessed.IsZero() {
			fields = append(fields, [2]string{"urldate", accessed.Format(time.DateOnly)})
		}
	}
	return bibEntry(bibKey(s), fields)
}

// whole escapes a name or title that BibTeX is to leave as it is: not split
// at "and", not put in lower case.
func whole(s string) string {
	if s == "" {
		return ""
	}
	return "{" + tex(s) + "}"
}

func bibEntry(key string, fields [][2]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "@misc{%s,\n", key)
	for _, f := range fields {
		if f[1] != "" {
			fmt.Fprintf(&b, "  %-12s = {%s},\n", f[0], f[1])
		}
	}
	return b.String() + "}"
}

// bibKey names a statement: "ru2021a1b2c3d4e5f6".
func bibKey(s *corpus.Statement) string {
	hash := s.SHA256
	if len(hash) < 12 || strings.Trim(hash, "0123456789abcdefABCDEF") != "" {
		hash = corpus.Hash(s.ID + "\n" + s.Text)
	}
	by := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(s.By))
	year := "nd"
	if !s.Date.IsZero() {
		year = s.Date.Format("2006")
	}
	if by == "" {
		by = "unknown"
	}
	return by + year + strings.ToLower(hash[:12])
}

// texSpecial are the characters that TeX acts on.
var texSpecial = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`, `$`, `\$`, `&`, `\&`, `%`, `\%`, `#`, `\#`, `_`, `\_`,
	`~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
)

// tex escapes a text for a field. Braces are written by name: BibTeX counts
// them without regard to a backslash.
func tex(s string) string { return texSpecial.Replace(s) }

// texURL writes an address for a url field, which is read as it stands: what
// could end the field is percent-encoded.
func texURL(s string) string {
	return strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C", " ", "%20").Replace(s)
}
