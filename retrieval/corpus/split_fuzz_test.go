package corpus

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// seeds are texts of every kind that the package meets.
var seeds = []string{
	"", " ", "a. b. C", "1. We say:\n(a) x;\n(b) y.\n", "“A b c d e.\n\n“B c.” He said", "\xff\xfe. A\x80",
	"H\n\nHello there. What? \"no way\" we. 。。", "A/AC.292/2025/CRP.1. The", "Организация.1 В 2021 г. Мы т.е. да.",
	"我们同意。”他说：「好」《宪章》", "هل نحن متفقون؟ نعم.", "I. II. III.\n1\n2\n3\n4 Four\n5 Five\n6 Six",
	"a\r\nb\rc\fd\u2028e\u0085f", "We reject:\n\n• one\n• two\n\nProvided that. No.", "... … . . . [...] ?! (!)",
	strings.Repeat("We say so, and again; then ", 60), strings.Repeat("long", 400), strings.Repeat("Yes. ", 300),
}

func FuzzSentences(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		o := OutlineOf(text)
		pos := 0
		for i, s := range o.Sentences {
			if s.Start < pos || s.End <= s.Start || strings.TrimSpace(text[pos:s.Start]) != "" {
				t.Fatalf("sentence %d is %v after %d", i, s, pos)
			}
			if words := s.In(text); strings.TrimFunc(words, unicode.IsSpace) != words {
				t.Fatalf("white space at the ends of %q", words)
			}
			if utf8.ValidString(text) && !utf8.ValidString(s.In(text)) {
				t.Fatalf("a character is cut: %q", s.In(text))
			}
			if p := o.Paragraphs[s.Paragraph]; !p.Contains(s.Span) {
				t.Fatalf("sentence %v leaves its paragraph %v", s, p)
			}
			pos = s.End
		}
		if strings.TrimSpace(text[pos:]) != "" {
			t.Fatalf("words after the last sentence: %q", text[pos:])
		}
		for i, p := range o.Paragraphs {
			if p.Lead >= i || p.Lead < -1 {
				t.Fatalf("paragraph %d is led in by %d", i, p.Lead)
			}
		}
	})
}

// FuzzVoices holds that the stretches of others lie in the text, in order, and
// cut no character.
func FuzzVoices(f *testing.F) {
	for _, s := range append(seeds, "Q: A? A: No.\n\nMr. B: C\nMR. D: e", "Quote. A. Unquote. I quote: b", "Ghana\nThank you, Chair, we agree.\n\nMali\nThank you, Chair, we do.",
		"> a\n> b\nc", "He said the following. A.\n\nas follows.\n\nB", "цитата: İ. Конец цитаты", "我引述：好。引述完", "X said: a.\n\nb.1\n\n1 C", "X stated:\n\n    a\n\n    b\n\nc", "他说：好。我说：不。",
		"[Interpreter’s note: a] b (editor: c)", "İ said：x ¹ y.¹\n\n¹ Z") {
		f.Add(s)
	}
	for _, h := range readHostile(f) {
		f.Add(h.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		o := OutlineOf(text)
		spans := slices.Clone(o.Others)
		labels := 0
		for _, l := range o.Labels {
			if l.Start < labels || l.Label == "" || !strings.Contains(text[max(0, l.Start):], l.Label) {
				t.Fatalf("label %q at %v after %d", l.Label, l.Span, labels)
			}
			spans, labels = append(spans, l.Span), l.End
		}
		pos := 0
		for i, s := range spans {
			if i == len(o.Others) {
				pos = 0
			}
			if s.Start < pos || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("%v after %d", s, pos)
			}
			if utf8.ValidString(text) && !utf8.ValidString(s.In(text)) {
				t.Fatalf("a character is cut: %q", s.In(text))
			}
			pos = s.End
		}
	})
}

func FuzzQuotedSpans(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		pos := 0
		for _, s := range QuotedSpans(text) {
			if s.Start < pos || s.End < s.Start+2 || s.End > len(text) {
				t.Fatalf("%v after %d", s, pos)
			}
			if utf8.ValidString(text) && !utf8.ValidString(s.In(text)) {
				t.Fatalf("a character is cut: %q", s.In(text))
			}
			pos = s.End
		}
	})
}

func FuzzWiden(f *testing.F) {
	for i, s := range append(seeds, strings.Repeat("But no. ", 30), strings.Repeat("Why? ", 20), "Imagine it. We go. However, no.\n\nYet so",
		strings.Repeat("“A b c d e. F” “", 60), "We never ever wanted, nor want\n\nRuritania to go. But 但是。") {
		f.Add(s, i, i+3)
	}
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		o := OutlineOf(text)
		asked := Span{start, end}
		got := o.Widen(asked)
		if got.Start < 0 || got.End > len(text) || got.Start > got.End {
			t.Fatalf("%v leaves the text of %d bytes", got, len(text))
		}
		if again := o.Widen(got); again != got {
			t.Fatalf("widened to %v, then to %v", got, again)
		}
		if len(o.Sentences) == 0 {
			return
		}
		if held := o.words(asked); strings.TrimSpace(held.In(text)) != "" && !got.Contains(held) {
			t.Fatalf("%v does not hold %v", got, held)
		}
		inside := o.SentencesIn(got)
		if len(inside) == 0 || inside[0].Start != got.Start || inside[len(inside)-1].End != got.End {
			t.Fatalf("%v is not made of whole sentences", got)
		}
	})
}

func FuzzSplit(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, 10+i*20, i*100)
	}
	f.Add("a000       00", 195, 500)
	f.Add("$\r\xc1G\x98r*\xe6\x93$$$\x10$\xe000       00", 195, 500)
	f.Fuzz(func(t *testing.T, text string, limit, target int) {
		st := &Statement{Text: text}
		options := []SplitOptions{{}, {Target: target & 1023, MaxTokens: 3 + limit&255, Tokens: words},
			{MaxTokens: 3 + limit&63, Tokens: func(s string) int { return 2 + utf8.RuneCountInString(s) }}}
		starts := map[int]bool{}
		for _, s := range Sentences(text) {
			starts[s.Start] = true
		}
		for i, o := range options {
			passages := Split(st, o)
			checkPassages(t, st, passages, o)
			for n, p := range passages {
				if i == 0 && n > 0 && !starts[p.Start] && len(text) < 1200 {
					t.Fatalf("a passage begins within a sentence: %q", p.Text())
				}
				if utf8.ValidString(text) && !utf8.ValidString(p.Text()) {
					t.Fatalf("a character is cut: %q", p.Text())
				}
			}
		}
	})
}

// BenchmarkSplit outlines and splits real statements.
func BenchmarkSplit(b *testing.B) {
	texts := someStatements(b, 200)
	size := 0
	for _, text := range texts {
		size += len(text)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, text := range texts {
			Split(&Statement{Text: text}, SplitOptions{})
		}
	}
}

// BenchmarkOutline finds the structure of real statements.
func BenchmarkOutline(b *testing.B) {
	texts := someStatements(b, 200)
	size := 0
	for _, text := range texts {
		size += len(text)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, text := range texts {
			OutlineOf(text)
		}
	}
}
