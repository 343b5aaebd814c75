package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/agnivade/levenshtein"
	toml "github.com/pelletier/go-toml/v2"
)

// statesFile is states.toml; the file's own head says what each key is for.
type statesFile struct {
	Reply        string               `toml:"reply"`
	Capital      []string             `toml:"capital"`
	Alone        []string             `toml:"alone"`
	Shouted      []string             `toml:"shouted"`
	Never        []string             `toml:"never"`
	Guards       []string             `toml:"guards"`
	Ranks        []string             `toml:"ranks"`
	Links        []string             `toml:"links"`
	Titles       []string             `toml:"titles"`
	Seats        []statesSeat         `toml:"seats"`
	Ambiguous    []statesAmbiguous    `toml:"ambiguous"`
	NoDelegation []statesNoDelegation `toml:"no_delegation"`
	Group        []statesGroup        `toml:"group"`
	State        []statesState        `toml:"state"`
}

// statesSeat are names of a seat of government, of one code or of several.
type statesSeat struct {
	Of    []string `toml:"of"`
	Names []string `toml:"names"`
}

type statesAmbiguous struct {
	Names []string `toml:"names"`
	MayBe []string `toml:"may_be"`
	place statesPlace
}

type statesNoDelegation struct {
	Reply string   `toml:"reply"`
	Codes []string `toml:"codes"`
	Names []string `toml:"names"`
	place statesPlace
}

type statesGroup struct {
	Code    string   `toml:"code"`
	Kind    string   `toml:"kind"`
	Name    string   `toml:"name"`
	Names   []string `toml:"names"`
	Lookup  []string `toml:"lookup"`
	Quiet   bool     `toml:"quiet"`
	Region  bool     `toml:"region"`
	Members []string `toml:"members"`
	place   statesPlace
}

type statesState struct {
	Code       string          `toml:"code"`
	Alpha3     string          `toml:"alpha3"`
	Kind       string          `toml:"kind"`
	Name       string          `toml:"name"`
	Official   string          `toml:"official"`
	Region     string          `toml:"region"`
	Until      toml.LocalDate  `toml:"until"`
	Then       []statesThenRow `toml:"then"`
	Quiet      bool            `toml:"quiet"`
	Aliases    []string        `toml:"aliases"`
	Lookup     []string        `toml:"lookup"`
	Adjectives []string        `toml:"adjectives"`
	Demonyms   []string        `toml:"demonyms"`
	FR         []string        `toml:"fr"`
	ES         []string        `toml:"es"`
	RU         []string        `toml:"ru"`
	ZH         []string        `toml:"zh"`
	AR         []string        `toml:"ar"`
	FRAdj      []string        `toml:"fr_adjectives"`
	ESAdj      []string        `toml:"es_adjectives"`
	RUAdj      []string        `toml:"ru_adjectives"`
	ARAdj      []string        `toml:"ar_adjectives"`
	place      statesPlace
}

type statesThenRow struct {
	Name  string         `toml:"name"`
	Until toml.LocalDate `toml:"until"`
}

// StatesError is what is wrong with a states.toml, and where.
type StatesError struct {
	File    string
	Line    int    // from 1
	Problem string // what is wrong
	Hint    string // what to do about it
}

// Error gives "states.toml:7: unknown key nmae (did you mean name?)".
func (e *StatesError) Error() string {
	s := fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Problem)
	if e.Hint != "" {
		s += " (" + e.Hint + ")"
	}
	return s
}

// ParseStates reads a states.toml strictly. With a base it extends it: lists
// of a known code are added to, its single values replaced, and a member given
// again has its dates replaced; base itself stays as it is. name is the file's
// name for errors, which are *StatesError and say the line and what to do.
func ParseStates(name string, src []byte, base *States) (*States, error) {
	var file statesFile
	d := toml.NewDecoder(bytes.NewReader(src)).DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, statesDecodeError(name, err)
	}
	places := statesPlaces{name: name, lines: strings.Split(string(src), "\n")}
	places.mark(&file)
	b := statesBuilder{places: &places}
	if base != nil {
		b.data = base.data.clone()
	}
	if err := b.merge(&file); err != nil {
		return nil, err
	}
	return b.build()
}

// statesDecodeError turns what the TOML decoder says into place, problem and
// hint.
func statesDecodeError(name string, err error) error {
	var missing *toml.StrictMissingError
	var decode *toml.DecodeError
	switch {
	case errors.As(err, &missing) && len(missing.Errors) > 0:
		first := &missing.Errors[0]
		key := first.Key()
		row, _ := first.Position()
		bad := key[len(key)-1]
		return &StatesError{name, row, "unknown key " + bad, statesKeyHint(key)}
	case errors.As(err, &decode):
		row, _ := decode.Position()
		problem := strings.TrimPrefix(decode.Error(), "toml: ")
		if key := decode.Key(); len(key) > 0 {
			problem = strings.Join(key, ".") + ": " + problem
		}
		return &StatesError{name, row, problem, "states.toml of the program shows every key's form"}
	}
	return &StatesError{name, 1, strings.TrimPrefix(err.Error(), "toml: "), ""}
}

var statesKnownKeys = map[string][]string{
	"":              {"reply", "capital", "alone", "shouted", "never", "guards", "ranks", "links", "titles", "seats", "ambiguous", "no_delegation", "group", "state"},
	"seats":         {"of", "names"},
	"ambiguous":     {"names", "may_be"},
	"no_delegation": {"reply", "codes", "names"},
	"group":         {"code", "kind", "name", "names", "lookup", "quiet", "region", "members"},
	"state": {"code", "alpha3", "kind", "name", "official", "region", "until", "then", "quiet", "aliases", "lookup", "adjectives", "demonyms",
		"fr", "es", "ru", "zh", "ar", "fr_adjectives", "es_adjectives", "ru_adjectives", "ar_adjectives"},
	"then": {"name", "until"},
}

// statesKeyHint names the known key that an unknown one is nearest to, or
// else all that are known in its place.
func statesKeyHint(key toml.Key) string {
	parent := ""
	if len(key) > 1 {
		parent = key[len(key)-2]
	}
	known := statesKnownKeys[parent]
	best, least := "", 4
	for _, k := range known {
		if d := levenshtein.ComputeDistance(k, key[len(key)-1]); d < least && d < len(k) {
			best, least = k, d
		}
	}
	if best != "" {
		return "did you mean " + best + "?"
	}
	return "known here: " + strings.Join(known, ", ")
}

// statesPlace is where a record stands in the file that is being read; zero
// for what came from the base.
type statesPlace struct{ from, to int } // lines from 0, to exclusive

// statesPlaces finds lines for errors. The decoder tells where a value is only
// when it refuses it, so records are found by their headers: a file that
// writes them another way gets the first line that has the value.
type statesPlaces struct {
	name  string
	lines []string
}

var statesHeader = regexp.MustCompile(`^\s*\[\[?\s*([a-z_]+)\s*\]\]?`)

func (p *statesPlaces) mark(file *statesFile) {
	found := map[string][]statesPlace{}
	last := ""
	for i, line := range p.lines {
		m := statesHeader.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		if n := len(found[last]); n > 0 {
			found[last][n-1].to = i
		}
		last = m[1]
		found[last] = append(found[last], statesPlace{i, len(p.lines)})
	}
	at := func(table string, i int) statesPlace {
		if i < len(found[table]) {
			return found[table][i]
		}
		return statesPlace{0, len(p.lines)}
	}
	for i := range file.Ambiguous {
		file.Ambiguous[i].place = at("ambiguous", i)
	}
	for i := range file.NoDelegation {
		file.NoDelegation[i].place = at("no_delegation", i)
	}
	for i := range file.Group {
		file.Group[i].place = at("group", i)
	}
	for i := range file.State {
		file.State[i].place = at("state", i)
	}
}

// wrong makes the error for a value of a record: its line is the first of the
// record that holds the value in quotation marks.
func (p *statesPlaces) wrong(at statesPlace, value, problem, hint string) error {
	line := at.from
	for i := at.from; i < min(at.to, len(p.lines)); i++ {
		if strings.Contains(p.lines[i], `"`+value+`"`) || strings.Contains(p.lines[i], `'`+value+`'`) {
			line = i
			break
		}
	}
	return &StatesError{p.name, line + 1, problem, hint}
}
