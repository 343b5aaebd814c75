package ocr

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// fake puts a tesseract that does what the script says on the PATH, alone but
// for what a shell needs. Temporary files go to the folder that it gives.
func fake(t *testing.T, script string) (tmp string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the tesseract of the tests is a shell script")
	}
	dir := t.TempDir()
	tmp = t.TempDir()
	full := "#!/bin/sh\nif [ \"$1\" = --list-langs ]; then printf 'List of available languages (3):\\nara\\neng\\nfra\\nosd\\n'; exit 0; fi\n" + script
	if err := os.WriteFile(filepath.Join(dir, name), []byte(full), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	t.Setenv("TMPDIR", tmp)
	t.Setenv("VERBATIM_SECRET", "hush")
	return tmp
}

func find(t *testing.T) *Tesseract {
	t.Helper()
	tess, err := Find(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return tess
}

func empty(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestRead(t *testing.T) {
	tmp := fake(t, `echo left > "$TMPDIR/page.tif"; echo left > here; printf 'args %s %s %s %s\nsecret %s\n' "$1" "$2" "$3" "$4" "$VERBATIM_SECRET"; cat`)
	tess := find(t)
	for lang, want := range map[string]string{"fr": "fra", "": "eng+fra+ara", "zh": "eng+fra+ara"} {
		got, err := tess.Read(t.Context(), []byte("PNG bytes"), lang)
		if want := "args stdin stdout -l " + want + "\nsecret \nPNG bytes"; err != nil || got != want {
			t.Errorf("%q: %q, %v; want %q", lang, got, err, want)
		}
	}
	empty(t, tmp)
}

func TestFailures(t *testing.T) {
	for name, tt := range map[string]struct{ script, says string }{
		"an error":   {"echo 'Error in pixRead: no picture' >&2; echo more >&2; exit 1", "no picture"},
		"endless":    {"while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done", "more text"},
		"hangs":      {"exec sleep 60", "took longer"},
		"a child":    {"sleep 60 & sleep 60", "took longer"},
		"talks much": {"head -c 100000 /dev/zero | tr '\\0' x >&2; exit 1", "tesseract"},
	} {
		t.Run(name, func(t *testing.T) {
			tmp := fake(t, tt.script)
			tess := find(t)
			if tt.says == "took longer" {
				tess.time = 100 * time.Millisecond
			}
			begun := time.Now()
			_, err := tess.Read(t.Context(), []byte("x"), "en")
			if err == nil || !strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), "\n") || len(err.Error()) > 400 {
				t.Errorf("%v", err)
			}
			if took := time.Since(begun); took > 20*time.Second {
				t.Errorf("took %v", took)
			}
			empty(t, tmp)
		})
	}
}

func TestCancelled(t *testing.T) {
	fake(t, "exec sleep 60")
	tess := find(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := tess.Read(ctx, nil, "en"); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestMissing(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := Find(t.Context()); !errors.Is(err, ErrMissing) {
		t.Errorf("%v", err)
	}
}
