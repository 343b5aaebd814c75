package main

import (
	"errors"
	"os"
	"path/filepath"
)

// checkApart sees to it that the index and the library are not in one another:
// the index's files would land among a person's documents, or the documents in
// a folder that may be deleted at any time. own is the user's own library,
// which is read where none is configured.
func (c Config) checkApart(m marks, own string) error {
	library, servers := c.Library.Path, c.Library.Servers
	if library == "" {
		library = own
	}
	if servers == "" && own != "" {
		servers = filepath.Join(filepath.Dir(own), "servers")
	}
	return errors.Join(c.checkApartFrom(m, "the library's folder", library), c.checkApartFrom(m, "the folder of what servers add", servers))
}

// checkApartFrom sees to it that the index and a folder of documents are not in
// one another; what names the folder.
func (c Config) checkApartFrom(m marks, what, folder string) error {
	if c.Index.Path == "" || folder == "" {
		return nil
	}
	var err error
	switch index, documents := resolved(c.Index.Path), resolved(folder); {
	case within(index, documents) && within(documents, index):
		err = m.errorf("index.path", "this is %s", what)
	case within(index, documents):
		err = m.errorf("index.path", "this lies within %s %s", what, folder)
	case within(documents, index):
		err = m.errorf("index.path", "%s %s lies within this one", what, folder)
	default:
		return nil
	}
	return withHint(err, "name a folder apart from the documents; without the key the index lies in your cache directory")
}

// resolved follows the symbolic links of a whole path, as far as it exists.
func resolved(path string) string {
	rest := ""
	for dir := filepath.Clean(path); ; dir = filepath.Dir(dir) {
		if real, err := filepath.EvalSymlinks(dir); err == nil {
			return filepath.Join(real, rest)
		}
		if dir == filepath.Dir(dir) {
			return filepath.Clean(path)
		}
		rest = filepath.Join(filepath.Base(dir), rest)
	}
}

// within tells whether a path is a folder or lies in it. Folders that exist are
// told by the system, since not every one minds the case of a name.
func within(path, folder string) bool {
	there, err := os.Stat(folder)
	for dir := path; ; dir = filepath.Dir(dir) {
		if dir == folder {
			return true
		}
		if here, statErr := os.Stat(dir); errors.Join(err, statErr) == nil && os.SameFile(here, there) {
			return true
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}
