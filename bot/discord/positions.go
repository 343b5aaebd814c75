package discord

import (
	"context"
	"strings"

	"verbatim/bot/position"
)

// longestTopic is how long a topic may be, in characters.
const longestTopic = 300

func compareCommand() Command {

	return Command{
		Name: "compare", Description: "Show what States say of a topic, side by side", Contexts: []int{0, 1},
		Options: append([]Option{
			text("topic", "A topic, such as a legally binding treaty", longestTopic),
			required(completed("state_a", "A State or group")), required(completed("state_b", "Another one")), completed("state_c", "A third one"),
		}, narrowing()...),
		does: []action{{name: "compare", do: (*call).compare}},
	}
}

func timelineCommand() Command {
	return Command{
		Name: "timeline", Description: "Show what a State has said of a topic, oldest first", Contexts: []int{0, 1},
		Options: append([]Option{
			text("topic", "A topic, such as regular institutional dialogue", longestTopic), required(stateOption()),
		}, narrowing()...),
		does: []action{{name: "timeline", do: (*call).timeline}},
	}
}

func whoCommand() Command {
	return Command{
		Name: "who", Description: "List who speaks of a topic, each with its words", Contexts: []int{0, 1},
		Options: append([]Option{text("topic", "A topic, such as a legally binding treaty", longestTopic), stateOption()}, narrowing()...),
		does:    []action{{name: "who", do: (*call).whoSpeaks}},
	}
}

// narrowing are the options of all three, beside those for States.
func narrowing() []Option { return append(filterOptions()[1:], boolean("private", "Only you see it")) }

// request reads what is asked, without the States of a comparison.
func (c *call) request(example string) (position.Request, error) {
	topic := clean(c.option("topic"))
	if topic == "" {
		return position.Request{}, tell("There is no topic. Give one, such as: %s", example)
	}
	f, err := c.filters()
	if err != nil {
		return position.Request{}, err
	}
	return position.Request{Topic: topic, States: f.states, Process: f.process, Since: f.since, Until: f.until, Scope: c.GuildID}, nil
}

// compare is /compare.
func (c *call) compare(ctx context.Context) error {
	r, err := c.request("/compare topic: a legally binding treaty")
	if err != nil {
		return err
	}
	if r.States, err = c.sides(); err != nil {
		return err
	}
	return c.lookUp(ctx, "compare", func(ctx context.Context) (found, error) {
		got, err := position.Compare(ctx, c.b.Engine, r)
		if err != nil {
			return found{}, err
		}
		return found{Answer: got.Answer(c.b.States, r)}, nil
	})
}

// sides reads the States of a comparison, each of which must be another.
func (c *call) sides() ([]string, error) {
	var out []string
	by := map[string]string{}
	for _, option := range []string{"state_a", "state_b", "state_c"} {
		name := c.option(option)
		if name == "" {
			continue
		}
		code, err := c.b.oneState(name)
		if err != nil {
			return nil, err
		}
		if other := by[code]; other != "" {
			return nil, tell("%s and %s are both %s. Name two that are not the same.", other, option, quoted(position.Voice(c.b.States, code)))
		}
		by[code] = option
		out = append(out, code)
	}
	if len(out) < 2 {
		return nil, tell("A comparison needs two States or groups. Give state_a and state_b.")
	}
	return out, nil
}

// oneState reads the name of one State or group.
func (b *Bot) oneState(name string) (string, error) {
	codes, err := b.statesNamed(name)
	if err != nil {
		return "", err
	}
	if len(codes) != 1 {
		return "", tell("%s is more than one State or group. Name one.", quoted(name))
	}
	return codes[0], nil
}

// timeline is /timeline.
func (c *call) timeline(ctx context.Context) error {
	r, err := c.request("/timeline topic: regular institutional dialogue")
	if err != nil {
		return err
	}
	code, err := c.b.oneState(c.option("state"))
	if err != nil {
		return err
	}
	r.States = []string{code}
	return c.lookUp(ctx, "timeline", func(ctx context.Context) (found, error) {
		got, err := position.Over(ctx, c.b.Engine, r)
		if err != nil {
			return found{}, err
		}
		line := keepLine(got, c.b.now())
		return found{got.Answer(c.b.States, r), line, c.b.drawn(got, line)}, nil
	})
}

// mostWho is how many States a list of who speaks can be narrowed to.
const mostWho = 40

// whoSpeaks is /who.
func (c *call) whoSpeaks(ctx context.Context) error {
	r, err := c.request("/who topic: a legally binding treaty")
	if err != nil {
		return err
	}
	if len(r.States) > mostWho {
		return tell("That names %s; %d is the most.", counted(len(r.States), "State"), mostWho)
	}
	return c.lookUp(ctx, "who", func(ctx context.Context) (found, error) {
		got, err := position.WhoSpeaks(ctx, c.b.Engine, r)
		if err != nil {
			return found{}, err
		}
		return found{Answer: got.Answer(c.b.States, r)}, nil
	})
}

// completeOneState completes the name of one State or group.
func (b *Bot) completeOneState(typed, scope string) []choice {
	return best(b.statesLike(strings.TrimSpace(typed), scope))
}
