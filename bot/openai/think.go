package openai

import (
	"strings"
	"unicode"
)

// Names of the tags that models wrap their reasoning in. What stands between
// them is no part of the answer: it was never meant for a reader, and it often
// states things that the model then thinks better of.
var thinkTags = []string{"think", "thinking", "thought", "reasoning"}

// longestTag is the length of the longest tag, "</reasoning>".
const longestTag = 12

// A thinker takes the reasoning out of a text that arrives in pieces. What it
// gives out never changes with how the text was cut into pieces.
//
// Some chat templates put the opening tag in the prompt, so that the answer
// begins in the middle of the reasoning and only the closing tag is seen. Where
// that is expected (hold), nothing is given out before that tag or the end.
// Where it comes as a surprise, headless says so, and what was given out before
// it was reasoning.
type thinker struct {
	inside   bool
	hold     bool
	headless bool
	pending  string          // may be the beginning of a tag
	held     strings.Builder // kept back while hold
}

// add takes a piece and gives the answer's text that is certain by now.
// reset is set when an unopened closing tag has shown all that was
// given out so far to be reasoning.
func (t *thinker) add(s string) (out string, reset bool) {
	in := t.pending + s
	t.pending = ""
	var b strings.Builder
	for in != "" {
		i := strings.IndexByte(in, '<')
		if i < 0 {
			t.give(&b, in)
			break
		}
		t.give(&b, in[:i])
		in = in[i:]
		tag, n := readTag(in)
		switch {
		case n == 0: // too short to tell
			t.pending = in
			return b.String(), reset
		case tag == notTag:
			t.give(&b, in[:n])
		case tag == openTag:
			t.inside = true
		case t.inside:
			t.inside = false
			// A model that opens its reasoning itself, and first of all, did not begin within it.
			t.hold = t.hold && strings.TrimSpace(t.held.String()) != ""
		default: // a closing tag that nothing opened
			b.Reset()
			t.held.Reset()
			t.hold, t.headless, reset = false, true, true
		}
		in = in[n:]
	}
	return b.String(), reset
}

// end gives what was held back. Reasoning that never ended stays out.
func (t *thinker) end() string {
	var b strings.Builder
	t.give(&b, t.pending)
	t.pending = ""
	if t.hold {
		t.hold = false
		return t.held.String()
	}
	return b.String()
}

func (t *thinker) give(b *strings.Builder, s string) {
	switch {
	case t.inside:
	case t.hold:
		t.held.WriteString(s)
	default:
		b.WriteString(s)
	}
}

type tagKind int

const (
	notTag tagKind = iota
	openTag
	closeTag
)

// readTag reads what s, which begins with '<', begins with, and its length;
// 0 if more is needed to tell.
func readTag(s string) (tagKind, int) {
	low := lowerASCII(s[:min(len(s), longestTag)])
	short := false
	for _, name := range thinkTags {
		for _, tag := range []string{"<" + name + ">", "</" + name + ">"} {
			if strings.HasPrefix(low, tag) {
				if tag[1] == '/' {
					return closeTag, len(tag)
				}
				return openTag, len(tag)
			}
			short = short || strings.HasPrefix(tag, low)
		}
	}
	if short {
		return notTag, 0
	}
	return notTag, 1
}

// lowerASCII keeps the length of s, which strings.ToLower does not: the tags
// are found by it in s itself.
func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// A trimmer drops the white space before the first and after the last word of
// a text that arrives in pieces.
type trimmer struct {
	begun bool
	space strings.Builder // since the last word; a builder, as there may be a great deal of it
}

func (t *trimmer) add(s string) string {
	if !t.begun {
		s = strings.TrimLeftFunc(s, unicode.IsSpace)
	}
	word := strings.TrimRightFunc(s, unicode.IsSpace)
	if word == "" {
		t.space.WriteString(s)
		return ""
	}
	t.begun = true
	out := t.space.String() + word
	t.space.Reset()
	t.space.WriteString(s[len(word):])
	return out
}
