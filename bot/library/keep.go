package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"verbatim/retrieval/corpus"
	"verbatim/retrieval/corpus/reader"
)

// Fetched is a document that came from an address.
type Fetched struct {
	Name   string // to keep it under, its ending included; letters and digits of it are taken
	Data   []byte
	Meta   Meta          // what is known of it beside what it says itself
	Said   bool          // whether a person says some of that now; otherwise what a person said before stands
	Record corpus.Record // all but its checksums, which are made here
	// Check looks at what was read of the document by itself, without Meta, and says why it is not what was asked for; nil
	// looks at nothing. The error is shown to people.
	Check func([]*corpus.Statement) error
}

// Outcome tells what became of a fetched document.
type Outcome string

// The outcomes.
const (
	Came      Outcome = "new"       // kept for the first time
	Changed   Outcome = "changed"   // its text is another than before; the version before is kept
	Unchanged Outcome = "unchanged" // its text is what it was
	Elsewhere Outcome = "same text" // the same text is held from another address, which now knows this one too
)

// Kept is what became of a fetched document.
type Kept struct {
	Outcome  Outcome
	File     string // relative to the folder of the library
	Grade    corpus.Grade
	By       []string // whose words it holds, sorted; empty strings for delegations unknown
	Dates    []time.Time
	Warnings []string
}

// Recorded is a document of the operator's folder that the program fetched.
type Recorded struct {
	corpus.Record
	File string
}

// Whole tells whether a document still is what was fetched.
func (l *Library) Whole(r Recorded) bool {
	f, err := l.ownFolder(false)
	if err != nil {
		return false
	}
	defer f.close()
	return f.whole(r)
}

func (f *folder) whole(r Recorded) bool {
	data, err := f.read(r.File, reader.MaxBytes)
	return err == nil && corpus.Hash(string(data)) == r.SHA256
}

// Recorded lists what was fetched, by file.
func (l *Library) Recorded() ([]Recorded, error) {
	f, err := l.ownFolder(false)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.close()
	return f.recorded()
}

func (f *folder) recorded() ([]Recorded, error) {
	names, err := f.names(".")
	if err != nil {
		return nil, err
	}
	var out []Recorded
	for _, name := range names {
		file, ok := strings.CutSuffix(name, corpus.RecordEnding)
		if !ok || !slices.Contains(names, file) || strings.HasPrefix(name, ".") {
			continue
		}
		data, err := f.read(name, longestRecord)
		if err != nil {
			return nil, err
		}
		r, err := corpus.ParseRecord(data)
		if err != nil {
			continue // reading the library says so
		}
		out = append(out, Recorded{r, file})
	}
	return out, nil
}

const longestRecord = 4 << 20

// Seen notes that an address still answers with what is kept.
func (l *Library) Seen(ctx context.Context, file string, at time.Time) error {
	return l.own(ctx, func(f *folder) error {
		r, err := f.record(file)
		if err != nil {
			return err
		}
		r.Checked = at
		return f.replace(file+corpus.RecordEnding, r.Bytes())
	})
}

// Keep keeps a fetched document in the operator's folder. The index knows
// nothing of it before the next Reindex or Open. A document that is not taken is a
// *RejectedError.
func (l *Library) Keep(ctx context.Context, d Fetched) (Kept, error) {
	read, err := l.read("", d.Name, d.Data, d.Meta)
	if err != nil {
		return Kept{}, err
	}
	if d.Check != nil {
		plain := read
		if !d.Meta.Empty() {
			if plain, err = l.read("", d.Name, d.Data, Meta{}); err != nil {
				return Kept{}, err
			}
		}
		if err := d.Check(plain.All); err != nil {
			return Kept{}, err
		}
		read.otherwise = len(read.All) == 1 && len(plain.All) == 1 && !corpus.SameVoice(plain.Statement, read.Statement)
	}
	var kept Kept
	err = l.own(ctx, func(f *folder) error {
		kept, err = l.keep(f, d, read)
		return err
	})
	return kept, err
}

// kept tells of a document what is told of one that is kept.
func (l *Library) kept(r corpus.Record, read *document) Kept {
	k := Kept{Warnings: read.Warnings, Grade: l.weakestEarned(r, read.All)}
	if read.otherwise {
		k.Grade = k.Grade.Lower(corpus.Supplied)
	}
	for _, s := range read.All {
		k.By = append(k.By, s.By)
		k.Dates = append(k.Dates, s.Date)
	}
	slices.Sort(k.By)
	k.By = slices.Compact(k.By)
	return k
}

func (l *Library) weakestEarned(r corpus.Record, statements []*corpus.Statement) (grade corpus.Grade) {
	for _, s := range statements {
		grade = max(grade, l.earned(r, s))
	}
	return grade
}

func (l *Library) keep(f *folder, d Fetched, read *document) (Kept, error) {
	r := d.Record
	r.SHA256, r.Text = corpus.Hash(string(d.Data)), textsOf(read.All)
	if !d.Said {
		r.Sidecar = corpus.Hash(string(read.sidecar))
	}
	k := l.kept(r, read)
	all, err := f.recorded()
	if err != nil {
		return k, err
	}
	if i := slices.IndexFunc(all, func(h Recorded) bool { return h.URL == r.URL || r.Entry != "" && h.Entry == r.Entry }); i >= 0 {
		if l.lesser(all[i], r, k) {
			return l.merge(f, twin{file: all[i].File, own: true, grade: l.like.files[all[i].File].grade, record: &all[i].Record}, r, read, k)
		}
		return l.again(f, all[i], r, read, d.Said)
	}
	if i := slices.IndexFunc(all, func(h Recorded) bool { return slices.Contains(h.Also, r.URL) && h.Text == r.Text }); i >= 0 {
		k.Outcome, k.File = Elsewhere, all[i].File
		return k, nil
	}
	twin, alike := l.twin(f, all, read.All)
	if twin != nil && !twin.handed() {
		return l.merge(f, *twin, r, read, k)
	}
	taken, err := f.taken()
	if err != nil {
		return k, err
	}
	k.Outcome = Came
	k.File = freeName(read.name, func(stem string) bool { return taken(stem) || l.idTaken(stem) })
	for _, n := range alike {
		r.Doubts, k.Warnings = append(r.Doubts, n.doubt()), append(k.Warnings, n.doubt())
	}
	if err := f.doubt(alike, corpus.Stem(k.File)); err != nil {
		return k, err
	}
	if err := f.putAll(k.File, read.data, read.sidecar, r.Bytes()); err != nil {
		return k, errors.Join(fmt.Errorf("the document could not be kept: %w", err), f.mend())
	}
	l.note(k.File, read.All, k.Grade)
	return k, f.leave(all, r.URL)
}

// leave strikes an address off the documents that stood there too, when another text
// stands there now.
func (f *folder) leave(all []Recorded, address string) error {
	for _, h := range all {
		if !slices.Contains(h.Also, address) {
			continue
		}
		h.Also = slices.DeleteFunc(slices.Clone(h.Also), func(a string) bool { return a == address })
		if err := f.replace(h.File+corpus.RecordEnding, h.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// doubt notes beside the documents that were fetched that another, id, has
// nearly their text.
func (f *folder) doubt(alike []near, id string) error {
	for _, n := range alike {
		r, err := f.record(n.file)
		if err != nil {
			continue // it was not fetched: the other one tells
		}
		n.id = id
		if slices.Contains(r.Doubts, n.doubt()) {
			continue
		}
		r.Doubts = append(r.Doubts, n.doubt())
		if err := f.replace(n.file+corpus.RecordEnding, r.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// lesser tells whether a document is a copy, at another address, of a source
// that is held from a better one: what the catalogue calls its other addresses
// must not take the place of a State's own page.
func (l *Library) lesser(h Recorded, r corpus.Record, k Kept) bool {
	l.learn()
	have := l.like.files[h.File]
	return h.URL != r.URL && have != nil && have.grade < k.Grade
}

// earned gives the grade of a statement that was fetched so. One that was read
// with a weaker grade than a file has keeps it.
func (l *Library) earned(r corpus.Record, s *corpus.Statement) corpus.Grade {
	if l.o.Earned == nil || s.Grade > corpus.Supplied || s.Recognised {
		return s.Grade
	}
	return l.o.Earned(r, s)
}

func (l *Library) idTaken(stem string) bool {
	x := l.Index()
	return x != nil && x.Statement(stem) != nil
}

// textsOf gives the checksum of a document's text.
func textsOf(statements []*corpus.Statement) string {
	var b strings.Builder
	for _, s := range statements {
		b.WriteString(s.SHA256)
		b.WriteByte('\n')
	}
	return corpus.Hash(b.String())
}

// again keeps what an address answers that answered before. said tells whether a
// person speaks of it now.
func (l *Library) again(f *folder, h Recorded, r corpus.Record, read *document, said bool) (Kept, error) {
	if !said {
		var err error
		if read, err = l.withPersons(f, h, read); err != nil {
			return Kept{}, err
		}
		if r.Sidecar != corpus.Hash(string(read.sidecar)) {
			r.Sidecar = ""
		}
	}
	k := l.kept(r, read)
	k.File = h.File
	r.Also, r.Earlier = h.Also, h.Earlier
	if r.Entry == "" {
		r.Entry = h.Entry
	}
	same := h.Text == r.Text && f.whole(h)
	if same {
		k.Outcome = Unchanged
		if sameFacts, err := f.saysSame(h.File, read.sidecar); err != nil || sameFacts && h.Final == r.Final {
			h.Checked, h.ETag, h.LastModified, h.Sidecar = r.Checked, r.ETag, r.LastModified, r.Sidecar
			return k, errors.Join(err, f.replace(h.File+corpus.RecordEnding, h.Bytes()))
		}
		r.Retrieved, r.Doubts = h.Retrieved, h.Doubts // of this text
	} else {
		k.Outcome = Changed
		version, err := f.setAside(h)
		if err != nil {
			return k, fmt.Errorf("the version before could not be kept: %w", err)
		}
		r.Earlier = append(r.Earlier, version)
	}
	if err := f.exchange(h.File, read.data, read.sidecar, r.Bytes(), ""); err != nil {
		return k, errors.Join(fmt.Errorf("the document could not be kept: %w", err), f.mend())
	}
	l.note(h.File, read.All, k.Grade)
	return k, nil
}

// merge notes an address at which stands what is held from elsewhere. Of two
// copies the better-graded one is kept.
func (l *Library) merge(f *folder, t twin, r corpus.Record, read *document, k Kept) (Kept, error) {
	k.Outcome, k.File = Elsewhere, t.file
	if t.record == nil { // it comes with the program
		return k, nil
	}
	if k.Grade < t.grade || k.Grade == t.grade && t.shorter {
		r.Also = union(append(slices.Clone(t.record.Also), t.record.URL), r.URL)
		return l.takeOver(f, t, r, read, k)
	}
	t.record.Also = union(append(t.record.Also, r.URL), t.record.URL)
	return k, f.replace(t.file+corpus.RecordEnding, t.record.Bytes())
}

// takeOver keeps a document in place of its twin, whose bytes stay among the
// earlier versions.
func (l *Library) takeOver(f *folder, t twin, r corpus.Record, read *document, k Kept) (Kept, error) {
	r.Earlier = t.record.Earlier
	version, err := f.setAside(Recorded{File: t.file, Record: *t.record})
	if err != nil {
		return k, err
	}
	if err := f.setSidecarAside(t.file, version); err != nil {
		return k, err
	}
	r.Earlier = append(r.Earlier, version)
	taken, err := f.taken()
	if err != nil {
		return k, err
	}
	k.Outcome = Came
	k.File = freeName(read.name, func(stem string) bool { return taken(stem) || l.idTaken(stem) })
	if err := f.exchange(k.File, read.data, read.sidecar, r.Bytes(), t.file); err != nil {
		return k, errors.Join(err, f.mend())
	}
	l.note(k.File, read.All, k.Grade)
	return k, nil
}

func union(addresses []string, but string) []string {
	slices.Sort(addresses)
	return slices.DeleteFunc(slices.Compact(addresses), func(a string) bool { return a == but })
}
