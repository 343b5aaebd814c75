package wire

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/bwmarrin/discordgo"
)

func TestHelpers(t *testing.T) {
	t.Parallel()
	var got string
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = r.Method + " " + r.URL.String() + " " + string(body)
		switch {
		case strings.HasSuffix(r.URL.Path, "/6/threads"):
			w.WriteHeader(400)
			fmt.Fprint(w, `{"code":160004}`)
		case strings.HasSuffix(r.URL.Path, "commands"), strings.HasSuffix(r.URL.Path, "roles"):
			fmt.Fprint(w, `[{"id":"1"},null]`)
		case strings.HasSuffix(r.URL.Path, "typing"), r.Method == "DELETE":
			w.WriteHeader(http.StatusNoContent)
		default:
			fmt.Fprint(w, `{"id":"1","name":"n","flags":5,"username":"n"}`)
		}
	})
	c, _ := newTestClient(t, s.URL, nil)
	ctx, x := t.Context(), map[string]any{"a": 1}
	var m discordgo.Message
	for want, call := range map[string]func() error{
		`POST /interactions/11/interaction-token/callback {"a":1}`:                      func() error { return c.Respond(ctx, interaction, x) },
		`PATCH /webhooks/22/interaction-token/messages/@original {"a":1}`:               func() error { return c.EditOriginal(ctx, interaction, x, &m) },
		`DELETE /webhooks/22/interaction-token/messages/@original `:                     func() error { return c.DeleteOriginal(ctx, interaction) },
		`POST /webhooks/22/interaction-token?wait=true {"a":1}`:                         func() error { return c.Followup(ctx, interaction, x, nil) },
		`POST /channels/5/messages {"a":1}`:                                             func() error { return c.SendMessage(ctx, "5", x, &m) },
		`PATCH /channels/5/messages/6 {"a":1}`:                                          func() error { return c.EditMessage(ctx, "5", "6", x) },
		`DELETE /channels/5/messages/6 `:                                                func() error { return c.DeleteMessage(ctx, "5", "6") },
		`POST /channels/5/typing `:                                                      func() error { return c.Typing(ctx, "5") },
		`POST /channels/5/messages/7/threads {"auto_archive_duration":1440,"name":"n"}`: func() error { _, err := c.StartThread(ctx, "5", "7", "n"); return err },
		`GET /channels/6 `:              func() error { _, err := c.StartThread(ctx, "5", "6", "n"); return err },
		`GET /users/@me `:               func() error { u, err := c.Me(ctx); return same(u.Username, "n", err) },
		`GET /applications/@me `:        func() error { a, err := c.Application(ctx); return same(a.Flags, 5, err) },
		`GET /guilds/8/members/9 `:      func() error { _, err := c.Member(ctx, "8", "9"); return err },
		`GET /guilds/8/roles `:          func() error { r, err := c.Roles(ctx, "8"); return same(len(r), 1, err) },
		`GET /applications/2/commands `: func() error { r, err := c.Commands(ctx, "2", ""); return same(len(r), 1, err) },
		`PUT /applications/2/guilds/8/commands [{"a":1}]`: func() error {
			r, err := c.OverwriteCommands(ctx, "2", "8", []any{x})
			return same(len(r), 1, err)
		},
	} {
		if err := call(); err != nil || got != want {
			t.Errorf("%v: sent %q, want %q", err, got, want)
		}
	}
}

func same[T comparable](got, want T, err error) error {
	if err == nil && got != want {
		err = fmt.Errorf("got %v, want %v", got, want)
	}
	return err
}

// withFile is a body that brings a file.
type withFile struct {
	Content string `json:"content"`
}

func (withFile) Attachments() []*discordgo.File {
	return []*discordgo.File{{Name: "a.csv", ContentType: "text/csv", Reader: strings.NewReader("x,y")}}
}

func TestAttachments(t *testing.T) {
	t.Parallel()
	var tries atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseMultipartForm(1 << 20); err != nil {
			t.Error(err)
			return
		}
		var m map[string]any
		if json.Unmarshal([]byte(r.FormValue("payload_json")), &m) != nil || m["content"] != "hi" {
			t.Errorf("payload_json is %s", r.FormValue("payload_json"))
		}
		f, h, err := r.FormFile("files[0]")
		if err != nil {
			t.Error(err)
			return
		}
		if raw, _ := io.ReadAll(f); string(raw) != "x,y" || h.Filename != "a.csv" {
			t.Errorf("file %s: %q", h.Filename, raw)
		}
		if tries.Add(1) == 1 {
			w.WriteHeader(500)
		}
	})
	c, _ := newTestClient(t, s.URL, nil)
	if err := c.SendMessage(t.Context(), "5", withFile{"hi"}, nil); err != nil || tries.Load() != 2 {
		t.Errorf("%v after %d tries", err, tries.Load())
	}
}
