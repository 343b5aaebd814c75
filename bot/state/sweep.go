package state

import (
	"errors"
	"time"

	bolt "go.etcd.io/bbolt"
)

// sweepStep is how many records one transaction of Sweep deletes, and looks at
// for that: nobody who writes waits longer than for these.
const sweepStep = 200

// Sweep deletes what is older than it may be kept, and tells how much. It works in
// small steps, so that nobody waits long for it.
func (db *DB) Sweep() (total int, err error) {
	now := db.now()
	old := now.Add(-db.keep)
	for _, s := range []struct {
		bucket []byte
		over   func(tx *bolt.Tx, k, v []byte) bool
		delete func(tx *bolt.Tx, k, v []byte) error
		sorted bool // by time: the first that stays ends it
	}{
		{bucketByTime, func(_ *bolt.Tx, k, _ []byte) bool { return timeOf(parts(k)[0]).Before(old) },
			func(tx *bolt.Tx, k, _ []byte) error {
				return errors.Join(deleteAnswer(tx, parts(k)[1]), tx.Bucket(bucketByTime).Delete(k))
			}, true},
		{bucketThreads, func(tx *bolt.Tx, k, _ []byte) bool {
			t, err := read[Thread](tx.Bucket(bucketThreads), k)
			return err != nil || t.Opened.Before(old)
		}, plainly(bucketThreads), false},
		{bucketFeedback, func(tx *bolt.Tx, k, _ []byte) bool {
			f, err := read[Feedback](tx.Bucket(bucketFeedback), k)
			return err != nil || f.At.Before(old)
		}, func(tx *bolt.Tx, k, _ []byte) error { return deleteFeedback(tx, k, parts(k)[2]) }, false},
		{bucketUnfinished, func(tx *bolt.Tx, k, _ []byte) bool {
			u, err := read[Unfinished](tx.Bucket(bucketUnfinished), k)
			return err != nil || u.Begun.Before(old)
		}, plainly(bucketUnfinished), false},
		{bucketTold, func(_ *bolt.Tx, _, v []byte) bool { return timeOf(string(v)).Before(old) }, plainly(bucketTold), false},
		{bucketEvents, func(_ *bolt.Tx, k, _ []byte) bool { return timeOf(parts(k)[1]).Before(now.Add(-keepEvents)) }, plainly(bucketEvents), false},
		{bucketSpent, func(_ *bolt.Tx, k, _ []byte) bool { return parts(k)[0] < dayOf(now.Add(-7*24*time.Hour)) }, plainly(bucketSpent), true},
	} {
		var from []byte
		for more := true; more; {
			n, start := 0, from
			err := db.update(func(tx *bolt.Tx) (err error) {
				n, from, more, err = step(tx, s.bucket, start, s.over, s.delete, s.sorted)
				return err
			})
			if err != nil {
				return total, err
			}
			total += n
		}
	}
	return total, nil
}

func plainly(bucket []byte) func(*bolt.Tx, []byte, []byte) error {
	return func(tx *bolt.Tx, k, _ []byte) error { return tx.Bucket(bucket).Delete(k) }
}

// step looks at the next records of a bucket and deletes what is over; next is
// where to go on, if there is more.
func step(tx *bolt.Tx, bucket, from []byte, over func(*bolt.Tx, []byte, []byte) bool, remove func(*bolt.Tx, []byte, []byte) error, sorted bool) (n int, next []byte, more bool, err error) {
	type record struct{ k, v []byte }
	var found []record
	c := tx.Bucket(bucket).Cursor()
	looked := 0
	for k, v := c.Seek(from); k != nil; k, v = c.Next() {
		if looked++; looked > sweepStep {
			next, more = append([]byte(nil), k...), true
			break
		}
		if over(tx, k, v) {
			found = append(found, record{append([]byte(nil), k...), append([]byte(nil), v...)})
		} else if sorted {
			break
		}
	}
	for _, r := range found {
		if err := remove(tx, r.k, r.v); err != nil {
			return n, from, false, err
		}
		n++
	}
	return n, next, more, nil
}
