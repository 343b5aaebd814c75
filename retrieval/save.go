package retrieval

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"verbatim/retrieval/internal/disk"
	"verbatim/retrieval/internal/pack"
)

// The files of an index, in its folder: the manifest; the statements with their
// texts, spans and keys; the postings of package lexical; and one folder for
// the store. The names of all but the manifest come from their content, so
// that writing a new index leaves the files of the old one alone until the
// manifest names the new ones.
const (
	manifestName    = "index.json"
	statementsStart = "statements-"
	postingsStart   = "postings-"
	partEnd         = ".vbi"
	storeStart      = "vectors-"
	statementsMagic = "VBSTM\x00\x02\n" // the first had all that is known in one JSON array, and no hashes
)

func isPart(name string) bool {
	return strings.HasSuffix(name, partEnd) &&
		(strings.HasPrefix(name, statementsStart) || strings.HasPrefix(name, postingsStart))
}

// Save writes the index to a folder, all but its vectors, which are the
// store's. Whatever happens, the folder holds the index that it held before,
// whole, or this one. The error is ErrNotSaved.
func (x *Index) Save(dir string) error {
	if err := x.save(dir); err != nil {
		return &NotSavedError{Dir: dir, Err: err}
	}
	return nil
}

func (x *Index) save(dir string) (err error) {
	m := x.manifest
	m.Passages = len(x.spans)
	postings := func(w io.Writer) error {
		_, err := x.words.WriteTo(w)
		return err
	}
	if err := disk.MakeDir(dir); err != nil {
		return err
	}
	if m.Statements, err = writePart(dir, statementsStart, x.packStatements); err != nil {
		return err
	}
	if m.Postings, err = writePart(dir, postingsStart, postings); err != nil {
		return err
	}
	if err := disk.SyncDir(dir); err != nil {
		return err
	}
	if err := writeManifest(dir, &m); err != nil {
		return err
	}
	x.manifest = m
	return nil
}

// writeManifest makes the manifest name another index: the moment at which the
// folder's content changes.
func writeManifest(dir string, m *manifest) error {
	data, err := m.seal()
	if err != nil {
		return err
	}
	err = disk.Write(filepath.Join(dir, manifestName), func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	if err != nil {
		return err
	}
	return disk.SyncDir(dir)
}

// writePart writes a file named by its content, which is made twice: once for
// its name. It may be as large as the library, and is never in memory as a whole.
func writePart(dir, start string, content func(io.Writer) error) (part, error) {
	sum := sha256.New()
	size := counter{}
	if err := content(io.MultiWriter(sum, &size)); err != nil {
		return part{}, err
	}
	p := part{Size: size.n, SHA256: hex.EncodeToString(sum.Sum(nil))}
	p.Name = start + p.SHA256[:16] + partEnd
	return p, disk.Write(filepath.Join(dir, p.Name), content)
}

// counter counts the bytes written to it.
type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

// packStatements writes the statements' file: of each one what is known of it, as
// JSON, its text, voices and passages.
func (x *Index) packStatements(to io.Writer) error {
	w := pack.Writer{Bytes: []byte(statementsMagic)}
	w.Uint(uint64(len(x.statements)))
	for i, s := range x.statements {
		bare := *s
		bare.Text = ""
		known, err := json.Marshal(bare)
		if err != nil {
			return fmt.Errorf("writing what is known of %s: %w", s.ID, err)
		}
		w.String(string(known))
		w.String(disk.Copy(s.Text))
		w.Strings(x.headers[i].Voices)
		w.Uint(uint64(x.passagesOf(i)))
		for at := x.first[i]; at < x.first[i+1]; at++ {
			x.packPassage(&w, at)
		}
		if _, err := to.Write(w.Bytes); err != nil {
			return err
		}
		w.Bytes = w.Bytes[:0]
	}
	_, err := to.Write(w.Bytes)
	return err
}

func (x *Index) packPassage(w *pack.Writer, at int32) {
	s := x.spans[at]
	w.Uint(uint64(s.start))
	w.Uint(uint64(s.end - s.start))
	w.Uint(uint64(s.ordinal))
	w.String(x.numbers[s.paragraph])
	w.Uint(uint64(s.headStart))
	w.Uint(uint64(s.headEnd - s.headStart))
	w.Bytes = append(append(w.Bytes, s.words[:]...), s.key[:]...)
}
