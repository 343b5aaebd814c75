package discord

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"verbatim/bot/discord/message"
	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// listed is what /sources lists: its filters, as its page buttons keep them.
type listed struct {
	filters
	session string // hash of it
}

// sources is /sources.
func (c *call) sources(ctx context.Context) error {
	if err := c.mayAsk(); err != nil {
		return err
	}
	f, err := c.filters()
	if err != nil {
		return err
	}
	if err := c.admit(); err != nil {
		return err
	}
	l := listed{filters: f}
	if session := c.option("session"); session != "" {
		l.session = sessionKey(session)
		if !slices.ContainsFunc(c.held(l), func(*corpus.Statement) bool { return true }) {
			return tell("No statement is held of the session %s%s. Choose one of the list that appears while you type.", quoted(session), with(message.Escape(c.b.inWords(f))))
		}
	}
	m, err := c.listing(l, 0)
	if err != nil {
		return err
	}
	m.Ephemeral = true
	return c.reply(ctx, m)
}

func with(filter string) string {
	if filter == "" {
		return ""
	}
	return " (" + filter + ")"
}

// sourcesPage turns its page.
func (c *call) sourcesPage(ctx context.Context, id message.ID) error {
	parts := strings.Split(id.Ref, "~")
	if len(parts) != 3 {
		return tell("This list belongs to another version of the bot. Use /sources again.")
	}
	l := listed{session: parts[2]}
	if parts[0] != "" {
		l.states = strings.Split(parts[0], ",")
	}
	l.process = parts[1]
	page, _ := id.Page()
	m, err := c.listing(l, page)
	if err != nil {
		return err
	}
	return c.update(ctx, m)
}

// longestRef is what fits into the ID of a button beside the number of a page.
const longestRef = 80

// sessionName is a session as it is shown, and as an option gives it back.
func sessionName(session string) string { return clean(session) }

// sessionValue is what the option holds: the name or, for one that is longer
// than Discord takes, its key.
func sessionValue(name string) string {
	if message.Count(name) > longestChoice {
		return "#" + sessionKey(name)
	}
	return name
}

// sessionKey is how page buttons name a session, by its name or its value.
func sessionKey(name string) string {
	if key, ok := strings.CutPrefix(name, "#"); ok && len(key) == 8 {
		return key
	}
	return hash(clean(name))[:8]
}

func (c *call) listing(l listed, page int) (message.Message, error) {
	ref := strings.Join([]string{strings.Join(l.states, ","), l.process, l.session}, "~")
	if len(ref) > longestRef {
		return message.Message{}, tell("That is a longer list of States and groups than /sources can page through: name fewer.")
	}
	held := c.held(l)
	m, _ := c.b.make.Sources(message.Listing{
		Statements: held, Filter: c.b.inWords(l.filters), Ref: ref, Page: page, Elsewhere: c.b.elsewhere(l, held),
	})
	return m, nil
}

// elsewhere tells, where nothing is listed, which sources by the delegations asked
// for are known of.
func (b *Bot) elsewhere(l listed, held []*corpus.Statement) []string {
	if len(held) > 0 || b.Engine.Elsewhere == nil {
		return nil
	}
	var out []string
	for _, code := range l.states {
		if more := b.Engine.Elsewhere(code, b.States.Name(code, time.Time{}), nil); more != "" {
			out = append(out, more)
		}
	}
	return out
}

// held lists the statements that this server may see, newest first.
func (c *call) held(l listed) []*corpus.Statement {
	f := retrieval.Filter{AnyVoice: l.states, Scope: c.GuildID}
	if l.process != "" {
		f.Processes = []string{l.process}
	}
	out := heldUnder(c.b.Library.Index(), f)
	if l.session != "" {
		out = slices.DeleteFunc(out, func(st *corpus.Statement) bool {
			return st.Session == "" || sessionKey(sessionName(st.Session)) != l.session
		})
	}
	slices.SortStableFunc(out, func(a, b *corpus.Statement) int {
		return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// heldUnder lists the statements that pass a filter.
func heldUnder(x *retrieval.Index, f retrieval.Filter) []*corpus.Statement {
	if x == nil {
		return nil
	}
	return x.StatementsOf(f)
}

// source is /source.
func (c *call) source(ctx context.Context) error {
	if err := c.mayAsk(); err != nil {
		return err
	}
	if err := c.admit(); err != nil {
		return err
	}
	st, err := c.document(c.option("document"), retrieval.Filter{Scope: c.GuildID}, nil)
	if err != nil {
		return err
	}
	x := c.b.Library.Index()
	passages := len(x.Passages(retrieval.Filter{Scope: c.GuildID, Statements: []string{st.ID}}))
	m := c.b.make.Source(st, passages)
	m.Ephemeral = true
	return c.reply(ctx, m)
}

// document finds the statement that an option names: by the value that
// completion gave it, by its ID, or by words that fit one alone.
func (c *call) document(text string, f retrieval.Filter, only func(*corpus.Statement) bool) (*corpus.Statement, error) {
	var fit []*corpus.Statement
	for _, st := range heldUnder(c.b.Library.Index(), f) {
		switch {
		case only != nil && !only(st):
		case text == documentValue(st) || text == st.ID:
			return st, nil
		case fits(c.b.documentName(st), text):
			fit = append(fit, st)
		}
	}
	switch len(fit) {
	case 1:
		return fit[0], nil
	case 0:
		return nil, tell("No such statement is held. Choose one of the list that appears while you type, or look at /sources.")
	}
	return nil, tell("%d statements fit %s. Choose one of the list that appears while you type.", len(fit), quoted(text))
}

// documentValue is what a document's option holds: short, whatever its ID.
func documentValue(st *corpus.Statement) string { return "#" + hash(st.ID)[:16] }

// documentName is how a document appears in the list of an option.
func (b *Bot) documentName(st *corpus.Statement) string {
	date := "undated"
	if !st.Date.IsZero() {
		date = st.Date.Format("2006-01-02")
	}
	who := "delegation unknown"
	if st.By != "" {
		who = b.States.Name(st.By, st.Date)
	}
	return strings.Join(slices.DeleteFunc([]string{date, who, or(st.Title, st.Symbol)}, func(s string) bool { return s == "" }), " · ")
}
