package answer

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"verbatim/prompts"
)

// ErrNoVerdict says that a model that was to judge said neither yes nor no.
var ErrNoVerdict = errors.New("the model gave no verdict: it has to answer YES or NO")

// Judge asks the model whether citations, taken together and alone, bear out a
// sentence. It is for measuring what was shown; nothing is shown for its word.
func (d Generative) Judge(ctx context.Context, sentence string, cited []Citation) (borne bool, usage Usage, err error) {
	j := prompts.Judgement{Sentence: sentence}
	for _, c := range cited {
		st := c.Statement
		q := prompts.Passage{Delegation: Delegation(d.States, st.By, st.OnBehalf, st.Date), Text: c.Quote}
		if !st.Date.IsZero() {
			q.Date = st.Date.Format("2 January 2006")
		}
		j.Quotes = append(j.Quotes, q)
	}
	messages, err := j.Messages()
	if err != nil {
		return false, Usage{}, err
	}
	if d.size(messages)+d.Output > d.Context {
		return false, Usage{}, ErrNoRoom
	}
	done, err := d.Complete(ctx, messages, func(string) {})
	usage = Usage{done.TokensIn, done.TokensOut, done.Estimated}
	if err != nil {
		return false, usage, err
	}
	m := verdictWord.FindStringSubmatch(done.Text)
	if m == nil || done.Truncated {
		return false, usage, ErrNoVerdict
	}
	return strings.EqualFold(m[1], "yes"), usage, nil
}

// verdictWord is a whole verdict: a word, and what models put around it.
var verdictWord = regexp.MustCompile("(?i)^[\\s*_`\"'“]*(yes|no)[\\s*_`\"'”.!]*$")
