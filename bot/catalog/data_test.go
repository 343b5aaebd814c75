package catalog_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/bot/catalog"
	"verbatim/data"
	"verbatim/retrieval/corpus"
)

// carried is what the program carries, read once for all tests.
var carried = sync.OnceValues(func() (*catalog.Catalog, error) {
	states, err := known()
	if err != nil {
		return nil, err
	}
	return catalog.Parse("catalog.toml", data.CatalogTOML(), data.HostsTOML(), states)
})

var known = sync.OnceValues(func() (*corpus.States, error) {
	return corpus.ParseStates("states.toml", data.StatesTOML(), nil)
})

func builtIn(t testing.TB) (*catalog.Catalog, *corpus.States) {
	t.Helper()
	c, err := carried()
	if err != nil {
		t.Fatal(err)
	}
	states, err := known()
	if err != nil {
		t.Fatal(err)
	}
	return c, states
}

// BenchmarkParse: every command reads the catalogue at its start.
func BenchmarkParse(b *testing.B) {
	_, states := builtIn(b)
	for b.Loop() {
		if _, err := catalog.Parse("catalog.toml", data.CatalogTOML(), data.HostsTOML(), states); err != nil {
			b.Fatal(err)
		}
	}
}

// TestBuiltIn: what the program carries keeps the rules (Parse has them); here
// stands what Parse leaves to whoever writes a catalogue.
func TestBuiltIn(t *testing.T) {
	c, states := builtIn(t)
	all := c.Select(catalog.Filter{})
	if len(all) < 250 {
		t.Errorf("%d sources", len(all))
	}
	for _, e := range all {
		voice, _ := states.Voice(e.By)
		switch grade := c.Grade(&e); {
		case e.By != "" && voice.Kind != corpus.KindBody && grade == corpus.UnofficialTranscript:
			t.Errorf("%s: a meeting's transcript is credited to %s", e.ID, e.By)
		case e.Derived && (e.Symbol == "" || e.URL != "https://undocs.org/"+e.Symbol):
			t.Errorf("%s: the address is not made of the symbol", e.ID)
		case strings.HasPrefix(e.ID, "un-a-") && e.Symbol == "":
			t.Errorf("%s: a document of the United Nations without its symbol", e.ID)
		case e.Day().After(time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)):
			t.Errorf("%s is of the future", e.ID)
		case len(e.ID) > 60:
			t.Errorf("%s is too long to be typed", e.ID)
		}
	}
}

// TestEveryPillarAndProcess: nothing that a delegate asks of is without a source.
func TestEveryPillarAndProcess(t *testing.T) {
	c, _ := builtIn(t)
	for _, topic := range catalog.Topics {
		if n := len(c.Select(catalog.Filter{Topics: []string{topic}, Official: true})); n < 10 {
			t.Errorf("%d official sources on %s", n, topic)
		}
	}
	for _, process := range []string{"oewg-2019-2021", "oewg-2021-2025", "gge-2010", "gge-2013", "gge-2015", "gge-2021", "global-mechanism", "first-committee", "security-council"} {
		if len(c.Select(catalog.Filter{Processes: []string{process}})) == 0 {
			t.Errorf("no source of %s", process)
		}
	}
}

// TestStarter: the set to begin with is small and speaks for every regional group,
// so that no region is heard much more than another and no State more than twice
// in documents of its own.
func TestStarter(t *testing.T) {
	c, states := builtIn(t)
	starter := c.Select(catalog.Filter{Starter: true})
	if n := len(starter); n < 30 || n > 50 {
		t.Errorf("%d sources", n)
	}
	own := map[string]int{}
	for _, e := range starter {
		if c.Grade(&e) > corpus.UNRecord {
			t.Errorf("%s is not official", e.ID)
		}
		if states.Region(e.By) != "" {
			own[e.By]++
		}
	}
	for state, n := range own {
		if n > 2 {
			t.Errorf("%s speaks %d times", state, n)
		}
	}
	gaps := catalog.Gaps(starter, states)
	if len(gaps) != 5 {
		t.Fatalf("%d regions", len(gaps))
	}
	heard := map[string]int{}
	fewest := 1000
	for _, g := range gaps {
		heard[g.Code] = g.Members - len(g.Missing)
		fewest = min(fewest, heard[g.Code])
	}
	if fewest < 5 {
		t.Errorf("a region has fewer than five States: %v", heard)
	}
	for region, n := range heard {
		if n > 4*fewest {
			t.Errorf("%s has more than four times the States of another: %v", region, heard)
		}
	}
	for _, topic := range catalog.Topics {
		if !slices.ContainsFunc(starter, func(e catalog.Entry) bool { return slices.Contains(e.Topics, topic) }) {
			t.Errorf("nothing on %s", topic)
		}
	}
}
