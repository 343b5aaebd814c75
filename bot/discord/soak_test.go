package discord

import (
	"math/rand/v2"
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
	sc := newScene(b, discordtest.Options{NoSpec: true, Heartbeat: 500 * time.Millisecond}, func(o *Options, _ *scene) {
		o.PerUser, o.Burst, o.PerGuild, o.Queue, o.Workers = 1<<20, 1<<20, 1<<20, 500, 8
	})
	general := sc.general
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
				sc.s.Forget(time.Minute / 6)
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
	sc.s.Forget(0)
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
	if twice := sc.s.AnsweredTwice(); twice > 0 {
		b.Errorf("%d messages were answered twice", twice)
	}
	if strings.Contains(sc.log.String(), "a panic") {
		b.Error("something panicked")
	}
}

// soaked asks once, and tells what came of it.
func (sc *scene) soaked(i int, c *discordtest.Channel) string {
	fits := func(m *discordtest.Message) bool { return !strings.Contains(m.Content, "Still writing") }
	var got *discordtest.Message
	if i%3 == 0 {
		asked := sc.alice.Say(c, sc.s.Mention()+" "+treaty)
		got = sc.s.WaitReply(asked, 90*time.Second)
	} else {
		name, options := "ask", map[string]any{"question": treaty}
		switch i % 9 {
		case 1:
			name, options = "quote", map[string]any{"words": "legally binding treaty"}
		case 2:
			name, options = "sources", nil
		}
		x, err := sc.alice.Slash(c, name, options)
		if err != nil {
			return err.Error()
		}
		got = x.Wait(90*time.Second, fits)
	}
	switch {
	case got == nil:
		return "lost"
	case strings.Contains(got.Text(), "went wrong") || strings.Contains(got.Text(), "it can hold"):
		return "excused"
	}
	return "answered"
}

// trouble makes Discord misbehave until it is told to stop.
func (sc *scene) trouble(stop chan struct{}) {
	kinds := []func(){
		sc.s.Drop, sc.s.Reconnect,
		func() { sc.s.Fail(discordtest.Fault{Match: "PATCH", Times: 3, Status: 502}) },
		func() { sc.s.Fail(discordtest.Fault{Match: "POST channels", Times: 3, Status: 500}) },
		func() { sc.s.Fail(discordtest.Fault{Match: "PATCH webhooks", Times: 2, Cut: true}) },
		func() { sc.s.Fail(discordtest.Fault{Match: "PATCH webhooks", Times: 2, Delay: 2 * time.Second}) },
		func() { sc.s.Fail(discordtest.Fault{Match: "channels", Times: 2, Limit: 200 * time.Millisecond}) },
		func() {
			sc.s.Fail(discordtest.Fault{Match: "channels", Times: 1, Limit: 200 * time.Millisecond, Global: true})
		},
		func() { sc.s.Fail(discordtest.Fault{Match: "callback", Times: 1, Status: 503}) },
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
