package docx

// style is what matters of a paragraph's or a run's style.
type style struct {
	name   string // "Title", "heading 1"
	based  string
	num    string // of its numbering; "" where it has none
	level  int
	levels bool // level is said
	hidden bool
	quote  bool // it is a style for quotations
	italic tri
	indent indent
}

// readStyles reads styles.xml, and fills in what styles have from those that
// they are based on.
func readStyles(data []byte) (map[string]style, error) {
	out := map[string]style{}
	var now style
	id := ""
	err := walk(data, func(e element) {
		switch e.name {
		case "style":
			now, id = style{}, e.attr("styleId")
		case "name":
			now.name = e.attr("val")
			now.quote = quoteStyle.MatchString(now.name)
		case "basedOn":
			now.based = e.attr("val")
		case "numId":
			now.num = e.attr("val")
		case "ilvl":
			now.level, now.levels = number(e.attr("val"), 0, levels-1), true
		case "vanish":
			now.hidden = e.on()
		case "i":
			now.italic = said(e.on())
		case "ind":
			now.indent.set(e)
		}
	}, func(name string) {
		if name == "style" && id != "" {
			out[id] = now
		}
	}, nil)
	if err != nil {
		return nil, err
	}
	for id, s := range out {
		out[id] = inherited(out, s)
	}
	return out, nil
}

func inherited(all map[string]style, s style) style {
	up := s.based
	for range 20 { // a ring of styles ends here
		base, ok := all[up]
		if !ok {
			break
		}
		if s.num == "" {
			s.num = base.num
		}
		if !s.levels && base.levels {
			s.level, s.levels = base.level, true
		}
		s.hidden, s.quote = s.hidden || base.hidden, s.quote || base.quote
		s.indent = s.indent.over(base.indent)
		if s.italic == unsaid {
			s.italic = base.italic
		}
		up = base.based
	}
	return s
}
