package eval

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"verbatim/bot/answer"
	"verbatim/data"
	"verbatim/retrieval"
	"verbatim/retrieval/chromem"
	"verbatim/retrieval/corpus"
)

const (
	french = "We support a binding treaty, provided that it is universal.\nThe Group should meet in\nsubgroups. Nothing else was said."
	kenyan = "We do not support a treaty. Capacity must come first."
)

// judged is a library of two statements, to which forged answers are held.
func judged(t testing.TB) (judge, *corpus.States) {
	t.Helper()
	states, err := corpus.ParseStates("states.toml", data.StatesTOML(), nil)
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{
		"a.txt": {Data: []byte(french)}, "a.toml": {Data: []byte("by = \"FR\"\non_behalf = [\"eu\"]\ndate = 2023-03-06\nlanguage = \"en\"\n")},
		"b.txt": {Data: []byte(kenyan)}, "b.toml": {Data: []byte("by = \"KE\"\ndate = 2023-03-06\nlanguage = \"en\"\n")},
	}
	lib, err := corpus.Load(context.Background(), []corpus.Source{{Name: "forged", FS: files, Grade: corpus.Supplied}}, states)
	if err != nil {
		t.Fatal(err)
	}
	store, err := chromem.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	x, _, err := retrieval.Build(context.Background(), lib, retrieval.BagOfWords{}, store, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return judge{x}, states
}

// forge makes a citation by hand, as no part of the program may.
func (j judge) forge(t testing.TB, id, quote string) answer.Citation {
	t.Helper()
	st := j.index.Statement(id)
	if st == nil {
		t.Fatal("there is no statement ", id)
	}
	start := max(0, strings.Index(st.Text, quote))
	return answer.Citation{N: 1, Quote: quote, Statement: st, Start: start, End: start + len(quote)}
}

// TestLies tells answers that lie from those that do not: each lie is counted,
// under its own name.
func TestLies(t *testing.T) {
	j, _ := judged(t)
	const said = "We support a binding treaty, provided that it is universal."
	eu := []string{"eu"}
	honest := answer.Point{By: "FR", OnBehalf: eu, Text: said, Verbatim: true, Citations: []int{1}}
	with := func(change func(p *answer.Point)) answer.Point {
		p := honest
		change(&p)
		return p
	}
	good := j.forge(t, "a", said)
	shifted := good
	shifted.Start, shifted.End = shifted.Start+1, shifted.End+1
	foreign := good
	foreign.Statement = &corpus.Statement{ID: "elsewhere", By: "FR", OnBehalf: eu, Text: said}
	for _, c := range []struct {
		name            string
		states          []string
		point           answer.Point
		cite            answer.Citation
		wrong, invented float64
	}{
		{"honest", []string{"FR"}, honest, good, 0, 0},
		{"honest, by the group", []string{"eu"}, honest, good, 0, 0},
		{"honest, asked of nobody", nil, honest, good, 0, 0},
		{"white space folded", nil, with(func(p *answer.Point) { p.Text = "The Group should meet in subgroups." }), j.forge(t, "a", "The Group should meet in\nsubgroups."), 0, 0},
		{"another State's mouth", nil, with(func(p *answer.Point) { p.By, p.OnBehalf = "KE", nil }), good, 1, 0},
		{"not said to be joint", nil, with(func(p *answer.Point) { p.OnBehalf = nil }), good, 1, 0},
		{"a State not asked for", []string{"KE"}, honest, good, 1, 0},
		{"cites nothing", nil, with(func(p *answer.Point) { p.Citations = nil }), good, 1, 1},
		{"a mark that leads nowhere", nil, with(func(p *answer.Point) { p.Citations = []int{7} }), good, 1, 1},
		{"fabricated quotation", nil, with(func(p *answer.Point) { p.Text = "We welcome war." }), j.forge(t, "a", "We welcome war."), 0, 2},
		{"dropped not", nil, with(func(p *answer.Point) { p.By, p.OnBehalf, p.Text = "KE", nil, "We do support a treaty." }), j.forge(t, "b", "We do not support a treaty."), 0, 1},
		{"homoglyph", nil, with(func(p *answer.Point) { p.Text = strings.Replace(said, "a", "а", 1) }), good, 0, 1},
		{"stitched", nil, with(func(p *answer.Point) { p.Text = "We support a binding treaty. Nothing else was said." }), good, 0, 1},
		{"another's words between marks", nil, with(func(p *answer.Point) {
			p.Verbatim, p.Text = false, "France said that “Capacity must come first.”"
		}), good, 0, 1},
		{"other offsets", nil, honest, shifted, 0, 1},
		{"a statement that is not held", nil, honest, foreign, 1, 2},
	} {
		var f Figures
		var told []Fault
		tell := func(what Fault, _ string) { told = append(told, what) }
		a := &answer.Answer{Status: answer.Answered, Points: []answer.Point{c.point}, Citations: []answer.Citation{c.cite}}
		j.speakers(Question{States: c.states}, a, &f, tell)
		j.invented(a, &f, tell)
		if f.WrongSpeaker.Sum != c.wrong || f.Invented.Sum != c.invented {
			t.Errorf("%s: wrong speaker %v, invented %v; want %v, %v", c.name, f.WrongSpeaker.Sum, f.Invented.Sum, c.wrong, c.invented)
		}
		if float64(len(told)) != c.wrong+c.invented {
			t.Errorf("%s: told of %v", c.name, told)
		}
	}
}

// TestCitations counts what points cite: borne out, doing work, and holding words
// that answer are three things.
func TestCitations(t *testing.T) {
	j, _ := judged(t)
	q, err := newPlacer(j.index).place(Question{Answerable: true, Gold: []Gold{{"binding treaty", "", 2}, {"meet in subgroups", "a", 1}}})
	if err != nil {
		t.Fatal(err)
	}
	treaty, meet, other := j.forge(t, "a", "We support a binding treaty, provided that it is universal."), j.forge(t, "a", "The Group should meet in\nsubgroups."), j.forge(t, "a", "Nothing else was said.")
	verbatim := func(text string, marks ...int) answer.Point {
		return answer.Point{By: "FR", Text: text, Verbatim: true, Citations: marks}
	}
	a := &answer.Answer{
		Citations: []answer.Citation{treaty, meet, other},
		Points: []answer.Point{
			verbatim("The Group should meet in subgroups.", 2),                                           // borne out, answers
			verbatim("Nothing else was said.", 3, 1),                                                     // borne out; 3 works without answering, 1 does no work
			verbatim("Nothing else was said.", 2),                                                        // not borne out
			{By: "FR", Text: "France spoke of a treaty.", Citations: []int{1}},                           // undecided
			{By: "FR", Text: "France said that it can “support a binding treaty”.", Citations: []int{1}}, // borne out, answers
		},
	}
	var f Figures
	j.citations(q, a, &f, func(Fault, string) {})
	if f.CitationRecall != (Rate{3, 4}) || f.CitationSupport != (Rate{3, 5}) || f.CitationPrecision != (Rate{2, 5}) || f.Undecided != 1 {
		t.Errorf("recall %v, support %v, precision %v, undecided %d", f.CitationRecall, f.CitationSupport, f.CitationPrecision, f.Undecided)
	}
	if n := q.answered(a, &f); n != 2 || f.GoldCited != (Rate{2, 2}) {
		t.Errorf("%d golds cited: %v", n, f.GoldCited)
	}
}

// TestRetrieved holds the figures on passages to values worked out by hand.
func TestRetrieved(t *testing.T) {
	st := &corpus.Statement{ID: "s", Text: strings.Repeat(".", 50)}
	passage := func(i int) corpus.Passage { return corpus.Passage{Statement: st, Start: 10 * i, End: 10*i + 10} }
	at := func(start, end int) []place { return []place{{"s", corpus.Span{Start: start, End: end}}} }
	q := placed{
		Question: Question{Gold: []Gold{{Grade: 2}, {Grade: 1}, {Grade: 1}}},
		// The first gold stands in passage 0, the second across 1 and 2, the third in 3.
		places: [][]place{at(1, 5), at(15, 25), at(31, 32)},
	}
	all := []corpus.Passage{passage(0), passage(1), passage(2), passage(3), passage(4)}
	found := func(order ...int) (out []retrieval.Ranked) {
		for _, i := range order {
			out = append(out, retrieval.Ranked{Passage: all[i]})
		}
		return out
	}
	// The best order gains 2 + 1/1.58496 + 1/2 = 3.130930.
	for _, c := range []struct {
		order        []int
		recall, ndcg float64
	}{
		{[]int{0, 1, 3}, 1, 1},
		{[]int{0, 2, 3}, 1, 1},
		{[]int{1, 2, 0}, 2.0 / 3, 2 / 3.130930}, // 1 + 0 + 2/2
		{[]int{4, 3}, 1.0 / 3, 0.630930 / 3.130930},
		{nil, 0, 0},
	} {
		recall, ndcg := q.retrieved(found(c.order...), all)
		if math.Abs(recall-c.recall) > 1e-6 || math.Abs(ndcg-c.ndcg) > 1e-6 {
			t.Errorf("%v: recall %f, nDCG %f; want %f, %f", c.order, recall, ndcg, c.recall, c.ndcg)
		}
	}
}

// TestPlaces finds golds as readers see them, and calls those that stand nowhere
// a mistake.
func TestPlaces(t *testing.T) {
	j, _ := judged(t)
	p := newPlacer(j.index)
	got, err := p.place(Question{Gold: []Gold{{Words: "the group SHOULD meet in subgroups"}, {Words: "treaty"}}})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.places[0]) != 1 || len(got.places[1]) != 2 {
		t.Errorf("places: %v", got.places)
	}
	for _, g := range []Gold{{Words: "no such words"}, {Words: "binding treaty", Statement: "b"}, {Words: "treaty", Statement: "c"}} {
		if _, err := p.place(Question{Where: "q.toml:3", Gold: []Gold{g}}); err == nil || !strings.HasPrefix(err.Error(), "q.toml:3: ") {
			t.Errorf("%v: %v", g, err)
		}
	}
}

func TestQuantile(t *testing.T) {
	var hundred []time.Duration
	for i := range 100 {
		hundred = append(hundred, time.Duration(100-i))
	}
	for _, c := range []struct {
		times []time.Duration
		q     float64
		want  time.Duration
	}{{hundred, 0.5, 50}, {hundred, 0.95, 95}, {hundred[:1], 0.95, 100}, {nil, 0.5, 0}, {[]time.Duration{3, 1, 2}, 0.5, 2}} {
		if got := quantile(c.times, c.q); got != c.want {
			t.Errorf("of %d times, %v: %d, want %d", len(c.times), c.q, got, c.want)
		}
	}
	if !slices.IsSortedFunc(hundred, func(a, b time.Duration) int { return int(b - a) }) {
		t.Error("the times were put into another order")
	}
}
