package library

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
	"verbatim/retrieval/corpus/twins"
)

// One statement stands at several addresses: on a mission's page and as a PDF,
// under the address of each delegation of a union, in a copy of the same site
// under another name. Its text is the same but for a heading or a footer. It is
// kept once: two copies would count as two statements of a delegation. Copies of
// a document of the United Nations differ by more: package twins tells.

// twin is a document that is held already.
type twin struct {
	id, title, file string
	own             bool           // it lies in the operator's folder
	grade           corpus.Grade   // the weakest of its statements'
	record          *corpus.Record // nil where it was not fetched
	symbol          string         // or UNIQUE ID of both, where that is why they are one; their texts differ more than those of other twins
	shorter         bool           // then: it has fewer words than the one that comes
}

// handed tells of a file that somebody put into the folder. It stays what and where it
// is: what comes from an address is kept beside it, with that address and what it
// has earned, and package twins sees to it that both count once.
func (t *twin) handed() bool { return t.own && t.record == nil }

// signature is what a document's text is compared by.
type signature struct {
	twins.Text
	id, title, file string
	own             bool
	grade           corpus.Grade
	of              string // what it was made of
}

// likeness keeps the signatures of all documents that are shared.
type likeness struct {
	files map[string]*signature // by file; those of the built-in library by "built-in:" and the file
	made  bool                  // of the index of now
}

// near is a document whose text is nearly the same, and says something else.
type near struct {
	id, file string
	words    []string // in which they differ
	symbol   string   // or UNIQUE ID that both bear, where this is why they are held to be near
}

// doubt says so of a document; id and words are the other's.
func (n near) doubt() string {
	if n.symbol != "" {
		return symbolDoubt(n.symbol, n.id, n.words)
	}
	return fmt.Sprintf("text: nearly the same as that of %s when this came, differing in “%s”", n.id, strings.Join(n.words, "”, “"))
}

// symbolDoubt says that another document, id, bears a symbol too, and other words.
func symbolDoubt(symbol, id string, words []string) string {
	if len(words) > 0 {
		return fmt.Sprintf("symbol: %s was that of %s too when this came, whose words differ in “%s”", symbol, id, strings.Join(words, "”, “"))
	}
	return fmt.Sprintf("symbol: %s was that of %s too when this came, most of whose words are others: one of the two may bear it wrongly", symbol, id)
}

// twin finds the document that holds the same text, one that was fetched before
// one that was handed in; nil where none does. near are those that nearly do.
func (l *Library) twin(f *folder, all []Recorded, statements []*corpus.Statement) (same *twin, alike []near) {
	l.learn()
	l.learnOthers(f)
	one := l.signatureOf(statements)
	for _, file := range slices.Sorted(maps.Keys(l.like.files)) {
		s := l.like.files[file]
		t, n := l.compare(f, s, one, statements)
		if n != nil {
			alike = append(alike, *n)
		}
		if t == nil {
			continue
		}
		if i := slices.IndexFunc(all, func(h Recorded) bool { return h.File == s.file }); i >= 0 && s.own {
			r := all[i].Record
			t.record = &r
		}
		if s.own && !f.there(s.file) {
			continue
		}
		if !t.handed() {
			return t, nil
		}
		if same == nil {
			same = t
		}
	}
	if same != nil {
		return same, nil
	}
	return nil, alike
}

// compare tells whether a document that is held is the same, or nearly, as one
// of which one is the signature; nil for both where it is neither.
func (l *Library) compare(f *folder, s, one *signature, statements []*corpus.Statement) (*twin, *near) {
	symbol, bear := s.Bears(&one.Text)
	same := s.Same(&one.Text)
	if !bear && !same {
		return nil, nil
	}
	t := &twin{id: s.id, title: s.title, file: s.file, own: s.own, grade: s.grade}
	held := l.statementsOf(f, s)
	words := twins.Differing(statements, held, l.o.States)
	switch {
	case same && len(words) == 0:
		return t, nil
	case bear && len(held) == 1:
		copies, words := twins.Copies(statements[0], held[0], l.o.States)
		if !copies {
			return nil, &near{s.id, s.file, words, symbol}
		}
		t.symbol, t.shorter = symbol, s.Words < one.Words
		return t, nil
	case same:
		return nil, &near{id: s.id, file: s.file, words: words}
	}
	return nil, nil // it has changed since
}

// statementsOf reads a document again that a signature was made of; nil where it
// is not to be had any more.
func (l *Library) statementsOf(f *folder, s *signature) (out []*corpus.Statement) {
	if s.own {
		data, sidecar, err := f.both(s.file)
		if err != nil {
			return nil
		}
		d, err := l.readBeside("", s.file, data, sidecar)
		if err != nil {
			return nil
		}
		return d.All
	}
	for _, st := range l.Index().StatementsOf(retrieval.Filter{Copies: true}) {
		if st.Scope == "" && st.File == s.file {
			out = append(out, st)
		}
	}
	return out
}

func (f *folder) there(file string) bool {
	info, err := f.root.Lstat(file)
	return err == nil && info.Mode().IsRegular()
}

// learn makes the signatures of what is held, as far as they are not there.
func (l *Library) learn() {
	x := l.Index()
	if l.like.made || x == nil {
		return
	}
	l.like.made = true
	files := map[string][]*corpus.Statement{}
	for _, s := range x.StatementsOf(retrieval.Filter{Copies: true}) {
		if s.Scope == "" {
			files[s.File] = append(files[s.File], s)
		}
	}
	for file, statements := range files {
		if s := l.like.files[file]; s == nil || s.of != madeOf(statements) {
			l.note(file, statements, weakest(statements))
		}
	}
}

// learnOthers makes the signatures of what other programs kept since. What
// cannot be read is like nothing.
func (l *Library) learnOthers(f *folder) {
	names, err := f.names(".")
	if err != nil {
		return
	}
	for _, name := range names {
		if corpus.PassedOver(name) || l.like.files[name] != nil || !f.there(name) {
			continue
		}
		var read *document
		data, sidecar, err := f.both(name)
		if err == nil {
			read, err = l.readBeside("", name, data, sidecar)
		}
		if err != nil {
			l.note(name, nil, corpus.Supplied)
			continue
		}
		grade := weakest(read.All)
		if r, err := f.record(name); err == nil && corpus.Hash(string(data)) == r.SHA256 {
			grade = l.weakestEarned(r, read.All)
		}
		l.note(name, read.All, grade)
	}
}

func weakest(statements []*corpus.Statement) (grade corpus.Grade) {
	for _, s := range statements {
		grade = max(grade, s.Grade)
	}
	return grade
}

// note keeps a document's signature; grade is the weakest of its statements'.
func (l *Library) note(file string, statements []*corpus.Statement, grade corpus.Grade) {
	s := l.signatureOf(statements)
	s.file, s.own, s.grade, s.of = file, l.isOwn(&corpus.Statement{File: file}), grade, madeOf(statements)
	l.like.files[file] = s
}

// madeOf names all that a signature is made of.
func madeOf(statements []*corpus.Statement) string {
	var b strings.Builder
	for _, s := range statements {
		fmt.Fprintf(&b, "%q %q %q %q %s %d %s %v\n", s.ID, s.Title, s.By, s.Language, s.Date, s.Grade, s.SHA256, twins.Bearings(statements))
	}
	return corpus.Hash(b.String())
}

func (l *Library) signatureOf(statements []*corpus.Statement) *signature {
	if l.like.files == nil {
		l.like.files = map[string]*signature{}
	}
	s := &signature{Text: twins.Of(statements)}
	if len(statements) > 0 {
		s.id, s.title = statements[0].ID, statements[0].Title
	}
	return s
}

// alike gives the share of their runs of words that two documents have in common.
func alike(one, other []*corpus.Statement) float64 {
	a, b := twins.Of(one), twins.Of(other)
	return a.Alike(&b)
}
