package main

import (
	"bufio"
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"verbatim/bot/visible"
)

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"plain, é, 网络, الأمن":    "plain, é, 网络, الأمن",
		"\x1b[2Jgone":            `\x1b[2Jgone`,
		"bell\a del\x7f":         `bell\x07 del\x7f`,
		"c1 \u009b31m":           `c1 \x9b31m`,
		"right\u202eto left":     `right\u202eto left`,
		"mark\u200f, iso\u2066":  `mark\u200f, iso\u2066`,
		"tag\U000E0041":          `tag\U000e0041`,
		"broken \xff\xfe bytes":  `broken \xff\xfe bytes`,
		"joined\u200cwriting":    "joined\u200cwriting", // Persian needs it
		"line\nbreak\tand tab\r": "line\nbreak\tand tab\r",
	} {
		if got := escape(in); got != want {
			t.Errorf("escape(%q) = %q, want %q", in, got, want)
		}
	}
	if got := escapeLines("a\r\n\tb"); got != "a\\x0d\n\\x09b" {
		t.Errorf("escapeLines = %q", got)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  What\tdid\r\nit say? ":      "What did it say?",
		"a\x00b\u202ec\u200fd\x1be":    "a b c d e",
		"\u202e\u200f\x00 ":            "",
		"\xffbroken\xc3":               "broken",
		"سؤال عن الأمن":                "سؤال عن الأمن",
		"hidden\U000E0041\U000E0042 x": "hidden x",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// Whatever stands in a text, JSON of it holds the same text and nothing that a
// terminal would act on.
func FuzzEscapeJSON(f *testing.F) {
	for _, s := range []string{"", "plain", "\x1b[2J", "a\u202eb", "\U000E0041", "\u2028", "\x7f\u0085"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var b strings.Builder
		if err := writeJSON(&b, []string{s}, true); err != nil {
			t.Fatal(err)
		}
		line, ok := strings.CutSuffix(b.String(), "\n")
		if !ok || strings.ContainsFunc(line, func(r rune) bool { return visible.Hazardous(r) && r != utf8.RuneError }) {
			t.Errorf("%q was written as %q", s, b.String())
		}
		var back []string
		if err := json.Unmarshal([]byte(line), &back); err != nil || back[0] != strings.ToValidUTF8(s, "\ufffd") && utf8.ValidString(s) {
			t.Errorf("%q came back as %q, %v", s, back, err)
		}
	})
}

// Whatever stands in a text, a page of it has no control character, no line
// that is too wide for another reason than an address, and loses no word.
func FuzzPage(f *testing.F) {
	for _, s := range []string{"", "a few plain words, as usual", "网络安全是各国共同面临的问题", "https://example.org/" + strings.Repeat("x", 99), strings.Repeat("y", 300), "\x1b]0;title\a", "e\u0301\u0301", "a\u202eb"} {
		f.Add(s, 30)
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		if width < leastWidth || width > mostWidth || len(s) > 2000 {
			t.Skip()
		}
		out := printed(width, func(p *page) { p.para(2, 4, span{text: s}) })
		for line := range strings.SplitSeq(out, "\n") {
			if strings.ContainsFunc(line, func(r rune) bool { return visible.Hazardous(r) && r != utf8.RuneError }) {
				t.Errorf("%q has a line %q", s, line)
			}
			if w := uniseg.StringWidth(line); w > width && !strings.Contains(line, "://") {
				t.Errorf("width %d: %q is %d wide", width, line, w)
			}
		}
		if got, want := squeezed(out), squeezed(escape(s)); got != want {
			t.Errorf("%q became %q", want, got)
		}
	})
}

func squeezed(s string) string { return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), "") }

func printed(width int, do func(*page)) string {
	var b strings.Builder
	w := bufio.NewWriter(&b)
	do(&page{w: w, width: width})
	_ = w.Flush()
	return b.String()
}

func TestPara(t *testing.T) {
	for name, c := range map[string]struct {
		spans []span
		want  string
	}{
		"words": {[]span{{text: "The Group should become a platform for negotiations."}},
			"  The Group should become a\n    platform for negotiations.\n"},
		"marks stay with their word": {[]span{{text: "a platform for negotiations"}, {text: " [1]", glued: true}, {text: "[2]", glued: true}},
			"  a platform for\n    negotiations [1][2]\n"},
		"address": {[]span{{text: "look at https://example.org/a/very/long/path-that-stays-whole now"}},
			"  look at\n    https://example.org/a/very/long/path-that-stays-whole\n    now\n"},
		"address after a mark": {[]span{{text: "[12]"}, {text: "https://example.org/a/very/long/path-that-stays-whole"}},
			"  [12] https://example.org/a/very/long/path-that-stays-whole\n"},
		"whole": {[]span{{text: "see a-name-of-a-file-with-hyphens.txt", whole: true}}, "  see a-name-of-a-file-with-hyphens.txt\n"},
		"Chinese": {[]span{{text: "各国应当共同维护网络空间的和平与安全，反对网络战。"}},
			"  各国应当共同维护网络空间的\n    和平与安全，反对网络战。\n"},
		"nothing": {[]span{{text: " \n "}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := printed(30, func(p *page) { p.para(2, 4, c.spans...) }); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestColour(t *testing.T) {
	got := printed(30, func(p *page) {
		p.colour = true
		p.para(0, 0, span{text: "a \x1b[31mb", style: strong}, span{text: "c"})
	})
	if want := "\x1b[1ma \\x1b[31mb\x1b[0m c\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
