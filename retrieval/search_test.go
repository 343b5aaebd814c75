package retrieval_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

// statement makes one of an ID, who speaks, a language and its words.
func statement(id, by, language, text string) *corpus.Statement {
	return &corpus.Statement{ID: id, By: by, Language: language, Text: text, Grade: corpus.Supplied, SHA256: corpus.Hash(text)}
}

// index builds one in memory.
func index(t testing.TB, e retrieval.Embedder, statements ...*corpus.Statement) *retrieval.Index {
	t.Helper()
	store, err := openStore("")
	if err != nil {
		t.Fatal(err)
	}
	lib := &corpus.Library{Statements: statements, States: states(t)}
	x, report, err := retrieval.Build(t.Context(), lib, e, store, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if all := x.Held(retrieval.Filter{AllScopes: true}).Passages; report.Added != all || report.Read != len(statements) {
		t.Errorf("the report of a new index of %d passages: %+v", all, report)
	}
	return x
}

func found(t testing.TB, x *retrieval.Index, q retrieval.Query, n int) []string {
	t.Helper()
	hits, err := x.Search(t.Context(), q, n)
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{}
	for i, h := range hits {
		ids = append(ids, h.Passage.Statement.ID)
		if i > 0 && h.Score > hits[i-1].Score || h.Coverage < 0 || h.Coverage > 1.000001 || h.Dense < -1.000001 || h.Dense > 1.000001 {
			t.Errorf("hit %d of %q: %v after %v", i, q.Text, h.Score, hits[max(i-1, 0)].Score)
		}
	}
	return ids
}

func record(t testing.TB) *retrieval.Index {
	law := statement("ru-law", "RU", "en", "The Russian Federation holds that a legally binding instrument on information security is needed.")
	law.Date, law.Process = day(2021, 6, 23), "oewg-2021-2025"
	charter := statement("fr-charter", "FR", "en", "France recalls that international law, the Charter of the United Nations in its entirety, applies in cyberspace.")
	charter.Date, charter.Process, charter.Grade = day(2022, 3, 28), "oewg-2021-2025", corpus.Official
	group := statement("eu-women", "eu", "en", "The European Union stresses the participation of women in the work of the group.")
	group.Date, group.OnBehalf = day(2023, 7, 24), []string{"eu"}
	russian := statement("ru-russian", "RU", "ru", "Российская Федерация выступает за реестр контактных пунктов для обмена сведениями о компьютерных атаках.")
	undated := statement("cn-undated", "CN", "en", "China advocates a community with a shared future in cyberspace, and opposes an arms race.")
	undated.Process = "gge-2021"
	unknown := statement("nobody", "", "en", "The delegation thanked the Chair for the draft of the annual progress report.")
	unknown.Date, unknown.Grade = day(2024, 7, 8), corpus.UnofficialTranscript
	return index(t, retrieval.BagOfWords{}, law, charter, group, russian, undated, unknown)
}

func TestSearch(t *testing.T) {
	x := record(t)
	official := corpus.Official
	all := retrieval.Filter{}
	for _, tt := range []struct {
		question string
		filter   retrieval.Filter
		first    string // of the statements found; empty for none
		count    int
	}{
		{"Who wants a legally binding instrument?", all, "ru-law", 6},
		{"participation of women", all, "eu-women", 6},
		{"Who advocates a shared future?", all, "cn-undated", 6},
		{"реестр контактных пунктов", all, "ru-russian", 6},
		{"participation of women", retrieval.Filter{AnyVoice: []string{"RU"}}, "", 2},
		{"legally binding instrument", retrieval.Filter{AnyVoice: []string{"FR"}}, "", 2}, // France speaks through the European Union too
		{"participation of women", retrieval.Filter{AnyVoice: []string{"FR"}}, "eu-women", 2},
		{"cyberspace", retrieval.Filter{From: day(2021, 1, 1), To: day(2022, 3, 28)}, "fr-charter", 2},
		{"cyberspace", retrieval.Filter{Processes: []string{"gge-2021"}}, "cn-undated", 1},
		{"cyberspace", retrieval.Filter{MaxGrade: &official}, "fr-charter", 1},
		{"cyberspace", retrieval.Filter{Languages: []string{"ru"}}, "ru-russian", 1},
		{"cyberspace", retrieval.Filter{AnyVoice: []string{"BR"}}, "", 0},
		{"cyberspace", retrieval.Filter{Statements: []string{"nobody"}}, "nobody", 1},
		{"", all, "", 6},
		{"\x00\u202e??? \xff", all, "", 6},
		{strings.Repeat("the legally binding instrument ", 4000), all, "ru-law", 6},
		{strings.Repeat("x", 100_000), all, "", 6},
	} {
		ids := found(t, x, retrieval.Query{Text: tt.question, Filter: tt.filter}, 10)
		if len(ids) != tt.count || tt.first != "" && ids[0] != tt.first {
			t.Errorf("%.40q with %+v finds %q, want %d with %q first", tt.question, tt.filter, ids, tt.count, tt.first)
		}
		if again := found(t, x, retrieval.Query{Text: tt.question, Filter: tt.filter}, 10); !reflect.DeepEqual(ids, again) {
			t.Errorf("%.40q finds %q, then %q", tt.question, ids, again)
		}
	}
	for _, n := range []int{-1, 0, 1, 2} {
		if ids := found(t, x, retrieval.Query{Text: "cyberspace"}, n); len(ids) != max(n, 0) {
			t.Errorf("asked for %d, found %q", n, ids)
		}
	}
	hits, err := x.Search(t.Context(), retrieval.Query{Text: "shared future"}, 1)
	if err != nil || hits[0].Coverage < 0.999 || hits[0].Lexical <= 0 || hits[0].Dense <= 0 {
		t.Errorf("%+v (%v)", hits, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.Search(ctx, retrieval.Query{Text: "cyberspace"}, 3); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// A passage further down a section is found by the section's heading, and quoted
// without it.
func TestFoundByHeading(t *testing.T) {
	prose := func(of string) string {
		var b strings.Builder
		for i := range 40 {
			fmt.Fprintf(&b, "Work item %d of the %s was %s%d long, and useful to us. ", i, of, of, i*7)
		}
		return b.String()
	}
	st := statement("fr-sections", "FR", "en", "Confidence-building measures\n\n"+prose("spring")+"\n\nNorms\n\n"+prose("autumn"))
	x := index(t, retrieval.BagOfWords{}, st, statement("de-other", "DE", "en", prose("winter")))
	hits, err := x.Search(t.Context(), retrieval.Query{Text: "norms"}, 20)
	if err != nil {
		t.Fatal(err)
	}
	below := 0
	for _, h := range hits {
		if h.Lexical > 0 && !strings.Contains(h.Passage.Text(), "Norms") {
			below++
			if h.Passage.Heading.In(st.Text) != "Norms" || h.Passage.Statement.ID != st.ID {
				t.Errorf("found %q under %q", h.Passage.Text(), h.Passage.Heading.In(st.Text))
			}
		}
	}
	if below == 0 {
		t.Errorf("no passage below the heading was found by it: %d hits", len(hits))
	}
}

// The same words by the same delegation are one passage, of the best grade; by
// two delegations they are two.
func TestRepetitions(t *testing.T) {
	words := "We call for a moratorium on the use of ICTs against hospitals and other medical facilities in peacetime."
	copied := statement("a-copy", "RU", "en", words)
	official := statement("b-official", "RU", "en", words)
	official.Grade = corpus.Official
	later := statement("c-later", "RU", "en", words)
	later.Date = day(2023, 1, 1)
	other := statement("d-other", "CN", "en", words)
	nearly := statement("e-nearly", "RU", "en", strings.Replace(words, "hospitals", "Hospitals,", 1)+" Thanks.")
	unknown := statement("f-unknown", "", "en", words)
	x := index(t, retrieval.BagOfWords{}, copied, official, later, other, nearly, unknown, statement("g", "FR", "en", "Something else altogether was said here."))
	if ids := found(t, x, retrieval.Query{Text: "moratorium against hospitals"}, 3); strings.Join(ids, " ") != "b-official d-other f-unknown" {
		t.Errorf("found %q", ids)
	}
	if ids := found(t, x, retrieval.Query{Text: "moratorium against hospitals"}, 1); strings.Join(ids, " ") != "b-official" {
		t.Errorf("the best alone: %q", ids)
	}
	worst := retrieval.Filter{From: day(2022, 1, 1)}
	if ids := found(t, x, retrieval.Query{Text: "moratorium against hospitals", Filter: worst}, 3); strings.Join(ids, " ") != "c-later" {
		t.Errorf("with a filter: %q", ids)
	}
	ids := found(t, x, retrieval.Query{Text: "moratorium against hospitals", Days: true}, 4)
	if slices.Sort(ids); strings.Join(ids, " ") != "b-official c-later d-other f-unknown" {
		t.Errorf("by day: %q", ids)
	}
}

// english is an embedder that knows English alone: other texts get the vector
// of a text that has nothing to do with them.
type english struct{ retrieval.BagOfWords }

func (english) Languages() []string { return []string{"en"} }

func (e english) Query(ctx context.Context, text string) ([]float32, error) {
	if strings.ContainsAny(text, "абвгдежзиклмнопрсту") {
		text = "The delegation thanked the Chair"
	}
	return e.BagOfWords.Query(ctx, text)
}

// A question in a language that the embedder does not know is answered by its
// words.
func TestForeignQuestion(t *testing.T) {
	thanks := statement("a", "FR", "en", "The delegation thanked the Chair.")
	russian := statement("b", "RU", "ru", "Мы за реестр контактных пунктов, и делегация благодарит Председателя за проект доклада.")
	x := index(t, english{}, thanks, russian)
	if ids := found(t, x, retrieval.Query{Text: "реестр контактных пунктов"}, 2); ids[0] != "b" {
		t.Errorf("found %q", ids)
	}
	known := x.WithFusion(retrieval.Fusion{Dense: 1, Foreign: 1, Candidates: 10})
	if ids := found(t, known, retrieval.Query{Text: "реестр контактных пунктов"}, 2); ids[0] != "a" {
		t.Errorf("by vectors alone: %q", ids)
	}
}

type failing struct{ retrieval.BagOfWords }

func (failing) Query(context.Context, string) ([]float32, error) {
	return nil, errors.New("the server is gone")
}

func TestEmbedderGone(t *testing.T) {
	x := index(t, failing{}, statement("a", "FR", "en", "International law applies."), statement("b", "RU", "en", "A treaty is needed."))
	hits, err := x.Search(t.Context(), retrieval.Query{Text: "Is a treaty needed?"}, 5)
	if !errors.Is(err, retrieval.ErrWordsOnly) || !strings.Contains(err.Error(), "the server is gone") || len(hits) != 1 || hits[0].Passage.Statement.ID != "b" {
		t.Errorf("%v (%v)", hits, err)
	}
}

func TestFusionByRanks(t *testing.T) {
	x := record(t).WithFusion(retrieval.Fusion{Ranks: true, RankConstant: 60, Dense: 1, Lexical: 1, Candidates: 100})
	if ids := found(t, x, retrieval.Query{Text: "Who wants a legally binding instrument?"}, 3); len(ids) != 3 || ids[0] != "ru-law" {
		t.Errorf("found %q", ids)
	}
}

// What is found by its words alone has its cosine all the same, however few
// candidates there are.
func TestCosineOfAll(t *testing.T) {
	var list []*corpus.Statement
	for i := range 60 {
		list = append(list, statement(fmt.Sprintf("s%02d", i), "FR", "en", fmt.Sprintf("The Charter applies, and point %d follows from it; word%d.", i, i)))
	}
	long := "A text of many words that says word7 once among a great many other things, of which none matters, so that its vector is far from the question's."
	x := index(t, retrieval.BagOfWords{}, append(list, statement("z", "RU", "en", long))...)
	x = x.WithFusion(retrieval.Fusion{Dense: 1, Lexical: 1, Candidates: 3})
	hits, err := x.Search(t.Context(), retrieval.Query{Text: "point word7"}, 1)
	if err != nil || len(hits) != 1 || hits[0].Passage.Statement.ID != "s07" {
		t.Fatalf("%v (%v)", hits, err)
	}
	hits, err = x.Search(t.Context(), retrieval.Query{Text: "word7 point Charter applies"}, 4)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hits {
		if h.Dense == 0 {
			t.Errorf("%s has no cosine", h.Passage.Statement.ID)
		}
	}
}

func TestExact(t *testing.T) {
	x := record(t)
	for words, want := range map[string]string{
		"the CHARTER of the\nUnited  Nations": "fr-charter",
		"контактных Пунктов":                  "ru-russian",
		"cyberspace":                          "cn-undated fr-charter",
		"legally binding norms":               "",
		"":                                    "",
		" \u200b ":                            "",
	} {
		var ids []string
		for _, m := range x.Exact(words, retrieval.Filter{}) {
			ids = append(ids, m.Statement.ID)
			if !strings.EqualFold(strings.Join(strings.Fields(m.Statement.Text[m.Start:m.End]), " "), strings.Join(strings.Fields(words), " ")) {
				t.Errorf("%q was found as %q", words, m.Statement.Text[m.Start:m.End])
			}
		}
		if strings.Join(ids, " ") != want {
			t.Errorf("%q is found in %q, want %s", words, ids, want)
		}
	}
	if got := x.Exact("cyberspace", retrieval.Filter{AnyVoice: []string{"CN"}}); len(got) != 1 {
		t.Errorf("with a filter: %v", got)
	}
}

func TestHeld(t *testing.T) {
	x := record(t)
	held := x.Held(retrieval.Filter{})
	if held.Statements != 6 || held.Passages != 6 || strings.Join(held.By, " ") != "CN FR RU eu" || !held.From.Equal(day(2021, 6, 23)) || !held.To.Equal(day(2024, 7, 8)) {
		t.Errorf("in all: %+v", held)
	}
	france := retrieval.Filter{AnyVoice: []string{"FR"}}
	if held := x.Held(france); held.Statements != 2 || strings.Join(held.By, " ") != "FR eu" || len(x.Passages(france)) != 2 {
		t.Errorf("by France: %+v", held)
	}
	if held := x.Held(retrieval.Filter{AnyVoice: []string{"CN"}}); held.Statements != 1 || !held.From.IsZero() || !held.To.IsZero() {
		t.Errorf("undated: %+v", held)
	}
	if x.Statement("fr-charter").By != "FR" || x.Statement("nothing") != nil || len(x.Statements()) != 6 {
		t.Error("statements are not found by their IDs")
	}
	p := x.Passages(france)[0]
	if q, ok := x.Passage(p.ID()); !ok || q != p {
		t.Error("a passage is not found by its ID")
	}
	if h, ok := x.Headers("eu-women"); !ok || len(h.Voices) < 20 {
		t.Errorf("the European Union speaks for %q", h.Voices)
	}
}

// Two indexes of the same library, one of them saved and opened, are the same.
func TestOpenedIsBuilt(t *testing.T) {
	s := newSetup(t, 6)
	built, _ := s.sync(t)
	opened, err := reopen(s)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(built.Statements(), opened.Statements()) {
		t.Error("the statements differ")
	}
	for _, st := range built.Statements() {
		a, _ := built.Headers(st.ID)
		b, _ := opened.Headers(st.ID)
		if !reflect.DeepEqual(a, b) {
			t.Errorf("the headers of %s are %+v, and were %+v", st.ID, b, a)
		}
	}
	p, q := built.Passages(retrieval.Filter{}), opened.Passages(retrieval.Filter{})
	if len(p) != len(q) {
		t.Fatalf("%d passages, and were %d", len(q), len(p))
	}
	for i := range p {
		if p[i].ID() != q[i].ID() || p[i].Span() != q[i].Span() || p[i].Paragraph != q[i].Paragraph || p[i].Heading != q[i].Heading {
			t.Errorf("passage %d is %+v, and was %+v", i, q[i], p[i])
		}
	}
	for _, question := range []string{"capacity building", "What of the Charter?", "mark003"} {
		a, _ := built.Search(t.Context(), retrieval.Query{Text: question}, 5)
		b, _ := opened.Search(t.Context(), retrieval.Query{Text: question}, 5)
		for i := range a {
			if a[i].Passage.ID() != b[i].Passage.ID() || a[i].Score != b[i].Score {
				t.Errorf("%q: place %d differs", question, i)
			}
		}
	}
}
