package discordtest

import (
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Options say how the Discord behaves; zero values are Discord's own.
type Options struct {
	Shards         int           // recommended; 0: 1
	MaxConcurrency int           // of identifies; 0: 1
	Heartbeat      time.Duration // 0: 41.25 s
	NoContent      bool          // refuses the Message Content intent
	AckWithin      time.Duration // 0: 3 s
	TokenLife      time.Duration // 0: 15 min
	RateLimits     bool          // 5 requests in Window for each bucket, 50 a second in all
	Window         time.Duration // 0: 5 s
	IdentifyEvery  time.Duration // 0: not enforced
	NoSpec         bool          // for tests of load: requests are not held to a description
	Spec           string        // path of Discord's OpenAPI description; empty: none
}

// Server is a Discord.
type Server struct {
	Token string
	App   string // application ID, and the bot's user ID

	options  Options
	http     *http.Server
	listener net.Listener
	spec     *spec

	mu           sync.Mutex
	changed      chan struct{} // closed at each change
	last         int64         // of the IDs
	guilds       []*Guild
	channels     map[string]*Channel
	users        map[string]*User
	commands     map[string][]map[string]any // by server, "" everywhere
	overwrites   int                         // bulk overwrites of commands
	messages     map[string]*Message
	interactions map[string]*Interaction // by token
	files        map[string][]byte
	nonces       map[string]string   // nonce -> message
	replies      map[string][]string // of the bot, by the message replied to
	sessions     map[string]*session
	violations   []string
	faults       []*fault
	typing       map[string]int
	buckets      map[string]*window
	limited      int // 429s given
	requests     int
	identifies   []time.Time
	gatewayFault func(op int) string
	closed       bool
}

// Guild is a server of Discord's.
type Guild struct {
	ID, Name string
	Denied   int64 // permissions that the bot lacks everywhere
	server   *Server
	roles    []*discordgo.Role
	members  []*User
	channels []*Channel
}

// Channel is a channel, a thread, or direct messages.
type Channel struct {
	ID, Name string
	Guild    *Guild // nil for direct messages
	Parent   *Channel
	Denied   int64 // permissions that the bot lacks here
	with     *User // of direct messages
	messages []*Message
	server   *Server
}

// User is a person.
type User struct {
	ID, Name    string
	server      *Server
	permissions map[string]int64 // by server
	roles       map[string][]string
}

// botPermissions are what the bot has where nothing is denied.
const botPermissions = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages | discordgo.PermissionSendMessagesInThreads |
	discordgo.PermissionCreatePublicThreads | discordgo.PermissionEmbedLinks | discordgo.PermissionAttachFiles | discordgo.PermissionReadMessageHistory

// Start starts a Discord that ends with the test, and fails it where the bot
// broke Discord's rules.
func Start(t testing.TB, o Options) *Server {
	t.Helper()
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Close()
		for _, v := range s.Violations() {
			t.Errorf("the bot broke a rule of Discord's: %s", v)
		}
	})
	return s
}

// New starts a Discord.
func New(o Options) (*Server, error) {
	for _, d := range []struct {
		v  *time.Duration
		is time.Duration
	}{{&o.Heartbeat, 41250 * time.Millisecond}, {&o.AckWithin, 3 * time.Second}, {&o.TokenLife, 15 * time.Minute}, {&o.Window, 5 * time.Second}} {
		if *d.v <= 0 {
			*d.v = d.is
		}
	}
	o.Shards, o.MaxConcurrency = max(o.Shards, 1), max(o.MaxConcurrency, 1)
	s := &Server{
		options: o, Token: "MTE.fake.token-of-a-bot-for-tests", changed: make(chan struct{}),
		channels: map[string]*Channel{}, users: map[string]*User{}, commands: map[string][]map[string]any{}, messages: map[string]*Message{},
		interactions: map[string]*Interaction{}, files: map[string][]byte{}, nonces: map[string]string{}, sessions: map[string]*session{},
		replies: map[string][]string{}, typing: map[string]int{}, buckets: map[string]*window{},
	}
	s.App = s.id()
	if o.Spec != "" {
		var err error
		if s.spec, err = loadSpec(o.Spec); err != nil {
			return nil, err
		}
	}
	var err error
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return nil, err
	}
	s.http = &http.Server{Handler: s.routes(), ReadHeaderTimeout: 10 * time.Second}
	go s.http.Serve(s.listener)
	return s, nil
}

// Close ends everything.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	var conns []*session
	for _, x := range s.sessions {
		conns = append(conns, x)
	}
	s.mu.Unlock()
	for _, x := range conns {
		x.cut()
	}
	s.http.Close()
}

// API is the address for the bot's configuration.
func (s *Server) API() string { return "http://" + s.listener.Addr().String() + "/api/v9/" }

// Mention is how people mention the bot.
func (s *Server) Mention() string { return "<@" + s.App + ">" }

// Violations lists what the bot did against Discord's rules.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.violations)
}

// Limited counts the requests that were answered with 429.
func (s *Server) Limited() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.limited
}

// Requests counts the requests to the API.
func (s *Server) Requests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests
}

// Overwrites counts how often commands were registered.
func (s *Server) Overwrites() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.overwrites
}

// Typing counts the typing signs in a channel.
func (s *Server) Typing(c *Channel) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.typing[c.ID]
}

// violate notes what the bot did wrong. The lock is held.
func (s *Server) violate(format string, args ...any) {
	if v := fmt.Sprintf(format, args...); !slices.Contains(s.violations, v) {
		s.violations = append(s.violations, v)
	}
}

// id makes a snowflake. The lock is held, or nobody else knows the server yet.
func (s *Server) id() string {
	s.last = max(s.last+1, (time.Now().UnixMilli()-1420070400000)<<22)
	return strconv.FormatInt(s.last, 10)
}

// change wakes those who wait. The lock is held.
func (s *Server) change() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// until waits until f gives true; it is called with the lock held.
func (s *Server) until(within time.Duration, f func() bool) bool {
	late := time.After(within)
	for {
		s.mu.Lock()
		done, changed := f(), s.changed
		s.mu.Unlock()
		if done {
			return true
		}
		select {
		case <-changed:
		case <-late:
			return false
		}
	}
}

// Guild makes a server in which the bot is.
func (s *Server) Guild(name string) *Guild {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := &Guild{ID: s.id(), Name: name, server: s}
	g.roles = []*discordgo.Role{{ID: g.ID, Name: "@everyone", Permissions: 0}}
	s.guilds = append(s.guilds, g)
	return g
}

// Role makes a role.
func (g *Guild) Role(name string) string {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	r := &discordgo.Role{ID: g.server.id(), Name: name}
	g.roles = append(g.roles, r)
	return r.ID
}

// Channel makes a text channel.
func (g *Guild) Channel(name string) *Channel {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	c := &Channel{ID: g.server.id(), Name: name, Guild: g, server: g.server}
	g.channels = append(g.channels, c)
	g.server.channels[c.ID] = c
	return c
}

// Member makes a person who is in the server, with permissions and roles.
func (g *Guild) Member(name string, permissions int64, roles ...string) *User {
	u := g.server.User(name)
	u.Join(g, permissions, roles...)
	return u
}

// User makes a person.
func (s *Server) User(name string) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := &User{ID: s.id(), Name: name, server: s, permissions: map[string]int64{}, roles: map[string][]string{}}
	s.users[u.ID] = u
	return u
}

// Join puts a person into a server.
func (u *User) Join(g *Guild, permissions int64, roles ...string) {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	u.permissions[g.ID], u.roles[g.ID] = permissions, roles
	g.members = append(g.members, u)
}

// DM gives the direct messages of a person with the bot.
func (u *User) DM() *Channel {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	for _, c := range u.server.channels {
		if c.with == u {
			return c
		}
	}
	c := &Channel{ID: u.server.id(), Name: "DM", with: u, server: u.server}
	u.server.channels[c.ID] = c
	return c
}

// may are the bot's permissions in a channel. The lock is held.
func (c *Channel) may() int64 {
	if c.Guild == nil {
		return botPermissions
	}
	p := int64(botPermissions) &^ c.Guild.Denied &^ c.Denied
	if c.Parent != nil {
		p &^= c.Parent.Denied
	}
	return p
}

func (u *User) json() map[string]any {
	return map[string]any{"id": u.ID, "username": u.Name, "discriminator": "0", "avatar": nil, "bot": false}
}

func (u *User) member(g *Guild) map[string]any {
	roles := u.roles[g.ID]
	if roles == nil {
		roles = []string{}
	}
	return map[string]any{
		"roles": roles, "nick": nil, "avatar": nil, "joined_at": "2020-01-01T00:00:00Z", "deaf": false, "mute": false, "flags": 0,
	}
}

func (s *Server) bot() map[string]any {
	return map[string]any{"id": s.App, "username": "Verbatim", "discriminator": "0", "avatar": nil, "bot": true, "flags": 0}
}
