package pack

import (
	"math"
	"slices"
	"testing"
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
	r := NewReader(w.Bytes)
	ok := r.Uint() == 0 && r.Uint() == math.MaxUint64 && r.Int() == -5 && r.Int() == math.MinInt &&
		r.String() == "государство" && slices.Equal(r.Strings(), []string{"RU", "", "CN"}) && r.Strings() == nil &&
		r.Time().Equal(day) && r.Time().IsZero() && r.Uint32() == 0xdeadbeef
	if err := r.Done(); !ok || err != nil {
		t.Errorf("what was written came back otherwise (%v)", err)
	}
	for n := range w.Bytes {
		r := NewReader(w.Bytes[:n])
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

// Whatever the bytes and the order of reading, nothing panics, and nothing
// is made that is larger than the bytes could hold.
func FuzzReader(f *testing.F) {
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01}, []byte{0, 3, 4})
	f.Fuzz(func(t *testing.T, data, calls []byte) {
		r := NewReader(data)
		for _, call := range calls {
			switch call % 8 {
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
			}
		}
		r.Done()
	})
}
