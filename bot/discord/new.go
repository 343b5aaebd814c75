package discord

import (
	"context"
	"errors"
	"strings"
	"time"

	"verbatim/bot/discord/message"
	"verbatim/bot/library"
	"verbatim/retrieval"
)

// arrived is what /new lists, as its page buttons keep it.
type arrived struct {
	since  time.Time
	states []string
	topic  string
}

// daysBack is how far /new looks back where no day is given.
const daysBack = 7

// newest is /new.
func (c *call) newest(ctx context.Context) error {
	if err := c.mayAsk(); err != nil {
		return err
	}
	f, err := c.filters()
	if err != nil {
		return err
	}
	a := arrived{since: f.since, states: f.states, topic: clean(c.option("topic"))}
	now := c.b.now().UTC()
	if a.since.IsZero() {
		a.since = now.Truncate(24*time.Hour).AddDate(0, 0, -daysBack)
	}
	if a.since.After(now.Add(library.AheadOfUTC)) {
		return tell("%s is a day to come: nothing can have come since.", day(a.since))
	}
	if err := c.admit(); err != nil {
		return err
	}
	m, err := c.arrivals(a, 0)
	if err != nil {
		return err
	}
	m.Ephemeral = true
	return c.reply(ctx, m)
}

// newestPage turns its page.
func (c *call) newestPage(ctx context.Context, id message.ID) error {
	parts := strings.SplitN(id.Ref, "~", 3)
	if len(parts) != 3 {
		return tell("This list belongs to another version of the bot. Use /new again.")
	}
	since, err := time.Parse(time.DateOnly, parts[0])
	if err != nil {
		return tell("This list belongs to another version of the bot. Use /new again.")
	}
	a := arrived{since: since, topic: parts[2]}
	if parts[1] != "" {
		a.states = strings.Split(parts[1], ",")
	}
	page, _ := id.Page()
	m, err := c.arrivals(a, page)
	if err != nil {
		return err
	}
	return c.update(ctx, m)
}

// arrivals makes a page of what came since a day, newest first, by day.
func (c *call) arrivals(a arrived, page int) (message.Message, error) {
	id := message.ID{Do: "npage", Ref: strings.Join([]string{a.since.Format(time.DateOnly), strings.Join(a.states, ","), a.topic}, "~")}
	came, _, err := c.b.Library.Arrivals(retrieval.Filter{AnyVoice: a.states, Scope: c.GuildID}, a.since, a.topic)
	if errors.Is(err, library.ErrNoWords) {
		return message.Message{}, tell("There are no words to look for in that topic.")
	}
	if err != nil {
		return message.Message{}, err
	}
	title := counted(len(came), "statement") + " came since " + day(a.since)
	if filter := c.b.inWords(filters{states: a.states}); filter != "" {
		title += ": " + filter
	}
	if a.topic != "" {
		title += ", with the words “" + a.topic + "”"
	}
	if len(came) == 0 {
		return c.b.plain(message.Escape(title) + "."), nil
	}
	var lines []string
	for _, one := range came {
		lines = append(lines, c.b.make.Arrived(one.Statement, day(one.At), comingWords(one), counted(one.Passages, "passage")))
	}
	m, pages := message.List(title, lines, page, id)
	if _, ok := message.ParseID(id.At(pages).String()); pages > 1 && !ok {
		return message.Message{}, tell("That is more than /new can page through: name fewer States, or a shorter topic.")
	}
	return m, nil
}

// comingWords tells how a statement came.
func comingWords(a library.Arrival) string {
	switch a.How {
	case library.CameVersion:
		return "new version of a page"
	case library.CameFile:
		return "a file, by when it was last written"
	}
	return "fetched"
}
