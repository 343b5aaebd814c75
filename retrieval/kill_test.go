package retrieval_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// kills gives how often TestKilled kills.
func kills() int {
	if racing {
		return 8
	}
	return 40
}

// The environment of a process that a test starts: this test binary again, which
// then does what children has under the kind.
const (
	childKind    = "VERBATIM_TEST_CHILD"
	childIndex   = "VERBATIM_TEST_INDEX"
	childLibrary = "VERBATIM_TEST_LIBRARY"
	childLedger  = "VERBATIM_TEST_LEDGER"
)

var children = map[string]func() error{"sync": syncForever}

func TestMain(m *testing.M) {
	if run := children[os.Getenv(childKind)]; run != nil {
		if err := run(); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// syncForever changes the library and syncs it, round by round, until it is
// killed.
func syncForever() error {
	library := os.Getenv(childLibrary)
	ledger, err := os.OpenFile(os.Getenv(childLedger), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	o := childOptions(os.Getenv(childIndex), library)
	o.Embedder = counting{model: "bag", texts: &atomic.Int64{}, fail: func(texts []string) error {
		// One line a batch, before it is embedded: all batches but the last line's
		// are in the journal.
		_, err := fmt.Fprintln(ledger, strings.Join(hashes(texts), " "))
		time.Sleep(time.Millisecond)
		return err
	}}
	fmt.Println("ready")
	for {
		if err := writeRound(library, roundOf(library)+1); err != nil {
			return err
		}
		if _, _, err := retrieval.Sync(context.Background(), o); err != nil {
			return err
		}
	}
}

func childOptions(dir, library string) retrieval.Options {
	return retrieval.Options{
		Dir:       dir,
		Sources:   []corpus.Source{{Name: "test", FS: os.DirFS(library), Dir: library, Grade: corpus.Supplied}},
		OpenStore: openStore,
	}
}

func hashes(texts []string) []string {
	out := make([]string, len(texts))
	for i, text := range texts {
		out[i] = corpus.Hash(text)
	}
	return out
}

// writeRound makes the library that of a round, all at once: a statement of
// paragraphs that no other round has.
func writeRound(library string, round int) error {
	var text strings.Builder
	fmt.Fprintf(&text, "This is round %d.\n\n", round)
	for p := range 25 {
		fmt.Fprintf(&text, "%d. In round %d the delegation speaks of matter%d. %s\n\n", p+1, round, p, strings.Repeat("All States should be responsible, and consensus is the way. ", 8))
	}
	aside := filepath.Join(library, ".aside")
	if err := os.WriteFile(aside, []byte(text.String()), 0o644); err != nil {
		return err
	}
	return os.Rename(aside, filepath.Join(library, "round.txt"))
}

func roundOf(library string) (round int) {
	f, err := os.Open(filepath.Join(library, "round.txt"))
	if err != nil {
		return 0
	}
	defer f.Close()
	fmt.Fscanf(f, "This is round %d.", &round)
	return round
}

// The index survives being killed at any moment: it then is that of the old
// library or that of the new one, whole, and no more than one batch has to be
// embedded again.
func TestKilled(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Skip("this test starts itself: ", err)
	}
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 1))
	dir, library := filepath.Join(t.TempDir(), "index"), t.TempDir()
	if err := writeRound(library, 1); err != nil {
		t.Fatal(err)
	}
	checkKilled(t, dir, library, "", 1)
	found := map[string]int{}
	for kill := range kills() {
		ledger := filepath.Join(t.TempDir(), "ledger")
		environment := []string{childKind + "=sync", childIndex + "=" + dir, childLibrary + "=" + library, childLedger + "=" + ledger}
		wait := func() { time.Sleep(time.Duration(random.IntN(60_000)) * time.Microsecond) }
		if kill%2 == 1 {
			wait = func() { // until the index is being written
				for start := time.Now(); !writing(dir) && time.Since(start) < 2*time.Second; {
					time.Sleep(50 * time.Microsecond)
				}
				time.Sleep(time.Duration(random.IntN(30_000)) * time.Microsecond)
			}
		}
		runAndKill(t, self, environment, wait)
		round := roundOf(library)
		x, err := reopen(&setup{options: retrieval.Options{Dir: dir}, embedder: &counting{model: "bag"}})
		if err != nil {
			t.Fatalf("kill %d of seed %d: %v", kill, seed, err)
		}
		if n := len(x.Exact("this is round", retrieval.Filter{})); n != 1 {
			t.Fatalf("kill %d of seed %d: the index has %d rounds", kill, seed, n)
		}
		switch {
		case len(x.Exact(fmt.Sprintf("This is round %d.", round), retrieval.Filter{})) == 1:
			found["new"]++
		case len(x.Exact(fmt.Sprintf("This is round %d.", round-1), retrieval.Filter{})) == 1:
			found["old"]++
		default:
			t.Fatalf("kill %d of seed %d: the index is neither of round %d nor of the one before", kill, seed, round)
		}
		hits, err := x.Search(t.Context(), retrieval.Query{Text: "Who speaks of matter17?"}, 3)
		if err != nil || len(hits) != 3 || !strings.Contains(hits[0].Passage.Text(), "matter17.") {
			t.Fatalf("kill %d of seed %d: a search finds %d passages (%v)", kill, seed, len(hits), err)
		}
		checkKilled(t, dir, library, ledger, round)
	}
	t.Logf("%d kills left %d old and %d new indexes", kills(), found["old"], found["new"])
}

// writing tells whether a file of the index is being written.
func writing(dir string) bool {
	here, _ := filepath.Glob(filepath.Join(dir, "*.tmp"))
	below, _ := filepath.Glob(filepath.Join(dir, "*", "*.tmp"))
	return len(here)+len(below) > 0
}

// runAndKill starts the process, waits until it works, and a while more, and
// kills it.
func runAndKill(t *testing.T, self string, environment []string, wait func()) {
	t.Helper()
	child := exec.Command(self)
	child.Env = append(os.Environ(), environment...)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(out).ReadString('\n')
	if line != "ready\n" {
		t.Fatalf("the process to be killed says %q", line)
	}
	wait()
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := child.Wait(); err == nil || child.ProcessState.Exited() {
		t.Fatalf("the process ended before it was killed: %v", err)
	}
}

// checkKilled syncs what a killed process left, and sees that of the batches in
// its ledger only the last was lost.
func checkKilled(t *testing.T, dir, library, ledger string, round int) {
	t.Helper()
	held := map[string]bool{}
	if data, err := os.ReadFile(ledger); err == nil {
		lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
		for _, line := range lines[:len(lines)-1] {
			for _, hash := range strings.Fields(line) {
				held[hash] = true
			}
		}
	}
	var said strings.Builder
	o := childOptions(dir, library)
	o.Log = logger(&said)
	o.Embedder = counting{model: "bag", texts: &atomic.Int64{}, fail: func(texts []string) error {
		for _, hash := range hashes(texts) {
			if held[hash] {
				t.Errorf("round %d: a text of a batch before the last has to be embedded again", round)
			}
		}
		return nil
	}}
	x, _, err := retrieval.Sync(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if len(x.Exact(fmt.Sprintf("This is round %d.", round), retrieval.Filter{})) != 1 {
		t.Errorf("the index is not that of round %d", round)
	}
	if strings.Contains(said.String(), "damaged") {
		t.Errorf("round %d: %s", round, &said)
	}
	if aside, _ := filepath.Glob(filepath.Join(dir, "*", "*.damaged")); len(aside) > 0 {
		t.Errorf("round %d: damaged files %q", round, aside)
	}
}
