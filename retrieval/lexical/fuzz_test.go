package lexical

import (
	"bytes"
	"errors"
	"testing"
)

var fuzzSeeds = []string{
	"", "The OEWG's mandate under A/RES/75/240, para. 13(c)(ii).", "L.27/Rev.1 13–17 December 2021-2025 1,500 U.S. ICTs",
	"qu'est-ce que l’État ?", "Применимость международного права", "国际法适用于网络空间，第13段（c）。什么", "الفقرة ١٣ والقانون الدولي",
	"a\u0301\u200b\u00ad\u202e\ufeff", "\xff\xfe/\xc0.1", "ﷺﷺ ½ ﬁ Ⅷ ＡＢＣ", "cyber cyber- cyber security", "한국어 ไทย हिन्दी",
}

// FuzzTerms: nothing that a document says crashes the analysis; words lie in
// their text; the same text gives the same terms; a document finds itself.
func FuzzTerms(f *testing.F) {
	for i, s := range fuzzSeeds {
		f.Add(s, languages[i%len(languages)])
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		checkWords(t, text, lang)
		one, two := Terms(text, lang), Terms(text, lang)
		if len(one) != len(two) {
			t.Fatalf("%d terms, then %d", len(one), len(two))
		}
		for i, term := range one {
			if term != two[i] || term == "" || len(term) > maxTermBytes {
				t.Fatalf("term %q, then %q", term, two[i])
			}
		}
		Language(text)
	})
}

// FuzzSearch: nothing that a question says crashes a search, the hits are in
// order, and the index that holds the text can be written and read.
func FuzzSearch(f *testing.F) {
	for i, s := range fuzzSeeds {
		f.Add(s, fuzzSeeds[(i+1)%len(fuzzSeeds)], "")
		f.Add(s, s, "en")
	}
	f.Fuzz(func(t *testing.T, doc, query, lang string) {
		x := Build([]Doc{{doc, lang}, {query, ""}, {"international law", "en"}})
		var b bytes.Buffer
		if _, err := x.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		x, err := Read(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		hits := x.Search(query, lang, 3, nil)
		for i, h := range hits {
			if h.Doc < 0 || h.Doc >= 3 || !(h.Score > 0) || i > 0 && !worse(h, hits[i-1]) {
				t.Fatalf("hits %v", hits)
			}
		}
		for _, c := range x.Coverage(query, lang, []int{0, 1, 2}) {
			if !(c >= 0 && c < 1.001) {
				t.Fatalf("coverage %v", c)
			}
		}
	})
}

// FuzzRead: whatever lies in the file, it is an index that can be asked or an
// error that says so; also under a checksum that is right.
func FuzzRead(f *testing.F) {
	raw := written(f, []Doc{{"International law applies", "en"}, {"Право права", "ru"}, {"网络", "zh"}})
	f.Add(raw)
	f.Add(raw[:len(raw)/2])
	f.Add([]byte(magic))
	for i := 0; i < len(raw); i += 7 {
		b := bytes.Clone(raw)
		b[i] ^= 0xff
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, b := range [][]byte{b, sealed(b)} {
			x, err := Read(b)
			if err != nil {
				if !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrVersion) {
					t.Fatalf("an error of no kind: %v", err)
				}
				continue
			}
			x.Search("international law Право 网络", "en", 5, nil)
			x.Coverage("international law", "en", []int{0, 1, 2})
			if _, err := x.WriteTo(&bytes.Buffer{}); err != nil {
				t.Fatal(err)
			}
		}
	})
}
