package discordtest

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"testing"
	"time"
)

// Kinds of interactions.
const (
	kindCommand   = 2
	kindComponent = 3
	kindComplete  = 4
	kindModal     = 5
)

// Interaction is a use of a command, a button, a select or a form, and what
// came of it.
type Interaction struct {
	s         *Server
	id, token string
	kind      int
	what      string // for messages: "/ask", "the button Add"
	user      *User
	channel   *Channel
	source    *stored   // the message of a component, and of a form that a component opened
	menu      bool      // a command of a message's menu
	created   time.Time // by the options' clock, for the token's age
	began     time.Time
	err       error // why the client did not send it

	answered  int // type of the callback; 0: none came
	took      time.Duration
	failed    bool
	original  *stored
	followups []*stored
	modal     *Modal
	choices   []Choice
}

// Choice is a completion that is offered.
type Choice struct {
	Name  string
	Value any // string or float64
}

// begin makes an interaction and sends it to the bot. The lock is held.
func (s *Server) begin(i *Interaction, data map[string]any) *Interaction {
	var b [48]byte
	_, _ = rand.Read(b[:])
	i.s, i.id, i.created, i.began = s, s.nextID(), s.opts.Now(), time.Now()
	i.token = base64.RawURLEncoding.EncodeToString(b[:])
	s.interactions[i.token] = i
	s.tokens = append(s.tokens, i.token)
	if s.opts.Keep > 0 && len(s.tokens) > s.opts.Keep {
		delete(s.interactions, s.tokens[0])
		s.tokens = s.tokens[1:]
	}
	s.after(s.opts.AckWithin, func() { i.failed = i.answered == 0 })
	s.dispatch(event{kind: "INTERACTION_CREATE", guild: i.channel.guildID(), data: fixed(i.payload(data))})
	return i
}

// payload is what the bot is told. The lock is held.
func (i *Interaction) payload(data map[string]any) map[string]any {
	s, c := i.s, i.channel
	out := map[string]any{
		"id": i.id, "application_id": s.app.ID, "type": i.kind, "token": i.token, "version": 1, "data": data,
		"channel_id": c.id, "channel": c.json(), "locale": "en-US", "entitlements": []any{}, "attachment_size_limit": largestFile,
		"app_permissions": decimal(c.permissionsOf(s.bot)),
	}
	if i.source != nil {
		out["message"] = i.source.view()
	}
	if c.guild == nil {
		out["user"], out["context"] = i.user.account(), 1
		out["authorizing_integration_owners"] = map[string]string{"0": "0"}
		return out
	}
	m := c.guild.members[i.user.id].withUser()
	m["permissions"] = decimal(c.permissionsOf(i.user))
	out["member"], out["context"], out["guild_id"], out["guild_locale"] = m, 0, c.guild.id, "en-US"
	out["guild"] = map[string]any{"id": c.guild.id, "locale": "en-US", "features": []string{}}
	out["authorizing_integration_owners"] = map[string]string{"0": c.guild.id}
	return out
}

// refused is an interaction that the client did not send.
func refused(s *Server, u *User, what, format string, args ...any) *Interaction {
	return &Interaction{s: s, user: u, what: what, err: fmt.Errorf("%s cannot use %s: %s", u.name, what, fmt.Sprintf(format, args...))}
}

// Err tells why the person could not do it at all; nil: the bot was told.
func (i *Interaction) Err() error { return i.err }

// errFailed is what the person sees when no acknowledgement came in time.
var errFailed = errors.New("interaction failed: the application did not respond in time")

// Failed tells whether the person saw "interaction failed".
func (i *Interaction) Failed() bool { return see(i.s, func() bool { return i.failed }) }

// wait waits for something about an interaction that does not fail.
func (i *Interaction) wait(timeout time.Duration, what string, done func() bool) error {
	if i.err != nil {
		return i.err
	}
	err := i.s.await(timeout, func() (bool, error) {
		if i.failed {
			return false, errFailed
		}
		return done(), nil
	})
	if err != nil {
		return fmt.Errorf("%s used %s and %s did not come: %w", i.user.name, i.what, what, err)
	}
	return nil
}

// WaitAck waits for the acknowledgement, and tells how long it took.
func (i *Interaction) WaitAck(timeout time.Duration) (time.Duration, error) {
	err := i.wait(timeout, "an acknowledgement", func() bool { return i.answered != 0 })
	return i.took, err
}

// Acked is WaitAck for tests.
func (i *Interaction) Acked(tb testing.TB) time.Duration {
	tb.Helper()
	took, err := i.WaitAck(0)
	if err != nil {
		tb.Fatal(err)
	}
	return took
}

// WaitFailed waits until the person sees "interaction failed".
func (i *Interaction) WaitFailed(timeout time.Duration) error {
	if i.err != nil {
		return i.err
	}
	return i.s.await(timeout, func() (bool, error) {
		if i.answered != 0 {
			return false, errors.New("the interaction was acknowledged")
		}
		return i.failed, nil
	})
}

// Messages are those that answer the interaction, as they stand: the first
// answer, or the message that a component changed, and what followed.
func (i *Interaction) Messages() []Message {
	return see(i.s, func() []Message { return i.messages() })
}

func (i *Interaction) messages() []Message {
	var out []Message
	add := func(m *stored) {
		if m != nil && !m.Deleted {
			out = append(out, m.view())
		}
	}
	if i.original != nil {
		add(i.original)
	} else if i.answered == callbackUpdate || i.answered == callbackDeferUpdate {
		add(i.source)
	}
	for _, m := range i.followups {
		add(m)
	}
	return out
}

// WaitShown waits until one of the messages that answer is not "is thinking"
// and fits, and gives the newest that does; nil takes any.
func (i *Interaction) WaitShown(fits func(Message) bool, timeout time.Duration) (Message, error) {
	var found Message
	err := i.wait(timeout, "what was waited for", func() bool {
		for _, m := range i.messages() {
			if settled(m, fits) {
				found = m
			}
		}
		return found.ID != ""
	})
	if err != nil && i.err == nil {
		err = fmt.Errorf("%w; seen:\n%s", err, transcript(i.Messages()))
	}
	return found, err
}

// Shown is WaitShown for tests.
func (i *Interaction) Shown(tb testing.TB, fits func(Message) bool) Message {
	tb.Helper()
	m, err := i.WaitShown(fits, 0)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// WaitModal waits for a form.
func (i *Interaction) WaitModal(timeout time.Duration) (Modal, error) {
	err := i.wait(timeout, "a form", func() bool { return i.modal != nil })
	if err != nil {
		return Modal{}, fmt.Errorf("%w; seen:\n%s", err, transcript(i.shownNow()))
	}
	return *i.modal, nil
}

func (i *Interaction) shownNow() []Message {
	if i.err != nil {
		return nil
	}
	return i.Messages()
}

// Modal is WaitModal for tests.
func (i *Interaction) Modal(tb testing.TB) Modal {
	tb.Helper()
	m, err := i.WaitModal(0)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// WaitChoices waits for completions.
func (i *Interaction) WaitChoices(timeout time.Duration) ([]Choice, error) {
	err := i.wait(timeout, "a completion", func() bool { return i.answered == callbackChoices })
	return i.choices, err
}

// Choices is WaitChoices for tests.
func (i *Interaction) Choices(tb testing.TB) []Choice {
	tb.Helper()
	out, err := i.WaitChoices(0)
	if err != nil {
		tb.Fatal(err)
	}
	return out
}
