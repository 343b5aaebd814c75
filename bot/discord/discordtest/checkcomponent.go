package discordtest

import (
	"net/url"
	"strconv"
)

func itoa(n int) string { return strconv.Itoa(n) }

// components checks a message's components: rows of buttons or of one select.
func (f *form) components(path string, rows []Component) {
	if len(rows) > 5 {
		f.add(path, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
	}
	seen := map[string]bool{}
	for i, row := range rows {
		here := at(path, i)
		if row.Type != rowComponent {
			f.add(here+".type", "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (1,).")
			continue
		}
		f.row(here+".components", row.Components)
		for j, c := range row.Components {
			f.unique(at(here+".components", j), c.CustomID, seen)
		}
	}
}

// unique checks that no other component has the custom ID.
func (f *form) unique(path, id string, seen map[string]bool) {
	if id == "" {
		return
	}
	if seen[id] {
		f.add(path+".custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
	}
	seen[id] = true
}

// row checks what stands in a row.
func (f *form) row(path string, list []Component) {
	if len(list) == 0 || len(list) > 5 {
		f.add(path, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
	}
	for i, c := range list {
		here := at(path, i)
		switch {
		case c.Type == buttonComponent:
			f.button(here, c)
		case c.isSelect():
			if len(list) > 1 {
				f.add(path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")
			}
			f.selection(here, c)
		default:
			f.add(here+".type", "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (2, 3, 5, 6, 7, 8).")
		}
	}
}

// button checks a button.
func (f *form) button(path string, c Component) {
	f.within(path+".label", c.Label, 0, 80)
	if c.Label == "" && c.Emoji == nil {
		f.add(path, "BUTTON_COMPONENT_INVALID_LABEL_EMOJI", "A button must have a label, an emoji, or both")
	}
	switch {
	case c.Style < 1 || c.Style >= premiumStyle:
		f.add(path+".style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5).")
	case c.Style == linkStyle && c.CustomID != "":
		f.add(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be specified")
	case c.Style == linkStyle:
		f.link(path+".url", c.URL)
	case c.URL != "":
		f.add(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be specified")
	default:
		f.customID(path, c.CustomID)
	}
}

// link checks the address of a button.
func (f *form) link(path, address string) {
	f.within(path, address, 1, 512)
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "discord" || u.Host == "" {
		f.add(path, "URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('http', 'https', 'discord').")
	}
}

func (f *form) customID(path, id string) { f.within(path+".custom_id", id, 1, 100) }

// selection checks a select.
func (f *form) selection(path string, c Component) {
	f.customID(path, c.CustomID)
	f.within(path+".placeholder", c.Placeholder, 0, 150)
	least, most := c.bounds()
	if least < 0 || least > 25 || most < 1 || most > 25 || least > most {
		f.add(path, "BASE_TYPE_BAD_VALUE", "min_values and max_values must lie within 25, in order")
	}
	if len(c.Defaults) > 0 && (c.Type == selectComponent || len(c.Defaults) > most || len(c.Defaults) < least) {
		f.add(path+".default_values", "SELECT_COMPONENT_DEFAULT_VALUES", "The number of default values must be within min_values and max_values")
	}
	if c.Type == selectComponent {
		f.options(path+".options", c, most)
	} else if len(c.Options) > 0 {
		f.add(path+".options", "UNKNOWN_FIELD", "this kind of select has no options")
	}
}

// bounds are how many values may be chosen.
func (c Component) bounds() (least, most int) {
	least, most = 1, 1
	if c.MinValues != nil {
		least = *c.MinValues
	}
	if c.MaxValues != nil {
		most = *c.MaxValues
	}
	return least, most
}

// options checks the options of a select.
func (f *form) options(path string, c Component, most int) {
	if len(c.Options) == 0 || len(c.Options) > 25 {
		f.add(path, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 25 in length.")
	}
	seen, chosen := map[string]bool{}, 0
	for i, o := range c.Options {
		here := at(path, i)
		f.within(here+".label", o.Label, 1, 100)
		f.within(here+".value", o.Value, 1, 100)
		f.within(here+".description", o.Description, 0, 100)
		if seen[o.Value] {
			f.add(here+".value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
		}
		seen[o.Value] = true
		if o.Default {
			chosen++
		}
	}
	if most > len(c.Options) {
		f.add(path, "SELECT_COMPONENT_MAX_VALUES", "max_values must not be more than there are options")
	}
	if chosen > most {
		f.add(path, "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "Too many default values")
	}
}
