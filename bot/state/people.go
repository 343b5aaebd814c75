package state

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Feedback is somebody's verdict on an answer.
type Feedback struct {
	Answer    string // its ID
	Guild     string
	Voter     string // a pseudonym, see DB.Pseudonym
	Asker     string // the pseudonym of whoever asked, while Question is kept; may be empty
	Verdict   string // such as "helpful"
	Comment   string
	Question  string
	Text      string   // the answer as it was shown
	Citations []string // each as one line
	At        time.Time
}

// SaveFeedback keeps a verdict. One by the same voter on the same answer takes
// the place of the one before.
func (db *DB) SaveFeedback(f Feedback) error {
	if f.At.IsZero() {
		f.At = db.now()
	}
	return db.update(func(tx *bolt.Tx) error {
		f, k := f, key(f.Guild, f.Answer, f.Voter)
		if f.Asker != "" && tx.Bucket(bucketAnswers).Get(key(f.Answer)) == nil { // forgotten meanwhile
			f.Question, f.Asker = "", ""
		}
		if f.Asker != "" {
			if err := put(tx.Bucket(bucketByQuestioner), byVoter(f.Asker, k), nil); err != nil {
				return err
			}
		}
		if err := write(tx.Bucket(bucketFeedback), k, f); err != nil {
			return err
		}
		return put(tx.Bucket(bucketByVoter), byVoter(f.Voter, k), nil)
	})
}

// FeedbackOf lists a server's feedback, oldest first.
func (db *DB) FeedbackOf(guild string) (out []Feedback, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketFeedback)
		each(b, key(guild), func(k, _ []byte) bool {
			if f, err := read[Feedback](b, k); err == nil {
				out = append(out, f)
			}
			return true
		})
		return nil
	})
	slices.SortStableFunc(out, func(a, b Feedback) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return strings.Compare(a.Answer+a.Voter, b.Answer+b.Voter)
	})
	return out, err
}

func deleteFeedback(tx *bolt.Tx, k []byte, voter string) error {
	if f, err := read[Feedback](tx.Bucket(bucketFeedback), k); err == nil && f.Asker != "" {
		if err := tx.Bucket(bucketByQuestioner).Delete(byVoter(f.Asker, k)); err != nil {
			return err
		}
	}
	if err := tx.Bucket(bucketFeedback).Delete(k); err != nil {
		return err
	}
	return tx.Bucket(bucketByVoter).Delete(byVoter(voter, k))
}

// withoutQuestion takes the question out of a verdict: it is the words of
// whoever asked, and they want it deleted. What is left is the voter's, and the record's.
func withoutQuestion(tx *bolt.Tx, k []byte) (had bool, err error) {
	b := tx.Bucket(bucketFeedback)
	f, err := read[Feedback](b, k)
	if err != nil || f.Question == "" {
		return false, nil // gone, or empty already
	}
	f.Question, f.Asker = "", ""
	return true, write(b, k, f)
}

// takeQuestions takes a person's questions out of all verdicts on their answers:
// those that know whose question they hold, and those that are older than that.
func (db *DB) takeQuestions(tx *bolt.Tx, user string, answers []Answer) (n int, err error) {
	var of [][]byte
	for _, k := range keysUnder(tx.Bucket(bucketByQuestioner), key(db.Pseudonym(user))) {
		of = append(of, []byte(parts(k)[1]))
		if err := tx.Bucket(bucketByQuestioner).Delete(k); err != nil {
			return n, err
		}
	}
	for _, a := range answers {
		of = append(of, keysUnder(tx.Bucket(bucketFeedback), key(a.Guild, a.ID))...)
	}
	for _, k := range of {
		had, err := withoutQuestion(tx, k)
		if err != nil {
			return n, err
		}
		if had {
			n++
		}
	}
	return n, nil
}

// byVoter is the key under which a voter's feedback is found: k is its own.
func byVoter(voter string, k []byte) []byte { return append(key(voter), rawKey(string(k))...) }

// Pseudonym gives a name that stands for a user in this file alone: the same
// each time, and not to be led back to the user without the file's key.
func (db *DB) Pseudonym(user string) string {
	mac := hmac.New(sha256.New, db.key)
	mac.Write([]byte(user))
	return hex.EncodeToString(mac.Sum(nil)[:8])
}

// FirstTime tells whether a user has not yet been told of something, and notes
// that it now was. Kept under the user's pseudonym.
func (db *DB) FirstTime(user, what string) (first bool, err error) {
	k := key(db.Pseudonym(user), what)
	err = db.update(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketTold)
		first = b.Get(k) == nil
		return put(b, k, []byte(at(db.now())))
	})
	return first, err
}

// SetUnchecked keeps whether a user does not want their messages checked. It
// stays until the user says otherwise, also where all else is forgotten, and is
// kept under the user's pseudonym.
func (db *DB) SetUnchecked(user string, unchecked bool) error {
	if user == "" {
		return nil
	}
	k := key(db.Pseudonym(user))
	return db.update(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketUnchecked)
		if !unchecked {
			return b.Delete(k)
		}
		return put(b, k, []byte(at(db.now())))
	})
}

// Unchecked tells whether the user of a pseudonym does not want their messages
// checked.
func (db *DB) Unchecked(pseudonym string) (unchecked bool, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		unchecked = tx.Bucket(bucketUnchecked).Get(key(pseudonym)) != nil
		return nil
	})
	return unchecked, err
}

// Forgotten counts what Forget deleted. Questions are those taken out of other
// people's feedback.
type Forgotten struct{ Answers, Feedback, Questions int }

// Forget deletes what is kept of a user: the answers to their questions, their
// feedback, their questions in other people's, and what they were told. The answers deleted are handed over, for
// what has to be done about their messages. The record of admin actions stays.
func (db *DB) Forget(user string) (n Forgotten, deleted []Answer, err error) {
	if user == "" {
		return n, nil, nil
	}
	err = db.update(func(tx *bolt.Tx) error {
		n, deleted = Forgotten{}, nil
		for _, k := range keysUnder(tx.Bucket(bucketByAsker), key(user)) {
			id := parts(k)[1]
			a, err := read[Answer](tx.Bucket(bucketAnswers), key(id))
			if err == nil {
				deleted = append(deleted, a)
			}
			if err := deleteAnswer(tx, id); err != nil {
				return err
			}
			if err := tx.Bucket(bucketByAsker).Delete(k); err != nil {
				return err
			}
		}
		n.Answers = len(deleted)
		voter := db.Pseudonym(user)
		for _, k := range keysUnder(tx.Bucket(bucketByVoter), key(voter)) {
			if err := deleteFeedback(tx, []byte(parts(k)[1]), voter); err != nil {
				return err
			}
			n.Feedback++
		}
		if n.Questions, err = db.takeQuestions(tx, user, deleted); err != nil {
			return err
		}
		for _, k := range keysUnder(tx.Bucket(bucketTold), key(voter)) {
			if err := tx.Bucket(bucketTold).Delete(k); err != nil {
				return err
			}
		}
		return nil
	})
	return n, deleted, err
}

// keysUnder copies the keys that begin with prefix, so that the bucket may be
// changed while they are gone through.
func keysUnder(b *bolt.Bucket, prefix []byte) (out [][]byte) {
	each(b, prefix, func(k, _ []byte) bool {
		out = append(out, append([]byte(nil), k...))
		return true
	})
	return out
}
