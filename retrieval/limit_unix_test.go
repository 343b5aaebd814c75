//go:build unix

package retrieval_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"verbatim/retrieval"
)

func init() { children["limit"] = syncLimited }

// syncLimited syncs once with files of 4096 bytes at most, and fails unless
// that gave an index and ErrNotSaved.
func syncLimited() error {
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: 4096, Max: 4096}); err != nil {
		return err
	}
	o := childOptions(os.Getenv(childIndex), os.Getenv(childLibrary))
	o.Embedder = retrieval.BagOfWords{}
	x, _, err := retrieval.Sync(context.Background(), o)
	switch {
	case x == nil, !errors.Is(err, retrieval.ErrNotSaved), !errors.Is(err, unix.EFBIG):
		return errors.Join(errors.New("without an index that works, or another error than expected"), err)
	case len(x.Exact("This is round 2.", retrieval.Filter{})) != 1:
		return errors.New("the index is not that of the library as it is")
	case !strings.Contains(err.Error(), "ulimit"):
		return errors.Join(errors.New("the error does not say what to do"), err)
	}
	return nil
}

// The size of files may be limited by the system (ulimit -f).
func TestFileSizeLimit(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Skip("this test starts itself: ", err)
	}
	dir, library := filepath.Join(t.TempDir(), "index"), t.TempDir()
	for round := 1; round <= 2; round++ {
		if err := writeRound(library, round); err != nil {
			t.Fatal(err)
		}
		if round == 1 {
			o := childOptions(dir, library)
			o.Embedder = retrieval.BagOfWords{}
			if _, _, err := retrieval.Sync(t.Context(), o); err != nil {
				t.Fatal(err)
			}
		}
	}
	child := exec.Command(self)
	child.Env = append(os.Environ(), childKind+"=limit", childIndex+"="+dir, childLibrary+"="+library)
	if out, err := child.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	store, err := openStore(filepath.Join(dir, "vectors-a"))
	if err != nil {
		t.Fatal(err)
	}
	x, err := retrieval.Open(t.Context(), dir, retrieval.BagOfWords{}, store)
	if err != nil || len(x.Exact("This is round 1.", retrieval.Filter{})) != 1 {
		t.Errorf("the index before is not whole: %v", err)
	}
}
