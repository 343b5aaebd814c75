package twins

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/retrieval/corpus"
)

var readStates = sync.OnceValues(func() (*corpus.States, error) {
	src, err := os.ReadFile("../../../data/states.toml")
	if err != nil {
		return nil, err
	}
	return corpus.ParseStates("states.toml", src, nil)
})

// speech gives a text of so many sentences, which no other start gives.
func speech(from, n int) string {
	parts := strings.Fields("harbour lantern fisher evening orchard delta mill winter bell island meadow river stone garden window")
	var b strings.Builder
	for i := from; i < from+n; i++ {
		fmt.Fprintf(&b, "We recall %s%s and %s%s by the %s, as we value %s%s.\n\n", parts[i%14], parts[i/14%14], parts[(i+3)%14], parts[i%13], parts[i%11], parts[i%9], parts[i/9%14])
	}
	return b.String()
}

// of makes a statement of France of 6 May 2024 that says so.
func of(id, text string, change ...func(*corpus.Statement)) *corpus.Statement {
	s := &corpus.Statement{ID: id, File: id + ".txt", By: "FR", Date: time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC), Language: "en", Kind: "statement", Grade: corpus.Supplied, Text: text}
	for _, f := range change {
		f(s)
	}
	return s
}

// marks tells the outcome of Mark in a line: "b>a" for a copy, "b?" for one that is
// doubtful.
func marks(t *testing.T, all ...*corpus.Statement) string {
	t.Helper()
	states, err := readStates()
	if err != nil {
		t.Fatal(err)
	}
	rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	Mark(&corpus.Library{Statements: all, States: states})
	var out []string
	for _, s := range all {
		if s.CopyOf != "" {
			out = append(out, s.ID+">"+s.CopyOf)
		}
		if len(s.Doubts) > 0 {
			out = append(out, s.ID+"?")
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestMark(t *testing.T) {
	const stand = "We can support the new mechanism if it meets 3 times and Brazil should report to it.\n\n"
	text := speech(0, 30) + stand + speech(30, 30)
	with := func(old, now string) string { return strings.Replace(text, old, now, 1) }
	type change = func(*corpus.Statement)
	by := func(code string) change { return func(s *corpus.Statement) { s.By = code } }
	on := func(day int) change { return func(s *corpus.Statement) { s.Date = s.Date.AddDate(0, 0, day) } }
	undated := func(s *corpus.Statement) { s.Date = time.Time{} }
	unique := func(id string) change { return func(s *corpus.Statement) { s.UniqueID = id } }
	symbol := func(name string) change { return func(s *corpus.Statement) { s.Symbol = name } }
	set := func(f func(*corpus.Statement)) change { return f }
	cover := "Delegation of the Union to Nicaragua. " + strings.Repeat("This page shows what was published of late by the press office of the delegation, in every language that it is read in. ", 1) + speech(900, 12) + "\n\n"
	loose := cover + strings.Replace(strings.Replace(text, "lantern", "lan-tern", 3), "orchard", "or-chard", 3)
	for what, tt := range map[string]struct {
		a, b *corpus.Statement
		want string
	}{
		"a copy":                    {of("a", text), of("b", text), "b>a"},
		"with a heading":            {of("a", text), of("b", "Permanent Mission\n\n"+text), "a>b"},
		"a better grade":            {of("a", text), of("b", text, set(func(s *corpus.Statement) { s.Grade = corpus.Official })), "a>b"},
		"one that was fetched":      {of("a", text), of("b", text, set(func(s *corpus.Statement) { s.Retrieved = s.Date })), "a>b"},
		"of nobody":                 {of("a", text, by("")), of("b", text), "a>b"},
		"undated":                   {of("a", text, undated), of("b", text), "a>b"},
		"another delegation":        {of("a", text), of("b", text, by("DE")), ""},
		"for a group":               {of("a", text), of("b", text, set(func(s *corpus.Statement) { s.OnBehalf = []string{"eu"} })), ""},
		"another language":          {of("a", text), of("b", text, set(func(s *corpus.Statement) { s.Language = "fr" })), ""},
		"a machine's translation":   {of("a", text), of("b", text, set(func(s *corpus.Statement) { s.Translation = "machine" })), ""},
		"a draft":                   {of("a", text), of("b", text, set(func(s *corpus.Statement) { s.Status = "draft Rev.1" })), ""},
		"another symbol":            {of("a", text, symbol("A/76/1")), of("b", text, symbol("A/76/1/Rev.1")), ""},
		"a press officer's":         {of("a", text), of("b", text, set(func(s *corpus.Statement) { s.Grade = corpus.MachineSummary })), ""},
		"some days later":           {of("a", text), of("b", text, on(3)), "a? b?"},
		"the next year":             {of("a", text), of("b", text, on(360)), ""},
		"other words":               {of("a", text), of("b", speech(400, 20)), ""},
		"a not":                     {of("a", text), of("b", with("can support", "can not support")), "a? b?"},
		"a modal":                   {of("a", text), of("b", with("should report", "must report")), "a? b?"},
		"a State":                   {of("a", text), of("b", with("Brazil", "Kenya")), "a? b?"},
		"a number":                  {of("a", text), of("b", with("3 times", "4 times")), "a? b?"},
		"a number at the end":       {of("a", text+"In all we can accept a meeting of 5 days."), of("b", text+"In all we can accept a meeting of 6 days."), "a? b?"},
		"a State at the beginning":  {of("a", "We should like to thank Brazil for what was done.\n\n"+text), of("b", "We should like to thank Kenya for what was done.\n\n"+text), "a? b?"},
		"a number of a short one":   {of("a", stand+stand), of("b", strings.Replace(stand+stand, "3 times", "4 times", 1)), "a? b?"},
		"other headings":            {of("a", "Delegation to Nicaragua, 5 May 2024\n\n"+text), of("b", "Delegation to Nepal, 6 May 2024\n\n"+text), "b>a"},
		"a footer":                  {of("a", text), of("b", text+"\n\nPublished on 6 May 2024 by the press office; telephone 555 1234 in the mornings."), "a>b"},
		"a filler":                  {of("a", text), of("b", with("report to it", "report on it")), "b>a"},
		"a short one turned":        {of("a", stand+stand), of("b", strings.Replace(stand+stand, "can support", "cannot support", 1)), "a? b?"},
		"one UNIQUE ID":             {of("a", text, unique("210223_23")), of("b", loose, unique("210223_23")), "a>b"},
		"two UNIQUE IDs":            {of("a", text, unique("210223_23")), of("b", loose, unique("210223_24")), ""},
		"one symbol":                {of("a", text, symbol("A/76/136")), of("b", loose, symbol("A/76/136*")), "a>b"},
		"no mark":                   {of("a", text), of("b", loose), ""},
		"a not under one UNIQUE ID": {of("a", text, unique("1_2")), of("b", strings.Replace(loose, "can support", "cannot support", 1), unique("1_2")), "a? b?"},
		"other words under one":     {of("a", text, unique("1_2")), of("b", speech(400, 20), unique("1_2")), "a? b?"},
		"another day under one":     {of("a", text, unique("1_2")), of("b", loose, unique("1_2"), on(1)), ""},
		"another State's under one": {of("a", text, unique("1_2")), of("b", loose, unique("1_2"), by("DE")), ""},
		"a server's":                {of("a", text), of("b", text, set(func(s *corpus.Statement) { s.Scope = "17" })), ""},
		"noted when it was fetched": {of("a", text, set(func(s *corpus.Statement) {
			s.Doubts = []string{"text: nearly the same as that of b when this came, differing in “x”"}
		})), of("b", with("can support", "can not support")), "a? b?"},
		"two halves of different length": {of("a", text), of("b", speech(0, 30)), ""},
	} {
		t.Run(what, func(t *testing.T) {
			if got := marks(t, tt.a, tt.b); got != tt.want {
				t.Errorf("%q, want %q; %q %q", got, tt.want, tt.a.Doubts, tt.b.Doubts)
			}
			if what == "noted when it was fetched" && len(tt.a.Doubts) != 1 {
				t.Errorf("%q", tt.a.Doubts)
			}
		})
	}
}

// Three copies have one that stands for both others, and a record of a meeting is
// one with its copy only as a whole.
func TestMarkSeveral(t *testing.T) {
	text := speech(0, 20)
	if got := marks(t, of("a", text), of("b", text), of("c", text), of("d", speech(30, 20))); got != "b>a c>a" {
		t.Error(got)
	}
	part := func(doc, part, by, text string) *corpus.Statement {
		s := of(doc, text)
		s.ID, s.Part, s.By = doc+"/"+part, part, by
		return s
	}
	record := func(doc, last string) []*corpus.Statement {
		return []*corpus.Statement{part(doc, "chair-01", "chair", "I thank Brazil."), part(doc, "fr-01", "FR", text), part(doc, "jp-01", "JP", last)}
	}
	if got := marks(t, append(record("m", "We hold that."), record("n", "We hold that.")...)...); got != "n/chair-01>m/chair-01 n/fr-01>m/fr-01 n/jp-01>m/jp-01" {
		t.Error(got)
	}
	if got := marks(t, append(record("m", "We hold that."), record("n", "We do not hold that.")...)...); got != "" {
		t.Error(got)
	}
}

// Of many statements made after one pattern none is taken for another, each tells of
// a few of the others, and a copy is found among them.
func TestMarkPattern(t *testing.T) {
	text := speech(0, 20)
	var all []*corpus.Statement
	for i := range 400 {
		all = append(all, of(fmt.Sprintf("s%03d", i), text+fmt.Sprintf("We shall meet in room %d and Brazil should lead.\n\n", i)+speech(40, 20)))
	}
	all = append(all, of("z", all[399].Text))
	got := marks(t, all...)
	if strings.Count(got, ">") != 1 || !strings.Contains(got, "z>s399") {
		t.Error(got)
	}
	for _, s := range all {
		if s.CopyOf == "" && (len(s.Doubts) == 0 || len(s.Doubts) > mostDoubts) {
			t.Errorf("%s: %q", s.ID, s.Doubts)
		}
	}
}
