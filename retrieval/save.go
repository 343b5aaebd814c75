package retrieval

import (
	"bytes"
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
	statementsMagic = "VBSTM\x00\x01\n"
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
	statements, err := x.packStatements()
	if err != nil {
		return err
	}
	var postings bytes.Buffer
	if _, err := x.words.WriteTo(&postings); err != nil {
		return err
	}
	if err := disk.MakeDir(dir); err != nil {
		return err
	}
	if m.Statements, err = writePart(dir, statementsStart, statements); err != nil {
		return err
	}
	if m.Postings, err = writePart(dir, postingsStart, postings.Bytes()); err != nil {
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

// writePart writes a file named by its content.
func writePart(dir, start string, data []byte) (part, error) {
	sum := sha256.Sum256(data)
	p := part{Size: int64(len(data)), SHA256: hex.EncodeToString(sum[:])}
	p.Name = start + p.SHA256[:16] + partEnd
	return p, disk.Write(filepath.Join(dir, p.Name), func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// packStatements gives the statements' file: what is known of them as one JSON
// array, then each one's text, voices and passages.
func (x *Index) packStatements() ([]byte, error) {
	meta := make([]json.RawMessage, len(x.statements))
	for i, s := range x.statements {
		bare := *s
		bare.Text = ""
		data, err := json.Marshal(bare)
		if err != nil {
			return nil, fmt.Errorf("writing what is known of %s: %w", s.ID, err)
		}
		meta[i] = data
	}
	all, err := json.Marshal(meta)
	if err != nil {
		return nil, err
	}
	w := pack.Writer{Bytes: []byte(statementsMagic)}
	w.String(string(all))
	for i, s := range x.statements {
		w.String(s.Text)
		w.Strings(x.headers[i].Voices)
		w.Uint(uint64(x.first[i+1] - x.first[i]))
		for at := x.first[i]; at < x.first[i+1]; at++ {
			p := x.passages[at]
			w.Uint(uint64(p.Start))
			w.Uint(uint64(p.End - p.Start))
			w.Uint(uint64(p.Ordinal))
			w.String(p.Paragraph)
			key, err := hex.DecodeString(x.keys[at])
			if err != nil {
				return nil, err
			}
			w.String(string(key))
		}
	}
	return w.Bytes, nil
}
