package state

import (
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"
)

// clock is a time that tests move.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clock { return &clock{t: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

func openAt(t testing.TB, path string, c *clock) *DB {
	t.Helper()
	db, err := Open(path, Options{Keep: 30 * 24 * time.Hour, Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func opened(t testing.TB, c *clock) *DB {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "sub", "state.db"), c)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// whole checks that the file's indexes are those that its records ask for: no
// entry leads nowhere, and none is missing.
func whole(t testing.TB, db *DB) {
	t.Helper()
	must(t, db.bolt.View(func(tx *bolt.Tx) error {
		want, have := map[string]string{}, map[string]string{}
		note := func(of map[string]string, bucket, k, v []byte) { of[string(bucket)+"\x00"+string(k)] = string(v) }
		each(tx.Bucket(bucketAnswers), nil, func(k, _ []byte) bool {
			a, err := read[Answer](tx.Bucket(bucketAnswers), k)
			must(t, err)
			for _, e := range entries(a) {
				note(want, e.bucket, e.key, e.value)
			}
			return true
		})
		each(tx.Bucket(bucketFeedback), nil, func(k, _ []byte) bool {
			note(want, bucketByVoter, byVoter(parts(k)[2], k), nil)
			f, err := read[Feedback](tx.Bucket(bucketFeedback), k)
			must(t, err)
			if f.Asker != "" {
				note(want, bucketByQuestioner, byVoter(f.Asker, k), nil)
			}
			return true
		})
		for _, b := range [][]byte{bucketByTime, bucketByMessage, bucketByAsker, bucketByChannel, bucketByStatement, bucketByVoter, bucketByQuestioner} {
			each(tx.Bucket(b), nil, func(k, v []byte) bool {
				note(have, b, k, v)
				return true
			})
		}
		for k := range have {
			if _, ok := want[k]; !ok {
				t.Errorf("an index leads nowhere: %q", strings.ReplaceAll(k, "\x00", " "))
			}
		}
		for k := range want {
			if _, ok := have[k]; !ok && !strings.HasPrefix(k, string(bucketByMessage)) { // two answers may claim one message
				t.Errorf("an index lacks %q", strings.ReplaceAll(k, "\x00", " "))
			}
		}
		return nil
	}))
}
