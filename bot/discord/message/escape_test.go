package message

import (
	"strings"
	"testing"
)

func TestEscapeLeavesProse(t *testing.T) {
	for _, s := range []string{
		"The Group’s work should be “result-oriented, not report-oriented” (2021–2025); 60 States agree.",
		"Le Groupe de travail – dit « à composition non limitée » – s’est réuni à 10 h 30.",
		"¿Qué propone España? ¡Nada más!",
		"Группа правительственных экспертов приняла доклад № 75/816.",
		"各国应当通过对话解决分歧。《联合国宪章》适用于网络空间。",
		"يؤكد الوفد أن القانون الدولي ينطبق على الفضاء السيبراني.",
		"The meeting began at 10:30 a.m. on 3 June 2021; see A/AC.290/2021/CRP.2, para. 7.",
	} {
		if got := Escape(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"@everyone":               `\@` + noPing + `everyone`,
		"<@123> <#1> <:x:1>":      `\<\@123> \<#1> \<\:x\:1>`,
		"[x](http://evil)":        `\[x\]\(http\:\//evil)`,
		"foo](http://evil)":       `foo\]\(http\:\//evil)`,
		"(http://evil)":           `\(http\:\//evil)`,
		"# a\n- b\n> c\n  1. d":   "\\# a\n\\- b\n\\> c\n  1\\. d",
		"-# small":                `\-# small`,
		"**a** __b__ ~~c~~ ||d||": `\*\*a\*\* \_\_b\_\_ \~\~c\~\~ \|\|d\|\|`,
		"`x`":                     "\\`x\\`",
		`\*`:                      `\\\*`,
		":0":                      `\:0`,
		":smile: 10:30 a: b":      `\:smile: 10:30 a: b`,
		"discord.gg/abc":          `discord\.gg/abc`,
		"a\u202eb":                `a\\u202eb`,
		"a\x00b\xff":              `a\\x00b\\xff`,
		"a\r\nb\rc":               "a\nb\nc",
		"عام\u200f 2021":          "عام\u200f 2021",
		"abc\u200f":               `abc\\u200f`,
	} {
		if got := Escape(in); got != want {
			t.Errorf("Escape(%q) = %q, want %q", in, got, want)
		}
	}
}

var nasty = []string{
	"@everyone", "@HERE", "<@123456789012345678>", "<@&1>", "<#1>", "<:x:1>", "<a:x:1>", "<t:0:R>", "</cmd:1>", "<id:customize>",
	"[x](http://evil.example)", "[x](<http://evil.example>)", "](http://evil.example)", "https://evil.example/a_b*c*", "<https://a.example>",
	"# ", "## ", "- ", "> ", ">>> ", "-# ", "1. ", "* ", "+ ", "||", "~~", "**", "__", "_", "*", "`", "```", "\n", "\n\n", " ", "\t", "\u00a0",
	"a", "word", "é", "e\u0301", "中文。", "слово", "عربي", "\\", "\\\\", "(", ")", "[", "]", "<", ">", ":smile:", ":", "discord.gg/x", "👩‍👩‍👧‍👦", "🇫🇷",
	"|", "~", "#", "-", "“q”", "”", "[1]", "\u200b", "\u202e", "\u2066", "\x00", "\xff", "The end. ", "A sentence! ",
}

func FuzzEscape(f *testing.F) {
	for _, a := range nasty {
		for _, b := range nasty {
			f.Add(a+b+" "+a, 7)
		}
	}
	f.Add(strings.Repeat("\u0301", 500), 20)
	f.Fuzz(func(t *testing.T, s string, n int) {
		e := Escape(s)
		inert(t, e)
		if got, want := squeezed(unescaped(e)), squeezed(legible(s)); got != want {
			t.Errorf("Escape(%q) reads %q", s, got)
		}
		n = max(0, min(n, 5000))
		cut := Cut(e, n)
		if Count(cut) > n {
			t.Fatalf("Cut(%q, %d) has %d characters", e, n, Count(cut))
		}
		kept, short := strings.CutSuffix(cut, ellipsis)
		if cut != e && (!short && n > 0 || !strings.HasPrefix(e, kept)) {
			t.Errorf("Cut(%q, %d) = %q", e, n, cut)
		}
		inert(t, kept)
	})
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"The Group should work", 21, "The Group should work"},
		{"The Group should work", 17, "The Group should…"},
		{"The Group should work", 14, "The Group…"},
		{`abc\*def`, 5, `abc…`},
		{`abc\*def`, 6, `abc\*…`},
		{"words [12]", 9, "words…"},
		{"see [a b](<https://x.example/y>) it", 20, "see…"},
		{"a👩‍👩‍👧‍👦b", 5, "a…"},
		{"各国应当通过对话解决分歧", 5, "各国应当…"},
		{"abc", 0, ""},
		{"abc", 1, "…"},
		{"abc", -3, ""},
	} {
		if got := Cut(c.text, c.n); got != c.want {
			t.Errorf("Cut(%q, %d) = %q, want %q", c.text, c.n, got, c.want)
		}
	}
}

func TestCount(t *testing.T) {
	for text, want := range map[string]int{"": 0, "abc": 3, "é": 1, "中文": 2, "👍": 2, "e\u0301": 2} {
		if got := Count(text); got != want {
			t.Errorf("Count(%q) = %d, want %d", text, got, want)
		}
	}
}
