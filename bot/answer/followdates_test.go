package answer

import "testing"

func TestDatesBoundTheQuestionBefore(t *testing.T) {
	before := []Turn{{Question: "What does France say about a legally binding treaty?", Understood: Understood{Question: "What does France say about a legally binding treaty?", States: []string{"FR"}}}}
	for text, want := range map[string]struct {
		completed, since, until string
	}{
		"and before 2022?":         {"What does France say about a legally binding treaty?", "", "2021-12-31"},
		"since 2023?":              {"What does France say about a legally binding treaty?", "2023-01-01", ""},
		"only in 2021?":            {"What does France say about a legally binding treaty?", "2021-01-01", "2021-12-31"},
		"and Germany before 2020?": {"What does Germany say about a legally binding treaty?", "", "2019-12-31"},
		"and China?":               {"What does China say about a legally binding treaty?", "", ""},
	} {
		q := Question{Text: text, Before: before}
		bounded := boundBy(states(t), &q)
		got := complete(states(t), q)
		if bounded != (want.since+want.until != "") || got != want.completed || iso(q.Since) != want.since || iso(q.Until) != want.until {
			t.Errorf("%q: %q, %s to %s (%v), want %+v", text, got, iso(q.Since), iso(q.Until), bounded, want)
		}
	}
	q := Question{Text: "What was said on norms before 2022?", Before: before}
	if boundBy(states(t), &q) {
		t.Error("a question with a subject of its own is no bound on another")
	}
}
