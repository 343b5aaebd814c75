package state

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	bolt "go.etcd.io/bbolt"
)

// key makes a key of parts, each behind its length, so that no part can be
// taken for another. What is no UTF-8 is replaced as JSON replaces it, since
// the records are JSON, and keys must follow from them.
func key(parts ...string) []byte {
	for i, p := range parts {
		parts[i] = string([]rune(p))
	}
	return rawKey(parts...)
}

func rawKey(parts ...string) []byte {
	var k []byte
	for _, p := range parts {
		k = binary.AppendUvarint(k, uint64(len(p)))
		k = append(k, p...)
	}
	return k
}

// parts takes a key apart; nil where it is none.
func parts(k []byte) []string {
	var out []string
	for len(k) > 0 {
		n, size := binary.Uvarint(k)
		if size <= 0 || n > uint64(len(k)-size) {
			return nil
		}
		out = append(out, string(k[size:size+int(n)]))
		k = k[size+int(n):]
	}
	return out
}

// at is a time as a part of a key: keys of later times come later.
func at(t time.Time) string {
	return fmt.Sprintf("%016x", uint64(t.UnixNano())^1<<63)
}

// timeOf reads it back.
func timeOf(part string) time.Time {
	n, err := strconv.ParseUint(part, 16, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(0, int64(n^1<<63))
}

// read decodes a record, or gives ErrNotFound.
func read[T any](b *bolt.Bucket, k []byte) (T, error) {
	var out T
	value := b.Get(k)
	if value == nil {
		return out, ErrNotFound
	}
	if err := json.Unmarshal(value, &out); err != nil {
		return out, fmt.Errorf("a record of the bot's memory cannot be read: %w", err)
	}
	return out, nil
}

// write encodes a record. Keys that bbolt cannot hold are refused in words.
func write(b *bolt.Bucket, k []byte, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return put(b, k, data)
}

var errKey = errors.New("the bot's memory holds no names that long")

func put(b *bolt.Bucket, k, value []byte) error {
	if len(k) > bolt.MaxKeySize {
		return errKey
	}
	return b.Put(k, value)
}

// each goes through the keys that begin with prefix, in their order, until f
// gives false. f must not change the bucket.
func each(b *bolt.Bucket, prefix []byte, f func(k, v []byte) bool) {
	c := b.Cursor()
	for k, v := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
		if !f(k, v) {
			return
		}
	}
}

// eachBack is each from the last key to the first.
func eachBack(b *bolt.Bucket, prefix []byte, f func(k, v []byte) bool) {
	c := b.Cursor()
	k, v := seekEnd(c, prefix)
	for ; k != nil && bytes.HasPrefix(k, prefix); k, v = c.Prev() {
		if !f(k, v) {
			return
		}
	}
}

// seekEnd goes to the last key that begins with prefix, or one before it.
func seekEnd(c *bolt.Cursor, prefix []byte) (k, v []byte) {
	end := bytes.Clone(prefix)
	for len(end) > 0 && end[len(end)-1] == 0xff {
		end = end[:len(end)-1]
	}
	if len(end) == 0 {
		return c.Last()
	}
	end[len(end)-1]++
	if k, _ := c.Seek(end); k == nil {
		return c.Last()
	}
	return c.Prev()
}
