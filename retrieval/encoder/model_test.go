package encoder

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestVectorsHaveUnitLength(t *testing.T) {
	for _, pooling := range []string{poolCLS, poolMean} {
		c := tinyConfig
		c.Pooling = pooling
		m := openTiny(t, c, kernels()[0])
		for _, text := range []string{"", " ", "no", "yes, not a 中 ab", "\xff\xfe", strings.Repeat("no ", 20)} {
			v, err := m.Query(t.Context(), text)
			if err != nil || len(v) != m.Dim() {
				t.Fatalf("%q: %v, %v", text, v, err)
			}
			var square float64
			for _, x := range v {
				square += float64(x) * float64(x)
			}
			if math.Abs(square-1) > 1e-6 {
				t.Errorf("%s: the length of %q's vector is %v", pooling, text, math.Sqrt(square))
			}
		}
	}
}

// TestSameTextSameBits: neither company nor the number of goroutines changes a
// vector.
func TestSameTextSameBits(t *testing.T) {
	texts := []string{"no", "yes not a", "", "中 中 no : ask", "ab ab ab ab ab ab ab ab ab ab", "yes"}
	for _, k := range kernels() {
		m := openTiny(t, tinyConfig, k)
		m.procs = 4
		together, err := m.Passages(t.Context(), texts)
		if err != nil {
			t.Fatal(err)
		}
		for i, text := range texts {
			alone, err := m.Passages(t.Context(), []string{text})
			if err != nil {
				t.Fatal(err)
			}
			ids, _ := m.tokens.encode(nil, "", text, noLimit)
			single, err := m.encode(t.Context(), ids, 1)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(alone[0], together[i]) || !slices.Equal(single, together[i]) {
				t.Errorf("%s: the vector of %q depends on how it was made", k.name, text)
			}
		}
	}
}

func TestKernelsAgree(t *testing.T) {
	for _, pooling := range []string{poolCLS, poolMean} {
		c := tinyConfig
		c.Pooling = pooling
		plain := openTiny(t, c, &generic)
		for _, k := range kernels() {
			m := openTiny(t, c, k)
			for n := range 20 {
				text := strings.Repeat("no not yes a中 ", n)
				want, err1 := plain.Query(t.Context(), text)
				got, err2 := m.Query(t.Context(), text)
				if err := errors.Join(err1, err2); err != nil {
					t.Fatal(err)
				}
				for i := range want {
					if math.Abs(float64(want[i]-got[i])) > 2e-5 {
						t.Fatalf("%s and %s: %v and %v in place %d", k.name, plain.kernel.name, got[i], want[i], i)
					}
				}
			}
		}
	}
}

func TestLongPassageIsAnError(t *testing.T) {
	m := openTiny(t, tinyConfig, kernels()[0])
	fits, long := strings.Repeat("no ", 22), strings.Repeat("no ", 23)
	if n := m.Tokens(fits); n != m.MaxTokens() {
		t.Fatalf("%d tokens, want %d", n, m.MaxTokens())
	}
	if _, err := m.Passages(t.Context(), []string{fits}); err != nil {
		t.Error(err)
	}
	_, err := m.Passages(t.Context(), []string{"no", long})
	if err == nil || !strings.Contains(err.Error(), "text 1 has 25 tokens, more than 24") {
		t.Errorf("a passage too long: %v", err)
	}
	// A question is read up to the limit: its prefix takes two tokens.
	q, err1 := m.Query(t.Context(), strings.Repeat("no ", 100_000))
	cut, err2 := m.Query(t.Context(), strings.Repeat("no ", 20))
	if err := errors.Join(err1, err2); err != nil || !slices.Equal(q, cut) {
		t.Errorf("a long question was not read up to the limit: %v", err)
	}
}

func TestPrefixes(t *testing.T) {
	c := tinyConfig
	c.PassagePrefix = "yes "
	m := openTiny(t, c, &generic)
	if n := m.Tokens("no"); n != 4 {
		t.Errorf("%d tokens with the prefix, want 4", n)
	}
	query, err1 := m.Query(t.Context(), "no")
	passage, err2 := m.Passages(t.Context(), []string{"no"})
	if err := errors.Join(err1, err2); err != nil || slices.Equal(query, passage[0]) {
		t.Errorf("question and passage have the same vector: %v", err)
	}
}

func TestModelName(t *testing.T) {
	m := openTiny(t, tinyConfig, &generic)
	if name := m.Model(); !strings.HasPrefix(name, "tiny/int8/") || len(name) != len("tiny/int8/")+digestName {
		t.Errorf("name %q", name)
	}
	other := tinyConfig
	other.QueryPrefix = "yes: "
	if m.Model() == openTiny(t, other, &generic).Model() {
		t.Error("another prefix, and the same name")
	}
}

func TestNoPassages(t *testing.T) {
	m := openTiny(t, tinyConfig, &generic)
	if v, err := m.Passages(t.Context(), nil); err != nil || len(v) != 0 {
		t.Errorf("%v, %v", v, err)
	}
}

func TestConcurrentUse(t *testing.T) {
	m := openTiny(t, tinyConfig, kernels()[0])
	want, err := m.Query(t.Context(), "yes no")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			for range 5 {
				if v, err := m.Query(t.Context(), "yes no"); err != nil || !slices.Equal(v, want) {
					t.Errorf("another vector: %v", err)
				}
				if _, err := m.Passages(t.Context(), []string{"a", "no", "ab ab ab"}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if n := len(m.slots); n != cap(m.slots) {
		t.Errorf("%d of %d slots came back", n, cap(m.slots))
	}
}

func TestCancel(t *testing.T) {
	m := openTiny(t, tinyConfig, kernels()[0])
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.Query(gone, "no"); !errors.Is(err, context.Canceled) {
		t.Errorf("Query: %v", err)
	}
	if _, err := m.Passages(gone, []string{"no"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Passages: %v", err)
	}
	// In the middle of work that would take very long.
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(10*time.Millisecond, cancel)
	texts := slices.Repeat([]string{strings.Repeat("no ", 22)}, 1_000_000)
	if v, err := m.Passages(ctx, texts); !errors.Is(err, context.Canceled) || v != nil {
		t.Errorf("Passages, later: %d vectors, %v", len(v), err)
	}
	if n := len(m.slots); n != cap(m.slots) {
		t.Errorf("%d of %d slots came back", n, cap(m.slots))
	}
}
