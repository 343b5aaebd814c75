package outcome

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"verbatim/retrieval/corpus"
)

// Facts is what is known of outcomes, held or not.
type Facts struct {
	Norms     []Norm     // by letter
	Documents []Document // oldest first, as the file has them
	Drafts    []Draft
}

// Norm is one of the eleven norms of responsible State behaviour.
type Norm struct {
	Letter     string
	Paraphrase string // in the program's own words, never the report's
	Reference  string // symbol of the report
	Paragraph  string // where its words stand in it
	Source     []string
	Seen       bool // whether the paraphrase could be held to a source
}

// Document is an adopted report or resolution.
type Document struct {
	Symbol  string
	Title   string // in the program's own words
	Kind    string // report or resolution
	Process string
	Date    string // of adoption, as far as it is known: 2021, 2021-03 or 2021-03-12
	How     string // one of Ways; empty where it is not known
	Vote    string // the figures, and where the vote was
	After   string // what the General Assembly did with it
	Topics  []string
	Source  []string
	Seen    bool
}

// Draft is a draft whose text was adopted under another symbol.
type Draft struct {
	Symbol, Title, Final string
	Source               []string
	Seen                 bool
}

// Ways are the values that Document.How takes.
var Ways = []string{"consensus", "vote", "without a vote"}

// topicKeys are the values that Document.Topics takes, those of the catalogue.
var topicKeys = []string{"threats", "norms", "international-law", "cbms", "capacity-building", "institutional-dialogue", "modalities", "general"}

type table struct {
	Norm []struct {
		Letter     string   `toml:"letter"`
		Paraphrase string   `toml:"paraphrase"`
		Reference  string   `toml:"reference"`
		Paragraph  string   `toml:"paragraph"`
		Source     []string `toml:"source"`
		Seen       *bool    `toml:"seen"`
	} `toml:"norm"`
	Document []struct {
		Symbol  string   `toml:"symbol"`
		Title   string   `toml:"title"`
		Kind    string   `toml:"kind"`
		Process string   `toml:"process"`
		Date    string   `toml:"date"`
		How     string   `toml:"how"`
		Vote    string   `toml:"vote"`
		After   string   `toml:"after"`
		Topics  []string `toml:"topics"`
		Source  []string `toml:"source"`
		Seen    *bool    `toml:"seen"`
	} `toml:"document"`
	Draft []struct {
		Symbol string   `toml:"symbol"`
		Title  string   `toml:"title"`
		Final  string   `toml:"final"`
		Source []string `toml:"source"`
		Seen   *bool    `toml:"seen"`
	} `toml:"draft"`
}

// Parse reads outcomes.toml, whose head tells its form.
func Parse(name string, src []byte) (*Facts, error) {
	var t table
	if err := toml.NewDecoder(strings.NewReader(string(src))).DisallowUnknownFields().Decode(&t); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	f := &Facts{}
	for _, n := range t.Norm {
		f.Norms = append(f.Norms, Norm{n.Letter, n.Paraphrase, n.Reference, n.Paragraph, n.Source, n.Seen == nil || *n.Seen})
	}
	for _, d := range t.Document {
		f.Documents = append(f.Documents, Document{d.Symbol, d.Title, d.Kind, d.Process, d.Date, d.How, d.Vote, d.After, d.Topics, d.Source, d.Seen == nil || *d.Seen})
	}
	for _, d := range t.Draft {
		f.Drafts = append(f.Drafts, Draft{d.Symbol, d.Title, d.Final, d.Source, d.Seen == nil || *d.Seen})
	}
	if err := f.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return f, nil
}

// check holds the file to the rules that its head gives.
func (f *Facts) check() error {
	letters := ""
	for _, n := range f.Norms {
		letters += n.Letter
		if err := sound("norm "+n.Letter, n.Paraphrase, n.Source); err != nil {
			return err
		}
		if _, err := ParseNumber(n.Paragraph); err != nil || Symbol(n.Reference) != n.Reference || n.Reference == "" {
			return fmt.Errorf("norm %s: %q, paragraph %q is no reference", n.Letter, n.Reference, n.Paragraph)
		}
	}
	if letters != "abcdefghijk" {
		return fmt.Errorf("the norms are a to k, in this order, not %q", letters)
	}
	seen := map[string]bool{}
	for _, d := range f.Documents {
		if err := d.check(); err != nil {
			return fmt.Errorf("%s: %w", d.Symbol, err)
		}
		if seen[d.Symbol] {
			return fmt.Errorf("%s stands here twice", d.Symbol)
		}
		seen[d.Symbol] = true
	}
	for _, d := range f.Drafts {
		switch err := sound(d.Symbol, d.Title, d.Source); {
		case err != nil:
			return err
		case Symbol(d.Symbol) != d.Symbol || seen[d.Symbol]:
			return fmt.Errorf("%s is no draft's symbol, or stands here twice", d.Symbol)
		case !seen[d.Final]:
			return fmt.Errorf("%s: its final form %q is none of the documents", d.Symbol, d.Final)
		}
		seen[d.Symbol] = true
	}
	return nil
}

func (d *Document) check() error {
	switch err := sound("it", d.Title, d.Source); {
	case err != nil:
		return err
	case Symbol(d.Symbol) != d.Symbol || d.Symbol == "":
		return errors.New("the symbol is not written as symbols are")
	case IsDraftSymbol(d.Symbol):
		return errors.New("this is a draft's symbol")
	case d.Kind != "report" && d.Kind != "resolution":
		return fmt.Errorf("the kind is report or resolution, not %q", d.Kind)
	case !slices.Contains(corpus.Processes, d.Process):
		return fmt.Errorf("the process %q is not known", d.Process)
	case d.How != "" && !slices.Contains(Ways, d.How):
		return fmt.Errorf("how it was adopted is not told by %q", d.How)
	case (d.Vote != "") != (d.How == "vote"):
		return errors.New("a vote has figures, and nothing else has")
	case len(d.Topics) == 0:
		return errors.New("it has no topics")
	case day(d.Date) == "":
		return fmt.Errorf("the date %q is not 2021, 2021-03 or 2021-03-12", d.Date)
	}
	for _, t := range d.Topics {
		if !slices.Contains(topicKeys, t) {
			return fmt.Errorf("the topic %q is not known", t)
		}
	}
	return nil
}

// sound checks what every entry has: a text of one line, and addresses.
func sound(what, text string, source []string) error {
	if text == "" || len(text) > 300 || strings.ContainsAny(text, "\n\r\t") {
		return fmt.Errorf("%s has no text, or more than a line", what)
	}
	if len(source) == 0 {
		return fmt.Errorf("%s has no source", what)
	}
	for _, s := range source {
		if u, err := url.Parse(s); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return fmt.Errorf("%s: the source %q is no address", what, s)
		}
	}
	return nil
}

// day writes a date as far as it is known; "" for none.
func day(date string) string {
	for _, f := range [][2]string{{time.DateOnly, "2 January 2006"}, {"2006-01", "January 2006"}, {"2006", "2006"}} {
		if t, err := time.Parse(f[0], date); err == nil {
			return t.Format(f[1])
		}
	}
	return ""
}

// Document finds the adopted document of a symbol.
func (f *Facts) Document(symbol string) (Document, bool) {
	for _, d := range f.Documents {
		if sameSymbol(d.Symbol, symbol) {
			return d, true
		}
	}
	return Document{}, false
}

// Draft finds the draft of a symbol.
func (f *Facts) Draft(symbol string) (Draft, bool) {
	for _, d := range f.Drafts {
		if sameSymbol(d.Symbol, symbol) {
			return d, true
		}
	}
	return Draft{}, false
}

// Norm finds a norm by its letter, also written "norm C" or "13(c)".
func (f *Facts) Norm(letter string) (Norm, error) {
	m := normLetter.FindStringSubmatch(strings.ToLower(strings.TrimSpace(letter)))
	if m != nil {
		for _, n := range f.Norms {
			if n.Letter == m[1] {
				return n, nil
			}
		}
	}
	return Norm{}, ErrNoNorm
}

var normLetter = regexp.MustCompile(`^(?:norm )?(?:13 ?)?\(?([a-z])\)?$`)

// ErrNoNorm says that there is no such norm.
var ErrNoNorm = errors.New("the norms of A/70/174 have the letters a to k")

// Adoption tells what a document is, and when and how it was adopted.
func (d Document) Adoption() string {
	text := d.Symbol + ", " + d.Title + ": adopted "
	switch d.How {
	case "consensus", "vote":
		text += "by " + d.How + " "
	case "without a vote":
		text += d.How + " "
	}
	if d.Vote != "" {
		text += "(" + d.Vote + ") "
	}
	on := "in "
	if len(d.Date) == len(time.DateOnly) {
		on = "on "
	}
	text += on + day(d.Date)
	if d.After != "" {
		text += "; " + d.After
	}
	return text + "." + unseen(d.Seen)
}

// unseen marks what could not be held to a source.
func unseen(seen bool) string {
	if seen {
		return ""
	}
	return " (Well known, but not seen on a source: confirm it before use.)"
}
