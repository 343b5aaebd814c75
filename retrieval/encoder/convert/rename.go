package main

import (
	"fmt"

	"verbatim/retrieval/encoder"
)

// rename finds the tensors that package encoder needs, gives them its names and
// its layout, and fills in the widths.
func rename(g *graph, c *encoder.Config) (map[string]encoder.Tensor, error) {
	r := renamer{g: g, out: map[string]encoder.Tensor{}}
	words := r.get("embeddings.word_embeddings.weight", 2)
	positions := r.get("embeddings.position_embeddings.weight", 2)
	types := r.get("embeddings.token_type_embeddings.weight", 2)
	up := r.get("encoder.layer.0.intermediate.dense.bias", 1)
	if r.err != nil {
		return nil, r.err
	}
	c.Hidden, c.Positions, c.Intermediate = words.dims[1], positions.dims[0], up.dims[0]
	if positions.dims[1] != c.Hidden || types.dims[1] != c.Hidden {
		return nil, fmt.Errorf("embeddings of different widths")
	}
	// Every token of a text has type 0: its vector goes with the position's.
	for i := range positions.data {
		positions.data[i] += types.data[i%c.Hidden]
	}
	r.put(encoder.TensorWords, words.dims[0], c.Hidden, words.data)
	r.put(encoder.TensorPositions, c.Positions, c.Hidden, positions.data)
	r.norm("embeddings.LayerNorm", encoder.TensorNormGain, encoder.TensorNormBias)
	for l := range c.Layers {
		r.layer(l)
	}
	return r.out, r.err
}

// renamer keeps the first error.
type renamer struct {
	g   *graph
	out map[string]encoder.Tensor
	err error
}

func (r *renamer) layer(l int) {
	from := fmt.Sprintf("encoder.layer.%d.", l)
	to := func(part string) string { return encoder.LayerTensor(l, part) }
	r.linear(to(encoder.TensorQKV), from+"attention.self.query", from+"attention.self.key", from+"attention.self.value")
	r.linear(to(encoder.TensorMix), from+"attention.output.dense")
	r.linear(to(encoder.TensorUp), from+"intermediate.dense")
	r.linear(to(encoder.TensorDown), from+"output.dense")
	r.norm(from+"attention.output.LayerNorm", to(encoder.TensorMixNorm+".gain"), to(encoder.TensorMixNorm+".bias"))
	r.norm(from+"output.LayerNorm", to(encoder.TensorDownNorm+".gain"), to(encoder.TensorDownNorm+".bias"))
}

func (r *renamer) get(name string, dims int) tensor {
	t, ok := r.g.tensors[name]
	if r.err == nil && (!ok || len(t.dims) != dims) {
		r.err = fmt.Errorf("no tensor %s of %d dimensions", name, dims)
	}
	return t
}

func (r *renamer) put(name string, rows, cols int, data []float32) {
	if r.err == nil {
		r.out[name] = encoder.Tensor{Rows: rows, Cols: cols, Data: data}
	}
}

func (r *renamer) norm(from, gain, bias string) {
	g, b := r.get(from+".weight", 1), r.get(from+".bias", 1)
	r.put(gain, 1, len(g.data), g.data)
	r.put(bias, 1, len(b.data), b.data)
}

// linear sets the matrices of several parts under each other. ONNX has a row for
// each input, and package encoder one for each output.
func (r *renamer) linear(to string, parts ...string) {
	var weight, bias []float32
	cols := 0
	for _, p := range parts {
		b := r.get(p+".bias", 1)
		if r.err != nil {
			return
		}
		w, err := r.g.factor(p + ".bias")
		if err == nil && (len(w.dims) != 2 || w.dims[1] != len(b.data) || cols != 0 && w.dims[0] != cols) {
			err = fmt.Errorf("%s: a matrix of %v for %d biases", p, w.dims, len(b.data))
		}
		if err != nil {
			r.err = err
			return
		}
		cols = w.dims[0]
		for j := range w.dims[1] {
			for i := range cols {
				weight = append(weight, w.data[i*w.dims[1]+j])
			}
		}
		bias = append(bias, b.data...)
	}
	r.put(to+".weight", len(bias), cols, weight)
	r.put(to+".bias", 1, len(bias), bias)
}
