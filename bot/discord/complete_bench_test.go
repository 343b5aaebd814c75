package discord

import (
	"fmt"
	"testing"
	"time"
)

// BenchmarkComplete completes options over 4,000 statements, as many as the
// General Debate has in twenty sessions. Discord gives three seconds.
func BenchmarkComplete(b *testing.B) {
	sc := newSceneIn(b, unlimited(), nil)
	codes := []string{"FR", "CN", "RU", "US", "BR", "KE", "IN", "DE", "JP", "EG", "MX", "ZA"}
	for n := range 4000 {
		name := fmt.Sprintf("s%04d", n)
		sc.write(name+".txt", fmt.Sprintf("We speak of matter number %d today, and of nothing else.", n))
		sc.write(name+".toml", fmt.Sprintf("title = \"Statement number %d at the plenary of the session\"\nby = %q\ndate = %s\nprocess = \"general-debate\"\nsession = \"session %d\"\n",
			n, codes[n%len(codes)], time.Date(2005, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n).Format(time.DateOnly), n/200))
	}
	if _, err := sc.lib.Reindex(b.Context(), false, nil); err != nil {
		b.Fatal(err)
	}
	for name, complete := range map[string]func() []choice{
		"state":    func() []choice { return sc.b.completeState("ru", sc.guild.ID()) },
		"process":  func() []choice { return sc.b.completeProcess("2021", sc.guild.ID()) },
		"document": func() []choice { return sc.b.completeDocument("kenya 2012 plenary", sc.guild.ID(), nil) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if len(complete()) == 0 {
					b.Fatal("nothing came")
				}
			}
		})
	}
}
