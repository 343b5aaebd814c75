package message

import (
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// Discord's limits, from its documentation of messages, embeds and components.
// Lengths are in characters; see Count.
const (
	maxContent     = 2000
	maxEmbeds      = 10
	maxTitle       = 256
	maxDescription = 4096
	maxFields      = 25
	maxFieldName   = 256
	maxFieldValue  = 1024
	maxFooter      = 2048
	maxAuthor      = 256
	maxEmbedded    = 6000 // over all embeds of a message
	maxRows        = 5
	maxInRow       = 5
	maxCustomID    = 100
	maxLabel       = 80
	maxOptions     = 25
	maxOptionText  = 100
	maxPlaceholder = 150
	maxFiles       = 10
	maxURL         = 2048
)

// Check tells which of Discord's limits the message breaks, nil where none:
// counted in characters as Discord counts them, over all embeds together too,
// rows, components in a row, custom IDs (length, each once).
func (m Message) Check() error {
	c := checker{ids: map[string]bool{}}
	c.most("content", Count(m.Content), maxContent)
	c.most("files", len(m.Files)+len(m.Pictures), maxFiles)
	for _, p := range m.Pictures {
		c.needs("picture's name", p.Name)
		c.most("alternative text", Count(p.alt()), maxAlt)
	}
	c.embeds(m.Embeds)
	c.rows(m.Components)
	if strings.TrimSpace(m.Content) == "" && len(m.Embeds) == 0 && len(m.Components) == 0 && len(m.Files)+len(m.Pictures) == 0 {
		c.fail("there is nothing to show")
	}
	return c.err
}

// checker remembers the first limit that was broken.
type checker struct {
	ids map[string]bool
	err error
}

func (c *checker) fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf("a message that Discord would refuse: "+format, args...)
	}
}

func (c *checker) most(what string, n, limit int) {
	if n > limit {
		c.fail("%s: %d, at most %d are allowed", what, n, limit)
	}
}

// needs fails where a text that must be there is blank.
func (c *checker) needs(what, text string) {
	if strings.TrimSpace(text) == "" {
		c.fail("%s is empty", what)
	}
}

func (c *checker) embeds(all []*discordgo.MessageEmbed) {
	c.most("embeds", len(all), maxEmbeds)
	total := 0
	for i, e := range all {
		if e == nil {
			c.fail("embed %d is missing", i)
			continue
		}
		total += c.embed(fmt.Sprintf("embed %d: ", i), e)
	}
	c.most("characters in all embeds", total, maxEmbedded)
}

// embed gives the embed's characters, as they count for all embeds together.
func (c *checker) embed(at string, e *discordgo.MessageEmbed) int {
	total := 0
	size := func(what, text string, limit int) {
		c.most(at+what, Count(text), limit)
		total += Count(text)
	}
	size("title", e.Title, maxTitle)
	size("description", e.Description, maxDescription)
	if e.Footer != nil {
		size("footer", e.Footer.Text, maxFooter)
	}
	if e.Author != nil {
		c.needs(at+"author", e.Author.Name)
		size("author", e.Author.Name, maxAuthor)
	}
	c.most(at+"fields", len(e.Fields), maxFields)
	for _, f := range e.Fields {
		if f == nil {
			c.fail("%sa field is missing", at)
			continue
		}
		c.needs(at+"field's name", f.Name)
		c.needs(at+"field's value", f.Value)
		size("field's name", f.Name, maxFieldName)
		size("field's value", f.Value, maxFieldValue)
	}
	c.most(at+"address", Count(e.URL), maxURL)
	if strings.TrimSpace(e.Title+e.Description) == "" && len(e.Fields) == 0 && e.Author == nil && e.Image == nil && e.Footer == nil {
		c.fail("%snothing in it", at)
	}
	return total
}

func (c *checker) rows(rows []discordgo.MessageComponent) {
	c.most("rows of components", len(rows), maxRows)
	for i, r := range rows {
		row, ok := pointedTo(r).(discordgo.ActionsRow)
		if !ok {
			c.fail("row %d is a %T", i, r)
			continue
		}
		c.row(fmt.Sprintf("row %d: ", i), row.Components)
	}
}

func (c *checker) row(at string, all []discordgo.MessageComponent) {
	if len(all) == 0 {
		c.fail("%snothing in it", at)
	}
	c.most(at+"components", len(all), maxInRow)
	for _, one := range all {
		switch one := pointedTo(one).(type) {
		case discordgo.Button:
			c.button(at, one)
		case discordgo.SelectMenu:
			c.menu(at, one, len(all))
		default:
			c.fail("%sa %T", at, one)
		}
	}
}

// pointedTo gives the component itself where there is a pointer to one.
func pointedTo(one discordgo.MessageComponent) discordgo.MessageComponent {
	switch p := one.(type) {
	case *discordgo.Button:
		if p != nil {
			return *p
		}
	case *discordgo.SelectMenu:
		if p != nil {
			return *p
		}
	case *discordgo.ActionsRow:
		if p != nil {
			return *p
		}
	}
	return one
}

func (c *checker) button(at string, b discordgo.Button) {
	c.most(at+"button's label", Count(b.Label), maxLabel)
	if b.Emoji == nil {
		c.needs(at+"button's label", b.Label)
	}
	if b.Style != discordgo.LinkButton {
		c.id(at, b.CustomID)
		return
	}
	c.needs(at+"button's address", b.URL)
	c.most(at+"button's address", Count(b.URL), 512)
	if b.CustomID != "" {
		c.fail("%sa link with a custom_id", at)
	}
}

func (c *checker) menu(at string, m discordgo.SelectMenu, inRow int) {
	c.id(at, m.CustomID)
	c.most(at+"components beside a menu", inRow-1, 0)
	c.most(at+"placeholder", Count(m.Placeholder), maxPlaceholder)
	c.most(at+"options", len(m.Options), maxOptions)
	if (m.MenuType == 0 || m.MenuType == discordgo.StringSelectMenu) && len(m.Options) == 0 {
		c.fail("%sa menu without options", at)
	}
	values := map[string]bool{}
	for _, o := range m.Options {
		c.needs(at+"option's label", o.Label)
		c.needs(at+"option's value", o.Value)
		c.most(at+"option's label", Count(o.Label), maxOptionText)
		c.most(at+"option's value", Count(o.Value), maxOptionText)
		c.most(at+"option's description", Count(o.Description), maxOptionText)
		if values[o.Value] {
			c.fail("%stwo options with one value", at)
		}
		values[o.Value] = true
	}
}

func (c *checker) id(at, id string) {
	c.needs(at+"custom_id", id)
	c.most(at+"custom_id", Count(id), maxCustomID)
	if c.ids[id] {
		c.fail("%scustom_id %q stands twice", at, id)
	}
	c.ids[id] = true
}
