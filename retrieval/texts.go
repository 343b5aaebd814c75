package retrieval

import (
	"log/slog"
	"os"
	"sync"

	"verbatim/retrieval/corpus"
	"verbatim/retrieval/internal/disk"
)

// The texts are most of what a library is, and a text is only looked into when a
// passage of it is found. So those of a large library are not held in memory: they
// are parts of a file that is mapped, be it the index's own (open.go) or, of
// documents that were read just now, a scratch file. Where the system cannot map
// files they are in memory.

// inMemory is how many bytes of text are in memory all the same, at most. A small
// library maps nothing.
const inMemory = 1 << 20

// scratch holds texts that were read, from several goroutines.
type scratch struct {
	dir string
	log *slog.Logger

	mu   sync.Mutex
	held int // bytes in memory
	file *os.File
	bad  bool   // whether the rest has to be held in memory
	next int64  // where in the file the next segment begins
	open string // the segment at hand
	used int
}

// segment is how much of the file is mapped at a time.
const segment = 16 << 20

// hold gives the same text, in the file if it can be there.
func (s *scratch) hold(text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held+len(text) <= inMemory {
		s.held += len(text)
		return text
	}
	if s.bad || text == "" {
		return text
	}
	out, err := s.put(text)
	if err != nil {
		s.bad = true
		s.log.Debug("texts are held in memory, as they cannot be in a file", "folder", s.dir, "why", err)
		return text
	}
	return out
}

func (s *scratch) put(text string) (string, error) {
	if s.used+len(text) > len(s.open) {
		if err := s.extend(int64(len(text))); err != nil {
			return "", err
		}
	}
	if _, err := (disk.File{File: s.file}).WriteAt([]byte(text), s.next-int64(len(s.open))+int64(s.used)); err != nil {
		return "", err
	}
	at := s.used
	s.used += len(text)
	return s.open[at:s.used], nil
}

// extend begins the next segment.
func (s *scratch) extend(least int64) (err error) {
	if s.file == nil {
		if s.file, err = disk.Scratch(s.dir, statementsStart, partEnd); err != nil {
			return err
		}
	}
	size := (max(least, segment) + disk.MapUnit - 1) / disk.MapUnit * disk.MapUnit
	if err := s.file.Truncate(s.next + size); err != nil {
		return err
	}
	m, err := disk.Map(s.file, s.next, size)
	if err != nil {
		return err
	}
	s.open, s.used, s.next = m, 0, s.next+size
	return nil
}

// inMemoryOf gives a statement whose text is in memory, for whoever goes through
// all of a library.
func inMemoryOf(s *corpus.Statement) *corpus.Statement {
	out := *s
	out.Text = disk.Copy(s.Text)
	return &out
}
