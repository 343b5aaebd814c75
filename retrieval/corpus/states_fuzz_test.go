package corpus

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// FuzzStatesFind holds Find to its word on any text: mentions in order, apart,
// within the text, on rune boundaries, each with a voice, candidates or
// neither, and the same when the text is read again.
func FuzzStatesFind(f *testing.F) {
	s := builtinStates(f)
	for _, seed := range []string{
		"", "the US", "Taiwan, Province of China", "Co\u0302te d\u2019Ivoire", "发展中国家和中国", "وبالصين", "Российской Федерации", "\xff\xfeChina\x80",
		"\u202eChina\u202c", "Guinea-\nBissau", "ŒŒÆß", "U.S.A.", "A\u0301\u0301\u0301", "St. Kitts & Nevis", "ﷺChina", "İran",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		found := s.Find(text)
		end := 0
		for _, m := range found {
			if m.Start < end || m.End <= m.Start || m.End > len(text) {
				t.Fatalf("%q: mention %+v after byte %d", text, m, end)
			}
			end = m.End
			if utf8.ValidString(text) && (!utf8.RuneStart(text[m.Start]) || m.End < len(text) && !utf8.RuneStart(text[m.End])) {
				t.Fatalf("%q: mention %+v cuts a rune", text, m)
			}
			v, known := s.Voice(m.Code)
			switch {
			case m.NoDelegation != (m.Kind == KindNoDelegation):
				t.Fatalf("%q: %+v", text, m)
			case m.Code == "" && !m.NoDelegation && len(m.Candidates) < 2:
				t.Fatalf("%q: %+v stands for nobody", text, m)
			case m.Code != "" && (!known || v.Kind != m.Kind || m.NoDelegation || m.Candidates != nil):
				t.Fatalf("%q: %+v", text, m)
			}
		}
		if again := s.Find(text); len(again) != len(found) {
			t.Fatalf("%q: %d mentions, then %d", text, len(found), len(again))
		}
		s.NoDelegation(text)
		for _, m := range s.FindSeats(text) {
			if m.Start < 0 || m.End <= m.Start || m.End > len(text) || m.Form != FormSeat {
				t.Fatalf("%q: seat %+v", text, m)
			}
			for _, n := range found {
				if m.Start < n.End && n.Start < m.End && !within(n, m) {
					t.Fatalf("%q: seat %+v is part of %+v", text, m, n)
				}
			}
		}
		if v, ok := s.Lookup(text); ok != (v.Code != "") {
			t.Fatalf("Lookup(%q) = %v, %v", text, v, ok)
		}
		for _, name := range s.Suggest(text, 3) {
			if _, ok := s.Lookup(name); !ok {
				t.Fatalf("Suggest(%q) gave %q, which is nobody", text, name)
			}
		}
	})
}

// FuzzStatesMention sets a name between two others' words: it is found as the
// same voice whatever stands around it, so long as that ends in a space.
func FuzzStatesMention(f *testing.F) {
	s := builtinStates(f)
	f.Add("the ", " said", uint16(3))
	f.Add("中", "国", uint16(40))
	f.Fuzz(func(t *testing.T, before, after string, which uint16) {
		code := s.Codes()[int(which)%len(s.Codes())]
		v, _ := s.Voice(code)
		if v.Kind != KindState {
			return
		}
		text := before + "\n\n" + v.Official + "\n\n" + after
		start := len(before) + 2
		for _, m := range s.Find(text) {
			if m.Start <= start && m.End >= start+len(v.Official) {
				if m.Code != code {
					t.Fatalf("%q names %q", text, m.Code)
				}
				return
			}
		}
		t.Fatalf("%q does not name %s", text, code)
	})
}

func FuzzParseStates(f *testing.F) {
	base := builtinStates(f)
	for _, seed := range []string{
		"", "[[state]]\ncode = \"RU\"\naliases = [\"Rus\"]\n", "[[group]]\ncode = \"eu\"\nmembers = [\"GB ..2020-01-31\"]\n", "[[no_delegation]]\nnames = [\"x\"]\n",
		"reply = 1", "[[state]]\ncode = \"RU\"\nthen = [{ name = \"x\", until = 2020-01-01 }]\n", "state = [{ code = \"QQ\", name = \"Q Land\" }]",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 4096 {
			return
		}
		s, err := ParseStates("states.toml", []byte(src), base)
		if err != nil {
			if e, ok := err.(*StatesError); !ok || e.Line < 1 || e.Line > strings.Count(src, "\n")+2 {
				t.Fatalf("%q: %v", src, err)
			}
			return
		}
		s.Find("the United States and China")
		s.Members("eu", time.Time{})
	})
}
