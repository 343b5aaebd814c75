package chromem

import (
	"testing"

	"verbatim/retrieval"
	"verbatim/retrieval/storetest"
)

func openStore(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestInMemory(t *testing.T) {
	storetest.Run(t, func(t *testing.T) retrieval.Store { return openStore(t, "") })
}

func TestOnDisk(t *testing.T) {
	storetest.Run(t, func(t *testing.T) retrieval.Store { return openStore(t, t.TempDir()) })
}

func TestReopen(t *testing.T) {
	storetest.Reopen(t, func(t *testing.T, place string) retrieval.Store { return openStore(t, place) })
}
