package discordtest_test

import (
	"strings"
	"testing"

	"verbatim/bot/discord/discordtest"
)

func TestSpec(t *testing.T) {
	t.Parallel()
	o := quick()
	o.Spec = discordtest.SharedSpec(t)
	s := discordtest.Start(t, o)
	c := s.Guild("Mission").Channel("general")
	send := func(body any) []string {
		call(t, s, "POST", "channels/"+c.ID()+"/messages", body)
		return s.TakeViolations()
	}
	good := map[string]any{"content": "x", "allowed_mentions": nobody(), "components": []any{row(
		map[string]any{"type": 2, "style": 1, "label": "A", "custom_id": "a"})}}
	if v := send(good); len(v) > 0 {
		t.Errorf("a good message: %q", v)
	}
	for _, bad := range []map[string]any{
		{"content": 7},
		{"content": "x", "allowed_mentions": map[string]any{"parse": []string{"nobody"}}},
		{"content": "x", "allowed_mentions": nobody(), "components": []any{row(map[string]any{"type": 2, "label": "no style", "custom_id": "b"})}},
		{"content": "x", "allowed_mentions": nobody(), "embeds": []any{map[string]any{"color": "red"}}},
	} {
		if v := strings.Join(send(bad), "\n"); !strings.Contains(v, "not as Discord's description has it") {
			t.Errorf("%v: violations %q", bad, v)
		}
	}
	call(t, s, "GET", "channels/"+c.ID()+"/messages?limit=1000", nil)
	if v := s.TakeViolations(); len(v) != 2 {
		t.Errorf("a limit of 1000: %q", v)
	}
	commands(t, s, askCommands)
	call(t, s, "PUT", "applications/"+s.App().ID+"/commands", []any{map[string]any{"name": "x", "description": "x", "options": []any{map[string]any{"type": 3}}}})
	if v := strings.Join(s.TakeViolations(), "\n"); !strings.Contains(v, "description has it") {
		t.Errorf("a bad command: %q", v)
	}
}

func BenchmarkSpec(b *testing.B) {
	o := quick()
	o.Spec = discordtest.SharedSpec(b)
	s := discordtest.Start(b, o)
	c := s.Guild("Mission").Channel("general")
	for b.Loop() {
		if _, err := try(s, "POST", "channels/"+c.ID()+"/messages", answerWith(b)); err != nil {
			b.Fatal(err)
		}
	}
}

func answerWith(b *testing.B) map[string]any { return answerOf("x", 1) }
