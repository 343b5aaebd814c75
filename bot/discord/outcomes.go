package discord

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/bot/discord/message"
	"verbatim/bot/outcome"
	"verbatim/retrieval"
)

func agreedCommand() Command {
	return Command{
		Name: "agreed", Description: "Show what adopted reports and resolutions say of a topic", Contexts: []int{0, 1},
		Options: []Option{text("topic", "A topic, such as critical infrastructure", 300), boolean("private", "Only you see it")},
		does:    []action{{name: "agreed", do: (*call).agreed}},
	}
}

func normCommand() Command {
	return Command{
		Name: "norm", Description: "Show one of the eleven norms, and who has named it", Contexts: []int{0, 1},
		Options: []Option{required(completed("letter", "The norm's letter, a to k")), boolean("private", "Only you see it")},
		does:    []action{{name: "norm", do: (*call).norm}},
	}
}

func paraCommand() Command {
	return Command{
		Name: "para", Description: "Show a paragraph of a document by its number", Contexts: []int{0, 1},
		Options: []Option{
			required(completed("symbol", "The document's symbol, such as A/70/174")), text("number", "The paragraph: 13, 13(c) or 24-26", 30),
			boolean("private", "Only you see it"),
		},
		does: []action{{name: "para", do: (*call).para}},
	}
}

// agreed is /agreed.
func (c *call) agreed(ctx context.Context) error {
	topic := clean(c.option("topic"))
	if topic == "" {
		return tell("There is no topic. Give one, such as: /agreed topic: critical infrastructure")
	}
	return c.outcome(ctx, "agreed", func(ctx context.Context, a *outcome.Asker) (*outcome.Page, error) {
		return a.Agreed(ctx, topic, c.GuildID)
	})
}

// norm is /norm.
func (c *call) norm(ctx context.Context) error {
	letter := clean(c.option("letter"))
	if c.b.Outcomes != nil {
		if _, err := c.b.Outcomes.Facts.Norm(letter); err != nil {
			return tell("There is no norm %s: the norms of A/70/174 have the letters a to k.", quoted(letter))
		}
	}
	return c.outcome(ctx, "norm", func(ctx context.Context, a *outcome.Asker) (*outcome.Page, error) {
		return a.Norm(ctx, letter, c.GuildID)
	})
}

// para is /para.
func (c *call) para(ctx context.Context) error {
	symbol, number := clean(c.option("symbol")), clean(c.option("number"))
	if outcome.Symbol(symbol) == "" {
		return tell("%s is no symbol of a document: write one such as A/70/174 or A/RES/75/240.", quoted(symbol))
	}
	if _, err := outcome.ParseNumber(number); err != nil {
		return tell("%s.", message.Escape(capital(err.Error())))
	}
	return c.outcome(ctx, "para", func(_ context.Context, a *outcome.Asker) (*outcome.Page, error) {
		return a.Para(symbol, number, c.GuildID)
	})
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// outcome answers with a page of what was agreed.
func (c *call) outcome(ctx context.Context, surface string, ask func(context.Context, *outcome.Asker) (*outcome.Page, error)) error {
	if c.b.Outcomes == nil {
		return tell("This bot was started without the list of what was agreed.")
	}
	return c.lookUp(ctx, surface, func(ctx context.Context) (found, error) {
		page, err := ask(ctx, c.b.Outcomes)
		if err != nil {
			return found{}, err
		}
		return found{Answer: page.Answer()}, nil
	})
}

// completeNorm completes a norm by its letter or by words of its paraphrase.
func (b *Bot) completeNorm(typed string) []choice {
	if b.Outcomes == nil {
		return nil
	}
	var out []choice
	typed = strings.ToLower(strings.TrimSpace(typed))
	named, err := b.Outcomes.Facts.Norm(typed)
	for _, n := range b.Outcomes.Facts.Norms {
		if typed == "" || err == nil && n.Letter == named.Letter || len(typed) > 2 && strings.Contains(strings.ToLower(n.Paraphrase), typed) {
			out = append(out, choice{"(" + n.Letter + ") " + n.Paraphrase, n.Letter})
		}
	}
	return out
}

// completeSymbol completes a document's symbol: those held first, then those
// that are known as adopted.
func (b *Bot) completeSymbol(typed, scope string) []choice {
	typed = strings.TrimSpace(typed)
	like := strings.ToUpper(strings.NewReplacer("-", "/", "_", "/", " ", "").Replace(typed))
	var held, known []choice
	have := map[string]bool{}
	add := func(to *[]choice, symbol, title string) {
		if symbol == "" || have[symbol] || !strings.Contains(strings.ToUpper(symbol), like) && !fits(title, typed) {
			return
		}
		have[symbol] = true
		*to = append(*to, choice{strings.Join(slices.DeleteFunc([]string{symbol, title}, func(s string) bool { return s == "" }), " · "), symbol})
	}
	for _, st := range heldUnder(b.Library.Index(), retrieval.Filter{Scope: scope}) {
		add(&held, outcome.Symbol(st.Symbol), st.Title)
	}
	if b.Outcomes != nil {
		for _, d := range slices.Backward(b.Outcomes.Facts.Documents) {
			add(&known, d.Symbol, d.Title+" (not held)")
		}
	}
	slices.SortFunc(held, func(a, b choice) int { return strings.Compare(a.Value, b.Value) })
	return append(held, known...)
}
