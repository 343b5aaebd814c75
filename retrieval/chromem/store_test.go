package chromem

import (
	"testing"

	"verbatim/retrieval"
	"verbatim/retrieval/storetest"
)

func openStore(t *testing.T, dir string) *Store {
	t.Helper()
	return openScanning(t, dir, scanFrom)
}

// openScanning opens a store whose vectors stay in the file from that number of
// entries on.
func openScanning(t *testing.T, dir string, scan int) *Store {
	t.Helper()
	s, err := open(dir, nil, scan)
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

func TestInFile(t *testing.T) {
	storetest.Run(t, func(t *testing.T) retrieval.Store { return openScanning(t, t.TempDir(), 0) })
}

func TestReopen(t *testing.T) {
	storetest.Reopen(t, func(t *testing.T, place string) retrieval.Store { return openStore(t, place) })
}

func TestReopenFile(t *testing.T) {
	storetest.Reopen(t, func(t *testing.T, place string) retrieval.Store { return openScanning(t, place, 0) })
}
