package reader

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestPages holds, of pages in the layouts of ministries and missions, that every
// sentence of the statement is read and none of what the page has around it.
func TestPages(t *testing.T) {
	names, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil || len(names) < 10 {
		t.Fatalf("%d pages: %v", len(names), err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil || len(archive.Files) != 2 {
				t.Fatal(archive, err)
			}
			docs, err := Read(archive.Files[0].Name, archive.Files[0].Data)
			if err != nil || len(docs) != 1 {
				t.Fatal(len(docs), err)
			}
			got := squeeze(docs[0].Text)
			for line := range strings.Lines(string(archive.Files[1].Data)) {
				whose, words, _ := strings.Cut(strings.TrimSpace(line), ": ")
				switch has := strings.Contains(got, words); {
				case whose != "said" && whose != "page":
					t.Errorf("%q is of nothing", line)
				case whose == "said" && !has:
					t.Errorf("lost: %s", words)
				case whose == "page" && has:
					t.Errorf("let through: %s", words)
				}
			}
			if strings.Count(string(archive.Files[1].Data), "said: ") < 5 || docs[0].Meta.Title == "" {
				t.Errorf("%+v", docs[0].Meta)
			}
		})
	}
}
