package discordtest

import (
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"
)

// Submit has the person send a form. Values are by custom ID or label; an input
// without one keeps what the form had in it.
func (u *User) Submit(m Modal, values map[string]string) *Interaction {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	what := "the form " + m.Title
	if m.from == nil || m.from.user != u {
		return refused(s, u, what, "it was shown to somebody else")
	}
	if err := m.know(values); err != nil {
		return refused(s, u, what, "%v", err)
	}
	parts := []map[string]any{}
	for _, part := range m.parts {
		for _, in := range part.parts() {
			in.Label = or(in.Label, part.Label)
			sent, err := in.filled(values)
			if err != nil {
				return refused(s, u, what, "%v", err)
			}
			if part.Type == labelComponent {
				parts = append(parts, map[string]any{"type": labelComponent, "id": len(parts) + 1, "component": sent})
			} else {
				parts = append(parts, map[string]any{"type": rowComponent, "id": len(parts) + 1, "components": []any{sent}})
			}
		}
	}
	i := &Interaction{kind: kindModal, what: what, user: u, channel: m.from.channel, source: m.from.source}
	return s.begin(i, map[string]any{"custom_id": m.CustomID, "components": parts})
}

// know refuses values that the form has no input for.
func (m Modal) know(values map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !slices.ContainsFunc(m.Inputs, func(c Component) bool { return c.CustomID == name || c.Label == name }) {
			return fmt.Errorf("the form has no input %q", name)
		}
	}
	return nil
}

// filled is an input with its text, as it is sent.
func (c Component) filled(values map[string]string) (map[string]any, error) {
	value, ok := values[c.CustomID]
	if !ok {
		value, ok = values[c.Label]
	}
	if !ok {
		value = c.Value
	}
	out := map[string]any{"type": c.Type, "id": or(c.ID, 1), "custom_id": c.CustomID}
	if c.isSelect() {
		var chosen []any
		if value != "" {
			chosen = []any{value}
		}
		f := filler{}
		list, err := f.choose(c, chosen)
		out["values"] = list
		return out, err
	}
	least, most := c.lengths()
	n := utf8.RuneCountInString(value)
	switch {
	case n == 0 && c.required():
		return nil, fmt.Errorf("the input %q is required", or(c.Label, c.CustomID))
	case n > most || n > 0 && n < least:
		return nil, fmt.Errorf("the input %q takes from %d to %d characters, not %d", or(c.Label, c.CustomID), least, most, n)
	}
	out["value"] = value
	return out, nil
}
