package reader

import "time"

// Document is what was read from a file: one statement, or a record of several.
type Document struct {
	Text string // the body: valid UTF-8, lines ended by LF, no furniture, no header
	// Whole is the header's lines and the body; Text is the end of it. A
	// document that holds several statements is divided there, since the line
	// that names the first speaker looks like a header's.
	Whole string
	Meta  Meta

	Pages, WholePages Pages // where the printed pages begin in Text and in Whole; none where the document has no pages
}

// Meta is what a document says of itself. An empty field was not found, or not
// found for certain.
type Meta struct {
	Title   string
	Speaker string // as printed, without "H.E. Mr."
	Office  string // as printed
	// By and OnBehalf are phrases as printed that name the delegation that
	// speaks and those it speaks for, the most telling first: "Permanent
	// Representative of Singapore to the United Nations", "Malaysia". They are
	// for a list of States to resolve, and may name none.
	By       []string
	OnBehalf []string
	// ForPerson are the phrases that name a person on whose behalf somebody else
	// reads the statement: "Minister for Foreign Affairs of Italy".
	ForPerson []string

	Date     time.Time // midnight UTC
	Session  string    // as printed, such as "third substantive session"
	Venue    string    // as printed: the occasion, the place or both
	Process  string    // a process's code, such as "oewg-2021-2025"; "other" for an occasion that is none of them
	Kind     string    // statement, report, ...
	Language string    // of Text, BCP 47 primary subtag
	Symbol   string    // UN document symbol, without the asterisk of a reissue
	URL      string    // the page's own address, http or https
	UniqueID string    // of the text among all pages of its site, where the page prints one, as the old ones of the European External Action Service do

	Translation string // original, official, interpretation, machine
	Status      string // final, draft, corrected, withdrawn; draft may bear its revision

	Recognised bool // some of the words were recognised in pictures of pages, and may differ from what is printed there

	Disclaimer string // what it says of its own making: Unofficial, ByMachine, Press; it can only cost trust

	// Origin tells where a value came from, by the name of the field in lower
	// case ("date": "title"), for people who wonder.
	Origin map[string]string

	// Doubts says why a value was left empty though the document has something
	// to say on it, each behind the field's name: "date: several days stand in
	// the header: 2021-05-03, 2021-05-04".
	Doubts []string
}

// doubt notes why a field was left empty.
func (m *Meta) doubt(name, why string) { m.Doubts = append(m.Doubts, name+": "+why) }

// set fills a field that is still empty, and notes where the value came from.
func (m *Meta) set(field *string, name, value, origin string) {
	if *field == "" && value != "" {
		*field = value
		m.from(name, origin)
	}
}

func (m *Meta) setDate(d time.Time, origin string) {
	if m.Date.IsZero() && !d.IsZero() {
		m.Date = d
		m.from("date", origin)
	}
}

func (m *Meta) from(name, origin string) {
	if m.Origin == nil {
		m.Origin = map[string]string{}
	}
	m.Origin[name] = origin
}
