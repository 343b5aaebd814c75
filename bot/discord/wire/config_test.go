package wire

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestNewClientChecksItsConfig(t *testing.T) {
	for _, test := range []struct{ token, api, word string }{
		{"", "", "DISCORD_TOKEN"},
		{"Bot ", "", "DISCORD_TOKEN"},
		{"a b", "", "DISCORD_TOKEN"},
		{"a\nb", "", "DISCORD_TOKEN"},
		{"x", "discord.com/api", "[discord] api"},
		{"x", "http://example.org/api/v9/", "[discord] api"},
		{"x", "http://127.0.0.1.example.org/", "[discord] api"},
		{"x", "ftp://127.0.0.1/", "[discord] api"},
		{"x", "https://u:p@example.org/", "[discord] api"},
		{"x", "https://example.org/?a=b", "[discord] api"},
		{"x", "https:///api", "[discord] api"},
		{"x", "https://exa mple/", "[discord] api"},
	} {
		_, err := NewClient(Config{Token: test.token, API: test.api})
		if err == nil || !strings.Contains(err.Error(), test.word) || test.token == "a b" && strings.Contains(err.Error(), "a b") {
			t.Errorf("%+v gave %v", test, err)
		}
	}
	for api, want := range map[string]string{
		"":                         DefaultAPI,
		"https://example.org/x/v9": "https://example.org/x/v9/",
		"http://localhost:8/":      "http://localhost:8/",
		"http://127.1.2.3:8":       "http://127.1.2.3:8/",
		"http://[::1]:8/v9/":       "http://[::1]:8/v9/",
	} {
		c, err := NewClient(Config{Token: "Bot x", API: api})
		if err != nil || c.API() != want || c.token != "x" {
			t.Errorf("%q: %v, %v", api, c, err)
		}
	}
}

func TestGatewayAddress(t *testing.T) {
	for in, want := range map[string]string{
		"wss://gateway.discord.gg":               "wss://gateway.discord.gg/?encoding=json&v=9",
		"wss://a.b/x?compress=zlib-stream&k=1#f": "wss://a.b/x?encoding=json&k=1&v=9",
		"ws://localhost:5/":                      "ws://localhost:5/?encoding=json&v=9",
		"ws://[::1]:5":                           "ws://[::1]:5/?encoding=json&v=9",
		"ws://gateway.discord.gg":                "",
		"https://gateway.discord.gg":             "",
		"":                                       "",
		"wss://":                                 "",
		"wss://u@gateway.discord.gg":             "",
		"ws://127.0.0.1@example.org":             "",
	} {
		got, err := gatewayAddress(in)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q gave %q, %v", in, got, err)
		}
	}
}

func FuzzGatewayAddress(f *testing.F) {
	for _, s := range []string{"wss://a", "ws://127.0.0.1", "ws://127.0.0.1@b", "ws://localhost.b", "ws://[::ffff:127.0.0.1]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got, err := gatewayAddress(in)
		if err != nil {
			return
		}
		u, err := url.Parse(got)
		if err != nil || u.Scheme != "wss" && !(u.Scheme == "ws" && loopback(u.Hostname())) || u.Query().Get("v") != "9" {
			t.Errorf("%q gave %q", in, got)
		}
	})
}

func TestRoutes(t *testing.T) {
	for path, want := range map[string]route{
		"channels/1/messages":               {name: "GET /channels/{id}/messages", major: "channels/1"},
		"channels/1/messages/2/threads":     {name: "GET /channels/{id}/messages/{id}/threads", major: "channels/1"},
		"guilds/3/roles":                    {name: "GET /guilds/{id}/roles", major: "guilds/3"},
		"interactions/4/t0k/callback":       {name: "GET /interactions/{id}/{token}/callback", major: "interactions/4/t0k", secret: "t0k", exempt: true},
		"webhooks/4/123/messages/@original": {name: "GET /webhooks/{id}/{token}/messages/@original", major: "webhooks/4/123", secret: "123", exempt: true},
		"applications/1/commands":           {name: "GET /applications/{id}/commands"},
		"users/@me":                         {name: "GET /users/@me"},
	} {
		got, err := routeOf("GET", path, "")
		if err != nil || got != want {
			t.Errorf("%s gave %+v, %v", path, got, err)
		}
	}
	if got, _ := routeOf("GET", "channels/1", "channels/{id}"); got.name != "GET /channels/{id}" {
		t.Errorf("a given route gave %+v", got)
	}
}

func FuzzRoute(f *testing.F) {
	f.Add("1", "abc")
	f.Add("x", "1")
	f.Fuzz(func(t *testing.T, id, token string) {
		path := join("interactions", id, token+"tok", "callback")
		r, err := routeOf("POST", path, "")
		if err != nil {
			t.Fatalf("%q is refused: %v", path, err)
		}
		if r.major != strings.TrimSuffix(path, "/callback") || !r.exempt || strings.Contains(r.name, "tok/") {
			t.Errorf("%q gave %+v", path, r)
		}
	})
}

func TestFetch(t *testing.T) {
	var hits int
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		hits++
		if r.Header.Get("Authorization") != "" {
			t.Error("the token travelled")
		}
		switch r.URL.Path {
		case "/file":
			fmt.Fprint(w, "0123456789")
		case "/chunked":
			for range 100 {
				fmt.Fprint(w, "0123456789")
				w.(http.Flusher).Flush()
			}
		case "/elsewhere":
			http.Redirect(w, r, "http://example.org/signed", http.StatusFound)
		case "/gone":
			w.WriteHeader(http.StatusNotFound)
		}
	})
	c, _ := newTestClient(t, s.URL+"/api/v9", nil)
	if got, err := c.Fetch(t.Context(), s.URL+"/file?signed=1", 10); err != nil || string(got) != "0123456789" {
		t.Errorf("%q, %v", got, err)
	}
	for path, want := range map[string]error{"/file": ErrTooLarge, "/chunked": ErrTooLarge, "/elsewhere": errRedirected} {
		if _, err := c.Fetch(t.Context(), s.URL+path+"?signed=1", 9); !errors.Is(err, want) || strings.Contains(err.Error(), "signed") {
			t.Errorf("%s gave %v", path, err)
		}
	}
	var e *APIError
	if _, err := c.Fetch(t.Context(), s.URL+"/gone", 9); !errors.As(err, &e) || e.Status != 404 {
		t.Errorf("gone: %v", err)
	}
	hits = 0
	for _, address := range []string{"https://example.org/x", "http://cdn.discordapp.com/x", "https://cdn.discordapp.com.example.org/x",
		"https://u@cdn.discordapp.com/x", "file:///etc/passwd", "https://cdn.discordapp.com:8443/x", "", strings.Replace(s.URL, "http", "https", 1) + "/file",
		"http://127.0.0.1:1/x"} {
		if _, err := c.Fetch(t.Context(), address, 9); !errors.Is(err, errHost) {
			t.Errorf("%q gave %v", address, err)
		}
	}
	if hits != 0 {
		t.Errorf("%d requests were made", hits)
	}
}
