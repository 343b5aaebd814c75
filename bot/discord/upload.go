package discord

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/message"
	"verbatim/bot/library"
	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// A document comes as an attachment, is read, and is shown as what it would
// become; the admin corrects that in forms, and adds it. Until then it is held
// in memory alone.
const (
	mostUpload   = 8 << 20 // bytes
	mostUploads  = 64      // held at the same time,
	mostOfServer = 4       // and of one server: the oldest gives way
	uploadsLive  = 15 * time.Minute
	longestField = 300
)

// upload is a document that is not added yet.
type upload struct {
	ref, guild, who, name string
	data                  []byte
	meta                  library.Meta
	came                  time.Time
}

// uploads holds them.
type uploads struct {
	mu  sync.Mutex
	all map[string]*upload
}

func newUploads() *uploads { return &uploads{all: map[string]*upload{}} }

// add holds a document, if there is room for one more.
func (u *uploads) add(f *upload) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	for ref, old := range u.all {
		if time.Since(old.came) > uploadsLive {
			delete(u.all, ref)
		}
	}
	u.makeRoom(f.guild)
	if len(u.all) >= mostUploads {
		return false
	}
	u.all[f.ref] = f
	return true
}

// makeRoom lets the oldest of a server go where it has too many. The lock is held.
func (u *uploads) makeRoom(guild string) {
	var oldest *upload
	n := 0
	for _, f := range u.all {
		if f.guild == guild {
			if n++; oldest == nil || f.came.Before(oldest.came) {
				oldest = f
			}
		}
	}
	if n >= mostOfServer {
		delete(u.all, oldest.ref)
	}
}

// get gives a copy of what is held.
func (u *uploads) get(ref, guild string) (upload, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	f, ok := u.all[ref]
	if !ok || f.guild != guild || time.Since(f.came) > uploadsLive {
		return upload{}, false
	}
	return *f, true
}

// take gives what is held and holds it no longer, so that it is added once.
func (u *uploads) take(ref, guild string) (upload, bool) {
	f, ok := u.get(ref, guild)
	if ok {
		u.mu.Lock()
		defer u.mu.Unlock()
		_, ok = u.all[ref]
		delete(u.all, ref)
	}
	return f, ok
}

func (u *uploads) change(ref string, change func(*library.Meta)) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if f, ok := u.all[ref]; ok {
		change(&f.meta)
	}
}

func (u *uploads) of(who string) (refs []string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for ref, f := range u.all {
		if f.who == who {
			refs = append(refs, ref)
		}
	}
	return refs
}

func (u *uploads) drop(ref string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.all, ref)
}

// libraryAdd is /library add.
func (c *call) libraryAdd(ctx context.Context) error {
	att := c.attachment("file")
	if att == nil {
		return tell("No file came with the command. Attach a text, Markdown, HTML, PDF or Word file.")
	}
	if att.Size > mostUpload {
		return tell("The file has %d MB; %d MB are taken at most.", att.Size>>20+1, mostUpload>>20)
	}
	if err := c.wait(ctx, true); err != nil {
		return err
	}
	data, err := c.b.client.Fetch(ctx, att.URL, mostUpload)
	if err != nil {
		c.log.Warn("an attachment could not be fetched", "error", err)
		return tell("The file could not be fetched from Discord. Try again; it may have at most %d MB.", mostUpload>>20)
	}
	f := &upload{ref: newID(), guild: c.GuildID, who: c.who, name: att.Filename, data: data, came: time.Now()}
	m, err := c.b.preview(*f)
	if err != nil {
		return err
	}
	if !c.b.uploads.add(f) {
		return tell("Too many documents are waiting to be added. Try again in a few minutes.")
	}
	return c.edit(ctx, m)
}

func (c *call) attachment(name string) *discordgo.MessageAttachment {
	data, ok := c.Data.(discordgo.ApplicationCommandInteractionData)
	if !ok || data.Resolved == nil {
		return nil
	}
	return data.Resolved.Attachments[c.option(name)]
}

// preview shows what a document would become.
func (b *Bot) preview(f upload) (message.Message, error) {
	found, err := b.Library.Preview(f.name, f.data, f.meta)
	if err != nil {
		return message.Message{}, rejected(err)
	}
	st := found.Statement
	note := "Correct what is wrong: what stands here is shown with every quotation. This server alone will see it, as a supplied copy."
	for _, w := range found.Warnings {
		note += "\n" + message.Escape(w)
	}
	m := message.Card("Add this statement?", b.metaFacts(st), note)
	m.Ephemeral = true
	m.Components = []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.Button{Label: "Add", Style: discordgo.SuccessButton, CustomID: message.ID{Do: "upload", Ref: f.ref}.String()},
		discordgo.Button{Label: "Correct who and when", Style: discordgo.PrimaryButton, CustomID: message.ID{Do: "fix", Ref: f.ref, Arg: "who"}.String()},
		discordgo.Button{Label: "Correct where", Style: discordgo.SecondaryButton, CustomID: message.ID{Do: "fix", Ref: f.ref, Arg: "where"}.String()},
		discordgo.Button{Label: "Cancel", Style: discordgo.SecondaryButton, CustomID: message.ID{Do: "drop", Ref: f.ref}.String()},
	}}}
	return m, nil
}

// rejected makes a refusal of the library's one for the person.
func rejected(err error) error {
	var r *library.RejectedError
	if !errors.As(err, &r) {
		return err
	}
	text := "The document is not taken: it " + message.Escape(r.Reason) + "."
	if r.Fix != "" {
		text += " What to do: " + message.Escape(r.Fix) + "."
	}
	return told(text)
}

// metaFacts tells what is known of a statement.
func (b *Bot) metaFacts(st *corpus.Statement) [][2]string {
	unknown := func(s string) string {
		if s == "" {
			return "not known"
		}
		return message.Escape(message.Cut(s, 250))
	}
	who := "not known: it will be quoted without a State"
	if st.By != "" {
		who = message.Escape(b.States.Name(st.By, st.Date))
	}
	facts := [][2]string{
		{"Title", unknown(st.Title)}, {"Delegation", who}, {"Speaker", unknown(strings.Trim(st.Speaker+", "+st.Office, ", "))}, {"Date", unknown(day(st.Date))},
		{"Process", unknown(processName(st.Process))}, {"Session", unknown(st.Session)}, {"Venue", unknown(st.Venue)}, {"Address", unknown(st.URL)},
	}
	if len(st.OnBehalf) > 0 {
		var names []string
		for _, code := range st.OnBehalf {
			names = append(names, b.States.Name(code, st.Date))
		}
		facts = slices.Insert(facts, 2, [2]string{"On behalf of", message.Escape(strings.Join(names, ", "))})
	}
	begins := strings.Join(strings.Fields(clipBytes(st.Text, 600)), " ")
	return append(facts, [2]string{"It begins", message.Escape(message.Cut(begins, 300))})
}

func clipBytes(s string, n int) string {
	if len(s) > n {
		s = strings.ToValidUTF8(s[:n], "")
	}
	return s
}

// heldUpload gives the document that a button is about.
func (c *call) heldUpload(ref string) (upload, error) {
	if err := c.mayAdminister(); err != nil {
		return upload{}, err
	}
	f, ok := c.b.uploads.get(ref, c.GuildID)
	if !ok || f.who != c.who {
		return upload{}, errUploadGone
	}
	return f, nil
}

var errUploadGone = tell("This document is not held any more: that is for %d minutes only. Use /library add again.", int(uploadsLive.Minutes()))

// formField is a field of the forms that correct what was found.
type formField struct {
	name, label, hint string
	found             func(*corpus.Statement, *Bot) string
	set               func(*library.Meta, string)
}

// forms are the two there are; a form has five fields at most.
var forms = map[string][]formField{
	"who": {
		{"title", "Title", "", func(s *corpus.Statement, _ *Bot) string { return s.Title }, func(m *library.Meta, v string) { m.Title = v }},
		{"by", "Delegation", "A State, group or body: France, FR, EU, NAM", func(s *corpus.Statement, b *Bot) string { return b.nameOf(s.By, s.Date) }, func(m *library.Meta, v string) { m.By = v }},
		{"on_behalf", "On behalf of (joint statements)", "Groups and States, with commas", func(s *corpus.Statement, b *Bot) string {
			var out []string
			for _, code := range s.OnBehalf {
				out = append(out, b.nameOf(code, s.Date))
			}
			return strings.Join(out, ", ")
		}, func(m *library.Meta, v string) { m.OnBehalf = list(v) }},
		{"speaker", "Speaker", "As printed", func(s *corpus.Statement, _ *Bot) string { return s.Speaker }, func(m *library.Meta, v string) { m.Speaker = v }},
		{"date", "Date", "2021-06-23", func(s *corpus.Statement, _ *Bot) string {
			if s.Date.IsZero() {
				return ""
			}
			return s.Date.Format(time.DateOnly)
		}, func(m *library.Meta, v string) { m.Date = v }},
	},
	"where": {
		{"process", "Process", "oewg-2021-2025", func(s *corpus.Statement, _ *Bot) string { return s.Process }, func(m *library.Meta, v string) { m.Process = v }},
		{"session", "Session", "third substantive session", func(s *corpus.Statement, _ *Bot) string { return s.Session }, func(m *library.Meta, v string) { m.Session = v }},
		{"venue", "Venue", "As printed", func(s *corpus.Statement, _ *Bot) string { return s.Venue }, func(m *library.Meta, v string) { m.Venue = v }},
		{"url", "Address of the source", "https://…", func(s *corpus.Statement, _ *Bot) string { return s.URL }, func(m *library.Meta, v string) { m.URL = v }},
		{"language", "Language", "en, fr, es, ru, zh, ar", func(s *corpus.Statement, _ *Bot) string { return s.Language }, func(m *library.Meta, v string) { m.Language = v }},
	},
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
	for _, ff := range forms[id.Arg] {
		fields = append(fields, discordgo.TextInput{
			CustomID: ff.name, Label: ff.label, Placeholder: ff.hint, Style: discordgo.TextInputShort, MaxLength: longestField,
			Value: clip(clean(ff.found(found.Statement, c.b)), longestField),
		})
	}
	if len(fields) == 0 {
		return errUploadGone
	}
	return c.respond(ctx, answerModal, modal(message.ID{Do: "fix", Ref: id.Ref, Arg: id.Arg}, "What is known of the statement", fields...))
}

// uploadFixed takes the form: only what was changed is kept, since what was
// found stands otherwise.
func (c *call) uploadFixed(ctx context.Context, id message.ID) error {
	f, err := c.heldUpload(id.Ref)
	if err != nil {
		return err
	}
	found, err := c.b.Library.Preview(f.name, f.data, f.meta)
	if err != nil {
		return rejected(err)
	}
	meta := f.meta
	for _, ff := range forms[id.Arg] {
		was := clip(clean(ff.found(found.Statement, c.b)), longestField)
		switch now := clean(c.field(ff.name)); {
		case now == was:
		case now == "":
			return tell("%s: what was found (%s) cannot be left out here. Write what is right; where it is not known, take it out of the file and add that.", ff.label, quoted(was))
		default:
			ff.set(&meta, now)
		}
	}
	next := f
	next.meta = meta
	m, err := c.b.preview(next)
	if err != nil {
		return err
	}
	c.b.uploads.change(id.Ref, func(m *library.Meta) { *m = meta })
	return c.update(ctx, m)
}

// uploadDrop forgets the document.
func (c *call) uploadDrop(ctx context.Context, id message.ID) error {
	if _, err := c.heldUpload(id.Ref); err != nil {
		return err
	}
	c.b.uploads.drop(id.Ref)
	return c.update(ctx, c.b.plain("Nothing was added."))
}

// uploadAdd adds the document.
func (c *call) uploadAdd(ctx context.Context, id message.ID) error {
	f, err := c.heldUpload(id.Ref)
	if err != nil {
		return err
	}
	if _, ok := c.b.uploads.take(f.ref, f.guild); !ok {
		return errUploadGone
	}
	if err := c.update(ctx, c.b.plain("It is being added and indexed…")); err != nil {
		c.b.uploads.add(&f)
		return err
	}
	added, err := c.b.Library.Add(ctx, c.GuildID, f.name, f.data, f.meta)
	switch {
	case err == nil || errors.Is(err, retrieval.ErrNotSaved):
		if err != nil {
			c.log.Error("the index could not be saved", "error", err)
		}
	case isRejected(err):
		c.b.uploads.add(&f) // it can be corrected
		return c.edit(ctx, c.b.plain(rejected(err).Error()))
	default:
		c.log.Error("a document could not be added", "error", err)
		return c.edit(ctx, c.b.plain(c.b.apology(c.id)+" Nothing was added."))
	}
	name := message.Escape(f.name)
	if st := c.b.Library.Index().StatementOf(added, retrieval.Filter{Scope: c.GuildID}); st != nil {
		name = message.Escape(message.Cut(c.b.documentName(st), 200))
	}
	c.audit(ctx, "library add", name)
	return c.edit(ctx, c.b.plain("Added: "+name+". This server's answers draw on it from now on."))
}

func isRejected(err error) bool {
	var r *library.RejectedError
	return errors.As(err, &r)
}

// own finds a document that this server added.
func (c *call) own(text string) (*corpus.Statement, error) {
	return c.document(text, retrieval.Filter{Scope: c.GuildID}, func(st *corpus.Statement) bool { return st.Scope == c.GuildID })
}

// libraryRemove is /library remove: it asks first.
func (c *call) libraryRemove(ctx context.Context) error {
	st, err := c.own(c.option("document"))
	if err != nil {
		return err
	}
	citing, err := c.b.State.Citing([]string{st.ID})
	if err != nil {
		return err
	}
	note := "It is deleted for good."
	if len(citing) > 0 {
		note = fmt.Sprintf("It is deleted for good, and %s that cites it is edited to say so.", counted(len(citing), "answer"))
		if len(citing) > 1 {
			note = fmt.Sprintf("It is deleted for good, and %d answers that cite it are edited to say so.", len(citing))
		}
	}
	m := message.Card("Remove this statement?", c.b.metaFacts(st), note)
	m.Ephemeral = true
	m.Components = []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.Button{Label: "Remove", Style: discordgo.DangerButton, CustomID: message.ID{Do: "remove", Ref: documentValue(st)}.String()},
		discordgo.Button{Label: "Keep", Style: discordgo.SecondaryButton, CustomID: message.ID{Do: "keep"}.String()},
	}}}
	return c.reply(ctx, m)
}

// removeConfirmed removes it.
func (c *call) removeConfirmed(ctx context.Context, id message.ID) error {
	if err := c.mayAdminister(); err != nil {
		return err
	}
	st, err := c.own(id.Ref)
	if err != nil {
		return err
	}
	name := message.Escape(message.Cut(c.b.documentName(st), 200))
	if err := c.update(ctx, c.b.plain("It is being removed…")); err != nil {
		return err
	}
	switch err := c.b.Library.Remove(ctx, c.GuildID, st.ID); {
	case errors.Is(err, library.ErrNotFound):
		return c.edit(ctx, c.b.plain("It is not there any more."))
	case err != nil && !errors.Is(err, retrieval.ErrNotSaved):
		c.log.Error("a document could not be removed", "error", err)
		return c.edit(ctx, c.b.plain(c.b.apology(c.id)))
	}
	c.audit(ctx, "library remove", name)
	return c.edit(ctx, c.b.plain("Removed: "+name+"."))
}

func (c *call) removeDropped(ctx context.Context, _ message.ID) error {
	return c.update(ctx, c.b.plain("Nothing was removed."))
}

// libraryFailed is /library failed.
func (c *call) libraryFailed(ctx context.Context) error {
	m := c.failedList(0)
	return c.reply(ctx, m)
}

func (c *call) failedPage(ctx context.Context, id message.ID) error {
	if err := c.mayAdminister(); err != nil {
		return err
	}
	page, _ := id.Page()
	return c.update(ctx, c.failedList(page))
}

func (c *call) failedList(page int) message.Message {
	var lines []string
	for _, f := range c.b.Library.Failed(c.GuildID, c.mayReindex()) {
		lines = append(lines, failureLine(f))
	}
	if len(lines) == 0 {
		return c.b.plain("Every document could be read.")
	}
	m, _ := message.List(counted(len(lines), "document")+" could not be read", lines, page, message.ID{Do: "lpage"})
	m.Ephemeral = true
	return m
}
