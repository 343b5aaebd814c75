package discover

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"verbatim/bot/catalog"
	"verbatim/bot/visible"
	"verbatim/retrieval/corpus"
	"verbatim/retrieval/corpus/reader"
)

const longestTitle = 300

// propose makes a proposal of a document.
func (f *Finder) propose(l *listing, d document) {
	if e, ok := f.known(&d); ok {
		f.report.Known++
		if !f.all {
			return
		}
		f.report.Proposals = append(f.report.Proposals, f.proposal(l, &d, e.ID))
		return
	}
	f.report.Proposals = append(f.report.Proposals, f.proposal(l, &d, ""))
}

func (f *Finder) proposal(l *listing, d *document, known string) Proposal {
	above := l.above(d.main.from)
	if d.row >= 0 {
		above = l.above(l.elements[d.row].from)
	}
	p := Proposal{Known: known}
	p.URL = d.main.address
	for _, v := range d.versions {
		p.Also = append(p.Also, v.address)
	}
	p.Title = title(l, d, above)
	p.By, p.OnBehalf, p.Speaker = d.who.by, d.who.onBehalf, cut(d.who.speaker, longestTitle)
	date, note := when(l, d, above)
	p.Date, p.DateBasis = date.date, date.basis
	if note != "" {
		p.Notes = append(p.Notes, "date: "+note)
	}
	p.Topics = topicsOf(d, above)
	p.Process, p.Venue = process(l, d, p.Day(), above)
	p.Kind = kind(l, d)
	p.Language = languageOf(l, d)
	f.grade(&p)
	if p.By == "" {
		f.noteWho(&p, d)
	}
	p.missing()
	p.ID = f.id(&p)
	return p
}

// noteWho says why nobody is named.
func (f *Finder) noteWho(p *Proposal, d *document) {
	switch owner, ok := f.catalog.Owner(p.URL); {
	case p.Kind == "transcript" || p.Kind == catalog.MachineSummary || p.Kind == catalog.PressSummary || len(p.OnBehalf) > 0:
	case d.who.doubt != "":
		p.Notes = append(p.Notes, "by: not certain: "+d.who.doubt)
	case ok && f.isState(owner):
		p.Notes = append(p.Notes, "by: not certain; the site is that of "+owner)
	default:
		p.Notes = append(p.Notes, "by: not certain")
	}
}

// grade says what the site makes of the document.
func (f *Finder) grade(p *Proposal) {
	switch f.catalog.GradeOf(p.URL, "") {
	case corpus.MachineSummary:
		p.Kind, p.By, p.OnBehalf, p.Speaker = catalog.MachineSummary, "", nil, ""
	case corpus.UnofficialTranscript:
		p.Kind = "transcript"
	case corpus.Supplied:
		if f.catalog.GradeOf(p.URL, "un") == corpus.UNRecord && f.catalog.GradeOf(p.URL, p.By) == corpus.Supplied {
			p.Kind, p.By, p.OnBehalf, p.Speaker = catalog.PressSummary, "un", nil, ""
		}
	}
	p.Official = f.catalog.Grade(&p.Entry) <= corpus.UNRecord
}

// missing says what an entry needs that was not found.
func (p *Proposal) missing() {
	for _, v := range []struct{ value, what string }{
		{p.Title, "title: not found"},
		{p.Process, "process: not found in the title, beside it or in the headings above"},
		{p.Kind, "kind: nothing says what sort of document it is"},
		{p.Language, "language: not found"},
	} {
		if v.value == "" {
			p.Missing = append(p.Missing, v.what)
		}
	}
}

// process names the process that the title, the row or the headings above name,
// the nearest first, and the heading that did.
func process(l *listing, d *document, day time.Time, above []string) (code, venue string) {
	if p := settled(reader.ProcessOf(first(d.text, d.words), day)); p != "" {
		return p, ""
	}
	if r := d.who.read; r != nil && settled(r.Process) != "" {
		return r.Process, ""
	}
	if p := settled(reader.ProcessOf(d.words, day)); p != "" {
		return p, ""
	}
	for _, h := range append(slices.Clone(above), l.title) {
		if p := settled(reader.ProcessOf(h, day)); p != "" {
			return p, cut(h, 200)
		}
	}
	if _, named := topicsIn(d.text); named && d.who.read != nil && d.who.read.Process == "other" {
		return "other", ""
	}
	return "", ""
}

func settled(process string) string {
	if process == "other" || !slices.Contains(corpus.Processes, process) {
		return ""
	}
	return process
}

func kind(l *listing, d *document) string {
	if r := d.who.read; r != nil && r.Origin["kind"] == "title" && slices.Contains(corpus.Kinds, r.Kind) {
		return r.Kind
	}
	if l.spoken || spokenLabel.MatchString(d.main.text) {
		return "statement"
	}
	return ""
}

var spokenLabel = regexp.MustCompile(`(?i)\b(?:statement|speech|remarks)\b`)

// topicsOf goes by the title, else by the headings that stand above it, but for
// the page's own.
func topicsOf(d *document, above []string) []string {
	topics, named := topicsIn(first(d.text, d.words))
	for _, h := range above[:max(0, len(above)-1)] {
		if named {
			break
		}
		topics, named = topicsIn(h)
	}
	return topics
}

// languageOf goes by what the link and the address say, else by the title's own
// language, else, of a page of the same site, by the language that this page says.
func languageOf(l *listing, d *document) string {
	if d.lang != "" {
		return d.lang
	}
	text := first(d.text, d.words)
	for _, o := range openings {
		if o.re.MatchString(text) {
			return o.lang
		}
	}
	if lang := reader.LanguageOf(text); lang != "" {
		return lang
	}
	if !d.main.file && sameSite(l.address, d.main.address) {
		return first(pathLanguage(d.main.address), baseLanguage(l.language))
	}
	return ""
}

// openings are words of titles too short to tell their language by their stop-words.
var openings = []struct {
	lang string
	re   *regexp.Regexp
}{
	{"en", regexp.MustCompile(`(?i)\b(?:statement|remarks|intervention|speech|comments|position paper) (?:by|of|at|on)\b`)},
	{"es", regexp.MustCompile(`(?i)(?:declaración|intervención|discurso) (?:de|del)\b`)},
	{"fr", regexp.MustCompile(`(?i)(?:déclaration|discours|allocution) (?:de|du|des)\b`)},
}

// id makes an ID of who, when and the title, which neither the catalogue nor
// another proposal has.
func (f *Finder) id(p *Proposal) string {
	var parts []string
	if v := p.Voices(); len(v) > 0 {
		parts = append(parts, slug(v[0]))
	}
	parts = append(parts, first(p.Date, "nd"), first(slug(p.Title), slug(path.Base(p.URL)), "document"))
	base := strings.Trim(cut(strings.Join(parts, "-"), 75), "-")
	id := base
	for n := 2; f.taken(id); n++ {
		id = base + "-" + itoa(n)
	}
	f.ids[id] = true
	return id
}

func (f *Finder) taken(id string) bool {
	_, ok := f.catalog.ByID(id)
	return ok || f.ids[id]
}

func oneLine(s string) string { return visible.Clean(s) }
