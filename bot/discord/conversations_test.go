package discord

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/bot/discord/discordtest"
)

// TestConversations runs the conversations in testdata, which are written to be
// read: they show what people and admins can do, and what they see.
func TestConversations(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("testdata/*.script")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no conversations: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".script"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			sc := newScene(t, func(o *Options, _ *scene) { o.Burst, o.PerUser = 100, 100 })
			discordtest.RunScript(sc, sc.s, string(text), sc.verbs()...)
		})
	}
}

// verbs are what conversations can say of the bot's library:
//
//	library has 40 statements more      in its folder
//	embedding takes its time            from the next reindexing on
//	embedding is quick
func (sc *scene) verbs() []discordtest.Verb {
	return []discordtest.Verb{{Name: "library", Do: sc.libraryHas}, {Name: "embedding", Do: sc.embedding}}
}

func (sc *scene) libraryHas(rest string) error {
	var n int
	if _, err := fmt.Sscanf(rest, "has %d statements more", &n); err != nil {
		return fmt.Errorf("a number must stand there, as in: has 40 statements more: %w", err)
	}
	sc.writeMore(n)
	return nil
}

// writeMore puts statements of Kenya's into the library.
func (sc *scene) writeMore(n int) {
	for i := range n {
		sc.write(fmt.Sprintf("x%d.txt", i), fmt.Sprintf("Statement by the delegation of Kenya\n\nWe believe in point number %d of the programme of work.", i))
	}
}

func (sc *scene) embedding(rest string) error {
	switch rest {
	case "takes its time":
		sc.slow(slowly{hold: make(chan struct{})})
	case "is quick":
		sc.slow(slowly{hold: closed()})
	default:
		return fmt.Errorf("embedding takes its time, or is quick")
	}
	return nil
}
