package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"

	"verbatim/bot/answer"
	"verbatim/bot/position"
)

func checkCommand() command {
	return command{
		name: "check", args: "TEXT",
		summary: "hold what a text says of States against the record",
		about: `Holds each sentence of a text that says what a State or group holds against the
record: it stands there, with the quotation; or the held words differ, or are held
of another or from another day, and are shown; or nothing is held. Words alone
decide: where they do not, the closest held words are shown, and no verdict is
given. With - as the text, it is read from standard input.`,
		bind: func(fs *pflag.FlagSet) action {
			c := &checking{}
			c.bindOutput(fs, "print one object")
			return c.do
		},
	}
}

type checking struct{ output }

func (c *checking) do(ctx context.Context, p *program, words []string) error {
	if err := c.checkOutput(); err != nil {
		return err
	}
	text, err := checkedText(p.stdin, words)
	if err != nil {
		return err
	}
	rec, err := p.open(ctx)
	if err != nil {
		return err
	}
	if err := rec.ready(ctx, p); err != nil {
		return err
	}
	got, err := position.CheckText(ctx, rec.engine, text, "")
	if errors.Is(err, position.ErrNoText) {
		return wrongUse{err}
	}
	if err != nil {
		return err
	}
	got.Notices = append(got.Notices, rec.notices...)
	if c.json {
		return writeJSON(p.stdout, jsonChecked(got), false)
	}
	r := p.renderer(rec)
	if c.format != "" {
		c.write(p, rec, r.formattedChecked(got))
		return nil
	}
	r.checked(got)
	return nil
}

// checkedText takes the text from the command line, or from standard input.
func checkedText(stdin io.Reader, words []string) (string, error) {
	if len(words) == 0 {
		return "", wrongUse{withHint(errors.New("check needs a text"), `verbatim check 'France said “...”', or verbatim check - to read it from standard input`)}
	}
	text := strings.Join(words, " ")
	if text == "-" {
		all, err := io.ReadAll(io.LimitReader(stdin, longest+1))
		if err != nil {
			return "", fmt.Errorf("the text could not be read from standard input: %w", err)
		}
		text = string(all)
		if len(text) > longest {
			return "", wrongUse{withHint(fmt.Errorf("the text is longer than %d bytes", longest), "check it in parts")}
		}
	}
	if len(text) > longest {
		return "", wrongUse{withHint(fmt.Errorf("the text is %d bytes long; %d are taken at most", len(text), longest), "check it in parts")}
	}
	return text, nil
}

// checked prints the claims of a text, each with its verdict and the words that
// decide it.
func (r *renderer) checked(c *position.Checked) {
	for _, claim := range c.Claims {
		r.para(0, 2, span{text: claim.Text})
		r.para(2, 4, span{text: claim.Verdict.Words() + ".", style: strong}, span{text: claim.Note})
		r.blank()
		for _, q := range claim.Quotes {
			r.dated(position.Quote{Sentence: q}, "")
		}
	}
	r.positionSources(c.Citations)
	r.notices(c.Notices)
}

type checkedJSON struct {
	Claims    []claimJSON    `json:"claims"`
	Citations []citationJSON `json:"citations"` // in the order shown
	Notices   []string       `json:"notices"`
}

type claimJSON struct {
	Text      string   `json:"text"`
	Of        []string `json:"of"`      // the States and groups whose position it tells
	Verdict   string   `json:"verdict"` // stands, differs, nothing or undecided
	Note      string   `json:"note"`
	Citations []int    `json:"citations"` // by their numbers
}

func jsonChecked(c *position.Checked) checkedJSON {
	return checkedJSON{
		Claims: mapped(c.Claims, func(claim position.Claim) claimJSON {
			return claimJSON{claim.Text, list(claim.Codes), string(claim.Verdict), claim.Note,
				mapped(claim.Quotes, func(s answer.Sentence) int { return s.Citation.N })}
		}),
		Citations: mapped(c.Citations, jsonCitation), Notices: list(c.Notices),
	}
}
