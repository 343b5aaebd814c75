package catalog_test

import (
	"testing"

	"verbatim/bot/catalog"
	"verbatim/data"
	"verbatim/retrieval/corpus"
)

// builtIn reads what the program carries.
func builtIn(t testing.TB) (*catalog.Catalog, *corpus.States) {
	t.Helper()
	states, err := corpus.ParseStates("states.toml", data.StatesTOML(), nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Parse("catalog.toml", data.CatalogTOML(), data.HostsTOML(), states)
	if err != nil {
		t.Fatal(err)
	}
	return c, states
}

// TestBuiltIn: what the program carries keeps the rules (Parse has them) and has
// what it is there for.
func TestBuiltIn(t *testing.T) {
	c, _ := builtIn(t)
	t.Log(len(c.Select(catalog.Filter{})))
}
