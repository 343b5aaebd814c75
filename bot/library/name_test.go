package library

import (
	"path"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/retrieval/corpus"
)

func TestFileName(t *testing.T) {
	for given, want := range map[string]string{
		"speech.txt": "speech.txt", "Speech.HTML": "Speech.html", "a b  c.md": "a-b-c.md", "speech": "speech.txt", "": "document.txt",
		"../../etc/passwd": "passwd.txt", `C:\Users\x\a.txt`: "a.txt", "/": "document.txt", "..": "document.txt", "...txt": "document.txt",
		".hidden.txt": "hidden.txt", "~$a.txt": "a.txt", "a.txt~": "a.txt", "README.md": "document-README.md", "licence.txt": "document-licence.txt",
		"CON.txt": "document-CON.txt", "nul": "document-nul.txt", "states.txt": "document-states.txt", "STATES.md": "document-STATES.md",
		"v1.2 final.txt": "v1-2-final.txt", "Statement by H.E. Mr X": "Statement-by-H-E-Mr-X.txt", "report.pdf": "report.pdf", "x.toml": "x.toml",
		"заявление России.txt": "заявление-России.txt", "发言.txt": "发言.txt", "e\u0301te\u0301.txt": "été.txt",
		"a\u202etxt.exe": "a-txt.exe", "a\nb.txt": "a-b.txt", "💥.txt": "document.txt", "__x__.txt": "x.txt", "17:x.txt": "17-x.txt",
	} {
		if got := fileName(given); got != want {
			t.Errorf("%q is kept as %q, want %q", given, got, want)
		}
	}
}

func FuzzFileName(f *testing.F) {
	for _, s := range []string{"a.txt", "../a", "README", "CON", "\xff.txt", strings.Repeat("é", 300) + ".html", "a.\u0130"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, given string) {
		name := fileName(given)
		stem := strings.TrimSuffix(name, path.Ext(name))
		switch {
		case name != path.Base(name) || name != filepath.Base(name) || strings.ContainsAny(name, `/\:~$<>"|?*`+"\x00\n"),
			strings.HasPrefix(name, "."), len(name) > longestStem+longestEnding+1, !utf8.ValidString(name), stem == "", strings.Contains(stem, "."),
			strings.EqualFold(stem, "states"), strings.EqualFold(stem, "con"):
			t.Errorf("%q is kept as %q", given, name)
		case path.Ext(name) != ".toml" && corpus.PassedOver(name):
			t.Errorf("%q is kept as %q, which the library passes over", given, name)
		case corpus.Stem(name) != stem && len(path.Ext(name)) <= len(".html"):
			t.Errorf("%q is kept as %q, whose sidecar is another's", given, name)
		}
		if again := fileName(name); again != name {
			t.Errorf("%q is kept as %q, and that as %q", given, name, again)
		}
	})
}

func TestFreeName(t *testing.T) {
	taken := map[string]bool{"a": true, "a-2": true}
	if got := freeName("a.txt", func(stem string) bool { return taken[stem] }); got != "a-3.txt" {
		t.Error(got)
	}
	if got := freeName("b.txt", func(stem string) bool { return taken[stem] }); got != "b.txt" {
		t.Error(got)
	}
}
