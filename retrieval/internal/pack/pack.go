// Package pack writes numbers, strings and times as bytes and reads them back,
// trusting nothing: reading past the end or a count that the rest of the bytes
// cannot hold is an error that sticks, so that a reader checks once, at the
// end.
package pack

import (
	"encoding/binary"
	"errors"
	"time"
)

// ErrCorrupt says that bytes are not what a Writer wrote.
var ErrCorrupt = errors.New("the data are damaged")

// Writer appends to Bytes.
type Writer struct{ Bytes []byte }

// Uint appends a number as a varint.
func (w *Writer) Uint(x uint64) { w.Bytes = binary.AppendUvarint(w.Bytes, x) }

// Int appends a number that is seldom negative.
func (w *Writer) Int(x int) { w.Bytes = binary.AppendVarint(w.Bytes, int64(x)) }

// String appends a string and its length.
func (w *Writer) String(s string) {
	w.Uint(uint64(len(s)))
	w.Bytes = append(w.Bytes, s...)
}

// Strings appends a list of strings.
func (w *Writer) Strings(list []string) {
	w.Uint(uint64(len(list)))
	for _, s := range list {
		w.String(s)
	}
}

// Time appends a time, to the nanosecond; its place on earth is lost.
func (w *Writer) Time(t time.Time) {
	w.Bytes = binary.AppendVarint(w.Bytes, t.Unix())
	w.Uint(uint64(t.Nanosecond()))
}

// Uint32 appends a number as four bytes.
func (w *Writer) Uint32(x uint32) { w.Bytes = binary.LittleEndian.AppendUint32(w.Bytes, x) }

// Reader reads what a Writer wrote. The strings it gives are parts of the one
// that it reads.
type Reader struct {
	data string
	at   int
	err  error
}

// NewReader reads from a copy of data.
func NewReader(data []byte) *Reader { return NewStringReader(string(data)) }

// NewStringReader reads from data itself.
func NewStringReader(data string) *Reader { return &Reader{data: data} }

// Err tells what went wrong, which is ErrCorrupt or nothing.
func (r *Reader) Err() error { return r.err }

// Done tells what went wrong, bytes left over included.
func (r *Reader) Done() error {
	if r.err == nil && r.at != len(r.data) {
		r.err = ErrCorrupt
	}
	return r.err
}

// Uint reads a number; it gives 0 after an error, as all of these do.
func (r *Reader) Uint() uint64 {
	var x uint64
	for shift := 0; ; shift += 7 {
		if r.err != nil || r.at >= len(r.data) || shift > 63 {
			r.err = ErrCorrupt
			return 0
		}
		c := r.data[r.at]
		r.at++
		x |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return x
		}
	}
}

func (r *Reader) int64() int64 {
	u := r.Uint()
	x := int64(u >> 1)
	if u&1 != 0 {
		x = ^x
	}
	return x
}

// Int reads a number that may be negative.
func (r *Reader) Int() int { return int(r.int64()) }

// Count reads the number of things that follow, each of which takes at least
// size bytes.
func (r *Reader) Count(size int) int {
	n := r.Uint()
	if r.err != nil || n > uint64(len(r.data)-r.at)/uint64(max(size, 1)) {
		r.err = ErrCorrupt
		return 0
	}
	return int(n)
}

// Index reads a number below n.
func (r *Reader) Index(n int) int {
	x := r.Uint()
	if r.err != nil || x >= uint64(max(n, 0)) {
		r.err = ErrCorrupt
		return 0
	}
	return int(x)
}

// String reads a string.
func (r *Reader) String() string {
	n := r.Count(1)
	s := r.data[r.at : r.at+n]
	r.at += n
	return s
}

// Strings reads a list of strings; an empty one is nil.
func (r *Reader) Strings() []string {
	var list []string
	for range r.Count(1) {
		list = append(list, r.String())
	}
	return list
}

// Time reads a time, in UTC.
func (r *Reader) Time() time.Time {
	seconds, nanoseconds := r.int64(), r.Uint()
	if nanoseconds >= 1e9 {
		r.err = ErrCorrupt
	}
	if r.err != nil {
		return time.Time{}
	}
	return time.Unix(seconds, int64(nanoseconds)).UTC()
}

// Uint32 reads four bytes.
func (r *Reader) Uint32() uint32 {
	if r.err != nil || len(r.data)-r.at < 4 {
		r.err = ErrCorrupt
		return 0
	}
	x := binary.LittleEndian.Uint32([]byte(r.data[r.at : r.at+4]))
	r.at += 4
	return x
}
