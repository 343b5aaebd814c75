package answer

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"verbatim/retrieval/corpus"
	"verbatim/retrieval/lexical"
)

// What "verified" means, and what it does not.
//
// A point is shown when the words that it cites stand in the document named,
// said by the delegation named on the date named. Each quotation of a draft is
// looked for in a passage that the draft cites, forgiving case, spacing and
// typography but not wording; it is widened to whole sentences, so that no
// "not" and no "provided that" is cropped away; and the words shown are copied
// from the record. The draft's own words, around the quotations, pass only if
//
//   - they name no State or group other than the one whose words they cite,
//     and credit no other person or body with them;
//   - their names, numbers, dates and negations stand in the cited sentences
//     or in the statement's metadata;
//   - they carry no mention, link, markup or code;
//   - they stand near enough to the cited sentences.
//
// Where the draft's words leave out a negation, a condition or a "some States
// say" that the cited sentences have, where one sentence cites several
// delegations, or where the words found are ones that the statement itself
// quotes, the draft's words are dropped and the record's sentences are shown
// in their place. All else is withheld, with the reason.
//
// It does not mean that the point follows from the words cited, that they are
// all that the delegation said, or that it still says so.

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

// evidence is a quotation of a claim, found in the record.
type evidence struct {
	quote   string // as drafted
	passage corpus.Passage
	span    corpus.Span // the words found, in the statement's text
	cite    Citation    // widened to whole sentences
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

// locate finds every quotation of the claim in a passage that it cites.
func (g *ground) locate(c Claim, cited []corpus.Passage) ([]evidence, string) {
	quotes := c.Quotes
	if len(quotes) == 0 {
		return nil, "quotes no words"
	}
	var out []evidence
	enough := false
	for _, q := range quotes {
		found := g.find(q, cited)
		if len(found) == 0 {
			return nil, fmt.Sprintf("the words %q were not found in what it cites", clip(q, 80))
		}
		if slices.ContainsFunc(found, func(e evidence) bool {
			return othersWords(g.states, e.passage.Statement, corpus.Span{Start: e.cite.Start, End: e.cite.End})
		}) {
			return nil, "it is not certain who says the words that it quotes"
		}
		enough = enough || substantial(q)
		out = append(out, found...)
	}
	if !enough {
		return nil, "quotes too few words to rest on"
	}
	return out, ""
}

// substantial tells whether a quotation has words enough to bear a sentence.
func substantial(q string) bool {
	n, letters := 0, 0
	for _, w := range splitWords(q) {
		n += 1 + strings.Count(w.lower, "-")
		letters += utf8.RuneCountInString(w.text)
	}
	return n >= quoteWords || letters >= 6 && strings.ContainsFunc(q, spaceless)
}

// spaceless tells whether a letter belongs to a script that writes no spaces.
func spaceless(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// find looks for a quotation in the cited passages: evidence for each
// delegation in whose words it stands.
func (g *ground) find(quote string, cited []corpus.Passage) []evidence {
	needle := strings.Trim(quote, " \t\n.,;:!?…。，；：！？'‘’\u00a0")
	if needle == "" {
		return nil
	}
	var out []evidence
	voices := map[string]bool{}
	for _, p := range cited {
		if voices[voiceOf(p.Statement)] {
			continue
		}
		if here := g.places(p, corpus.Locate(g.fold(p.Statement), needle)); len(here) > 0 {
			voices[voiceOf(p.Statement)] = true
			for _, e := range here {
				e.quote = quote
				out = append(out, e)
			}
		}
	}
	return out
}

func (g *ground) fold(st *corpus.Statement) corpus.Folded {
	f, ok := g.folded[st]
	if !ok {
		f = corpus.Fold(st.Text)
		g.folded[st] = f
	}
	return f
}

// mostPlaces is how many sentences of a passage are shown where the words
// found stand in several.
const mostPlaces = 3

// places makes evidence of the places in the passage where the words stand,
// one for each sentence.
func (g *ground) places(p corpus.Passage, spans []corpus.Span) []evidence {
	var out []evidence
	covered := corpus.Span{}
	for _, s := range spans {
		if !s.Overlaps(p.Span()) || covered.Contains(s) {
			continue
		}
		if e, ok := newEvidence(p, s); ok {
			out = append(out, e)
			covered = corpus.Span{Start: e.cite.Start, End: e.cite.End}
		}
		if len(out) == mostPlaces {
			break
		}
	}
	return out
}

func newEvidence(p corpus.Passage, s corpus.Span) (evidence, bool) {
	wide := outlineOf(p.Statement).Widen(s)
	c, ok := Cite(p, wide.Start, wide.End)
	return evidence{passage: p, span: s, cite: c}, ok
}

// voiceOf names whose words a statement holds.
func voiceOf(st *corpus.Statement) string {
	if st.By == "" {
		return "\x00" + st.ID // unknown delegations are not the same delegation
	}
	return st.By + "|" + strings.Join(st.OnBehalf, ",")
}

func severalVoices(ev []evidence) bool {
	return slices.ContainsFunc(ev, func(e evidence) bool { return voiceOf(e.passage.Statement) != voiceOf(ev[0].passage.Statement) })
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
	said, foreign, ordered := g.vouch(rest, b, cites)
	if !foreignTongue && !g.near.enough(ctx, rest, said, foreign, cites) {
		return admitted{}, "its own words are too far from the cited ones"
	}
	shown, exact := replaceQuotes(c.Text, ev)
	switch {
	case !borne, !exact, foreignTongue, oneDate(cites).IsZero() && len(cites) > 1, severalPlaces(ev),
		slices.ContainsFunc(ev, insideQuotation), leftOut(shown, quotesOf(cites)),
		foreign > 0, !ordered, !cropsHarmless(b, c.Text, rest, ev):
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

// cropsHarmless tells whether no quotation of the claim leaves out what could
// turn it round.
func cropsHarmless(b *bearing, text, rest string, ev []evidence) bool {
	inline := quotations(text)
	for _, e := range ev {
		before, behind := rest, ""
		if slices.ContainsFunc(inline, func(p piece) bool { return p.words == e.quote }) {
			before, behind = splitAround(text, e.quote)
		} else {
			e = e.asCrop(rest)
		}
		if !cropHarmless(e, before, behind) && !cropHarmless(e, b.shortened(before), b.shortened(behind)) {
			return false
		}
	}
	return true
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

// creditsAnother names whoever the own words make the one that speaks, if that
// is not the delegation or its speaker: a name before the first verb of saying
// or right behind it, or any name where the own words name no delegation.
func (g *ground) creditsAnother(own string, cites []Citation) string {
	rest := g.withoutVoices(own, cites)
	voices := newLexicon(cites[0].Statement.Speaker + " " + cites[0].Statement.Office)
	verb := false
	words := splitWords(rest)
	for i, w := range words {
		switch {
		case listed(saying, w.lower) && !listed(speakers, w.lower):
			verb = true
			if i+1 < len(words) && personal(words[i+1]) && len(voices.places(words[i+1].lower)) == 0 && strings.TrimSpace(rest[w.end:words[i+1].start]) == "" {
				return words[i+1].text
			}
		case !verb && personal(w) && len(voices.places(w.lower)) == 0 && !wholeDate.MatchString(rest[w.start:]) && !knownShort(w.lower):
			if i+1 < len(words) && (listed(saying, words[i+1].lower) || takesStand.MatchString(words[i+1].lower)) || !spoken(words) && !strings.Contains(rest, "  ") {
				return w.text
			}
		}
	}
	return ""
}

// personal tells whether a word is written as somebody's name.
func personal(w word) bool {
	r, _ := utf8.DecodeRuneInString(w.text)
	return unicode.IsUpper(r) && !generalCapital[nameStem(w.lower)] && !(w.opens && opensSentences(w.lower)) && strings.ToUpper(w.text) != w.text && numberWords[w.lower] == "" && !months[w.lower]
}

var months = map[string]bool{"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true, "september": true, "october": true, "november": true, "december": true}

// knownShort tells whether a word belongs to the name of a process or body
// that everybody speaks of.
func knownShort(lower string) bool {
	for short, long := range commonShort {
		if strings.ToLower(short) == lower || slices.Contains(strings.FieldsFunc(long, notLetter), lower) {
			return true
		}
	}
	return lower == "group" || lower == "chair" || lower == "assembly"
}

// spoken tells whether there is a verb of saying among the words.
func spoken(words []word) bool {
	return slices.ContainsFunc(words, func(w word) bool { return listed(saying, w.lower) })
}

// takesStand finds verbs that make what stands before them the one who holds a
// position.
var takesStand = regexp.MustCompile(`^(?:support|oppos|reject|welcom|demand|warn|claim|accus|agree|disagree|promis|pledg|announc|favou?r|prefer|back|need|fear|hope|expect|threaten|refus|den(?:y|ie)|accept|endors|criticis|criticiz|condemn|intend|plan)`)

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

// insideQuotation tells whether the words found are ones that the statement
// itself puts in quotation marks.
func insideQuotation(e evidence) bool {
	return slices.ContainsFunc(outlineOf(e.passage.Statement).Quoted, func(q corpus.Span) bool { return q.Contains(e.span) })
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
