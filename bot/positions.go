package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"verbatim/bot/answer"
	"verbatim/bot/position"
)

// topical is a command that asks what delegations say of a topic.
type topical struct {
	filters
	output
	picture string // the file to draw to; empty: none
	name    string
	example string
	fewest  int // States that it needs
	most    int // States that it takes
	show    func(ctx context.Context, p *program, rec *record, t *topical, r position.Request) error
}

func (t *topical) bind(fs *pflag.FlagSet) action {
	t.bindOutput(fs, "print one object")
	t.filters.bind(fs)
	return t.do
}

func (t *topical) do(ctx context.Context, p *program, words []string) error {
	if err := errors.Join(t.check(), t.checkOutput(), checkPicture(t.picture)); err != nil {
		return wrongUse{err}
	}
	if len(words) == 0 {
		return wrongUse{withHint(fmt.Errorf("%s needs a topic", t.name), "%s", t.example)}
	}
	topic, err := asked(words, "topic")
	if err != nil {
		return err
	}
	rec, err := p.open(ctx)
	if err != nil {
		return err
	}
	codes, err := t.resolve(rec.states)
	if err != nil {
		return err
	}
	if len(codes) == 1 && t.fewest > 1 && len(t.states) > 1 {
		return wrongUse{withHint(fmt.Errorf("%s is given all names of one State or group, %s", t.name, position.Voice(rec.states, codes[0])), "name another beside it: %s", t.example)}
	}
	if len(codes) < t.fewest || len(codes) > t.most {
		return wrongUse{withHint(fmt.Errorf("%s takes %s, not %d", t.name, t.room(), len(codes)), "%s", t.example)}
	}
	if err := rec.ready(ctx, p); err != nil {
		return err
	}
	err = t.show(ctx, p, rec, t, position.Request{Topic: topic, States: codes, Process: t.process, Since: t.since.Time, Until: t.until.Time})
	if errors.Is(err, answer.ErrNoTopic) {
		return wrongUse{withHint(errors.New("the topic has no words to look for"), "%s", t.example)}
	}
	return err
}

// room says how many States the command takes.
func (t *topical) room() string {
	if t.fewest == t.most {
		return fmt.Sprintf("%d --state", t.most)
	}
	return fmt.Sprintf("from %d to %d --state", t.fewest, t.most)
}

// The most sides that a reader can follow side by side.
const mostSides = 6

func compareCommand() command {
	return command{
		name: "compare", args: "TOPIC",
		summary: "show what States say of a topic, side by side",
		about: `Shows, with equal room for each, the sentences in which States and groups speak of
a topic. That they agree or differ is said only where the quoted sentences say so,
and that is sorted by their words and not verified. Where nothing is found, it says
what is held instead.`,
		bind: (&topical{name: "compare", fewest: 2, most: mostSides, show: showComparison,
			example: `verbatim compare "a legally binding treaty" --state France --state Russia`}).bind,
	}
}

func timelineCommand() command {
	return command{
		name: "timeline", args: "TOPIC",
		summary: "show what a State has said of a topic, oldest first",
		about: `Shows the dated sentences in which a State or group speaks of a topic, oldest first,
with the earliest and the latest that are held, and the sessions of which nothing is
held. A gap is one of the library's: it does not mean that nothing was said.
With --picture it is drawn, too.`,
		bind: func(fs *pflag.FlagSet) action {
			t := &topical{name: "timeline", fewest: 1, most: 1, show: showTimeline,
				example: `verbatim timeline "regular institutional dialogue" --state Russia`}
			do := t.bind(fs)
			fs.StringVar(&t.picture, "picture", "", "draw it to this new `FILE`, a PNG")
			return do
		},
	}
}

func whoCommand() command {
	return command{
		name: "who", args: "TOPIC",
		summary: "list the delegations that speak of a topic, each with its words",
		about: `Lists the delegations whose statements speak of a topic, each with a sentence, sorted
by what the sentence's own words do: support it, support it under a condition, say
what should be done, oppose it, or only speak of it. The sorting is not verified.`,
		bind: (&topical{name: "who", fewest: 0, most: 40, show: showWho,
			example: `verbatim who "a legally binding treaty"`}).bind,
	}
}

func showComparison(ctx context.Context, p *program, rec *record, t *topical, req position.Request) error {
	c, err := position.Compare(ctx, rec.engine, req)
	if err != nil {
		return err
	}
	c.Notices = append(c.Notices, rec.notices...)
	if t.json {
		return writeJSON(p.stdout, jsonComparison(c), false)
	}
	r := p.renderer(rec)
	if t.format != "" {
		t.write(p, rec, r.formattedComparison(c))
		return nil
	}
	r.comparison(c)
	return nil
}

func showTimeline(ctx context.Context, p *program, rec *record, t *topical, req position.Request) error {
	line, err := position.Over(ctx, rec.engine, req)
	if err != nil {
		return err
	}
	line.Notices = append(line.Notices, rec.notices...)
	drawn, err := rec.drawn(t.picture, line)
	if err != nil {
		return err
	}
	if drawn != nil {
		fmt.Fprintf(p.stderr, "The picture is in %s.\n", escapeLines(drawn.File))
	}
	if t.json {
		return writeJSON(p.stdout, jsonTimeline(line, drawn), false)
	}
	r := p.renderer(rec)
	if t.format != "" {
		t.write(p, rec, r.formattedTimeline(line))
		return nil
	}
	r.timeline(line)
	return nil
}

func showWho(ctx context.Context, p *program, rec *record, t *topical, req position.Request) error {
	w, err := position.WhoSpeaks(ctx, rec.engine, req)
	if err != nil {
		return err
	}
	w.Notices = append(w.Notices, rec.notices...)
	if t.json {
		return writeJSON(p.stdout, jsonWho(w), false)
	}
	r := p.renderer(rec)
	if t.format != "" {
		t.write(p, rec, r.formattedWho(w))
		return nil
	}
	r.who(w)
	return nil
}
