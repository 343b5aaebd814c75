package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"verbatim/bot/answer"
	"verbatim/bot/catalog"
	"verbatim/bot/outcome"
	"verbatim/data"
)

func agreedCommand() command {
	return command{
		name: "agreed", args: "TOPIC",
		summary: "show what adopted reports and resolutions say of a topic",
		about: `Shows the paragraphs of adopted reports and resolutions that speak of a topic, newest
first, with when and how each was adopted. Drafts are left out. Then follow the
documents that were adopted and are not held, and the explanations of position and
dissociations that are.`,
		bind: (&agreeing{name: "agreed", example: `verbatim agreed "critical infrastructure"`, least: 1, most: 1000,
			page: func(ctx context.Context, a *outcome.Asker, words []string) (*outcome.Page, error) {
				topic, err := asked(words, "topic")
				if err != nil {
					return nil, err
				}
				return a.Agreed(ctx, topic, "")
			}}).bind,
	}
}

func normCommand() command {
	return command{
		name: "norm", args: "LETTER",
		summary: "show one of the eleven norms, a to k, and who has named it",
		about: `Shows one of the eleven norms of A/70/174, paragraph 13: a paraphrase in our own
words, the report's words and the guidance of A/76/135 where they are held, and the
sentences in which delegations name it.`,
		bind: (&agreeing{name: "norm", example: "verbatim norm c", least: 1, most: 1,
			page: func(ctx context.Context, a *outcome.Asker, words []string) (*outcome.Page, error) {
				p, err := a.Norm(ctx, words[0], "")
				if errors.Is(err, outcome.ErrNoNorm) {
					return nil, wrongUse{withHint(fmt.Errorf("there is no norm %s", shortened(words[0])), "%s: verbatim norm c", outcome.ErrNoNorm)}
				}
				return p, err
			}}).bind,
	}
}

func paraCommand() command {
	return command{
		name: "para", args: "SYMBOL NUMBER",
		summary: "show a paragraph of a document by its number",
		about: `Shows the words of a paragraph, such as 13, 13(c) or 24-26, of a document that the
library holds, by its symbol. A draft is marked as not agreed in this form.`,
		bind: (&agreeing{name: "para", example: `verbatim para A/70/174 "13(c)"`, least: 2, most: 3,
			page: func(_ context.Context, a *outcome.Asker, words []string) (*outcome.Page, error) {
				number := words[1]
				if len(words) == 3 { // 13 (c), without quotation marks
					number += " " + words[2]
				}
				p, err := a.Para(words[0], number, "")
				if err != nil {
					return nil, wrongUse{err}
				}
				return p, nil
			}}).bind,
	}
}

// agreeing is a command that shows what was agreed.
type agreeing struct {
	name, example string
	least, most   int // words
	output
	page func(ctx context.Context, a *outcome.Asker, words []string) (*outcome.Page, error)
}

func (c *agreeing) bind(fs *pflag.FlagSet) action {
	c.bindOutput(fs, "print one object")
	return c.do
}

func (c *agreeing) do(ctx context.Context, p *program, words []string) error {
	if err := c.checkOutput(); err != nil {
		return err
	}
	if len(words) < c.least || len(words) > c.most {
		return wrongUse{withHint(fmt.Errorf("%s takes %s", c.name, c.takes()), "%s", c.example)}
	}
	rec, err := p.open(ctx)
	if err != nil {
		return err
	}
	if err := rec.ready(ctx, p); err != nil {
		return err
	}
	asker, err := rec.outcomes(howToFetch(rec.catalog))
	if err != nil {
		return err
	}
	page, err := c.page(ctx, asker, words)
	if errors.Is(err, answer.ErrNoTopic) {
		return wrongUse{withHint(errors.New("the topic has no words to look for"), "%s", c.example)}
	}
	if err != nil {
		return err
	}
	page.Notices = append(page.Notices, rec.notices...)
	if c.json {
		return writeJSON(p.stdout, jsonOutcome(page), false)
	}
	r := p.renderer(rec)
	if c.format != "" {
		c.write(p, rec, r.formattedOutcome(page))
		return nil
	}
	r.outcome(page)
	return nil
}

func (c *agreeing) takes() string {
	switch c.name {
	case "norm":
		return "one letter, a to k"
	case "para":
		return "a symbol and a number"
	}
	return "a topic"
}

// outcomes gives what answers of outcomes.
func (rec *record) outcomes(fetch func(symbol string) string) (*outcome.Asker, error) {
	facts, err := outcome.Parse("outcomes.toml", data.OutcomesTOML())
	if err != nil {
		return nil, err
	}
	return &outcome.Asker{Engine: rec.engine, Facts: facts, Fetch: fetch}, nil
}

// inCatalogue finds the source of a symbol.
func inCatalogue(c *catalog.Catalog, symbol string) (catalog.Entry, bool) {
	for _, e := range c.Select(catalog.Filter{}) {
		if s := outcome.Symbol(e.Symbol); s != "" && s == outcome.Symbol(symbol) {
			return e, true
		}
	}
	return catalog.Entry{}, false
}

// howToFetch tells somebody at a terminal how a document can be had.
func howToFetch(c *catalog.Catalog) func(symbol string) string {
	return func(symbol string) string {
		if e, ok := inCatalogue(c, symbol); ok {
			return "The catalogue knows of it: verbatim fetch " + e.ID + " fetches it."
		}
		return "The catalogue does not know of it; verbatim add takes a file or an address."
	}
}

// howToHave tells the same to people in Discord.
func howToHave(c *catalog.Catalog) func(symbol string) string {
	return func(symbol string) string {
		if _, ok := inCatalogue(c, symbol); ok {
			return "The catalogue knows of it; " + forDiscord("", 1) + "."
		}
		return "An admin of a server can add it for that server, with /library add."
	}
}
