package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sharedFile gives the path of a file that lies beside the repository, and
// skips the test where it is absent.
func sharedFile(t testing.TB, parts ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{"..", "..", "..", "shared"}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no shared data beside the repository: %v", err)
	}
	return path
}

// someStatements reads at most n statements of the General Debate.
func someStatements(t testing.TB, n int) []string {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(sharedFile(t, "corpus", "ungdc"), "*.txt"))
	var out []string
	for i := 0; i < len(files); i += max(1, len(files)/n) {
		raw, err := os.ReadFile(files[i])
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(raw))
	}
	return out
}

// TestOutlineParagraphs writes one line a paragraph: H for headings, I for
// items, the lead, the number, and how the words begin.
func TestOutlineParagraphs(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"numbered, with letters": {`
I. Introduction

1. The Group met in New York.

2. It recommends that States:

(a) Respect the Charter;

(b) Cooperate, and in particular:

(i) Share information;

(ii) Name points of contact;

(c) Report.

3. It was so decided.`, `
H -1 I: I. Introduction
- -1 1: 1. The Group
- -1 2: 2. It recommends
I 2 2(a): (a) Respect the
I 2 2(b): (b) Cooperate, and
I 4 2(b)(i): (i) Share information;
I 4 2(b)(ii): (ii) Name points
I 2 2(c): (c) Report.
- -1 3: 3. It was`},
		"bullets": {`
We oppose the following:
• a new treaty;
• a new body.
We support dialogue.
- It helps.`, `
- -1 : We oppose the
I 0 : • a new
I 0 : • a new
- -1 : We support dialogue.
I -1 : - It helps.`},
		"lines of a list": {`
We do not support:
a new treaty;
binding rules; and
a new organization.
We support dialogue.`, `
- -1 : We do not
I 0 : a new treaty;
I 0 : binding rules; and
I 0 : a new organization.
- -1 : We support dialogue.`},
		"numbers under a colon": {`
We propose:
1. A register.
2. A fund.
Thank you.`, `
- -1 : We propose:
I 0 1: 1. A register.
I 0 2: 2. A fund.
- -1 : Thank you.`},
		"numbers under a salutation": {`
Señor Presidente:
1. Cuba agradece su labor.
2. Cuba apoya el diálogo.`, `
- -1 : Señor Presidente:
- -1 1: 1. Cuba agradece
- -1 2: 2. Cuba apoya`},
		"numbers without a full stop": {`
1 Singapore thanks the Chair.
2 We support the text.
3 We look forward.`, `
- -1 1: 1 Singapore thanks
- -1 2: 2 We support
- -1 3: 3 We look`},
		"dates and measures are no numbers": {`
13 December 2021
We met then and there to speak.
15 States spoke.`, `
- -1 : 13 December 2021
- -1 : We met then
- -1 : 15 States spoke.`},
		"footnotes are no numbers": {`
1. The Group met.
2. It agreed.
1 See A/76/135.
2 Ibid., para. 4.`, `
- -1 1: 1. The Group
- -1 2: 2. It agreed.
- -1 : 1 See A/76/135.
- -1 : 2 Ibid., para.`},
		"i after h": {`
1. States should:
(g) Listen;
(h) Learn;
(i) Lead;
(j) Leave.`, `
- -1 1: 1. States should:
I 0 1(g): (g) Listen;
I 0 1(h): (h) Learn;
I 0 1(i): (i) Lead;
I 0 1(j): (j) Leave.`},
		"a letter after words without a number": {`
4. States should:
(a) Listen.
They have ears.
(b) Learn.`, `
- -1 4: 4. States should:
I 0 4(a): (a) Listen.
- -1 : They have ears.
I 0 4(b): (b) Learn.`},
		"Russian, Chinese, Arabic": {`
13. Группа рекомендует:
а) соблюдать Устав;
б) сотрудничать.

一、网络威胁
13 - ترحب المجموعة بالتقرير.`, `
- -1 13: 13. Группа рекомендует:
I 0 13(а): а) соблюдать Устав;
I 0 13(б): б) сотрудничать.
H -1 一: 一、网络威胁
- -1 13: 13 - ترحب`},
		"a transcript": {`
Ghana

Thank you, Chair. Ghana supports the draft as it stands.`, `
H -1 : Ghana
- -1 : Thank you, Chair.`},
	} {
		t.Run(name, func(t *testing.T) {
			got, want := "\n"+describe(OutlineOf(strings.TrimPrefix(c.text, "\n"))), c.want+"\n"
			if got != want {
				t.Errorf("got:%s\nwant:%s", got, want)
			}
		})
	}
}

func describe(o *Outline) string {
	var b strings.Builder
	for _, p := range o.Paragraphs {
		kind := "-"
		if p.Heading {
			kind = "H"
		}
		if p.Item {
			kind = "I"
		}
		words := strings.Fields(p.In(o.text))
		fmt.Fprintf(&b, "%s %d %s: %s\n", kind, p.Lead, p.Number, strings.Join(words[:min(3, len(words))], " "))
	}
	return b.String()
}

// TestOutlineFilled fills a document's paragraphs to a width and finds the
// same structure, indented or not.
func TestOutlineFilled(t *testing.T) {
	raw, err := os.ReadFile("testdata/split/numbered.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := describe(OutlineOf(string(raw)))
	for _, width := range []int{60, 72, 90} {
		if got := describe(OutlineOf(fill(string(raw), width))); got != want {
			t.Errorf("filled to %d:\n%s\nwant:\n%s", width, got, want)
		}
	}
}

// TestOutlineIndented holds lines that a page's column filled, with an indent
// where a paragraph begins and no blank line.
func TestOutlineIndented(t *testing.T) {
	text := ` We met in the city of Geneva in the spring of that year, and
many delegations took the floor in order to speak of the
threats that all States face.
 We welcome the report of the Group, which is balanced and
which reflects what was said. It is a step on a long road.
 We thank the Chair for the skill with which he led us
through the night.
`
	o := OutlineOf(text)
	if len(o.Paragraphs) != 3 || len(o.Sentences) != 4 {
		t.Errorf("%d paragraphs and %d sentences, want 3 and 4:\n%s", len(o.Paragraphs), len(o.Sentences), describe(o))
	}
}

func TestNumberAt(t *testing.T) {
	text := "\n\n1. One.\n\n2. Two:\n\n(a) Letter.\n\nTail.\n"
	o := OutlineOf(text)
	for words, want := range map[string]string{"\n\n1.": "1", "One": "1", "\n2.": "1", "Two": "2", "Letter": "2(a)", "Tail": ""} {
		if got := o.Number(strings.Index(text, words)); got != want {
			t.Errorf("Number at %q = %q, want %q", words, got, want)
		}
	}
	if p := OutlineOf(" ").ParagraphAt(0); p.Lead != -1 || p.Len() != 0 {
		t.Errorf("ParagraphAt in a text without words = %+v", p)
	}
	if p := o.ParagraphAt(1 << 30); p.In(text) != "Tail." {
		t.Errorf("ParagraphAt beyond the end = %q", p.In(text))
	}
}
