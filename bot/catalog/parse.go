package catalog

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"verbatim/retrieval/corpus"
)

// Error is what is wrong with a catalogue's file, and where.
type Error struct {
	File    string
	Line    int // from 1
	Problem string
	Fix     string // what to do about it
}

// Error gives "catalog.toml:7: the kind speech is not known".
func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Problem) }

// Hint tells what to do about it.
func (e *Error) Hint() string { return e.Fix }

// file is catalog.toml and hosts.toml: either may hold both tables.
type file struct {
	Source []sourceTable `toml:"source"`
	Host   []hostTable   `toml:"host"`
}

type sourceTable struct {
	ID           string   `toml:"id"`
	Title        string   `toml:"title"`
	By           string   `toml:"by"`
	OnBehalf     []string `toml:"on_behalf"`
	Contributors []string `toml:"contributors"`
	Sponsors     []string `toml:"sponsors"`
	Speaker      string   `toml:"speaker"`
	Date         any      `toml:"date"`
	DateBasis    string   `toml:"date_basis"`
	Venue        string   `toml:"venue"`
	Process      string   `toml:"process"`
	Kind         string   `toml:"kind"`
	Language     string   `toml:"language"`
	Symbol       string   `toml:"symbol"`
	Topics       []string `toml:"topics"`
	URL          string   `toml:"url"`
	URLDerived   bool     `toml:"url_derived"`
	Also         []string `toml:"also"`
	Official     bool     `toml:"official"`
	Starter      bool     `toml:"starter"`
}

type hostTable struct {
	Host       string `toml:"host"`
	Subdomains bool   `toml:"subdomains"`
	Path       string `toml:"path"`
	Owner      string `toml:"owner"`
	Texts      string `toml:"texts"`
	Copy       string `toml:"copy"`
}

// hostsName is what errors call the built-in table of hosts.
const hostsName = "hosts.toml"

// Parse reads a catalogue and its table of hosts strictly. name is what errors
// call the catalogue's file. All that is wrong comes back at once, joined: each
// is an *Error.
func Parse(name string, catalog, hosts []byte, states *corpus.States) (*Catalog, error) {
	empty := &Catalog{states: states}
	c, err := empty.extended(hostsName, hosts)
	if err != nil {
		return nil, err
	}
	return c.extended(name, catalog)
}

// Extend gives the catalogue with a file of the operator's own put over it: a
// source whose ID is known replaces the one there, a host likewise, and all
// others are added. The catalogue itself stays as it is.
func (c *Catalog) Extend(name string, src []byte) (*Catalog, error) { return c.extended(name, src) }

func (c *Catalog) extended(name string, src []byte) (*Catalog, error) {
	where, err := scan(name, src)
	if err != nil {
		return nil, err
	}
	var f file
	if err := toml.Unmarshal(src, &f); err != nil {
		return nil, decodeError(name, err)
	}
	out := &Catalog{states: c.states, entries: slices.Clone(c.entries), hosts: slices.Clone(c.hosts), places: map[string]place{}}
	maps.Copy(out.places, c.places)
	p := &parser{Catalog: out, given: map[string]bool{}}
	for i := range f.Host {
		p.host(&f.Host[i], where.hosts[i])
	}
	for i := range f.Source {
		p.source(&f.Source[i], where.sources[i])
	}
	if len(p.errs) == 0 {
		p.index()
	}
	if len(p.errs) > 0 {
		return nil, errors.Join(p.errs...)
	}
	return out, nil
}

// parser puts one file into a catalogue and gathers what is wrong with it.
type parser struct {
	*Catalog
	given map[string]bool // IDs and hosts that this file has given
	errs  []error
}

// wrong notes a mistake at a key of a table.
func (p *parser) wrong(at place, key, fix, format string, args ...any) {
	line := at.line
	if l, ok := at.keys[key]; ok {
		line = l
	}
	p.errs = append(p.errs, &Error{at.file, line, fmt.Sprintf(format, args...), fix})
}

// once notes what this file has given, and an error where it gives it twice.
func (p *parser) once(what, key string, at place) {
	if p.given[what+key] {
		p.wrong(at, what, "take one of the two out", "the %s %s is given twice", what, key)
	}
	p.given[what+key] = true
}

// index finds sources by ID and address, and notes addresses that two have.
func (p *parser) index() {
	p.byID, p.byURL = map[string]int{}, map[string]int{}
	for i := range p.entries {
		e := &p.entries[i]
		p.byID[e.ID] = i
		for n, address := range slices.Concat([]string{e.URL}, e.Also) {
			key := addressKey(address)
			if first, ok := p.byURL[key]; ok {
				at, field := p.places[e.ID], "url"
				if n > 0 {
					field = "also"
				}
				p.wrong(at, field, "make one entry of the two; what is the same text elsewhere goes into also", "the address %s is also that of %s", address, p.entries[first].ID)
			}
			p.byURL[key] = i
		}
	}
}

// decodeError gives what the TOML decoder says its line.
func decodeError(name string, err error) error {
	var d *toml.DecodeError
	if !errors.As(err, &d) {
		return &Error{name, 1, strings.TrimPrefix(err.Error(), "toml: "), ""}
	}
	line, _ := d.Position()
	problem := strings.TrimPrefix(d.Error(), "toml: ")
	if key := d.Key(); len(key) > 0 {
		problem = strings.Join(key, ".") + ": " + problem
	}
	return &Error{name, line, problem, "the head of data/catalog.toml tells the form of every key"}
}
