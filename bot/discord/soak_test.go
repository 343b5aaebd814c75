package discord

import (
	"math/rand/v2"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"verbatim/bot/discord/discordtest"
)

// BenchmarkSoak has 10,000 interactions and messages answered while Discord
// misbehaves at random: the gateway drops, requests are limited, fail, hang and
// are cut. It reports goroutines and memory before and after, and fails where
// anything was answered twice, or nobody was told anything.
//
//	go test ./bot/discord -run '^$' -bench Soak -benchtime 1x
func BenchmarkSoak(b *testing.B) {
	for b.Loop() {
		soak(b, 10000)
	}
}

func soak(b *testing.B, n int) {
	do := unlimited()
	do.HeartbeatInterval, do.Keep = 5*time.Second, 5000
	sc := newSceneIn(b, do, func(o *Options, _ *scene) {
		o.PerUser, o.Burst, o.PerGuild, o.Queue, o.Workers = 1<<20, 1<<20, 1<<20, 500, 8
	})
	general, given := sc.general, answers{}
	run := func(n int) (answered, excused, lost int64) {
		var done, sorry, none atomic.Int64
		var wg sync.WaitGroup
		slots := make(chan struct{}, 60)
		for i := range n {
			slots <- struct{}{}
			wg.Go(func() {
				defer func() { <-slots }()
				switch outcome := sc.soaked(i, general); outcome {
				case "answered":
					done.Add(1)
				case "excused":
					sorry.Add(1)
				default:
					none.Add(1)
				}
			})
			if i%500 == 499 {
				given.note(general) // before they are forgotten
			}
		}
		wg.Wait()
		return done.Load(), sorry.Load(), none.Load()
	}
	run(300) // what is made once is made
	stop := make(chan struct{})
	var trouble sync.WaitGroup
	before := measured()
	trouble.Go(func() { sc.trouble(stop) })
	begun := time.Now()
	answered, excused, lost := run(n)
	took := time.Since(begun)
	close(stop)
	trouble.Wait()
	within(2*time.Minute, func() bool { return sc.b.pool.depth() == 0 })
	time.Sleep(3 * time.Second) // what is idle goes
	after := measured()
	b.ReportMetric(float64(answered), "answered")
	b.ReportMetric(float64(excused), "excused")
	b.ReportMetric(float64(lost), "lost")
	b.ReportMetric(float64(before.goroutines), "goroutines-before")
	b.ReportMetric(float64(after.goroutines), "goroutines-after")
	b.ReportMetric(before.heap, "MB-before")
	b.ReportMetric(after.heap, "MB-after")
	b.ReportMetric(float64(n)/took.Seconds(), "a-second")
	given.note(general)
	if twice := given.twice(); twice > 0 {
		b.Errorf("%d messages were answered twice", twice)
	}
	if strings.Contains(sc.log.String(), "a panic") {
		b.Error("something panicked")
	}
}

// answers are the IDs of replies, by the message that they reply to.
type answers map[string]map[string]bool

func (a answers) note(c *discordtest.Channel) {
	for _, m := range c.Messages() {
		to := repliedTo(m)
		if to == "" || !m.Author.Bot {
			continue
		}
		if a[to] == nil {
			a[to] = map[string]bool{}
		}
		a[to][m.ID] = true
	}
}

// twice counts the messages to which the bot replied more than once.
func (a answers) twice() (n int) {
	for _, ids := range a {
		if len(ids) > 1 {
			n++
		}
	}
	return n
}

// soaked asks once, and tells what came of it.
func (sc *scene) soaked(i int, c *discordtest.Channel) string {
	var got discordtest.Message
	var err error
	if i%3 == 0 {
		x := sc.ask(sc.alice, c, treaty)
		got, err = x.WaitAnswer(repliesTo(x), 90*time.Second)
	} else {
		name, options := "ask", discordtest.Values{"question": treaty}
		switch i % 9 {
		case 1:
			name, options = "quote", discordtest.Values{"words": "legally binding treaty"}
		case 2:
			name, options = "sources", nil
		}
		x := sc.alice.Slash(c, name, options)
		if x.Err() != nil {
			return x.Err().Error()
		}
		got, err = x.WaitShown(whole, 90*time.Second)
	}
	switch {
	case err != nil:
		return "lost"
	case strings.Contains(got.Text(), "went wrong") || strings.Contains(got.Text(), "it can hold"):
		return "excused"
	}
	return "answered"
}

// trouble makes Discord misbehave until it is told to stop.
func (sc *scene) trouble(stop chan struct{}) {
	fail := func(f discordtest.Fault) func() { return func() { sc.s.Fault(f) } }
	channels := func(r *discordtest.Request) bool { return strings.Contains(r.Route, "channels") }
	patches := func(r *discordtest.Request) bool { return r.Method == http.MethodPatch }
	posts := func(r *discordtest.Request) bool { return strings.HasPrefix(r.Route, "POST /channels/") }
	kinds := []func(){
		sc.s.Gateway.Drop, sc.s.Gateway.Reconnect,
		fail(discordtest.Fault{Match: patches, Times: 3, Status: 502}),
		fail(discordtest.Fault{Match: posts, Times: 3, Status: 500}),
		fail(discordtest.Fault{Route: editAnswer, Times: 2, Cut: true}),
		fail(discordtest.Fault{Route: editAnswer, Times: 2, Delay: 2 * time.Second}),
		fail(discordtest.Fault{Match: channels, Times: 2, Status: 429, RetryAfter: 200 * time.Millisecond}),
		fail(discordtest.Fault{Match: channels, Times: 1, Status: 429, RetryAfter: 200 * time.Millisecond, Scope: "global"}),
		fail(discordtest.Fault{Route: "POST /interactions/{interaction}/{token}/callback", Times: 1, Status: 503}),
	}
	for {
		select {
		case <-stop:
			return
		case <-time.After(time.Duration(50+rand.IntN(200)) * time.Millisecond):
			kinds[rand.IntN(len(kinds))]()
		}
	}
}

type measure struct {
	goroutines int
	heap       float64 // MB in use after collection
}

func measured() measure {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return measure{runtime.NumGoroutine(), float64(m.HeapInuse) / (1 << 20)}
}
