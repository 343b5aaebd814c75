package catalog

import (
	"errors"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// place is where a table stands in a file, with the lines of its keys.
type place struct {
	file string
	line int
	keys map[string]int
}

// scanned has the places of a file's tables in their order.
type scanned struct{ sources, hosts []place }

// scan walks a file before it is decoded: it notes where tables and keys stand,
// and refuses tables and keys that are not known.
func scan(name string, src []byte) (scanned, error) {
	s := scanner{name: name, known: map[string][]string{
		"source": keysOf(reflect.TypeFor[sourceTable]()),
		"host":   keysOf(reflect.TypeFor[hostTable]()),
	}}
	for i, c := range src {
		if c == '\n' {
			s.breaks = append(s.breaks, i)
		}
	}
	s.parser.Reset(src)
	for s.parser.NextExpression() {
		switch e := s.parser.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			s.table(e)
		case unstable.KeyValue:
			s.keyValue(e)
		}
	}
	if err := s.parser.Error(); err != nil {
		s.errs = append(s.errs, s.syntax(err))
	}
	return s.scanned, errors.Join(s.errs...)
}

type scanner struct {
	scanned
	name    string
	parser  unstable.Parser
	known   map[string][]string // keys by table
	current string              // table that is being read; empty before the first and in an unknown one
	breaks  []int               // where lines end
	errs    []error
}

// lineAt gives the line of an offset. The parser's own way to tell it reads the
// file from its beginning for each key.
func (s *scanner) lineAt(offset int) int {
	n, _ := slices.BinarySearch(s.breaks, offset)
	return n + 1
}

func (s *scanner) add(line int, problem, fix string) {
	s.errs = append(s.errs, &Error{s.name, line, problem, fix})
}

// key gives a node's dotted key and its line.
func (s *scanner) key(node *unstable.Node) (key string, line int) {
	var parts []string
	for it := node.Key(); it.Next(); {
		parts = append(parts, string(it.Node().Data))
		line = s.lineAt(int(it.Node().Raw.Offset))
	}
	return strings.Join(parts, "."), line
}

func (s *scanner) table(node *unstable.Node) {
	name, line := s.key(node)
	s.current = ""
	if s.known[name] == nil || node.Kind != unstable.ArrayTable {
		s.add(line, "the table "+shown(name)+" is not known", "there are [[source]] and [[host]], each with two brackets")
		return
	}
	s.current = name
	at := place{file: s.name, line: line, keys: map[string]int{}}
	if name == "source" {
		s.sources = append(s.sources, at)
	} else {
		s.hosts = append(s.hosts, at)
	}
}

func (s *scanner) keyValue(node *unstable.Node) {
	key, line := s.key(node)
	if s.current == "" {
		if len(s.sources)+len(s.hosts)+len(s.errs) == 0 {
			s.add(line, "the key "+shown(key)+" stands outside of a table", "put [[source]] or [[host]] on a line before it")
		}
		return // it was said already, of the first such key or of an unknown table
	}
	known := s.known[s.current]
	if !slices.Contains(known, key) {
		s.add(line, "the key "+shown(key)+" is not known", didYouMean(key, known))
		return
	}
	at := &s.sources
	if s.current == "host" {
		at = &s.hosts
	}
	(*at)[len(*at)-1].keys[key] = line
}

// syntax gives a syntax error its line.
func (s *scanner) syntax(err error) error {
	var pe *unstable.ParserError
	line := 1
	if !errors.As(err, &pe) {
		return &Error{s.name, line, err.Error(), ""}
	}
	if len(pe.Highlight) > 0 {
		line = s.lineAt(int(s.parser.Range(pe.Highlight).Offset))
	}
	return &Error{s.name, line, pe.Message, `write each value as key = "value"`}
}

// keysOf lists the keys of a table in the order of its struct.
func keysOf(t reflect.Type) []string {
	var out []string
	for i := range t.NumField() {
		out = append(out, t.Field(i).Tag.Get("toml"))
	}
	return out
}
