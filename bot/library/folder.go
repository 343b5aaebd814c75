package library

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"verbatim/retrieval/corpus"
)

// A document without its sidecar could be credited to somebody who never said
// it, and a sidecar without its document is of no use. So both are written
// aside, and the sidecar takes its place before the document; taking a document
// out goes the other way round. As long as the document's file aside is there,
// the two are half there: mend takes both out, so a program killed at any
// moment leaves nothing when the next one comes. Nothing here follows a link.

// folder is where documents are put.
type folder struct {
	root *os.Root
	step func(string) error // called before each step; tests end the program there
}

// asideEnd ends the names of files that are no part of the library yet, or any
// more; they begin with a dot, so that reading the library passes over them.
const asideEnd = ".verbatim-tmp"

func aside(name string) string {
	dir, base := path.Split(name)
	return dir + "." + base + asideEnd
}

// sidecarEndings are those that a document's sidecar may have, ours first.
var sidecarEndings = []string{".toml", ".TOML", ".Toml"}

// openFolder opens a folder of documents, and takes out what a killed program
// left half there.
func openFolder(root *os.Root, step func(string) error) (*folder, error) {
	if step == nil {
		step = func(string) error { return nil }
	}
	f := &folder{root, step}
	return f, f.mend()
}

func (f *folder) close() { _ = f.root.Close() }

// put keeps a document and, unless it is nil, its sidecar. The name is free. On an
// error mend takes out what is there of it.
func (f *folder) put(name string, data, sidecar []byte) error {
	return f.putAll(name, data, sidecar, nil)
}

// putAll is put for a document that was fetched: record says how; nil where it
// was not.
func (f *folder) putAll(name string, data, sidecar, record []byte) error {
	if err := f.write(aside(name), data); err != nil {
		return err
	}
	if sidecar != nil {
		if err := f.replace(corpus.Stem(name)+sidecarEndings[0], sidecar); err != nil {
			return err
		}
	}
	if record != nil {
		if err := f.replace(name+corpus.RecordEnding, record); err != nil {
			return err
		}
	}
	return f.rename(aside(name), name)
}

// take takes a document out, and its sidecar.
func (f *folder) take(name string) error {
	side, err := f.sidecarOf(name)
	if err != nil {
		return err
	}
	if err := f.rename(name, aside(name)); err != nil {
		return err
	}
	return f.clear(name, side, true)
}

// clear removes the sidecar of a document that is aside, its record where the
// sidecar goes too or there is none, and then that.
func (f *folder) clear(name, side string, record bool) error {
	beside := []string{side}
	if record {
		beside = append(beside, name+corpus.RecordEnding)
	}
	for _, one := range append(beside, aside(name)) {
		if one == "" {
			continue
		}
		if err := f.step("remove " + one); err != nil {
			return err
		}
		if err := f.root.Remove(one); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := f.sync(path.Dir(name)); err != nil {
			return err
		}
	}
	return nil
}

// mend finishes what a killed program had begun to exchange, and takes out what
// is half there, in the folder and those within it.
func (f *folder) mend() error {
	if err := f.resume(); err != nil {
		return err
	}
	var dirs []string
	err := fs.WalkDir(f.root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // reading the library says so
		case !e.IsDir():
			return nil
		case name != "." && name != versionsName && strings.HasPrefix(e.Name(), "."):
			return fs.SkipDir
		}
		dirs = append(dirs, name)
		return nil
	})
	for _, dir := range dirs {
		err = errors.Join(err, f.mendIn(dir))
	}
	return err
}

func (f *folder) mendIn(dir string) error {
	names, err := f.names(dir)
	if err != nil {
		return err
	}
	for _, one := range names {
		name, ok := strings.CutSuffix(strings.TrimPrefix(one, "."), asideEnd)
		if !ok || !strings.HasPrefix(one, ".") {
			continue
		}
		side, gone := "", !corpus.PassedOver(name) && !slices.Contains(names, name)
		name = path.Join(dir, name)
		if gone {
			if side, err = f.sidecarOf(name); err != nil {
				return err
			}
		}
		if err := f.clear(name, side, gone); err != nil {
			return err
		}
	}
	return nil
}

// sidecarOf finds the sidecar that belongs to a document and to no other one;
// empty where there is none. The document itself need not be there.
func (f *folder) sidecarOf(name string) (string, error) {
	dir, base := path.Split(name)
	names, err := f.names(path.Clean(dir))
	if err != nil {
		return "", err
	}
	shares := func(other string) bool {
		return other != base && !corpus.PassedOver(other) && corpus.Stem(other) == corpus.Stem(base)
	}
	for _, stem := range []string{base, corpus.Stem(base)} {
		for _, ending := range sidecarEndings {
			if slices.Contains(names, stem+ending) && (stem == base || !slices.ContainsFunc(names, shares)) {
				return dir + stem + ending, nil
			}
		}
	}
	return "", nil
}

// read gives the bytes of a document or sidecar: a regular file of at most most
// bytes.
func (f *folder) read(name string, most int64) ([]byte, error) {
	info, err := f.root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > most {
		return nil, fmt.Errorf("%s is no file of a document's size", name)
	}
	file, err := f.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, most))
}

// write writes a new file, so that its bytes are on the disk.
func (f *folder) write(name string, data []byte) error {
	if err := f.step("write " + name); err != nil {
		return err
	}
	file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Sync(), file.Close())
}

func (f *folder) rename(from, to string) error {
	if err := f.step("rename " + to); err != nil {
		return err
	}
	if err := f.root.Rename(from, to); err != nil {
		return err
	}
	return f.sync(path.Dir(to))
}

// sync makes what was renamed and removed in a folder last, where the file
// system can.
func (f *folder) sync(dir string) error {
	d, err := f.root.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync() // not every system can; there is nothing to be done about it
	return d.Close()
}

// names lists a folder.
func (f *folder) names(dir string) ([]string, error) {
	d, err := f.root.Open(dir)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	names, err := d.Readdirnames(-1)
	slices.Sort(names)
	return names, err
}

// taken tells whether a document's stem is taken in the folder, on systems too
// that do not mind the case of a name.
func (f *folder) taken() (func(stem string) bool, error) {
	names, err := f.names(".")
	if err != nil {
		return nil, err
	}
	folded := func(s string) string { return strings.ToLower(norm.NFC.String(s)) }
	stems := map[string]bool{}
	for _, name := range names {
		stems[folded(name)], stems[folded(corpus.Stem(name))] = true, true
	}
	return func(stem string) bool { return stems[folded(stem)] }, nil
}

// holds counts the documents of a folder, and the bytes of all its files but for
// those that lie in hidden folders.
func (f *folder) holds() (documents int, bytes int64, err error) {
	err = fs.WalkDir(f.root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && name != "." && strings.HasPrefix(e.Name(), "."):
			return fs.SkipDir
		case e.IsDir():
			return nil
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		bytes += info.Size()
		if !corpus.PassedOver(name) {
			documents++
		}
		return nil
	})
	return documents, bytes, err
}
