package state

import (
	"errors"
	"strconv"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Thread is a thread that the bot opened: who writes in it asks the bot.
type Thread struct {
	Channel string // the thread's own ID
	Guild   string
	Root    string // ID of the answer that it goes on from
	Opened  time.Time
}

// SaveThread keeps a thread.
func (db *DB) SaveThread(t Thread) error {
	if t.Opened.IsZero() {
		t.Opened = db.now()
	}
	return db.update(func(tx *bolt.Tx) error { return write(tx.Bucket(bucketThreads), key(t.Channel), t) })
}

// Thread gives the thread of that channel, or ErrNotFound.
func (db *DB) Thread(channel string) (t Thread, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		t, err = read[Thread](tx.Bucket(bucketThreads), key(channel))
		return err
	})
	return t, err
}

// Settings are a server's set-up. The zero value, with Guild set, is what a
// server has that never chose anything.
type Settings struct {
	Guild            string
	QuestionChannels []string // where the bot answers questions without being mentioned
	AuditChannel     string   // where admin actions are told; empty: nowhere
	AskRoles         []string // who may ask; empty: everybody
	AdminRoles       []string // who may administer beside those with Manage Server
	Private          bool     // answers to /ask and /quote are seen by the asker alone unless asked otherwise
	Threads          bool     // an answer to a mention opens a thread for what follows
}

// Settings gives a server's set-up.
func (db *DB) Settings(guild string) (s Settings, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		s, err = settings(tx, guild)
		return err
	})
	return s, err
}

func settings(tx *bolt.Tx, guild string) (Settings, error) {
	s, err := read[Settings](tx.Bucket(bucketSettings), key(guild))
	if errors.Is(err, ErrNotFound) {
		s, err = Settings{}, nil
	}
	s.Guild = guild
	return s, err
}

// UpdateSettings changes a server's set-up in one step and gives it as it is
// then. change may be called again, with the set-up as it was.
func (db *DB) UpdateSettings(guild string, change func(*Settings)) (s Settings, err error) {
	err = db.update(func(tx *bolt.Tx) error {
		s, err = settings(tx, guild)
		if err != nil {
			return err
		}
		callers(func() { change(&s) })
		s.Guild = guild
		return write(tx.Bucket(bucketSettings), key(guild), s)
	})
	return s, err
}

// Event is an admin action.
type Event struct {
	Guild  string
	Actor  string // user ID
	Action string // such as "library add"
	Detail string
	At     time.Time
}

// keepEvents is how long admin actions are kept, whatever Options.Keep is.
const keepEvents = 365 * 24 * time.Hour

// Record keeps an admin action, for a year.
func (db *DB) Record(e Event) error {
	if e.At.IsZero() {
		e.At = db.now()
	}
	return db.update(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketEvents)
		n, err := b.NextSequence()
		if err != nil {
			return err
		}
		return write(b, key(e.Guild, at(e.At), strconv.FormatUint(n, 36)), e)
	})
}

// Events lists the last n admin actions of a server, newest first.
func (db *DB) Events(guild string, n int) (out []Event, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketEvents)
		eachBack(b, key(guild), func(k, _ []byte) bool {
			if len(out) >= n {
				return false
			}
			var e Event
			if e, err = read[Event](b, k); err == nil {
				out = append(out, e)
			}
			return err == nil
		})
		return err
	})
	return out, err
}

// Note gives a note that the program left itself, "" where there is none.
func (db *DB) Note(name string) (text string, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		text = string(tx.Bucket(bucketNotes).Get(key(name)))
		return nil
	})
	return text, err
}

// SetNote leaves a note.
func (db *DB) SetNote(name, text string) error {
	return db.update(func(tx *bolt.Tx) error { return put(tx.Bucket(bucketNotes), key(name), []byte(text)) })
}
