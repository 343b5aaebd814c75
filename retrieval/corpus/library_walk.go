package corpus

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"verbatim/retrieval/corpus/reader"
)

// maxDepth is how deep folders may lie within each other.
const maxDepth = 32

// statesFileName is the file at a library's top that extends the States.
const statesFileName = "states.toml"

// walker lists what a source holds.
type walker struct {
	src      Source
	found    []*found
	sidecars map[string]fs.FileInfo // by path
	records  map[string]fs.FileInfo // of fetched documents, by path
	own      fs.FileInfo            // of states.toml, nil where there is none
	ownSum   string
	failed   []Failure
}

// walk lists a source's documents and sidecars without opening any of them.
func walk(ctx context.Context, src Source) (*walker, error) {
	src = src.filled()
	if src.Scope != "" && !ValidScope(src.Scope) {
		return nil, fmt.Errorf("library %s: its scope %q is no server's ID", src.Name, src.Scope)
	}
	w := &walker{src: src, sidecars: map[string]fs.FileInfo{}, records: map[string]fs.FileInfo{}}
	entries, err := top(src)
	if err != nil && src.Scope != "" {
		w.failWith(".", err)
		return w, ctx.Err()
	}
	if err != nil {
		return nil, unreadable(src, err)
	}
	if err := w.folder(ctx, ".", entries, 0); err != nil {
		return nil, err
	}
	w.pair()
	return w, nil
}

// filled gives the source with what follows from the rest of it.
func (s Source) filled() Source {
	if s.FS == nil {
		s.FS = os.DirFS(s.Dir)
	}
	if s.Name == "" {
		s.Name = s.Dir
	}
	return s
}

// top lists a source's folder.
func top(src Source) ([]fs.DirEntry, error) {
	info, err := statTop(src)
	if err == nil && !info.IsDir() {
		err = errors.New("it is a file, not a folder")
	}
	if err != nil {
		return nil, err
	}
	return fs.ReadDir(src.FS, ".")
}

func statTop(src Source) (fs.FileInfo, error) {
	if src.Dir != "" {
		return os.Stat(src.Dir)
	}
	return fs.Stat(src.FS, ".")
}

// folder goes through a folder's entries, which come sorted by name.
func (w *walker) folder(ctx context.Context, dir string, entries []fs.DirEntry, depth int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch {
		case ignored(e.Name()):
		case e.Type()&fs.ModeSymlink != 0:
			w.fail(name, "is a link, and links are not followed", "put the file itself there")
		case e.IsDir():
			if savedWith(e.Name(), entries) {
				continue
			}
			if err := w.sub(ctx, name, depth+1); err != nil {
				return err
			}
		case !e.Type().IsRegular():
			w.fail(name, "is a pipe, a socket or a device, not a file", "remove it from the library")
		default:
			w.file(name, e)
		}
	}
	return nil
}

func (w *walker) sub(ctx context.Context, dir string, depth int) error {
	if depth > maxDepth {
		w.fail(dir, "lies too deep in folders within folders", "move it up")
		return nil
	}
	entries, err := fs.ReadDir(w.src.FS, dir)
	if err != nil {
		w.failWith(dir, err)
		if len(entries) == 0 {
			return nil
		}
	}
	return w.folder(ctx, dir, entries, depth)
}

func (w *walker) file(name string, e fs.DirEntry) {
	info, err := e.Info()
	if err != nil {
		w.failWith(name, err)
		return
	}
	switch {
	case name == statesFileName:
		w.own = info
		if w.src.Scope != "" {
			w.fail(name, "is ignored: a server's documents change no names", "remove it")
		}
	case strings.EqualFold(path.Ext(name), ".toml"):
		w.sidecars[name] = info
	case path.Ext(name) == RecordEnding:
		w.records[name] = info
	default:
		w.found = append(w.found, &found{src: w.src, path: name, info: info})
	}
}

// pair gives each document its sidecar: NAME.toml, or NAME.EXT.toml where
// documents of one name have different things said of them. A sidecar that
// belongs to none is named, since its document is what somebody misses.
func (w *walker) pair() {
	used := map[string]bool{}
	for _, d := range w.found {
		for _, stem := range []string{d.path, stemOf(d.path)} {
			if name, ok := w.sidecarOf(stem); ok && d.sidecar == "" {
				d.sidecar, d.sidecarInfo = name, w.sidecars[name]
			}
		}
		used[d.sidecar] = true
		if _, ok := w.records[d.path+RecordEnding]; ok && w.src.Scope == "" {
			d.record = d.path + RecordEnding
			d.recordInfo = w.records[d.record]
		}
	}
	for name := range w.sidecars {
		if !used[name] {
			w.fail(name, "describes a document that is not there", "put the document beside it, named "+path.Base(stemOf(name))+" with .txt, .md or .html, or remove it")
		}
	}
}

func (w *walker) sidecarOf(stem string) (string, bool) {
	for _, ending := range []string{".toml", ".TOML", ".Toml"} {
		if _, ok := w.sidecars[stem+ending]; ok {
			return stem + ending, true
		}
	}
	return "", false
}

// files lists all that Load reads of the source, sorted by path.
func (w *walker) files() []File {
	var out []File
	add := func(name string, info fs.FileInfo, sum string) {
		out = append(out, File{Source: w.src.Name, Path: name, Scope: w.src.Scope, Size: info.Size(), ModTime: info.ModTime(), SHA256: sum})
	}
	for _, d := range w.found {
		add(d.path, d.info, "")
	}
	for name, info := range w.sidecars {
		add(name, info, "")
	}
	for name, info := range w.records {
		add(name, info, "")
	}
	if w.own != nil {
		add(statesFileName, w.own, w.ownSum)
	}
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// states extends the States by the source's own file.
func (w *walker) states(base *States) (*States, error) {
	if w.own == nil || w.src.Scope != "" {
		return base, nil
	}
	data, err := readFile(w.src, statesFileName, w.own.Size())
	if err != nil {
		return nil, &StatesError{File: place(w.src, statesFileName), Line: 1, Problem: reasonOf(err).Reason, Hint: reasonOf(err).Fix}
	}
	w.ownSum = Hash(string(data))
	return ParseStates(place(w.src, statesFileName), data, base)
}

func (w *walker) fail(name, reason, fix string) {
	w.failed = append(w.failed, failure(w.src, name, reason, fix))
}

// failure says what is wrong with a file of a source.
func failure(src Source, name, reason, fix string) Failure {
	return Failure{File: place(src, name), Path: strings.ToValidUTF8(name, "\uFFFD"), Scope: src.Scope, Reason: reason, Fix: fix}
}

func (w *walker) failWith(name string, err error) {
	r := reasonOf(err)
	w.fail(name, r.Reason, r.Fix)
}

// place names a file of a source for a person.
func place(src Source, name string) string {
	name = strings.ToValidUTF8(name, "\uFFFD")
	if src.Dir != "" {
		return path.Join(strings.ReplaceAll(src.Dir, `\`, "/"), name)
	}
	return src.Name + ":" + name
}

// ignored are files that are in every folder and in no library.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~") ||
		accompanying.MatchString(name)
}

var accompanying = regexp.MustCompile(`(?i)^(?:readme|licen[cs]e|notice|copying|changelog)(?:\.\w{1,8}){0,2}$|^(?:thumbs\.db|desktop\.ini)$|^(?-i:README|LICEN[CS]E|NOTICE|COPYING)[-_].*$`)

// savedWith tells the folder in which a browser keeps the pictures and scripts
// of the page that was saved beside it.
func savedWith(folder string, beside []fs.DirEntry) bool {
	stem, ok := strings.CutSuffix(folder, "_files")
	if !ok {
		return false
	}
	for _, e := range beside {
		if low := strings.ToLower(e.Name()); !e.IsDir() && (low == strings.ToLower(stem)+".html" || low == strings.ToLower(stem)+".htm" || low == strings.ToLower(stem)+".xhtml") {
			return true
		}
	}
	return false
}

// stemOf is a path without its ending. A dot in a name without an ending
// ("Statement by H.E. Mr X") begins none.
func stemOf(name string) string {
	ext := path.Ext(name)
	if ext == "" || strings.EqualFold(ext, ".toml") {
		return strings.TrimSuffix(name, ext)
	}
	if !reader.Known(name) && (len(ext) > 6 || strings.ContainsAny(ext, " ")) {
		return name
	}
	return strings.TrimSuffix(name, ext)
}

// idOf makes a statement's ID of its file's path.
func idOf(name string) string {
	return whole(stemOf(name))
}

// whole is a path as an ID, its ending included.
func whole(name string) string {
	return norm.NFC.String(strings.ToValidUTF8(name, "\uFFFD"))
}
