package answer

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"verbatim/prompts"
	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// Completion is what a language model gave back.
type Completion struct {
	Text                string
	TokensIn, TokensOut int
	Truncated           bool // it ended for want of room
	Estimated           bool // the server did not count tokens
}

// Generative drafts with a language model. It sees passages and a question; it
// never sees what the gate lets through, and nothing it writes is shown before
// the gate has.
type Generative struct {
	// Complete asks the model; sink gets the text as it grows and may be called
	// with any piece of it.
	Complete func(ctx context.Context, messages []prompts.Message, sink func(string)) (Completion, error)
	// Tokens counts a text's tokens, never too few; Context and Output are the
	// model's room for prompt and answer together and for the answer alone.
	Tokens          func(string) int
	Context, Output int
	States          *corpus.States
}

// ErrNoRoom says that not even one passage fits the model's context.
var ErrNoRoom = errors.New("the model's context has no room for a passage: set llm.context to what the model takes, at least 2000 tokens")

// errUnclaimed says that a model wrote nothing to be judged.
var errUnclaimed = errors.New("the model's draft has no sentence")

// Draft claims the model's sentences one by one as they are finished.
func (d Generative) Draft(ctx context.Context, f *Found, claim func(Claim)) (Usage, error) {
	messages, shown, err := d.fit(f)
	if err != nil {
		return Usage{}, err
	}
	g := growing{claim: func(c Claim) {
		c.Marks = known(c.Marks, shown)
		claim(c)
	}}
	done, err := d.Complete(ctx, messages, g.add)
	usage := Usage{done.TokensIn, done.TokensOut, done.Estimated}
	if err != nil {
		return usage, err
	}
	g.finish(done.Text, done.Truncated)
	if g.claimed == 0 && !strings.Contains(done.Text, nothingFound) {
		return usage, errUnclaimed
	}
	return usage, nil
}

// nothingFound is what the prompt asks a model to write when the passages do
// not answer.
const nothingFound = "NOTHING FOUND"

// known drops marks of passages that the model was not shown.
func known(marks []int, shown int) []int {
	var out []int
	for _, m := range marks {
		if m <= shown {
			out = append(out, m)
		}
	}
	return out
}

// fit renders the prompt with as many passages as the context has room for,
// the best first.
func (d Generative) fit(f *Found) (messages []prompts.Message, shown int, err error) {
	a := prompts.Answer{Question: f.Read.Question, Points: mostPoints}
	for _, r := range f.Passages {
		a.Passages = append(a.Passages, d.passage(r))
	}
	for n := len(a.Passages); n > 0; n-- {
		a.Passages = a.Passages[:n]
		messages, err := a.Messages()
		if err != nil {
			return nil, 0, err
		}
		if d.size(messages)+d.Output <= d.Context {
			return messages, n, nil
		}
	}
	return nil, 0, fmt.Errorf("%w (it is %d)", ErrNoRoom, d.Context)
}

// size counts a prompt's tokens, with room for what servers put around each
// message.
func (d Generative) size(messages []prompts.Message) int {
	n := 16
	for _, m := range messages {
		n += d.Tokens(m.Content) + 8
	}
	return n
}

func (d Generative) passage(r retrieval.Ranked) prompts.Passage {
	st := r.Passage.Statement
	p := prompts.Passage{
		Delegation: Delegation(d.States, st.By, st.OnBehalf, st.Date), Speaker: st.NamedSpeaker(), Text: r.Passage.Text(),
		Occasion: st.Venue, Quoting: quotesOthers(outlineOf(st), r.Passage.Span()),
	}
	if !st.Date.IsZero() {
		p.Date = st.Date.Format("2 January 2006")
	}
	return p
}
