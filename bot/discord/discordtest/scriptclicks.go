package discordtest

import (
	"fmt"
	"slices"
	"strings"
)

// onMessage reads words with "on NAME" at their end, and gives the message that is meant.
func (p *player) onMessage(rest string) (list []string, quoted []bool, m Message, err error) {
	list, quoted, err = words(rest)
	if err != nil {
		return nil, nil, m, err
	}
	list, name := suffix(list, quoted, "on")
	if len(list) == 0 {
		return nil, nil, m, errStep
	}
	m, err = p.named(name)
	return list, quoted[:len(list)], m, err
}

func (p *player) clicks(u *User, rest string) error {
	list, _, m, err := p.onMessage(rest)
	if err != nil {
		return err
	}
	return p.did(u.Click(m, strings.Join(list, " ")))
}

func (p *player) chooses(u *User, rest string) error {
	list, _, m, err := p.onMessage(rest)
	if err != nil {
		return err
	}
	return p.did(u.MessageCommand(m, strings.Join(list, " ")))
}

func (p *player) selects(u *User, rest string) error {
	list, quoted, m, err := p.onMessage(rest)
	if err != nil {
		return err
	}
	var values []any
	for i, w := range list[1:] {
		v, err := p.value(w, quoted[i+1])
		if err != nil {
			return err
		}
		values = append(values, v)
	}
	return p.did(u.Select(m, list[0], values...))
}

// value reads #channel, @person and &role; all else, and what has quotes, is a text.
func (p *player) value(word string, quoted bool) (any, error) {
	if quoted || len(word) < 2 || p.guild == nil {
		return word, nil
	}
	switch word[0] {
	case '#':
		return p.channelNamed(word[1:])
	case '@':
		if u := p.people[word[1:]]; u != nil {
			return u, nil
		}
		return nil, fmt.Errorf("there is nobody called %q", word[1:])
	case '&':
		return p.guild.Role(word[1:]), nil
	}
	return word, nil
}

func (p *player) submits(u *User, rest string) error {
	list, _, err := words(rest)
	if err != nil {
		return err
	}
	values := map[string]string{}
	for _, w := range list {
		key, value, ok := strings.Cut(w, ":")
		if !ok {
			return errStep
		}
		values[key] = value
	}
	form := see(p.s, func() *Modal { return p.s.lastModal(u) })
	if form == nil {
		return fmt.Errorf("%s was shown no form", u.name)
	}
	return p.did(u.Submit(*form, values))
}

// lastModal is the form that a person was shown last. The lock is held.
func (s *Server) lastModal(u *User) *Modal {
	for _, token := range slices.Backward(s.tokens) {
		if i := s.interactions[token]; i != nil && i.user == u && i.modal != nil {
			return i.modal
		}
	}
	return nil
}

func (p *player) deletes(u *User, rest string) error {
	m, err := p.named(rest)
	if err != nil {
		return err
	}
	p.refusal = u.Delete(m)
	return nil
}
