package discordtest

import (
	"fmt"
	"slices"
)

// Click has the person press a button, by its label or custom ID, on a message
// as it stands at this moment.
func (u *User) Click(m Message, button string) *Interaction {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	what := "the button " + button
	x, c, why := u.findComponent(m, button)
	switch {
	case why != "":
		return refused(s, u, what, "%s", why)
	case c.Type != buttonComponent || c.Style == linkStyle:
		return refused(s, u, what, "it is a link, or no button at all")
	}
	i := &Interaction{kind: kindComponent, what: what, user: u, channel: x.channel, source: x}
	return s.begin(i, map[string]any{"component_type": c.Type, "custom_id": c.CustomID, "id": or(c.ID, 1)})
}

// Select has the person choose values in a select, by its custom ID or its
// placeholder. Values are those of options, or their labels; in selects of
// people, roles and channels *User, *Role and *Channel.
func (u *User) Select(m Message, name string, values ...any) *Interaction {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	what := "the select " + name
	x, c, why := u.findComponent(m, name)
	switch {
	case why != "":
		return refused(s, u, what, "%s", why)
	case !c.isSelect():
		return refused(s, u, what, "it is no select")
	}
	in := filler{s: s, user: u, channel: x.channel}
	chosen, err := in.choose(c, values)
	if err != nil {
		return refused(s, u, what, "%v", err)
	}
	i := &Interaction{kind: kindComponent, what: what, user: u, channel: x.channel, source: x}
	data := map[string]any{"component_type": c.Type, "custom_id": c.CustomID, "id": or(c.ID, 1), "values": chosen}
	if c.Type != selectComponent {
		data["resolved"] = in.resolved
		if in.resolved == nil {
			data["resolved"] = map[string]any{}
		}
	}
	return s.begin(i, data)
}

// findComponent finds what a person can use on a message; why tells what
// stands against it. The lock is held.
func (u *User) findComponent(m Message, name string) (x *stored, c Component, why string) {
	x = u.s.liveMessage(m.ID)
	if x == nil || x.only != nil && x.only != u {
		return nil, c, "the message is not there for this person"
	}
	if !x.channel.openTo(u) {
		return nil, c, "the channel is not there for this person"
	}
	c, ok := x.component(name)
	switch {
	case !ok:
		return nil, c, fmt.Sprintf("the message has none of that name; it has %q", x.Buttons())
	case c.Disabled:
		return nil, c, "it is disabled"
	}
	return x, c, ""
}

// choose checks what is chosen in a select, and resolves it.
func (f *filler) choose(c Component, values []any) ([]string, error) {
	least, most := c.bounds()
	if len(values) < least || len(values) > most {
		return nil, fmt.Errorf("from %d to %d values can be chosen, not %d", least, most, len(values))
	}
	out := []string{}
	for _, v := range values {
		one, err := f.chosen(c, v)
		if err != nil {
			return nil, err
		}
		if slices.Contains(out, one) {
			return nil, fmt.Errorf("%v is chosen twice", v)
		}
		out = append(out, one)
	}
	return out, nil
}

// chosen gives one value of a select as it is sent.
func (f *filler) chosen(c Component, v any) (string, error) {
	if c.Type == selectComponent {
		for _, o := range c.Options {
			if o.Value == v || o.Label == v {
				return o.Value, nil
			}
		}
		return "", fmt.Errorf("there is no option %v", v)
	}
	kind := map[int]int{userSelect: optionUser, roleSelect: optionRole, mentionableSelect: 9, channelSelect: optionChannel}[c.Type]
	if ch, ok := v.(*Channel); ok && len(c.Types) > 0 && !slices.Contains(c.Types, ch.kind) {
		return "", fmt.Errorf("#%s is not of a kind that is offered", ch.name)
	}
	if id, ok := f.handle(kind, v); ok {
		return id, nil
	}
	return "", fmt.Errorf("a select of type %d takes no %T", c.Type, v)
}
