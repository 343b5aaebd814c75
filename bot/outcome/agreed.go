package outcome

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// Bounds of what is shown of a topic.
const (
	mostOfDocument = 5  // paragraphs
	mostAgreed     = 24 // paragraphs, over all documents
	mostExplained  = 16 // sentences
	mostAbsent     = 12 // documents
)

// Agreed shows the paragraphs of adopted reports and resolutions that speak of a
// topic, newest first; what is known as adopted and not held; and explanations of
// position and dissociations on it.
func (a *Asker) Agreed(ctx context.Context, topic, scope string) (*Page, error) {
	quotable := a.Engine.Quotable(scope)
	p, err := a.adopted(ctx, topic, scope, quotable, mostAgreed, mostAbsent)
	if err != nil {
		return nil, err
	}
	p.Notices = append(p.Notices, a.leftOut(quotable)...)
	others := slices.DeleteFunc(quotable, func(st *corpus.Statement) bool {
		return a.Facts.IsAdopted(st) || st.Kind == "report" || st.Kind == "resolution" || a.Facts.IsDraft(st)
	})
	if err := a.addExplained(ctx, p, topic, scope, others); err != nil {
		return nil, err
	}
	p.number()
	return p, nil
}

// leftOut tells which reports and resolutions are held and were not looked into, as
// their kind, status or symbol is a draft's: somebody may know one for the final text.
func (a *Asker) leftOut(quotable []*corpus.Statement) []string {
	const named = 5
	var symbols []string
	for _, st := range quotable {
		if s := Symbol(st.Symbol); s != "" && a.Facts.IsDraft(st) && !slices.Contains(symbols, s) {
			symbols = append(symbols, s)
		}
	}
	if len(symbols) == 0 {
		return nil
	}
	text := strings.Join(symbols[:min(named, len(symbols))], ", ")
	if more := len(symbols) - named; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return []string{"Held too, and left out, as what is known of them tells that they are drafts: " + text + "."}
}

// adopted begins a page with the paragraphs that were adopted on the topic, and
// what is known as adopted and not held.
func (a *Asker) adopted(ctx context.Context, topic, scope string, quotable []*corpus.Statement, most, mostAbsent int) (*Page, error) {
	adopted := oneOfEach(slices.DeleteFunc(slices.Clone(quotable), func(st *corpus.Statement) bool { return !a.Facts.IsAdopted(st) }))
	got, err := a.gather(ctx, topic, scope, adopted)
	if err != nil {
		return nil, err
	}
	p := &Page{Title: "Agreed on: " + got.Topic, Held: a.held(scope)}
	if a.addAgreed(p, paragraphsWith(got, most)) == 0 {
		p.Sections = append(p.Sections, Section{Kind: Adopted, Lines: []string{noneAgreed(len(documentsOf(adopted)))}})
	}
	a.addAbsent(p, quotable, got.Understood.Topics, mostAbsent)
	return p, nil
}

// oneOfEach leaves one copy of each document in each language, the best.
func oneOfEach(all []*corpus.Statement) []*corpus.Statement {
	copies := map[string][]*corpus.Statement{}
	for _, st := range all {
		if name := Symbol(st.Symbol); name != "" {
			copies[name+" "+st.Language] = append(copies[name+" "+st.Language], st)
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(st *corpus.Statement) bool {
		of := copies[Symbol(st.Symbol)+" "+st.Language]
		return len(of) > 1 && !slices.Contains(best(of), st)
	})
}

func noneAgreed(documents int) string {
	switch documents {
	case 0:
		return "No adopted report or resolution is held here."
	case 1:
		return "Nothing near enough to this was found in the one adopted report or resolution that is held."
	}
	return fmt.Sprintf("Nothing near enough to this was found in the %d adopted reports and resolutions that are held.", documents)
}

// gather looks for a topic in some statements alone.
func (a *Asker) gather(ctx context.Context, topic, scope string, in []*corpus.Statement) (*answer.Gathered, error) {
	ids := make([]string, 0, len(in))
	for _, st := range in {
		ids = append(ids, st.ID)
	}
	return a.Engine.Gather(ctx, answer.Gathering{Topic: topic, Scope: scope, Statements: ids})
}

// paragraph is one that speaks of the topic.
type paragraph struct {
	unit
	st       *corpus.Statement
	nearness float64
}

// paragraphsWith gives the paragraphs in which the sentences found stand, each
// once: the nearest of each document, most in all, in the document's order, newest
// document first.
func paragraphsWith(got *answer.Gathered, most int) []paragraph {
	units := map[*corpus.Statement][]unit{}
	var all []paragraph
	for _, v := range got.Voices {
		for _, s := range v.Sentences {
			st := s.Citation.Statement
			if units[st] == nil {
				units[st] = unitsOf(corpus.OutlineOf(st.Text), st.Text)
			}
			for _, u := range around(units[st], s.Citation) {
				if i := slices.IndexFunc(all, func(p paragraph) bool { return p.st == st && p.Start == u.Start }); i >= 0 {
					all[i].nearness = max(all[i].nearness, s.Nearness)
					continue
				}
				all = append(all, paragraph{u, st, s.Nearness})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b paragraph) int { return cmp.Compare(b.nearness, a.nearness) })
	of := map[*corpus.Statement]int{}
	all = slices.DeleteFunc(all, func(p paragraph) bool { of[p.st]++; return of[p.st] > mostOfDocument })
	all = all[:min(len(all), most)]
	slices.SortStableFunc(all, func(a, b paragraph) int {
		return cmp.Or(newest(a.st, b.st), cmp.Compare(a.Start, b.Start))
	})
	return all
}

// around gives the paragraphs in which a quotation begins and ends: of an item,
// what leads it in and itself.
func around(units []unit, c answer.Citation) []unit {
	var out []unit
	for _, u := range units {
		if u.Start <= c.Start && c.Start < u.End || u.Start < c.End && c.End <= u.End {
			out = append(out, u)
		}
	}
	return out
}

// addAgreed adds a section for each document and counts the paragraphs.
func (a *Asker) addAgreed(p *Page, all []paragraph) int {
	n := 0
	var last *corpus.Statement
	for _, one := range all {
		q, ok := one.cite(one.st)
		if !ok {
			continue
		}
		if one.st != last {
			last = one.st
			p.Sections = append(p.Sections, Section{Kind: Adopted, Heading: headingOf(one.st), Lines: a.adoption(one.st)})
			if d, ok := a.Facts.Document(one.st.Symbol); ok {
				p.Sections[len(p.Sections)-1].cites(d.Source)
			}
		}
		s := &p.Sections[len(p.Sections)-1]
		s.Quotes = append(s.Quotes, q)
		n++
	}
	return n
}

func headingOf(st *corpus.Statement) string {
	name := st.Symbol
	if s := Symbol(st.Symbol); s != "" {
		name = s
	}
	if name == "" {
		name = st.Title
	}
	if st.Language != "en" && st.Language != "" {
		name += " (" + st.Language + ")"
	}
	return name
}

// adoption tells what is known of how a document that is held was adopted.
func (a *Asker) adoption(st *corpus.Statement) []string {
	if d, ok := a.Facts.Document(st.Symbol); ok {
		return []string{d.Adoption()}
	}
	line := "Held as a final " + st.Kind
	if day := longDate(st.Date); day != "" {
		line += " of " + day
	}
	return []string{line + "; how it was adopted is not known here."}
}

func documentsOf(all []*corpus.Statement) []string {
	var out []string
	for _, st := range all {
		name := Symbol(st.Symbol)
		if name == "" {
			name = st.ID
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// addAbsent lists what was adopted on the topic and is not held, newest first, and
// most documents of it.
func (a *Asker) addAbsent(p *Page, held []*corpus.Statement, topics []string, most int) {
	have := documentsOf(held)
	absent := Section{Kind: NotHeld, Heading: "Adopted, and not held here, so that its words on this cannot be shown"}
	if len(topics) == 0 { // none of the processes' own: what speaks of it cannot be told
		n := 0
		for _, d := range a.Facts.Documents {
			if !slices.Contains(have, d.Symbol) {
				n++
			}
		}
		if n > 0 {
			p.Sections = append(p.Sections, Section{Kind: NotHeld, Lines: []string{
				fmt.Sprintf("Of %d more adopted documents that are known, the words are not held; whether they speak of this is not told here.", n)}})
		}
		return
	}
	for _, d := range slices.Backward(a.Facts.Documents) {
		if slices.Contains(have, d.Symbol) || !touches(d.Topics, topics) {
			continue
		}
		if len(absent.Lines) == most {
			absent.Lines = append(absent.Lines, "More is known: data/outcomes.toml lists it.")
			break
		}
		line := d.Adoption()
		if a.Fetch != nil {
			line = strings.TrimSpace(line + " " + a.Fetch(d.Symbol))
		}
		absent.Lines = append(absent.Lines, line)
		absent.cites(d.Source)
	}
	if len(absent.Lines) > 0 {
		p.Sections = append(p.Sections, absent)
	}
}

// touches tells whether a document is on one of the topics.
func touches(have, asked []string) bool {
	return slices.ContainsFunc(have, func(t string) bool { return slices.Contains(asked, t) })
}

var (
	dissociation = regexp.MustCompile(`(?i)\bdis(?:as)?sociat(?:e|es|ed|ing) (?:itself|ourselves|themselves|himself|herself|myself|(?:my|our) (?:delegation|country|government))\b|\bdis(?:as)?sociat(?:es?|ed|ing|ion) from\b|\bse (?:dissocie|désolidarise)\b|\bse disocia\b|дистанциру|отмежев`)
	named        = regexp.MustCompile(`(?i)\b(?:paragraphs?|paras?\.?|op) ?([0-9]{1,3})\b`)
)

// addExplained adds explanations of position on the topic, and the sentences in
// which a delegation dissociates itself, where they are on it or name a paragraph
// shown by its number, in its process and year. They are grouped by delegation.
func (a *Asker) addExplained(ctx context.Context, p *Page, topic, scope string, others []*corpus.Statement) error {
	explaining := slices.DeleteFunc(slices.Clone(others), func(st *corpus.Statement) bool {
		return st.Kind != "explanation-of-position" && !dissociation.MatchString(st.Text)
	})
	if len(explaining) == 0 {
		return nil
	}
	got, err := a.gather(ctx, topic, scope, explaining)
	if err != nil {
		return err
	}
	var quotes []answer.Sentence
	for _, v := range got.Voices {
		for _, s := range v.Sentences {
			if s.Citation.Statement.Kind == "explanation-of-position" || dissociation.MatchString(s.Citation.Quote) {
				quotes = append(quotes, s)
			}
		}
	}
	for _, st := range explaining {
		for _, s := range a.sentencesOf(st, func(text string) bool { return dissociation.MatchString(text) && namesShown(p, st, text) }) {
			if !slices.ContainsFunc(quotes, func(q answer.Sentence) bool { return overlap(q, s) }) {
				quotes = append(quotes, s)
			}
		}
	}
	if len(quotes) == 0 {
		return nil
	}
	a.byDelegation(quotes)
	section := Section{Kind: Explains, Heading: "Explanations of position and dissociations that are held", Quotes: quotes[:min(len(quotes), mostExplained)]}
	if more := len(quotes) - mostExplained; more > 0 {
		section.Lines = append(section.Lines, fmt.Sprintf("%d more sentences are held; the first %d are shown.", more, mostExplained))
	}
	p.Sections = append(p.Sections, section)
	return nil
}

// namesShown tells whether a sentence names the number of a paragraph that is
// shown, of a document of the same process and year.
func namesShown(p *Page, st *corpus.Statement, text string) bool {
	for _, m := range named.FindAllStringSubmatch(text, -1) {
		for _, s := range p.Sections {
			for _, q := range s.Quotes {
				of := q.Citation.Statement
				number, _, _ := strings.Cut(q.Citation.Paragraph, "(")
				if s.Kind == Adopted && number == m[1] && of.Process == st.Process && of.Process != "" && of.Date.Year() == st.Date.Year() {
					return true
				}
			}
		}
	}
	return false
}

func overlap(a, b answer.Sentence) bool {
	return a.Citation.Statement == b.Citation.Statement && a.Citation.Start < b.Citation.End && b.Citation.Start < a.Citation.End
}

// sentencesOf gives the sentences of a statement that fit, with what must be shown
// beside them. Words that are not certainly the speaker's own are left out.
func (a *Asker) sentencesOf(st *corpus.Statement, fits func(string) bool) []answer.Sentence {
	o := corpus.OutlineOf(st.Text)
	var out []answer.Sentence
	for _, s := range o.Sentences {
		if !fits(s.In(st.Text)) {
			continue
		}
		wide := o.Widen(s.Span)
		c, ok := answer.Cite(corpus.Passage{Statement: st, Start: wide.Start, End: wide.End}, wide.Start, wide.End)
		one := answer.Sentence{Citation: c}
		if !ok || slices.ContainsFunc(o.Others, s.Overlaps) || a.Engine.OthersWords(st, wide) || slices.ContainsFunc(out, func(q answer.Sentence) bool { return overlap(q, one) }) {
			continue
		}
		out = append(out, one)
	}
	return out
}

// byDelegation sorts quotations by the name of who speaks, newest first, then as
// they stand in their statement.
func (a *Asker) byDelegation(quotes []answer.Sentence) {
	name := func(q answer.Sentence) string {
		st := q.Citation.Statement
		return answer.Delegation(a.Engine.States, st.By, st.OnBehalf, st.Date)
	}
	slices.SortStableFunc(quotes, func(x, y answer.Sentence) int {
		return cmp.Or(cmp.Compare(name(x), name(y)), newest(x.Citation.Statement, y.Citation.Statement), cmp.Compare(x.Citation.Start, y.Citation.Start))
	})
}
