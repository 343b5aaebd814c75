package state

import (
	"bytes"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Answer is a message of the bot's that answers a question, as far as it must
// be known later: for its buttons, for follow-ups, and for what happens to the
// statements that it cites.
type Answer struct {
	ID         string // given by SaveAnswer: 16 letters and digits, not to be guessed
	Guild      string // empty in a direct message
	Channel    string // where the message is
	Message    string // its ID; empty until it is known
	Asker      string // user ID
	Private    bool   // only the asker sees it
	Parent     string // ID of the answer that the question replied to; empty where none
	Created    time.Time
	Statements []string // IDs of the statements it cites, each once
	Retracted  bool
	Body       []byte // the caller's own
}

// SaveAnswer keeps an answer under its ID, giving it one (and Created) where
// it has none.
func (db *DB) SaveAnswer(a *Answer) error {
	if a.ID == "" {
		a.ID = newID()
	}
	if a.Created.IsZero() {
		a.Created = db.now()
	}
	return db.update(func(tx *bolt.Tx) error {
		if err := saveAnswer(tx, *a); err != nil {
			return err
		}
		return makeRoom(tx, db.most, a.ID)
	})
}

// newID makes a name of 80 random bits.
func newID() string {
	var b [10]byte
	rand.Read(b[:])
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b[:]))
}

// saveAnswer writes an answer with its indexes, in place of what was there.
func saveAnswer(tx *bolt.Tx, a Answer) error {
	if err := deleteAnswer(tx, a.ID); err != nil {
		return err
	}
	if err := write(tx.Bucket(bucketAnswers), key(a.ID), a); err != nil {
		return err
	}
	if err := addSize(tx, len(tx.Bucket(bucketAnswers).Get(key(a.ID)))); err != nil {
		return err
	}
	for _, e := range entries(a) {
		if err := put(tx.Bucket(e.bucket), e.key, e.value); err != nil {
			return err
		}
	}
	return nil
}

// entry is an answer's place in an index.
type entry struct{ bucket, key, value []byte }

// entries lists all of an answer's. They follow from the answer alone, so those
// of the one before can be deleted.
func entries(a Answer) []entry {
	out := []entry{{bucketByTime, key(at(a.Created), a.ID), nil}}
	if a.Message != "" {
		out = append(out, entry{bucketByMessage, key(a.Message), []byte(a.ID)})
	}
	if a.Asker != "" {
		out = append(out, entry{bucketByAsker, key(a.Asker, a.ID), nil})
	}
	if a.Channel != "" && !a.Private && !a.Retracted {
		out = append(out, entry{bucketByChannel, key(a.Channel, at(a.Created), a.ID), nil})
	}
	if !a.Retracted {
		for _, st := range a.Statements {
			out = append(out, entry{bucketByStatement, key(st, a.ID), nil})
		}
	}
	return out
}

func deleteAnswer(tx *bolt.Tx, id string) error {
	if err := addSize(tx, -len(tx.Bucket(bucketAnswers).Get(key(id)))); err != nil {
		return err
	}
	old, err := read[Answer](tx.Bucket(bucketAnswers), key(id))
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil { // what cannot be read can be deleted; index entries that lead nowhere are passed over
		return tx.Bucket(bucketAnswers).Delete(key(id))
	}
	for _, e := range entries(old) {
		b := tx.Bucket(e.bucket)
		if e.value != nil && !bytes.Equal(b.Get(e.key), e.value) {
			continue // the message shows another answer now
		}
		if err := b.Delete(e.key); err != nil {
			return err
		}
	}
	return tx.Bucket(bucketAnswers).Delete(key(id))
}

// Answer gives the answer of that ID, or ErrNotFound.
func (db *DB) Answer(id string) (a Answer, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		a, err = read[Answer](tx.Bucket(bucketAnswers), key(id))
		return err
	})
	return a, err
}

// AnswerAt gives the answer that a message shows, or ErrNotFound.
func (db *DB) AnswerAt(message string) (a Answer, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		id := tx.Bucket(bucketByMessage).Get(key(message))
		if id == nil || message == "" {
			return ErrNotFound
		}
		a, err = read[Answer](tx.Bucket(bucketAnswers), key(string(id)))
		return err
	})
	return a, err
}

// UpdateAnswer changes an answer in one step and gives it as it is then.
// Nothing is changed where change gives an error, which is handed on. change
// may be called again, with the answer as it was.
func (db *DB) UpdateAnswer(id string, change func(*Answer) error) (a Answer, err error) {
	err = db.update(func(tx *bolt.Tx) error {
		a, err = read[Answer](tx.Bucket(bucketAnswers), key(id))
		if err != nil {
			return err
		}
		var changed error
		callers(func() { changed = change(&a) })
		if changed != nil {
			return changed
		}
		a.ID = id
		return saveAnswer(tx, a)
	})
	return a, err
}

// DeleteAnswer forgets an answer; one that is not there is no error.
func (db *DB) DeleteAnswer(id string) error {
	return db.update(func(tx *bolt.Tx) error { return deleteAnswer(tx, id) })
}

// AnswersIn lists the last n answers in a channel that are not private and
// not retracted, oldest first.
func (db *DB) AnswersIn(channel string, n int) (out []Answer, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		eachBack(tx.Bucket(bucketByChannel), key(channel), func(k, _ []byte) bool {
			if len(out) >= n {
				return false
			}
			if a, err := read[Answer](tx.Bucket(bucketAnswers), key(parts(k)[2])); err == nil {
				out = append(out, a)
			}
			return true // one that cannot be read is passed over: the others can
		})
		return nil
	})
	slices.Reverse(out)
	return out, err
}

// Citing lists the answers, not retracted, that cite any of these statements,
// oldest first, each once.
func (db *DB) Citing(statements []string) (out []Answer, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		seen := map[string]bool{}
		for _, st := range statements {
			each(tx.Bucket(bucketByStatement), key(st), func(k, _ []byte) bool {
				id := parts(k)[1]
				if seen[id] {
					return true
				}
				seen[id] = true
				if a, err := read[Answer](tx.Bucket(bucketAnswers), key(id)); err == nil {
					out = append(out, a)
				}
				return true
			})
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b Answer) int { return a.Created.Compare(b.Created) })
	return out, err
}

// Cited lists the IDs of all statements that a kept answer cites, sorted.
func (db *DB) Cited() (out []string, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		each(tx.Bucket(bucketByStatement), nil, func(k, _ []byte) bool {
			if st := parts(k)[0]; len(out) == 0 || out[len(out)-1] != st {
				out = append(out, st)
			}
			return true
		})
		return nil
	})
	slices.Sort(out)
	return out, err
}

// Count counts what is kept.
func (db *DB) Count() (answers, threads, feedback int, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		answers = tx.Bucket(bucketAnswers).Stats().KeyN
		threads = tx.Bucket(bucketThreads).Stats().KeyN
		feedback = tx.Bucket(bucketFeedback).Stats().KeyN
		return nil
	})
	return answers, threads, feedback, err
}
