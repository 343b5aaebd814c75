package encoder

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"maps"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// reseal makes the checksum right again, so that what lies behind it is reached.
func reseal(file []byte) []byte {
	body := file[:len(file)-crc32.Size]
	return binary.LittleEndian.AppendUint32(body[:len(body):len(body)], crc32.Checksum(body, castagnoli))
}

func TestDamagedFileIsAnError(t *testing.T) {
	file := tinyFile(t, tinyConfig)
	rng := rand.New(rand.NewPCG(9, 9))
	for range 300 {
		bad := append([]byte(nil), file...)
		bad[rng.IntN(len(bad))] ^= 1 << rng.IntN(8)
		if _, err := open(bad, &generic); !errors.Is(err, ErrDamaged) {
			t.Fatalf("a flipped bit: %v", err)
		}
	}
	for n := 0; n < len(file); n += 1 + n/8 {
		if _, err := open(file[:n], &generic); !errors.Is(err, ErrDamaged) {
			t.Fatalf("cut to %d bytes: %v", n, err)
		}
	}
}

// TestFalseHeader changes what the checksum then covers: such a file was not
// damaged on its way but made so.
func TestFalseHeader(t *testing.T) {
	file := string(tinyFile(t, tinyConfig))
	for _, c := range []struct{ from, to string }{
		{`"layers":2`, `"layers":3`},
		{`"layers":2`, `"layers":0`},
		{`"heads":2`, `"heads":3`},
		{`"heads":2`, `"heads":0`},
		{`"hidden":32`, `"hidden":64`},
		{`"intermediate":48`, `"intermediate":47`},
		{`"positions":24`, `"positions":25`},
		{`"pooling":"cls"`, `"pooling":"clx"`},
		{`"norm_eps":1e-12`, `"norm_eps":0e-12`},
		{`"rows":96`, `"rows":97`},
		{`"name":"layer.1.up.bias"`, `"name":"layer.9.up.bias"`},
		{`"name":"tiny"`, `"name":"tiny]`},
		{`"vocabulary":{"offset":`, `"vocabulary":{"offset":-`},
		{`"vocabulary":{"offset":`, `"vocabulary":{"offset":9`},
		{"[SEP]\n", "[SEQ]\n"},
	} {
		if !strings.Contains(file, c.from) {
			t.Fatalf("no %s in the file", c.from)
		}
		bad := strings.Replace(file, c.from, c.to, 1)
		if _, err := open(reseal([]byte(bad)), &generic); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", c.to, err)
		}
	}
}

func TestNotANumberIsAnError(t *testing.T) {
	for _, name := range []string{TensorPositions, LayerTensor(1, TensorUp+".bias"), LayerTensor(0, TensorMixNorm+".gain")} {
		tensors := tinyTensors(tinyConfig)
		tensors[name].Data[3] = float32(math.NaN())
		file, err := Marshal(tinyConfig, tinyVocabulary, tensors)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := open(file, &generic); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMarshalRefuses(t *testing.T) {
	good := tinyTensors(tinyConfig)
	missing := maps.Clone(good)
	delete(missing, TensorNormBias)
	if _, err := Marshal(tinyConfig, tinyVocabulary, missing); err == nil {
		t.Error("a missing tensor was accepted")
	}
	wrong := maps.Clone(good)
	wrong[TensorNormBias] = Tensor{1, 31, make([]float32, 31)}
	if _, err := Marshal(tinyConfig, tinyVocabulary, wrong); err == nil {
		t.Error("a tensor of another shape was accepted")
	}
	odd := tinyConfig
	odd.Hidden = 33
	if _, err := Marshal(odd, tinyVocabulary, good); err == nil {
		t.Error("a width of 33 was accepted")
	}
}

func TestQuantizeRow(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	for range 50 {
		src := randoms(rng, 200)
		src[0] *= 8 // a lone large weight
		dst := make([]int8, len(src))
		scale := quantizeRow(dst, src)
		var off, top, coarse float64
		for _, v := range src {
			top = max(top, math.Abs(float64(v)))
		}
		for i, v := range src {
			d := float64(v) - float64(scale)*float64(dst[i])
			off += d * d
			e := float64(v) - top/127*math.RoundToEven(float64(v)/(top/127))
			coarse += e * e
		}
		if off > coarse*1.0001 {
			t.Errorf("squared error %g, without clipping %g", off, coarse)
		}
	}
	if s := quantizeRow(make([]int8, 3), make([]float32, 3)); s != 0 {
		t.Errorf("a row of zeros has scale %v", s)
	}
}

// FuzzOpen gives the reader files that are wrong in ways that a checksum does not
// tell: it must refuse them or give vectors, and never panic.
func FuzzOpen(f *testing.F) {
	c := tinyConfig
	c.Layers, c.Heads, c.Hidden, c.Intermediate = 1, 1, 16, 16
	file := tinyFile(f, c)
	f.Add(file[len(magic) : len(file)-crc32.Size])
	f.Add([]byte("\x10\x00\x00\x00{\"layers\":1}     "))
	f.Fuzz(func(t *testing.T, body []byte) {
		file := append([]byte(magic), body...)
		file = reseal(append(file, 0, 0, 0, 0))
		m, err := open(file, &generic)
		if err != nil {
			return
		}
		if v, err := m.Query(t.Context(), "no, not yes"); err != nil || len(v) != m.Dim() {
			t.Fatalf("%v, %v", v, err)
		}
	})
}
