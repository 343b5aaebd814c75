package discordtest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/discordtest"
)

// rewriting sends what discordgo means for Discord to the fake.
type rewriting struct{ to *url.URL }

func (r rewriting) RoundTrip(req *http.Request) (*http.Response, error) {
	out := req.Clone(req.Context())
	out.URL.Scheme, out.URL.Host, out.Host = r.to.Scheme, r.to.Host, ""
	return http.DefaultTransport.RoundTrip(out)
}

// session is a discordgo session that talks to the fake, not open yet.
func session(t *testing.T, s *discordtest.Server) *discordgo.Session {
	t.Helper()
	d, err := discordgo.New("Bot " + s.Token())
	if err != nil {
		t.Fatal(err)
	}
	to, err := url.Parse(s.API())
	if err != nil {
		t.Fatal(err)
	}
	d.Client = &http.Client{Transport: rewriting{to}, Timeout: 10 * time.Second}
	d.LogLevel = -1
	d.Identify.Intents = discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages | discordgo.IntentMessageContent
	return d
}

// open connects it, until the test ends.
func open(t *testing.T, d *discordgo.Session) {
	t.Helper()
	if err := d.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
}

// quick are options with short times, and much patience for a machine that is busy.
func quick() discordtest.Options {
	return discordtest.Options{
		IdentifyEvery: 10 * time.Millisecond, AckWithin: 30 * time.Second, Wait: 20 * time.Second,
		Limits: discordtest.RateLimits{Off: true},
	}
}

// nobody is allowed_mentions that let nobody be pinged.
func nobody() map[string]any { return map[string]any{"parse": []string{}} }

// reply is an HTTP answer.
type reply struct {
	status int
	header http.Header
	Code   int             `json:"code"`
	ID     string          `json:"id"`
	Errors json.RawMessage `json:"errors"`
	body   string
}

// call makes a request with the bot's token.
func call(t *testing.T, s *discordtest.Server, method, path string, body any) reply {
	t.Helper()
	out, err := try(s, method, path, body)
	if err != nil {
		t.Errorf("%s %s: %v", method, path, err) // not fatal: bots call it from their own goroutines
	}
	return out
}

func try(s *discordtest.Server, method, path string, body any) (reply, error) {
	var in io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return reply{}, err
		}
		in = bytes.NewReader(raw)
	}
	req, err := http.NewRequest(method, s.API()+path, in)
	if err != nil {
		return reply{}, err
	}
	req.Header.Set("Authorization", "Bot "+s.Token())
	req.Header.Set("User-Agent", "DiscordBot (https://example.org, 1)")
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return reply{}, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	out := reply{status: resp.StatusCode, header: resp.Header, body: string(data)}
	_ = json.Unmarshal(data, &out) // lists have no code
	return out, err
}

// violations takes what the test provoked, and checks that each names what it must.
func violations(t *testing.T, s *discordtest.Server, want ...string) {
	t.Helper()
	got := s.TakeViolations()
	if len(got) != len(want) {
		t.Errorf("violations %q, want %q", got, want)
		return
	}
	for i, w := range want {
		if !strings.Contains(got[i], w) {
			t.Errorf("violation %q, want one with %q", got[i], w)
		}
	}
}

// commands registers commands from JSON.
func commands(t *testing.T, s *discordtest.Server, list string) {
	t.Helper()
	if r := call(t, s, "PUT", "applications/"+s.App().ID+"/commands", json.RawMessage(list)); r.status != 200 {
		t.Fatalf("status %d: %s", r.status, r.body)
	}
}

// respond answers an interaction.
func respond(t *testing.T, s *discordtest.Server, i *discordgo.Interaction, kind int, data any) reply {
	t.Helper()
	body := map[string]any{"type": kind}
	if data != nil {
		body["data"] = data
	}
	return call(t, s, "POST", fmt.Sprintf("interactions/%s/%s/callback", i.ID, i.Token), body)
}

// hook makes a request on an interaction's token.
func hook(t *testing.T, s *discordtest.Server, i *discordgo.Interaction, method, rest string, body any) reply {
	t.Helper()
	return call(t, s, method, "webhooks/"+s.App().ID+"/"+i.Token+rest, body)
}

// defaultTransportIdle closes what requests of this test have left open.
func defaultTransportIdle() { http.DefaultTransport.(*http.Transport).CloseIdleConnections() }
