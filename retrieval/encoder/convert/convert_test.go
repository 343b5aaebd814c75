package main

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/retrieval/encoder"
)

// The tests write a small model as an exporter would, and convert it.

const (
	hidden    = 16
	inside    = 32
	positions = 16
)

var pieces = []string{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "no", "yes"}

// message is a Protocol Buffers message in the making.
type message []byte

func (m *message) number(field int, v uint64) {
	*m = binary.AppendUvarint(*m, uint64(field)<<3)
	*m = binary.AppendUvarint(*m, v)
}

func (m *message) bytes(field int, b []byte) {
	*m = binary.AppendUvarint(*m, uint64(field)<<3|2)
	*m = binary.AppendUvarint(*m, uint64(len(b)))
	*m = append(*m, b...)
}

// exporter writes a graph, and numbers its nameless matrices.
type exporter struct {
	graph message
	next  int
}

func (e *exporter) tensor(name string, value float32, dims ...int) {
	var t message
	size := 1
	for _, d := range dims {
		t.number(tensorDims, uint64(d))
		size *= d
	}
	t.number(tensorDataType, typeFloat)
	t.bytes(tensorName, []byte(name))
	var raw []byte
	for i := range size {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(value+float32(i%7)*0.1-float32(i%3)*0.2))
	}
	t.bytes(tensorRawData, raw)
	e.graph.bytes(graphInitializer, t)
}

func (e *exporter) node(op string, out string, in ...string) {
	var n message
	for _, i := range in {
		n.bytes(nodeInput, []byte(i))
	}
	n.bytes(nodeOutput, []byte(out))
	n.bytes(nodeOpType, []byte(op))
	e.graph.bytes(graphNode, n)
}

// linear writes a matrix without a name, and the bias that tells whose it is.
func (e *exporter) linear(name string, in, out int) {
	e.next++
	matrix, product := fmt.Sprintf("onnx::MatMul_%d", e.next), fmt.Sprintf("product_%d", e.next)
	e.tensor(matrix, float32(e.next), in, out)
	e.tensor(name+".bias", 0.5, out)
	e.node("MatMul", product, "before", matrix)
	e.node("Add", "after", name+".bias", product)
}

func (e *exporter) norm(name string) {
	e.tensor(name+".weight", 1, hidden)
	e.tensor(name+".bias", 0, hidden)
}

func export() []byte {
	var e exporter
	e.tensor("embeddings.word_embeddings.weight", 0.1, len(pieces), hidden)
	e.tensor("embeddings.position_embeddings.weight", 0.2, positions, hidden)
	e.tensor("embeddings.token_type_embeddings.weight", 0.3, 2, hidden)
	e.norm("embeddings.LayerNorm")
	const l = "encoder.layer.0."
	for _, part := range []string{"attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"} {
		e.linear(l+part, hidden, hidden)
	}
	e.linear(l+"intermediate.dense", hidden, inside)
	e.linear(l+"output.dense", inside, hidden)
	e.norm(l + "attention.output.LayerNorm")
	e.norm(l + "output.LayerNorm")
	var m message
	m.number(1, 6)
	m.bytes(modelGraph, e.graph)
	return m
}

func tokenizerJSON(t *testing.T, normalizer string) []byte {
	t.Helper()
	vocab := map[string]int{}
	for i, p := range pieces {
		vocab[p] = i
	}
	file, err := json.Marshal(map[string]any{
		"normalizer": map[string]any{"type": normalizer, "clean_text": true, "handle_chinese_chars": true, "lowercase": true},
		"model":      map[string]any{"type": "WordPiece", "max_input_chars_per_word": 100, "vocab": vocab},
	})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func archive(t *testing.T, members map[string][]byte) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range members {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "model.jar")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

var testConfig = encoder.Config{Name: "test", Layers: 1, Heads: 1, NormEps: 1e-12, Pooling: "cls"}

func TestConvert(t *testing.T) {
	jar := archive(t, map[string][]byte{"m.onnx": export(), "m-tokenizer.json": tokenizerJSON(t, "BertNormalizer")})
	file, err := convert(testConfig, jar)
	if err != nil {
		t.Fatal(err)
	}
	m, err := encoder.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	if m.Dim() != hidden || m.MaxTokens() != positions {
		t.Errorf("%d wide, %d tokens", m.Dim(), m.MaxTokens())
	}
	if _, err := m.Query(t.Context(), "yes, no"); err != nil {
		t.Error(err)
	}
	again, err := convert(testConfig, jar)
	if err != nil || !bytes.Equal(file, again) {
		t.Errorf("the same archive gave another file: %v", err)
	}
}

// TestRename looks at where each number went.
func TestRename(t *testing.T) {
	g, err := parseONNX(export())
	if err != nil {
		t.Fatal(err)
	}
	c := testConfig
	out, err := rename(g, &c)
	if err != nil {
		t.Fatal(err)
	}
	qkv := out[encoder.LayerTensor(0, encoder.TensorQKV+".weight")]
	if qkv.Rows != 3*hidden || qkv.Cols != hidden {
		t.Fatalf("qkv is %d×%d", qkv.Rows, qkv.Cols)
	}
	// Row 2 of the keys is column 2 of the second matrix.
	key := g.tensors["onnx::MatMul_2"]
	for i := range hidden {
		if got, want := qkv.Data[(hidden+2)*hidden+i], key.data[i*hidden+2]; got != want {
			t.Fatalf("key 2, input %d: %v, want %v", i, got, want)
		}
	}
	p, _ := parseONNX(export())
	position, kind := p.tensors["embeddings.position_embeddings.weight"], p.tensors["embeddings.token_type_embeddings.weight"]
	if got, want := out[encoder.TensorPositions].Data[hidden+3], position.data[hidden+3]+kind.data[3]; got != want {
		t.Errorf("position 1: %v, want %v", got, want)
	}
}

func TestConvertRefuses(t *testing.T) {
	good := tokenizerJSON(t, "BertNormalizer")
	for name, members := range map[string]map[string][]byte{
		"no tokenizer":      {"m.onnx": export()},
		"no model":          {"tokenizer.json": good},
		"another tokenizer": {"m.onnx": export(), "tokenizer.json": tokenizerJSON(t, "NFC")},
		"cut off":           {"m.onnx": export()[:2000], "tokenizer.json": good},
		"empty":             {"m.onnx": nil, "tokenizer.json": good},
	} {
		if _, err := convert(testConfig, archive(t, members)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	more := testConfig
	more.Layers = 2
	jar := archive(t, map[string][]byte{"m.onnx": export(), "tokenizer.json": good})
	if _, err := convert(more, jar); err == nil || !strings.Contains(err.Error(), "layer.1") {
		t.Errorf("a layer too few: %v", err)
	}
}

func FuzzParseONNX(f *testing.F) {
	f.Add(export())
	f.Add([]byte{0x3a, 0x02, 0x0a, 0x00})
	f.Fuzz(func(t *testing.T, file []byte) {
		g, err := parseONNX(file)
		if err == nil && len(g.tensors) == 0 {
			t.Fatal("no tensors and no error")
		}
		if err == nil {
			if _, err := g.factor("encoder.layer.0.output.dense.bias"); err != nil && errors.Is(err, errWire) {
				t.Fatal(err)
			}
		}
	})
}
