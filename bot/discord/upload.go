package discord

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
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

// longestAddress is how many characters an address may have.
const longestAddress = 1000

// libraryAdd is /library add.
func (c *call) libraryAdd(ctx context.Context) error {
	att, address := c.attachment("file"), strings.TrimSpace(c.option("address"))
	switch {
	case att == nil && address == "":
		return tell("Attach a file, or give the address of a document.")
	case att != nil && address != "":
		return tell("Attach a file or give an address, not both.")
	case att != nil && att.Size > mostUpload:
		return tell("The file has %d MB; %d MB are taken at most.", att.Size>>20+1, mostUpload>>20)
	case att == nil && c.b.Page == nil:
		return tell("This bot takes documents as files alone. Save the page and attach it.")
	}
	if err := c.wait(ctx, true); err != nil {
		return err
	}
	f, err := c.brought(ctx, att, address)
	if err != nil {
		return err
	}
	m, err := c.b.preview(f)
	if err != nil {
		return err
	}
	if !c.b.uploads.add(&f) {
		return tell("Too many documents are waiting to be added. Try again in a few minutes.")
	}
	return c.edit(ctx, m)
}

// brought gets the document, from Discord or from its address.
func (c *call) brought(ctx context.Context, att *discordgo.MessageAttachment, address string) (upload, error) {
	f := upload{ref: newID(), guild: c.GuildID, who: c.who}
	if att != nil {
		data, err := c.b.client.Fetch(ctx, att.URL, mostUpload)
		if err != nil {
			c.log.Warn("an attachment could not be fetched", "error", err)
			return f, tell("The file could not be fetched from Discord. Try again; it may have at most %d MB.", mostUpload>>20)
		}
		f.name, f.data = att.Filename, data
	} else {
		within, cancel := c.whileTold(ctx)
		defer cancel()
		page, err := c.b.Page(within, address, mostUpload)
		if err != nil {
			c.log.Warn("a document could not be fetched", "error", err)
			var r *library.RejectedError
			if errors.As(err, &r) {
				return f, told("What is at that address " + message.Escape(r.Reason) + ". What to do: " + message.Escape(r.Fix) + ".")
			}
			return f, tell("The document could not be fetched. Try again later, or save it and attach the file.")
		}
		f.name, f.data, f.meta.URL = page.Name, page.Data, page.URL
	}
	f.came = time.Now()
	return f, nil
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
	title := "Add this statement?"
	if n := len(found.All); n > 1 {
		title = fmt.Sprintf("Add these %d statements? Here is the first.", n)
	}
	m := message.Card(title, b.metaFacts(st), note)
	m.Ephemeral = true
	m.Components = []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.Button{Label: "Add", Style: discordgo.SuccessButton, CustomID: message.ID{Do: "upload", Ref: f.ref}.String()},
		discordgo.Button{Label: "Correct who and when", Style: discordgo.PrimaryButton, CustomID: message.ID{Do: "fix", Ref: f.ref, Arg: "who"}.String()},
		discordgo.Button{Label: "Correct title and source", Style: discordgo.SecondaryButton, CustomID: message.ID{Do: "fix", Ref: f.ref, Arg: "what"}.String()},
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
	text := "The document is not taken: " + message.Escape(r.Reason) + "."
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
	within, cancel := c.whileTold(ctx)
	defer cancel()
	added, err := c.b.Library.Add(within, c.GuildID, f.name, f.data, f.meta)
	if err != nil && !errors.Is(err, retrieval.ErrNotSaved) {
		return c.notAdded(ctx, f, err)
	}
	if err != nil {
		c.log.Error("the index could not be saved", "error", err)
	}
	name := message.Escape(f.name)
	if st := c.b.Library.Index().StatementOf(added, retrieval.Filter{Scope: c.GuildID}); st != nil {
		name = message.Escape(message.Cut(c.b.documentName(st), 200))
	}
	c.audit(ctx, "library add", name)
	return c.edit(ctx, c.b.plain("Added: "+name+". This server's answers draw on it from now on."))
}

// whileTold bounds work by the time in which the person can be told how it ended.
func (c *call) whileTold(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithDeadline(ctx, c.at.Add(c.b.TokenLife-c.b.TokenLife/20))
}

// notAdded tells why a document was not added, and holds it again, so that it
// can be corrected, or added once what stood in the way is over.
func (c *call) notAdded(ctx context.Context, f upload, err error) error {
	text := c.b.apology(c.id)
	switch {
	case isRejected(err):
		text = rejected(err).Error()
	case errors.Is(err, context.DeadlineExceeded):
		text = "The library was busy with something else for too long."
	default:
		c.log.Error("a document could not be added", "error", err)
	}
	text += " Nothing was added."
	f.came = time.Now()
	m, previewed := c.b.preview(f)
	if previewed != nil || !c.b.uploads.add(&f) {
		return c.edit(ctx, c.b.plain(text))
	}
	m.Content = message.Cut(text, 1900)
	return c.edit(ctx, m)
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
	var all []string
	for _, one := range c.b.Library.Of(c.GuildID, st.ID) {
		all = append(all, one.ID)
	}
	citing, err := c.b.State.Citing(all)
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
	if len(all) > 1 {
		note += fmt.Sprintf(" With it go the other statements of its document, %d in all.", len(all))
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
	within, cancel := c.whileTold(ctx)
	defer cancel()
	switch err := c.b.Library.Remove(within, c.GuildID, st.ID); {
	case errors.Is(err, context.DeadlineExceeded):
		return c.edit(ctx, c.b.plain("The library was busy with something else for too long. Nothing was removed; use /library remove again."))
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
