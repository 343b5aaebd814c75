package library

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// Promote moves a document that a server added to the library that all share.
// It gives the statement's new ID, or the document's where that holds several. What is shared already in the same words is a
// *RejectedError that names it, unless all else that is known of it is the same
// too: then the server's copy goes, and the ID is that of the shared one.
func (l *Library) Promote(ctx context.Context, id string) (string, error) {
	if l.o.Own == "" {
		return "", &RejectedError{"this library has no folder of its own for documents", "set [library] path to a folder"}
	}
	var promoted string
	err := l.change(ctx, false, func() (err error) {
		promoted, err = l.promote(ctx, id)
		return err
	})
	return promoted, err
}

func (l *Library) promote(ctx context.Context, id string) (string, error) {
	st := l.find(retrieval.Filter{AllScopes: true}, id, func(st *corpus.Statement) bool { return st.Scope != "" })
	if st == nil {
		return "", ErrNotFound
	}
	all := l.ofFile(st.Scope, st.File)
	st = all[0]
	shared := l.allHeld(retrieval.Filter{}, all)
	if shared != nil && !sameSource(shared, st) {
		return "", alreadyHeld(shared)
	}
	name := ""
	if shared == nil {
		var err error
		if name, err = l.copyToOwn(ctx, st); err != nil {
			return "", fmt.Errorf("the document could not be moved: %w", err)
		}
	}
	if err := l.takeOut(st); err != nil {
		return "", fmt.Errorf("the document is shared now, but the server's copy could not be removed: %w", err)
	}
	_, err := l.sync(ctx, false, nil)
	if err != nil && !errors.Is(err, retrieval.ErrNotSaved) {
		return "", err
	}
	for _, now := range l.Index().StatementsOf(retrieval.Filter{Copies: true}) {
		if now.SHA256 == st.SHA256 && (now.File == name || shared != nil && now.ID == shared.ID) {
			return now.Document(), err
		}
	}
	return "", errors.Join(err, errors.New("the document was moved to the library's folder, but is not held: verbatim library failed tells why"))
}

// sameSource tells whether the same is known of two statements, as where a
// program was killed between copying one and removing it.
func sameSource(a, b *corpus.Statement) bool {
	return a.By == b.By && slices.Equal(a.OnBehalf, b.OnBehalf) && a.Date.Equal(b.Date) && a.Title == b.Title &&
		a.Speaker == b.Speaker && a.URL == b.URL && a.Process == b.Process && a.Grade == b.Grade
}

// copyToOwn puts a server's document and its sidecar into the operator's folder,
// under a name that is free there and as an ID.
func (l *Library) copyToOwn(ctx context.Context, st *corpus.Statement) (name string, err error) {
	from, err := l.folderOf(st.Scope, false)
	if err != nil {
		return "", err
	}
	defer from.close()
	data, sidecar, err := from.both(st.File)
	if err != nil {
		return "", err
	}
	err = l.ownLocked(ctx, func(own *folder) error {
		taken, err := own.taken()
		if err != nil {
			return err
		}
		name = freeName(fileName(st.File), func(stem string) bool {
			return taken(stem) || slices.ContainsFunc(l.Index().StatementsOf(retrieval.Filter{Copies: true}), func(now *corpus.Statement) bool { return now.Document() == stem })
		})
		if err := own.put(name, data, sidecar); err != nil {
			return errors.Join(err, own.mend())
		}
		return nil
	})
	return name, ofDisk("could not be kept in", err)
}

// both reads a document and its sidecar; that is nil where there is none.
func (f *folder) both(name string) (data, sidecar []byte, err error) {
	if data, err = f.read(name, MaxBytes); err != nil {
		return nil, nil, err
	}
	side, err := f.sidecarOf(name)
	if err != nil || side == "" {
		return data, nil, err
	}
	sidecar, err = f.read(side, MaxBytes)
	return data, sidecar, err
}
