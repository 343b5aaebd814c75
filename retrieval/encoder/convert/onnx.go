package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// What is needed of an ONNX file (onnx.proto, in Protocol Buffers' wire format):
// the graph's initializers, and its nodes, which say what a nameless matrix is
// multiplied with.

// tensor is an initializer of 32-bit floats.
type tensor struct {
	name string
	dims []int
	data []float32
}

// node is an operation: its kind and the names of what goes in and comes out.
type node struct {
	op, name        string
	inputs, outputs []string
}

type graph struct {
	tensors map[string]tensor
	nodes   []node
}

var errWire = errors.New("not an ONNX file, or a damaged one")

// field is one field of a message: its number and, by its wire type, a number or
// bytes.
type field struct {
	number int
	value  uint64
	bytes  []byte
}

// fields calls each for every field of a message.
func fields(b []byte, each func(field) error) error {
	for len(b) > 0 {
		key, n := binary.Uvarint(b)
		if n <= 0 {
			return errWire
		}
		f, rest, err := readValue(int(key&7), b[n:])
		if err != nil {
			return err
		}
		f.number, b = int(key>>3), rest
		if err := each(f); err != nil {
			return err
		}
	}
	return nil
}

// readValue reads what follows a field's key.
func readValue(wire int, b []byte) (f field, rest []byte, err error) {
	v, n := uint64(0), 0
	switch wire {
	case 0, 2:
		if v, n = binary.Uvarint(b); n <= 0 {
			return f, nil, errWire
		}
	case 1:
		n = 8
	case 5:
		n = 4
	default:
		return f, nil, errWire
	}
	if len(b) < n {
		return f, nil, errWire
	}
	b = b[n:]
	if wire != 2 {
		return field{value: v}, b, nil
	}
	if v > uint64(len(b)) {
		return f, nil, errWire
	}
	return field{bytes: b[:v]}, b[v:], nil
}

// Field numbers of onnx.proto.
const (
	modelGraph       = 7
	graphNode        = 1
	graphInitializer = 5
	nodeInput        = 1
	nodeOutput       = 2
	nodeName         = 3
	nodeOpType       = 4
	tensorDims       = 1
	tensorDataType   = 2
	tensorFloatData  = 4
	tensorName       = 8
	tensorRawData    = 9
	typeFloat        = 1
)

func parseONNX(file []byte) (*graph, error) {
	g := &graph{tensors: map[string]tensor{}}
	err := fields(file, func(f field) error {
		if f.number != modelGraph {
			return nil
		}
		return fields(f.bytes, g.add)
	})
	if err == nil && len(g.tensors) == 0 {
		err = errWire
	}
	return g, err
}

func (g *graph) add(f field) error {
	switch f.number {
	case graphNode:
		n, err := parseNode(f.bytes)
		g.nodes = append(g.nodes, n)
		return err
	case graphInitializer:
		t, err := parseTensor(f.bytes)
		if t.data != nil {
			g.tensors[t.name] = t
		}
		return err
	}
	return nil
}

func parseNode(b []byte) (n node, err error) {
	err = fields(b, func(f field) error {
		switch f.number {
		case nodeInput:
			n.inputs = append(n.inputs, string(f.bytes))
		case nodeOutput:
			n.outputs = append(n.outputs, string(f.bytes))
		case nodeName:
			n.name = string(f.bytes)
		case nodeOpType:
			n.op = string(f.bytes)
		}
		return nil
	})
	return n, err
}

// parseTensor reads a tensor; one of other numbers than 32-bit floats has no data.
func parseTensor(b []byte) (t tensor, err error) {
	kind, raw := uint64(0), []byte(nil)
	err = fields(b, func(f field) error {
		switch f.number {
		case tensorDims:
			return t.addDims(f)
		case tensorDataType:
			kind = f.value
		case tensorFloatData, tensorRawData:
			raw = append(raw, f.bytes...)
		case tensorName:
			t.name = string(f.bytes)
		}
		return nil
	})
	if err != nil || kind != typeFloat {
		return t, err
	}
	size := 1
	for _, d := range t.dims {
		if d < 0 || d > len(raw) {
			return t, fmt.Errorf("tensor %s: %d bytes for %v", t.name, len(raw), t.dims)
		}
		size = min(size*d, len(raw)+1)
	}
	if len(raw) != 4*size {
		return t, fmt.Errorf("tensor %s: %d bytes for %v", t.name, len(raw), t.dims)
	}
	t.data = make([]float32, size)
	for i := range t.data {
		t.data[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	return t, nil
}

// addDims reads one dimension, or several packed into one field.
func (t *tensor) addDims(f field) error {
	if f.bytes == nil {
		t.dims = append(t.dims, int(f.value))
		return nil
	}
	for b := f.bytes; len(b) > 0; {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			return errWire
		}
		t.dims, b = append(t.dims, int(v)), b[n:]
	}
	return nil
}

// factor finds the matrix that something is multiplied by before the named bias is
// added to it. Exporters give such a matrix a number for a name.
func (g *graph) factor(bias string) (tensor, error) {
	from := map[string]node{}
	for _, n := range g.nodes {
		for _, o := range n.outputs {
			from[o] = n
		}
	}
	for _, n := range g.nodes {
		if n.op != "Add" || len(n.inputs) != 2 {
			continue
		}
		for i, in := range n.inputs {
			if in != bias {
				continue
			}
			mul := from[n.inputs[1-i]]
			if mul.op == "MatMul" && len(mul.inputs) == 2 {
				if t, ok := g.tensors[mul.inputs[1]]; ok {
					return t, nil
				}
			}
		}
	}
	return tensor{}, fmt.Errorf("no matrix is multiplied with before %s is added", bias)
}
