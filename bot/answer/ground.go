package answer

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"verbatim/retrieval/corpus"
	"verbatim/retrieval/lexical"
)

// What "verified" means, and what it does not.
//
// A point is shown when the words that it cites stand in the document named,
// said by the delegation named on the date named. Each quotation of a draft is
// looked for in a passage that the draft cites, forgiving case, spacing and
// typography but not wording (evidence.go); it is widened to whole sentences,
// so that no "not" and no "provided that" is cropped away; words that the
// statement itself gives to somebody else are nobody's (whose.go); and what is
// shown is copied from the record.
//
// A draft is withheld, with the reason, if its own words, around the
// quotations,
//
//   - name a State or group other than the one whose words they cite, or
//     credit another person or body with them (credits.go);
//   - have names, numbers, dates or negations that the cited sentences and the
//     statement's metadata do not have (ownwords.go, cues.go);
//   - carry mentions, links, markup, code or signs that are no text (signs.go);
//   - stand too far from the cited sentences (near.go).
//
// What is left is shown in the draft's own words only where they say nothing
// but who speaks and that it was said, in one of a few forms, and where the
// crop leaves nothing out that could turn it round (vocabulary.go, frame.go).
// Everywhere else the record's sentences are shown in the draft's place: where
// it paraphrases, where one sentence cites several delegations or days, where
// the words found stand in quotation marks or in several places, and in
// languages for which there are no forms. A model can so choose and order what
// is shown, and lead over from one quotation to the next; it cannot tell what
// a State holds.
//
// It does not mean that the point answers the question, that the words cited
// are all that the delegation said, or that it still says so.

// Limits of a claim, in bytes and in words.
const (
	claimLimit   = 1500 // a longer sentence is no sentence
	quoteWords   = 2    // fewer words found bear nothing out
	verbatimSize = 2400 // the longest stretch of the record that is shown as one point
)

// ground is the gate for the passages found for one question.
type ground struct {
	states *corpus.States
	found  *Found
	near   nearness
	folded map[*corpus.Statement]corpus.Folded
}

// admitted is what the gate made of a claim: points whose citations are not
// yet numbered. Point i rests on cites[i].
type admitted struct {
	points []Point
	cites  [][]Citation
}

func newGround(states *corpus.States, found *Found, near nearness) *ground {
	return &ground{states: states, found: found, near: near, folded: map[*corpus.Statement]corpus.Folded{}}
}

// admit lets a claim through, or gives the reason why not.
func (g *ground) admit(ctx context.Context, c Claim) (admitted, string) {
	quotes := quotations(c.Text)
	own := outside(c.Text, quotes)
	if len(c.Text) > claimLimit {
		return admitted{}, "longer than a sentence"
	}
	if what := carries(own); what != "" {
		return admitted{}, "carries " + what
	}
	if strange := strangeSign(own); strange != "" {
		return admitted{}, strange
	}
	cited := g.cited(c.Marks)
	if len(cited) == 0 {
		return admitted{}, "cites no passage"
	}
	ev, reason := g.locate(c, cited)
	if reason != "" {
		return admitted{}, reason
	}
	if reason := g.foreignVoice(own, ev); reason != "" {
		return admitted{}, reason
	}
	if !hasLetters(own) || severalVoices(ev) {
		return g.verbatim(ev)
	}
	return g.ownWords(ctx, c, own, ev)
}

func hasLetters(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

// cited gives the passages that marks name; a mark that names none is nothing.
func (g *ground) cited(marks []int) []corpus.Passage {
	var out []corpus.Passage
	for _, n := range marks {
		if n >= 1 && n <= len(g.found.Passages) {
			out = append(out, g.found.Passages[n-1].Passage)
		}
	}
	return out
}

// foreignVoice gives the reason why the own words name a State or a group
// whose words are not among the evidence, or "".
func (g *ground) foreignVoice(own string, ev []evidence) string {
	if g.states == nil {
		return ""
	}
	for _, m := range g.states.Find(own) {
		switch {
		case m.NoDelegation:
			return fmt.Sprintf("names %q, which has no delegation in these processes", own[m.Start:m.End])
		case m.Kind == "ambiguous":
			return fmt.Sprintf("names %q, which may be several States", own[m.Start:m.End])
		case m.Kind == "body" || m.Code == "":
			continue // held to the record as a name
		case !slices.ContainsFunc(ev, func(e evidence) bool { return speaks(e.passage.Statement, m.Code) }):
			return fmt.Sprintf("names %s without citing its words", own[m.Start:m.End])
		}
	}
	return ""
}

// speaks tells whether the statement is the State's or group's own, or made in
// its name.
func speaks(st *corpus.Statement, code string) bool {
	return st.By == code || slices.Contains(st.OnBehalf, code)
}

// ownWords lets the claim through in its own words, in the record's, or not.
func (g *ground) ownWords(ctx context.Context, c Claim, own string, ev []evidence) (admitted, string) {
	cites := citations(ev)
	b := newBearing(g.states, cites)
	if n := g.unborne(b, own, cites[0].Statement); n != "" {
		return admitted{}, fmt.Sprintf("its own words have %q, which the cited words do not", n)
	}
	if who := g.creditsAnother(own, cites); who != "" {
		return admitted{}, fmt.Sprintf("credits %s with words of another speaker", who)
	}
	borne, found := negationBorne(own, quotesOf(cites), cites[0].Statement.Language)
	if !borne && !found {
		return admitted{}, "its own words have a negation that the cited words do not"
	}
	rest := g.withoutVoices(own, cites)
	foreignTongue := otherLanguage(own, cites[0].Statement.Language)
	said, foreign, _ := g.vouch(rest, b, cites)
	if !foreignTongue && !g.near.enough(ctx, rest, said, foreign, cites) {
		return admitted{}, "its own words are too far from the cited ones"
	}
	shown, exact := replaceQuotes(c.Text, ev)
	switch {
	case !borne, !exact, foreignTongue, oneDate(cites).IsZero() && len(cites) > 1, severalPlaces(ev),
		slices.ContainsFunc(ev, insideQuotation), leftOut(shown, quotesOf(cites)),
		!g.framed(b, c.Text, ev):
		return g.verbatim(ev)
	}
	st := cites[0].Statement
	return admitted{[]Point{{By: st.By, OnBehalf: st.OnBehalf, Date: oneDate(cites), Text: shown}}, [][]Citation{cites}}, ""
}

// otherLanguage tells whether own words are written in another language than
// the statement, so that they cannot be held to it word by word.
func otherLanguage(own, statement string) bool {
	if statement != "en" {
		return true
	}
	for _, w := range splitWords(own) {
		if strings.ContainsFunc(w.text, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }) {
			return true
		}
	}
	language := lexical.Language(own)
	return language != "" && language != "en"
}

// vouch counts how many of the own words stand in the cited sentences and what
// surrounds them, and how many say something that does not; and tells whether
// the former come in the record's order.
func (g *ground) vouch(rest string, b *bearing, cites []Citation) (said, foreign int, ordered bool) {
	record := newLexicon(surroundings(cites) + "\n" + quotesOf(cites))
	speaker := newLexicon(cites[0].Statement.Speaker + " " + cites[0].Statement.Office)
	free := func(lower string) bool { return len(speaker.places(lower)) > 0 && len(record.places(lower)) == 0 }
	rest = wholeDate.ReplaceAllString(rest, " ")
	said, foreign, ordered = vocabulary(rest, record, free)
	if foreign == 0 && ordered {
		return said, foreign, ordered
	}
	return vocabulary(b.shortened(rest), newLexicon(b.shortened(surroundings(cites)+"\n"+quotesOf(cites))), free)
}

// unborne gives the first name or number of the own words that nothing bears
// out. Names of the delegation that is cited are the program's own knowledge.
func (g *ground) unborne(b *bearing, own string, st *corpus.Statement) string {
	rest := own
	if g.states != nil {
		rest = g.withoutMentions(own, func(m corpus.Mention) bool { return m.Kind != "body" && speaks(st, m.Code) })
	}
	if n := b.foreignName(rest); n != "" {
		return n
	}
	return b.foreignNumber(rest)
}

// withoutMentions blanks out the names that drop tells.
func (g *ground) withoutMentions(s string, drop func(corpus.Mention) bool) string {
	out := []byte(s)
	for _, m := range g.states.Find(s) {
		if drop(m) {
			for i := m.Start; i < m.End; i++ {
				out[i] = ' '
			}
		}
	}
	return string(out)
}

// withoutVoices leaves the names of the cited delegations out of the own words.
func (g *ground) withoutVoices(own string, cites []Citation) string {
	if g.states != nil {
		own = g.withoutMentions(own, func(m corpus.Mention) bool {
			return slices.ContainsFunc(cites, func(c Citation) bool { return speaks(c.Statement, m.Code) })
		})
	}
	return own
}

// replaceQuotes puts the record's words in the place of the draft's inline
// quotations. exact is false where that cannot be shown in quotation marks,
// since the words hold some themselves.
func replaceQuotes(text string, ev []evidence) (shown string, exact bool) {
	var b strings.Builder
	at := 0
	for _, q := range quotations(text) {
		e, ok := evidenceFor(q.words, ev)
		if !ok {
			return "", false
		}
		copied := strings.Join(strings.Fields(e.span.In(e.passage.Statement.Text)), " ")
		if strings.ContainsAny(copied, "\"“”„«»") {
			return "", false
		}
		b.WriteString(text[at:q.start])
		b.WriteString("“" + copied + "”")
		if stop := lastRune(q.words); at < len(text) && strings.ContainsAny(stop, ".,;:!?") && !strings.HasSuffix(copied, stop) {
			b.WriteString(stop)
		}
		at = q.end
	}
	b.WriteString(text[at:])
	return strings.TrimSpace(b.String()), true
}

func evidenceFor(quote string, ev []evidence) (evidence, bool) {
	want := foldWords(quote)
	for _, e := range ev {
		if foldWords(e.span.In(e.passage.Statement.Text)) == want {
			return e, true
		}
	}
	return evidence{}, false
}

// foldWords folds a quotation for comparison, punctuation at its ends aside.
func foldWords(s string) string {
	return strings.Trim(corpus.Fold(strings.Trim(s, " \t\n.,;:!?…。，；：！？'‘’\u00a0")).Text(), " .,;:!?'")
}

// verbatim shows the record's own sentences: one point for each stretch.
func (g *ground) verbatim(ev []evidence) (admitted, string) {
	var out admitted
	for _, c := range citations(ev) {
		if len(c.Quote) > verbatimSize {
			continue
		}
		out.points = append(out.points, verbatimPoint(c))
		out.cites = append(out.cites, []Citation{c})
	}
	if len(out.points) == 0 {
		return admitted{}, "the sentences it rests on are too long to show whole"
	}
	return out, ""
}

// verbatimPoint makes a point of a citation's own words.
func verbatimPoint(c Citation) Point {
	st := c.Statement
	return Point{By: st.By, OnBehalf: st.OnBehalf, Date: st.Date, Text: strings.Join(strings.Fields(c.Quote), " "), Verbatim: true}
}

// oneDate gives the day of the citations, or zero where they are of several.
func oneDate(cites []Citation) time.Time {
	for _, c := range cites {
		if !c.Statement.Date.Equal(cites[0].Statement.Date) {
			return time.Time{}
		}
	}
	return cites[0].Statement.Date
}

// citations gives the citations of the evidence without repetition.
func citations(ev []evidence) []Citation {
	var out []Citation
	for _, e := range ev {
		if !slices.ContainsFunc(out, func(c Citation) bool { return sameWords(c, e.cite) }) {
			out = append(out, e.cite)
		}
	}
	return out
}

func sameWords(a, b Citation) bool {
	return a.Statement == b.Statement && a.Start == b.Start && a.End == b.End
}

func quotesOf(cites []Citation) string {
	var out []string
	for _, c := range cites {
		out = append(out, c.Quote)
	}
	return strings.Join(out, "\n")
}

func clip(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= n {
		return s
	}
	return cutRunes(s, n) + "…"
}
