package library

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
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

// removeVersions removes a document's earlier versions, those included that lie
// under another name since it took that document's place. Two documents may have
// versions in one folder, where one has taken a name that the other gave up: what
// another's record names stays.
func (f *folder) removeVersions(file string) error {
	all, err := f.recorded()
	if err != nil {
		return err
	}
	others := map[string]bool{}
	gone := map[string]bool{versionsOf(file): true}
	for _, r := range all {
		for _, v := range r.Earlier {
			if dir := path.Dir(v.File); r.File == file && strings.HasPrefix(path.Clean(dir), versionsName+"/") {
				gone[dir] = true
			}
			if r.File != file {
				others[v.File], others[v.File+sidecarEndings[0]] = true, true
			}
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(gone)) {
		if err := f.removeBut(dir, others); err != nil {
			return err
		}
	}
	return nil
}

// removeBut removes the files of a folder but for some, and the folder where it
// is empty then.
func (f *folder) removeBut(dir string, but map[string]bool) error {
	names, err := f.names(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	left := false
	for _, name := range names {
		name = path.Join(dir, name)
		info, err := f.root.Lstat(name)
		if err == nil && info.IsDir() || but[name] {
			left = true
			continue
		}
		if err := f.remove(name); err != nil {
			return err
		}
	}
	if left {
		return nil
	}
	return f.remove(dir)
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
