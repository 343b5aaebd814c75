//go:build unix

package corpus

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestHostileFolder: a folder on disk with all that a folder may hold. Nothing
// blocks, nothing large is read, and the one good document is there.
func TestHostileFolder(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	write("good.txt", "Chair,\n\nWords.")
	write("sub/loop-here.txt", "Chair,\n\nMore words.")
	must(os.Symlink(dir, filepath.Join(dir, "sub", "loop")))
	must(os.Symlink("/etc/passwd", filepath.Join(dir, "outside.txt")))
	must(os.Symlink("self", filepath.Join(dir, "self")))
	must(syscall.Mkfifo(filepath.Join(dir, "pipe.txt"), 0o644))
	big, err := os.Create(filepath.Join(dir, "big.txt"))
	must(err)
	must(big.Truncate(200 << 20))
	must(big.Close())
	write("secret.txt", "Chair,\n\nSecret.")
	write("closed/x.txt", "Chair,\n\nSecret.")
	must(os.Chmod(filepath.Join(dir, "secret.txt"), 0))
	must(os.Chmod(filepath.Join(dir, "closed"), 0))
	t.Cleanup(func() { os.Chmod(filepath.Join(dir, "closed"), 0o755) })
	deep := dir
	for range 40 {
		deep = filepath.Join(deep, "d")
	}
	must(os.MkdirAll(deep, 0o755))

	start := time.Now()
	lib, err := Load(context.Background(), []Source{{Name: dir, Dir: dir, Grade: Supplied}}, nil)
	must(err)
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("took %v", d)
	}
	want := map[string]string{
		"sub/loop": "link", "outside.txt": "link", "self": "link", "pipe.txt": "pipe", "big.txt": "200 MB", "d/d/": "too deep",
	}
	if os.Geteuid() != 0 { // root reads everything
		want["secret.txt"], want["closed"] = "may not be read", "may not be read"
	}
	for name, reason := range want {
		if !slices.ContainsFunc(lib.Failed, func(f Failure) bool {
			return strings.Contains(f.File, "/"+name) && strings.Contains(f.Reason, reason) && f.Fix != ""
		}) {
			t.Errorf("%s is not named as %q in %v", name, reason, lib.Failed)
		}
	}
	for _, id := range []string{"good", "sub/loop-here"} {
		if !slices.ContainsFunc(lib.Statements, func(s *Statement) bool { return s.ID == id }) {
			t.Errorf("%s is not there", id)
		}
	}
	for _, s := range lib.Statements {
		if strings.Contains(s.Text, "root:") {
			t.Errorf("%s was read through a link", s.ID)
		}
	}
}
