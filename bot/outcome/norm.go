package outcome

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// Bounds of what is shown of a norm.
const (
	mostGuidance  = 8    // paragraphs
	mostInvoking  = 30   // sentences, two of one delegation
	perDelegation = 2    // sentences
	mostNear      = 8    // sentences that do not name it
	nearnessLeast = 0.55 // to the paraphrase, of a sentence that does not name the norm
)

// guidance is the report that explains each norm.
const guidance = "A/76/135"

// Norm shows one of the eleven norms: its paraphrase, its words, what A/76/135 says
// of it, and which delegations have named it.
func (a *Asker) Norm(ctx context.Context, letter, scope string) (*Page, error) {
	n, err := a.Facts.Norm(letter)
	if err != nil {
		return nil, err
	}
	p := &Page{Title: fmt.Sprintf("Norm (%s): %s, paragraph %s", n.Letter, n.Reference, n.Paragraph), Held: a.held(scope)}
	p.Sections = append(p.Sections, Section{Kind: About, Lines: []string{
		"In our own words, which are not the report's: " + lowerFirst(n.Paraphrase) + "." + unseen(n.Seen),
		fmt.Sprintf("Reference: %s, paragraph %s, one of the eleven voluntary, non-binding norms (a) to (k).", n.Reference, n.Paragraph),
	}, Sources: n.Source}, a.wordsOf(n, scope), a.guidanceOn(n, scope))
	if err := a.addInvoking(ctx, p, n, scope); err != nil {
		return nil, err
	}
	p.number()
	return p, nil
}

// lowerFirst leaves "States" as it is: it is a name here.
func lowerFirst(s string) string {
	if strings.HasPrefix(s, "States ") {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// wordsOf shows the norm as the report has it, where that is held.
func (a *Asker) wordsOf(n Norm, scope string) Section {
	s := Section{Kind: Words, Heading: "The words of " + n.Reference}
	held := slices.DeleteFunc(a.ofSymbol(n.Reference, scope), a.Facts.IsDraft)
	if len(held) == 0 {
		s.Lines = []string{a.absent(n.Reference)}
		return s
	}
	number, _ := ParseNumber(n.Paragraph) // held to its form when the file was read
	s.Quotes, s.Lines = paragraphsOf(best(held), n.Reference, number)
	return s
}

// guidanceOn shows what the report of 2021 says under the heading of the norm.
func (a *Asker) guidanceOn(n Norm, scope string) Section {
	s := Section{Kind: Guidance, Heading: "Guidance in " + guidance}
	held := slices.DeleteFunc(a.ofSymbol(guidance, scope), a.Facts.IsDraft)
	if len(held) == 0 {
		s.Lines = []string{a.absent(guidance)}
		return s
	}
	for _, st := range best(held) {
		for _, u := range underNorm(corpus.OutlineOf(st.Text), st.Text, n.Letter) {
			if q, ok := u.cite(st); ok && len(s.Quotes) < mostGuidance {
				s.Quotes = append(s.Quotes, q)
			}
		}
	}
	if len(s.Quotes) == 0 {
		s.Lines = []string{fmt.Sprintf("No heading of norm 13 (%s) was found in %s, as it is held here.", n.Letter, guidance)}
	}
	return s
}

var normHeading = regexp.MustCompile(`(?i)^\W*norm (?:13 ?)?\(?([a-k])\)?(?:\W|$)`)

// underNorm gives the paragraphs from the heading of a norm, which may be its
// words, to the next heading.
func underNorm(o *corpus.Outline, text, letter string) []unit {
	var out []unit
	heading, under := "", ""
	for _, u := range unitsOf(o, text) {
		if u.heading != heading {
			heading, under = u.heading, headedNorm(u.heading)
		}
		if u.label == "" {
			if l := headedNorm(u.In(text)); l != "" {
				under = l
			}
		}
		if under == letter {
			out = append(out, u)
		}
	}
	return out
}

// headedNorm gives the letter of the norm that a text is the heading of, or "".
func headedNorm(text string) string {
	m := normHeading.FindStringSubmatch(strings.Join(strings.Fields(text), " "))
	if m == nil {
		return ""
	}
	return strings.ToLower(m[1])
}

// naming finds where a sentence names a norm by its letter, alone or in a list.
// A bare small letter is no name ("norm a State follows"); a bare I neither.
func naming(letter string) *regexp.Regexp {
	upper := strings.ToUpper(letter)
	listed := `(?:13 ?)?\([a-kA-K]\)(?:, and |, | and | & | or | to |/|,)?`
	bare := `|\b[Nn]orms? (?:13 ?)?(?:[A-K](?:, | and |/))*` + upper + `\b`
	if letter == "i" {
		bare = `|\b[Nn]orms? 13 ?[iI]\b`
	}
	return regexp.MustCompile(`\b(?:[Nn]orms?|NORMS?|[Pp]aragraphs? 13|[Pp]aras?\.? 13) ?(?:` + listed + `)*(?:13 ?)?\([` + letter + upper + `]\)` +
		bare + `|\b[Nn]orms? 13 ?` + letter + `\b|\b[Pp]ara(?:graph)?s?\.? 13 ?` + letter + `\b`)
}

var (
	ofAnother = regexp.MustCompile(`(?i)^,? (?:of|in) (?:the )?(?:(?:zero|revised|current|first|chair[’']s) )*(?:draft|resolution|text|annual progress report|APR|A/[A-Z0-9./]+)`)
	ofThis    = regexp.MustCompile(`(?i)^,? (?:of|in) (?:the report )?A/70/174`)
)

// names tells whether a sentence names the norm, and not the paragraph of another
// document.
func names(re *regexp.Regexp, text string) bool {
	text = strings.Join(strings.Fields(text), " ")
	for _, m := range re.FindAllStringIndex(text, -1) {
		rest := text[m[1]:]
		if !ofAnother.MatchString(rest) || ofThis.MatchString(rest) {
			return true
		}
	}
	return false
}

// addInvoking adds the delegations whose sentences name the norm, and, apart, the
// sentences that are near to it without naming it.
func (a *Asker) addInvoking(ctx context.Context, p *Page, n Norm, scope string) error {
	var speaking []*corpus.Statement
	holding := map[string]bool{}
	for _, st := range a.Engine.Quotable(scope) {
		if st.Kind == "report" || st.Kind == "resolution" || a.Facts.IsDraft(st) {
			continue
		}
		speaking = append(speaking, st)
		if st.By != "" {
			holding[st.By] = true
		}
	}
	slices.SortStableFunc(speaking, newest)
	re := naming(n.Letter)
	by, of := map[string]bool{}, map[string]int{}
	var quotes []answer.Sentence
	more := 0
	for _, st := range speaking {
		for _, s := range a.sentencesOf(st, func(text string) bool { return names(re, text) }) {
			if st.By != "" {
				by[st.By] = true
			}
			if of[st.By]++; of[st.By] > perDelegation && st.By != "" || len(quotes) == mostInvoking {
				more++
				continue
			}
			quotes = append(quotes, s)
		}
	}
	a.byDelegation(quotes)
	s := Section{Kind: Invoked, Heading: "Delegations that name it", Quotes: quotes, Lines: []string{
		fmt.Sprintf("%d of %d delegations of which anything is held name it by its letter.", len(by), len(holding)),
	}}
	if more > 0 {
		s.Lines = append(s.Lines, fmt.Sprintf("%d more such sentences are held.", more))
	}
	p.Sections = append(p.Sections, s)
	return a.addNear(ctx, p, n, scope, speaking, quotes)
}

// addNear adds sentences whose meaning is near to the paraphrase.
func (a *Asker) addNear(ctx context.Context, p *Page, n Norm, scope string, speaking []*corpus.Statement, shown []answer.Sentence) error {
	got, err := a.gather(ctx, n.Paraphrase, scope, speaking)
	if err != nil {
		return err
	}
	re := naming(n.Letter)
	var quotes []answer.Sentence
	for _, v := range got.Voices {
		for _, s := range v.Sentences {
			if v.Code == "" || s.Nearness < nearnessLeast || s.Citation.Quoting || names(re, s.Citation.Quote) ||
				slices.ContainsFunc(shown, func(q answer.Sentence) bool { return overlap(q, s) }) {
				continue
			}
			quotes = append(quotes, s)
			break // one of each delegation
		}
	}
	if len(quotes) == 0 {
		return nil
	}
	quotes = quotes[:min(len(quotes), mostNear)]
	a.byDelegation(quotes)
	p.Sections = append(p.Sections, Section{Kind: Near, Heading: "Sentences that are near to it in meaning and do not name it", Quotes: quotes,
		Lines: []string{"Found by their likeness to our paraphrase, not verified: they need not mean the norm."}})
	return nil
}
