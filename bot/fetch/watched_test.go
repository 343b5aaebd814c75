package fetch

import (
	"context"
	"fmt"
	"testing"
	"time"

	"verbatim/bot/library"
)

// What a program fetches while another watches the folder, as serve does, is
// picked up there, all of it.
func TestFetchBesideAWatcher(t *testing.T) {
	d := newDesk(t)
	serving := d.lib
	d.open() // the program that fetches
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		serving.Watch(ctx, library.Watching{Rest: 20 * time.Millisecond, Every: 20 * time.Millisecond, Poll: true})
	}()
	defer func() { stop(); <-done }()
	const n = 8
	var all []string
	for i := range n {
		at := fmt.Sprintf("https://mfa.freedonia.example/%c", 'a'+i)
		d.net.put(at, page("Statement by Freedonia", fmt.Sprintf("<p>%d July 2022</p><p>Mr. Chair,</p><p>Freedonia brings proposal %d on harbours, which is another than those before it.</p>", i+1, i+1)))
		all = append(all, at)
	}
	for _, r := range d.fetch(all...) {
		if r.Outcome != library.Came {
			t.Errorf("%s: %s (%s)", r.Name(), r.Outcome, r.Reason)
		}
	}
	for start := time.Now(); len(serving.Index().Statements()) != n; time.Sleep(5 * time.Millisecond) {
		if time.Since(start) > 20*time.Second {
			t.Fatalf("%d statements are picked up, want %d", len(serving.Index().Statements()), n)
		}
	}
	if failed := append(serving.Index().Failed(), serving.Index().Warnings()...); len(failed) > 0 {
		t.Errorf("%v", failed)
	}
}
