package outcome

import (
	"os"
	"slices"
	"strings"
	"testing"

	"verbatim/bot/answer"
	"verbatim/bot/catalog"
	"verbatim/data"
	"verbatim/retrieval/corpus"
)

func facts(t testing.TB) *Facts {
	t.Helper()
	f, err := Parse("outcomes.toml", data.OutcomesTOML())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// The file that the program carries keeps its rules, and says nothing else of a
// document than the catalogue does.
func TestOutcomesFile(t *testing.T) {
	f := facts(t)
	if !slices.Equal(topicKeys, catalog.Topics) {
		t.Errorf("the topics %v are not the catalogue's %v", topicKeys, catalog.Topics)
	}
	for _, n := range f.Norms {
		if n.Reference != "A/70/174" || n.Paragraph != "13("+n.Letter+")" {
			t.Errorf("norm %s is said to stand in %s, %s", n.Letter, n.Reference, n.Paragraph)
		}
	}
	if d, ok := f.Draft("A/AC.292/2025/CRP.1"); !ok || d.Final != "A/80/257" {
		t.Errorf("the draft final report of 2025: %+v", d)
	}
	for _, d := range f.Documents {
		if a := d.Adoption(); !strings.HasPrefix(a, d.Symbol+", ") || !strings.Contains(a, ": adopted ") {
			t.Errorf("%q", a)
		}
	}
	states, err := corpus.ParseStates("states.toml", data.StatesTOML(), nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Parse("catalog.toml", data.CatalogTOML(), data.HostsTOML(), states)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range c.Select(catalog.Filter{}) {
		if d, ok := f.Document(e.Symbol); ok && (e.Kind != d.Kind || len(e.Date) > 0 && e.Date[:4] != d.Date[:4]) {
			t.Errorf("%s: a %s of %s here, a %s of %s in the catalogue", d.Symbol, d.Kind, d.Date, e.Kind, e.Date)
		}
		if _, ok := f.Draft(e.Symbol); ok && e.Kind != "draft" {
			t.Errorf("%s is a draft here, a %s in the catalogue", e.Symbol, e.Kind)
		}
	}
}

// A file that breaks a rule is an error that tells which entry does.
func TestParseRefuses(t *testing.T) {
	good := string(data.OutcomesTOML())
	for _, c := range []struct{ old, with, want string }{
		{`letter = "b"`, `letter = "c"`, "in this order"},
		{`paragraph = "13(a)"`, `paragraph = "thirteen"`, "norm a"},
		{`symbol = "A/80/257"`, `symbol = "A/C.1/80/L.5"`, "draft's symbol"},
		{`symbol = "A/80/257"`, `symbol = "a/80/257"`, "not written as symbols are"},
		{`symbol = "A/78/265"`, `symbol = "A/79/214"`, "twice"},
		{`how = "consensus"`, `how = "applause"`, "applause"},
		{`vote = "109-45-16 in the First Committee"`, ``, "a vote has figures"},
		{`date = "2025-07-11"`, `date = "July 2025"`, "July 2025"},
		{`kind = "report"`, `kind = "statement"`, "statement"},
		{`process = "gge-2013"`, `process = "gge-1913"`, "gge-1913"},
		{`topics = ["general"]`, `topics = ["weather"]`, "weather"},
		{`source = ["https://dig.watch/cyber-norms"`, `source = ["dig.watch"`, "no address"},
		{`final = "A/80/257"`, `final = "A/80/1"`, "none of the documents"},
		{`letter = "a"`, "letter = \"a\"\nweight = 3", "weight"},
	} {
		bad := strings.Replace(good, c.old, c.with, 1)
		if bad == good {
			t.Errorf("the file has no %s", c.old)
		}
		if _, err := Parse("outcomes.toml", []byte(bad)); err == nil || !strings.Contains(err.Error(), c.want) && c.want != "weight" {
			t.Errorf("with %s: %v, want %q", c.with, err, c.want)
		}
	}
}

func TestSymbol(t *testing.T) {
	for in, want := range map[string]string{
		"A/70/174": "A/70/174", "a/70/174": "A/70/174", "A-70-174": "A/70/174", " a / 70 / 174 ": "A/70/174", "a_70_174": "A/70/174",
		"75/240": "A/RES/75/240", "resolution 75/240": "A/RES/75/240", "A/RES/75/240": "A/RES/75/240",
		"https://undocs.org/A/70/174": "A/70/174", "https://undocs.org/en/A/70/174": "A/70/174", "UN Doc. A/70/174": "A/70/174",
		"a/ac.292/2025/crp.1": "A/AC.292/2025/CRP.1", "a/c.1/73/l.27/rev.1": "A/C.1/73/L.27/Rev.1", "A/68/156/ADD.1": "A/68/156/Add.1",
		"": "", "x": "", "13(c)": "", "rm -rf /": "", "rm -rf": "", "and/or": "", strings.Repeat("A/7", 50): "", "A/70/174; DROP": "", "A/70/\x00174": "",
	} {
		if got := Symbol(in); got != want {
			t.Errorf("Symbol(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestParseNumber(t *testing.T) {
	for in, want := range map[string]string{
		"13": "13", "13(c)": "13(c)", "13c": "13(c)", "13 (C)": "13(c)", "13(c)(ii)": "13(c)(ii)", "13 (c) (ii)": "13(c)(ii)",
		"24-26": "24-26", "24 – 26": "24-26", "24 to 26": "24-26", "para 13": "13", "paragraph 13(c)": "13(c)", "OP3": "3", "§ 5": "5",
	} {
		if got, err := ParseNumber(in); err != nil || got.String() != want {
			t.Errorf("ParseNumber(%q) is %v, %v; want %s", in, got, err, want)
		}
	}
	for _, in := range []string{"", "c", "0", "9-3", "13(c)-(f)", "1-500", "99999", "13 or 14", "-1", strings.Repeat("9", 500)} {
		if got, err := ParseNumber(in); err == nil {
			t.Errorf("ParseNumber(%q) is %v", in, got)
		}
	}
}

func TestNumberHas(t *testing.T) {
	for _, c := range []struct {
		ask, label string
		want       bool
	}{
		{"13", "13", true}, {"13", "13(c)", true}, {"13", "130", false}, {"1", "13", false}, {"13", "", false}, {"13", "IV", false},
		{"13(c)", "13(c)", true}, {"13(c)", "13(c)(ii)", true}, {"13(c)", "13", false}, {"13(c)", "13(ca)", false}, {"13(c)", "14(c)", false},
		{"12-14", "13(c)", true}, {"12-14", "15", false}, {"12-14", "12", true},
	} {
		n, err := ParseNumber(c.ask)
		if err != nil {
			t.Fatal(err)
		}
		if got := n.has(c.label); got != c.want {
			t.Errorf("%s asks for %q: %v", c.ask, c.label, got)
		}
	}
}

// What is a draft is never agreed, whatever tells it.
func TestIsAdopted(t *testing.T) {
	f := facts(t)
	for _, c := range []struct {
		st   corpus.Statement
		want bool
	}{
		{corpus.Statement{Kind: "report", Status: "final", Symbol: "A/99/123"}, true},
		{corpus.Statement{Kind: "resolution", Status: "corrected", Symbol: "A/RES/99/7"}, true},
		{corpus.Statement{Kind: "report", Symbol: "a/80/257"}, true},
		{corpus.Statement{Kind: "report", Symbol: "A/99/123"}, false}, // nobody says that it is final
		{corpus.Statement{Kind: "report", Status: "final"}, true},
		{corpus.Statement{Kind: "report", Status: "final", Symbol: "A/AC.292/2025/CRP.1"}, false},
		{corpus.Statement{Kind: "report", Status: "final", Symbol: "A/AC.999/2024/Rev.2"}, false},
		{corpus.Statement{Kind: "resolution", Status: "final", Symbol: "A/C.1/99/L.7"}, false},
		{corpus.Statement{Kind: "resolution", Status: "final", Symbol: "A/C.1/99/WP.7"}, false},
		{corpus.Statement{Kind: "report", Status: "draft Rev.1", Symbol: "A/80/257"}, false},
		{corpus.Statement{Kind: "report", Status: "withdrawn", Symbol: "A/80/257"}, false},
		{corpus.Statement{Kind: "draft", Status: "final", Symbol: "A/80/257"}, false},
		{corpus.Statement{Kind: "report", Status: "final", Title: "Zero draft of the report"}, false},
		{corpus.Statement{Kind: "statement", Status: "final", Symbol: "A/80/257"}, false},
	} {
		if got := f.IsAdopted(&c.st); got != c.want {
			t.Errorf("%+v: %v", c.st, got)
		}
	}
}

func TestNaming(t *testing.T) {
	for _, c := range []struct {
		letter, text string
		want         bool
	}{
		{"c", "We recall norm 13(c).", true},
		{"c", "We recall norm 13 (c) of the 2015 report.", true},
		{"c", "We recall norms (b), (c) and (f).", true},
		{"f", "We recall norms (b), (c) and (f).", true},
		{"c", "Norm C is central.", true},
		{"c", "See paragraph 13(c) of A/70/174.", true},
		{"c", "See para. 13 (c).", true},
		{"c", "Norm 13c is central.", true},
		{"b", "Norms 13(b) and 13(c) are central.", true},
		{"c", "Norms 13(b) and 13(c) are central.", true},
		{"c", "See paragraph 13(c) of the draft.", false},
		{"c", "See paragraph 13(c) of resolution 75/240.", false},
		{"c", "See paragraph 13(c) of A/80/257.", false},
		{"c", "See paragraph 14(c).", false},
		{"d", "We recall norm 13(c).", false},
		{"a", "It is the norm a State follows.", false},
		{"a", "A norm. A State follows it.", false},
		{"i", "It is a norm I value.", false},
		{"i", "Norm (i) is on supply chains.", true},
		{"c", "The norm can be read in two ways.", false},
		{"c", "Point (c) of our paper.", false},
	} {
		if got := names(naming(c.letter), c.text); got != c.want {
			t.Errorf("norm %s in %q: %v", c.letter, c.text, got)
		}
	}
}

func TestNormByLetter(t *testing.T) {
	f := facts(t)
	for _, in := range []string{"c", "C", "(c)", "13(c)", "13 (c)", "norm c", " c "} {
		if n, err := f.Norm(in); err != nil || n.Letter != "c" {
			t.Errorf("%q: %v, %v", in, n.Letter, err)
		}
	}
	for _, in := range []string{"", "l", "z", "cc", "14(c)", "13"} {
		if n, err := f.Norm(in); err == nil {
			t.Errorf("%q is norm %s", in, n.Letter)
		}
	}
}

func TestDissociation(t *testing.T) {
	for text, want := range map[string]bool{
		"We dissociate ourselves from paragraph 14.": true, "Freedonia disassociates itself from it.": true, "My country dissociates from it.": true,
		"Our dissociation from paragraph 2 stands.": true, "Nous devons noter que le Freedonia se dissocie de ce texte.": true,
		"One cannot dissociate security from development.": false, "The associations met.": false,
	} {
		if got := dissociation.MatchString(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// A sentence that names a norm is no delegation's where it may be another's.
func TestSentencesThatMayBeAnothers(t *testing.T) {
	src, err := os.ReadFile("../../data/states.toml")
	if err != nil {
		t.Fatal(err)
	}
	states, err := corpus.ParseStates("states.toml", src, nil)
	if err != nil {
		t.Fatal(err)
	}
	a := &Asker{Engine: &answer.Engine{States: states}}
	st := &corpus.Statement{ID: "x", By: "FJ", Language: "en", Text: "We support norm (c) in full.\n\nMali: We reject norm (c) in full.\n\n" +
		"Fiji: We repeat that norm (c) matters.\n\nThe delegation of Peru stated:\n\nWe deplore norm (c) altogether."}
	var got []string
	for _, s := range a.sentencesOf(st, func(text string) bool { return strings.Contains(text, "norm (c)") }) {
		got = append(got, s.Citation.Quote)
	}
	if want := []string{"We support norm (c) in full.", "Fiji: We repeat that norm (c) matters."}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// Of several copies of a document one is shown, the best; another language stays.
func TestOneOfEach(t *testing.T) {
	one := func(id, symbol, language string, g corpus.Grade) *corpus.Statement {
		return &corpus.Statement{ID: id, File: id, Symbol: symbol, Language: language, Grade: g}
	}
	all := []*corpus.Statement{
		one("a", "A/99/1", "en", corpus.Supplied), one("b", "a/99/1", "en", corpus.UNRecord), one("c", "A/99/1", "fr", corpus.Supplied),
		one("d", "", "en", corpus.Supplied), one("e", "", "en", corpus.Supplied), one("f", "A/99/2", "en", corpus.Supplied),
	}
	ids := ""
	for _, st := range oneOfEach(all) {
		ids += st.ID
	}
	if ids != "bcdef" {
		t.Errorf("%s are left", ids)
	}
	if got := best(all[:3]); len(got) != 1 || got[0].ID != "b" {
		t.Errorf("the best is %+v", got)
	}
}

// FuzzPara: whatever a document and whatever number, each quotation is a slice of
// the document, stands in a paragraph that was asked for, and no two overlap.
func FuzzPara(f *testing.F) {
	for _, name := range []string{"13", "13(c)", "1-5", "2"} {
		f.Add("1. First.\n\n2. Second:\n\n(a) one;\n\n(b) two:\n\n- bullet\n\n- bullet\n\nAnnex\n\n1. Again.", name)
	}
	if text, err := os.ReadFile("../../data/library/2021-06-23-russian-federation-krutskikh-osce-inter-regional-conference.txt"); err == nil {
		f.Add(string(text), "1")
	}
	f.Fuzz(func(t *testing.T, text, number string) {
		n, err := ParseNumber(number)
		if err != nil {
			return
		}
		if again, err := ParseNumber(n.String()); err != nil || again != n {
			t.Fatalf("%q is read as %v, and that as %v, %v", number, n, again, err)
		}
		st := &corpus.Statement{ID: "x", Text: text, Language: "en"}
		quotes, lines := paragraphsOf([]*corpus.Statement{st}, "A/99/123", n)
		if len(quotes) == 0 && len(lines) == 0 {
			t.Fatal("nothing is shown, and nothing told")
		}
		end := 0
		for _, q := range quotes {
			c := q.Citation
			if text[c.Start:c.End] != c.Quote || c.Start < end {
				t.Fatalf("%q at %d to %d", c.Quote, c.Start, c.End)
			}
			if end = c.End; !n.has(c.Paragraph) {
				t.Fatalf("%v was asked for, %q is shown", n, c.Paragraph)
			}
		}
	})
}

// FuzzSymbol: a symbol is written in one way, and that way is read as itself.
func FuzzSymbol(f *testing.F) {
	for _, s := range []string{"a-70-174", "75/240", "A/C.1/73/L.27/Rev.1", "https://undocs.org/en/A/70/174", "un doc. a / 70 / 174"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := Symbol(text)
		if s != "" && (Symbol(s) != s || strings.ContainsAny(s, " \n*@<>[]`") || !sameSymbol(text, s)) {
			t.Fatalf("%q is read as %q, and that as %q", text, s, Symbol(s))
		}
	})
}
