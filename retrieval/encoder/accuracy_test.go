package encoder

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// shared is where data lies that the tests use and the repository does not hold.
const shared = "../../../shared"

// statementSum is the SHA-256 of the founding statement as it was published.
const statementSum = "092c96f38e0a2da7f61ac878bda0a5bd87368d3e087f714549507a85f83fc3a7"

// reference is a text and what the reference implementation makes of it.
type reference struct {
	question bool
	source   string
	text     string
	want     []float32
}

// references reads testdata/vectors.tsv, without the texts that are absent here.
func references(t testing.TB) (out []reference, absent int) {
	t.Helper()
	file, err := os.Open("testdata/vectors.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	sources := map[string][]byte{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		f := strings.Split(lines.Text(), "\t")
		data, ok := sources[f[1]]
		if !ok {
			data = sourceText(f[1])
			sources[f[1]] = data
		}
		if data == nil {
			absent++
			continue
		}
		start, _ := strconv.Atoi(f[2])
		end, err := strconv.Atoi(f[3])
		if err != nil || end > len(data) {
			t.Fatalf("vectors.tsv: %s: no bytes %s to %s", f[1], f[2], f[3])
		}
		out = append(out, reference{f[0] == "q", f[1], string(data[start:end]), halves(t, f[4])})
	}
	return out, absent
}

// sourceText reads a source of vectors.tsv, nil where it is not here.
func sourceText(name string) []byte {
	switch name {
	case "questions.txt":
		data, _ := os.ReadFile("testdata/questions.txt")
		return data
	case "statement":
		return statement()
	}
	data, _ := os.ReadFile(filepath.Join(shared, "corpus", name))
	return data
}

// statement finds the founding statement by its checksum.
func statement() []byte {
	for _, pattern := range []string{"../../data/library/*", shared + "/statements/*"} {
		files, _ := filepath.Glob(pattern)
		for _, f := range files {
			data, _ := os.ReadFile(f)
			if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) == statementSum {
				return data
			}
		}
	}
	return nil
}

// halves decodes 16-bit floats.
func halves(t testing.TB, text string) []float32 {
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]float32, len(b)/2)
	for i := range out {
		h := binary.LittleEndian.Uint16(b[2*i:])
		sign, exp, frac := 1-2*float64(h>>15), int(h>>10&31), float64(h&1023)
		if exp == 0 {
			out[i] = float32(sign * math.Ldexp(frac, -24))
		} else {
			out[i] = float32(sign * math.Ldexp(1024+frac, exp-25))
		}
	}
	return out
}

func cosine(a, b []float32) float64 {
	var ab, aa, bb float64
	for i := range a {
		ab += float64(a[i]) * float64(b[i])
		aa += float64(a[i]) * float64(a[i])
		bb += float64(b[i]) * float64(b[i])
	}
	return ab / math.Sqrt(aa*bb)
}

var everyText = flag.Bool("every-text", false, "compare every text also with the plain kernel, which takes a minute or two")

// textsFor is how many texts a kernel has time for.
func textsFor(k *kernel) int {
	switch {
	case k == &generic && underRace:
		return 2
	case k == &generic:
		return 16
	case underRace:
		return 50
	}
	return 1000
}

// TestAccuracy compares with the reference implementation in 32-bit floats.
func TestAccuracy(t *testing.T) {
	refs, absent := references(t)
	if absent > 0 {
		t.Logf("%d texts of ../shared are not here and were left out", absent)
	}
	for _, k := range kernels() {
		t.Run(k.name, func(t *testing.T) {
			m := openWeights(t, k)
			refs := refs
			if !*everyText {
				refs = thin(refs, textsFor(k))
			}
			var cosines []float64
			for i, v := range embedReferences(t, m, refs) {
				c := cosine(v, refs[i].want)
				cosines = append(cosines, c)
				if c < 0.98 {
					t.Errorf("cosine %.4f for %.60q", c, refs[i].text)
				}
			}
			slices.Sort(cosines)
			median := cosines[len(cosines)/2]
			t.Logf("%d texts: cosine %.5f at worst, %.5f at the median", len(cosines), cosines[0], median)
			if median < 0.995 {
				t.Errorf("cosine %.5f at the median, less than 0.995", median)
			}
		})
	}
}

// thin keeps about n of refs, spread evenly.
func thin(refs []reference, n int) (out []reference) {
	for i := range min(n, len(refs)) {
		out = append(out, refs[i*len(refs)/n])
	}
	return out
}

func embedReferences(t *testing.T, m *Model, refs []reference) [][]float32 {
	out := make([][]float32, len(refs))
	var texts []string
	var places []int
	for i, r := range refs {
		if !r.question {
			texts, places = append(texts, r.text), append(places, i)
			continue
		}
		v, err := m.Query(context.Background(), r.text)
		if err != nil {
			t.Fatal(err)
		}
		out[i] = v
	}
	vectors, err := m.Passages(context.Background(), texts)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range vectors {
		out[places[i]] = v
	}
	return out
}

// openWeights opens the file that the program carries.
func openWeights(t testing.TB, k *kernel) *Model {
	t.Helper()
	m, err := open(weightsFile(t), k)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// weightsFile reads it from where it lies in the repository.
func weightsFile(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("../../data/model/weights.bin")
	if err != nil {
		t.Fatal(err)
	}
	return data
}
