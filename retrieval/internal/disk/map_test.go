package disk

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"unsafe"
)

func mappable(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("files are not mapped here")
	}
}

// What is mapped is what the file has, also once it is removed; a copy lies
// elsewhere.
func TestMap(t *testing.T) {
	mappable(t)
	path := filepath.Join(t.TempDir(), "file")
	want := strings.Repeat("words that were said ", 10_000)
	if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int64{0, MapUnit} {
		got, err := Map(f, at, int64(len(want))-at)
		if err != nil {
			t.Fatal(err)
		}
		if err := Remove(path); err != nil {
			t.Fatal(err)
		}
		if got != want[at:] {
			t.Fatalf("from %d on it is another text", at)
		}
		part := got[100:2000]
		own := Copy(part)
		if own != part || unsafe.StringData(own) == unsafe.StringData(part) {
			t.Error("the copy is another text, or no copy")
		}
		if last := got[len(got)-7:]; Copy(last) != last {
			t.Error("the copy of the end is another text")
		}
	}
	if own := Copy(want); unsafe.StringData(own) != unsafe.StringData(want) {
		t.Error("what lies in memory was copied")
	}
	if Copy("") != "" {
		t.Error("nothing became something")
	}
	if _, err := Map(f, 0, 0); err == nil {
		t.Error("nothing was mapped")
	}
}

// A scratch file leaves nothing behind.
func TestScratch(t *testing.T) {
	mappable(t)
	dir := t.TempDir()
	f, err := Scratch(dir, "texts-", ".x")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (File{f}).WriteAt([]byte("words"), MapUnit); err != nil {
		t.Fatal(err)
	}
	if got, err := Map(f, MapUnit, 5); got != "words" || err != nil {
		t.Errorf("%q came back (%v)", got, err)
	}
	if list, err := os.ReadDir(dir); len(list) > 0 || err != nil {
		t.Errorf("%v is left (%v)", list, err)
	}
	defer Fail(func(op, _ string) error {
		if op == "create" || op == "map" {
			return syscall.ENOSPC
		}
		return nil
	})()
	if _, err := Scratch(dir, "texts-", ".x"); err == nil {
		t.Error("a scratch file was made where none can be")
	}
	if _, err := Map(f, 0, 5); err == nil {
		t.Error("a file was mapped that cannot be")
	}
}
