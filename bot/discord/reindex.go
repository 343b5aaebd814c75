package discord

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"verbatim/bot/discord/message"
	"verbatim/bot/library"
	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// jobs knows the reindexing that is under way.
type jobs struct {
	mu     sync.Mutex
	id     string
	guild  string
	cancel context.CancelFunc
}

func (j *jobs) begin(id, guild string, cancel context.CancelFunc) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.id != "" {
		return false
	}
	j.id, j.guild, j.cancel = id, guild, cancel
	return true
}

// end ends the reindexing of that ID, if it is under way.
func (j *jobs) end(id string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.id != id {
		return
	}
	j.id, j.guild, j.cancel = "", "", nil
}

// stop cancels the reindexing of that ID, if it is under way for that server.
func (j *jobs) stop(id, guild string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.id == "" || j.id != id || j.guild != guild {
		return false
	}
	j.cancel()
	return true
}

// mayReindex tells whether this server's admins may work on the shared library.
func (c *call) mayReindex() bool { return slices.Contains(c.b.ReindexGuilds, c.GuildID) }

// reindex is /reindex.
func (c *call) reindex(ctx context.Context) error {
	if !c.mayReindex() {
		return tell("Only servers that this bot's operator has listed may reindex the library, as all servers share it.")
	}
	full, _ := c.flag("full")
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if !c.b.jobs.begin(c.id, c.GuildID, cancel) {
		return tell("The library is being reindexed already.")
	}
	defer c.b.jobs.end(c.id)
	if err := c.wait(ctx, false); err != nil {
		return err
	}
	what := "reindex"
	if full {
		what = "reindex full"
	}
	c.audit(ctx, what, "began")
	return c.reindexed(ctx, what, full)
}

// reindexed does it, with a bar that moves, and shows what came of it.
func (c *call) reindexed(ctx context.Context, what string, full bool) error {
	r := &interactionReply{c: c}
	bar := &bar{c: c, r: r, ctx: ctx, title: "Reindexing the library"}
	bar.begin()
	report, err := func() (retrieval.Report, error) {
		defer bar.end()
		return c.b.Library.Reindex(ctx, full, bar.at)
	}()
	shown, stop := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	defer stop()
	var m message.Message
	switch {
	case err == nil || errors.Is(err, retrieval.ErrNotSaved):
		report = report.Of(retrieval.Filter{Scope: c.GuildID})
		m = c.b.reindexReport(report, c.b.Library.Failed(c.GuildID, true))
		if err != nil {
			c.log.Error("the index could not be saved", "error", err)
			m.Content = "The new index is in use, but it could not be saved and will be made again at the next start. The operator finds the reason in the log."
		}
		c.audit(shown, what, fmt.Sprintf("done: %d kept, %d added, %d deleted, %d failed", report.Kept, report.Added, report.Deleted, len(report.Failed)))
	case errors.Is(err, library.ErrBusy):
		m = message.Plain("The library is being worked on already, from the terminal or by another server. Try again when that is done.")
	case ctx.Err() != nil && !errors.Is(context.Cause(c.b.work), errStopping):
		m = message.Plain("Cancelled. The index is as it was before; what was embedded so far is kept and need not be done again.")
		c.audit(shown, what, "cancelled")
	default:
		c.log.Error("reindexing failed", "error", err)
		m = message.Plain(c.b.apology(c.id) + " The index is as it was before.")
		c.audit(shown, what, "failed")
	}
	c.b.jobs.end(c.id) // whoever reads that it is over may begin anew at once
	err = r.show(shown, m)
	if err == nil {
		c.note.end()
	}
	return err
}

// reindexReport tells what came of a reindexing.
func (b *Bot) reindexReport(r retrieval.Report, failed []corpus.Failure) message.Message {
	facts := [][2]string{
		{"Documents", documentsRead(r) + fmt.Sprintf(", %d failed", len(failed))},
		{"Passages", fmt.Sprintf("%d kept, %d added, %d deleted", r.Kept, r.Added, r.Deleted)},
		{"Time", fmt.Sprintf("%.1f seconds", r.Seconds)},
	}
	note := ""
	if len(failed) > 0 {
		for _, f := range failed[:min(len(failed), 5)] {
			note += failureLine(f) + "\n"
		}
		if more := len(failed) - 5; more > 0 {
			note += fmt.Sprintf("and %d more: /library failed lists all.", more)
		}
	}
	return message.Card("Reindexed", facts, note)
}

// documentsRead tells how many documents there are, and how many of them had to
// be read for that.
func documentsRead(r retrieval.Report) string {
	if r.Reused == 0 {
		return counted(r.Read, "document") + " read"
	}
	return fmt.Sprintf("%s: %d read, %d unchanged", counted(r.Read, "document"), r.Read-r.Reused, r.Reused)
}

// failureLine tells of a document that could not be read.
func failureLine(f corpus.Failure) string {
	line := "**" + message.Escape(message.Cut(f.Path, 100)) + "**: " + message.Escape(f.Reason)
	if f.Fix != "" {
		line += "; " + message.Escape(f.Fix)
	}
	return line
}

// cancelReindex is the button below the bar.
func (c *call) cancelReindex(ctx context.Context, id message.ID) error {
	if err := c.mayAdminister(); err != nil {
		return err
	}
	if !c.b.jobs.stop(id.Ref, c.GuildID) {
		return tell("This reindexing is not under way any more.")
	}
	c.audit(ctx, "reindex", "asked to cancel")
	return c.reply(ctx, c.b.plain("It is being cancelled."))
}

// bar shows how far a reindexing is, in edits that Discord's limits allow.
type bar struct {
	c     *call
	r     *interactionReply
	ctx   context.Context
	title string

	mu     sync.Mutex
	latest library.Progress
	stop   chan struct{}
	done   chan struct{}
}

func (b *bar) begin() {
	b.stop, b.done = make(chan struct{}), make(chan struct{})
	b.show()
	go func() {
		defer close(b.done)
		defer b.c.b.recovered(b.ctx, "a progress bar", nil)
		tick := time.NewTicker(b.c.b.BarEvery)
		defer tick.Stop()
		var last library.Progress
		for {
			select {
			case <-b.stop:
				return
			case <-tick.C:
			}
			b.mu.Lock()
			now := b.latest
			b.mu.Unlock()
			if now != last {
				last = now
				b.show()
			}
		}
	}()
}

// at takes how far it is; it never waits.
func (b *bar) at(p library.Progress) {
	b.mu.Lock()
	b.latest = p
	b.mu.Unlock()
}

func (b *bar) end() {
	close(b.stop)
	<-b.done
}

func (b *bar) show() {
	b.mu.Lock()
	p := b.latest
	b.mu.Unlock()
	m := message.Progress(b.title, p.Stage, p.Done, p.Total, p.Left, nil, message.ID{Do: "cancel", Ref: b.c.id})
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	defer cancel()
	if err := b.r.show(ctx, m); err != nil {
		b.c.log.Info("a progress bar could not be shown", "error", err)
		return
	}
	b.c.note.at(b.r.at())
}
