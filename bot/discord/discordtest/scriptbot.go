package discordtest

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// bot checks what the bot does.
func (p *player) bot(verb, rest string) error {
	if p.refusal != nil {
		return p.refusal
	}
	do, ok := map[string]func(string) error{
		"shows": p.shows, "keeps": p.silent, "types": p.typed, "opens": p.opens, "offers": p.offers, "fails": p.fails,
		"is": p.ready, "registers": p.registers, "resumes": p.resumes, "identifies": p.identifies,
	}[verb]
	if !ok {
		return errStep
	}
	return do(rest)
}

func (p *player) shows(rest string) error {
	before, re, as, err := expected(rest)
	if err != nil {
		return err
	}
	c, err := p.at(nil, strings.TrimSpace(strings.TrimPrefix(before, "in ")))
	if err != nil {
		return err
	}
	return p.find(c, nil, re, as, func(m Message) bool { return m.Only == "" })
}

func (p *player) sees(u *User, rest string) error {
	if p.refusal != nil {
		return p.refusal
	}
	before, re, as, err := expected(rest)
	if err != nil {
		return err
	}
	c, err := p.at(u, "")
	if err != nil {
		return err
	}
	switch before {
	case "":
		return p.find(c, u, re, as, func(Message) bool { return true })
	case "only":
		return p.find(c, u, re, as, func(m Message) bool { return m.Only == u.name })
	case "no":
		return p.seesNot(u, re)
	}
	return errStep
}

// find waits for a message of the bot's that is fresh and fits.
func (p *player) find(c *Channel, u *User, re *regexp.Regexp, as string, fits func(Message) bool) error {
	var found Message
	err := p.s.await(0, func() (bool, error) {
		if p.last != nil && p.last.failed {
			return false, errFailed
		}
		for _, m := range slices.Backward(p.s.shown(c, u)) {
			if m.Author.ID == p.s.bot.id && !m.Loading() && p.fresh(m) && fits(m) && re.MatchString(m.Text()) {
				found = m
				return true, nil
			}
		}
		return false, nil
	})
	if err != nil {
		seen := see(p.s, func() []Message { return p.s.shown(c, u) })
		return fmt.Errorf("%w; seen:\n%s", err, transcript(seen))
	}
	p.message = found
	if as != "" {
		p.names[as] = found
	}
	return nil
}

func (p *player) seesNot(u *User, re *regexp.Regexp) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	for _, c := range p.s.channels {
		for _, m := range p.s.shown(c, u) {
			if re.MatchString(m.Text()) {
				return fmt.Errorf("it is to be seen:\n%s", transcript([]Message{m}))
			}
		}
	}
	return nil
}

func (p *player) silent(rest string) error {
	place, ok := strings.CutPrefix(rest+" ", "silent ")
	if !ok {
		return errStep
	}
	c, err := p.at(nil, strings.TrimSpace(strings.TrimPrefix(place, "in ")))
	if err != nil {
		return err
	}
	for _, m := range c.Messages() {
		if m.Author.ID == p.s.bot.id && p.fresh(m) {
			return fmt.Errorf("it did not:\n%s", transcript([]Message{m}))
		}
	}
	return nil
}

func (p *player) typed(rest string) error {
	c, err := p.at(nil, strings.TrimPrefix(rest, "in "))
	if err != nil {
		return err
	}
	return p.s.await(0, func() (bool, error) { return len(p.s.typed[c.id]) > 0, nil })
}

func (p *player) opens(rest string) error {
	if p.last == nil {
		return fmt.Errorf("nobody did anything")
	}
	title, err := strconv.Unquote(rest)
	if err != nil {
		return errStep
	}
	m, err := p.last.WaitModal(0)
	if err == nil && m.Title != title {
		err = fmt.Errorf("the form's title is %q", m.Title)
	}
	return err
}

func (p *player) offers(rest string) error {
	if p.last == nil {
		return fmt.Errorf("nobody did anything")
	}
	list, _, err := words(rest)
	if err != nil {
		return err
	}
	choices, err := p.last.WaitChoices(0)
	if err != nil {
		return err
	}
	for _, want := range list {
		if !slices.ContainsFunc(choices, func(c Choice) bool { return c.Name == want }) {
			return fmt.Errorf("%q is not among %v", want, choices)
		}
	}
	return nil
}

func (p *player) fails(string) error {
	if p.last == nil {
		return fmt.Errorf("nobody did anything")
	}
	return p.last.WaitFailed(0)
}

// is checks "alice is refused: /re/" and "alice is pinged".
func (p *player) is(u *User, rest string) error {
	if rest == "pinged" {
		return p.s.await(0, func() (bool, error) {
			return slices.ContainsFunc(later(p.s.pings, p.pings), func(x Ping) bool { return x.User == u.name }), nil
		})
	}
	before, re, _, err := expected(rest)
	switch {
	case err != nil:
		return err
	case before != "refused":
		return errStep
	case p.refusal == nil:
		return fmt.Errorf("nothing was refused")
	case !re.MatchString(p.refusal.Error()):
		return fmt.Errorf("refused, but so: %w", p.refusal)
	}
	p.refusal = nil
	return nil
}

// later gives what came after the first n; the oldest may have been forgotten.
func later(list []Ping, n int) []Ping { return list[min(n, len(list)):] }

func (p *player) nobody(verb, rest string) error {
	if verb+" "+rest != "is pinged" {
		return errStep
	}
	if pings := later(p.s.Pings(), p.pings); len(pings) > 0 {
		return fmt.Errorf("%v", pings)
	}
	return nil
}

func (p *player) gone(verb, rest string) error {
	name, ok := strings.CutPrefix(rest+" ", "gone ")
	if verb != "is" || !ok {
		return errStep
	}
	m, err := p.named(strings.TrimSpace(name))
	if err != nil {
		return err
	}
	return p.s.await(0, func() (bool, error) { return p.s.liveMessage(m.ID) == nil, nil })
}
