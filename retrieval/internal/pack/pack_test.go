package pack

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

func TestRoundTrip(t *testing.T) {
	day := time.Date(2021, 6, 23, 0, 0, 0, 7, time.UTC)
	var w Writer
	w.Uint(0)
	w.Uint(math.MaxUint64)
	w.Int(-5)
	w.Int(math.MinInt)
	w.String("государство")
	w.Strings([]string{"RU", "", "CN"})
	w.Strings(nil)
	w.Time(day)
	w.Time(time.Time{})
	w.Uint32(0xdeadbeef)
	for name, r := range map[string]*Reader{
		"bytes": NewReader(w.Bytes), "stream": NewStreamReader(iotest.OneByteReader(bytes.NewReader(w.Bytes)), int64(len(w.Bytes))),
	} {
		checkRead(t, name, r, day)
	}
	for n := range w.Bytes {
		for _, r := range []*Reader{
			NewReader(w.Bytes[:n]), NewStreamReader(bytes.NewReader(w.Bytes[:n]), int64(n)), NewStreamReader(bytes.NewReader(w.Bytes[:n]), int64(len(w.Bytes))),
		} {
			r.Uint()
			r.Uint()
			r.Int()
			r.Int()
			_ = r.String()
			r.Strings()
			r.Strings()
			r.Time()
			r.Time()
			r.Uint32()
			if r.Done() == nil {
				t.Errorf("the first %d of %d bytes were taken for the whole", n, len(w.Bytes))
			}
		}
	}
}

func checkRead(t *testing.T, name string, r *Reader, day time.Time) {
	t.Helper()
	ok := r.Uint() == 0 && r.Uint() == math.MaxUint64 && r.Int() == -5 && r.Int() == math.MinInt &&
		r.String() == "государство" && slices.Equal(r.Strings(), []string{"RU", "", "CN"}) && r.Strings() == nil &&
		r.Time().Equal(day) && r.Time().IsZero() && r.Uint32() == 0xdeadbeef
	if err := r.Done(); !ok || err != nil {
		t.Errorf("%s: what was written came back otherwise (%v)", name, err)
	}
}

// A stream longer than what is held of it at a time gives what bytes give, and
// what it fails with is told.
func TestStream(t *testing.T) {
	var w Writer
	for i := range 40_000 {
		w.Uint(uint64(i))
		w.String(strings.Repeat("x", i%100))
	}
	w.String(strings.Repeat("long", chunk))
	r := NewStreamReader(bytes.NewReader(w.Bytes), int64(len(w.Bytes)))
	for i := range 40_000 {
		if n, s := r.Uint(), r.String(); n != uint64(i) || len(s) != i%100 {
			t.Fatalf("entry %d came back as %d, %q (%v)", i, n, s, r.Err())
		}
	}
	if s := r.String(); s != strings.Repeat("long", chunk) || r.Done() != nil {
		t.Errorf("%d bytes, %v", len(s), r.Done())
	}
	whole := "front" + string(w.Bytes)
	r = NewStreamReader(bytes.NewReader(w.Bytes), int64(len(w.Bytes)))
	for i := range 40_000 {
		if n, s := r.Uint(), r.StringOf(whole); n != uint64(i) || s != strings.Repeat("x", i%100) {
			t.Fatalf("entry %d came back as %d, %q of the whole (%v)", i, n, s, r.Err())
		}
	}
	if s := r.StringOf(whole); s != strings.Repeat("long", chunk) || r.Done() != nil {
		t.Errorf("%d bytes of the whole, %v", len(s), r.Done())
	}
	r = NewStreamReader(iotest.TimeoutReader(iotest.OneByteReader(bytes.NewReader(w.Bytes))), int64(len(w.Bytes)))
	if r.Uint(); !errors.Is(r.Done(), iotest.ErrTimeout) {
		t.Errorf("the stream failed, and the reader tells %v", r.Done())
	}
}

// Whatever the bytes and the order of reading, nothing panics, and nothing
// is made that is larger than the bytes could hold.
func FuzzReader(f *testing.F) {
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01}, []byte{0, 3, 4})
	f.Fuzz(func(t *testing.T, data, calls []byte) {
		stream := NewStreamReader(bytes.NewReader(data), int64(len(data)))
		both := []*Reader{NewReader(data), stream}
		for _, call := range calls {
			r := both[call/10%2]
			switch call % 10 {
			case 0:
				r.Uint()
			case 1:
				r.Int()
			case 2:
				_ = r.String()
			case 3:
				if list := r.Strings(); len(list) > len(data) {
					t.Fatalf("%d strings of %d bytes", len(list), len(data))
				}
			case 4:
				r.Time()
			case 5:
				r.Uint32()
			case 6:
				r.Index(3)
			case 7:
				r.Count(2)
			case 8:
				_ = r.StringOf(string(data))
			case 9:
				r.Bytes(make([]byte, 3))
			}
		}
		both[0].Done()
		both[1].Done()
	})
}
