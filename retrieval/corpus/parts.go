package corpus

import (
	"strings"
	"time"

	"verbatim/retrieval/corpus/reader"
)

// Several statements in one document: the record of a meeting, a compendium of
// contributions, a speech in sections of different days.
//
// A document is divided so that no words are credited to the wrong delegation,
// and the rule in doubt is: nobody. A stretch whose speaker is not certain
// becomes a statement without a delegation, which is never cited for a State.
// What makes a speaker certain stands in parts_turns.go for records and in
// parts_contents.go for compendia.
//
// Parts are stretches of the document's own text, in its order, and do not
// overlap. The lines that only name a speaker belong to none of them.

// part is a stretch of a document that is a statement of its own.
type part struct {
	Span // in the document's whole text, without white space around it

	own     bool // who speaks is settled here, and not by what the document says of itself
	by      string
	behalf  []string
	speaker string // as printed, without the honorific
	origin  string // where by comes from
	doubt   string // why by is empty

	kind, translation string // empty: the document's
	language          bool   // it may be in another language than the document
	informal          bool   // said while the meeting was in informal mode

	head    *reader.Meta // what its own head says, where it is a whole statement; else nil
	heading string       // of the section that it is; empty for a turn
	ofDay   bool         // date is the section's, even where it is zero
	date    time.Time    // midnight UTC
}

// KindProcedural is the Kind of what whoever presides says in conducting a
// meeting: nothing that a delegation holds.
const KindProcedural = "procedural"

// mostParts is how many statements a document may hold. A longer list of lines
// that look like names is no record of a meeting.
const mostParts = 5000

// partsOf divides a document; nil where it is one statement. base is what is
// known of the document as a whole, and by the delegation that its sidecar names, ""
// where it names none: what stands below another's title is not of that one either.
func partsOf(doc reader.Document, base *Statement, by string, states *States) []part {
	if states == nil {
		return nil
	}
	of := base
	if by != "" && base.By == "" && len(base.OnBehalf) == 0 {
		known := *base
		known.By, of = by, &known
	}
	for _, divide := range []func() []part{
		func() []part { return contributions(doc, base, states) },
		func() []part { return turnsOf(doc, base, states) },
		func() []part { return titled(doc, of, states) },
		func() []part { return nationalPart(doc, base, states) },
		func() []part { return datedSections(doc, base, states) },
	} {
		if parts := divide(); len(parts) > 0 && len(parts) <= mostParts {
			return parts
		}
	}
	return nil
}

// trimSpan takes the white space off the ends of a span.
func trimSpan(text string, s Span) Span {
	if s.End <= s.Start {
		return Span{s.Start, s.Start}
	}
	words := s.In(text)
	left := strings.TrimSpace(words)
	at := s.Start + strings.Index(words, left)
	return Span{at, at + len(left)}
}

// bodyOf gives the offset in the whole text at which the document's body begins.
func bodyOf(doc reader.Document) int { return len(doc.Whole) - len(doc.Text) }
