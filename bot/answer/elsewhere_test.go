package answer

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"verbatim/retrieval/corpus"
)

// TestReportsTellOfWhatIsElsewhere: where nothing by a delegation answers, the
// report says what else is known by it, once and right after what is held.
func TestReportsTellOfWhatIsElsewhere(t *testing.T) {
	e := weapons(t)
	e.Elsewhere = func(code, name string, held []*corpus.Statement) string {
		if code == "JP" {
			return ""
		}
		return fmt.Sprintf("More by %s (%s) than the %d held is known of.", name, code, len(held))
	}
	for question, want := range map[string][]string{
		"What does Brazil say about cyber weapons?":     {"No statement by Brazil is held.", "More by Brazil (BR) than the 0 held is known of."},
		"What does Russia say about penguins?":          {"The one statement by the Russian Federation that is held (28 March 2022) does not speak of this.", "More by the Russian Federation (RU) than the 1 held is known of."},
		"What do France and Cuba say of cyber weapons?": {"No statement by Cuba is held.", "More by Cuba (CU) than the 0 held is known of."},
		"What does Japan say about cyber weapons?":      {"No statement by Japan is held.", "The library holds 3 statements"},
		"What does France say about cyber weapons?":     nil,
	} {
		a := ask(t, e, question)
		if want == nil {
			if strings.Contains(strings.Join(a.Notices, " "), "is known of") {
				t.Errorf("%s: %q", question, a.Notices)
			}
			continue
		}
		at := slices.Index(a.Notices, want[0])
		if at < 0 || at+1 >= len(a.Notices) || !strings.HasPrefix(a.Notices[at+1], want[1]) {
			t.Errorf("%s: %q, want %q", question, a.Notices, want)
		}
	}
	q, err := e.Quote(context.Background(), QuoteRequest{Words: "penguins", States: []string{"BR"}})
	if err != nil || !slices.Contains(q.Notices, "More by Brazil (BR) than the 0 held is known of.") {
		t.Errorf("%v, %+v", err, q)
	}
}

func TestAnEmptyLibraryTellsWhereToBegin(t *testing.T) {
	e := library(t)
	e.Elsewhere = func(code, name string, held []*corpus.Statement) string {
		return strings.TrimSpace(fmt.Sprintf("All that is known%s%s of %d.", code, name, len(held)))
	}
	a := ask(t, e, "What does Brazil say about cyber weapons?")
	if a.Status != Silent || !slices.Contains(a.Notices, "All that is known of 0.") {
		t.Errorf("%q", a.Notices)
	}
}
