package position

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

func whoOf(t *testing.T, e *answer.Engine, r Request) *Who {
	t.Helper()
	w, err := WhoSpeaks(context.Background(), e, r)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// group gives whose sentences are of a sort, with their days.
func (w *Who) group(s Sort) []string {
	var out []string
	for _, g := range w.Groups {
		for _, e := range g.Quotes {
			if g.Sort == s {
				out = append(out, e.Code+" "+e.Citation.Statement.Date.Format(time.DateOnly))
			}
		}
	}
	return out
}

func TestWhoTellsChangesByTheirDates(t *testing.T) {
	e := engineOver(t, []*corpus.Statement{
		one("a", "FD", "2019-09-10", "oewg-2019-2021", "We do not support a legally binding treaty."),
		one("b", "FD", "2022-03-29", "oewg-2021-2025", "We could support a legally binding treaty, provided that it is universal."),
		one("c", "FD", "2024-03-05", "oewg-2021-2025", "We now support a legally binding treaty."),
		one("d", "FD", "2025-07-08", "oewg-2021-2025", "We support a legally binding treaty, as we did last year."),
		one("e", "YL", "2023-07-25", "oewg-2021-2025", "We support a legally binding treaty. Freedonia opposes a legally binding treaty."),
		one("f", "BT", "2023-07-26", "oewg-2021-2025", "Sylvania supports a legally binding treaty. We have heard it."),
	})
	w := whoOf(t, e, Request{Topic: "a legally binding treaty"})
	for sort, want := range map[Sort][]string{
		Supports: {"FD 2025-07-08", "YL 2023-07-25"}, Conditional: {"FD 2022-03-29"}, Opposes: {"FD 2019-09-10"}, Speaks: {"BT 2023-07-26"},
	} {
		if got := w.group(sort); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", sort, got, want)
		}
	}
	if w.Speaking != 3 || w.Holding != 3 {
		t.Errorf("%s", w.CountWords())
	}
	const changed = "Freedonia stands in more than one group, newest first: 8 July 2025 [1], 29 March 2022 [3], 10 September 2019 [4]."
	if !slices.Contains(w.Notices, changed) {
		t.Errorf("the notices do not tell of the change: %q", w.Notices)
	}
}

func TestWhoCountsNobodyTwice(t *testing.T) {
	joint := one("a", "YL", "2023-07-25", "oewg-2021-2025", "The Union supports a legally binding treaty.", func(s *corpus.Statement) { s.OnBehalf = []string{"duck-soup"} })
	e := engineOver(t, []*corpus.Statement{joint})
	for _, states := range [][]string{nil, {"FD", "YL"}} {
		w := whoOf(t, e, Request{Topic: "a legally binding treaty", States: states})
		entries := 0
		for _, g := range w.Groups {
			entries += len(g.Quotes)
			if code := g.Quotes[0].Code; code != "duck-soup" {
				t.Errorf("%v: the joint statement is entered under %s", states, code)
			}
		}
		if entries != 1 || len(w.Citations) != 1 {
			t.Errorf("%v: %d entries and %d citations of one sentence", states, entries, len(w.Citations))
		}
		if w.Speaking != max(1, len(states)) || w.Holding != w.Speaking {
			t.Errorf("%v: %s", states, w.CountWords())
		}
	}
}

// What one delegation said in one session hides nothing of another session, and is
// counted where there is no room for it.
func TestTimelineLeavesNoSessionOut(t *testing.T) {
	var sts []*corpus.Statement
	for i := range 60 {
		sts = append(sts, one(fmt.Sprintf("many-%02d", i), "FD", "2024-03-05", "oewg-2021-2025",
			fmt.Sprintf("We support a legally binding treaty, number %d of our reasons, more binding than a treaty.", i)))
	}
	for _, s := range answer.Sessions() {
		sts = append(sts, one(fmt.Sprintf("s-%s-%02d", s.Process, s.Number), "FD", s.From.Format(time.DateOnly), s.Process,
			"It rained. For years we have asked for, and we go on asking for, a treaty that is legally binding on all who are here today."))
	}
	sts = append(sts, one("fc", "FD", "2012-10-09", "first-committee", "We have long wanted a legally binding treaty."))
	got, err := Over(context.Background(), engineOver(t, sts), Request{Topic: "a legally binding treaty", States: []string{"FD"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range got.Meetings {
		if m.Quoted == 0 {
			t.Errorf("no quotation of %s, session %d, of which %d statements are held", m.Process, m.Session, m.Held)
		}
		if m.Quoted > perLane {
			t.Errorf("%d quotations of %s, session %d", m.Quoted, m.Process, m.Session)
		}
	}
	if !got.Earliest.Equal(time.Date(2012, 10, 9, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("the earliest is of %s", got.Earliest)
	}
	if len(got.Unshown) != 1 || got.Unshown[0].Session != 7 || got.Unshown[0].Passages != 61-perLane {
		t.Errorf("not shown: %+v", got.Unshown)
	}
	if words := got.UnshownWords(); !strings.Contains(words, "OEWG 2021-2025 session 7, 57 passages") {
		t.Errorf("told as %q", words)
	}
	if words := got.GapsWords(); words != "" {
		t.Errorf("gaps: %s", words)
	}
}

func TestOneWordInAnotherSense(t *testing.T) {
	e := engineOver(t, []*corpus.Statement{
		one("a", "FD", "2024-03-05", "oewg-2021-2025", "Voting by show of hands."),
		one("b", "YL", "2024-03-05", "oewg-2021-2025", "We welcome the establishment of the mechanism, for which we voted with our feet by attending all eleven sessions, in rain and in snow, from the first day until the last evening."),
	})
	w := whoOf(t, e, Request{Topic: "voting"})
	if got := w.group(Supports); len(got) > 0 {
		t.Errorf("what is not its object is sorted as support: %q", got)
	}
	if w.Speaking != 1 || len(w.group(Speaks)) != 1 || !strings.HasPrefix(w.group(Speaks)[0], "FD") {
		t.Errorf("%s: %q", w.CountWords(), w.group(Speaks))
	}
}
