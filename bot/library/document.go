package library

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"verbatim/retrieval/corpus"
)

// Meta is what can be said of a document beside what is found in it: the keys
// of a sidecar. Empty fields say nothing, and what was found stands, unless
// Clear has their key, such as "speaker" or "on_behalf": then nothing takes its place.
type Meta struct {
	Title, By, Speaker, Office, Date, Process, Session, Venue, URL, Language, Kind, Symbol string
	OnBehalf                                                                               []string
	Clear                                                                                  []string
}

// Empty tells whether nothing is said, the address aside.
func (m Meta) Empty() bool {
	return m.Title == "" && m.By == "" && m.Speaker == "" && m.Office == "" && m.Date == "" && m.Process == "" && m.Session == "" &&
		m.Venue == "" && m.Language == "" && m.Kind == "" && m.Symbol == "" && len(m.OnBehalf) == 0 && len(m.Clear) == 0
}

// Found is what a document would become.
type Found struct {
	Statement *corpus.Statement   // the first, with the Meta applied; never nil without an error. Its ID is given by Add
	All       []*corpus.Statement // that the document holds, Statement among them; most hold one
	Warnings  []string
}

// Preview reads a document as Add would and adds nothing. name decides the format by its
// ending. The error is a *RejectedError where the document is not taken.
func (l *Library) Preview(name string, data []byte, m Meta) (Found, error) {
	d, err := l.read("", name, data, m)
	if err != nil {
		return Found{}, err
	}
	return d.Found, nil
}

// document is one that is taken, with all that is kept of it.
type document struct {
	Found
	name    string // of its file
	data    []byte
	sidecar []byte // nil: nothing is said of it
	// otherwise tells that the sidecar gives the words to another than they do.
	otherwise bool
}

// read reads a document by the rules of the library: the same reader, the same
// way of finding out who speaks, the same checks of what a sidecar says.
func (l *Library) read(scope, name string, data []byte, m Meta) (*document, error) {
	sidecar, err := m.sidecar()
	if err != nil {
		return nil, err
	}
	return l.readBeside(scope, name, data, sidecar)
}

// readBeside is read for a sidecar that is there; nil for none.
func (l *Library) readBeside(scope, name string, data, sidecar []byte) (*document, error) {
	states, err := corpus.OwnStates(l.shared(), l.o.States)
	if err != nil {
		return nil, err
	}
	d := &document{name: fileName(name), data: data, sidecar: sidecar}
	src := corpus.Source{Name: "document", Grade: corpus.Supplied, Scope: scope, Reader: l.o.Reader}
	statements, warnings, err := corpus.Document(src, d.name, data, sidecar, states)
	if err != nil {
		return nil, rejected(err)
	}
	d.Statement, d.All = statements[0], statements
	for _, w := range warnings {
		d.Warnings = append(d.Warnings, (&RejectedError{w.Reason, w.Fix}).Error())
	}
	d.Warnings = append(d.Warnings, unknownIn(statements)...)
	return d, nil
}

// unknownIn tells what is not known of a document's statements.
func unknownIn(statements []*corpus.Statement) (out []string) {
	nobody, undated, accounts := 0, 0, 0
	for _, st := range statements {
		if st.Account() {
			accounts++
			continue
		}
		if st.By == "" {
			nobody++
		}
		if st.Date.IsZero() {
			undated++
		}
	}
	if accounts > 0 {
		return []string{"it is an account of a meeting by a press officer or a machine: nothing in it is quoted as a delegation's words"}
	}
	if n := len(statements); n > 1 {
		out = append(out, fmt.Sprintf("it holds %d statements, each of which is credited to its own speaker; of %d it is not known for certain who that is, and they will be quoted without a delegation", n, nobody))
	} else if nobody > 0 {
		out = append(out, "it is not known for certain who speaks, so the words will be quoted without a delegation; name the delegation to have them credited")
	}
	if undated > 0 {
		out = append(out, "no day was found on which this was said; give the date to have it found by date")
	}
	return out
}

// rejected makes of what reading a document gives what people are told.
func rejected(err error) error {
	var f corpus.Failure
	if !errors.As(err, &f) {
		return err
	}
	if strings.HasSuffix(f.Path, ".toml") { // it names the key
		return &RejectedError{f.Reason, f.Fix}
	}
	return &RejectedError{"the document " + f.Reason, f.Fix}
}

// longestValue is how many characters one value of a sidecar may have.
const (
	longestValue = 1000
	mostBehalf   = 250
)

// sidecar writes the sidecar; nil where nothing is said. Its values are checked
// where it is read.
func (m Meta) sidecar() ([]byte, error) {
	values := sidecarTOML{
		Title: m.Title, By: m.By, Speaker: m.Speaker, Office: m.Office, Date: m.Date, Process: m.Process,
		Session: m.Session, Venue: m.Venue, URL: m.URL, Language: m.Language, Kind: m.Kind, Symbol: m.Symbol,
	}
	for _, v := range []struct {
		key   string
		value *string
	}{
		{"title", &values.Title}, {"delegation", &values.By}, {"speaker", &values.Speaker}, {"office", &values.Office},
		{"date", &values.Date}, {"process", &values.Process}, {"session", &values.Session}, {"venue", &values.Venue}, {"address", &values.URL},
		{"language", &values.Language}, {"kind", &values.Kind}, {"symbol", &values.Symbol},
	} {
		*v.value = oneLine(*v.value)
		if n := utf8.RuneCountInString(*v.value); n > longestValue {
			return nil, tooLong(v.key, n)
		}
	}
	for _, name := range m.OnBehalf {
		if name = oneLine(name); name != "" {
			values.OnBehalf = append(values.OnBehalf, name)
		}
		if len(values.OnBehalf) > mostBehalf || utf8.RuneCountInString(name) > longestValue {
			return nil, &RejectedError{"the list of those for whom it was said is too long", "name groups by their name"}
		}
	}
	text, err := toml.Marshal(values)
	if err != nil {
		return nil, err
	}
	text = append(text, m.cleared(text)...)
	if len(text) == 0 {
		return nil, nil
	}
	return text, nil
}

// tooLong says of which value it is that it is too long.
func tooLong(key string, n int) error {
	fix := "shorten it"
	if key == "address" {
		fix = "give a shorter address of the same document, or save the document and add the file"
	}
	return &RejectedError{fmt.Sprintf("the document's %s is longer than %d characters: it has %d", key, longestValue, n), fix}
}

// cleared writes the keys that are to be cleared, each once, with an empty
// value; those that have one are left. text is what is said of the others.
func (m Meta) cleared(text []byte) []byte {
	var out strings.Builder
	for _, key := range sidecarKeys() {
		if slices.Contains(m.Clear, key) && !bytes.HasPrefix(text, []byte(key+" = ")) && !bytes.Contains(text, []byte("\n"+key+" = ")) {
			out.WriteString(key + " = \"\"\n")
		}
	}
	return []byte(out.String())
}

// sidecarKeys are the keys that people are asked for.
func sidecarKeys() []string {
	return []string{"title", "by", "on_behalf", "speaker", "office", "date", "process", "session", "venue", "kind", "language", "url"}
}

// sidecarTOML has the keys of a sidecar that people are asked for.
type sidecarTOML struct {
	Title    string   `toml:"title,omitempty"`
	By       string   `toml:"by,omitempty"`
	OnBehalf []string `toml:"on_behalf,omitempty"`
	Speaker  string   `toml:"speaker,omitempty"`
	Office   string   `toml:"office,omitempty"`
	Date     string   `toml:"date,omitempty"`
	Process  string   `toml:"process,omitempty"`
	Session  string   `toml:"session,omitempty"`
	Venue    string   `toml:"venue,omitempty"`
	Kind     string   `toml:"kind,omitempty"`
	Language string   `toml:"language,omitempty"`
	Symbol   string   `toml:"symbol,omitempty"`
	URL      string   `toml:"url,omitempty"`
}

// oneLine gives a text as one line of valid characters.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), func(r rune) bool {
		return r <= ' ' || r == '\u007f' || r == '\u0085' || r == '\u2028' || r == '\u2029' || r == '\u00a0'
	}), " ")
}
