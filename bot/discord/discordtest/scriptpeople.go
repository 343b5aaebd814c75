package discordtest

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// permissionNames are how scripts call permissions.
var permissionNames = map[string]int64{
	"administrator": permAdministrator, "manage-server": permManageGuild, "manage-channels": permManageChannels,
	"manage-messages": permManageMessages, "mention-everyone": permMentionEveryone, "view-channel": permView,
	"send-messages": permSend, "embed-links": permEmbed, "attach-files": permAttach, "read-history": permHistory,
	"create-threads": permPublicThreads, "send-in-threads": permSendInThreads,
}

func permissionsNamed(list []string) (out []int64, err error) {
	for _, name := range list {
		p, ok := permissionNames[name]
		if !ok {
			return nil, fmt.Errorf("no permission is called %q here, only %s", name, strings.Join(slices.Sorted(maps.Keys(permissionNames)), ", "))
		}
		out = append(out, p)
	}
	return out, nil
}

func (p *player) server(name, rest string) error {
	p.guild = p.s.Guild(strings.TrimSpace(name + " " + rest))
	return nil
}

func (p *player) channel(name, rest string) error {
	if p.guild == nil {
		return fmt.Errorf("name a server first")
	}
	list := strings.Fields(rest)
	if len(list) > 0 && list[0] != "without" {
		return errStep
	}
	c := p.guild.Channel(name)
	denied, err := permissionsNamed(list[min(1, len(list)):])
	if err != nil {
		return err
	}
	if len(denied) > 0 {
		c.Deny(denied...)
	}
	p.place = or(p.place, c)
	return nil
}

func (p *player) member(name, rest string) error {
	if p.guild == nil {
		return fmt.Errorf("name a server first")
	}
	given, err := permissionsNamed(strings.Fields(rest))
	if err == nil {
		p.people[name] = p.guild.Member(name, given...)
	}
	return err
}

// at finds a place; empty is the last one.
func (p *player) at(u *User, name string) (*Channel, error) {
	switch {
	case name == "" && p.place != nil:
		return p.place, nil
	case name == "dm" && u != nil:
		return u.DM(), nil
	case name == "thread" && p.guild != nil:
		return p.thread()
	case strings.HasPrefix(name, "#") && p.guild != nil:
		return p.channelNamed(name[1:])
	}
	return nil, fmt.Errorf("there is no place %q", name)
}

func (p *player) channelNamed(name string) (*Channel, error) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	for _, c := range p.guild.channels {
		if c.name == name && !c.gone {
			return c, nil
		}
	}
	return nil, fmt.Errorf("the server %s has no channel %q", p.guild.name, name)
}

// thread waits for the server's newest thread, if there is none yet.
func (p *player) thread() (out *Channel, err error) {
	err = p.s.await(0, func() (bool, error) {
		for _, c := range p.guild.channels {
			if c.parent != nil && !c.gone {
				out = c
			}
		}
		return out != nil, nil
	})
	if err != nil {
		err = fmt.Errorf("no thread began: %w", err)
	}
	return out, err
}

// mentions puts mentions in the place of names.
func (p *player) mentions(text string) string {
	text = strings.ReplaceAll(text, "<@bot>", p.s.Mention())
	for name, u := range p.people {
		text = strings.ReplaceAll(text, "<@"+name+">", u.Mention())
	}
	return text
}

func (p *player) says(u *User, rest string) error {
	place, text, ok := strings.Cut(rest, ":")
	if !ok {
		return fmt.Errorf("a colon must stand before the text")
	}
	c, err := p.at(u, strings.TrimSpace(place))
	if err != nil {
		return err
	}
	p.place = c
	x := u.Say(c, p.mentions(strings.TrimSpace(text)))
	p.refusal = x.Err()
	return nil
}

func (p *player) replies(u *User, rest string) error {
	how, text, ok := strings.Cut(rest, ":")
	if !ok {
		return fmt.Errorf("a colon must stand before the text")
	}
	list := strings.Fields(how)
	silent := len(list) > 0 && list[0] == "silently"
	if silent {
		list = list[1:]
	}
	list, name := suffix(list, make([]bool, len(list)), "to")
	m, err := p.named(name)
	if err != nil || len(list) > 0 {
		return or(err, errStep)
	}
	c := see(p.s, func() *Channel { return p.s.channels[m.ChannelID] })
	reply := u.Reply
	if silent {
		reply = u.ReplySilently
	}
	x := reply(c, m, p.mentions(strings.TrimSpace(text)))
	p.place, p.refusal = c, x.Err()
	return nil
}

// named gives a message that was kept, or "the message".
func (p *player) named(name string) (Message, error) {
	m, ok := p.message, p.message.ID != ""
	if name != "" {
		m, ok = p.names[name]
	}
	if !ok {
		return m, fmt.Errorf("no message was seen before that could be meant")
	}
	return m, nil
}

// command reads "[in PLACE] /name sub option:value ...".
func (p *player) command(u *User, rest string) (c *Channel, name string, options [][2]string, err error) {
	list, _, err := words(rest)
	if err != nil {
		return nil, "", nil, err
	}
	place := ""
	if len(list) > 1 && list[0] == "in" {
		place, list = list[1], list[2:]
	}
	if len(list) == 0 || !strings.HasPrefix(list[0], "/") {
		return nil, "", nil, fmt.Errorf("a command must stand there, as in: /ask")
	}
	var parts []string
	for _, w := range list {
		key, value, ok := strings.Cut(w, ":")
		if ok {
			options = append(options, [2]string{key, value})
		} else {
			parts = append(parts, w)
		}
	}
	c, err = p.at(u, place)
	return c, strings.Join(parts, " ")[1:], options, err
}

func (p *player) asks(u *User, rest string) error {
	c, name, options, err := p.command(u, rest)
	if err != nil {
		return err
	}
	values, err := p.values(u, c, name, options)
	if err != nil {
		return err
	}
	return p.did(u.Slash(c, name, values))
}

func (p *player) types(u *User, rest string) error {
	c, name, options, err := p.command(u, rest)
	if err != nil {
		return err
	}
	if len(options) == 0 {
		return fmt.Errorf("an option must stand there, as in: state:\"Ru\"")
	}
	values, err := p.values(u, c, name, options[1:])
	if err != nil {
		return err
	}
	return p.did(u.Complete(c, name, options[0][0], options[0][1], values))
}

// values reads options as their kind wants them.
func (p *player) values(u *User, c *Channel, name string, options [][2]string) (Values, error) {
	kinds := p.s.kindsOf(u, c, name)
	out := Values{}
	for _, o := range options {
		switch kinds[o[0]] {
		case optionBoolean:
			b, err := strconv.ParseBool(o[1])
			if err != nil {
				return nil, fmt.Errorf("the option %s is true or false", o[0])
			}
			out[o[0]] = b
		case optionInteger, optionNumber:
			n, err := strconv.ParseFloat(o[1], 64)
			if err != nil {
				return nil, fmt.Errorf("the option %s is a number", o[0])
			}
			out[o[0]] = n
		case optionAttachment:
			file, text, _ := strings.Cut(o[1], "=")
			out[o[0]] = File{Name: file, Data: []byte(strings.ReplaceAll(text, `\n`, "\n"))}
		default:
			out[o[0]] = p.mentions(o[1])
		}
	}
	return out, nil
}

// kindsOf tells the kinds of a command's options.
func (s *Server) kindsOf(u *User, c *Channel, name string) map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]int{}
	if cmd, chain, why := s.lookUp(u, c, name); why == "" {
		for _, o := range cmd.optionsOf(chain) {
			out[o.Name] = o.Type
		}
	}
	return out
}
