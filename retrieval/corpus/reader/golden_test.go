package reader

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestSites reads pages in the style of the sites that publish statements.
// Each case is a file: the page, and what is to be found in it.
func TestSites(t *testing.T) {
	cases, err := filepath.Glob("testdata/sites/*.txtar")
	if err != nil || len(cases) < 30 {
		t.Fatalf("%d cases: %v", len(cases), err)
	}
	for _, path := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { site(t, path) })
	}
}

func site(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	input := archive.Files[0]
	docs, err := Read(input.Name, input.Data)
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 1 {
		t.Fatalf("%d documents", len(docs))
	}
	got := describe(docs[0])
	if *update {
		archive.Files = []txtar.File{input, {Name: "want", Data: got}}
		if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if len(archive.Files) < 2 || !bytes.Equal(got, archive.Files[1].Data) {
		t.Errorf("got:\n%s", got)
		if len(archive.Files) > 1 {
			t.Errorf("want:\n%s", archive.Files[1].Data)
		}
	}
}

// describe prints what was found, a line a field, and the first and the last
// line of the text.
func describe(d Document) []byte {
	var b bytes.Buffer
	m := d.Meta
	line := func(name, v string) {
		if v != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, v)
		}
	}
	line("title", m.Title)
	line("speaker", m.Speaker)
	line("office", m.Office)
	line("by", strings.Join(m.By, " // "))
	line("on behalf", strings.Join(m.OnBehalf, " // "))
	if !m.Date.IsZero() {
		line("date", m.Date.Format("2006-01-02")+" ("+m.Origin["date"]+")")
	}
	line("session", m.Session)
	line("venue", m.Venue)
	line("process", m.Process)
	line("kind", m.Kind)
	line("language", m.Language)
	line("symbol", m.Symbol)
	line("url", m.URL)
	line("unique id", m.UniqueID)
	line("translation", m.Translation)
	line("status", m.Status)
	lines := strings.Split(d.Text, "\n")
	line("begins", lines[0])
	line("ends", lines[len(lines)-1])
	line("lines", fmt.Sprint(len(lines)))
	return b.Bytes()
}
