package main

import (
	"bufio"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/bot/answer"
	"verbatim/bot/catalog"
	"verbatim/data"
	"verbatim/retrieval/corpus"
)

var update = flag.Bool("update", false, "write the golden files anew")

func builtInStates(t *testing.T) *corpus.States {
	t.Helper()
	states, err := corpus.ParseStates("states.toml", data.StatesTOML(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return states
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// Statements made for these tests; nobody said any of it.
var (
	francesWords = &corpus.Statement{
		ID: "fr/2022", File: "fr/2022.txt", By: "FR", Speaker: "Jeanne Exemple", Office: "Ambassador for Tests",
		Date: day(2022, 3, 30), Title: "Statement on tests", Session: "second substantive session", Process: "oewg-2021-2025",
		Language: "en", Symbol: "A/AC.292/2022/T.1", URL: "https://example.org/fr", Grade: corpus.Supplied, Status: "final",
		Text: "We test every day. We do not\nskip tests.\n\nTests are “the mother of trust”.",
	}
	groupsWords = &corpus.Statement{
		ID: "eu/2023", File: "eu/2023.md", By: "eu", OnBehalf: []string{"eu"}, Speaker: "Nobody Shown", Date: day(2023, 7, 24), Title: "Joint statement",
		Language: "en", Grade: corpus.UnofficialTranscript, Translation: "interpretation", Status: "draft Rev.1",
		Text: "Our member States \x1b[31mtest\u202e together.",
	}
	nobodysWords = &corpus.Statement{
		ID: "note", File: "note.txt", Language: "zh", Grade: corpus.Supplied,
		Text: "各国应当共同维护网络空间的和平与安全，反对网络战和网络军备竞赛，不得利用信息通信技术干涉别国内政，也不得利用自身优势损害别国信息通信技术产品和服务供应链安全。",
	}
)

func cite(t *testing.T, n int, s *corpus.Statement, words string) answer.Citation {
	t.Helper()
	start := strings.Index(s.Text, words)
	c, ok := answer.Cite(corpus.Passage{Statement: s, End: len(s.Text)}, start, start+len(words))
	if !ok {
		t.Fatalf("no citation of %q", words)
	}
	if c.N = n; s == francesWords {
		c.Paragraph = "13"
	}
	return c
}

func TestRender(t *testing.T) {
	states := builtInStates(t)
	cites := []answer.Citation{
		cite(t, 1, francesWords, "We test every day."),
		cite(t, 2, francesWords, "We do not\nskip tests."),
		cite(t, 3, groupsWords, groupsWords.Text),
		cite(t, 4, nobodysWords, nobodysWords.Text),
	}
	generated := &answer.Answer{
		Question: "And tests?", Status: answer.Answered, Mode: answer.Generated,
		Understood: answer.Understood{Question: "What do they say of tests?", Completed: true},
		Points: []answer.Point{
			{By: "FR", Date: day(2022, 3, 30), Text: "France says: “We test every day.”", Citations: []int{1}},
			{By: "FR", Date: day(2022, 3, 30), Text: "It adds that “We do not skip tests.”", Citations: []int{1, 2}},
			{By: "eu", OnBehalf: []string{"eu"}, Date: day(2023, 7, 24), Text: "Its members \x1b[2Jtest together.", Citations: []int{3}},
		},
		Citations: cites[:3],
		Withheld:  []answer.Withheld{{Text: "x", Reason: "no quotation was found"}, {Text: "y", Reason: "no quotation was found"}, {Text: "z", Reason: `the words "we never test" were not found`}},
		Notices:   []string{"Source 3 is an unofficial transcript."},
	}
	extracts := &answer.Answer{
		Question: "Tests?", Status: answer.Answered, Mode: answer.Extracted,
		Points: []answer.Point{
			{By: "FR", Date: day(2022, 3, 30), Text: "We test every day.", Verbatim: true, Citations: []int{1}},
			{Text: nobodysWords.Text, Verbatim: true, Citations: []int{2}},
		},
		Citations: []answer.Citation{cites[0], cite(t, 2, nobodysWords, nobodysWords.Text)},
	}
	silent := &answer.Answer{
		Question: "Who will win?", Status: answer.Silent, Mode: answer.Extracted,
		Notices: []string{"Nothing that is held speaks of this.", "The library holds 2 statements by France and European Union (30 March 2022 to 24 July 2023)."},
	}
	quotes := &answer.Quotes{Citations: cites, Total: 9, Exact: 2}
	sources := someCatalog(t, states)
	for name, do := range map[string]func(*renderer){
		"generated":       func(r *renderer) { r.answer(generated, nil) },
		"generated-shown": func(r *renderer) { r.answer(generated, generated.Points) },
		"extracts":        func(r *renderer) { r.answer(extracts, nil) },
		"silent":          func(r *renderer) { r.answer(silent, nil) },
		"quotes":          func(r *renderer) { r.quotes(quotes) },
		"catalogue": func(r *renderer) {
			r.catalogue(sources, sources.Select(catalog.Filter{}), map[string]string{"fr-2022": "fr/2022"})
			r.noSources(sources, catalog.Filter{States: []string{"FR", "PT"}})
			r.gaps([]catalog.Region{
				{Code: "grulac", Members: 4, Sources: 1, Missing: []string{"MX", "AR", "BO"}},
				{Code: "weog", Members: 3, Sources: 3},
			})
		},
		"quotes-none": func(r *renderer) {
			r.quotes(&answer.Quotes{Notices: []string{"No passage that is held has these words."}})
		},
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, name+".txt", rendered(states, 72, false, do))
		})
	}
	t.Run("colour changes no word", func(t *testing.T) {
		got := rendered(states, 72, true, func(r *renderer) { r.answer(generated, nil) })
		if plain := rendered(states, 72, false, func(r *renderer) { r.answer(generated, nil) }); uncoloured(got) != plain || got == plain {
			t.Errorf("with colour:\n%s", got)
		}
	})
}

func rendered(states *corpus.States, width int, colour bool, do func(*renderer)) string {
	var b strings.Builder
	w := bufio.NewWriter(&b)
	do(&renderer{page: page{w: w, width: width, colour: colour}, states: states})
	_ = w.Flush()
	return b.String()
}

func uncoloured(s string) string {
	for _, code := range []string{"0", string(strong), string(faint), string(marked), string(alarm)} {
		s = strings.ReplaceAll(s, "\x1b["+code+"m", "")
	}
	return s
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "render", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%swant (go test ./bot -update writes it anew)\n%s", got, want)
	}
}

func TestProgress(t *testing.T) {
	var b strings.Builder
	now := day(2026, 1, 1)
	p := newProgress(&b, terminal{}, "Reading passages")
	p.now = func() time.Time { return now }
	for i := range 200 { // 20 s
		p.at(i, 200)
		now = now.Add(100 * time.Millisecond)
	}
	p.done()
	if lines := strings.Count(b.String(), "\n"); lines < 3 || lines > 6 {
		t.Errorf("20 s of work took %d lines:\n%s", lines, b.String())
	}
}
