package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// loadParts reads the documents of testdata/parts with States that do not exist.
func loadParts(t testing.TB, files map[string]string) *Library {
	t.Helper()
	states, err := os.ReadFile("testdata/parts/states.toml")
	if err != nil {
		t.Fatal(err)
	}
	files["states.toml"] = string(states)
	lib := load(t, files)
	for _, f := range lib.Failed {
		t.Error(f)
	}
	return lib
}

// TestPartsGolden holds what becomes of documents in the layouts that records,
// compendia and group statements have.
func TestPartsGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/parts/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lib := loadParts(t, map[string]string{filepath.Base(name): string(data)})
		var b strings.Builder
		for _, s := range lib.Statements {
			describePart(&b, s)
		}
		golden(t, strings.TrimSuffix(name, ".txt")+".golden", b.String())
		checkParts(t, string(data), lib.Statements)
	}
}

func describePart(b *strings.Builder, s *Statement) {
	fmt.Fprintf(b, "== %s by=%s", s.ID, s.By)
	for _, f := range []struct{ name, value string }{
		{"for", strings.Join(s.OnBehalf, ",")}, {"aligned", strings.Join(s.Aligned, ",")}, {"speaker", s.Speaker},
		{"kind", s.Kind}, {"language", s.Language}, {"translation", s.Translation}, {"title", s.Title}, {"grade", s.Grade.String()}, {"from", s.Origin["by"]},
	} {
		if f.value != "" {
			fmt.Fprintf(b, " %s=%s", f.name, f.value)
		}
	}
	if !s.Date.IsZero() {
		fmt.Fprintf(b, " date=%s", s.Date.Format(time.DateOnly))
	}
	if s.Informal {
		b.WriteString(" informal")
	}
	for _, d := range s.Doubts {
		fmt.Fprintf(b, "\n   ? %s", d)
	}
	fmt.Fprintf(b, "\n%s\n\n", s.Text)
}

// checkParts holds that the parts are stretches of the document, in no other
// order, and none shares a word with another. IDs do not tell the order, so the
// texts are looked for each for itself.
func checkParts(t testing.TB, text string, parts []*Statement) {
	t.Helper()
	var taken []Span
	for _, s := range parts {
		at := -1
		for from := 0; ; {
			n := strings.Index(text[from:], s.Text)
			if n < 0 {
				break
			}
			span := Span{from + n, from + n + len(s.Text)}
			free := true
			for _, o := range taken {
				free = free && !o.Overlaps(span)
			}
			if free {
				at = span.Start
				taken = append(taken, span)
				break
			}
			from += n + 1
		}
		if at < 0 {
			t.Errorf("%s is no stretch of its own of the document: %q", s.ID, s.Text)
		}
		if s.SHA256 != Hash(s.Text) || s.Text == "" || strings.TrimSpace(s.Text) != s.Text {
			t.Errorf("%s: text %q, hash %s", s.ID, s.Text, s.SHA256)
		}
	}
}
