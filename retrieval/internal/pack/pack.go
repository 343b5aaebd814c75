// Package pack writes numbers, strings and times as bytes and reads them back,
// trusting nothing: reading past the end or a count that the rest of the bytes
// cannot hold is an error that sticks, so that a reader checks once, at the
// end.
package pack

import (
	"encoding/binary"
	"errors"
	"io"
	"strings"
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
// that it reads, or copies where it reads from a stream.
type Reader struct {
	data string
	at   int
	err  error

	from io.Reader // where what follows data comes from; nil where data is all
	left int64     // bytes that are still to come from there
}

// NewReader reads from a copy of data.
func NewReader(data []byte) *Reader { return NewStringReader(string(data)) }

// NewStringReader reads from data itself.
func NewStringReader(data string) *Reader { return &Reader{data: data} }

// NewStreamReader reads the size bytes that from gives, a little at a time: what
// was read is not held. Where from fails, that is the Reader's error.
func NewStreamReader(from io.Reader, size int64) *Reader { return &Reader{from: from, left: size} }

// chunk is how much is taken from a stream at a time.
const chunk = 64 << 10

// rest is how many bytes are still to be read.
func (r *Reader) rest() int64 { return int64(len(r.data)-r.at) + r.left }

// fill sees to it that n bytes are at hand, if there are so many.
func (r *Reader) fill(n int) {
	if len(r.data)-r.at >= n || r.left == 0 {
		return
	}
	have := len(r.data) - r.at
	b := make([]byte, have+int(min(r.left, max(chunk, int64(n-have)))))
	copy(b, r.data[r.at:])
	if _, err := io.ReadFull(r.from, b[have:]); err != nil {
		r.err, r.left = err, 0
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			r.err = ErrCorrupt
		}
		return
	}
	r.left -= int64(len(b) - have)
	r.data, r.at = string(b), 0
}

// Err tells what went wrong: ErrCorrupt, what a stream failed with, or nothing.
func (r *Reader) Err() error { return r.err }

// Done tells what went wrong, bytes left over included.
func (r *Reader) Done() error {
	if r.err == nil && r.rest() != 0 {
		r.err = ErrCorrupt
	}
	return r.err
}

// Uint reads a number; it gives 0 after an error, as all of these do.
func (r *Reader) Uint() uint64 {
	var x uint64
	r.fill(binary.MaxVarintLen64)
	for shift := 0; ; shift += 7 {
		if r.err != nil || r.at >= len(r.data) || shift > 63 {
			r.fail()
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

// fail notes that the data are damaged, where nothing was wrong before.
func (r *Reader) fail() {
	if r.err == nil {
		r.err = ErrCorrupt
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
	if r.err != nil || n > uint64(r.rest())/uint64(max(size, 1)) {
		r.fail()
		return 0
	}
	return int(n)
}

// Index reads a number below n.
func (r *Reader) Index(n int) int {
	x := r.Uint()
	if r.err != nil || x >= uint64(max(n, 0)) {
		r.fail()
		return 0
	}
	return int(x)
}

// String reads a string.
func (r *Reader) String() string {
	return r.string(r.Count(1))
}

func (r *Reader) string(n int) string {
	if r.fill(n); r.err != nil {
		return ""
	}
	s := r.data[r.at : r.at+n]
	r.at += n
	if r.from != nil {
		return strings.Clone(s) // or the little that is wanted would hold on to all of its chunk
	}
	return s
}

// StringOf is String, and takes the string from whole, which has the bytes of the
// end of the stream, and may have others before them; it is not read then. Where
// whole is too short for that it is String.
func (r *Reader) StringOf(whole string) string {
	n := r.Count(1)
	at := int64(len(whole)) - r.rest()
	if r.err != nil || at < 0 {
		return r.string(n)
	}
	r.skip(n)
	if r.err != nil {
		return ""
	}
	return whole[at : at+int64(n)]
}

// skip passes over n bytes, which are there.
func (r *Reader) skip(n int) {
	here := min(n, len(r.data)-r.at)
	r.at += here
	if n -= here; n == 0 {
		return
	}
	if m, err := io.CopyN(io.Discard, r.from, int64(n)); err != nil {
		r.left -= m
		r.err = err
		if err == io.EOF {
			r.err = ErrCorrupt
		}
		return
	}
	r.left -= int64(n)
}

// Bytes reads as many bytes as b has, which were written without their number.
func (r *Reader) Bytes(b []byte) {
	if r.fill(len(b)); r.err != nil || len(r.data)-r.at < len(b) {
		r.fail()
		return
	}
	r.at += copy(b, r.data[r.at:])
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
		r.fail()
	}
	if r.err != nil {
		return time.Time{}
	}
	return time.Unix(seconds, int64(nanoseconds)).UTC()
}

// Uint32 reads four bytes.
func (r *Reader) Uint32() uint32 {
	if r.fill(4); r.err != nil || len(r.data)-r.at < 4 {
		r.fail()
		return 0
	}
	x := binary.LittleEndian.Uint32([]byte(r.data[r.at : r.at+4]))
	r.at += 4
	return x
}
