package discordtest

// Modal is a form that a person was shown. [User.Submit] sends it.
type Modal struct {
	Title    string
	CustomID string
	Inputs   []Component // text inputs and, in forms with labels, selects

	parts []Component // rows and labels as they came
	from  *Interaction
}

// modal checks a form.
func (f *form) modal(m *Modal) {
	f.within("data.title", m.Title, 1, 45)
	f.customID("data", m.CustomID)
	if len(m.parts) == 0 || len(m.parts) > 5 {
		f.add("data.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
	}
	seen := map[string]bool{}
	for i, part := range m.parts {
		f.part(at("data.components", i), part, m, seen)
	}
}

// part checks a row with its input, or a label with its component.
func (f *form) part(path string, part Component, m *Modal, seen map[string]bool) {
	switch {
	case part.Type == rowComponent && len(part.Components) == 1 && part.Components[0].Type == inputComponent:
		in := part.Components[0]
		f.within(path+".components.0.label", in.Label, 1, 45)
		f.input(path+".components.0", in)
		f.unique(path+".components.0", in.CustomID, seen)
		m.Inputs = append(m.Inputs, in)
	case part.Type == labelComponent && part.Component != nil:
		in := *part.Component
		f.within(path+".label", part.Label, 1, 45)
		f.within(path+".description", part.Description, 0, 100)
		if in.Type == inputComponent {
			f.input(path+".component", in)
		} else if in.isSelect() {
			f.selection(path+".component", in)
		} else {
			f.add(path+".component.type", "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (3, 4, 5, 6, 7, 8).")
		}
		f.unique(path+".component", in.CustomID, seen)
		in.Label = part.Label
		m.Inputs = append(m.Inputs, in)
	case part.Type == textDisplayComponent:
		f.within(path+".content", part.Content, 1, 4000)
	default:
		f.add(path, "UNION_TYPE_CHOICES", "a form has rows with one text input each, or labels")
	}
}

// input checks a text input.
func (f *form) input(path string, in Component) {
	f.customID(path, in.CustomID)
	f.within(path+".placeholder", in.Placeholder, 0, 100)
	if in.Style != 1 && in.Style != 2 {
		f.add(path+".style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2).")
	}
	least, most := in.lengths()
	if least < 0 || least > 4000 || most < 1 || most > 4000 || least > most {
		f.add(path, "BASE_TYPE_BAD_VALUE", "min_length and max_length must lie within 4000, in order")
	}
	if in.Value != "" {
		f.within(path+".value", in.Value, 0, most)
	}
}

// lengths are how long an input's text may be.
func (c Component) lengths() (least, most int) {
	most = 4000
	if c.MinLength != nil {
		least = *c.MinLength
	}
	if c.MaxLength != nil {
		most = *c.MaxLength
	}
	return least, most
}

// required tells whether a form cannot be sent without it.
func (c Component) required() bool { return c.Required == nil || *c.Required }
