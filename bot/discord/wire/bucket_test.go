package wire

import (
	"net/http/httptest"
	"testing"
	"time"
)

// told is an answer that tells a bucket's state.
func told(size, left int, after time.Duration) *exchange {
	w := httptest.NewRecorder()
	limit(w, "abc", size, left, after)
	return &exchange{status: 200, header: w.Header()}
}

// taken takes as many places as there are.
func taken(b *bucket, now time.Time) int {
	for n := 0; ; n++ {
		if wait, _ := b.take(now); wait != 0 || n == 100 {
			return n
		}
	}
}

func TestBucketWindows(t *testing.T) {
	b, now := newBucket(), time.Now()
	at := func(d time.Duration) time.Time { return now.Add(d) }
	check := func(what string, got, want int) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %d places, want %d", what, got, want)
		}
	}
	check("nothing is known", taken(b, now), unknownMost)
	b.learn(told(5, 4, 2*time.Second), now) // the other two may not have come there yet
	check("one answer", taken(b, now), 2)
	b.learn(told(5, 0, 2*time.Second), now)
	b.learn(told(5, 2, 2*time.Second), now) // out of order: the smaller one holds
	check("used up", taken(b, at(time.Second)), 0)
	if wait, _ := b.take(at(time.Second)); wait != time.Second {
		t.Errorf("waits %v for the window's end, want 1 s", wait)
	}
	check("a new window, two being under way", taken(b, at(2*time.Second)), 3)
	check("the same", taken(b, at(3*time.Second)), 0)
	check("five are stuck", taken(b, at(5*time.Second)), 1)
	for range 6 {
		b.learn(&exchange{}, at(5*time.Second)) // failed: nothing is learnt
	}
	check("all are back", taken(b, at(8*time.Second)), 5)
	b.block(at(20 * time.Second))
	check("refused", taken(b, at(19*time.Second)), 0)
}

func TestBucketWithoutLimit(t *testing.T) {
	b, now := newBucket(), time.Now()
	taken(b, now)
	b.learn(&exchange{status: 200}, now)
	if n := taken(b, now); n != 100 {
		t.Errorf("%d places where no limit is told", n)
	}
}

// Another channel's bucket is as large as the first one's, from the start.
func TestBucketsOfAGroup(t *testing.T) {
	l := newLimiter()
	for _, path := range []string{"channels/1/messages", "channels/2/messages"} {
		r, _ := routeOf("POST", path, "")
		p, err := l.acquire(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if path == "channels/2/messages" {
			if size, _ := p.bucket.dimensions(); size != 5 {
				t.Errorf("size %d, want 5", size)
			}
		}
		p.release(told(5, 4, time.Second))
	}
	if len(l.buckets) != 3 { // the first is there under its route's name, too
		t.Errorf("%d buckets", len(l.buckets))
	}
}
