package discordtest_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/discordtest"
)

func button(id string) map[string]any {
	return map[string]any{"type": 2, "style": 1, "label": "x", "custom_id": id}
}

func times[T any](n int, f func(int) T) []T {
	var out []T
	for i := range n {
		out = append(out, f(i))
	}
	return out
}

// TestMessageLimits holds what is refused of a message, and what stands at the limit.
func TestMessageLimits(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	path := "channels/" + s.Guild("Mission").Channel("general").ID() + "/messages"
	x := strings.Repeat
	embed := func(e map[string]any) map[string]any { return map[string]any{"embeds": []any{e}} }
	options := func(n int) []any {
		return times(n, func(i int) any { return map[string]any{"label": "l", "value": fmt.Sprint(i)} })
	}
	choose := func(change map[string]any) map[string]any {
		c := map[string]any{"type": 3, "custom_id": "s", "options": options(2)}
		for k, v := range change {
			c[k] = v
		}
		return map[string]any{"content": "x", "components": []any{row(c)}}
	}
	fields := func(n int) []any {
		return times(n, func(int) any { return map[string]any{"name": "n", "value": "v"} })
	}
	with := func(components ...any) map[string]any {
		return map[string]any{"content": "x", "components": components}
	}
	tests := []struct {
		name string
		body map[string]any
		code int // 0: it is taken
	}{
		{"2000 characters", map[string]any{"content": x("é", 2000)}, 0},
		{"2000 of two UTF-16 units", map[string]any{"content": x("𝄞", 2000)}, 0},
		{"2001 characters", map[string]any{"content": x("e", 2001)}, 50035},
		{"nothing", map[string]any{}, 50006},
		{"white space", map[string]any{"content": " \n "}, 50006},
		{"an empty embed", embed(map[string]any{}), 50006},
		{"a title of 256", embed(map[string]any{"title": x("t", 256)}), 0},
		{"a title of 257", embed(map[string]any{"title": x("t", 257)}), 50035},
		{"a description of 4096", embed(map[string]any{"description": x("t", 4096)}), 0},
		{"a description of 4097", embed(map[string]any{"description": x("t", 4097)}), 50035},
		{"a footer of 2049", embed(map[string]any{"footer": map[string]any{"text": x("t", 2049)}}), 50035},
		{"an author of 257", embed(map[string]any{"author": map[string]any{"name": x("t", 257)}}), 50035},
		{"25 fields", embed(map[string]any{"fields": fields(25)}), 0},
		{"26 fields", embed(map[string]any{"fields": fields(26)}), 50035},
		{"a field without a value", embed(map[string]any{"fields": []any{map[string]any{"name": "n", "value": ""}}}), 50035},
		{"a value of 1025", embed(map[string]any{"fields": []any{map[string]any{"name": "n", "value": x("v", 1025)}}}), 50035},
		{"a javascript address", embed(map[string]any{"title": "t", "url": "javascript:alert(1)"}), 50035},
		{"11 embeds", map[string]any{"embeds": times(11, func(int) any { return map[string]any{"title": "t"} })}, 50035},
		{"6000 in all", map[string]any{"embeds": []any{map[string]any{"description": x("d", 4000)}, map[string]any{"description": x("d", 2000)}}}, 0},
		{"6001 in all", map[string]any{"embeds": []any{map[string]any{"description": x("d", 4000)}, map[string]any{"description": x("d", 2001)}}}, 50035},
		{"5 rows of 5 buttons", with(times(5, func(i int) any {
			return row(times(5, func(j int) any { return button(fmt.Sprint(i, j)) })...)
		})...), 0},
		{"6 rows", with(times(6, func(i int) any { return row(button(fmt.Sprint(i))) })...), 50035},
		{"6 buttons", with(row(times(6, func(i int) any { return button(fmt.Sprint(i)) })...)), 50035},
		{"an empty row", with(row()), 50035},
		{"a button without a row", with(button("a")), 50035},
		{"a custom ID twice", with(row(button("a")), row(button("a"))), 50035},
		{"a custom ID of 100", with(row(button(x("a", 100)))), 0},
		{"a custom ID of 101", with(row(button(x("a", 101)))), 50035},
		{"no custom ID", with(row(button(""))), 50035},
		{"a label of 81", with(row(map[string]any{"type": 2, "style": 1, "label": x("l", 81), "custom_id": "a"})), 50035},
		{"a link with a custom ID", with(row(map[string]any{"type": 2, "style": 5, "label": "l", "url": "https://un.org", "custom_id": "a"})), 50035},
		{"a link", with(row(map[string]any{"type": 2, "style": 5, "label": "l", "url": "https://un.org"})), 0},
		{"a select", choose(nil), 0},
		{"a select beside a button", with(row(map[string]any{"type": 3, "custom_id": "s", "options": options(1)}, button("a"))), 50035},
		{"25 options", choose(map[string]any{"options": options(25)}), 0},
		{"26 options", choose(map[string]any{"options": options(26)}), 50035},
		{"a value twice", choose(map[string]any{"options": append(options(1), options(1)...)}), 50035},
		{"a placeholder of 151", choose(map[string]any{"placeholder": x("p", 151)}), 50035},
		{"more values than options", choose(map[string]any{"max_values": 3}), 50035},
		{"parse null", map[string]any{"content": "x", "allowed_mentions": map[string]any{"parse": nil}}, 50035},
		{"parse and users", map[string]any{"content": "x", "allowed_mentions": map[string]any{"parse": []string{"users"}, "users": []string{"1"}}}, 50035},
		{"a nonce of 26", map[string]any{"content": "x", "nonce": x("n", 26)}, 50035},
		{"a file that did not come", map[string]any{"content": "x", "attachments": []any{map[string]any{"id": 0}}}, 50035},
	}
	for _, tt := range tests {
		if tt.body["allowed_mentions"] == nil {
			tt.body["allowed_mentions"] = nobody()
		}
		r := call(t, s, "POST", path, tt.body)
		if r.Code != tt.code || (r.status == 200) != (tt.code == 0) {
			t.Errorf("%s: status %d, %s", tt.name, r.status, r.body)
		}
		if v := s.TakeViolations(); (len(v) > 0) != (tt.code != 0) {
			t.Errorf("%s: violations %q", tt.name, v)
		}
	}
}

func TestErrorTree(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	r := call(t, s, "POST", "channels/"+s.Guild("Mission").Channel("general").ID()+"/messages", map[string]any{
		"content": strings.Repeat("x", 2001), "allowed_mentions": nobody()})
	const want = `{"content":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"Must be 2000 or fewer in length."}]}}`
	if string(r.Errors) != want {
		t.Errorf("errors %s, want %s", r.Errors, want)
	}
	violations(t, s, "Must be 2000")
}

// TestRefusals holds the codes for what is not there and not allowed.
func TestRefusals(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	g := s.Guild("Mission")
	c, hidden, mute, plain := g.Channel("general"), g.Channel("hidden"), g.Channel("mute"), g.Channel("plain")
	alice := g.Member("alice")
	hidden.Deny(discordgo.PermissionViewChannel)
	mute.Deny(discordgo.PermissionSendMessages | discordgo.PermissionCreatePublicThreads)
	plain.Deny(discordgo.PermissionEmbedLinks | discordgo.PermissionReadMessageHistory)
	shy := s.User("shy")
	shy.NoDM()
	theirs := alice.Say(c, "hers").Message
	there := alice.Say(mute, "there").Message
	say := map[string]any{"content": "x", "allowed_mentions": nobody()}
	replying := map[string]any{"content": "x", "allowed_mentions": nobody(), "message_reference": map[string]any{"message_id": theirs.ID}}
	name := map[string]any{"name": "t"}
	tests := []struct {
		method, path string
		body         any
		status, code int
		violation    bool
	}{
		{"POST", "channels/1/messages", say, 404, 10003, false},
		{"POST", "channels/" + hidden.ID() + "/messages", say, 403, 50001, false},
		{"GET", "channels/" + hidden.ID(), nil, 403, 50001, false},
		{"POST", "channels/" + mute.ID() + "/messages", say, 403, 50013, false},
		{"POST", "channels/" + mute.ID() + "/typing", nil, 403, 50013, false},
		{"POST", "channels/" + mute.ID() + "/messages/" + there.ID + "/threads", name, 403, 50013, false},
		{"POST", "channels/" + shy.DM().ID() + "/messages", say, 403, 50007, false},
		{"POST", "channels/" + plain.ID() + "/messages", replying, 400, 50035, false},
		{"PATCH", "channels/" + c.ID() + "/messages/1", say, 404, 10008, false},
		{"PATCH", "channels/" + c.ID() + "/messages/" + theirs.ID, say, 403, 50005, true},
		{"DELETE", "channels/" + c.ID() + "/messages/" + theirs.ID, nil, 403, 50013, false},
		{"POST", "channels/" + c.ID() + "/messages/" + theirs.ID + "/threads", map[string]any{"name": strings.Repeat("n", 101)}, 400, 50035, true},
		{"POST", "channels/" + c.ID() + "/messages/" + theirs.ID + "/threads", name, 200, 0, false},
		{"POST", "channels/" + c.ID() + "/messages/" + theirs.ID + "/threads", name, 400, 160004, false},
		{"POST", "interactions/1/abc/callback", map[string]any{"type": 4}, 404, 10062, false},
		{"PATCH", "webhooks/" + s.App().ID + "/abc/messages/@original", say, 401, 50027, false},
		{"PATCH", "webhooks/1/abc/messages/@original", say, 404, 10015, false},
		{"GET", "guilds/1/roles", nil, 404, 10004, false},
		{"GET", "guilds/" + g.ID() + "/members/1", nil, 404, 10007, false},
		{"GET", "guilds/" + g.ID() + "/members/" + s.App().BotID, nil, 200, 0, false},
		{"GET", "no/such/route", nil, 404, 0, true},
		{"DELETE", "users/@me", nil, 405, 0, true},
		{"GET", "applications/1/commands", nil, 403, 20012, true},
		{"GET", "users/@me", nil, 200, 0, false},
		{"GET", "applications/@me", nil, 200, 0, false},
		{"GET", "oauth2/applications/@me", nil, 200, 0, false},
		{"GET", "gateway", nil, 200, 0, false},
	}
	for _, tt := range tests {
		r := call(t, s, tt.method, tt.path, tt.body)
		if r.status != tt.status || r.Code != tt.code {
			t.Errorf("%s %s: %d %d, want %d %d: %s", tt.method, tt.path, r.status, r.Code, tt.status, tt.code, r.body)
		}
		if got := len(s.TakeViolations()) > 0; got != tt.violation {
			t.Errorf("%s %s: violation %v", tt.method, tt.path, got)
		}
	}
	g.WithoutCommands()
	if r := call(t, s, "GET", "applications/"+s.App().ID+"/guilds/"+g.ID()+"/commands", nil); r.Code != 50001 {
		t.Errorf("commands without the scope: %s", r.body)
	}
	thread := c.Thread(t, theirs)
	if r := call(t, s, "POST", "channels/"+thread.ID()+"/messages", say); r.status != 200 {
		t.Errorf("a message in a thread: %s", r.body)
	}
	if r := call(t, s, "POST", "channels/"+thread.ID()+"/messages/"+thread.Messages()[1].ID+"/threads", name); r.Code != 50024 {
		t.Errorf("a thread in a thread: %s", r.body)
	}
	s.TakeViolations()
}

// TestMentions holds who is pinged.
func TestMentions(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	g := s.Guild("Mission")
	c := g.Channel("general")
	alice, bob := g.Member("alice"), g.Member("bob")
	press := g.Role("press")
	g.Give(bob, press)
	text := fmt.Sprintf("@everyone %s <@&%s>", alice.Mention(), press.ID())
	said := alice.Say(c, "x")
	tests := []struct {
		allowed any
		want    string
	}{
		{nobody(), "[]"},
		{map[string]any{"parse": []string{"users"}}, "[alice by user]"},
		{map[string]any{"parse": []string{"roles"}}, "[bob by role press]"},
		{map[string]any{"parse": []string{}, "users": []string{alice.ID()}}, "[alice by user]"},
		{map[string]any{"parse": []string{}, "replied_user": true}, "[alice by reply]"},
		{map[string]any{"parse": []string{"everyone"}}, "[alice by everyone bob by everyone]"},
		{nil, "[alice by everyone bob by everyone]"},
	}
	seen := 0
	for _, tt := range tests {
		body := map[string]any{"content": text, "message_reference": map[string]any{"message_id": said.ID}}
		if tt.allowed != nil {
			body["allowed_mentions"] = tt.allowed
		}
		call(t, s, "POST", "channels/"+c.ID()+"/messages", body)
		var got []string
		for _, p := range s.Pings()[seen:] {
			got = append(got, p.User+" by "+p.By)
		}
		seen = len(s.Pings())
		if fmt.Sprint(got) != tt.want {
			t.Errorf("%v: pings %v, want %s", tt.allowed, got, tt.want)
		}
	}
	violations(t, s, "no allowed_mentions")
}

func TestNonceAndFiles(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	c := s.Guild("Mission").Channel("general")
	body := map[string]any{"content": "once", "nonce": "n1", "enforce_nonce": true, "allowed_mentions": nobody()}
	first := call(t, s, "POST", "channels/"+c.ID()+"/messages", body)
	again := call(t, s, "POST", "channels/"+c.ID()+"/messages", body)
	if first.ID != again.ID || len(c.Messages()) != 1 {
		t.Errorf("IDs %s and %s, %d messages", first.ID, again.ID, len(c.Messages()))
	}

	d := session(t, s)
	_, err := d.ChannelMessageSendComplex(c.ID(), &discordgo.MessageSend{
		Files:           []*discordgo.File{{Name: "table.csv", ContentType: "text/csv", Reader: strings.NewReader("a,b\n")}},
		AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
	})
	if err != nil {
		t.Fatal(err)
	}
	a := c.Messages()[1].Attachments[0]
	resp, err := http.Get(a.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, _ := io.ReadAll(resp.Body)
	if string(data) != "a,b\n" || resp.Header.Get("Content-Type") != "text/csv" || string(s.FileOf(a)) != "a,b\n" || a.Size != 4 {
		t.Errorf("%q %v %+v", data, resp.Header, a)
	}
	unsigned, err := http.Get(a.URL[:strings.Index(a.URL, "?")])
	if err != nil {
		t.Fatal(err)
	}
	defer unsigned.Body.Close()
	if unsigned.StatusCode != 404 {
		t.Errorf("an attachment without its signature: status %d", unsigned.StatusCode)
	}
}

// TestCommands holds what is refused of commands, and what a version means.
func TestCommands(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	put := func(list string) reply {
		return call(t, s, "PUT", "applications/"+s.App().ID+"/commands", json.RawMessage(list))
	}
	long := strings.Repeat("d", 100)
	many := times(25, func(i int) any {
		return map[string]any{"type": 3, "name": fmt.Sprintf("o%d", i), "description": long, "choices": times(3, func(j int) any {
			return map[string]any{"name": long, "value": fmt.Sprint(j)}
		})}
	})
	large, err := json.Marshal([]any{map[string]any{"name": "a", "description": "d", "options": many}})
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{
		`[{"name": "Ask", "description": "d"}]`, `[{"name": "a b", "description": "d"}]`, `[{"name": "a", "description": ""}]`,
		`[{"name": "a", "description": "` + long + `d"}]`, `[{"name": "a", "description": "d"}, {"name": "a", "description": "d"}]`,
		`[{"name": "a", "description": "d", "options": [{"type": 3, "name": "x", "description": "d"}, {"type": 3, "name": "y", "description": "d", "required": true}]}]`,
		`[{"name": "a", "description": "d", "options": [{"type": 1, "name": "x", "description": "d"}, {"type": 3, "name": "y", "description": "d"}]}]`,
		`[{"name": "a", "description": "d", "options": [{"type": 3, "name": "x", "description": "d", "autocomplete": true, "choices": [{"name": "n", "value": "v"}]}]}]`,
		`[{"name": "a", "description": "d", "options": [{"type": 5, "name": "x", "description": "d", "max_length": 3}]}]`,
		`[{"name": "a", "description": "d", "contexts": [0, 0]}]`, `{}`, string(large),
		`[{"type": 3, "name": "Check", "description": "d"}]`, `[{"type": 3, "name": "Check", "options": [{"type": 3, "name": "x", "description": "d"}]}]`,
		`[{"type": 3, "name": ""}]`, `[{"type": 3, "name": "` + long[:33] + `"}]`, `[{"type": 3, "name": " Check"}]`, `[{"type": 9, "name": "Check"}]`,
		`[{"type": 3, "name": "Check", "contexts": [7]}]`, `[{"type": 3, "name": "Check"}, {"type": 3, "name": "Check"}]`,
		`[{"type": 3, "name": "a"}, {"type": 3, "name": "b"}, {"type": 3, "name": "c"}, {"type": 3, "name": "d"}, {"type": 3, "name": "e"}, {"type": 3, "name": "f"}]`,
	} {
		if r := put(bad); r.status != 400 || r.Code != 50035 {
			t.Errorf("%.80s: %d %s", bad, r.status, r.body)
		}
	}
	s.TakeViolations()

	type registered struct{ ID, Name, Version string }
	list := func(r reply) (out []registered) {
		if err := json.Unmarshal([]byte(r.body), &out); err != nil {
			t.Fatal(r.body)
		}
		return out
	}
	if got := list(put(`[{"name": "check", "description": "d"}, {"type": 3, "name": "check"}, {"type": 3, "name": "Check a message", "description": ""}]`)); len(got) != 3 {
		t.Errorf("commands of both kinds: %+v", got)
	}
	first := list(put(`[{"name": "ask", "description": "d"}, {"name": "спроси", "description": "d"}]`))
	second := list(put(`[{"name": "ask", "description": "other"}, {"name": "спроси", "description": "d"}]`))
	if first[0].ID != second[0].ID || first[0].Version == second[0].Version || first[1] != second[1] {
		t.Errorf("%v, then %v", first, second)
	}
	if got := list(call(t, s, "GET", "applications/"+s.App().ID+"/commands", nil)); !slices.Equal(got, second) {
		t.Errorf("%v, want %v", got, second)
	}
}

func TestUnauthorized(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	for auth, violation := range map[string]bool{"": true, "Bot nonsense": false} {
		req, err := http.NewRequestWithContext(t.Context(), "GET", s.API()+"users/@me", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("User-Agent", "DiscordBot (x, 1)")
		if auth != "" {
			req.Header.Set("Authorization", auth)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if got := len(s.TakeViolations()) > 0; resp.StatusCode != 401 || got != violation {
			t.Errorf("%q: status %d, violation %v", auth, resp.StatusCode, got)
		}
	}
}

func TestHistoryKept(t *testing.T) {
	t.Parallel()
	o := quick()
	o.Keep = 10
	s := discordtest.Start(t, o)
	c := s.Guild("Mission").Channel("general")
	alice := s.Guild("Mission").Member("alice")
	for range 50 {
		alice.Say(c, "x")
		call(t, s, "GET", "gateway", nil)
	}
	if m, r := len(c.Messages()), len(s.Requests()); m != 10 || r != 10 || s.Stats().Requests != 50 {
		t.Errorf("%d messages, %d requests kept of %d", m, r, s.Stats().Requests)
	}
}

func TestClosesClean(t *testing.T) {
	t.Parallel()
	s, err := discordtest.New(quick())
	if err != nil {
		t.Fatal(err)
	}
	w := dial(t, s)
	w.ready(s)
	lift := s.Fault(discordtest.Fault{Delay: time.Hour})
	defer lift()
	go func() { _, _ = try(s, "GET", "gateway", nil) }()
	if err := waitFor(func() bool { return s.Stats().Faults == 1 }); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s.Close()
	if _, err := w.read(10 * time.Second); err == nil {
		t.Error("the connection is open")
	}
}
