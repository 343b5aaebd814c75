package message

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// What a reader and Discord make of a message, written apart from the code
// that makes it.

var (
	escapePair = regexp.MustCompile(`\\([^0-9A-Za-z\s])`)
	ownLink    = regexp.MustCompile(`\[[^\[\]<>\\*_` + "`" + `~|@]+\]\(<https?://[a-z0-9.\[\]:-]+[^<>()\s\\]*>\)`)
	ownAddress = regexp.MustCompile(`(?m)^(\[\d+\] [^\n]* )<https?://[a-z0-9.\[\]:-]+[^<>()\s\\]*>( · )`)
	active     = regexp.MustCompile(`(?i)@(?:everyone|here)|<[@#:/ta]|\]\(|[a-z]://|discord\.gg|:[\w+-]+:`)
	lineMark   = regexp.MustCompile(`(?m)^[\t\p{Zs}]*(?:#|>|-|\+|\d+[.)])`)
)

// unescaped gives the text that a reader sees of escaped text.
func unescaped(s string) string {
	return strings.ReplaceAll(escapePair.ReplaceAllString(s, "$1"), "@"+noPing, "@")
}

// squeezed gives a text without white space and noPing.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' {
			return -1
		}
		return r
	}, s)
}

// harmless fails where text that is not ours acts in Discord. Links of ours are
// taken out first.
func harmless(t *testing.T, what, s string) {
	t.Helper()
	bare := ownAddress.ReplaceAllString(ownLink.ReplaceAllString(s, "LINK"), "${1}LINK$2")
	if at := active.FindString(escapePair.ReplaceAllString(strings.ReplaceAll(bare, noPing, "\ue001"), "\ue000")); at != "" {
		t.Errorf("%s: %q acts in Discord:\n%.500q", what, at, s)
	}
	if strings.Contains(bare, "](") || strings.Contains(bare, "://") || strings.Contains(strings.ToLower(bare), "@everyone") {
		t.Errorf("%s: it holds what acts even where a backslash stands before:\n%.500q", what, s)
	}
}

// inert fails where escaped text, without any markup of ours, has some.
func inert(t *testing.T, s string) {
	t.Helper()
	harmless(t, "escaped", s)
	bare := escapePair.ReplaceAllString(s, "\ue000")
	if at := regexp.MustCompile("[\\\\*_~`|<\\[\\]]").FindString(bare); at != "" {
		t.Errorf("%q stands bare in %q", at, s)
	}
	if at := lineMark.FindString(bare); at != "" {
		t.Errorf("%q begins a line in %q", at, s)
	}
}

var trailing = regexp.MustCompile(`(?:\x{a0}\[\d+\](?:\[\d+\])*)?$`)

// quotations gives the words that stand in the quotations of pages, as a
// reader sees them: what is ours around them is taken away.
func quotations(pages []Message) string {
	var b strings.Builder
	for _, m := range pages {
		for l := range strings.SplitSeq(m.Content, "\n") {
			l, ok := strings.CutPrefix(l, "> ")
			if !ok {
				continue
			}
			l = strings.TrimPrefix(l, resuming)
			l = trailing.ReplaceAllString(l, "")
			l = strings.TrimSuffix(l, goesOn)
			b.WriteString(unescaped(l))
		}
	}
	return plainMarks(b.String())
}

// plainMarks leaves out the marks that we put around quotations.
func plainMarks(s string) string {
	return strings.NewReplacer("“", "", "”", "").Replace(squeezed(s))
}

var sourceLine = regexp.MustCompile(`(?m)^\[(\d+)\] `)

// numbers gives the citations that have a line under the pages.
func numbers(pages []Message) map[string]bool {
	out := map[string]bool{}
	for _, m := range pages {
		for _, e := range m.Embeds {
			for _, n := range sourceLine.FindAllStringSubmatch(e.Description, -1) {
				out[n[1]] = true
			}
		}
	}
	return out
}

var bareLine = regexp.MustCompile(`(?m)^\[(\d+)\] [^\n]*(?: · |: )`)

// bareNumbers gives the citations that have a line in the text of the pages.
func bareNumbers(pages []Message) map[string]bool {
	out := map[string]bool{}
	for _, m := range pages {
		for _, n := range bareLine.FindAllStringSubmatch(m.Content, -1) {
			out[n[1]] = true
		}
	}
	return out
}

// all gives every page, each checked.
func all(t *testing.T, make func(page int) (Message, int)) (out []Message) {
	t.Helper()
	_, pages := make(0)
	for i := range pages {
		m, again := make(i)
		if again != pages {
			t.Fatalf("page %d says that there are %d pages, page 0 %d", i, again, pages)
		}
		sound(t, m)
		out = append(out, m)
	}
	return out
}

// sound fails where Discord would refuse a message or what it holds could act.
func sound(t *testing.T, m Message) {
	t.Helper()
	if err := m.Check(); err != nil {
		t.Error(err)
	}
	harmless(t, "content", m.Content)
	for _, e := range m.Embeds {
		harmless(t, "embed", e.Description)
		harmless(t, "title", e.Title)
	}
}
