package library

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"verbatim/retrieval/corpus"
)

// texts lists what lies in the folder of the texts, with whether it is a file,
// and the folders there, each before those within it. It follows no link.
func (f *folder) texts() (files map[string]bool, dirs []string) {
	files = map[string]bool{}
	if info, err := f.root.Lstat(textsName); err != nil || !info.IsDir() {
		return files, nil
	}
	_ = fs.WalkDir(f.root.FS(), textsName, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil: // writing there says so
		case e.IsDir():
			dirs = append(dirs, name)
		default:
			files[name] = e.Type().IsRegular()
		}
		return nil
	})
	return files, dirs
}

func (f *folder) isThere(name string) bool {
	_, err := f.root.Lstat(name)
	return err == nil
}

// longestSums is the size of a list of checksums that is read.
const longestSums = 64 << 20

// sums reads the list of checksums, by path; nil where there is none.
func (f *folder) sums() map[string]string {
	data, err := f.read(sumsName, longestSums)
	if err != nil {
		return nil
	}
	out := map[string]string{}
	for line := range strings.Lines(string(data)) {
		sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if !ok || out[path.Join(textsName, name)] != "" {
			return nil
		}
		out[path.Join(textsName, name)] = sum
	}
	return out
}

// putText writes a statement's text, unless it is there. Whoever may read the
// document may read its text, and nobody else.
func (f *folder) putText(name string, st *corpus.Statement) error {
	mode := fs.FileMode(0o644)
	if info, err := f.root.Lstat(st.File); err == nil && info.Mode().IsRegular() {
		mode = info.Mode().Perm() &^ 0o111
	}
	if info, err := f.root.Lstat(name); err == nil && info.Mode().Perm() == mode && info.Size() == int64(len(st.Text)) {
		if data, err := f.read(name, int64(len(st.Text))); err == nil && string(data) == st.Text {
			return nil
		}
	}
	if err := f.textsFolder(path.Dir(name)); err != nil {
		return err
	}
	if err := f.writeAs(aside(name), []byte(st.Text), mode); err != nil {
		return err
	}
	if err := f.step("rename " + name); err != nil {
		return err
	}
	return f.root.Rename(aside(name), name)
}

// textsFolder makes a folder of texts, and those that it lies in, each as open
// as that of the documents.
func (f *folder) textsFolder(dir string) error {
	if f.isThere(dir) {
		return nil
	}
	of := "."
	if dir != textsName {
		if err := f.textsFolder(path.Dir(dir)); err != nil {
			return err
		}
		of = belowTexts(dir)
	}
	mode := fs.FileMode(0o755)
	for ; ; of = path.Dir(of) { // that of a document with parts is none
		if info, err := f.root.Stat(of); err == nil && info.IsDir() {
			mode = info.Mode().Perm()
			break
		}
		if of == "." {
			break
		}
	}
	if err := f.step("make " + dir); err != nil {
		return err
	}
	if err := f.root.Mkdir(dir, mode|0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// writeAs is write for a file that is open to some only.
func (f *folder) writeAs(name string, data []byte, mode fs.FileMode) error {
	if err := f.step("write " + name); err != nil {
		return err
	}
	file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode|0o200)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Chmod(mode), file.Sync(), file.Close())
}

// belowTexts is a path within the folder of the texts.
func belowTexts(name string) string { return strings.TrimPrefix(name, textsName+"/") }

// longestText is how many bytes of a name are kept in that of a text.
const longestText = 180

// textNames gives statements the paths of their texts: that of the document
// without its ending, and what names the statement in it. They are the
// statement's ID, but for what is not safe in a name or taken already: then a
// part of the ID's checksum stands behind.
type textNames struct{ files, dirs map[string]bool }

func newTextNames() *textNames { return &textNames{map[string]bool{}, map[string]bool{}} }

func (n *textNames) of(st *corpus.Statement) string {
	id := strings.TrimPrefix(strings.TrimPrefix(st.ID, st.Scope+":"), "./")
	parts := strings.Split(id, "/")
	for i, part := range parts {
		parts[i] = textName(part)
	}
	name := strings.Join(parts, "/") + ".txt"
	if !n.free(name) {
		name = marked(textName(path.Base(id)), st.ID) + ".txt"
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		n.dirs[foldedName(dir)] = true
	}
	n.files[foldedName(name)] = true
	return path.Join(textsName, name)
}

// free tells whether a path neither is taken nor leads through a file.
func (n *textNames) free(name string) bool {
	name = foldedName(name)
	if n.files[name] || n.dirs[name] {
		return false
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if n.files[dir] {
			return false
		}
	}
	return true
}

// foldedName gives a name as systems know it again that do not mind the case.
func foldedName(name string) string { return strings.ToLower(norm.NFC.String(name)) }

// textName makes one part of an ID safe as a name on every system.
func textName(part string) string {
	safe := strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) || strings.ContainsRune(`<>:"|?*\`, r) {
			return '-'
		}
		return r
	}, part)
	for len(safe) > longestText {
		_, size := utf8.DecodeLastRuneInString(safe)
		safe = safe[:len(safe)-size]
	}
	safe = strings.TrimRight(safe, ". ")
	if strings.HasPrefix(safe, ".") || safe == "" || reserved.MatchString(strings.Split(safe, ".")[0]) {
		safe = "document" + safe
	}
	if safe == part {
		return part
	}
	return marked(safe, part)
}

// marked tells a name from others by what it was made of.
func marked(name, of string) string { return name + "-" + corpus.Hash(of)[:12] }

// sorted gives the keys of a map in order.
func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
