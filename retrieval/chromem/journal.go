package chromem

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"verbatim/retrieval/internal/disk"
)

// The journal of a model:
//
//	8 bytes  journalMagic
//	32 bytes SHA-256 of the model's name
//
// and then, for each vector as it was computed,
//
//	4 bytes  length of the rest of the record, less the checksum, little-endian
//	4 bytes  CRC-32C of the rest
//	2 bytes  length of the key
//	key, and the vector's numbers, little-endian float32
//
// It only ever grows until the generation that it served is committed, and then
// goes. A kill can tear its last record at most: that is cut off. A record
// that was damaged otherwise is passed over.
const journalMagic = "VBJRN\x00\x01\n"

const (
	journalFront = len(journalMagic) + sha256.Size
	recordFront  = 8
	maxRecord    = 1 << 20
	syncEvery    = time.Second // how much work a loss of power may cost; a kill costs none of it
)

// journal is the file, opened for appending when the first vector comes. What
// was kept lies there alone and is read again where it is wanted.
type journal struct {
	path   string
	model  string
	whole  int64    // how much of what was there is good
	torn   int64    // how much after it is not
	past   *os.File // what was there, for reading; nil where nothing was
	file   disk.File
	open   bool
	synced time.Time
	buf    []byte
	end    int64 // where the next record begins
}

func journalName(model string) string {
	sum := sha256.Sum256([]byte(model))
	return "journal-" + hex.EncodeToString(sum[:8]) + ".vbj"
}

// openJournal opens the journal of a model, and tells of each vector that it has
// where that is.
func openJournal(dir, model string, each func(key string, dims int, at int64)) (*journal, error) {
	j := &journal{path: filepath.Join(dir, journalName(model)), model: model}
	f, err := disk.Open(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		return j, nil
	} else if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil {
		j.whole, err = readJournal(f, info.Size(), model, func(key string, v []float32, at int64) { each(key, len(v), at) })
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	j.past, j.torn = f, info.Size()-j.whole
	return j, nil
}

// readJournal tells of each good vector of a journal of size bytes, which is
// valid until it returns, and of the place of its record. It gives the place
// after the last of them, which is 0 if it is no journal of that model.
func readJournal(from io.Reader, size int64, model string, each func(key string, v []float32, at int64)) (whole int64, err error) {
	in := bufio.NewReaderSize(from, 256<<10)
	front := make([]byte, journalFront)
	if _, err := io.ReadFull(in, front); !bytes.Equal(front, journalStart(model)) {
		return 0, inFile(err)
	}
	whole = int64(journalFront)
	var record, start []byte
	dims := 0
	for at := whole; size-at >= recordFront; {
		start = slices.Grow(start[:0], recordFront)[:recordFront]
		if _, err := io.ReadFull(in, start); err != nil {
			return whole, inFile(err)
		}
		length := int64(binary.LittleEndian.Uint32(start))
		if length > maxRecord || length > size-at-recordFront {
			break
		}
		record = slices.Grow(record[:0], int(length))[:length]
		if _, err := io.ReadFull(in, record); err != nil {
			return whole, inFile(err)
		}
		good := crc32.Checksum(record, castagnoli) == binary.LittleEndian.Uint32(start[4:])
		here := at
		at += recordFront + length
		key, v := readRecord(record)
		if !good || v == nil || dims != 0 && len(v) != dims {
			continue
		}
		each(key, v, here)
		dims, whole = len(v), at
	}
	return whole, nil
}

// inFile gives an error of reading that is not that of a file's end, which may
// come early: another program may have cut it.
func inFile(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return nil
	}
	return err
}

// readRecord gives the key and the vector of a record, and no vector where the
// record is not one.
func readRecord(record []byte) (string, []float32) {
	if len(record) < 2 {
		return "", nil
	}
	n := int(binary.LittleEndian.Uint16(record))
	rest := record[2:]
	if n == 0 || n > len(rest) || (len(rest)-n)%4 != 0 {
		return "", nil
	}
	v := make([]float32, (len(rest)-n)/4)
	readVector(v, rest[n:])
	if _, err := lengthOf(v); err != nil {
		return "", nil
	}
	return string(rest[:n]), v
}

// append writes a vector at the end and tells where. After an error the journal
// takes no more.
func (j *journal) append(key string, v []float32) (at int64, err error) {
	if !j.open {
		if err := j.begin(); err != nil {
			return 0, err
		}
	}
	if len(key) > 1<<16-1 || 2+len(key)+4*len(v) > maxRecord {
		return 0, fmt.Errorf("a key of %d bytes and a vector of %d numbers are too much for one record", len(key), len(v))
	}
	b := append(j.buf[:0], 0, 0, 0, 0, 0, 0, 0, 0, byte(len(key)), byte(len(key)>>8))
	b = append(b, key...)
	b = appendVector(b, v)
	binary.LittleEndian.PutUint32(b, uint32(len(b)-recordFront))
	binary.LittleEndian.PutUint32(b[4:], crc32.Checksum(b[recordFront:], castagnoli))
	j.buf = b
	if _, err := j.file.Write(b); err != nil {
		return 0, err
	}
	at, j.end = j.end, j.end+int64(len(b))
	if time.Since(j.synced) < syncEvery {
		return at, nil
	}
	j.synced = time.Now()
	return at, j.file.Sync()
}

// read gives the vector of dims numbers that append wrote there under the key.
func (j *journal) read(at int64, key string, dims int) ([]float32, error) {
	b := slices.Grow(j.buf[:0], recordFront+2+len(key)+4*dims)[:recordFront+2+len(key)+4*dims]
	j.buf = b
	from := j.past
	if j.open {
		from = j.file.File
	}
	if from == nil {
		return nil, errors.New("reading the journal of vectors: it is closed")
	}
	if _, err := from.ReadAt(b, at); err != nil {
		return nil, fmt.Errorf("reading the journal of vectors: %w", err)
	}
	record := b[recordFront:]
	held, v := readRecord(record)
	if crc32.Checksum(record, castagnoli) != binary.LittleEndian.Uint32(b[4:]) || held != key || len(v) != dims {
		return nil, fmt.Errorf("the journal of vectors %s was changed while it was in use: make the index again", j.path)
	}
	return v, nil
}

// begin opens the file and cuts it back to its good records. One of which
// nothing is good is set aside.
func (j *journal) begin() error {
	if j.whole == 0 && j.torn > 0 {
		if err := disk.SetAside(j.path); err != nil {
			return err
		}
	}
	f, err := disk.Append(j.path)
	if err != nil {
		return err
	}
	j.file, j.open, j.synced = f, true, time.Now()
	if err := f.Truncate(j.whole); err != nil {
		return err
	}
	j.end = max(j.whole, int64(journalFront))
	if j.whole > 0 {
		return nil
	}
	_, err = f.Write(journalStart(j.model))
	return err
}

// journalStart gives the first bytes of a model's journal.
func journalStart(model string) []byte {
	sum := sha256.Sum256([]byte(model))
	return append([]byte(journalMagic), sum[:]...)
}

// close makes what was written last and closes the file.
func (j *journal) close() error {
	if j.past != nil {
		j.past.Close() // was read only, so an error is of no interest
		j.past = nil
	}
	if !j.open {
		return nil
	}
	j.open = false
	return errors.Join(j.file.Sync(), j.file.Close())
}
