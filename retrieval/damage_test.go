package retrieval_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"verbatim/retrieval"
	"verbatim/retrieval/internal/disk"
)

// each calls f with every file of a folder, but the lock.
func each(t *testing.T, dir string, f func(path string)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && entry.Name() != "lock" {
			f(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func files(t *testing.T, dir string) map[string]string {
	out := map[string]string{}
	each(t, dir, func(path string) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out[path] = string(data)
	})
	return out
}

// Whatever happens to a file of the index, it is found out, told, set aside,
// and made again from what is good.
func TestDamage(t *testing.T) {
	s := newSetup(t, 3)
	s.library.settled(t)
	x, _ := s.sync(t)
	whole := files(t, s.options.Dir)
	if len(whole) != 4 {
		t.Fatalf("the index is %d files, want manifest, statements, postings and vectors", len(whole))
	}
	for path, content := range whole {
		for name, damage := range map[string]func() error{
			"truncated":   func() error { return os.Truncate(path, int64(len(content)/2)) },
			"emptied":     func() error { return os.Truncate(path, 0) },
			"missing":     func() error { return os.Remove(path) },
			"a bit":       func() error { return flip(path, content, len(content)/2) },
			"the last":    func() error { return flip(path, content, len(content)-1) },
			"the first":   func() error { return flip(path, content, 0) },
			"longer":      func() error { return os.WriteFile(path, []byte(content+"x"), 0o644) },
			"another's":   func() error { return os.WriteFile(path, []byte("nothing of ours"), 0o644) },
			"not allowed": func() error { return os.WriteFile(path, []byte("{}"), 0o644) },
		} {
			if racing && len(name)%2 == 1 {
				continue
			}
			t.Run(name+" "+filepath.Base(path)[:8], func(t *testing.T) {
				restoreFiles(t, s.options.Dir, whole)
				s.log.Reset()
				if err := damage(); err != nil {
					t.Fatal(err)
				}
				y, report := s.sync(t)
				works(t, y, 2)
				isVectors := strings.Contains(path, "vectors-")
				if y.Len() != x.Len() || !isVectors && report.Embedded > 0 {
					t.Errorf("%d passages, want %d; %+v", y.Len(), x.Len(), report)
				}
				if s.log.Len() == 0 {
					t.Error("nothing was said in the log")
				}
				if _, err := os.Stat(path + disk.Damaged); name != "missing" && err != nil {
					t.Errorf("the damaged file was not set aside: %v", err)
				}
				if z, report := s.sync(t); report.Embedded != 0 || z.Len() != x.Len() {
					t.Errorf("the time after: %+v", report)
				}
			})
		}
	}
}

func flip(path, content string, at int) error {
	data := []byte(content)
	data[at] ^= 0x10
	return os.WriteFile(path, data, 0o644)
}

func restoreFiles(t *testing.T, dir string, content map[string]string) {
	t.Helper()
	each(t, dir, func(path string) { os.Remove(path) })
	for path, data := range content {
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Vectors that are damaged in part are embedded anew in part.
func TestDamagedVectors(t *testing.T) {
	s := newSetup(t, 4)
	_, first := s.sync(t)
	vectors, _ := filepath.Glob(filepath.Join(s.options.Dir, "vectors-a", "*.vbv"))
	data, err := os.ReadFile(vectors[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := flip(vectors[0], string(data), len(data)-5000); err != nil {
		t.Fatal(err)
	}
	if _, report := s.sync(t); report.Embedded != 1 || first.Embedded < 10 {
		t.Errorf("one of %d vectors was damaged, and %d were embedded", first.Embedded, report.Embedded)
	}
}

// The disk fails at every step that there is, one after the other: the index
// works, says that it was not saved and what to do, and the old one is whole.
func TestDiskFails(t *testing.T) {
	s := newSetup(t, 3)
	s.library.settled(t)
	x, _ := s.sync(t)
	before := files(t, s.options.Dir)
	s.library.write(t, 9, "")
	for step := 0; ; step++ {
		restoreFiles(t, s.options.Dir, before)
		n, failed := 0, ""
		restore := disk.Fail(func(op, path string) error {
			if n++; n <= step {
				return nil
			}
			if failed == "" {
				failed = op + " " + filepath.Base(path)
			}
			return syscall.ENOSPC
		})
		y, _, err := s.try(t)
		restore()
		if failed == "" {
			if step < 10 {
				t.Errorf("only %d steps write to the disk", step)
			}
			break
		}
		if y == nil {
			t.Fatalf("no index after %s failed: %v", failed, err)
		}
		works(t, y, 9)
		if err != nil && (!errors.Is(err, retrieval.ErrNotSaved) || !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "free some space")) {
			t.Errorf("%s failed: %v", failed, err)
		}
		if err == nil && !strings.HasPrefix(failed, "remove") && !strings.HasPrefix(failed, "syncdir") {
			t.Errorf("%s failed, and nothing was said", failed)
		}
		z, err := reopen(s)
		if err != nil || z.Len() != x.Len() && z.Len() != y.Len() {
			t.Errorf("%s failed, and the index is not whole: %v", failed, err)
		} else {
			works(t, z, 2)
		}
	}
}

// reopen opens the index as a program that starts would, and mends nothing.
func reopen(s *setup) (*retrieval.Index, error) {
	for _, folder := range []string{"vectors-a", "vectors-b"} {
		store, err := openStore(filepath.Join(s.options.Dir, folder))
		if err != nil {
			return nil, err
		}
		if x, err := retrieval.Open(context.Background(), s.options.Dir, *s.embedder, store); err == nil {
			return x, nil
		} else if folder == "vectors-b" {
			return nil, err
		}
	}
	return nil, nil
}

// A folder that nobody may write to, and a path that is none.
func TestUnwritableFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions are another matter there")
	}
	s := newSetup(t, 3)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{filepath.Join(file, "index"), file, "/dev/full/index", "/proc/index"} {
		s.options.Dir = dir
		x, report, err := s.try(t)
		if x == nil || !errors.Is(err, retrieval.ErrNotSaved) || !strings.Contains(err.Error(), "hint: ") || report.Read != 3 {
			t.Errorf("in %s: %v", dir, err)
			continue
		}
		works(t, x, 1)
	}
	if data, _ := os.ReadFile(file); string(data) != "mine" {
		t.Error("the file in the way was written to")
	}
	if os.Getuid() == 0 {
		t.Log("running as root, which may write everywhere: folders without permission are not tried")
		return
	}
	dir := t.TempDir()
	s.options.Dir = filepath.Join(dir, "index")
	s.sync(t)
	for _, path := range []string{s.options.Dir, filepath.Join(s.options.Dir, "vectors-a")} {
		if err := os.Chmod(path, 0o555); err != nil {
			t.Fatal(err)
		}
		defer os.Chmod(path, 0o755)
	}
	if _, report := s.sync(t); report.Embedded != 0 {
		t.Errorf("an index that is up to date, read-only: %+v", report)
	}
	s.library.write(t, 5, "")
	x, _, err := s.try(t)
	if x == nil || !errors.Is(err, retrieval.ErrNotSaved) {
		t.Fatalf("a stale index, read-only: %v", err)
	}
	works(t, x, 5)
}

// An index that could not be saved is saved the next time.
func TestSavedLater(t *testing.T) {
	s := newSetup(t, 3)
	restore := disk.Fail(func(op, path string) error {
		if op == "write" {
			return syscall.ENOSPC
		}
		return nil
	})
	x, _, err := s.try(t)
	restore()
	if x == nil || !errors.Is(err, retrieval.ErrNotSaved) {
		t.Fatal(err)
	}
	s.options.Prev = x
	y, report := s.sync(t)
	if report.Embedded != 0 {
		t.Errorf("the vectors in memory were not used: %+v", report)
	}
	s.options.Prev = nil
	if z, report := s.sync(t); report.Embedded != 0 || z.Len() != y.Len() {
		t.Errorf("it was not saved: %+v", report)
	}
}
