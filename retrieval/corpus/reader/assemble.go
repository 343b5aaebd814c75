package reader

import (
	"net/url"
	"strings"
	"unicode"
)

// assemble makes a document of what a format handed on: the body without
// header and furniture, and the metadata found around it.
func assemble(c content) Document {
	lines := linesOf(c.text)
	cut := runningHeads(lines)
	lines = without(lines, cut)
	whole := lines
	lines = lines[:bottom(lines)]
	head, body := headerOf(lines, c.titles)
	text, pieces := span(c.text, lines[body:], len(cut) > 0)
	if text == "" && len(head) > 0 { // nothing but a header: it is all there is
		text, pieces = span(c.text, lines, len(cut) > 0)
	}
	f := finder{head: head, body: lines[min(body, len(lines)):], text: text, labels: c.labels, hints: c.hints}
	m := f.find()
	if c.recognised {
		m.Recognised = true
		m.from("text", "recognised in pictures of pages")
	}
	made, transcribed := disclaimer(whole, body)
	if m.Disclaimer = made; transcribed {
		m.Kind = "transcript"
		m.from("kind", "notice")
	}
	if m.Disclaimer != ByMachine && pressAccount(whole) {
		m.Disclaimer = Press
	}
	all, of := span(c.text, lines, len(cut) > 0)
	return Document{Text: text, Pages: c.pages.moved(pieces, len(text)), Whole: all, WholePages: c.pages.moved(of, len(all)), Meta: m}
}

func without(lines []line, cut map[int]bool) []line {
	if len(cut) == 0 {
		return lines
	}
	var out []line
	for i, l := range lines {
		if !cut[i] {
			out = append(out, l)
		}
	}
	return out
}

// span gives the lines' stretch of the text, as it stands, and the pieces of
// the text that it is made of. Where lines were cut from among them, the rest
// is joined.
func span(text string, lines []line, holes bool) (string, []piece) {
	for len(lines) > 0 && lines[0].text == "" {
		lines = lines[1:]
	}
	lines = lines[:lastText(lines, len(lines))]
	if len(lines) == 0 {
		return "", nil
	}
	pieces := []piece{{lines[0].start, lines[len(lines)-1].end, 0}}
	joined := text[pieces[0].from:pieces[0].to]
	if holes {
		joined, pieces = rejoined(text, lines)
	}
	out := strings.TrimSpace(joined)
	before := strings.Index(joined, out)
	for i := range pieces {
		pieces[i].at -= before
	}
	if before > 0 { // within the first piece: its line has text
		pieces[0].from, pieces[0].at = pieces[0].from+before, 0
	}
	return out, pieces
}

// rejoined puts lines below each other.
func rejoined(text string, lines []line) (string, []piece) {
	var b strings.Builder
	var pieces []piece
	for _, l := range lines {
		pieces = append(pieces, piece{l.start, l.end, b.Len()})
		b.WriteString(text[l.start:l.end])
		b.WriteByte('\n')
	}
	return b.String(), pieces
}

// finder looks for the metadata in the header, and in the little of the body
// that may be asked.
type finder struct {
	head   []headerLine
	body   []line
	text   string
	labels Meta
	hints  Meta
	meta   Meta

	title    string // as printed, or empty
	titleAt  int    // its place among the header's lines; -1 where none
	who      string // the title's phrase after "by"
	whose    string // whose statement it is, where somebody else delivers it
	another  bool   // the title names whoever made the statement that the text is about
	where    string // the title's words on the occasion
	meeting  string // the first line of a text without a header, where it names a meeting
	language string
}

func (f *finder) find() Meta {
	f.language = languageOf(f.text)
	if f.language == "" { // a few words: the header helps
		all := f.text
		for _, h := range f.head {
			all += " " + h.text
		}
		f.language = languageOf(all)
	}
	f.given()
	f.findTitle()
	f.readTitle()
	f.labelled()
	f.speaker()
	f.voices()
	f.date()
	f.occasion()
	f.kindAndSymbol()
	f.others()
	return f.meta
}

// given takes over what a person filled in.
func (f *finder) given() {
	m, l := &f.meta, &f.labels
	for name, v := range map[string][2]*string{
		"title": {&m.Title, &l.Title}, "speaker": {&m.Speaker, &l.Speaker}, "office": {&m.Office, &l.Office},
		"session": {&m.Session, &l.Session}, "venue": {&m.Venue, &l.Venue}, "language": {&m.Language, &l.Language},
		"symbol": {&m.Symbol, &l.Symbol},
	} {
		m.set(v[0], name, squeeze(*v[1]), "front matter")
	}
	if Linkable(l.URL) {
		m.set(&m.URL, "url", l.URL, "front matter")
	}
	m.setDate(l.Date, "front matter")
	m.By = append(m.By, l.By...)
}

// others fills what is left: language, translation, status, address.
func (f *finder) others() {
	m := &f.meta
	m.set(&m.Language, "language", f.language, "text")
	m.set(&m.Language, "language", f.hints.Language, "page metadata")
	for _, h := range f.head {
		m.set(&m.Translation, "translation", translation(h.text, m.Language), "header")
	}
	m.set(&m.Translation, "translation", f.hints.Translation, "page metadata")
	if Linkable(f.hints.URL) {
		m.set(&m.URL, "url", f.hints.URL, "page metadata")
	}
}

// Linkable tells whether an address is one that may be linked to: absolute,
// http or https, without a password in it.
func Linkable(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil &&
		!strings.ContainsFunc(address, unicode.IsSpace) && !strings.ContainsFunc(address, unicode.IsControl)
}

// translation reads notices such as "Original: English" and "Unofficial
// translation". An unofficial one is none of the kinds that are told apart.
func translation(l, language string) string {
	low := strings.ToLower(strings.Trim(l, "[](){}*. "))
	switch {
	case strings.HasPrefix(low, "original: "):
		if code := languageCodes[strings.TrimSpace(strings.TrimPrefix(low, "original: "))]; code != "" && language != "" {
			if code == language {
				return "original"
			}
			return "official"
		}
	case low == "official translation":
		return "official"
	case low == "machine translation", low == "automatic translation", strings.HasPrefix(low, "machine-translated"):
		return "machine"
	case low == "interpretation", strings.HasPrefix(low, "interpretation from"), strings.HasPrefix(low, "interpreted from"):
		return "interpretation"
	}
	return ""
}

var languageCodes = map[string]string{"english": "en", "french": "fr", "spanish": "es", "russian": "ru", "chinese": "zh", "arabic": "ar"}
