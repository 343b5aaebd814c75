package library

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"syscall"

	"github.com/gofrs/flock"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// The text that is quoted from is made of a document by reading it, and would
// be seen nowhere but in the index. So it is kept beside the document: of each
// statement, byte for byte, in a hidden folder that reading the library passes
// over. These files are made from the index and never read for an answer: what
// is wrong with them can put no words into anybody's mouth.
//
// They are written to folders alone that the program keeps documents in: those
// of servers, and the operator's once it has been changed by the program. A list
// of their checksums is taken away before the first of them changes and written
// after the last, so whoever finds no list looks at every file: a program killed
// at any moment leaves what the next index puts in order.

const (
	// textsName is the folder of the texts.
	textsName = ".texts"
	// sumsName lists them, as sha256sum does and checks it.
	sumsName = textsName + "/.sums"
)

// keepTexts brings the texts beside the documents in line with an index; all
// has every file looked at. What cannot be written is told to the log. The
// caller has the turn.
func (l *Library) keepTexts(ctx context.Context, x *retrieval.Index, all bool) {
	err := errors.Join(l.keepOwnTexts(ctx, x, all), l.keepServersTexts(ctx, x, all))
	if err == nil {
		l.textsOf, l.textsSaid = x, ""
		return
	}
	l.textsOf = nil // so that the next one tries again
	if said := err.Error(); ctx.Err() == nil && !errors.Is(err, errOthers) && said != l.textsSaid {
		l.textsSaid = said
		l.o.Log.Warn("the texts beside the documents could not be written: answers do without them; free or repair the folder, and the next index tries again", "error", err)
	}
}

// keepOwnTexts does so in the operator's folder.
func (l *Library) keepOwnTexts(ctx context.Context, x *retrieval.Index, all bool) error {
	f, err := l.ownFolder(false)
	if err != nil {
		return nil // there is none, or reading the library says so
	}
	defer f.close()
	if !f.there(lockName) { // no program of ours ever changed anything here
		return nil
	}
	texts := textsIn(x.From("", l.ownName()))
	if texts.kept(f, all) {
		return nil
	}
	return whenAlone(l.ownHeld, l.o.Own, func() error { return texts.keep(ctx, f, all) })
}

// ownName is what the operator's folder is called as a source.
func (l *Library) ownName() string {
	own, err := os.Stat(l.o.Own)
	for _, src := range l.shared() {
		if info, statErr := os.Stat(src.Dir); src.Dir != "" && err == nil && statErr == nil && os.SameFile(own, info) {
			return src.Name
		}
	}
	return l.o.Own
}

// keepServersTexts does so in the servers' folders.
func (l *Library) keepServersTexts(ctx context.Context, x *retrieval.Index, all bool) (failed error) {
	sources, _, err := ServerSources(l.o.Servers)
	if err != nil {
		return nil // reading the library says so
	}
	for _, src := range sources {
		if err := l.keepServerTexts(ctx, x, src, all); err != nil {
			failed = errors.Join(failed, err)
		}
	}
	return failed
}

func (l *Library) keepServerTexts(ctx context.Context, x *retrieval.Index, src corpus.Source, all bool) error {
	root, err := l.serverRoot(src.Scope, false)
	if err != nil {
		return nil
	}
	f := &folder{root, stepOf(l.step)}
	defer f.close()
	texts := textsIn(x.From(src.Scope, src.Name))
	if texts.kept(f, all) {
		return nil
	}
	return whenAlone(l.serversHeld, l.o.Servers, func() error { return texts.keep(ctx, f, all) })
}

// errOthers says that another program is at work in a folder. It makes an index
// when it is done.
var errOthers = errors.New("another program is at work there")

// whenAlone does something in a folder that no other program is at work in, by
// the lock that lies in dir; held tells that this program has that.
func whenAlone(held bool, dir string, do func() error) error {
	if held {
		return do()
	}
	lock := flock.New(filepath.Join(dir, lockName))
	defer lock.Close()
	got, err := lock.TryLock()
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return nil // it is somebody else's
	case err != nil:
		return err
	case !got:
		return errOthers
	}
	return do()
}

// texts are those of one folder: by path, the statements.
type texts map[string]*corpus.Statement

// textsIn gives each statement of a folder its place.
func textsIn(statements []*corpus.Statement) texts {
	out, names := texts{}, newTextNames()
	for _, st := range statements {
		out[names.of(st)] = st
	}
	return out
}

// kept tells whether all texts are there, and no other; all, that files have
// to be looked at for that.
func (t texts) kept(f *folder, all bool) bool {
	files, _ := f.texts()
	if len(t) == 0 {
		return len(files) == 0 && !f.isThere(textsName)
	}
	sums := f.sums()
	if all || len(sums) != len(t) || len(files) != len(t)+1 {
		return false
	}
	for name, st := range t {
		if sums[name] != st.SHA256 || !files[name] {
			return false
		}
	}
	return true
}

// keep writes what is missing or another, and removes what is no text of this
// folder.
func (t texts) keep(ctx context.Context, f *folder, all bool) error {
	if info, err := f.root.Lstat(textsName); err == nil && !info.IsDir() {
		return errors.New(textsName + " in the library's folder is no folder: remove it")
	}
	sums := f.sums()
	if all {
		sums = nil
	}
	if err := f.remove(sumsName); err != nil {
		return err
	}
	if err := t.clear(f); err != nil || len(t) == 0 {
		return err
	}
	for _, name := range sorted(t) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if st := t[name]; sums[name] == "" || sums[name] != st.SHA256 || !f.there(name) {
			if err := f.putText(name, st); err != nil {
				return err
			}
		}
	}
	_, dirs := f.texts()
	for _, dir := range dirs {
		if err := f.sync(dir); err != nil {
			return err
		}
	}
	return f.replace(sumsName, t.sums())
}

// dropTexts removes the texts of a document that is taken out, so that they are
// gone also where no index can be made then.
func (l *Library) dropTexts(f *folder, scope, source, file string) error {
	t := textsIn(l.Index().From(scope, source))
	for _, name := range sorted(t) {
		if t[name].File != file || !f.isThere(name) {
			continue
		}
		if err := errors.Join(f.remove(sumsName), f.remove(name)); err != nil {
			return err
		}
	}
	l.textsOf = nil
	return nil
}

// clear removes what is no text of this folder, and the folders that are empty
// then.
func (t texts) clear(f *folder) error {
	files, dirs := f.texts()
	for _, name := range sorted(files) {
		if t[name] != nil && f.there(name) {
			continue
		}
		if err := f.step("remove " + name); err != nil {
			return err
		}
		if err := f.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	needed := map[string]bool{}
	for name := range t {
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			needed[dir] = true
		}
	}
	slices.Reverse(dirs) // those within come before what they lie in
	for _, dir := range dirs {
		if needed[dir] {
			continue
		}
		if err := f.remove(dir); err != nil {
			return err
		}
	}
	return nil
}

// sums lists the texts with their checksums.
func (t texts) sums() []byte {
	var out []byte
	for _, name := range sorted(t) {
		out = append(out, t[name].SHA256+"  "+belowTexts(name)+"\n"...)
	}
	return out
}
