package position

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
	"verbatim/retrieval/lexical"
)

// Verdict is what the record says of a claim. Words alone decide it.
type Verdict string

// The verdicts. There is no other, and none is a guess.
const (
	Stands    Verdict = "stands"    // these words are held of that State
	Differs   Verdict = "differs"   // other words are held than those quoted, or of another, or of another day
	Nothing   Verdict = "nothing"   // nothing is held that is near
	Undecided Verdict = "undecided" // words do not decide it; the closest held are shown
)

// Words gives the verdict as it is shown.
func (v Verdict) Words() string {
	switch v {
	case Stands:
		return "stands in the record"
	case Differs:
		return "these held words differ"
	case Nothing:
		return "nothing held on this"
	}
	return "not decided: the closest held words"
}

// Checked is a text held against the record.
type Checked struct {
	Claims    []Claim
	Citations []answer.Citation // in the order shown
	Notices   []string
}

// Claim is a sentence of the text that says what a State or group holds.
type Claim struct {
	Text    string
	Codes   []string // whose position it tells; empty where it names nobody who has one
	Verdict Verdict
	Note    string // what decided it, in a sentence
	Quotes  []answer.Sentence
}

// ErrNoText says that there is nothing to check.
var ErrNoText = errors.New("there is no text to check: give a sentence or a few that say what a State holds")

// quotesShown is how many quotations a claim has room for.
const quotesShown = 3

// CheckText holds each claim of a text about a State's or group's position
// against the record. scope is as answer.Question.Scope.
func CheckText(ctx context.Context, e *answer.Engine, text, scope string) (*Checked, error) {
	text = Plain(text)
	if len(tokens(text)) == 0 {
		return nil, ErrNoText
	}
	out := &Checked{}
	if len(text) > textLimit {
		text = strings.ToValidUTF8(text[:textLimit], "")
		out.Notices = append(out.Notices, fmt.Sprintf("Only the first %d characters were checked.", textLimit))
	}
	c := checker{e, scope, e.Speakers(scope), map[*corpus.Statement][]heldSentence{}}
	read, nobody, asked := c.claims(text)
	if nobody > 0 && len(read) > 0 {
		out.Notices = append(out.Notices, passedOver(nobody))
	}
	if asked > 0 {
		out.Notices = append(out.Notices, "Questions claim nothing, and were not checked.")
	}
	if len(read) > claimsMost {
		out.Notices = append(out.Notices, fmt.Sprintf("Only the first %d of %d claims were checked.", claimsMost, len(read)))
		read = read[:claimsMost]
	}
	if len(read) == 0 {
		out.Notices = append(out.Notices, "No sentence in it says what a State or group holds: a claim names one, such as “France said ...”.")
	}
	for _, r := range read {
		claim, err := c.check(ctx, r)
		if err != nil {
			return nil, err
		}
		out.Claims = append(out.Claims, claim)
	}
	out.number()
	return out, nil
}

// passedOver tells of sentences that name nobody: a name written wrong must not
// look like a claim that was checked.
func passedOver(n int) string {
	if n == 1 {
		return "1 sentence names no State or group that is known, and was not checked."
	}
	return fmt.Sprintf("%d sentences name no State or group that is known, and were not checked.", n)
}

// number numbers the citations.
func (c *Checked) number() {
	var all []*answer.Sentence
	for i := range c.Claims {
		for j := range c.Claims[i].Quotes {
			all = append(all, &c.Claims[i].Quotes[j])
		}
	}
	c.Citations = answer.Number(all)
	c.Notices = append(c.Notices, answer.SourceNotices(c.Citations)...)
}

// checker holds claims against the record.
type checker struct {
	e        *answer.Engine
	scope    string
	speakers *answer.Speakers
	read     map[*corpus.Statement][]heldSentence
}

// claims finds the sentences that say what somebody holds. A pronoun stands
// for the one State that the whole text names. nobody counts the sentences that
// name none, asked the questions.
func (c checker) claims(text string) (out []reading, nobody, asked int) {
	var all []reading
	var named []string
	var sentences []string
	for _, s := range sentencesOf(text) {
		sentences = append(sentences, partsOf(c.e.States, s)...)
	}
	for _, s := range sentences {
		r := readClaim(c.e.States, s)
		c.persons(&r)
		all = append(all, r)
		for _, code := range r.codes {
			if !slices.Contains(named, code) {
				named = append(named, code)
			}
		}
	}
	for _, r := range all {
		if len(r.codes) == 0 && len(r.vague) == 0 && r.barred == "" && len(named) == 1 && carried.MatchString(strings.TrimSpace(r.own)) {
			r.codes, r.carried = named, true
		}
		switch {
		case len(r.codes) == 0 && len(r.vague) == 0 && r.barred == "":
			if !r.asks {
				nobody++
			}
		case r.empty():
		case r.asks:
			asked++
		default:
			out = append(out, r)
		}
	}
	return out, nobody, asked
}

// check gives the verdict on one claim.
func (c checker) check(ctx context.Context, r reading) (Claim, error) {
	claim, err := c.judge(ctx, r)
	if err == nil {
		err = c.newer(ctx, &claim, r)
	}
	if of := c.misplaced(r); of != "" && claim.Verdict != Stands {
		claim.Note = strings.TrimSpace(of + " " + claim.Note)
	}
	if r.carried {
		claim.Note = strings.TrimSpace("Read as words of " + c.called(r.codes) + ", which alone the text names. " + claim.Note)
	}
	return claim, err
}

// newer adds the newest held sentence near a claim where it is newer than those that
// are shown: what was held once may not be held any more. A State's own words go
// before those of a joint statement.
func (c checker) newer(ctx context.Context, claim *Claim, r reading) error {
	if len(claim.Quotes) == 0 || len(claim.Codes) != 1 {
		return nil
	}
	got, err := c.near(ctx, r, 0)
	if err != nil || len(got) == 0 {
		return err
	}
	shown := slices.MaxFunc(claim.Quotes, byDayOfStatement).Citation.Statement.Date
	since := slices.DeleteFunc(got[0].Sentences, func(s answer.Sentence) bool {
		return shown.IsZero() || !s.Citation.Statement.Date.After(shown) || c.e.NotOwn(s.Citation)
	})
	own := func(s answer.Sentence) bool {
		return s.Citation.Statement.By == claim.Codes[0] && len(s.Citation.Statement.OnBehalf) == 0
	}
	if slices.ContainsFunc(since, own) {
		since = slices.DeleteFunc(since, func(s answer.Sentence) bool { return !own(s) })
	}
	if len(since) > 0 {
		s := slices.MaxFunc(since, byDayOfStatement)
		claim.Quotes = append(claim.Quotes, s)
		claim.Note = strings.TrimSpace(claim.Note + " Newer words near it are held, and shown last.")
	}
	return nil
}

func byDayOfStatement(a, b answer.Sentence) int {
	return a.Citation.Statement.Date.Compare(b.Citation.Statement.Date)
}

func (c checker) judge(ctx context.Context, r reading) (Claim, error) {
	claim := Claim{Text: r.text, Codes: r.codes, Verdict: Undecided}
	switch {
	case r.barred != "" && len(r.codes) == 0:
		claim.Verdict, claim.Note = Nothing, r.barred
		return claim, nil
	case r.ofSeveral:
		claim.Note = fmt.Sprintf("In what is held, “%s” spoke for more than one State or group: name the one that is meant, too.", r.vague[0])
		return claim, nil
	case len(r.vague) > 0 && len(r.codes) == 0:
		claim.Note = fmt.Sprintf("“%s” may mean more than one State: write the full name of the one that is meant.", r.vague[0])
		return claim, nil
	case answer.Disguised(r.text):
		claim.Note = "A word of it mixes letters of different scripts that look alike, so it was not compared."
		return claim, nil
	}
	if len(r.quotes) > 0 && c.quoted(&claim, r) {
		return claim, nil
	}
	if len(r.quotes) == 0 && c.subject(&claim, r) {
		return claim, nil
	}
	if len(r.codes) > 1 {
		claim.Note = or(claim.Note, "It speaks of several States or groups: name one in each sentence.")
		return claim, c.closest(ctx, &claim, r)
	}
	if len(r.quotes) == 0 && deniesSaying.MatchString(r.own) {
		claim.Note = neverSaid
	} else if len(r.quotes) == 0 {
		if done, err := c.unquoted(ctx, &claim, r); done || err != nil {
			return claim, err
		}
	}
	return claim, c.closest(ctx, &claim, r)
}

// subject decides a claim without quotation marks that names several, and begins
// with one of them, where its words are, but for what decides, a sentence of that one.
func (c checker) subject(claim *Claim, r reading) bool {
	if len(r.codes) < 2 || deniesSaying.MatchString(r.own) {
		return false
	}
	r.codes = r.codes[:1]
	one := Claim{Text: r.text, Codes: r.codes, Verdict: Undecided}
	if !c.worded(&one, r) || one.Verdict == Undecided {
		return false
	}
	*claim = one
	return true
}

// neverSaid answers claims that something was not said.
const neverSaid = "That something was never said the library cannot show: it holds a part of what was said."

// closest puts the nearest sentences of those named under a claim that words
// do not decide, the newest first, since positions change, and says that nothing is
// held where there are none.
func (c checker) closest(ctx context.Context, claim *Claim, r reading) error {
	got, err := c.near(ctx, r, quotesShown)
	if err != nil {
		return err
	}
	var reports []string
	for _, v := range got {
		room := max(1, quotesShown/len(got))
		for _, s := range v.Sentences[:min(room, len(v.Sentences))] {
			if !slices.ContainsFunc(claim.Quotes, func(q answer.Sentence) bool {
				return q.Citation.Statement == s.Citation.Statement && q.Citation.Start == s.Citation.Start
			}) {
				claim.Quotes = append(claim.Quotes, s)
			}
		}
		if len(v.Sentences) == 0 {
			reports = append(reports, v.Report)
		}
	}
	slices.SortStableFunc(claim.Quotes, func(a, b answer.Sentence) int { return byDayOfStatement(b, a) })
	if len(claim.Quotes) == 0 {
		claim.Verdict = Nothing
	} else if foreign(r.text, claim.Quotes) {
		claim.Note = strings.TrimSpace(claim.Note + " The claim is in another language than these words: words are compared within one language alone.")
	}
	if len(got) == 0 && len(r.codes) > 0 {
		_, report := c.e.HoldsOf(r.codes[0], c.scope)
		reports = append(reports, report)
	}
	claim.Note = strings.TrimSpace(claim.Note + " " + lacking(strings.Join(reports, " ")))
	return nil
}

// foreign tells whether a text is in another language than all quotations.
func foreign(text string, quotes []answer.Sentence) bool {
	language := lexical.Language(text)
	return language != "" && !slices.ContainsFunc(quotes, func(s answer.Sentence) bool {
		return s.Citation.Statement.Language == "" || s.Citation.Statement.Language == language
	})
}

// noStatement finds how a report says that nothing is held of somebody.
var noStatement = regexp.MustCompile(`No statement by ([^.;]+) is held\.`)

// lacking has a report say that in words that do not repeat the verdict's.
func lacking(report string) string {
	return noStatement.ReplaceAllString(report, "The library has no statement by $1.")
}

// near finds the sentences of those named that are near a claim.
func (c checker) near(ctx context.Context, r reading, most int) ([]answer.Voiced, error) {
	topic := strings.TrimSpace(strings.Join(append(wordsOf(r.quotes), r.rest), " "))
	got, err := c.e.Gather(ctx, answer.Gathering{Topic: topic, States: r.codes, Scope: c.scope, Most: most})
	if errors.Is(err, answer.ErrNoTopic) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return got.Voices, nil
}

func wordsOf(quotes []answer.Quotation) []string {
	var out []string
	for _, q := range quotes {
		out = append(out, q.Words)
	}
	return out
}

// unquoted decides a claim without quotation marks: only where it is, or the
// gate lets it through as no more than, a held sentence of that State's own, or
// where it is one but for a "not". Where held sentences say it both ways, both
// are shown and nothing is decided.
func (c checker) unquoted(ctx context.Context, claim *Claim, r reading) (bool, error) {
	got, err := c.near(ctx, r, 6)
	if err != nil || len(got) == 0 || len(r.codes) != 1 {
		return false, err
	}
	var stand, turned []answer.Sentence
	for _, s := range got[0].Sentences {
		st := s.Citation.Statement
		own := r.codes[0] == st.By || slices.Contains(st.OnBehalf, r.codes[0])
		if !own || c.e.NotOwn(s.Citation) || r.agree(st) != agrees {
			continue
		}
		switch how := restated(c.e.States, r, s.Citation); {
		case how == turnedRound:
			turned = append(turned, s)
		case how == sameWords, same(r.text, s.Citation.Quote), c.e.Verify(ctx, r.text, s.Citation):
			stand = append(stand, s)
		}
	}
	switch {
	case len(stand) > 0 && len(turned) > 0:
		claim.Quotes, claim.Note = []answer.Sentence{stand[0], turned[0]}, "Held sentences say it both ways."
	case len(stand) > 0:
		claim.Verdict, claim.Quotes, claim.Note = Stands, stand[:1], c.voiceNote(r.codes, stand[0].Citation.Statement)
	case len(turned) > 0:
		claim.Verdict, claim.Quotes, claim.Note = Differs, turned[:1], "The held sentence is the same but for a negation."
	default:
		return c.worded(claim, r), nil
	}
	return true, nil
}

// same tells whether two sentences have the same words in the same order.
func same(a, b string) bool {
	return slices.Equal(tokens(a), tokens(b))
}

// voiceNote tells how a State has a voice in a statement that is not its own alone.
func (c checker) voiceNote(codes []string, st *corpus.Statement) string {
	if len(codes) == 1 && st.By == codes[0] && len(st.OnBehalf) == 0 {
		return ""
	}
	return "In a joint statement: " + answer.Delegation(c.e.States, st.By, st.OnBehalf, st.Date) + "."
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
