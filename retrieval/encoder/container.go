package encoder

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"unsafe"
)

// The weights file, all numbers little-endian:
//
//	8 bytes    magic
//	4 bytes    length of the header
//	header     JSON, see [header]
//	sections   the vocabulary, then the tensors, each at the offset that the
//	           header gives
//	4 bytes    CRC-32C of everything before
//
// A matrix is eight-bit rows, one after another, and one float32 scale a row; a
// vector is float32. A row of a layer's matrix is an output of it.
//
// The CRC finds damage, and is quick at that; the header's digest (SHA-256 of
// the configuration and the sections) names the model; whoever writes the file
// computes it.

const (
	magic      = "VBENC\x00\x00\x01"
	maxHeader  = 1 << 20
	maxSide    = 1 << 20 // rows, columns, pieces of a vocabulary
	digestName = 12      // hexadecimal digits of the digest that a model's name shows
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Config says what a model is, beside its weights.
type Config struct {
	Name          string  `json:"name"`    // as its makers call it: "e5-small-v2"
	Origin        string  `json:"origin"`  // where the weights came from
	Licence       string  `json:"licence"` // SPDX identifier
	Layers        int     `json:"layers"`
	Heads         int     `json:"heads"`          // of attention, in each layer
	Hidden        int     `json:"hidden"`         // width between the layers, and of a vector
	Intermediate  int     `json:"intermediate"`   // width inside a layer's feed-forward part
	Positions     int     `json:"positions"`      // tokens in a text, frame included
	NormEps       float32 `json:"norm_eps"`       // added to the variance in a layer norm
	Pooling       string  `json:"pooling"`        // what stands for the text: "cls" (its first token) or "mean"
	QueryPrefix   string  `json:"query_prefix"`   // set before a question
	PassagePrefix string  `json:"passage_prefix"` // set before a passage
}

// header is the part of the file that says where everything is.
type header struct {
	Config
	Digest     string    `json:"digest"`
	Vocabulary section   `json:"vocabulary"`
	Tensors    []section `json:"tensors"`
}

// section is a piece of the file. A matrix has Scales, the offset of its rows'
// scales; a vector has one row.
type section struct {
	Name   string `json:"name,omitempty"`
	Offset int    `json:"offset"`
	Rows   int    `json:"rows,omitempty"`
	Cols   int    `json:"cols"` // bytes, for the vocabulary
	Scales int    `json:"scales,omitempty"`
}

// rows8 is a matrix of eight-bit numbers: value(r, c) = data[r*cols+c] * scale[r].
type rows8 struct {
	rows, cols int
	data       []int8
	scale      []float32
}

func (r *rows8) row(i int) []int8 { return r.data[i*r.cols : (i+1)*r.cols] }

// ErrDamaged is wrapped by every error of [Open] about a file that is not whole.
var ErrDamaged = errors.New("the weights file is damaged; put the program's original one back")

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w (%s)", ErrDamaged, fmt.Sprintf(format, args...))
}

// container is a weights file that was found whole. It aliases the file's bytes.
type container struct {
	header
	file    []byte
	tensors map[string]section
}

func parseContainer(file []byte) (*container, error) {
	const fixed = len(magic) + 4
	if len(file) < fixed+crc32.Size {
		return nil, damaged("only %d bytes", len(file))
	}
	if string(file[:len(magic)]) != magic {
		return nil, damaged("it does not begin as one")
	}
	body, sum := file[:len(file)-crc32.Size], file[len(file)-crc32.Size:]
	if crc32.Checksum(body, castagnoli) != binary.LittleEndian.Uint32(sum) {
		return nil, damaged("its checksum differs")
	}
	n := int(binary.LittleEndian.Uint32(body[len(magic):]))
	if n > maxHeader || n > len(body)-fixed {
		return nil, damaged("its header is said to have %d bytes", n)
	}
	c := &container{file: body, tensors: map[string]section{}}
	dec := json.NewDecoder(bytes.NewReader(body[fixed : fixed+n]))
	if err := dec.Decode(&c.header); err != nil {
		return nil, damaged("header: %v", err)
	}
	for _, s := range c.header.Tensors {
		c.tensors[s.Name] = s
	}
	return c, c.Config.check()
}

// check says whether the encoder can run a model of this shape.
func (c *Config) check() error {
	in := func(n, lo, hi int) bool { return lo <= n && n <= hi }
	switch {
	case !in(c.Layers, 1, 64), !in(c.Heads, 1, 64), !in(c.Positions, 8, 8192):
		return damaged("%d layers, %d heads, %d positions", c.Layers, c.Heads, c.Positions)
	case !in(c.Hidden, panel, 4096), !in(c.Intermediate, panel, 16384),
		c.Hidden%(panel*c.Heads) != 0, c.Intermediate%panel != 0:
		return damaged("%d wide, %d inside, %d heads", c.Hidden, c.Intermediate, c.Heads)
	case !(c.NormEps > 0 && c.NormEps < 1):
		return damaged("norm_eps is %v", c.NormEps)
	case c.Pooling != poolCLS && c.Pooling != poolMean:
		return damaged("pooling is %q", c.Pooling)
	}
	return nil
}

// bytesAt are n bytes of the file at offset.
func (c *container) bytesAt(offset, n int) ([]byte, error) {
	if offset < 0 || n < 0 || offset > len(c.file) || n > len(c.file)-offset {
		return nil, damaged("a section lies outside it")
	}
	return c.file[offset : offset+n : offset+n], nil
}

func (c *container) vocabulary() (string, error) {
	b, err := c.bytesAt(c.header.Vocabulary.Offset, c.header.Vocabulary.Cols)
	return string(b), err
}

// floats copies n numbers, all of them finite.
func (c *container) floats(offset, n int) ([]float32, error) {
	b, err := c.bytesAt(offset, 4*n)
	if err != nil {
		return nil, err
	}
	out := make([]float32, n)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		if out[i]-out[i] != 0 {
			return nil, damaged("a weight is not a number")
		}
	}
	return out, nil
}

func (c *container) tensor(name string, rows, cols int) (section, error) {
	s, ok := c.tensors[name]
	if !ok {
		return s, damaged("no tensor %s", name)
	}
	if s.Rows != rows || s.Cols != cols || rows > maxSide || cols > maxSide {
		return s, damaged("tensor %s is %d×%d, not %d×%d", name, s.Rows, s.Cols, rows, cols)
	}
	return s, nil
}

// vector reads a float32 tensor of rows times cols numbers.
func (c *container) vector(name string, rows, cols int) ([]float32, error) {
	s, err := c.tensor(name, rows, cols)
	if err != nil {
		return nil, err
	}
	return c.floats(s.Offset, rows*cols)
}

// matrix reads an eight-bit tensor; its rows alias the file.
func (c *container) matrix(name string, rows, cols int) (*rows8, error) {
	s, err := c.tensor(name, rows, cols)
	if err != nil {
		return nil, err
	}
	b, err := c.bytesAt(s.Offset, rows*cols)
	if err != nil {
		return nil, err
	}
	scale, err := c.floats(s.Scales, rows)
	if err != nil {
		return nil, err
	}
	// A byte and an int8 have the same size and alignment.
	data := unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(b))), len(b))
	return &rows8{rows: rows, cols: cols, data: data, scale: scale}, nil
}
