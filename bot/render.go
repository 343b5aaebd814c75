package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// renderer prints answers and citations for people. Its own sentences say what
// is held and what is not; they judge nothing and nobody.
type renderer struct {
	page
	states *corpus.States
}

// answer prints a whole answer. Points that were shown already, while the
// answer grew, are not printed again.
func (r *renderer) answer(a *answer.Answer, shown []answer.Point) {
	r.understood(a.Understood)
	if a.Status == answer.Silent {
		r.silent(a)
		r.withheld(a.Withheld)
		return
	}
	ahead, notices := a.Notified()
	if len(shown) == 0 {
		r.ahead(ahead)
	}
	if !samePoints(a.Points, shown) {
		if len(shown) > 0 {
			r.para(0, 0, span{text: "The answer in the end:", style: strong})
			r.blank()
		}
		r.points(a)
	}
	r.sources(a)
	r.withheld(a.Withheld)
	r.notices(notices)
}

// ahead prints the notices that are to be read before the words.
func (r *renderer) ahead(notices []string) {
	for _, n := range notices {
		r.para(0, 2, span{text: n})
	}
	if len(notices) > 0 {
		r.blank()
	}
}

func samePoints(a, b []answer.Point) bool {
	return slices.EqualFunc(a, b, func(p, q answer.Point) bool {
		return p.Text == q.Text && p.Translation == q.Translation && slices.Equal(p.Citations, q.Citations)
	})
}

// understood tells how a question was read where that may surprise.
func (r *renderer) understood(u answer.Understood) {
	if !u.Completed {
		return
	}
	r.para(0, 4, span{text: "Understood as:", style: faint}, span{text: u.Question})
	r.blank()
}

// points prints what the answer says, under the delegation that says it. The
// order is the answer's; neighbours of one delegation and day share a heading.
func (r *renderer) points(a *answer.Answer) {
	for i := 0; i < len(a.Points); {
		n := i + 1
		if a.Points[i].Own {
			r.own(a.Points[i])
			i = n
			continue
		}
		for n < len(a.Points) && !a.Points[n].Own && r.heading(a.Points[n], a.Citations) == r.heading(a.Points[i], a.Citations) {
			n++
		}
		r.group(a.Points[i:n], a.Citations, a.Mode)
		i = n
	}
}

// own prints a sentence of the program's own that stands among the quotations.
func (r *renderer) own(p answer.Point) {
	one := span{text: p.Text, whole: true}
	if p.Title {
		one.style = strong
	}
	r.para(0, 2, one)
	r.blank()
}

// group prints points of one delegation and day: the record's own sentences as
// paragraphs, a model's sentences as running text.
func (r *renderer) group(points []answer.Point, citations []answer.Citation, mode answer.Mode) {
	r.para(0, 2, span{text: r.heading(points[0], citations), style: strong})
	r.blank()
	var spans []span
	for _, p := range points {
		spans = append(spans, pointSpans(p)...)
		if mode == answer.Extracted || p.Translation != "" {
			r.para(2, 2, spans...)
			r.translation(p.Translation)
			r.blank()
			spans = nil
		}
	}
	if len(spans) > 0 {
		r.para(2, 2, spans...)
		r.blank()
	}
}

// translation prints a model's translation of the words above it, as what it
// is.
func (r *renderer) translation(text string) {
	if text != "" {
		r.para(4, 4, span{text: "Translation by the language model, not verified: " + text, style: faint})
	}
}

func pointSpans(p answer.Point) []span {
	text := p.Text
	if p.Verbatim {
		text = quoted(text)
	}
	spans := []span{{text: text}}
	for i, n := range p.Citations {
		mark := "[" + strconv.Itoa(n) + "]"
		if i == 0 {
			mark = " " + mark
		}
		spans = append(spans, span{text: mark, style: marked, glued: true})
	}
	return spans
}

// quoted puts words between quotation marks, in place of marks around them.
func quoted(s string) string { return "“" + strings.TrimSpace(s) + "”" }

// heading says who speaks: "Russian Federation — Andrey Krutskikh, Special
// Representative ..., 23 June 2021".
func (r *renderer) heading(p answer.Point, citations []answer.Citation) string {
	var s *corpus.Statement
	for _, n := range p.Citations {
		if n < 1 || n > len(citations) {
			continue
		}
		cited := citations[n-1].Statement
		if s != nil && (cited.NamedSpeaker() != s.NamedSpeaker() || cited.Office != s.Office) {
			s = nil
			break
		}
		s = cited
	}
	head := answer.Delegation(r.states, p.By, p.OnBehalf, p.Date)
	if s != nil && s.NamedSpeaker() != "" {
		head += " — " + joined(", ", s.NamedSpeaker(), s.Office)
	}
	return joined(", ", head, longDate(p.Date))
}

// joined joins what is not empty.
func joined(by string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), by)
}

// sources prints the citations, those of one statement that follow on each
// other under one heading.
func (r *renderer) sources(a *answer.Answer) {
	if len(a.Citations) == 0 {
		return
	}
	repeated := shownWords(a.Points)
	r.para(0, 0, span{text: "Sources", style: strong})
	for i, c := range a.Citations {
		if i == 0 || c.Statement != a.Citations[i-1].Statement {
			r.blank()
			r.statement(2, c.Statement)
		}
		r.citation(2, c, !repeated[spaced(c.Quote)])
	}
	r.blank()
}

// shownWords has the extracts that the answer already shows in full.
func shownWords(points []answer.Point) map[string]bool {
	shown := map[string]bool{}
	for _, p := range points {
		if p.Verbatim {
			shown[spaced(p.Text)] = true
		}
	}
	return shown
}

// spaced gives a text with single spaces, as para prints it.
func spaced(s string) string { return strings.Join(strings.Fields(s), " ") }

// statement prints what is known of a source.
func (r *renderer) statement(indent int, s *corpus.Statement) {
	head := answer.Delegation(r.states, s.By, s.OnBehalf, s.Date)
	if name := s.NamedSpeaker(); name != "" {
		head += " — " + name
	}
	day := longDate(s.Date)
	if day == "" {
		day = "undated"
	}
	r.para(indent, indent+2, span{text: joined(", ", head, day), style: strong})
	if s.Title != "" {
		r.para(indent, indent+2, span{text: s.Title})
	}
	facts := []string{s.Symbol, answer.ProcessName(s.Process), s.Session, s.Status, gradeWords(s.Grade), answer.VersionWords(s), answer.TranslationWords(s)}
	if !strings.Contains(spaced(s.Title), spaced(s.Venue)) {
		facts = slices.Insert(facts, 1, s.Venue)
	}
	if s.Recognised {
		facts = append(facts, "recognised in pictures of pages")
	}
	if s.Informal {
		facts = append(facts, "said in informal mode")
	}
	if s.Status == "final" {
		facts = slices.DeleteFunc(facts, func(f string) bool { return f == s.Status })
	}
	r.para(indent, indent+2, span{text: joined("; ", facts...), style: faint})
	r.original(indent, s)
}

// original prints, of a translation, that its original is held and how its words
// are found.
func (r *renderer) original(indent int, s *corpus.Statement) {
	words := answer.OriginalWords(s)
	if words == "" {
		return
	}
	day := isoDate(s.Date)
	r.para(indent, indent+2, span{text: strings.ToUpper(words[:1]) + words[1:] + ". To quote it:", style: faint})
	r.para(indent+2, indent+4, span{text: fmt.Sprintf("verbatim quote --state %s --since %s --until %s WORDS", s.By, day, day), style: faint, whole: true})
}

func gradeWords(g corpus.Grade) string {
	switch g {
	case corpus.Official:
		return "fetched from the delegation's own site"
	case corpus.UNRecord:
		return "fetched from a site of the United Nations"
	case corpus.Supplied:
		return "supplied copy"
	case corpus.UnofficialTranscript:
		return "unofficial transcript"
	case corpus.MachineSummary:
		return "summary by a machine, not the delegation's words"
	}
	return g.String()
}

// citation prints a mark with the words it stands for, unless they were shown,
// and where to check them.
func (r *renderer) citation(indent int, c answer.Citation, words bool) {
	mark := "[" + strconv.Itoa(c.N) + "]"
	hang := indent + len(mark) + 1
	lead := []span{{text: mark, style: marked}}
	say := func(s span) {
		r.para(indent, hang, append(lead, s)...)
		indent, lead = hang, nil
	}
	if words {
		for _, p := range paragraphs(quoted(c.Quote)) {
			say(span{text: p})
		}
	}
	say(span{text: where(c), style: faint, whole: true})
}

// paragraphs splits a text at its empty lines.
func paragraphs(s string) []string {
	return slices.DeleteFunc(strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n\n"),
		func(p string) bool { return strings.TrimSpace(p) == "" })
}

// where tells where the words stand.
func where(c answer.Citation) string {
	facts := c.Place()
	if c.Link == "" && facts == "" {
		facts = "no address is known; in " + c.Statement.File
	} else if c.Link == "" {
		facts += "; in " + c.Statement.File
	}
	return joined(" ", facts, c.Link)
}

// inQuotes finds what a reason quotes of a draft.
var inQuotes = regexp.MustCompile(`["“][^"”]*["”]`)

const noAnswer = "No answer stands in what is held."

// withheld counts what was drafted and not shown, by reason. Nothing of the
// draft is shown, not even where the reason quotes it; --json has both.
func (r *renderer) withheld(all []answer.Withheld) {
	if text := withheldWords(all); text != "" {
		r.para(0, 2, span{text: text, style: alarm})
	}
}

func withheldWords(all []answer.Withheld) string {
	if len(all) == 0 {
		return ""
	}
	var reasons []string
	count := map[string]int{}
	for _, w := range all {
		reason := spaced(inQuotes.ReplaceAllString(w.Reason, " "))
		if count[reason]++; count[reason] == 1 {
			reasons = append(reasons, reason)
		}
	}
	for i, reason := range reasons {
		if n := count[reason]; n > 1 {
			reasons[i] = fmt.Sprintf("%s (%d)", reason, n)
		}
	}
	return fmt.Sprintf("Withheld: %s (%s).", counted(len(all), "sentence"), strings.Join(reasons, "; "))
}

func (r *renderer) notices(all []string) {
	for _, n := range all {
		r.para(0, 2, span{text: n, style: faint})
	}
}

// silent prints the report of what is held where that answers nothing; the
// answer brings it in its notices.
func (r *renderer) silent(a *answer.Answer) {
	r.para(0, 2, span{text: noAnswer, style: strong})
	r.blank()
	for _, n := range a.Notices {
		r.para(0, 2, span{text: n})
	}
}

// counted gives "1 statement", "2 statements".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
