package discordtest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// RunScript runs a conversation that is written as text, and fails the test at
// the first step that does not go as written, naming its line.
//
// A script has one step a line, or several with ";" between them. Empty lines,
// and lines that begin with "# ", say nothing. Texts that are looked for are
// regular expressions between slashes; they are matched with all that can be
// read in a message ([Message.Text]). Whatever has to come is waited for, as
// long as the server's options say.
//
// The world:
//
//	server Mission
//	channel general [without embed-links ...]       in the last server named
//	member alice [manage-server ...]                 in the last server named
//
// People. A place is #general, dm, or thread (the newest one); where none is
// named it is the last one where somebody did something. Texts go to the end of
// the line; <@bot> and <@alice> are mentions:
//
//	alice says #general: <@bot> Who spoke of this?
//	alice replies [silently] [to NAME]: and China?   to the message, see below
//	alice asks [in #general] /ask question:"What?" private:true
//	boss asks /library add file:"notes.txt=the text"  a file's name and what it holds
//	alice types [in dm] /ask state:"Ru" [question:"..."]   the first is completed
//	alice clicks "Show the words" [on NAME]
//	boss selects "Which channel?" #general @alice &role "Some value" [on NAME]
//	boss submits title:"The title"
//	alice chooses "Check" [on NAME]                  from the message's menu
//	alice deletes [NAME]
//
// What comes of it. A message counts if it came or changed since somebody last
// did something. It becomes "the message", on which people click and which
// they reply to; "as NAME" keeps it under a name for later:
//
//	bot shows [in #general]: /\[1\]/ [as NAME]       to everybody there
//	alice sees: /words/ [as NAME]                    whoever else sees it
//	alice sees only: /In our view/ [as NAME]         an ephemeral message
//	alice sees no: /secret/                          nowhere, at this moment
//	bot keeps silent in #general                     nothing came, until now
//	bot types [in #general]                          ever, in this place
//	bot opens "Correct who and when"                 a form
//	bot offers "Russian Federation" "..."            among the completions
//	bot fails                                        "interaction failed"
//	alice is refused: /disabled/                     the client does not let her
//	message is gone [NAME]
//	nobody is pinged; alice is pinged                since somebody last did something
//
// The bot and Discord:
//
//	bot is ready [2]                                 with so many sessions
//	bot registers                                    has commands here or everywhere
//	bot resumes                                      once more than before
//	bot identifies                                   once more than before
//	gateway drops | reconnects | invalidates [resumable] | silences | closes 4000
//	gateway answers resume|identify with reconnect|invalid|nothing|cut|4000
//	api answers 503 [2 times] [to POST /channels/{channel}/messages]
//
// A caller may bring verbs of its own.
func RunScript(tb testing.TB, s *Server, script string, own ...Verb) {
	tb.Helper()
	if err := s.Run(script, own...); err != nil {
		tb.Fatal(err)
	}
}

// Verb is a word of the caller's own, with which a step of a script can begin;
// Do is given what stands behind it.
type Verb struct {
	Name string
	Do   func(rest string) error
}

// player runs a script.
type player struct {
	s       *Server
	own     []Verb
	guild   *Guild
	place   *Channel
	people  map[string]*User
	names   map[string]Message
	message Message      // "the message"
	last    *Interaction // that somebody caused last
	refusal error        // of what somebody did last
	before  map[string]Message
	pings   int
	counts  GatewayStats // when the gateway was last meddled with
}

// Run is [RunScript] for tools.
func (s *Server) Run(script string, own ...Verb) error {
	p := &player{s: s, own: own, people: map[string]*User{}, names: map[string]Message{}, before: map[string]Message{}}
	for i, line := range strings.Split(script, "\n") {
		for step := range steps(line) {
			if err := p.step(step); err != nil {
				return fmt.Errorf("line %d: %s: %w", i+1, step, err)
			}
		}
	}
	if p.refusal != nil {
		return fmt.Errorf("the last step: %w", p.refusal)
	}
	return nil
}

// errStep says that nobody knows what a step means.
var errStep = errors.New("this is no step of a script: see RunScript")

// step does one step.
func (p *player) step(text string) error {
	subject, rest, _ := strings.Cut(text, " ")
	if i := slices.IndexFunc(p.own, func(v Verb) bool { return v.Name == subject }); i >= 0 {
		return p.own[i].Do(strings.TrimSpace(rest))
	}
	verb, rest, _ := strings.Cut(strings.TrimSpace(rest), " ")
	verb, colon := strings.CutSuffix(verb, ":")
	rest = strings.TrimSpace(rest)
	if colon {
		rest = ": " + rest
	}
	do, ok := map[string]func(verb, rest string) error{
		"server": p.server, "channel": p.channel, "member": p.member, "bot": p.bot, "gateway": p.gateway,
		"api": p.api, "message": p.gone, "nobody": p.nobody,
	}[subject]
	if ok {
		return do(verb, rest)
	}
	u := p.people[subject]
	if u == nil {
		return errStep
	}
	return p.person(u, verb, rest)
}

// person does what a person does or sees.
func (p *player) person(u *User, verb, rest string) error {
	switch verb {
	case "sees":
		return p.sees(u, rest)
	case "is":
		return p.is(u, rest)
	}
	do, ok := map[string]func(*User, string) error{
		"says": p.says, "replies": p.replies, "asks": p.asks, "types": p.types, "clicks": p.clicks,
		"selects": p.selects, "submits": p.submits, "chooses": p.chooses, "deletes": p.deletes,
	}[verb]
	if !ok {
		return errStep
	}
	if p.refusal != nil {
		return fmt.Errorf("before this: %w", p.refusal)
	}
	p.mark()
	return do(u, rest)
}

// mark notes how things stand before somebody does something.
func (p *player) mark() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.before = map[string]Message{}
	for id, m := range p.s.messages {
		p.before[id] = m.view()
	}
	p.pings, p.last = len(p.s.pings), nil
}

// fresh tells whether a message came or changed since.
func (p *player) fresh(m Message) bool {
	old, was := p.before[m.ID]
	return !was || old.Loading() || m.Edits > old.Edits
}

// did notes what somebody did. That it was refused is an error only if the
// script does not say so next.
func (p *player) did(i *Interaction) error {
	p.last, p.refusal = i, i.Err()
	if i.Err() == nil {
		p.place = i.channel
	}
	return nil
}
