package answer

import (
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/prompts"
)

func TestParseDraft(t *testing.T) {
	for _, c := range []struct {
		name, draft string
		want        []Claim
	}{
		{"a sentence with its quotation and mark inside", `Russia holds that it "should be flexible enough" [1].`,
			[]Claim{{`Russia holds that it "should be flexible enough".`, []string{"should be flexible enough"}, []int{1}}}},
		{"the mark behind the full stop", `It should evolve "able to evolve". [2] The next is "another thing" [1][3].`,
			[]Claim{{`It should evolve "able to evolve".`, []string{"able to evolve"}, []int{2}}, {`The next is "another thing".`, []string{"another thing"}, []int{1, 3}}}},
		{"a quotation behind the sentence", "The group should negotiate [1]. \"a platform for pragmatic negotiations\"\nThen it ended [2].",
			[]Claim{{"The group should negotiate.", []string{"a platform for pragmatic negotiations"}, []int{1}}, {"Then it ended.", nil, []int{2}}}},
		{"a quotation behind the sentence, marked itself", "The group should negotiate. \"a platform for negotiations\" [1]",
			[]Claim{{"The group should negotiate.", []string{"a platform for negotiations"}, []int{1}}}},
		{"a quotation of its own", `First "words one two" [1]. "The whole sentence stands alone." [2]`,
			[]Claim{{`First "words one two".`, []string{"words one two"}, []int{1}}, {`"The whole sentence stands alone."`, []string{"The whole sentence stands alone."}, []int{2}}}},
		{"a list", "- One thing \"is so here\" [1].\n2. Two things \"are so there\" [2].",
			[]Claim{{`One thing "is so here".`, []string{"is so here"}, []int{1}}, {`Two things "are so there".`, []string{"are so there"}, []int{2}}}},
		{"marks in one bracket and ranges", `A thing "that is so" [1, 3-5].`,
			[]Claim{{`A thing "that is so".`, []string{"that is so"}, []int{1, 3, 4, 5}}}},
		{"abbreviations and numbers end nothing", `Mr. Gafoor took 3.5 hours, see para. 13 of A/76/135, "on the matter" [1].`,
			[]Claim{{`Mr. Gafoor took 3.5 hours, see para. 13 of A/76/135, "on the matter".`, []string{"on the matter"}, []int{1}}}},
		{"a full stop inside a quotation", `It says "One thing. Another thing." and goes on [1].`,
			[]Claim{{`It says "One thing. Another thing." and goes on.`, []string{"One thing. Another thing."}, []int{1}}}},
		{"typographic quotes", `Elle dit «que cela soit» [1]. Er sagt „so ist es“ [2].`,
			[]Claim{{`Elle dit «que cela soit».`, []string{"que cela soit"}, []int{1}}, {`Er sagt „so ist es“.`, []string{"so ist es"}, []int{2}}}},
		{"a quotation never closed", `It says "that this goes on [1].`, []Claim{{`It says "that this goes on.`, []string{"that this goes on."}, []int{1}}}},
		{"Chinese", `俄罗斯说“应当成为一个平台”[1]。中国说“同意”[2]。`,
			[]Claim{{`俄罗斯说“应当成为一个平台”。`, []string{"应当成为一个平台"}, []int{1}}, {`中国说“同意”。`, []string{"同意"}, []int{2}}}},
		{"two marks of exclamation", `Is it so?! "It is so!" [1] Yes.`,
			[]Claim{{"Is it so?!", []string{"It is so!"}, []int{1}}, {"Yes.", nil, nil}}},
		{"marks with a comma behind the full stop", `It is "one thing". [1], [2] Then "another" [3].`,
			[]Claim{{`It is "one thing".`, []string{"one thing"}, []int{1, 2}}, {`Then "another".`, []string{"another"}, []int{3}}}},
		{"a mark in parentheses", `It is "one thing" ([1]). Then (so [2]) it is.`,
			[]Claim{{`It is "one thing".`, []string{"one thing"}, []int{1}}, {"Then (so) it is.", nil, []int{2}}}},
		{"a mark inside a quotation", `It is “one thing [1]”, "another [2]" and ”a third [3]”.`,
			[]Claim{{`It is “one thing”, "another" and ”a third”.`, []string{"one thing", "another", "a third"}, []int{1, 2, 3}}}},
		{"marks between quotations", `"text one" [1]"text two" [2] "text three [3]", so "four [3] " it is.`,
			[]Claim{{`"text one" "text two" "text three", so "four" it is.`, []string{"text one", "text two", "text three", "four"}, []int{1, 2, 3}}}},
		{"no text", "It is \xff \"so\xe3\x80\" [1].",
			[]Claim{{"It is \ufffd \"so\ufffd\ufffd\".", []string{"so\ufffd\ufffd"}, []int{1}}}},
		{"other brackets stay", `It [sic] is [2021] and (1) and [1 and [x] so.`,
			[]Claim{{`It [sic] is [2021] and (1) and [1 and [x] so.`, nil, nil}}},
		{"closing marks that open", `Ryssland vill ”att det blir så” [1]. ”Det är så.” [2] Slut.`,
			[]Claim{{`Ryssland vill ”att det blir så”.`, []string{"att det blir så"}, []int{1}}, {`”Det är så.”`, []string{"Det är så."}, []int{2}}, {"Slut.", nil, nil}}},
		{"guillemets reversed and with spaces", `Er will »dass es so ist« [1]. Elle veut « que cela soit » [2].`,
			[]Claim{{`Er will »dass es so ist«.`, []string{"dass es so ist"}, []int{1}}, {`Elle veut « que cela soit ».`, []string{" que cela soit "}, []int{2}}}},
		{"quotations inside quotations", `Il dit «une «petite» chose» et “a “small” thing” [1].`,
			[]Claim{{`Il dit «une «petite» chose» et “a “small” thing”.`, []string{"une «petite» chose", "a “small” thing"}, []int{1}}}},
		{"corner brackets", `日本は「一つの『場』」と『二』を言う。[1]`,
			[]Claim{{`日本は「一つの『場』」と『二』を言う。`, []string{"一つの『場』", "二"}, []int{1}}}},
		{"apostrophes quote nothing", `The group's 'aims' don't change, it’s ‘so’ [1].`,
			[]Claim{{`The group's 'aims' don't change, it’s ‘so’.`, nil, []int{1}}}},
		{"a number on a line of its own, and rules", "1.\nOne \"is so here\" [1].\n---\n[2]\n...\n",
			[]Claim{{`One "is so here".`, []string{"is so here"}, []int{1, 2}}}},
		{"lines of another system", "One is so [1].\r\n- Two is so [2].\r\n",
			[]Claim{{"One is so.", nil, []int{1}}, {"Two is so.", nil, []int{2}}}},
		{"no marks", "Nothing is cited here.", []Claim{{"Nothing is cited here.", nil, nil}}},
		{"nothing", " \n ", nil},
	} {
		got := parseDraft(c.draft, true)
		for i := range got {
			got[i].Text = strings.ReplaceAll(got[i].Text, " .", ".")
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", c.name, got, c.want)
		}
	}
}

// Every mark of the table is read, wherever it stands, and leaves no trace.
func TestMarks(t *testing.T) {
	for _, m := range markTable(t) {
		for draft, want := range map[string]string{
			`It is "so much so" ` + m.sign + `.`:       `It is "so much so".`,
			`It is "so much so". ` + m.sign:            `It is "so much so".`,
			`It is "so much so".` + m.sign + ` Indeed`: `It is "so much so".`,
			m.sign + ` It is "so much so"`:             `It is "so much so"`,
			`It is ` + m.sign + ` "so much so"`:        `It is "so much so"`,
			`It is "so much so"` + m.sign + `, it is`:  `It is "so much so", it is`,
			`It is "so much ` + m.sign + ` so"`:        `It is "so much so"`,
			`It is ` + m.sign + `so`:                   `It is so`,
		} {
			got := parseDraft(draft, true)
			if len(got) == 0 || got[0].Text != want || !reflect.DeepEqual(got[0].Marks, m.numbers) {
				t.Errorf("%s: %+v, want %q %v", draft, got, want, m.numbers)
			}
		}
	}
}

type markCase struct {
	sign    string
	numbers []int
}

// markTable reads the marks that the prompts' tests hold as well.
func markTable(t testing.TB) []markCase {
	t.Helper()
	text, err := os.ReadFile("../../prompts/testdata/marks.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []markCase
	for line := range strings.Lines(string(text)) {
		sign, list, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		m := markCase{sign: sign}
		for _, f := range strings.Fields(list) {
			n, err := strconv.Atoi(f)
			if err != nil {
				t.Fatal(err)
			}
			m.numbers = append(m.numbers, n)
		}
		out = append(out, m)
	}
	if len(out) < 20 {
		t.Fatalf("%d marks in the table", len(out))
	}
	return out
}

// What a prompt shows of a passage holds nothing that a draft copied from it
// could cite by.
func FuzzPromptShowsNoMark(f *testing.F) {
	for _, m := range markTable(f) {
		f.Add("so " + m.sign + " it is")
	}
	f.Add("[[1]2] [1[2]] [\u20601\u200b] 【[1】] [1")
	f.Fuzz(func(t *testing.T, text string) {
		line := prompts.Line(text)
		if _, marks := withoutMarks(line); len(marks) > 0 {
			t.Fatalf("%q cites %v", line, marks)
		}
	})
}

// A draft that grows by any pieces gives the claims of the whole draft, in
// their order, each once.
func TestGrowingDraftGivesTheSameClaims(t *testing.T) {
	drafts := append(hardDrafts(400),
		"Russia wants it so \"the OEWG should become a platform\" [1]. It is flexible [2].\n1. \"it should be flexible enough\" [2]\n- Then \"more of that\" came. [1][2] The last one is \"not yet done\" [3].")
	for _, draft := range drafts {
		want := parseDraft(draft, true)
		for size := 1; size < 40; size++ {
			if got := grown(draft, func(int) int { return size }); !reflect.DeepEqual(got, want) {
				t.Fatalf("pieces of %d bytes of %.60q:\n got %+v\nwant %+v", size, draft, got, want)
			}
		}
	}
}

// grown parses a draft that grows by pieces of the sizes given.
func grown(draft string, size func(at int) int) []Claim {
	var got []Claim
	g := growing{claim: func(c Claim) { got = append(got, c) }}
	for i := 0; i < len(draft); {
		n := min(len(draft)-i, max(1, size(i)))
		g.add(draft[i : i+n])
		i += n
	}
	g.finish(draft, false)
	return got
}

// Claims come as early as they are sure, and a text cut short has no last
// sentence.
func TestGrowingDraftTellsEarly(t *testing.T) {
	var got []string
	g := growing{claim: func(c Claim) { got = append(got, c.Text) }}
	g.add(`One is "so here" [1]. Two is "so there" [2]. Th`)
	if !reflect.DeepEqual(got, []string{`One is "so here".`}) {
		t.Errorf("after two sentences: %q", got)
	}
	g.add(`ree is "cut sh`)
	g.finish("", true)
	if !reflect.DeepEqual(got, []string{`One is "so here".`, `Two is "so there".`}) {
		t.Errorf("cut short: %q", got)
	}
}

func TestGrowingDraftAgainstTheWholeText(t *testing.T) {
	for name, c := range map[string]struct {
		pieces []string
		whole  string
		want   []string
	}{
		"no whole text":              {[]string{"One is so. Tw", "o is."}, "", []string{"One is so.", "Two is."}},
		"no pieces":                  {nil, "One is so. Two is.", []string{"One is so.", "Two is."}},
		"more than the pieces":       {[]string{"One is so. Tw"}, "One is so. Two is.", []string{"One is so.", "Two is."}},
		"other text, nothing told":   {[]string{" One is"}, "One is so. Two is.", []string{"One is so.", "Two is."}},
		"other text, something told": {[]string{"One is so. Two is. Three"}, "Four is.", []string{"One is so.", "Two is.", "Three"}},
		"nothing found":              {[]string{"NOTHING ", "FOUND"}, "NOTHING FOUND", nil},
	} {
		var got []string
		g := growing{claim: func(c Claim) { got = append(got, c.Text) }}
		for _, p := range c.pieces {
			g.add(p)
		}
		g.finish(c.whole, false)
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// hardDrafts are drafts of n bytes that were, or might be, slow to parse.
func hardDrafts(n int) []string {
	var out []string
	for _, s := range []string{
		".", "A.", "a.", ")", "a. \"", "a b. ", "One is \"so here\" [1]. ", "\"", "“", "”a", "»a", "«a» ", "“a.” ", "„",
		"[", "[1", "[1]", "[1,", ". [1,", "[[1]]", ". [1], ", "]", "。", "文。", "\n", "1. ", "- ", " ", ". ", ".   \t", "\"a\"\n", "\"a b.\" [1]\n",
		"..", ".)", ".'", "e.g. ", "aaaaaaaaaaaaaaaaaaaaaaaa.A", "\x80", "\xe3\x80", "( [1]) ", "...\n", "[1]\n", "🙂.",
	} {
		out = append(out, strings.Repeat(s, n/len(s)+1)[:n])
	}
	return append(out,
		"It says \""+strings.Repeat("this. ", n/6),
		"a."+strings.Repeat(" ", n),
		"a. ["+strings.Repeat("1,", n/2),
		"a ["+strings.Repeat(" ", n)+"1]",
		strings.Repeat("a", n)+". B.",
	)
}

// The work is in proportion to the draft, in one piece and byte by byte:
// counted, not timed.
func TestParsingIsLinear(t *testing.T) {
	work := func(draft string, size int) int {
		g := growing{claim: func(Claim) {}}
		for i := 0; i < len(draft); i += size {
			g.add(draft[i:min(len(draft), i+size)])
			g.parser.claims = g.parser.claims[:0] // so that the draft is read to its end
			g.claimed = 0
		}
		g.finish(draft, false)
		return g.parser.looked
	}
	small, large := hardDrafts(8<<10), hardDrafts(32<<10-8)
	for i := range small {
		for _, size := range []int{1, 4, 32 << 10} {
			a, b := work(small[i], size), work(large[i], size)
			if b > 9*a/2+1000 || b > 200*len(large[i]) {
				t.Errorf("%.20q in pieces of %d: looked at %d runes for 8 kB, at %d for 32 kB", small[i], size, a, b)
			}
		}
	}
}

func TestDraftIsBounded(t *testing.T) {
	got := parseDraft(strings.Repeat("One is so [1-15][20-40]. ", 1000), true)
	if len(got) != mostClaims || len(got[0].Marks) != mostMarks {
		t.Errorf("%d claims, %d marks", len(got), len(got[0].Marks))
	}
	got = parseDraft("One is so.\n"+strings.Repeat("\"it is so\"\n", 50), true)
	if len(got[0].Quotes) != mostQuotes || len(got) != 1+30 {
		t.Errorf("%d claims, %d quotations", len(got), len(got[0].Quotes))
	}
	long := strings.Repeat("É", draftLimit)
	if got := parseDraft("One is so. Two is so. "+long, true); len(got) != 2 {
		t.Errorf("a draft that is too long has a last sentence: %d claims", len(got))
	}
	for _, draft := range hardDrafts(draftLimit + 99) {
		want := parseDraft(draft, true)
		if got := grown(draft, func(int) int { return 1001 }); !reflect.DeepEqual(got, want) {
			t.Errorf("%.60q, too long, grows to %d claims, not %d", draft, len(got), len(want))
		}
	}
}

func FuzzParseDraft(f *testing.F) {
	for _, s := range []string{"a \"b\" [1].", "[1][2][3]", "«“„\"", "1. - * [9-1] 【2】", strings.Repeat("a. ", 50), "”a” »b« ［１］ [^1] [[2]]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, draft string) {
		for _, c := range parseDraft(draft, true) {
			if !utf8.ValidString(c.Text) {
				t.Fatalf("claim %q is no text", c.Text)
			}
			for _, m := range c.Marks {
				if m < 0 || m > 999 {
					t.Fatalf("mark %d", m)
				}
			}
			for _, p := range quotations(c.Text) {
				if p.start < 0 || p.end > len(c.Text) || p.start >= p.end {
					t.Fatalf("quotation %v outside %q", p, c.Text)
				}
			}
		}
	})
}

// Growing by pieces of any sizes gives the claims of the whole draft: what was
// claimed once never changes.
func FuzzGrowingDraft(f *testing.F) {
	for _, s := range hardDrafts(60) {
		f.Add(s, uint64(0))
	}
	f.Add("1. It is \"so. And so.\" [1], [2] Next »one« e.g. this?! [[3]] (a)\n\n- “b” [1-3]", uint64(12345))
	f.Fuzz(func(t *testing.T, draft string, seed uint64) {
		random := rand.New(rand.NewPCG(seed, 1))
		want := parseDraft(draft, true)
		if got := grown(draft, func(int) int { return 1 + random.IntN(9) }); !slices.EqualFunc(got, want, sameClaim) && !strings.Contains(draft, nothingFound) {
			t.Fatalf("%q:\n got %+v\nwant %+v", draft, got, want)
		}
	})
}

func sameClaim(a, b Claim) bool {
	return a.Text == b.Text && slices.Equal(a.Quotes, b.Quotes) && slices.Equal(a.Marks, b.Marks)
}

func BenchmarkParseHardDrafts(b *testing.B) {
	for i, draft := range hardDrafts(60 << 10) {
		b.Run(strconv.Itoa(i), func(b *testing.B) {
			for b.Loop() {
				parseDraft(draft, true)
			}
		})
	}
}

func BenchmarkGrowingDraft(b *testing.B) {
	draft := strings.Repeat("Russia holds that the group, which it was the first to propose, \"should be flexible enough and able to evolve\", and that \"all States, without exception, should take part in it on an equal footing\" [1][2]. ", 64)
	for name, draft := range map[string]string{
		"12kB":             draft[:12<<10],
		"never_closed":     "It says \"" + strings.Repeat("that this. ", 3000)[:32<<10-20],
		"32kB_no_sentence": strings.Repeat("a ", 16<<10),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				grown(draft, func(int) int { return 4 })
			}
		})
	}
}
