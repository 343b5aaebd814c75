package encoder

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math"
	"strings"
)

// Tensor is a matrix of Rows times Cols numbers, row by row.
type Tensor struct {
	Rows, Cols int
	Data       []float32
}

// Names of the tensors in a weights file. Those of a layer are formed by
// [LayerTensor]. A layer's matrices have a row for each output; Q, K and V follow
// each other in one.
const (
	TensorWords     = "embeddings.words"     // a row a piece of the vocabulary
	TensorPositions = "embeddings.positions" // a row a position, the token type's added
	TensorNormGain  = "embeddings.norm.gain"
	TensorNormBias  = "embeddings.norm.bias"

	TensorQKV      = "qkv"
	TensorMix      = "mix" // from the heads' outputs back to the hidden width
	TensorUp       = "up"
	TensorDown     = "down"
	TensorMixNorm  = "mix.norm"
	TensorDownNorm = "down.norm"
)

// LayerTensor names a tensor of a layer. part is one of the constants above with,
// for a matrix, ".weight" or ".bias", and for a norm, ".gain" or ".bias".
func LayerTensor(layer int, part string) string { return fmt.Sprintf("layer.%d.%s", layer, part) }

// Marshal makes a weights file. Matrices that a text is multiplied by, and the
// pieces' vectors, are rounded to eight bits a weight; everything else stays as it
// is. It fails where a tensor that the model needs is missing or has another shape.
func Marshal(c Config, vocabulary []string, tensors map[string]Tensor) ([]byte, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	h := header{Config: c}
	var body []byte
	text := strings.Join(vocabulary, "\n") + "\n"
	h.Vocabulary = section{Cols: len(text)}
	body = append(body, text...)
	for _, want := range shapes(c, len(vocabulary)) {
		t, ok := tensors[want.name]
		if !ok {
			return nil, fmt.Errorf("no tensor %s", want.name)
		}
		if t.Rows != want.rows || t.Cols != want.cols || len(t.Data) != t.Rows*t.Cols {
			return nil, fmt.Errorf("tensor %s is %d×%d with %d numbers, not %d×%d",
				want.name, t.Rows, t.Cols, len(t.Data), want.rows, want.cols)
		}
		s := section{Name: want.name, Offset: align(&body), Rows: t.Rows, Cols: t.Cols}
		if want.eightBit {
			s.Scales = appendRows8(&body, t)
		} else {
			body = appendFloats(body, t.Data)
		}
		h.Tensors = append(h.Tensors, s)
	}
	digest := sha256.New()
	if err := json.NewEncoder(digest).Encode(c); err != nil {
		return nil, err
	}
	digest.Write(body)
	h.Digest = hex.EncodeToString(digest.Sum(nil))
	return assemble(h, body)
}

// shape is a tensor that a model of some configuration has.
type shape struct {
	name       string
	rows, cols int
	eightBit   bool
}

func shapes(c Config, pieces int) []shape {
	out := []shape{
		{TensorWords, pieces, c.Hidden, true},
		{TensorPositions, c.Positions, c.Hidden, false},
		{TensorNormGain, 1, c.Hidden, false},
		{TensorNormBias, 1, c.Hidden, false},
	}
	for l := range c.Layers {
		matrix := func(part string, rows, cols int) {
			out = append(out,
				shape{LayerTensor(l, part+".weight"), rows, cols, true},
				shape{LayerTensor(l, part+".bias"), 1, rows, false})
		}
		norm := func(part string) {
			out = append(out,
				shape{LayerTensor(l, part+".gain"), 1, c.Hidden, false},
				shape{LayerTensor(l, part+".bias"), 1, c.Hidden, false})
		}
		matrix(TensorQKV, 3*c.Hidden, c.Hidden)
		matrix(TensorMix, c.Hidden, c.Hidden)
		norm(TensorMixNorm)
		matrix(TensorUp, c.Intermediate, c.Hidden)
		matrix(TensorDown, c.Hidden, c.Intermediate)
		norm(TensorDownNorm)
	}
	return out
}

// align pads body so that the next section begins at a multiple of a cache line,
// and returns where that is.
func align(body *[]byte) int {
	for len(*body)%64 != 0 {
		*body = append(*body, 0)
	}
	return len(*body)
}

// appendRows8 appends the rounded rows, then their scales, and returns where the
// scales begin.
func appendRows8(body *[]byte, t Tensor) int {
	scales := make([]float32, t.Rows)
	row := make([]int8, t.Cols)
	for r := range t.Rows {
		scales[r] = quantizeRow(row, t.Data[r*t.Cols:(r+1)*t.Cols])
		for _, v := range row {
			*body = append(*body, byte(v))
		}
	}
	at := align(body)
	*body = appendFloats(*body, scales)
	return at
}

func appendFloats(b []byte, v []float32) []byte {
	for _, f := range v {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(f))
	}
	return b
}

// assemble sets the header before the body. The offsets in the header count from
// the file's start, so they depend on the header's own length, which is padded.
func assemble(h header, body []byte) ([]byte, error) {
	room := 0
	for {
		shifted := h.shift(len(magic) + 4 + room)
		text, err := json.Marshal(shifted)
		if err != nil {
			return nil, err
		}
		if len(text) <= room {
			text = append(text, strings.Repeat(" ", room-len(text))...)
			file := append([]byte(magic), 0, 0, 0, 0)
			binary.LittleEndian.PutUint32(file[len(magic):], uint32(room))
			file = append(append(file, text...), body...)
			return binary.LittleEndian.AppendUint32(file, crc32.Checksum(file, castagnoli)), nil
		}
		// Room that puts the body on a cache line.
		room = (len(magic)+4+len(text)+1023)/64*64 - len(magic) - 4
	}
}

// shift returns the header with every offset moved by n.
func (h header) shift(n int) header {
	h.Vocabulary.Offset += n
	tensors := make([]section, len(h.Tensors))
	for i, s := range h.Tensors {
		s.Offset += n
		if s.Scales != 0 {
			s.Scales += n
		}
		tensors[i] = s
	}
	h.Tensors = tensors
	return h
}
