package corpus

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "write the golden files anew")

// words counts tokens as a model of few words might: a token for every four
// bytes of a word, and two for the whole.
func words(text string) int {
	n := 2
	for _, w := range strings.Fields(text) {
		n += (len(w) + 3) / 4
	}
	return n
}

// TestSplitGolden shows how documents are divided.
func TestSplitGolden(t *testing.T) {
	for name, o := range map[string]SplitOptions{
		"numbered":       {},
		"numbered-short": {Target: 300, MaxTokens: 90, Tokens: words},
		"founding":       {},
	} {
		t.Run(name, func(t *testing.T) {
			source := "testdata/split/" + strings.TrimSuffix(name, "-short") + ".txt"
			if name == "founding" {
				source = sharedFile(t, "statements", "000_d3e30d3a77089293.txt")
			}
			raw, err := os.ReadFile(source)
			if err != nil {
				t.Fatal(err)
			}
			st := &Statement{Text: string(raw)}
			golden(t, filepath.Join("testdata/split", name+".golden"), render(Split(st, o)))
		})
	}
}

// render gives the passages without the white space at their ends; of a long
// one only the beginning and the end.
func render(passages []Passage) string {
	var b strings.Builder
	for _, p := range passages {
		text := p.Embedded()
		if len(text) > 400 {
			text = text[:180] + " [...] " + text[len(text)-180:]
		}
		fmt.Fprintf(&b, "-- %d, paragraph %q, %d bytes --\n%s\n", p.Ordinal, p.Paragraph, p.End-p.Start, strings.ToValidUTF8(text, ""))
	}
	return b.String()
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (run with -update to write it)", err)
	}
	if got != string(want) {
		t.Errorf("%s differs (run with -update if that is meant); got:\n%s", file, got)
	}
}

// checkPassages holds passages to their contract, but for where they end.
func checkPassages(t *testing.T, st *Statement, passages []Passage, o SplitOptions) {
	t.Helper()
	pos := 0
	for i, p := range passages {
		if p.Start != pos || p.End <= p.Start || p.Ordinal != i || p.Statement != st {
			t.Fatalf("passage %d is [%d, %d) with ordinal %d, want it to begin at %d", i, p.Start, p.End, p.Ordinal, pos)
		}
		if o.MaxTokens > 0 && o.Tokens(p.Embedded()) > o.MaxTokens && utf8.RuneCountInString(p.Embedded()) > 1 {
			t.Fatalf("passage %d has %d tokens, want at most %d: %q", i, o.Tokens(p.Embedded()), o.MaxTokens, p.Embedded())
		}
		if h := p.Heading; h.Len() < 0 || h.Start < 0 || h.End > p.Start || h.Len() > longestOver {
			t.Fatalf("passage %d at %d stands under the heading %v", i, p.Start, h)
		}
		pos = p.End
	}
	if pos != len(st.Text) {
		t.Fatalf("passages end at %d of %d", pos, len(st.Text))
	}
}

// TestSplitReal holds passages of real statements to their contract: they
// tile, they fit, and they end where sentences end unless one alone is too
// long.
func TestSplitReal(t *testing.T) {
	for _, text := range someStatements(t, 40) {
		st := &Statement{Text: text}
		for _, o := range []SplitOptions{{}, {MaxTokens: 256, Tokens: words}, {MaxTokens: 128, Tokens: words, Target: 400}} {
			passages := Split(st, o)
			checkPassages(t, st, passages, o)
			starts := map[int]bool{}
			var long []Span
			for _, s := range Sentences(text) {
				starts[s.Start] = true
				if weight(s.In(text)) > 1000 || o.MaxTokens > 0 && words(s.In(text)) > o.MaxTokens {
					long = append(long, s)
				}
			}
			for _, p := range passages[1:] {
				within := slices.ContainsFunc(long, func(s Span) bool { return s.Start < p.Start && p.Start < s.End })
				if !starts[p.Start] && !within {
					t.Errorf("a passage begins within a sentence: %.80q", p.Text())
				}
			}
		}
	}
}

// TestSplitKeepsTogether checks that a heading stays with what follows it, a
// lead with its first item, and a numbered paragraph with its items.
func TestSplitKeepsTogether(t *testing.T) {
	raw, err := os.ReadFile("testdata/split/numbered.txt")
	if err != nil {
		t.Fatal(err)
	}
	st := &Statement{Text: string(raw)}
	o := OutlineOf(st.Text)
	for _, p := range Split(st, SplitOptions{}) {
		first := o.ParagraphAt(p.Start + len(p.Text()) - len(trimSpace(p.Text())))
		last := o.ParagraphAt(p.End - 1)
		if first.Item {
			t.Errorf("passage %d begins with an item: %.60q", p.Ordinal, p.Text())
		}
		if last.Heading || lastMark(last.In(st.Text)) == ':' {
			t.Errorf("passage %d ends with what leads the next in: %q", p.Ordinal, last.In(st.Text))
		}
	}
}

// TestSplitHeadings holds that a passage knows the heading that it goes on under,
// and that neither its words nor its vector's have it.
func TestSplitHeadings(t *testing.T) {
	prose := strings.Repeat("The work of this room was long, and all of it was useful. ", 40)
	st := &Statement{Text: "We begin with thanks.\n\nNorms of behaviour\n\n" + prose + "\n\nCapacity-building\n\n" + prose}
	under := map[string]int{}
	for _, p := range Split(st, SplitOptions{}) {
		heading := p.Heading.In(st.Text)
		under[heading]++
		if heading != "" && (strings.Contains(p.Text(), heading) || p.Indexed() != heading+"\n"+p.Embedded()) || heading == "" && p.Indexed() != p.Embedded() {
			t.Errorf("under %q: %q is found by %q", heading, p.Text(), p.Indexed())
		}
	}
	if len(under) != 3 || under["Norms of behaviour"] == 0 || under["Capacity-building"] == 0 {
		t.Errorf("passages under headings: %v", under)
	}
}

// TestSplitOddTexts holds texts without sentences, and words longer than a
// passage.
func TestSplitOddTexts(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	for name, text := range map[string]string{
		"space": " \n\n ", "one letter": "a", "one word": long, "wide": strings.Repeat("字", 20_000),
		"no full stop": strings.Repeat("word ", 20_000), "clauses": strings.Repeat("this, that; and so ", 2_000),
		"the same": strings.Repeat("We agree. ", 5_000), "invalid": strings.Repeat("\xff\xfe.", 5_000), "marks": strings.Repeat(". ", 9_000),
	} {
		t.Run(name, func(t *testing.T) {
			st := &Statement{Text: text}
			for _, o := range []SplitOptions{{}, {MaxTokens: 128, Tokens: words}, {MaxTokens: 1, Tokens: func(s string) int { return len(s) }}} {
				if o.MaxTokens == 1 && len(text) > 20_000 {
					continue
				}
				passages := Split(st, o)
				checkPassages(t, st, passages, o)
				for _, p := range passages {
					if utf8.ValidString(text) && !utf8.ValidString(p.Text()) {
						t.Fatalf("a character is cut: %.20q", p.Text())
					}
				}
			}
		})
	}
	if got := Split(&Statement{}, SplitOptions{}); got != nil {
		t.Errorf("an empty text has passages: %v", got)
	}
}

// TestSplitFewTokenCounts bounds the work given to the tokenizer: little more
// than the text itself, in calls as in bytes.
func TestSplitFewTokenCounts(t *testing.T) {
	text := strings.Repeat("We welcome the report, which is balanced, and thank the Chair.\n\n", 2_000)
	calls, bytes := 0, 0
	o := SplitOptions{MaxTokens: 512, Tokens: func(s string) int { calls++; bytes += len(s); return words(s) }}
	passages := Split(&Statement{Text: text}, o)
	if calls > 2*len(passages) || bytes > len(text)*5/4 {
		t.Errorf("%d calls with %d bytes for %d passages of %d bytes", calls, bytes, len(passages), len(text))
	}
}

// TestSplitIsLocal edits a sentence of a real statement, and holds every
// boundary that is farther than reach from it to its place.
func TestSplitIsLocal(t *testing.T) {
	const reach = 4000
	rng := rand.New(rand.NewPCG(1, 2))
	edits, changed, worst := 0, 0, 0
	for _, text := range someStatements(t, 60) {
		sentences := Sentences(text)
		if len(sentences) < 20 {
			continue
		}
		before := boundaries(text)
		for range 6 {
			at, old, new := randomEdit(rng, text, sentences)
			edited := text[:at] + new + text[at+len(old):]
			shift := len(new) - len(old)
			var moved []int
			after := map[int]bool{}
			for _, b := range boundaries(edited) {
				after[b] = true
			}
			for _, b := range before {
				switch {
				case b <= at && !after[b]:
					moved = append(moved, at-b)
				case b >= at+len(old) && !after[b+shift]:
					moved = append(moved, b-at-len(old))
				}
			}
			edits++
			changed += len(moved)
			for _, distance := range moved {
				worst = max(worst, distance)
				if distance > reach {
					t.Errorf("a boundary %d bytes from the edit moved (%q for %.60q)", distance, new, old)
				}
			}
		}
	}
	t.Logf("%d edits; %.2f boundaries moved by an edit, the farthest %d bytes from it", edits, float64(changed)/float64(edits), worst)
}

// randomEdit inserts, deletes or replaces a sentence; the first edit of the
// text's top is as likely as any tenth of the others.
func randomEdit(rng *rand.Rand, text string, sentences []Span) (at int, old, new string) {
	s := sentences[rng.IntN(len(sentences))]
	if rng.IntN(10) == 0 {
		s = sentences[0]
	}
	added := fmt.Sprintf("On %d occasions we said that the rules of the road, such as they are, hold for all.", rng.IntN(1000))
	switch rng.IntN(4) {
	case 0:
		return s.Start, "", added + " "
	case 1:
		return s.Start, "", added + "\n\n"
	case 2:
		return s.Start, s.In(text), ""
	}
	return s.Start, s.In(text), added
}

func boundaries(text string) []int {
	var out []int
	for _, p := range Split(&Statement{Text: text}, SplitOptions{}) {
		out = append(out, p.Start)
	}
	return out[1:]
}

// TestSplitHostile holds texts that were made to cost time: the test would not
// end were any step's work more than in proportion to the text.
func TestSplitHostile(t *testing.T) {
	const size = 1 << 16
	for _, piece := range []string{
		"(a)\n", "1. \n", "1 A\n\n", "a\n", "A\n\n", ".)", "?(", ". . ", "“a. ", "‘s ", "a:\n• b\n", "I. ", "12/3\n\n", "\"", "»",
		"A. ", "a.B", ":\n“", "；", "[1]", "Mr. ", "\f", "No. ", "Unless. ", "word ",
	} {
		text := strings.Repeat(piece, size/len(piece))
		o := OutlineOf(text)
		o.Widen(Span{len(text) / 2, len(text)/2 + 1})
		Split(&Statement{Text: text}, SplitOptions{MaxTokens: 256, Tokens: words})
	}
}
