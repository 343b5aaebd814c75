package catalog

import (
	"regexp"
	"slices"
	"time"

	"verbatim/retrieval/corpus"
)

// Entry is one source. Codes are those of corpus.States.
type Entry struct {
	ID    string // stable; small letters, digits and dashes, also good as a file's name
	Title string // the document's own, as far as it was seen

	By           string   // who speaks; empty where several do or it is not known
	OnBehalf     []string // for whom, in a joint statement; without By, who made it together
	Contributors []string // whose own statements or papers the document holds, each in its own name
	Sponsors     []string // States that put their names to it, where a page lists them
	Speaker      string   // as printed

	Date      string // 2021, 2021-03 or 2021-03-12, as far as it is known; else empty
	DateBasis string // one of Bases; empty without a date
	Venue     string

	Process  string // one of corpus.Processes
	Kind     string // one of Kinds
	Language string // ISO 639
	Symbol   string // of the United Nations, or the body's own
	Topics   []string

	URL      string   // http or https
	Derived  bool     // whether URL was made of the symbol and not seen
	Also     []string // other addresses of the same text
	Official bool     // whether URL is on a site of whoever speaks, or on one of the UN's for documents
	Starter  bool     // whether it belongs to the set to begin with
}

// Kinds that only a catalogue has: accounts of what was said, never a State's
// words.
const (
	PressSummary   = "press-summary"   // by a press officer
	MachineSummary = "machine-summary" // by a machine
)

// Kinds are the values that Entry.Kind takes.
var Kinds = append(slices.Clone(corpus.Kinds), PressSummary, MachineSummary)

// Topics are the values that Entry.Topics takes: the pillars of the
// negotiations, their own arrangement, and "general" for all of them.
var Topics = []string{"threats", "norms", "international-law", "cbms", "capacity-building", "institutional-dialogue", "modalities", "general"}

// The values of Entry.DateBasis: how the date is known.
const (
	Seen     = "seen"     // it stands on the page
	Address  = "address"  // it was read from the address
	Inferred = "inferred" // from the occasion: to be confirmed
)

// Bases are the values that Entry.DateBasis takes.
var Bases = []string{Seen, Address, Inferred}

// Voices lists who speaks through the source, each once: By, OnBehalf,
// Contributors and Sponsors. Members of a group are not among them unless they
// are named.
func (e *Entry) Voices() []string {
	var out []string
	for _, code := range slices.Concat([]string{e.By}, e.OnBehalf, e.Contributors, e.Sponsors) {
		if code != "" && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	return out
}

// Day is the source's day, and zero where the whole date is not known.
func (e *Entry) Day() time.Time {
	day, err := time.Parse(time.DateOnly, e.Date)
	if err != nil {
		return time.Time{}
	}
	return day
}

// Last is the last day that the source may be of: of a date that is known to
// the month or year only, its end. Zero without a date.
func (e *Entry) Last() time.Time {
	if day, err := time.Parse("2006", e.Date); err == nil {
		return day.AddDate(1, 0, -1)
	}
	if day, err := time.Parse("2006-01", e.Date); err == nil {
		return day.AddDate(0, 1, -1)
	}
	return e.Day()
}

var idForm = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)
