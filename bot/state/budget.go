package state

import (
	"encoding/binary"
	"fmt"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Limits are the tokens that may be spent on a UTC day; 0 is no limit.
type Limits struct{ Guild, All int }

// budget names what is counted: a server's tokens on a day.
type budget struct {
	day, guild string
	all        bool // of all servers
}

// Reservation holds tokens that are being spent.
type Reservation struct {
	db     *DB
	day    string
	guild  string
	tokens int
	once   sync.Once
}

// Reserve sets tokens aside before they are spent, so that questions at once
// cannot overspend together. The error is ErrSpent where the day's limit of the
// server, or of all, leaves fewer. What was set aside and not settled before a
// crash is free again.
func (db *DB) Reserve(guild string, tokens int, l Limits) (*Reservation, error) {
	tokens = max(tokens, 0)
	db.mu.Lock()
	defer db.mu.Unlock()
	day := dayOf(db.now())
	mine, all, err := db.spent(day, guild)
	if err != nil {
		return nil, err
	}
	ours, everybodys := budget{day: day, guild: guild}, budget{day: day, all: true}
	for _, of := range []struct{ most, used int }{{l.Guild, mine + db.reserved[ours]}, {l.All, all + db.reserved[everybodys]}} {
		if of.most > 0 && tokens > of.most-of.used {
			return nil, ErrSpent
		}
	}
	db.reserved[ours] += tokens
	db.reserved[everybodys] += tokens
	return &Reservation{db: db, day: day, guild: guild, tokens: tokens}, nil
}

// mostSpent bounds what one answer is taken to have spent, and what is counted
// of a day: a server may tell any number.
const mostSpent = 1 << 50

// Settle keeps how many tokens were spent in the end and frees the rest. Only
// the first call counts. Where it cannot be kept, what was set aside stays so
// until the program ends.
func (r *Reservation) Settle(spent int) (err error) {
	r.once.Do(func() {
		if err = r.db.spend(r.day, r.guild, min(max(spent, 0), mostSpent)); err != nil {
			return
		}
		r.db.mu.Lock()
		defer r.db.mu.Unlock()
		for _, b := range []budget{{day: r.day, guild: r.guild}, {day: r.day, all: true}} {
			if r.db.reserved[b] -= r.tokens; r.db.reserved[b] <= 0 {
				delete(r.db.reserved, b)
			}
		}
	})
	return err
}

// spend adds to what was spent, of a server and of all.
func (db *DB) spend(day, guild string, tokens int) error {
	if tokens == 0 {
		return nil
	}
	return db.update(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketSpent)
		for _, k := range [][]byte{key(day, "server", guild), key(day, "all")} {
			if err := put(b, k, binary.BigEndian.AppendUint64(nil, uint64(min(count(b, k)+tokens, mostSpent)))); err != nil {
				return err
			}
		}
		return nil
	})
}

// Spent gives the tokens spent today by a server and by all.
func (db *DB) Spent(guild string) (byGuild, all int, err error) {
	return db.spent(dayOf(db.now()), guild)
}

func (db *DB) spent(day, guild string) (byGuild, all int, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketSpent)
		byGuild, all = count(b, key(day, "server", guild)), count(b, key(day, "all"))
		return nil
	})
	if err != nil {
		err = fmt.Errorf("reading what was spent: %w", err)
	}
	return byGuild, all, err
}

func count(b *bolt.Bucket, k []byte) int {
	v := b.Get(k)
	if len(v) != 8 {
		return 0
	}
	return int(binary.BigEndian.Uint64(v))
}

func dayOf(t time.Time) string { return t.UTC().Format(time.DateOnly) }
