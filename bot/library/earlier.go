package library

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"time"

	"verbatim/retrieval/corpus"
	"verbatim/retrieval/corpus/reader"
)

// EarlierKept counts the earlier versions of fetched documents that are kept.
func (l *Library) EarlierKept() int {
	all, err := l.Recorded()
	if err != nil {
		return 0 // reading the library says so
	}
	n := 0
	for _, r := range all {
		n += len(r.Earlier)
	}
	return n
}

// Earlier reads what stood at the addresses of fetched documents before what is
// held now: the newest first. They are no part of the index, and nothing but a
// request for them shows them; their Superseded tells since when another text is
// known, and their ID has the version behind that of the document. What cannot be
// read, or is not what was put aside any more, is passed over and counted.
func (l *Library) Earlier() (out []*corpus.Statement, unread int, err error) {
	f, err := l.ownFolder(false)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	defer f.close()
	all, err := f.recorded()
	if err != nil {
		return nil, 0, err
	}
	for _, r := range all {
		for i, v := range r.Earlier {
			until := r.Retrieved
			if i+1 < len(r.Earlier) {
				until = r.Earlier[i+1].Retrieved
			}
			statements, err := l.version(f, r, v, until)
			if err != nil {
				unread++
			}
			out = append(out, statements...)
		}
	}
	slices.SortStableFunc(out, func(a, b *corpus.Statement) int {
		return cmp.Or(b.Retrieved.Compare(a.Retrieved), cmp.Compare(a.ID, b.ID))
	})
	return out, unread, nil
}

// version reads one that was put aside, with what was said of it; else with what
// is said of the document now, which is of the same address.
func (l *Library) version(f *folder, r Recorded, v corpus.Version, until time.Time) ([]*corpus.Statement, error) {
	data, err := f.read(v.File, reader.MaxBytes)
	if err != nil {
		return nil, err
	}
	if corpus.Hash(string(data)) != v.SHA256 {
		return nil, errors.New("is not what was put aside")
	}
	sidecar, err := f.read(v.File+sidecarEndings[0], longestRecord)
	// One whose place another document took, or may have taken, stood at another
	// address than that one's.
	certain := err != nil && len(r.Also) == 0 && !v.Retrieved.IsZero()
	if errors.Is(err, fs.ErrNotExist) {
		_, sidecar, err = f.both(r.File)
	}
	if err != nil {
		return nil, err
	}
	read, err := l.readBeside("", path.Base(r.File), data, sidecar)
	if err != nil {
		return nil, err
	}
	plain, err := l.readBeside("", path.Base(r.File), data, nil)
	if err != nil {
		return nil, err
	}
	then := r.Record
	then.Retrieved, then.SHA256, then.Text = v.Retrieved, v.SHA256, v.Text
	for i, s := range read.All {
		s.ID = corpus.Stem(r.File) + "@" + v.SHA256[:12]
		if s.Part != "" {
			s.ID += "/" + s.Part
		}
		s.File, s.Retrieved, s.Superseded = v.File, v.Retrieved, until
		if !certain {
			continue
		}
		if s.URL == "" {
			s.URL = r.URL
		}
		s.Grade = l.earned(then, s)
		if len(plain.All) != len(read.All) || !corpus.SameVoice(plain.All[i], s) {
			s.Grade = s.Grade.Lower(corpus.Supplied)
		}
	}
	return read.All, nil
}
