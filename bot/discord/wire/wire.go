// Package wire connects to Discord: the gateway, over discordgo's Session with
// its flaws contained, and the HTTP API, with limits and deadlines of its own.
//
// discordgo speaks both protocols; nothing of it is changed, and none of its
// package variables are set. What it does badly is kept from it:
//
//   - Between discordgo and the gateway stands a relay in this process. It has
//     the deadlines that discordgo lacks, and keeps from it what would hang or
//     crash it: reconnect requests, invalid sessions, malformed messages. When
//     anything is wrong it closes both sides; a supervisor opens the Session
//     again, which resumes, or throws it away. Nobody waits for Session.Close.
//   - Under discordgo's HTTP client lies a transport that sends requests to the
//     configured server, and takes from the answers what discordgo would stumble
//     over. Limits, waits and repetitions are decided above discordgo.
//
// Whatever a server says is taken for what it is: somebody else's words. Errors
// and logs hold no token, neither the bot's nor an interaction's.
package wire

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// DefaultAPI is Discord's own address.
const DefaultAPI = "https://discord.com/api/v9/"

// Config says how to reach Discord.
type Config struct {
	Token     string // the bot's, without "Bot "
	API       string // up to and with the version; empty: DefaultAPI. Plain HTTP only to loopback addresses
	UserAgent string // empty: discordgo's
	Log       *slog.Logger
	Observe   func(Observation) // may be nil; called often, must be quick
	Tuning    Tuning
}

// Tuning has the times that tests shorten; zero values are the defaults.
type Tuning struct {
	HelloTimeout   time.Duration // 20 s: from dialling to HELLO, and from identifying or resuming to READY or RESUMED
	ReconnectFirst time.Duration // 1 s: pause before the second try to connect; doubles, with jitter
	ReconnectMost  time.Duration // 60 s: the longest pause
	IdentifyEvery  time.Duration // 5 s: between identifies of one concurrency key
	InvalidMost    time.Duration // 5 s: the longest pause after an invalid session; the shortest is a fifth of it
	RequestTimeout time.Duration // 10 s: of one try of one request
}

// filled puts the defaults in.
func (t Tuning) filled() Tuning {
	def := func(d *time.Duration, v time.Duration) {
		if *d <= 0 {
			*d = v
		}
	}
	def(&t.HelloTimeout, 20*time.Second)
	def(&t.ReconnectFirst, time.Second)
	def(&t.ReconnectMost, time.Minute)
	def(&t.IdentifyEvery, 5*time.Second)
	def(&t.InvalidMost, 5*time.Second)
	def(&t.RequestTimeout, 10*time.Second)
	t.ReconnectMost = max(t.ReconnectMost, t.ReconnectFirst)
	return t
}

// Observation is something that metrics count.
type Observation struct {
	Kind   string // "request", "rate-limited", "retried", "gateway"
	Route  string // "POST /channels/{id}/messages"; IDs and tokens never in it
	Status int    // of HTTP; 0 where no answer came
	Took   time.Duration
	Shard  int
	State  string // of "gateway": see ShardStatus.State
}

// Client makes requests. Its methods may be called from many goroutines at once.
type Client struct {
	api     *url.URL
	token   string
	log     *slog.Logger
	observe func(Observation)
	tuning  Tuning
	session *discordgo.Session // makes the requests; never opened
	near    *http.Client       // for attachments on the API's host: without authorization
	far     *http.Client       // for those on Discord's hosts
	limits  *limiter
	refused *refusals
}

// NewClient makes a client; nothing is sent yet. The error says what is wrong
// with the configuration and what to do.
func NewClient(c Config) (*Client, error) {
	token, err := checkToken(c.Token)
	if err != nil {
		return nil, err
	}
	api, err := checkAPI(c.API)
	if err != nil {
		return nil, err
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Observe == nil {
		c.Observe = func(Observation) {}
	}
	client := &Client{api: api, token: token, log: c.Log, observe: c.Observe, tuning: c.Tuning.filled(),
		limits: newLimiter(), refused: newRefusals(c.Log)}
	base := newTransport(api.Scheme == "https")
	client.near = &http.Client{Transport: base, CheckRedirect: noRedirect}
	client.far = &http.Client{Transport: newTransport(true), CheckRedirect: noRedirect}
	client.session, err = restSession(token, c.UserAgent, &transport{base: base, api: api})
	return client, err
}

// restSession is discordgo's half of the HTTP client. It retries nothing, waits
// for nothing and logs nothing.
func restSession(token, agent string, t http.RoundTripper) (*discordgo.Session, error) {
	s, err := discordgo.New("Bot " + token)
	if err != nil {
		return nil, fmt.Errorf("setting discordgo up: %w", err)
	}
	s.LogLevel = silent
	s.MaxRestRetries = 0
	s.ShouldRetryOnRateLimit = false
	s.Client = &http.Client{Transport: t, CheckRedirect: noRedirect}
	if agent != "" {
		s.UserAgent = agent
	}
	return s, nil
}

// silent is below discordgo's lowest level: its log would hold addresses with
// tokens, and the text of messages.
const silent = discordgo.LogError - 1

func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// API gives the address that requests go to.
func (c *Client) API() string { return c.api.String() }

// checkToken gives the bare token.
func checkToken(token string) (string, error) {
	token = strings.TrimSpace(token)
	token = strings.TrimSpace(strings.TrimPrefix(token, "Bot "))
	if token == "" || token == "Bot" {
		return "", errors.New("no bot token: set DISCORD_TOKEN to the one that the developer portal shows under Bot")
	}
	for _, r := range token {
		if r <= ' ' || r > '~' {
			return "", errors.New("the bot token holds a space or a character that no token has: copy it again from the developer portal into DISCORD_TOKEN")
		}
	}
	return token, nil
}
