package corpus

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"verbatim/retrieval/corpus/reader"
)

// found is a document that the walk found, and what reading it gave.
type found struct {
	src     Source
	path    string
	info    fs.FileInfo
	sidecar string  // its path, empty where there is none
	record  string  // path of the record of how it was fetched, empty where it was not
	fetched *Record // that, where it speaks for the document's bytes

	sidecarInfo, recordInfo fs.FileInfo // as the walk found them; nil where there is none

	statements []*Statement
	failed     []Failure
	warnings   []Failure
	sums       map[string]string // SHA-256 of the files read, by path
	reused     bool              // whether all that was taken over from an earlier reading
}

// read reads the document and its sidecar. Whatever is wrong with either ends
// in failed, and then no statement is made: better none than one with the wrong
// speaker. plain reads where the source has no reader of its own.
func (d *found) read(ctx context.Context, plain *reader.Reader, states *States) {
	defer d.recovered()
	d.sums = map[string]string{}
	side, err := d.readSidecar(states)
	if err != nil {
		d.fail(err)
		return
	}
	data, err := readFile(d.src, d.path, d.info.Size())
	if err != nil {
		d.fail(err)
		return
	}
	d.sums[d.path] = Hash(string(data))
	d.readRecord()
	if err := d.steady(); err != nil {
		d.sums = nil
		d.fail(err)
		return
	}
	d.make(ctx, plain, data, side, states)
}

// steady sees that the document and what stands beside it are still the files
// that the walk found. Where another program exchanges a document meanwhile, the
// sidecar that was read may be the other one's.
func (d *found) steady() error {
	for name, was := range map[string]fs.FileInfo{d.path: d.info, d.sidecar: d.sidecarInfo, d.record: d.recordInfo} {
		if name == "" || was == nil {
			continue
		}
		now, err := statFile(d.src, name)
		if err != nil {
			return err
		}
		if now.Size() != was.Size() || !now.ModTime().Equal(was.ModTime()) {
			return Failure{Reason: "changed while the library was read", Fix: "index again"}
		}
	}
	return nil
}

func statFile(src Source, name string) (fs.FileInfo, error) {
	if src.Dir == "" {
		return fs.Stat(src.FS, name)
	}
	return os.Lstat(filepath.Join(src.Dir, filepath.FromSlash(name)))
}

// make makes statements of the document's bytes.
func (d *found) make(ctx context.Context, r *reader.Reader, data []byte, side *sidecar, states *States) {
	if d.src.Reader != nil {
		r = d.src.Reader
	}
	docs, err := r.Read(ctx, d.path, data)
	if err != nil {
		d.fail(err)
		return
	}
	for i, doc := range docs {
		d.statements = append(d.statements, d.statementsOf(doc, side, states, i, len(docs))...)
	}
	d.warnings = distinct(d.warnings) // each statement of a document warns of the same
}

// distinct drops what is there before.
func distinct(all []Failure) []Failure {
	var out []Failure
	for _, f := range all {
		if !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// recovered keeps one document that a reader trips over from taking the others
// with it.
func (d *found) recovered() {
	if r := recover(); r != nil {
		d.statements = nil
		d.failed = append(d.failed, failure(d.src, d.path, fmt.Sprintf("could not be read (%v)", r), "save its words as plain text"))
	}
}

// fail notes why no statement is made. What is wrong with the sidecar names it
// and the line already.
func (d *found) fail(err error) {
	r := reasonOf(err)
	f := failure(d.src, d.path, r.Reason, r.Fix)
	if r.File != "" {
		f = d.ofSidecar(r)
	}
	d.failed = append(d.failed, f)
}

// ofSidecar says whose failure it is that the sidecar gave.
func (d *found) ofSidecar(f Failure) Failure {
	f.Path, f.Scope = strings.ToValidUTF8(d.sidecar, "\uFFFD"), d.src.Scope
	return f
}

// statement makes a statement of what a document says of itself.
func (d *found) statement(doc reader.Document, states *States) *Statement {
	m := doc.Meta
	s := &Statement{
		ID: idOf(d.path), Title: m.Title, Speaker: m.Speaker, Office: m.Office, Date: m.Date,
		Process: m.Process, Kind: m.Kind, Session: m.Session, Venue: m.Venue, Language: m.Language,
		Symbol: m.Symbol, URL: m.URL, UniqueID: m.UniqueID, Translation: m.Translation, Status: m.Status,
		Grade: d.src.Grade, Scope: d.src.Scope, File: d.path, Text: doc.Text, SHA256: Hash(doc.Text), Pages: doc.Pages, Recognised: m.Recognised,
		Origin: m.Origin, Doubts: m.Doubts,
	}
	s.Grade = s.Grade.Lower(made[m.Disclaimer])
	attribute(s, m, states)
	return s
}

// made gives the grade that a document leaves itself by its own notice. One
// without a notice keeps what it has earned.
var made = map[string]Grade{reader.Unofficial: UnofficialTranscript, reader.ByMachine: MachineSummary}

// checkGrade lowers the grade as the sidecar asks, and says so where it asks
// for more than was earned.
func (d *found) checkGrade(s *Statement, side *sidecar) {
	if side == nil {
		return
	}
	for _, w := range side.warnings {
		d.warnings = append(d.warnings, d.ofSidecar(w))
	}
	if side.grade == nil {
		return
	}
	if *side.grade < s.Grade {
		d.warnings = append(d.warnings, d.ofSidecar(Failure{
			File:   side.at("grade"),
			Reason: fmt.Sprintf("grade %q is ignored: the text has earned %q, and a sidecar can only lower it", *side.grade, s.Grade),
			Fix:    "remove the line; the program gives a higher grade to what it fetches itself",
		}))
		return
	}
	s.Grade = s.Grade.Lower(*side.grade)
}

// readFile reads a regular file of at most reader.MaxBytes. size is what the
// walk saw; a file that grew since is cut off all the same.
func readFile(src Source, name string, size int64) ([]byte, error) {
	if size > reader.MaxBytes {
		return nil, reader.TooLarge(size)
	}
	f, err := open(src, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, Failure{Reason: "is not a regular file any more", Fix: "remove it from the library"}
	case info.Size() > reader.MaxBytes:
		return nil, reader.TooLarge(info.Size())
	}
	data := make([]byte, 0, info.Size()+512)
	data, err = appendAll(data, io.LimitReader(f, reader.MaxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > reader.MaxBytes {
		return nil, reader.TooLarge(int64(len(data)))
	}
	return data, nil
}

func appendAll(b []byte, r io.Reader) ([]byte, error) {
	for {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == io.EOF {
			return b, nil
		}
		if err != nil {
			return b, err
		}
	}
}

func open(src Source, name string) (fs.File, error) {
	if src.Dir == "" {
		return src.FS.Open(name)
	}
	return os.OpenFile(filepath.Join(src.Dir, filepath.FromSlash(name)), openFlags, 0)
}

// Error makes a Failure an error on its way to Library.Failed.
func (f Failure) Error() string { return f.String() }

// reasonOf makes reason and fix of any error that reading gives.
func reasonOf(err error) Failure {
	var f Failure
	var r *reader.Error
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &r):
		return Failure{Reason: r.Reason, Fix: r.Fix}
	case errors.Is(err, fs.ErrPermission):
		return Failure{Reason: "may not be read by this user", Fix: "change its permissions"}
	case errors.Is(err, fs.ErrNotExist):
		return Failure{Reason: "went away while the library was read", Fix: "index again"}
	}
	var place *fs.PathError
	if errors.As(err, &place) { // File says which file; a folder of the machine's is not for everybody to see
		err = place.Err
	}
	return Failure{Reason: "could not be read (" + err.Error() + ")", Fix: "check the disk, then index again"}
}
