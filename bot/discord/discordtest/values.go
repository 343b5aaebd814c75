package discordtest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// filler makes options of what a person filled in, as the client checks it.
type filler struct {
	s        *Server
	user     *User
	channel  *Channel
	resolved map[string]map[string]any // by kind, then ID
}

// fill gives the options that have values, in the command's order. Whole says
// that the command is sent: nothing that is required may be missing.
func (f *filler) fill(list []option, values Values, whole bool) ([]map[string]any, error) {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !slices.ContainsFunc(list, func(o option) bool { return o.Name == name }) {
			return nil, fmt.Errorf("there is no option %q", name)
		}
	}
	out := []map[string]any{}
	for _, o := range list {
		v, ok := values[o.Name]
		switch {
		case !ok && o.Required && whole:
			return nil, fmt.Errorf("the option %q is required", o.Name)
		case !ok:
			continue
		}
		value, err := f.value(o, v)
		if err != nil {
			return nil, fmt.Errorf("the option %q %w", o.Name, err)
		}
		out = append(out, map[string]any{"name": o.Name, "type": o.Type, "value": value})
	}
	return out, nil
}

// value gives one option's value as it is sent.
func (f *filler) value(o option, v any) (any, error) {
	if n, ok := v.(int); ok {
		v = float64(n)
	}
	switch x := v.(type) {
	case string:
		if o.Type == optionString {
			return o.text(x)
		}
	case float64:
		if o.Type == optionNumber || o.Type == optionInteger && x == float64(int64(x)) {
			return o.number(x)
		}
	case bool:
		if o.Type == optionBoolean {
			return x, nil
		}
	case File:
		if o.Type == optionAttachment {
			a := f.s.keepFile(f.channel.id, x, true)
			return f.resolve("attachments", a.ID, a), nil
		}
	default:
		if id, ok := f.handle(o.Type, v); ok {
			return id, nil
		}
	}
	return nil, fmt.Errorf("(of type %d) takes no %T", o.Type, v)
}

// text checks a text against the option's limits and choices.
func (o option) text(x string) (any, error) {
	x = strings.TrimSpace(x)
	n := utf8.RuneCountInString(x)
	switch {
	case n == 0:
		return nil, fmt.Errorf("is empty")
	case o.MinLength != nil && n < *o.MinLength, o.MaxLength != nil && n > *o.MaxLength, n > 6000:
		return nil, fmt.Errorf("has %d characters, which its limits forbid", n)
	case len(o.Choices) == 0:
		return x, nil
	}
	for _, c := range o.Choices {
		if c.Value == x || c.Name == x {
			return c.Value, nil
		}
	}
	return nil, fmt.Errorf("has no choice %q", x)
}

// number checks a number in the same way.
func (o option) number(x float64) (any, error) {
	if o.MinValue != nil && x < *o.MinValue || o.MaxValue != nil && x > *o.MaxValue {
		return nil, fmt.Errorf("is %v, which its limits forbid", x)
	}
	if len(o.Choices) > 0 && !slices.ContainsFunc(o.Choices, func(c commandChoice) bool { return c.Value == x }) {
		return nil, fmt.Errorf("has no choice %v", x)
	}
	return x, nil
}

// handle resolves a person, a role or a channel.
func (f *filler) handle(kind int, v any) (string, bool) {
	switch x := v.(type) {
	case *User:
		if kind == optionUser || kind == 9 {
			return f.person(x), true
		}
	case *Role:
		if kind == optionRole || kind == 9 {
			return f.resolve("roles", x.id, x.json(1)), true
		}
	case *Channel:
		if kind == optionChannel {
			return f.place(x), true
		}
	}
	return "", false
}

func (f *filler) person(u *User) string {
	if g := f.channel.guild; g != nil && g.members[u.id] != nil {
		m := g.members[u.id].json()
		m["permissions"] = decimal(f.channel.permissionsOf(u))
		f.resolve("members", u.id, m)
	}
	return f.resolve("users", u.id, u.account())
}

func (f *filler) place(c *Channel) string {
	out := map[string]any{"id": c.id, "name": c.name, "type": c.kind, "permissions": decimal(c.permissionsOf(f.user))}
	if c.parent != nil {
		out["parent_id"] = c.parent.id
	}
	return f.resolve("channels", c.id, out)
}

// resolve notes what an ID stands for.
func (f *filler) resolve(kind, id string, what any) string {
	if f.resolved == nil {
		f.resolved = map[string]map[string]any{}
	}
	if f.resolved[kind] == nil {
		f.resolved[kind] = map[string]any{}
	}
	f.resolved[kind][id] = what
	return id
}
