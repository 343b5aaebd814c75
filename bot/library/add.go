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
// index up to date. It gives the statement's ID; of a document that holds several, the first one's: Of lists
// them. What is already held in the same words, shared or by this server, is a *RejectedError that names it. A document whose index could not be made is taken out again.
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
	if held := l.allHeld(retrieval.Filter{Scope: scope}, d.All); held != nil {
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
	if all := l.ofFile(scope, name); len(all) > 0 {
		return all[0].ID, err
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

// allHeld tells whether all of a document's statements are held in the same words,
// and gives the one that the first is. A document of which one is not held is
// another: chairs say the same words at every meeting.
func (l *Library) allHeld(f retrieval.Filter, statements []*corpus.Statement) (first *corpus.Statement) {
	held := map[string]*corpus.Statement{}
	f.Copies = true
	for _, st := range l.Index().StatementsOf(f) {
		if held[st.SHA256] == nil {
			held[st.SHA256] = st
		}
	}
	for _, st := range statements {
		if held[st.SHA256] == nil {
			return nil
		}
	}
	return held[statements[0].SHA256]
}

// ofFile lists the statements that were read from a file of a scope, by ID.
func (l *Library) ofFile(scope, name string) []*corpus.Statement {
	var out []*corpus.Statement
	for _, st := range l.Index().StatementsOf(retrieval.Filter{Scope: scope}) {
		if st.Scope == scope && st.File == name {
			out = append(out, st)
		}
	}
	return out
}

// Of lists the statements of the document that a server added under an ID, by ID:
// its own, or that of one of its statements. None where there is no such document.
func (l *Library) Of(scope, id string) []*corpus.Statement {
	if st := l.added(scope, id); st != nil {
		return l.ofFile(scope, st.File)
	}
	return nil
}

func alreadyHeld(st *corpus.Statement) error {
	return &RejectedError{"the same words are held already: " + called(st.ID, st.Title), "to correct what is said of it, remove that one first"}
}

// called names a document for people.
func called(id, title string) string {
	if title == "" {
		return id
	}
	return fmt.Sprintf("“%s” (%s)", title, id)
}

func (t *twin) alreadyHeld() error {
	if t.symbol == "" {
		return alreadyHeld(&corpus.Statement{ID: t.id, Title: t.title})
	}
	return &RejectedError{"another copy of " + t.symbol + " is held already: " + called(t.id, t.title), "to have this one in its place, remove that one first"}
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
// All the statements in it go, whichever of their IDs is given, or the document's.
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

// added finds what that server added: a statement, or the first of a document.
func (l *Library) added(scope, id string) *corpus.Statement {
	if scope == "" {
		return nil
	}
	return l.find(retrieval.Filter{Scope: scope}, id, func(st *corpus.Statement) bool { return st.Scope == scope })
}

// find finds a statement that servers added, by its ID or its document's.
func (l *Library) find(f retrieval.Filter, id string, may func(*corpus.Statement) bool) *corpus.Statement {
	if st := l.Index().StatementOf(id, f); st != nil && may(st) {
		return st
	}
	for _, st := range l.Index().StatementsOf(f) {
		if may(st) && st.Document() == id {
			return st
		}
	}
	return nil
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
		err = nil
	}
	if err == nil && f != nil {
		if err := l.dropTexts(f, st.Scope, serverSource(l.o.Servers, st.Scope).Name, st.File); err != nil {
			l.o.Log.Warn("the text beside a removed document could not be removed: the next index tries again", "error", err)
		}
	}
	return err
}
