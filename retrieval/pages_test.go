package retrieval_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-pdf/fpdf"

	"verbatim/retrieval"
)

// TestPagesAreSaved: the pages of a PDF are known from an index that was opened
// as from one that was built.
func TestPagesAreSaved(t *testing.T) {
	s := newSetup(t, 1)
	p := fpdf.New("P", "pt", "A4", "")
	p.SetFont("Times", "", 11)
	for _, text := range []string{"The first page of Freedonia speaks of norms.", "The second page of Freedonia speaks of threats."} {
		p.AddPage()
		p.MultiCell(0, 13, text, "", "L", false)
	}
	if err := p.OutputFileAndClose(filepath.Join(s.library.dir, "paged.pdf")); err != nil {
		t.Fatal(err)
	}
	s.library.settled(t)
	built, _ := s.sync(t)
	opened, report := s.sync(t)
	if report.Embedded != 0 {
		t.Errorf("%d texts embedded anew", report.Embedded)
	}
	for name, x := range map[string]*retrieval.Index{"built": built, "opened": opened} {
		st := x.Statement("paged")
		if st == nil {
			t.Fatalf("%s: the PDF is not held: %v", name, x.Failed())
		}
		for word, want := range map[string]int{"norms": 1, "second": 2, "threats": 2} {
			if at := strings.Index(st.Text, word); at < 0 || st.PageAt(at) != want {
				t.Errorf("%s: %q is on page %d of %q, want %d", name, word, st.PageAt(at), st.Text, want)
			}
		}
	}
	if st := opened.Statement("statement-000"); st.PageAt(0) != 0 {
		t.Errorf("a text has page %d", st.PageAt(0))
	}
}
