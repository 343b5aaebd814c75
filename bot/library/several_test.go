package library

import (
	"strings"
	"testing"

	"verbatim/retrieval"
)

const meeting = `Session 3 Transcript
This is an unofficial transcript

Chair

Good morning. I give the floor to Brazil.

Brazil

Thank you, Chair. We hold that the delta's orchards are open.

Chair

Thank you, Brazil. I give the floor to Japan.

Japan

Thank you, Chair. We do not hold that.
`

// A document of several statements is added, shown, promoted and removed as one.
func TestSeveralStatements(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	found, err := l.Preview("m.txt", []byte(meeting), Meta{Date: "2024-05-06", By: "FR"})
	if err != nil || len(found.All) != 4 || found.Statement != found.All[0] {
		t.Fatalf("%+v (%v)", found, err)
	}
	if warned := strings.Join(found.Warnings, "\n"); !strings.Contains(warned, "holds 4 statements") || !strings.Contains(warned, "by is ignored") {
		t.Errorf("warnings: %s", warned)
	}
	id := w.add(l, "17", "m.txt", meeting, Meta{Date: "2024-05-06"})
	if id != "17:m/br-01" || ids(l.Of("17", id)) != "17:m/br-01 17:m/chair-01 17:m/chair-02 17:m/jp-01" || ids(l.Of("17", "17:m")) != ids(l.Of("17", id)) {
		t.Fatalf("added as %s: %s", id, ids(l.Of("17", id)))
	}
	for _, st := range l.Of("17", id) {
		if st.Date.IsZero() || st.By == "FR" || st.Document() != "17:m" {
			t.Errorf("%+v", st)
		}
	}
	_, err = l.Add(t.Context(), "17", "again.txt", []byte(meeting), Meta{})
	if r := rejection(t, err); !strings.Contains(r.Reason, "held already") {
		t.Error(r)
	}
	// Another meeting at which some of the same words were said is another document.
	other := w.add(l, "17", "n.txt", strings.Replace(meeting, "We do not hold that.", "We do.", 1), Meta{})
	if len(l.Of("17", other)) != 4 || len(l.Added("17")) != 8 {
		t.Errorf("%s", ids(l.Added("17")))
	}
	must(t, l.Remove(t.Context(), "17", "17:n/jp-01"))
	w.wantFiles("servers/17/m.toml", "servers/17/m.txt")
	if len(l.Added("17")) != 4 || l.Of("17", other) != nil || l.Of("18", id) != nil || l.Of("", id) != nil {
		t.Errorf("%s", ids(l.Added("17")))
	}
	promoted, err := l.Promote(t.Context(), "17:m/jp-01")
	if err != nil || promoted != "m" || len(l.Added("")) != 0 || l.Index().StatementOf("m/jp-01", retrieval.Filter{}) == nil {
		t.Errorf("promoted as %q (%v), %s", promoted, err, ids(l.Index().Statements()))
	}
	again := w.add(l, "17", "m.txt", strings.Replace(meeting, "Japan", "Canada", -1), Meta{})
	must(t, l.Remove(t.Context(), "17", strings.TrimSuffix(again, "/br-01")))
	if len(l.Added("")) != 0 {
		t.Errorf("%s", ids(l.Added("")))
	}
}
