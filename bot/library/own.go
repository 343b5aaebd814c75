package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// own does something to the operator's folder, in turn, when no other program is
// at it.
func (l *Library) own(ctx context.Context, do func(*folder) error) error {
	return l.inTurn(ctx, func() error { return ofDisk("could not be kept in", l.ownLocked(ctx, do)) })
}

// ownLocked is own for who has the turn.
func (l *Library) ownLocked(ctx context.Context, do func(*folder) error) error {
	f, err := l.ownFolder(true)
	if err != nil {
		return err
	}
	defer f.close()
	lock := flock.New(filepath.Join(l.o.Own, lockName))
	defer lock.Close()
	if _, err := lock.TryLockContext(ctx, lockAgain); err != nil {
		if ctx.Err() == nil {
			return err
		}
		return fmt.Errorf("waiting for another program that changes the library: %w", err)
	}
	l.ownHeld = true
	defer func() { l.ownHeld = false }()
	if err := f.mend(); err != nil {
		return err
	}
	return do(f)
}

// ownFolder opens the operator's folder.
func (l *Library) ownFolder(create bool) (*folder, error) {
	if l.o.Own == "" {
		return nil, &RejectedError{"this library has no folder of its own for documents", "set [library] path to a folder"}
	}
	if create {
		if err := os.MkdirAll(l.o.Own, 0o755); err != nil {
			return nil, fmt.Errorf("the library's folder cannot be made: %w", err)
		}
	}
	root, err := os.OpenRoot(l.o.Own)
	if err != nil {
		return nil, err
	}
	return &folder{root: root, step: stepOf(l.step)}, nil
}

// AddOwn keeps a document in the operator's folder, at grade supplied, and brings the
// index up to date. It gives the IDs of its statements.
func (l *Library) AddOwn(ctx context.Context, name string, data []byte, m Meta) (ids []string, warnings []string, err error) {
	read, err := l.read("", name, data, m)
	if err != nil {
		return nil, nil, err
	}
	file := ""
	err = l.own(ctx, func(f *folder) error {
		all, err := f.recorded()
		if err != nil {
			return err
		}
		t, alike := l.twin(f, all, read.All)
		if t != nil {
			return t.alreadyHeld()
		}
		for _, n := range alike {
			read.Warnings = append(read.Warnings, n.doubt())
		}
		taken, err := f.taken()
		if err != nil {
			return err
		}
		file = freeName(read.name, func(stem string) bool { return taken(stem) || l.idTaken(stem) })
		if err := f.doubt(alike, corpus.Stem(file)); err != nil {
			return err
		}
		if err := f.putAll(file, read.data, read.sidecar, nil); err != nil {
			return errors.Join(fmt.Errorf("the document could not be kept: %w", err), f.mend())
		}
		_, err = l.sync(ctx, false, nil)
		return err
	})
	if err != nil && !errors.Is(err, retrieval.ErrNotSaved) {
		return nil, nil, err
	}
	return l.IDsOf(file), read.Warnings, err
}

// IDsOf lists the statements of a file of the operator's folder, as the index has them.
func (l *Library) IDsOf(file string) []string {
	var ids []string
	for _, s := range l.Index().StatementsOf(retrieval.Filter{Copies: true}) {
		if s.Scope == "" && s.File == file && l.isOwn(s) {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// isOwn tells whether a shared statement's file lies in the operator's folder.
func (l *Library) isOwn(s *corpus.Statement) bool {
	_, err := os.Lstat(filepath.Join(l.o.Own, filepath.FromSlash(s.File)))
	return s.Scope == "" && l.o.Own != "" && err == nil
}

// RemoveOwn deletes the document of a statement from the operator's folder, with all
// that is kept beside it, and brings the index up to date. It gives the IDs of all
// statements that were in it.
func (l *Library) RemoveOwn(ctx context.Context, id string) (ids []string, err error) {
	st := l.Index().StatementOf(id, retrieval.Filter{})
	switch {
	case st == nil:
		return nil, ErrNotFound
	case !l.isOwn(st):
		return nil, &RejectedError{"this document is not in your library's folder", "the founding statement comes with the program; a folder of your own, named by [library] path, does without it"}
	}
	err = l.inTurn(ctx, func() error {
		return ofDisk("could not be removed from", l.ownLocked(ctx, func(f *folder) error { return l.removeOwn(ctx, f, st, &ids) }))
	})
	return ids, err
}

func (l *Library) removeOwn(ctx context.Context, f *folder, st *corpus.Statement, ids *[]string) error {
	*ids = l.IDsOf(st.File)
	// The versions go first: without the document nobody would know of them any more.
	if err := f.removeVersions(st.File); err != nil {
		return fmt.Errorf("its earlier versions could not be removed: %w", err)
	}
	if err := f.take(st.File); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the document could not be removed: %w", err)
	}
	if err := l.dropTexts(f, "", l.ownName(), st.File); err != nil {
		l.o.Log.Warn("the text beside a removed document could not be removed: the next index tries again", "error", err)
	}
	_, err := l.sync(ctx, false, nil)
	return err
}
