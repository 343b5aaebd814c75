package corpus

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// RecordEnding ends the name of the file beside a document that says how the
// program fetched it: "NAME.html.fetched".
const RecordEnding = ".fetched"

// Record says that the program itself fetched a document, from where and when.
// It stands in a file beside the document, as JSON. It speaks for the bytes of
// its checksum alone: a document that was changed since has earned nothing by
// having been fetched.
type Record struct {
	Entry string `json:"entry,omitempty"` // ID in the catalogue; empty for an address that is not in it
	URL   string `json:"url"`             // that was asked, in canonical form
	Final string `json:"final,omitempty"` // that answered, where it is another
	// Also has other addresses at which the same text was found.
	Also []string `json:"also,omitempty"`

	Retrieved    time.Time `json:"retrieved"` // when these bytes came first
	Checked      time.Time `json:"checked"`   // when they were last seen to be the same
	ContentType  string    `json:"content_type,omitempty"`
	SHA256       string    `json:"sha256"` // of the document's bytes, hexadecimal
	Text         string    `json:"text"`   // SHA-256 of the text read from it: pages change their clocks at each visit, and their text does not
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	// Sidecar is the SHA-256 of the sidecar as the program wrote it after the
	// catalogue. One that has another is a person's.
	Sidecar string `json:"sidecar,omitempty"`

	// Doubts says what is doubtful of these words, such as that another document
	// has nearly the same ones.
	Doubts []string `json:"doubts,omitempty"`

	Earlier []Version `json:"earlier,omitempty"` // oldest first
}

// Version is what stood at an address before.
type Version struct {
	Retrieved time.Time `json:"retrieved"`
	SHA256    string    `json:"sha256"`
	Text      string    `json:"text"`
	File      string    `json:"file"` // where its bytes are kept, relative to the library's folder
}

// ParseRecord reads a record's bytes.
func ParseRecord(data []byte) (Record, error) {
	var r Record
	if err := json.Unmarshal(data, &r); err != nil {
		return Record{}, fmt.Errorf("the record of a fetched document is no JSON: %w", err)
	}
	if r.URL == "" || len(r.SHA256) != 64 || r.Retrieved.IsZero() {
		return Record{}, fmt.Errorf("the record of a fetched document lacks its address, checksum or time")
	}
	return r, nil
}

// Bytes writes the record as ParseRecord reads it.
func (r Record) Bytes() []byte {
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return nil // no value in it that JSON cannot write
	}
	return append(data, '\n')
}

// From gives the address that the bytes came from.
func (r Record) From() string {
	if r.Final != "" {
		return r.Final
	}
	return r.URL
}

// readRecord reads the record beside the document, if there is one that speaks for
// its bytes.
func (d *found) readRecord() {
	if d.record == "" {
		return
	}
	data, err := readFile(d.src, d.record, 0)
	var r Record
	if err == nil {
		d.sums[d.record] = Hash(string(data))
		r, err = ParseRecord(data)
	}
	switch {
	case err != nil:
		d.warnings = append(d.warnings, failure(d.src, d.record, "could not be read: its document counts as supplied", "fetch the document again, or remove the record"))
	case d.sums[d.path] != r.SHA256:
		d.warnings = append(d.warnings, failure(d.src, d.path, "was changed since it was fetched: it counts as supplied", "fetch it again, or remove "+d.record))
	default:
		d.fetched = &r
	}
}

// SameVoice tells whether who is said to speak in a statement is whom it names
// itself, as far as it names anybody: found is the statement by itself.
func SameVoice(found, s *Statement) bool {
	return found.By == "" || found.By == s.By || slices.Contains(s.OnBehalf, found.By) || s.By != "" && slices.Contains(found.OnBehalf, s.By)
}

// earn gives a statement of a fetched document what it has earned. One that was
// read with a weaker grade than a file has keeps it. A site vouches for what it
// publishes, and not for a sidecar that gives the words to another than the
// statement itself, found, does.
func (d *found) earn(s, found *Statement) {
	if d.fetched == nil {
		return
	}
	s.Retrieved, s.Also = d.fetched.Retrieved, d.fetched.Also
	s.Doubts = append(s.Doubts, d.fetched.Doubts...)
	if s.URL == "" {
		s.URL = d.fetched.URL
	}
	d.fetched.fillOccasion(s)
	if d.src.Earned != nil && s.Grade <= d.src.Grade {
		s.Grade = d.src.Earned(*d.fetched, s)
		if !SameVoice(found, s) {
			s.Grade = s.Grade.Lower(Supplied)
		}
	}
	if s.Recognised { // what came from the site is a picture
		s.Grade = s.Grade.Lower(Supplied)
	}
}
