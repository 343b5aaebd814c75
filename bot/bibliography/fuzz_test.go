package bibliography

import (
	"bytes"
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

func testWriter(t testing.TB) Writer {
	t.Helper()
	src, err := os.ReadFile("../../data/states.toml")
	if err != nil {
		t.Fatal(err)
	}
	known, err := corpus.ParseStates("states.toml", src, nil)
	if err != nil {
		t.Fatal(err)
	}
	states, err := corpus.ParseStates("own.toml", []byte("[[state]]\ncode = \"XF\"\nname = \"Freedonia\"\n"), known)
	if err != nil {
		t.Fatal(err)
	}
	return Writer{States: states, Held: func(string) (int, time.Time) { return 3, time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC) }}
}

// hostile is a citation of a statement whose every word is words.
func hostile(words, address string) (Entry, bool) {
	st := &corpus.Statement{
		ID: words, Title: words, By: "XF", Speaker: words, Office: words, Session: words, Venue: words, Symbol: words, Status: words,
		Translation: words, Language: "en", URL: address, Text: words, SHA256: corpus.Hash(words), Grade: corpus.Supplied,
	}
	c, ok := answer.Cite(corpus.Passage{Statement: st, End: len(words)}, 0, len(words))
	c.N = 1
	return Entry{Citation: c, More: []string{words}}, ok
}

var seeds = []string{
	"We support a treaty.", "=1+1", "a;=1", "a\n=1", "x\t@y", "[a](https://evil.example)", "<b>x</b>", "www.evil.example", "https://evil.example/a",
	"me@evil.example", "# head", "- list", "1. one", "1) one", "***", "```\ncode\n```", "| a | b |\n|-|-|", "a\n===", "![x](y)", "[x]: https://evil.example",
	"a\n\nb", "&lt;", "{\\evil}", "}\n@misc{x,", "a\u202eb", "~~no~~", "<https://evil.example>", "ftp://evil.example", "-- ---", "\\[x\\](https://e.example)",
	"[^1]", "- [ ] do", "HTTP://evil.example", "٣. x", "a\u00a0b", "*a*b_c_", "xmpp:a@b.example", "mailto:a@b.example",
}

func addSeeds(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, "https://freedonia.example/a")
	}
	f.Add("words", "https://freedonia.example/a>b(c)[d]&copy;e\\f`g\"")
	f.Add("words", "javascript:alert(1)")
}

// FuzzMarkdown holds it to its promise: parsed, it has the quotation's words, no
// markup but the writer's own, and no link but to the source.
func FuzzMarkdown(f *testing.F) {
	addSeeds(f)
	w := testWriter(f)
	parser := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList)).Parser()
	f.Fuzz(func(t *testing.T, words, address string) {
		e, ok := hostile(words, address)
		if !ok {
			return
		}
		for _, sections := range [][]Section{nil, {{Heading: words, Lines: []Line{{About: words, Words: e.Quote, Quote: true, Marks: []int{1}}, {Words: words}}}}} {
			source := []byte(w.Markdown(sections, []Entry{e}, []string{words}))
			var quoted strings.Builder
			_ = ast.Walk(parser.Parse(text.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
				if !entering {
					return ast.WalkContinue, nil
				}
				switch n := n.(type) {
				case *ast.Document, *ast.Paragraph, *ast.Text, *ast.String:
				case *ast.Blockquote:
					quoted.WriteString(plain(n, source))
				case *ast.Emphasis:
					if n.Level != 2 {
						t.Errorf("emphasis in\n%s", source)
					}
				case *ast.Link:
					want := Link(e.Link)
					if want == "" {
						want = Link(e.Statement.URL)
					}
					if string(n.Destination) != want || want == "" {
						t.Errorf("a link to %q, want %q, in\n%s", n.Destination, want, source)
					}
				default:
					t.Errorf("%s in\n%s", n.Kind(), source)
				}
				return ast.WalkContinue, nil
			})
			want := "“" + strings.Join(strings.Fields(seen(e.Quote)), "") + "”"
			got := strings.Join(strings.Fields(strings.TrimSuffix(quoted.String(), "[1]")), "")
			if got != want {
				t.Errorf("the quotation %q came out as %q in\n%s", want, got, source)
			}
		}
	})
}

// plain is the text of a node, escapes taken away.
func plain(n ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if x, ok := n.(*ast.Text); ok && entering {
			b.WriteString(unescaped(string(x.Value(source))) + map[bool]string{true: "\n"}[x.SoftLineBreak()])
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// unescaped takes away the backslashes before punctuation, as a renderer does.
func unescaped(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && s[i+1] < 0x80 && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", s[i+1]) >= 0 {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// FuzzCSV reads the table back: the same words but for apostrophes, and no formula.
func FuzzCSV(f *testing.F) {
	addSeeds(f)
	w := testWriter(f)
	f.Fuzz(func(t *testing.T, words, address string) {
		e, ok := hostile(words, address)
		if !ok {
			return
		}
		data := w.CSV([]Entry{e}, "sort")
		rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%d rows, %v: %q", len(rows), err, data)
		}
		for _, cell := range rows[1] {
			for _, part := range strings.FieldsFunc(cell, func(r rune) bool { return r == ';' || r == '\t' || r == '\n' }) {
				bare := strings.TrimFunc(part, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == '"' })
				if startsFormula(bare) {
					t.Errorf("%q is a formula in %q", part, cell)
				}
			}
		}
		got, want := rows[1][slices.Index(rows[0], "quote")], seen(e.Quote)
		if bareWords(got) != bareWords(want) {
			t.Errorf("the quotation %q came out as %q", want, got)
		}
	})
}

func bareWords(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r == '\'' {
			return -1
		}
		return r
	}, s)), "")
}

// FuzzBibTeX holds it to one entry with balanced braces a statement, keys that are
// unique, and no command of TeX but the escapes.
func FuzzBibTeX(f *testing.F) {
	addSeeds(f)
	w := testWriter(f)
	f.Fuzz(func(t *testing.T, words, address string) {
		e, ok := hostile(words, address)
		if !ok {
			return
		}
		twin := *e.Statement
		other := Entry{Citation: e.Citation}
		other.Statement = &twin
		got := w.BibTeX([]Entry{e, e, other})
		keys, depth := []string{}, 0
		for line := range strings.Lines(got) {
			if key, found := strings.CutPrefix(line, "@misc{"); found && depth == 0 {
				keys = append(keys, key)
			}
			depth += strings.Count(line, "{") - strings.Count(line, "}")
			if depth < 0 || depth > 1 {
				t.Fatalf("the braces do not balance in\n%s", got)
			}
		}
		slices.Sort(keys)
		if depth != 0 || len(slices.Compact(keys)) != 2 {
			t.Fatalf("%d keys, depth %d in\n%s", len(keys), depth, got)
		}
	})
}
