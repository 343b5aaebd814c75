package corpus

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"case", "The UN Charter", "the un charter"},
		{"full case folding", "STRASSE straße", "strasse strasse"},
		{"Russian, Greek", "ОБСЕ Σοφός", "обсе σοφόσ"},
		{"quotation marks", "“a” ‘b’ «c» „d‟ \"e\" `f` 「g」", "'a' 'b' 'c' 'd' 'e' 'f' 'g'"},
		{"apostrophe", "State’s", "state's"},
		{"dashes", "a–b—c‑d−e-f", "a-b-c-d-e-f"},
		{"white space", "a \t\r\n b\u00A0c\u2003\u200B\u2028d", "a b c d"},
		{"invisible", "cyber\u00ADsec\u200Burity \uFEFF\u200Fx\u2060", "cybersecurity x"},
		{"invisible within white space", "a \u200B b", "a b"},
		{"ligatures", "ﬁrst eﬀort", "first effort"},
		{"full width", "ＩＣＴ　１３", "ict 13"},
		{"accents composed and not", "E\u0301tat État", "état état"},
		{"a footnote's mark is no digit", "norms¹² of 10²", "norms¹² of 10²"},
		{"a fraction is no digit", "2½", "2½"},
		{"a spacing accent is no space", "a¨b", "a¨b"},
		{"ellipsis", "so…", "so..."},
		{"a divided word stays divided", "co-\noperation", "co- operation"},
		{"Arabic", "الأمن السيبراني", "الأمن السيبراني"},
		{"Chinese", "网络安全", "网络安全"},
		{"Hangul, decomposed", "\u1112\u1161\u11AB", "한"},
		{"no UTF-8", "a\xffb", "a\uFFFDb"},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Fold(tt.in).Text(); got != tt.want {
				t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestSpan(t *testing.T) {
	in := "A ﬁne\u00A0\u00A0“E\u0301tat”\u00AD."
	f := Fold(in)
	for part, want := range map[string]string{
		"a": "A", "fi": "ﬁ", "i": "ﬁ", "fine 'état'": "ﬁne\u00A0\u00A0“E\u0301tat”", "é": "E\u0301", "'.": "”\u00AD.",
	} {
		i := strings.Index(f.Text(), part)
		if part == "'." {
			i = strings.LastIndex(f.Text(), part)
		}
		if got := f.Span(i, i+len(part)).In(in); got != want {
			t.Errorf("the source of %q is %q, want %q", part, got, want)
		}
	}
	for _, s := range []Span{f.Span(-5, 1000), f.Span(0, len(f.Text()))} {
		if s != (Span{0, len(in)}) {
			t.Errorf("the whole text leads back to %v, want 0 to %d", s, len(in))
		}
	}
	if s := f.Span(3, 3); s.Len() != 0 {
		t.Errorf("an empty stretch leads back to %v", s)
	}
	if s := f.Span(9, 2); s.Len() != 0 {
		t.Errorf("a stretch of negative length leads back to %v", s)
	}
	if s := f.Span(5000, 6000); s != (Span{len(in), len(in)}) {
		t.Errorf("a stretch beyond the text leads back to %v", s)
	}
	if s := Fold("").Span(0, 1); s != (Span{}) {
		t.Errorf("a stretch of nothing leads back to %v", s)
	}
}

func TestLocate(t *testing.T) {
	tests := []struct {
		name, in, needle string
		want             []string
	}{
		{"forgiving", "We “must\nnot” use\u00A0ICTs – ever.", `we "must not" use icts - ever`, []string{"We “must\nnot” use\u00A0ICTs – ever"}},
		{"every one", "cyber, Cyber; CYBER", "cyber", []string{"cyber", "Cyber", "CYBER"}},
		{"none overlaps", "no no no no no", "no no", []string{"no no", "no no"}},
		{"whole words", "Statement of State", "state", []string{"State"}},
		{"whole numbers", "5,000 and 1.13 and 000", "000", []string{"000"}},
		{"decimals", "13.5 of 13.", "13", []string{"13"}},
		{"a negation is no ending", "It can't, it can.", "it can", []string{"it can"}},
		{"possessive", "the State's view", "the state", []string{"the State"}},
		{"article", "l’utilisation", "utilisation", []string{"utilisation"}},
		{"white space around the needle", "peace and security", "\n peace and ", []string{"peace and"}},
		{"no half ligature", "ﬁ n", "f", nil},
		{"no half fraction", "½", "1", nil},
		{"accents are wording", "état etat", "etat", []string{"etat"}},
		{"a mark is part of its letter", "e\u0301tat", "e", nil},
		{"Chinese has no spaces", "维护网络安全", "网络", []string{"网络"}},
		{"a footnote's mark ends a word", "norms¹ apply", "norms", []string{"norms"}},
		{"nothing", "anything", " \u200B", nil},
		{"longer than the text", "a", "a b", nil},
		{"the text itself", "a\u00ADb", "ab", []string{"a\u00ADb"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range Locate(Fold(tt.in), tt.needle) {
				got = append(got, s.In(tt.in))
			}
			if strings.Join(got, "|") != strings.Join(tt.want, "|") {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

// What one letter a hundred thousand times, or words that nearly match over
// and over, cost is bounded: this ends at once or the test runs into its limit.
func TestLocateHostile(t *testing.T) {
	long := strings.Repeat("a", 100_000)
	if got := Locate(Fold(long), long[:50_000]); got != nil {
		t.Errorf("found half a word %d times", len(got))
	}
	if got := Locate(Fold(long), long); len(got) != 1 {
		t.Errorf("the whole text was found %d times", len(got))
	}
	pairs := strings.Repeat("ab ", 33_000)
	if got := Locate(Fold(pairs), pairs[:49_999]); got != nil {
		t.Errorf("found half a word %d times", len(got))
	}
	marks := "e" + strings.Repeat("\u0301", 50_000)
	if got := Locate(Fold(marks), marks); len(got) != 1 {
		t.Errorf("the letter with all its accents was found %d times", len(got))
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"A “ﬁne”  text", "e\u0301\u00AD\u0301", "\xff\u0301 \u200B ", "½¨ﷺ", "\u1112\u1161\u11AB", "İıſK"} {
		f.Add(s, 0, 3)
	}
	f.Fuzz(func(t *testing.T, s string, start, end int) {
		folded := Fold(s)
		text := folded.Text()
		if !utf8.ValidString(text) {
			t.Fatalf("Fold(%q) = %q is no UTF-8", s, text)
		}
		if strings.Contains(text, "  ") || strings.ContainsAny(text, "\n\t\u00A0\u00AD\u2019\u2013") {
			t.Fatalf("Fold(%q) = %q keeps typography", s, text)
		}
		span := folded.Span(start, end)
		if span.Start < 0 || span.End < span.Start || span.End > len(s) {
			t.Fatalf("span %v of %q", span, s)
		}
		for _, at := range []int{span.Start, span.End} {
			if utf8.ValidString(s) && at < len(s) && !utf8.RuneStart(s[at]) {
				t.Fatalf("span %v of %q cuts a character", span, s)
			}
		}
		last := 0
		for i := range text {
			one := folded.Span(i, i+1)
			if one.Start < last && one.End < last || one.Len() == 0 {
				t.Fatalf("byte %d of %q leads back to %v of %q", i, text, one, s)
			}
			last = one.Start
		}
	})
}

// The quick way for plain letters gives what normalising them gives.
func TestFoldPlain(t *testing.T) {
	f := folder{fold: cases.Fold()}
	for r := rune(1); r <= unicode.MaxRune; r++ {
		c, ok := plain(r)
		if !ok {
			continue
		}
		if want := f.segment(string(r)); string(c) != want {
			t.Errorf("plain(%U) = %q, want %q", r, c, want)
		}
		if !norm.NFKC.PropertiesString(string(r)).BoundaryBefore() {
			t.Errorf("%U may join what stands before it", r)
		}
	}
}

func FuzzLocate(f *testing.F) {
	f.Add("We “must\nnot” use", `"must not"`)
	f.Add("eﬀort ½ 5,000", "effort")
	f.Add("a\u00AD\u0301b", "\u0301b")
	f.Add("Σ\u0345\u0301", "σ")
	f.Add(" \u0351", "e")
	f.Fuzz(func(t *testing.T, hay, needle string) {
		want := strings.TrimSpace(Fold(needle).Text())
		end := 0
		for _, s := range Locate(Fold(hay), needle) {
			if s.Start < end || s.End > len(hay) || s.Len() == 0 {
				t.Fatalf("span %v after %d in %q", s, end, hay)
			}
			end = s.End
			if got := Fold(s.In(hay)).Text(); got != want {
				t.Fatalf("found %q, which folds to %q, for %q", s.In(hay), got, want)
			}
		}
		// A whole text is found in itself.
		if trimmed := strings.TrimSpace(Fold(hay).Text()); trimmed != "" && len(Locate(Fold(hay), hay)) != 1 {
			t.Fatalf("%q is not found in itself", hay)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	for name, s := range map[string]string{
		"English": "The Russian Federation proceeds from the premise that “international law” applies. ",
		"Russian": "Российская Федерация исходит из того, что «международное право» применимо. ",
		"Chinese": "中国主张国际法适用于网络空间。",
	} {
		text := strings.Repeat(s, 20_000/len(s))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Fold(text)
			}
		})
	}
}
