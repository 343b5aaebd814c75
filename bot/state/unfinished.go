package state

import (
	"time"

	bolt "go.etcd.io/bbolt"
)

// Unfinished is a message that promises more than it holds as yet: one that
// still grows, or that says the bot is at work. It is kept while that is so, and
// what is found at a start was left by a program that was killed. It holds no
// token: a message that everybody sees can be edited as any of the bot's own,
// and of one that one person sees Discord itself says in the end that nothing came.
type Unfinished struct {
	ID      string // of what it answers: a message's or an interaction's
	Guild   string // empty in a direct message
	Channel string
	Message string // where it grows; empty until that is known
	ReplyTo string // ID of the message that it answers; empty for an interaction
	What    string // "answer", "reindexing"
	Begun   time.Time
}

// SaveUnfinished keeps a message under its ID, in place of what was there.
func (db *DB) SaveUnfinished(u Unfinished) error {
	if u.Begun.IsZero() {
		u.Begun = db.now()
	}
	return db.update(func(tx *bolt.Tx) error { return write(tx.Bucket(bucketUnfinished), key(u.ID), u) })
}

// Finished forgets a message; one that is not there is no error.
func (db *DB) Finished(id string) error {
	return db.update(func(tx *bolt.Tx) error { return tx.Bucket(bucketUnfinished).Delete(key(id)) })
}

// AllUnfinished lists the messages that are not finished, in no order.
func (db *DB) AllUnfinished() (out []Unfinished, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketUnfinished)
		each(b, nil, func(k, _ []byte) bool {
			if u, err := read[Unfinished](b, k); err == nil {
				out = append(out, u)
			}
			return true // one that cannot be read is passed over, and swept away
		})
		return nil
	})
	return out, err
}
