package corpus

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"verbatim/retrieval/corpus/reader"
)

// statementsOf makes the statements of a document: one, or one for each of its
// parts.
func (d *found) statementsOf(doc reader.Document, side *sidecar, states *States, i, n int) []*Statement {
	whole := d.statement(doc, states)
	if n > 1 {
		whole.Part = strconv.Itoa(i + 1)
		whole.ID += "/" + whole.Part
	}
	var parts []part
	if doc.Meta.Disclaimer != reader.Press {
		by := ""
		if side != nil && side.set["by"] {
			by = side.by
		}
		parts = partsOf(doc, whole, by, states)
	}
	if len(parts) == 0 {
		d.settle(whole, side, false)
		align(whole, states)
		d.takeBack(whole, doc.Meta, side)
		return []*Statement{whole}
	}
	d.warnApart(side, parts)
	names := partNames(parts)
	out := make([]*Statement, len(parts))
	for j, p := range parts {
		p = p.besides(side)
		s := *whole
		s.Part = strings.TrimPrefix(s.Part+"/"+names[j], "/")
		s.ID += "/" + names[j]
		p.fill(&s, doc)
		d.settle(&s, side.apart(p), p.ofDay)
		align(&s, states)
		d.takeBack(&s, doc.Meta, side.apart(p))
		out[j] = &s
	}
	return out
}

// fill puts what is known of a part over what is known of its document.
func (p part) fill(s *Statement, doc reader.Document) {
	s.Text = strings.Clone(p.In(doc.Whole))
	s.SHA256 = Hash(s.Text)
	s.Pages = doc.WholePages.Within(p.Start, p.End)
	s.Origin, s.Doubts = maps.Clone(s.Origin), slices.Clone(s.Doubts)
	if s.Origin == nil {
		s.Origin = map[string]string{}
	}
	if p.own {
		s.By, s.OnBehalf, s.Speaker, s.Office = p.by, p.behalf, p.speaker, ""
		for _, field := range []string{"by", "on_behalf", "speaker", "office"} {
			delete(s.Origin, field)
		}
		if p.by != "" {
			s.from("by", p.origin)
		}
	}
	if p.doubt != "" {
		s.Doubts = append(s.Doubts, "by: nobody is credited, since "+p.doubt)
	}
	for field, value := range map[*string]string{&s.Kind: p.kind, &s.Translation: p.translation} {
		if value != "" {
			*field = value
		}
	}
	s.Informal = p.informal
	if p.language {
		if language := reader.LanguageOf(s.Text); language != "" {
			s.Language = language
		}
	}
	if p.head != nil {
		p.fillHead(s)
	}
	if p.heading != "" {
		s.Title = strings.TrimPrefix(s.Title+" – "+p.heading, " – ")
	}
	if p.ofDay {
		s.Date = p.date
		s.from("date", "heading of the section")
		if p.date.IsZero() {
			delete(s.Origin, "date")
			s.Doubts = append(s.Doubts, "date: no certain day stands in the heading above it")
		}
	}
}

// fillHead puts what a whole statement's own head says over what is known of the
// document that holds it.
func (p part) fillHead(s *Statement) {
	m := p.head
	s.Title, s.Kind, s.Session, s.Venue, s.Symbol, s.Status, s.Office = m.Title, m.Kind, m.Session, m.Venue, m.Symbol, m.Status, m.Office
	if s.Process, s.Aligned = m.Process, nil; p.by == "" {
		s.Office = ""
	}
	for _, field := range []string{"title", "kind", "session", "venue", "symbol", "status", "process", "office", "speaker", "on_behalf"} {
		if origin := m.Origin[field]; origin != "" {
			s.from(field, origin)
		} else {
			delete(s.Origin, field)
		}
	}
}

// from notes where a value came from.
func (s *Statement) from(field, origin string) {
	if s.Origin == nil {
		s.Origin = map[string]string{}
	}
	s.Origin[field] = origin
}

// partNames names the parts within their document, so that a part's name stays
// when others change: by its voice and its place among that voice's parts, or by
// its day.
func partNames(parts []part) []string {
	count := map[string]int{}
	out := make([]string, len(parts))
	for i, p := range parts {
		name := strings.ToLower(p.by)
		switch {
		case !p.own && p.ofDay && !p.date.IsZero():
			name = p.date.Format(time.DateOnly)
		case !p.own:
			name = "section"
		case name == "":
			name = "nobody"
		}
		count[name]++
		out[i] = fmt.Sprintf("%s-%02d", name, count[name])
	}
	return out
}

// apart gives what a sidecar says of a document's part: all but who speaks,
// where the parts have speakers of their own, and but the day, where they have
// days of their own. nil stays nil.
func (s *sidecar) apart(p part) *sidecar {
	if s == nil {
		return nil
	}
	out := *s
	out.set = maps.Clone(s.set)
	drop := func(keys ...string) {
		for _, key := range keys {
			delete(out.set, key)
		}
	}
	if p.own {
		drop(ofSpeakers...)
	}
	if p.ofDay {
		drop("date")
	}
	if p.head != nil {
		drop("title", "session", "venue", "symbol")
	}
	if p.heading != "" {
		drop("title")
	}
	if p.language && p.heading != "" {
		drop("language")
	}
	if p.kind != "" {
		drop("kind")
	}
	if p.translation != "" {
		drop("translation")
	}
	return &out
}

// ofSpeakers are the sidecar's keys that are true of one delegation's words.
var ofSpeakers = []string{"by", "on_behalf", "speaker", "office"}

// warnApart says which of a sidecar's values count for nothing, since the
// document holds words of several.
func (d *found) warnApart(side *sidecar, parts []part) {
	if side == nil || !parts[0].own {
		return
	}
	for _, key := range ofSpeakers {
		if side.set[key] {
			d.warnings = append(d.warnings, d.ofSidecar(Failure{
				File:   side.at(key),
				Reason: fmt.Sprintf("%s is ignored: the document holds %d statements, each with its own speaker", key, len(parts)),
				Fix:    "remove the line, or save the one statement in a file of its own",
			}))
		}
	}
}

// settle puts a sidecar's values over what was found, and fills what follows
// from both. dated tells that the day is settled, though it may be unknown.
func (d *found) settle(s *Statement, side *sidecar, dated bool) {
	of := *s
	side.apply(s)
	if s.Date.IsZero() && s.URL != "" && !dated {
		if s.Date, _ = reader.DateFromURL(s.URL); !s.Date.IsZero() {
			s.from("date", "address")
		}
	}
	if s.Process == "" {
		if s.Process = reader.ProcessOf(s.Title+"\n"+s.Venue+"\n"+s.Session, s.Date); s.Process != "" {
			s.from("process", "title, venue or session")
		}
	}
	d.earn(s, &of)
	d.checkGrade(s, side)
}
