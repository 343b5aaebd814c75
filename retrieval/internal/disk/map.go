package disk

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"unsafe"
)

// mapping is a part of a file that is mapped. It is so until the program ends:
// what was made of its bytes is in the hands of others, who cannot be asked whether
// they still need it.
type mapping struct {
	bytes []byte
	file  *os.File
	at    int64 // where they begin in the file
}

var mapped struct {
	sync.RWMutex
	all []mapping
}

// Map gives a file's bytes from an offset on, which must be a multiple of
// MapUnit, as a string that takes no memory but for what was read of it, which
// the system can take back. The string is valid until the program ends, also when
// the file is removed; but the file must not be cut or written to by anybody but
// its own program, so it must be one that is only ever replaced. It has to stay
// open, if no error is given. Where files cannot be mapped there is one.
func Map(f *os.File, at, size int64) (string, error) {
	if err := check("map", f.Name()); err != nil {
		return "", err
	}
	if size <= 0 || size != int64(int(size)) {
		return "", fmt.Errorf("%d bytes cannot be mapped", size)
	}
	m, err := mapFile(f, at, size)
	if err != nil {
		return "", fmt.Errorf("mapping %s: %w", f.Name(), err)
	}
	mapped.Lock()
	defer mapped.Unlock()
	mapped.all = append(mapped.all, mapping{m, f, at})
	return unsafe.String(unsafe.SliceData(m), len(m)), nil
}

// Copy gives a string that lies in memory: itself, or what the file has if it is
// part of what Map gave. Who goes through all of a file uses it, so that not all
// of it comes to lie in memory at once.
func Copy(s string) string {
	mapped.RLock()
	defer mapped.RUnlock()
	for _, m := range mapped.all {
		at := uintptr(unsafe.Pointer(unsafe.StringData(s))) - uintptr(unsafe.Pointer(unsafe.SliceData(m.bytes)))
		if s == "" || at >= uintptr(len(m.bytes)) {
			continue
		}
		b := make([]byte, len(s))
		if _, err := m.file.ReadAt(b, m.at+int64(at)); err != nil {
			return s
		}
		return unsafe.String(unsafe.SliceData(b), len(b))
	}
	return s
}

// MapUnit is what places in a file to be mapped are multiples of: the largest page
// that systems have, and Windows' granularity.
const MapUnit = 64 << 10

// Scratch opens a file in a folder for what one program needs while it runs. Its
// name is start, some digits and end with Temporary behind it; where the system
// can do that it has none at once, so that nothing of it is left behind.
func Scratch(dir, start, end string) (*os.File, error) {
	if err := check("create", filepath.Join(dir, start+end+Temporary)); err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(dir, start+"*"+end+Temporary)
	if err == nil {
		os.Remove(f.Name())
	}
	return f, err
}
