package library

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
	"verbatim/retrieval/lexical"
)

// Arrival says when a statement came into the library, and how.
type Arrival struct {
	Statement *corpus.Statement
	At        time.Time
	How       Coming
	Passages  int
}

// Coming is how a statement came into the library.
type Coming string

// The ways there are. A file that no record of a fetch speaks for counts by the
// time at which it was last written: when it was added is not recorded.
const (
	CameFetched Coming = "fetched"
	CameVersion Coming = "new version" // of a page that was fetched before
	CameFile    Coming = "file"
)

// ErrNoWords says that a topic has nothing to look for.
var ErrNoWords = errors.New("the topic has no words to look for")

// Arrivals lists the statements under a filter that came at a moment or later,
// newest first. With a topic, only those with a passage that has each of its
// words, in any form that the statement's language inflects them to: words are
// compared, not meaning. What the program itself carries has no such moment, and
// is not among them; untimed counts it.
func (l *Library) Arrivals(f retrieval.Filter, since time.Time, topic string) (came []Arrival, untimed int, err error) {
	if topic != "" && len(lexical.Terms(topic, "")) == 0 {
		return nil, 0, ErrNoWords
	}
	x := l.Index()
	if x == nil {
		return nil, 0, nil
	}
	sources, err := l.sources()
	if err != nil {
		return nil, 0, err
	}
	for _, s := range x.StatementsOf(f) {
		a := arrivalOf(sources, s)
		switch {
		case a.At.IsZero():
			untimed++
		case !a.At.Before(since):
			passages := passagesOf(x, f, s)
			if a.Passages = len(passages); topic == "" || slices.ContainsFunc(passages, has(topic, s.Language)) {
				came = append(came, a)
			}
		}
	}
	slices.SortStableFunc(came, func(a, b Arrival) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Statement.ID, b.Statement.ID))
	})
	return came, untimed, nil
}

func passagesOf(x *retrieval.Index, f retrieval.Filter, s *corpus.Statement) []corpus.Passage {
	return x.Passages(retrieval.Filter{Statements: []string{s.ID}, Scope: f.Scope, AllScopes: f.AllScopes})
}

// AheadOfUTC is how far the day of whoever asks may be ahead: where it is earliest in
// the day by UTC, tomorrow has begun.
const AheadOfUTC = 14 * time.Hour

// has tells whether a passage has each word of a topic.
func has(topic, language string) func(corpus.Passage) bool {
	want := lexical.Terms(topic, language)
	return func(p corpus.Passage) bool {
		terms := lexical.Terms(p.Statement.Text[p.Start:p.End], language)
		return len(want) > 0 && !slices.ContainsFunc(want, func(t string) bool { return !slices.Contains(terms, t) })
	}
}

// arrivalOf looks at the statement's file, and at the record beside it where
// that speaks for its bytes.
func arrivalOf(sources []corpus.Source, s *corpus.Statement) Arrival {
	a := Arrival{Statement: s, At: s.Retrieved, How: CameFetched}
	for _, src := range sources {
		if src.Scope != s.Scope {
			continue
		}
		info, err := fs.Stat(src.FS, s.File)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		if s.Retrieved.IsZero() {
			return Arrival{Statement: s, At: info.ModTime().UTC(), How: CameFile}
		}
		if earlier(src, s) {
			a.How = CameVersion
		}
		return a
	}
	return a
}

// earlier tells whether the record of a fetched document has earlier versions.
func earlier(src corpus.Source, s *corpus.Statement) bool {
	name := s.File + corpus.RecordEnding
	info, err := fs.Stat(src.FS, name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > longestRecord {
		return false
	}
	data, err := fs.ReadFile(src.FS, name)
	if err != nil {
		return false
	}
	r, err := corpus.ParseRecord(data)
	return err == nil && len(r.Earlier) > 0
}
