package discord

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/message"
	"verbatim/bot/library"
	"verbatim/retrieval/corpus"
)

// formField is a field of the forms that correct what was found.
type formField struct {
	name, label, hint string
	found             func(*corpus.Statement, *Bot) string
	set               func(*library.Meta, string)
}

// forms are all there are; a form has five fields at most.
func forms() map[string][]formField {
	return map[string][]formField{
		"who": {
			{"by", "Delegation", "A State, group or body: France, FR, EU, NAM", func(s *corpus.Statement, b *Bot) string { return b.nameOf(s.By, s.Date) }, func(m *library.Meta, v string) { m.By = v }},
			{"on_behalf", "On behalf of (joint statements)", "Groups and States, with commas", behalfOf, func(m *library.Meta, v string) { m.OnBehalf = list(v) }},
			{"speaker", "Speaker", "As printed", func(s *corpus.Statement, _ *Bot) string { return s.Speaker }, func(m *library.Meta, v string) { m.Speaker = v }},
			{"office", "Office of the speaker", "As printed: Permanent Representative", func(s *corpus.Statement, _ *Bot) string { return s.Office }, func(m *library.Meta, v string) { m.Office = v }},
			{"date", "Date", "2021-06-23", isoDay, func(m *library.Meta, v string) { m.Date = v }},
		},
		"where": {
			{"process", "Process", "oewg-2021-2025", func(s *corpus.Statement, _ *Bot) string { return s.Process }, func(m *library.Meta, v string) { m.Process = v }},
			{"session", "Session", "third substantive session", func(s *corpus.Statement, _ *Bot) string { return s.Session }, func(m *library.Meta, v string) { m.Session = v }},
			{"venue", "Venue", "As printed", func(s *corpus.Statement, _ *Bot) string { return s.Venue }, func(m *library.Meta, v string) { m.Venue = v }},
		},
		"what": {
			{"title", "Title", "As printed", func(s *corpus.Statement, _ *Bot) string { return s.Title }, func(m *library.Meta, v string) { m.Title = v }},
			{"url", "Address of the source", "https://…", func(s *corpus.Statement, _ *Bot) string { return s.URL }, func(m *library.Meta, v string) { m.URL = v }},
			{"language", "Language", "en, fr, es, ru, zh, ar", func(s *corpus.Statement, _ *Bot) string { return s.Language }, func(m *library.Meta, v string) { m.Language = v }},
		},
	}
}

func behalfOf(s *corpus.Statement, b *Bot) string {
	var out []string
	for _, code := range s.OnBehalf {
		out = append(out, b.nameOf(code, s.Date))
	}
	return strings.Join(out, ", ")
}

func isoDay(s *corpus.Statement, _ *Bot) string {
	if s.Date.IsZero() {
		return ""
	}
	return s.Date.Format(time.DateOnly)
}

func (b *Bot) nameOf(code string, at time.Time) string {
	if code == "" {
		return ""
	}
	return b.States.Name(code, at)
}

func list(v string) []string {
	var out []string
	for s := range strings.SplitSeq(v, ",") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// uploadFix opens a form with what was found.
func (c *call) uploadFix(ctx context.Context, id message.ID) error {
	f, err := c.heldUpload(id.Ref)
	if err != nil {
		return err
	}
	found, err := c.b.Library.Preview(f.name, f.data, f.meta)
	if err != nil {
		return rejected(err)
	}
	var fields []discordgo.TextInput
	for _, ff := range forms()[id.Arg] {
		fields = append(fields, discordgo.TextInput{
			CustomID: ff.name, Label: ff.label, Placeholder: ff.hint, Style: discordgo.TextInputShort, MaxLength: longestField,
			Value: ff.shows(found.Statement, c.b),
		})
	}
	if len(fields) == 0 {
		return errUploadGone
	}
	return c.respond(ctx, answerModal, modal(message.ID{Do: "fix", Ref: id.Ref, Arg: id.Arg}, "What is known of the statement", fields...))
}

// uploadFixed takes the form: only what was changed is kept, since what was
// found stands otherwise. An emptied field says that what was found is not right.
func (c *call) uploadFixed(ctx context.Context, id message.ID) error {
	f, err := c.heldUpload(id.Ref)
	if err != nil {
		return err
	}
	found, err := c.b.Library.Preview(f.name, f.data, f.meta)
	if err != nil {
		return rejected(err)
	}
	next := f
	next.meta = c.corrected(f.meta, found.Statement, forms()[id.Arg])
	m, err := c.b.preview(next)
	if err != nil {
		return err
	}
	c.b.uploads.change(id.Ref, func(m *library.Meta) { *m = next.meta })
	return c.update(ctx, m)
}

// corrected gives what is said of a document once a form is taken.
func (c *call) corrected(meta library.Meta, found *corpus.Statement, form []formField) library.Meta {
	changed := map[string]bool{}
	for _, ff := range form {
		was, now := ff.shows(found, c.b), clean(c.field(ff.name))
		if changed[ff.name] = now != was; !changed[ff.name] {
			// An office belongs to a speaker: it stands beside another one only if that is said.
			if ff.name != "office" || !changed["speaker"] {
				continue
			}
		}
		ff.set(&meta, now)
		meta.Clear = slices.DeleteFunc(slices.Clone(meta.Clear), func(key string) bool { return key == ff.name })
		if now == "" {
			meta.Clear = append(meta.Clear, ff.name)
		}
	}
	return meta
}

// shows is what stands in the field when the form opens.
func (ff formField) shows(found *corpus.Statement, b *Bot) string {
	return message.Cut(clean(ff.found(found, b)), longestField)
}
