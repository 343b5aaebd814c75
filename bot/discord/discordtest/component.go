package discordtest

import "iter"

// Kinds of components.
const (
	rowComponent         = 1
	buttonComponent      = 2
	selectComponent      = 3
	inputComponent       = 4
	userSelect           = 5
	roleSelect           = 6
	mentionableSelect    = 7
	channelSelect        = 8
	labelComponent       = 18
	textDisplayComponent = 10
)

// Styles of buttons.
const (
	linkStyle    = 5
	premiumStyle = 6
)

// Component is a row, a button, a select, or an input of a form.
type Component struct {
	Type        int            `json:"type"`
	ID          int            `json:"id,omitempty"`
	CustomID    string         `json:"custom_id,omitempty"`
	Label       string         `json:"label,omitempty"`
	Description string         `json:"description,omitempty"` // of a label
	Style       int            `json:"style,omitempty"`
	URL         string         `json:"url,omitempty"`
	Emoji       *Emoji         `json:"emoji,omitempty"`
	Disabled    bool           `json:"disabled,omitempty"`
	Placeholder string         `json:"placeholder,omitempty"`
	Options     []SelectOption `json:"options,omitempty"`
	MinValues   *int           `json:"min_values,omitempty"`
	MaxValues   *int           `json:"max_values,omitempty"`
	Types       []int          `json:"channel_types,omitempty"`
	Defaults    []DefaultValue `json:"default_values,omitempty"`

	MinLength *int   `json:"min_length,omitempty"`
	MaxLength *int   `json:"max_length,omitempty"`
	Required  *bool  `json:"required,omitempty"`
	Value     string `json:"value,omitempty"`
	Content   string `json:"content,omitempty"` // of a text display

	Components []Component `json:"components,omitempty"` // of a row
	Component  *Component  `json:"component,omitempty"`  // of a label
}

// Emoji stands on a button.
type Emoji struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
}

// SelectOption is one of a select's.
type SelectOption struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Emoji       *Emoji `json:"emoji,omitempty"`
	Default     bool   `json:"default,omitempty"`
}

// DefaultValue is what a select of users, roles or channels has chosen before.
type DefaultValue struct {
	ID   string `json:"id"`
	Type string `json:"type"`
}

// isSelect tells whether values are chosen from it.
func (c Component) isSelect() bool {
	return c.Type == selectComponent || c.Type >= userSelect && c.Type <= channelSelect
}

// text gives what can be read.
func (c Component) text() []string {
	switch {
	case c.Type == buttonComponent && c.Emoji != nil && c.Label == "":
		return []string{"[" + c.Emoji.Name + "]"}
	case c.Type == buttonComponent:
		return []string{"[" + c.Label + "]"}
	}
	out := []string{c.Content, c.Placeholder}
	if c.Type == labelComponent || c.Type == inputComponent {
		out = append(out, c.Label, c.Value)
	}
	for _, o := range c.Options {
		out = append(out, o.Label)
	}
	for _, sub := range c.parts() {
		out = append(out, sub.text()...)
	}
	return out
}

// parts are the components in it.
func (c Component) parts() []Component {
	if c.Component != nil {
		return append(c.Components[:len(c.Components):len(c.Components)], *c.Component)
	}
	return c.Components
}

// walk goes through components and those in them.
func walk(list []Component) iter.Seq[Component] {
	return func(yield func(Component) bool) {
		for _, c := range list {
			if !yield(c) {
				return
			}
			for sub := range walk(c.parts()) {
				if !yield(sub) {
					return
				}
			}
		}
	}
}
