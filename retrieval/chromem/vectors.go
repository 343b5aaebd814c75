package chromem

import (
	"encoding/binary"
	"fmt"
	"os"
	"sync"
	"unsafe"
)

// vectors are a generation's, one behind another: in memory, where chromem-go's
// documents alias them, or, where there are many, in the generation's file. What
// is asked of the file comes from the system's cache of it, a few hundred
// kilobytes at a time, so that the memory taken does not grow with the library.
//
// The file is not mapped: a page that cannot be read is an error of one search
// here, and not the end of the program, and a file that was removed goes when
// the last generation that reads it does.
type vectors struct {
	dims  int
	arena []float32
	file  *os.File // nil: they are in the arena; closed when nobody holds it any more
	start int64    // where the first begins in the file
}

// at gives a vector that is in memory.
func (v *vectors) at(i int32) []float32 {
	return v.arena[int(i)*v.dims : (int(i)+1)*v.dims : (int(i)+1)*v.dims]
}

// read fills out with the numbers of the vectors from the i-th on.
func (v *vectors) read(out []float32, i int32) error {
	// The file's bytes are read to where the numbers are to be: on nearly all
	// machines they are these already.
	b := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(out))), 4*len(out))
	if _, err := v.file.ReadAt(b, v.start+4*int64(v.dims)*int64(i)); err != nil {
		return fmt.Errorf("reading the vectors: %w", err)
	}
	if !littleEndian {
		readVector(out, b)
	}
	return nil
}

var littleEndian = binary.NativeEndian.Uint16([]byte{1, 0}) == 1

// windowBytes is about how much of a file is read at a time.
const windowBytes = 192 << 10

// window gives the vectors of a generation to one goroutine. What it gave is
// valid until it is asked again.
type window struct {
	of       *vectors
	from, to int32 // the vectors that it has at hand
	numbers  []float32
	stray    []float32 // one beside these
}

func (v *vectors) window() *window { return &window{of: v} }

// numbers holds what windows have at hand, for the next one.
var numbers sync.Pool

// done lets another use what the window held.
func (w *window) done() {
	if w.numbers != nil {
		numbers.Put(&w.numbers)
	}
}

// most is how many vectors are at hand at most.
func (w *window) most() int32 { return int32(max(1, windowBytes/4/max(1, w.of.dims))) }

// vector gives the i-th.
func (w *window) vector(i int32) ([]float32, error) {
	dims := w.of.dims
	switch {
	case w.of.file == nil:
		return w.of.at(i), nil
	case w.from <= i && i < w.to:
		at := int(i-w.from) * dims
		return w.numbers[at : at+dims : at+dims], nil
	}
	if w.stray == nil {
		w.stray = make([]float32, dims)
	}
	return w.stray, w.of.read(w.stray, i)
}

// open takes the vectors from one to before another at hand, unless they are.
func (w *window) open(from, to int32) error {
	if w.of.file == nil || w.from <= from && to <= w.to {
		return nil
	}
	w.from, w.to = 0, 0
	size := int(to-from) * w.of.dims
	if w.numbers == nil {
		if p, ok := numbers.Get().(*[]float32); ok {
			w.numbers = *p
		}
	}
	if cap(w.numbers) < size {
		w.numbers = make([]float32, max(size, int(w.most())*w.of.dims))
	}
	w.numbers = w.numbers[:size]
	if err := w.of.read(w.numbers, from); err != nil {
		return err
	}
	w.from, w.to = from, to
	return nil
}

// gap is how many vectors that nobody asks for are read along, as one read of
// more costs less than two.
const gap = 4

// follow takes at hand what the rows that pass need from the first of them on, as
// far as it lies close together.
func (w *window) follow(rows []row, pass []bool) error {
	first := rows[0].vector
	if w.of.file == nil || w.from <= first && first < w.to {
		return nil
	}
	to := first + 1
	for _, r := range rows[1:] {
		if !pass[r.header] || r.vector >= first && r.vector < to {
			continue
		}
		if r.vector < to || r.vector > to+gap || r.vector >= first+w.most() {
			break
		}
		to = r.vector + 1
	}
	if to == first+1 && w.to > w.from && first < w.from {
		return nil // one of before, beside those at hand
	}
	return w.open(first, to)
}
