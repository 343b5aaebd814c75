package state

import (
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
)

// Where things stand in a file of bbolt's: each of its first two pages has,
// behind a header of 16 bytes, a record of the file's state, the newer of which
// counts.
const (
	metaAt     = 16
	metaSize   = 64
	metaMagic  = 0xED0CDAED
	atPageSize = 8  // in the record
	atPages    = 40 // how many pages the file has
	atTx       = 48
)

var (
	errEmpty     = errors.New("it is empty")
	errTruncated = errors.New("its end is missing")
)

// sound tells what is wrong with a file's length. bbolt maps a file as long as
// its record says; where the end was cut away it would read what is not there.
// A file that is not there is sound, and what is no file of bbolt's it tells itself.
func sound(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return nil // opening it in earnest says why
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	if info.Size() == 0 {
		return errEmpty
	}
	pages, size := pagesOf(f)
	if pages > 0 && uint64(info.Size())/size < pages {
		return errTruncated
	}
	return nil
}

// pagesOf reads of the newer record how many pages the file should have, and
// of what size; 0 where there is none to be read.
func pagesOf(f io.ReaderAt) (pages, size uint64) {
	newest, at := uint64(0), int64(0)
	for range 2 {
		record := make([]byte, metaSize)
		if _, err := f.ReadAt(record, at+metaAt); err != nil || binary.LittleEndian.Uint32(record) != metaMagic {
			return pages, size
		}
		if tx := binary.LittleEndian.Uint64(record[atTx:]); tx >= newest {
			newest, pages, size = tx, binary.LittleEndian.Uint64(record[atPages:]), uint64(binary.LittleEndian.Uint32(record[atPageSize:]))
		}
		if size < 512 || size > 1<<20 {
			return 0, 0
		}
		at = int64(size)
	}
	return pages, size
}
