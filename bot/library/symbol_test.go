package library

import (
	"fmt"
	"strings"
	"testing"

	"verbatim/retrieval/corpus"
)

const paperSymbol = "A/AC.290/2021/WP.3"

// paper is what is known of a working paper of France.
func paper() Meta {
	return Meta{By: "FR", Date: "2024-05-06", Language: "en", Kind: "working-paper", Symbol: paperSymbol}
}

// sentences gives a text of so many sentences, which no other start gives.
func sentences(from, n int) string {
	parts := strings.Fields("harbour lantern fisher evening orchard delta mill winter bell island meadow river stone garden window")
	var b strings.Builder
	b.WriteString("Mr. Chair,\n\n")
	for i := from; i < from+n; i++ {
		fmt.Fprintf(&b, "We recall %s%s and %s%s by the %s, as we value %s%s.\n\n", parts[i%14], parts[i/14%14], parts[(i+3)%14], parts[i%13], parts[i%11], parts[i%9], parts[i/9%14])
	}
	return b.String()
}

// reset gives a text as another format has it: with a cover, a footnote's digit
// here and there, and words broken at lines.
func reset(text string) string {
	cover := "United Nations\n\nGeneral Assembly\n\nDistribution is limited. The present paper was prepared by its sponsor, and should not be taken for the view of anybody else; it must not be cited before the day on which it may be issued, unless its sponsor has said so.\n\n"
	for _, word := range []string{"harbour", "lantern", "fisher", "evening", "orchard", "delta"} {
		text = strings.Replace(text, word, word[:3]+"-"+word[3:], 2)
	}
	return cover + strings.Replace(text, "We recall ", "We recall 7 ", 2)
}

// keepBoth keeps two documents from two hosts, and gives what became of the
// second and what the library holds then.
func keepBoth(t *testing.T, one, two string, facts, other Meta) (*Library, Kept) {
	t.Helper()
	w := newWorld(t)
	w.earned = byHost
	l := w.start()
	first(keeping(answer(otherHost, one, facts)))(w, l)
	k, err := l.Keep(t.Context(), answer("third.example", two, other))
	must(t, err)
	_, err = l.Reindex(t.Context(), false, nil)
	must(t, err)
	return l, k
}

// Copies of one document are one statement, with both addresses, whichever
// comes first; of two that have earned the same the fuller one is kept.
func TestOneSymbolIsOneStatement(t *testing.T) {
	text := sentences(0, 60)
	full := reset(text)
	for what, two := range map[string][2]string{"the fuller first": {full, text}, "the fuller later": {text, full}} {
		l, k := keepBoth(t, two[0], two[1], paper(), paper())
		all := l.Index().Statements()
		if len(all) != 2 {
			t.Fatalf("%s: %s is held, of %s", what, ids(all), k.Outcome)
		}
		page := all[1]
		if !strings.Contains(page.Text, "Distribution is limited") || len(page.Doubts) > 0 {
			t.Errorf("%s: %q is kept, and doubtful are %q", what, page.Text[:40], page.Doubts)
		}
		if addresses := page.URL + " " + strings.Join(page.Also, " "); !strings.Contains(addresses, otherHost) || !strings.Contains(addresses, "third.example") {
			t.Errorf("%s: its addresses are %s", what, addresses)
		}
	}
}

// The better-graded copy is kept, though it be the shorter one.
func TestOneSymbolBetterGrade(t *testing.T) {
	w := newWorld(t)
	w.earned = byHost
	l := w.start()
	text := sentences(0, 60)
	first(keeping(answer(otherHost, reset(text), paper())), keeping(answer(ownHost, text, paper())))(w, l)
	all := l.Index().Statements()
	if len(all) != 2 || all[1].Grade != corpus.Official || strings.Contains(all[1].Text, "Distribution") || !strings.Contains(strings.Join(all[1].Also, " "), otherHost) {
		t.Errorf("%s; %+v", ids(all), all[len(all)-1])
	}
	for _, host := range []string{otherHost, ownHost} { // and so it stays
		words := map[string]string{otherHost: reset(text), ownHost: text}[host]
		if k, err := l.Keep(t.Context(), answer(host, words, paper())); err != nil || k.Outcome == Came || k.Outcome == Changed {
			t.Errorf("%s again is %s (%v)", host, k.Outcome, err)
		}
	}
}

// What differs in anything that is known is another document, and nothing of it
// is doubtful.
func TestOneSymbolOfTwo(t *testing.T) {
	text := sentences(0, 60)
	for what, change := range map[string]func(*Meta){
		"another language":   func(m *Meta) { m.Language = "fr" },
		"another delegation": func(m *Meta) { m.By = "JP" },
		"another group":      func(m *Meta) { m.OnBehalf = []string{"eu"} },
		"another day":        func(m *Meta) { m.Date = "2024-05-07" },
		"no day":             func(m *Meta) { m.Clear = []string{"date"}; m.Date = "" },
		"another kind":       func(m *Meta) { m.Kind = "report" },
		"a revision":         func(m *Meta) { m.Symbol += "/Rev.1" },
		"a corrigendum":      func(m *Meta) { m.Symbol += "/Corr.1" },
		"an addendum":        func(m *Meta) { m.Symbol += "/Add.1" },
		"a draft":            func(m *Meta) { m.Symbol = "A/AC.290/2021/L.3" },
		"a room paper":       func(m *Meta) { m.Symbol = "A/AC.290/2021/CRP.3" },
		"no symbol":          func(m *Meta) { m.Symbol = "" },
	} {
		other := paper()
		change(&other)
		l, k := keepBoth(t, text, reset(text), paper(), other)
		if k.Outcome != Came || len(l.Index().Statements()) != 3 {
			t.Errorf("%s: %s; %s", what, k.Outcome, ids(l.Index().Statements()))
		}
		for _, st := range l.Index().Statements() {
			if strings.Contains(strings.Join(st.Doubts, " "), "symbol") {
				t.Errorf("%s: %s is doubtful: %q", what, st.ID, st.Doubts)
			}
		}
	}
}

// A meeting's symbol is that of all who spoke there, twice perhaps.
func TestSymbolOfAMeeting(t *testing.T) {
	for _, symbol := range []string{"A/C.1/75/PV.3", "S/PV.9662", "A/AC.290/SR.2"} {
		facts := paper()
		facts.Symbol, facts.Kind = symbol, "statement"
		for _, two := range []string{reset(sentences(0, 60)), sentences(500, 60)} {
			l, k := keepBoth(t, sentences(0, 60), two, facts, facts)
			if k.Outcome != Came || len(l.Index().Statements()) != 3 || len(k.Warnings) > 0 {
				t.Errorf("%s: %s; %s; %q", symbol, k.Outcome, ids(l.Index().Statements()), k.Warnings)
			}
		}
	}
}

// Other words under one symbol are another statement: both are kept, and both
// are doubtful.
func TestOneSymbolOtherWords(t *testing.T) {
	text := sentences(0, 30) + "We can support the new mechanism if it meets 3 times and Brazil should report to it.\n\n" + sentences(30, 30)
	swap := func(old, now string) string { return strings.Replace(reset(text), old, now, 1) }
	paragraph := strings.Repeat("Nobody shall be bound by the lamps that others hang along the quay at night. ", 6)
	for what, tt := range map[string]struct{ one, two, told string }{
		"other words":           {text, sentences(500, 60), "most of whose words are others"},
		"an excerpt":            {text, sentences(0, 25), "most of whose words are others"},
		"a not":                 {text, swap("can support", "can not support"), "not support"},
		"the other modal":       {text, swap("Brazil should", "Brazil must"), "must report"},
		"another State":         {text, swap("Brazil should", "Kenya should"), "kenya"},
		"another number":        {text, swap("3 times", "4 times"), "“4"},
		"a condition":           {text, swap("if it", "unless it"), "unless it"},
		"each has a stretch":    {text + paragraph, reset(text), "should not"},
		"a sentence turned":     {text, swap("can support the new mechanism if", "cannot support the new mechanism if"), "cannot support"},
		"a not among its likes": {text + text, reset(text) + strings.Replace(text, "can support", "can not support", 1), "not support"},
	} {
		l, k := keepBoth(t, tt.one, tt.two, paper(), paper())
		all := l.Index().Statements()
		if k.Outcome != Came || len(all) != 3 {
			t.Errorf("%s: %s; %s", what, k.Outcome, ids(all))
			continue
		}
		for _, st := range all[1:] {
			if doubts := strings.Join(st.Doubts, "\n"); !strings.Contains(doubts, "symbol: "+paperSymbol) || !strings.Contains(doubts, tt.told) {
				t.Errorf("%s: %s is doubtful: %q", what, st.ID, doubts)
			}
		}
	}
}

// A compendium is as many statements as it holds, whatever its symbol.
func TestSymbolOfACompendium(t *testing.T) {
	facts := Meta{Date: "2024-05-06", Language: "en", Symbol: "A/76/136"}
	more := strings.Replace(meetingRecord, "be neutral", "not be neutral", 1)
	l, k := keepBoth(t, meetingRecord, more, facts, facts)
	if k.Outcome != Came || len(l.Index().Statements()) != 11 {
		t.Errorf("%s; %s", k.Outcome, ids(l.Index().Statements()))
	}
}

// A file that is another copy of what is held is not taken, and that is said.
func TestOneSymbolFromAFile(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	text := sentences(0, 60)
	first(keeping(answer(otherHost, text, paper())))(w, l)
	_, _, err := l.AddOwn(t.Context(), "paper.txt", []byte(reset(text)), paper())
	if told := rejection(t, err); told.Reason != "another copy of "+paperSymbol+" is held already: page" {
		t.Errorf("%v", told)
	}
}

// The site of the European External Action Service has one text on the pages of
// many delegations, in an old and a new layout, under one UNIQUE ID.
func TestOneUniqueIDIsOneStatement(t *testing.T) {
	page := func(of, text, id string) string {
		about := "Delegation of the European Union to " + of + "\n\nEU Statement – United Nations Open-ended Working Group\n\nNew York, 19/02/2021 - 18:33, UNIQUE ID: " + id +
			"\n\nStatement by the European Union at the virtual session of the Open-Ended Working Group\n\n"
		return about + strings.TrimPrefix(text, "United Nations\n\nGeneral Assembly\n\n")
	}
	text := sentences(0, 60)
	for what, tt := range map[string]struct {
		other string
		held  int
		told  string
	}{
		"another layout":       {page("Nepal", reset(text), "210223_23"), 2, ""},
		"another text's":       {page("Nepal", reset(text), "210223_24"), 3, ""},
		"a sentence turned":    {page("Nepal", strings.Replace(reset(text), "as we value", "as we do not value", 1), "210223_23"), 3, "not value"},
		"other words under it": {page("Nepal", sentences(500, 60), "210223_23"), 3, "UNIQUE ID 210223_23"},
	} {
		l, k := keepBoth(t, page("Nicaragua", text, "210223_23"), tt.other, Meta{}, Meta{})
		all := l.Index().Statements()
		if len(all) != tt.held {
			t.Errorf("%s: %s is held, of %s", what, ids(all), k.Outcome)
			continue
		}
		for _, st := range all[1:] {
			doubts := strings.Join(st.Doubts, "\n")
			if (tt.told == "") != (doubts == "") || !strings.Contains(doubts, tt.told) {
				t.Errorf("%s: %s is doubtful: %q", what, st.ID, doubts)
			}
			if tt.held == 2 && (st.By != "eu" || len(st.Elsewhere()) != 1) {
				t.Errorf("%s: by %s, also at %s", what, st.By, st.Elsewhere())
			}
		}
	}
}
