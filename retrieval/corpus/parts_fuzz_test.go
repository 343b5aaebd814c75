package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/retrieval/corpus/reader"
)

// FuzzParts holds of any document that its parts are stretches of its text, in
// its order, that none shares a byte with another, that each is credited to a
// voice that is known or to nobody with a reason, and that no personal name is
// taken from a transcript that somebody made.
func FuzzParts(f *testing.F) {
	names, err := filepath.Glob("testdata/parts/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
		f.Add(strings.NewReplacer("Freedonia", "Ghana", "Sylvania", "Fiji", "Elbonia", "Congo", "Ruritania", "Korea", "Grand Fenwick", "France").Replace(string(data)))
	}
	f.Add("This is an unofficial transcript\n\nChair\n\nI give the floor to Fiji.\n\n\xffFiji\n\nThank you, Chair.")
	f.Add("Fiji\t1\nMali\t2\nFiji\n[Original: French]\n[1 May 2021]\nNon.\nMali\nOui.")
	for _, h := range readHostile(f) {
		f.Add(h.text)
	}
	states := hostileStates(f)
	f.Fuzz(func(t *testing.T, text string) {
		file := "x.txt"
		if strings.HasPrefix(text, "<html>") {
			file = "x.html"
		}
		docs, err := reader.Read(file, []byte(text))
		if err != nil {
			return
		}
		for _, doc := range docs {
			if !strings.HasSuffix(doc.Whole, doc.Text) {
				t.Fatalf("the body %q does not end the whole %q", doc.Text, doc.Whole)
			}
			base := &Statement{Date: doc.Meta.Date, Text: doc.Text}
			attribute(base, doc.Meta, states)
			pos := 0
			for i, p := range partsOf(doc, base, "", states) {
				words := p.In(doc.Whole)
				switch {
				case p.Start < pos || p.Len() <= 0 || strings.TrimSpace(words) != words:
					t.Fatalf("part %d is %v after %d: %q", i, p.Span, pos, words)
				case !utf8.ValidString(words):
					t.Fatalf("a character is cut: %q", words)
				case p.own && p.by == "" && p.doubt == "":
					t.Fatalf("nobody is credited with %q, without a reason", words)
				case p.speaker != "" && doc.Meta.Disclaimer != "":
					t.Fatalf("a person of an unofficial transcript: %q", p.speaker)
				}
				if _, known := states.Voice(p.by); p.by != "" && !known {
					t.Fatalf("credited to %q", p.by)
				}
				st := &Statement{By: p.by, OnBehalf: p.behalf, Text: words}
				states.NamesAnother(st, OutlineOf(words), Span{0, len(words)})
				pos = p.End
			}
		}
	})
}
