package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// What a server can have at most.
const (
	MaxDocuments = 500
	MaxBytes     = 50 << 20 // of documents and sidecars
)

// errClosed says that a method was called too early.
var errClosed = errors.New("the library is not open yet")

// Add keeps a document for a server alone (scope is the server's ID), at grade supplied, and brings the
// index up to date. It gives the statement's ID. What is already held in the same words, shared or by this
// server, is a *RejectedError that names it. A document whose index could not be made is taken out again.
// An error that is retrieval.ErrNotSaved comes with an ID: the document is kept and found.
func (l *Library) Add(ctx context.Context, scope, name string, data []byte, m Meta) (id string, err error) {
	switch {
	case l.o.Servers == "":
		return "", &RejectedError{"this bot keeps no documents for servers", "whoever runs it sets [library] servers to a folder"}
	case !corpus.ValidScope(scope):
		return "", fmt.Errorf("%q is no server's ID", scope)
	}
	d, err := l.read(scope, name, data, m)
	if err != nil {
		return "", err
	}
	err = l.change(ctx, true, func() (err error) {
		id, err = l.add(ctx, scope, d)
		return err
	})
	return id, err
}

func (l *Library) add(ctx context.Context, scope string, d *document) (id string, err error) {
	if held := l.held(retrieval.Filter{Scope: scope}, d.Statement.SHA256); held != nil {
		return "", alreadyHeld(held)
	}
	f, err := l.folderOf(scope, true)
	if err != nil {
		return "", err
	}
	defer f.close()
	if err := f.room(len(d.data) + len(d.sidecar)); err != nil {
		return "", err
	}
	taken, err := f.taken()
	if err != nil {
		return "", err
	}
	name := freeName(d.name, taken)
	if err := f.put(name, d.data, d.sidecar); err != nil {
		return "", errors.Join(fmt.Errorf("the document could not be kept: %w", err), f.mend())
	}
	_, err = l.sync(ctx, false, nil)
	if err != nil && !errors.Is(err, retrieval.ErrNotSaved) {
		return "", errors.Join(err, f.take(name))
	}
	if st := l.fileOf(scope, name); st != nil {
		return st.ID, err
	}
	err = errors.Join(l.whyNot(scope, name), f.take(name))
	_, _ = l.sync(ctx, false, nil) // so that it is not named as failed any more; the next one does so otherwise
	return "", err
}

// whyNot tells why a document that was kept is not held.
func (l *Library) whyNot(scope, name string) error {
	for _, f := range l.Index().FailedOf(retrieval.Filter{Scope: scope}) {
		if f.Scope == scope && (f.Path == name || f.Path == corpus.Stem(name)+sidecarEndings[0]) {
			return rejected(f)
		}
	}
	return errors.New("the document was kept, but is not held: something else changed the servers' folder")
}

// held finds a statement of the same words among those that the filter lets through.
func (l *Library) held(f retrieval.Filter, sha256 string) *corpus.Statement {
	for _, st := range l.Index().StatementsOf(f) {
		if st.SHA256 == sha256 {
			return st
		}
	}
	return nil
}

// fileOf finds the statement that was read from a file of a scope.
func (l *Library) fileOf(scope, name string) *corpus.Statement {
	for _, st := range l.Index().StatementsOf(retrieval.Filter{Scope: scope}) {
		if st.Scope == scope && st.File == name {
			return st
		}
	}
	return nil
}

func alreadyHeld(st *corpus.Statement) error {
	what := st.ID
	if st.Title != "" {
		what = fmt.Sprintf("“%s” (%s)", st.Title, st.ID)
	}
	return &RejectedError{"the same words are held already: " + what, "to correct what is said of it, remove that one first"}
}

// room tells whether a server may add a document of that many bytes.
func (f *folder) room(size int) error {
	documents, bytes, err := f.holds()
	switch {
	case err != nil:
		return err
	case documents >= MaxDocuments:
		return &RejectedError{fmt.Sprintf("this server has added %d documents, which is the most it can have", documents), "remove one first"}
	case bytes+int64(size) > MaxBytes:
		return &RejectedError{fmt.Sprintf("with this document the server would have added more than %d MB", MaxBytes>>20), "remove another one first, or add a shorter one"}
	}
	return nil
}

// Remove deletes a document that the server added, and brings the index up to date.
// The error is ErrNotFound for what another server added and for what all share.
func (l *Library) Remove(ctx context.Context, scope, id string) error {
	return l.change(ctx, false, func() error {
		st := l.added(scope, id)
		if st == nil {
			return ErrNotFound
		}
		if err := l.takeOut(st); err != nil {
			return fmt.Errorf("the document could not be removed: %w", err)
		}
		_, err := l.sync(ctx, false, nil)
		return err
	})
}

// added finds what that server added.
func (l *Library) added(scope, id string) *corpus.Statement {
	st := l.Index().StatementOf(id, retrieval.Filter{Scope: scope})
	if st == nil || scope == "" || st.Scope != scope {
		return nil
	}
	return st
}

// takeOut deletes the files of a statement that a server added. Files that are
// gone already are no error.
func (l *Library) takeOut(st *corpus.Statement) error {
	f, err := l.folderOf(st.Scope, false)
	if err == nil {
		defer f.close()
		err = f.take(st.File)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
