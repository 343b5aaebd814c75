package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"verbatim/retrieval/corpus/reader"
)

// Grade says how near a text stands to the record. It is earned by where the
// text came from; a sidecar can only lower it.
type Grade int

// The grades, best first.
const (
	Official             Grade = iota // fetched by the program itself from the State's or body's own host
	UNRecord                          // fetched by the program itself from a host of the United Nations
	Supplied                          // a file or a copy that somebody handed in
	UnofficialTranscript              // taken down by a third party
	MachineSummary                    // made by a machine; never quoted as a State's words
)

var gradeNames = [...]string{"official", "un-record", "supplied", "unofficial-transcript", "machine-summary"}

// String gives the grade's name as the sidecar and the JSON output write it.
func (g Grade) String() string {
	if g < Official || g > MachineSummary {
		return "grade " + strconv.Itoa(int(g))
	}
	return gradeNames[g]
}

// ParseGrade reads a grade's name. The error lists the names there are.
func ParseGrade(s string) (Grade, error) {
	for i, name := range gradeNames {
		if strings.EqualFold(strings.TrimSpace(s), name) {
			return Grade(i), nil
		}
	}
	return 0, fmt.Errorf("unknown grade %q: use one of %s", s, strings.Join(gradeNames[:], ", "))
}

// Lower gives the weaker of the two grades, so that trust can only fall.
func (g Grade) Lower(h Grade) Grade { return max(g, h) }

// Statement is one delegation's (or body's) words on one occasion, with what
// is known of them. Nothing in it changes once it was read.
type Statement struct {
	// ID is a stable name within the library: the file's path there, without its
	// ending; of what is seen in one server alone, that server's ID and a colon
	// before it. It is unique among the statements of all scopes. That of one of
	// several statements in a document has a slash and its Part behind it.
	ID    string
	Part  string `json:",omitempty"` // names it within its document, "fr-02"; empty where the document is one statement
	Scope string `json:",omitempty"` // the only server in which it is seen, by ID; empty: all share it
	Title string

	By       string   // State (ISO 3166-1 alpha-2; 3166-3 for predecessors) or body (a lower-case word: eu, asean, chair); empty when unknown
	OnBehalf []string // groups and States it speaks for, when a joint statement
	Aligned  []string `json:",omitempty"` // States that the statement says align themselves with it: found by it, but none of its voices

	Speaker, Office string    // as printed, as of then
	Date            time.Time // midnight UTC of the day it was delivered; zero when unknown

	Process string // oewg-2019-2021, gge-2021, ... see Processes
	Kind    string // statement, report, ... see Kinds
	Session string // as printed, such as "third substantive session"
	Venue   string // where and at what it was delivered, as printed

	Recognised bool `json:",omitempty"` // its words, or some, were recognised in pictures of pages, and may differ from what is printed there

	Informal bool `json:",omitempty"` // said while the meeting was in informal mode, by its record

	Language string // of Text: en, fr, es, ru, zh, ar, or another BCP 47 primary subtag
	Symbol   string // UN document symbol
	UniqueID string `json:",omitempty"` // that its site gives the text, whatever the address: see reader.Meta
	URL      string // its address; only http and https are ever linked to

	Grade       Grade
	Translation string    // original, official, interpretation, machine; empty when unknown
	Status      string    // final, draft, corrected, withdrawn; empty when unknown
	Retrieved   time.Time // when the program fetched it; zero for what it did not
	Superseded  time.Time `json:",omitzero"`  // since when its address is known to have another text; zero for what is held now
	Also        []string  `json:",omitempty"` // other addresses at which the same text was found

	// CopyOf is the ID of the statement that is counted and found in place of this
	// one, since it is the same; empty where there is none. Copies are those that
	// this one stands for. Both are of the library as a whole: see package twins.
	CopyOf string `json:",omitempty"`
	Copies []Copy `json:",omitempty"`
	// Original is the statement that this one is a translation of, where that is held
	// and certain; nil otherwise.
	Original *Original `json:",omitempty"`

	File   string // the file it was read from, relative to its library
	SHA256 string // of Text, hexadecimal
	Text   string // as delivered, without the page's furniture; never edited after reading

	// Origin tells where a value comes from, by the name of its field in small
	// letters ("date": "title"); Doubts, why one was left empty or what speaks
	// against it, each behind the field's name ("date: several days ..."). Both
	// are for people who check, and nobody's to change.
	Origin map[string]string `json:",omitempty"`
	Doubts []string          `json:",omitempty"`

	Pages reader.Pages `json:",omitempty"` // where printed pages begin in Text; none where the document has no pages
}

// Copy is another document of the library with the same statement.
type Copy struct {
	ID, File string
	URL      string   `json:",omitempty"`
	Also     []string `json:",omitempty"`
}

// Original names what a translation was made from.
type Original struct {
	ID, Language string
	URL          string `json:",omitempty"`
}

// CopyDoubt begins the doubts that come of comparing a statement with the others
// of its library.
const CopyDoubt = "copy: "

// alone forgets what was found by comparing the statement with others.
func (s *Statement) alone() {
	s.CopyOf, s.Copies, s.Original = "", nil, nil
	if ofCopies := func(d string) bool { return strings.HasPrefix(d, CopyDoubt) }; slices.ContainsFunc(s.Doubts, ofCopies) {
		s.Doubts = slices.DeleteFunc(slices.Clone(s.Doubts), ofCopies)
	}
}

// Elsewhere gives the addresses, beside its own, at which the statement was
// found: in the order found, each once.
func (s *Statement) Elsewhere() []string {
	all := slices.Clone(s.Also)
	for _, c := range s.Copies {
		all = append(append(all, c.URL), c.Also...)
	}
	var out []string
	for _, address := range all {
		if address != "" && address != s.URL && !slices.Contains(out, address) {
			out = append(out, address)
		}
	}
	return out
}

// CopyFiles gives the files, beside its own, in which the statement is held.
func (s *Statement) CopyFiles() []string {
	var out []string
	for _, c := range s.Copies {
		out = append(out, c.File)
	}
	return out
}

// NamedSpeaker gives the name of who spoke, as printed, where it may be shown:
// an unofficial transcript is no source for a person's name. The office stands.
func (s *Statement) NamedSpeaker() string {
	if s.Grade >= UnofficialTranscript {
		return ""
	}
	return s.Speaker
}

// Document gives the ID of the document that the statement is of: its own where
// it is the only one.
func (s *Statement) Document() string {
	if s.Part == "" {
		return s.ID
	}
	at := strings.LastIndex(s.ID, "/"+s.Part)
	if at < 0 {
		return s.ID
	}
	return s.ID[:at] + s.ID[at+1+len(s.Part):]
}

// SameDocument tells whether two statements were read from one document.
func (s *Statement) SameDocument(t *Statement) bool {
	return s.Scope == t.Scope && s.File == t.File && s.Document() == t.Document()
}

// PageAt gives the printed page on which the byte of the text at an offset
// stands, counted from 1 as the file has its pages; 0 where it is not known.
func (s *Statement) PageAt(offset int) int { return s.Pages.At(offset) }

// Hash gives the hexadecimal SHA-256 of a text, as Statement.SHA256 holds it.
func Hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Processes are the values that Statement.Process takes.
var Processes = []string{
	"oewg-2019-2021", "oewg-2021-2025",
	"gge-2005", "gge-2010", "gge-2013", "gge-2015", "gge-2017", "gge-2021",
	"global-mechanism", "first-committee", "security-council", "general-debate", "other",
}

// Kinds are the values that Statement.Kind takes.
var Kinds = []string{
	"statement", "position-paper", "working-paper", "explanation-of-position",
	"report", "resolution", "draft", "transcript", KindProcedural,
}

// Translations are the values that Statement.Translation takes.
var Translations = []string{"original", "official", "interpretation", "machine"}

// Statuses are the values that Statement.Status takes; "draft" may be followed
// by its revision, as in "draft Rev.1".
var Statuses = []string{"final", "draft", "corrected", "withdrawn"}

// Voices lists everybody who speaks through the statement: By, OnBehalf and,
// where states is given, the members on the statement's date of each group in
// OnBehalf and of By. Sorted as met, without repetition.
func (s *Statement) Voices(states *States) []string {
	var out []string
	seen := map[string]bool{"": true}
	add := func(code string) {
		if !seen[code] {
			seen[code] = true
			out = append(out, code)
		}
	}
	for _, code := range append([]string{s.By}, s.OnBehalf...) {
		add(code)
	}
	if states == nil {
		return out
	}
	for _, code := range append([]string(nil), out...) {
		if len(s.OnBehalf) == 0 && code == s.By && !SpeaksForMembers(code) {
			continue
		}
		for _, member := range states.Members(code, s.Date) {
			add(member)
		}
	}
	return out
}

// SpeaksForMembers tells whether a body that speaks without naming whom it
// speaks for does so for its members. Groups of States do; a chair, a
// secretariat or a group of experts speaks for itself.
func SpeaksForMembers(body string) bool {
	switch {
	case body == "", body != strings.ToLower(body):
		return false
	case body == "chair", body == "icrc", body == "secretariat", body == "un", body == "oewg",
		body == "gge", strings.HasPrefix(body, "gge-"):
		return false
	}
	return true
}

// Span is a stretch of a text as byte offsets, Start inclusive, End exclusive.
type Span struct{ Start, End int }

// In gives the words of the span.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Len gives the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains tells whether t lies wholly within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps tells whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Passage is a span of a statement's text, never a copy of it. The passages of
// a statement tile its text.
type Passage struct {
	Statement  *Statement
	Start, End int
	Ordinal    int    // place among the statement's passages, from 0
	Paragraph  string // number of the paragraph it begins in, such as "13"; empty when paragraphs bear none
	Heading    Span   // of the section that it goes on, in the statement's text and before Start; empty where there is none
}

// Span gives the passage's place in the statement's text.
func (p Passage) Span() Span { return Span{p.Start, p.End} }

// Text gives the passage's words, as they stand, white space included.
func (p Passage) Text() string { return p.Statement.Text[p.Start:p.End] }

// Embedded gives the text that is embedded and indexed for the passage: its
// words without the white space around them.
func (p Passage) Embedded() string { return strings.TrimSpace(p.Text()) }

// Indexed gives the text by whose words the passage is found: the heading that it
// stands under too, which is no part of it and is never quoted for it. The vector
// is of Embedded alone, so that a changed heading embeds nothing anew.
func (p Passage) Indexed() string {
	if p.Heading.Len() <= 0 {
		return p.Embedded()
	}
	return p.Heading.In(p.Statement.Text) + "\n" + p.Embedded()
}

// ID names the passage: its statement, the hash of its text and, for texts
// that a statement repeats, its ordinal. It survives changes elsewhere in the
// statement except for the ordinal's.
func (p Passage) ID() string {
	return p.Statement.ID + "#" + Hash(p.Text())[:16] + "." + strconv.Itoa(p.Ordinal)
}
