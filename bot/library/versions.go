package library

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"time"

	"verbatim/retrieval/corpus"
	"verbatim/retrieval/corpus/reader"
)

// versionsName is the folder, hidden from whoever reads the library, in which
// the bytes are that stood at an address before.
const versionsName = ".versions"

// versionsOf is the folder of a document's earlier versions.
func versionsOf(file string) string { return path.Join(versionsName, file) }

// setAside copies a document to its earlier versions, where it stays.
func (f *folder) setAside(h Recorded) (corpus.Version, error) {
	data, err := f.read(h.File, reader.MaxBytes)
	if err != nil {
		return corpus.Version{}, err
	}
	sum := corpus.Hash(string(data))
	v := corpus.Version{Retrieved: h.Retrieved, SHA256: sum, Text: h.Text, File: path.Join(versionsOf(h.File), sum[:16]+path.Ext(h.File))}
	if sum != h.SHA256 { // somebody changed it
		v.Retrieved, v.Text = time.Time{}, ""
	}
	if err := f.root.MkdirAll(versionsOf(h.File), 0o755); err != nil { // the document may lie in a folder of its own
		return v, err
	}
	if held, err := f.read(v.File, reader.MaxBytes); err == nil && bytes.Equal(held, data) {
		return v, nil
	}
	return v, f.replace(v.File, data)
}

// setSidecarAside copies what was said of a document to its earlier versions,
// beside the version that it was said of.
func (f *folder) setSidecarAside(file string, v corpus.Version) error {
	_, sidecar, err := f.both(file)
	if err != nil || sidecar == nil {
		return err
	}
	return f.replace(v.File+sidecarEndings[0], sidecar)
}

// exchange puts a document in place of one of the same name, with what is said of
// it. Words and what is said of them change together: both are written aside, and
// the new record, which has the checksum of the new document, decides. A program
// killed before that leaves all as it was, and after it the next one goes on
// (goOn).
func (f *folder) exchange(name string, data, sidecar, record []byte) error {
	side, err := f.sidecarFor(name)
	if err != nil {
		return err
	}
	if sidecar != nil {
		if err := f.write(aside(side), sidecar); err != nil {
			return err
		}
	}
	if err := f.write(aside(name), data); err != nil {
		return err
	}
	if err := f.replace(name+corpus.RecordEnding, record); err != nil {
		return err
	}
	return f.takePlaces(name, side)
}

// takePlaces gives a document and its sidecar, both aside, their places, one
// right after the other.
func (f *folder) takePlaces(name, side string) error {
	if f.there(aside(side)) {
		if err := f.step("rename " + side); err != nil {
			return err
		}
		if err := f.root.Rename(aside(side), side); err != nil {
			return err
		}
	}
	return f.rename(aside(name), name)
}

// sidecarFor is where a document's sidecar is, or comes to be.
func (f *folder) sidecarFor(name string) (string, error) {
	side, err := f.sidecarOf(name)
	if side == "" {
		side = corpus.Stem(name) + sidecarEndings[0]
	}
	return side, err
}

// goOn ends an exchange that was decided when its program was killed. It tells
// whether there was one.
func (f *folder) goOn(name string) (bool, error) {
	r, err := f.record(name)
	if err != nil {
		return false, nil // without a record there was none
	}
	data, err := f.read(aside(name), reader.MaxBytes)
	if err != nil || corpus.Hash(string(data)) != r.SHA256 {
		return false, nil // it is not whole
	}
	side, err := f.sidecarFor(name)
	if err != nil {
		return false, err
	}
	return true, f.takePlaces(name, side)
}

// replace writes a file whole, in place of one that may be there.
func (f *folder) replace(name string, data []byte) error {
	if err := f.root.Remove(aside(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := f.write(aside(name), data); err != nil {
		return err
	}
	return f.rename(aside(name), name)
}

// record reads the record beside a document.
func (f *folder) record(file string) (corpus.Record, error) {
	data, err := f.read(file+corpus.RecordEnding, longestRecord)
	if err != nil {
		return corpus.Record{}, err
	}
	return corpus.ParseRecord(data)
}

// saysSame tells whether the sidecar beside a document is this one.
func (f *folder) saysSame(file string, sidecar []byte) (bool, error) {
	_, held, err := f.both(file)
	return bytes.Equal(held, sidecar), err
}

func stepOf(step func(string) error) func(string) error {
	if step == nil {
		return func(string) error { return nil }
	}
	return step
}
