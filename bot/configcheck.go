package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// marks tells where a configuration's keys stand, to give later errors their
// line.
type marks struct {
	file  string
	lines map[string]int // by dotted key
}

// errorf makes an error about a key. A key that is not in the file (its value
// is the default) is named without a line.
func (m marks) errorf(key, format string, args ...any) error {
	place := m.file
	if line := m.lines[key]; line > 0 {
		place = fmt.Sprintf("%s:%d", m.file, line)
	}
	return fmt.Errorf("%s: %s: %w", place, key, fmt.Errorf(format, args...))
}

// scanConfig walks the file before it is decoded and gathers what is wrong with
// its keys, all at once: the unknown ones, values of another type, and secrets.
// No value is ever repeated in an error, since it may be one.
func scanConfig(file string, text []byte) (marks, error) {
	s := scanner{marks: marks{file, map[string]int{}}, known: knownKeys()}
	s.parser.Reset(text)
	var table []string
	for s.parser.NextExpression() {
		switch e := s.parser.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table, _ = s.key(nil, e)
			s.table(table, e)
		case unstable.KeyValue:
			s.keyValue(table, e)
		}
	}
	if err := s.parser.Error(); err != nil && len(s.errs) == 0 {
		return s.marks, s.syntax(err)
	}
	return s.marks, errors.Join(s.errs...)
}

type scanner struct {
	marks
	parser unstable.Parser
	known  map[string]reflect.Type
	errs   []error
}

func (s *scanner) add(line int, hint, format string, args ...any) {
	err := fmt.Errorf("%s:%d: %s", s.file, line, fmt.Sprintf(format, args...))
	s.errs = append(s.errs, withHint(err, "%s", hint))
}

// key gives the dotted parts of a node's key within a table, and its line.
func (s *scanner) key(table []string, node *unstable.Node) (parts []string, line int) {
	parts = slices.Clone(table)
	for it := node.Key(); it.Next(); {
		parts = append(parts, string(it.Node().Data))
		line = s.parser.Shape(it.Node().Raw).Start.Line
	}
	return parts, line
}

func (s *scanner) table(parts []string, node *unstable.Node) {
	name := strings.Join(parts, ".")
	_, line := s.key(nil, node)
	switch typ, ok := s.known[name]; {
	case !ok:
		s.add(line, didYouMean(name, tables(s.known)), "unknown table [%s]", name)
	case typ.Kind() != reflect.Struct:
		s.add(line, "", "%s is a key, not a table", name)
	case node.Kind == unstable.ArrayTable:
		s.add(line, fmt.Sprintf("write [%s]", name), "[[%s]]: there is only one", name)
	}
}

func (s *scanner) keyValue(table []string, node *unstable.Node) {
	parts, line := s.key(table, node)
	name := strings.Join(parts, ".")
	s.lines[name] = line
	value := node.Value()
	typ, ok := s.known[name]
	switch {
	case s.secret(parts, value):
		s.add(line, "put it into an environment variable and give that one's name as key_env",
			"%s: a secret does not belong into a file", name)
	case !ok && s.inUnknownTable(parts): // was said of the table
	case !ok:
		s.add(line, didYouMean(parts[len(parts)-1], keysOf(s.known, parts[:len(parts)-1])), "unknown key %s", name)
	case typ.Kind() == reflect.Struct && typ != durationType && value.Kind == unstable.InlineTable:
		for it := value.Children(); it.Next(); {
			s.keyValue(parts, it.Node())
		}
	case kindOf(value) != wanted(typ):
		s.add(line, "", "%s takes %s, not %s", name, wanted(typ), kindOf(value))
	}
}

// inUnknownTable tells whether the key's table was already complained of.
func (s *scanner) inUnknownTable(parts []string) bool {
	if len(parts) < 2 {
		return false
	}
	_, ok := s.known[strings.Join(parts[:len(parts)-1], ".")]
	return !ok && len(s.errs) > 0
}

// syntax gives a syntax error its line.
func (s *scanner) syntax(err error) error {
	var pe *unstable.ParserError
	if !errors.As(err, &pe) {
		return fmt.Errorf("%s: %w", s.file, err)
	}
	line := 1
	if len(pe.Highlight) > 0 {
		line = s.parser.Shape(s.parser.Range(pe.Highlight)).Start.Line
	}
	return fmt.Errorf("%s:%d: %s", s.file, line, pe.Message)
}

var (
	secretKey = regexp.MustCompile(`(?i)(^|_)(api_?key|key|token|secret|password)$`)
	variable  = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
)

// secret tells whether a key or its value looks like a secret that was written
// into the file.
func (s *scanner) secret(parts []string, value *unstable.Node) bool {
	last := parts[len(parts)-1]
	if _, known := s.known[strings.Join(parts, ".")]; !known && secretKey.MatchString(last) {
		return true
	}
	if value.Kind != unstable.String {
		return false
	}
	text := string(value.Data)
	for _, prefix := range []string{"sk-", "sk_", "Bearer ", "gsk_", "hf_", "xai-", "ghp_", "AIza"} {
		if strings.HasPrefix(text, prefix) {
			return true
		}
	}
	return strings.HasSuffix(last, "_env") && text != "" && (!variable.MatchString(text) || len(text) > 64)
}

var durationType = reflect.TypeFor[Duration]()

// knownKeys gives the type of every key and table of Config by its dotted name.
func knownKeys() map[string]reflect.Type {
	known := map[string]reflect.Type{}
	var walk func(prefix string, t reflect.Type)
	walk = func(prefix string, t reflect.Type) {
		for f := range fields(t) {
			name := prefix + f.Tag.Get("toml")
			known[name] = f.Type
			if f.Type.Kind() == reflect.Struct && f.Type != durationType {
				walk(name+".", f.Type)
			}
		}
	}
	walk("", reflect.TypeFor[Config]())
	return known
}

func fields(t reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range t.NumField() {
			if !yield(t.Field(i)) {
				return
			}
		}
	}
}

// tables lists the names of the tables.
func tables(known map[string]reflect.Type) []string {
	var out []string
	for name, t := range known {
		if t.Kind() == reflect.Struct && t != durationType {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// keysOf lists the keys of a table, or the tables where parts is empty.
func keysOf(known map[string]reflect.Type, parts []string) []string {
	if len(parts) == 0 {
		return tables(known)
	}
	var out []string
	for name := range known {
		if rest, ok := strings.CutPrefix(name, strings.Join(parts, ".")+"."); ok {
			out = append(out, rest)
		}
	}
	slices.Sort(out)
	return out
}

// wanted names what a key of that type takes.
func wanted(t reflect.Type) string {
	switch {
	case t == durationType, t.Kind() == reflect.String:
		return "text in quotation marks"
	case t.Kind() == reflect.Int:
		return "a whole number"
	case t.Kind() == reflect.Bool:
		return "true or false"
	case t.Kind() == reflect.Struct:
		return "a table"
	case t.Kind() == reflect.Slice:
		return "a list"
	}
	return t.String()
}

// kindOf names what a value is, in the words of wanted.
func kindOf(value *unstable.Node) string {
	switch value.Kind {
	case unstable.String:
		return "text in quotation marks"
	case unstable.Integer:
		return "a whole number"
	case unstable.Bool:
		return "true or false"
	case unstable.InlineTable:
		return "a table"
	case unstable.Array:
		return "a list"
	case unstable.Float:
		return "a number with a point"
	}
	return "a date or a time"
}

// check looks at values that have the right type.
func (c Config) check(m marks) error {
	var errs []error
	complain := func(key, format string, args ...any) { errs = append(errs, m.errorf(key, format, args...)) }
	if k := c.Embedder.Kind; k != builtIn && k != overOpenAI {
		complain("embedder.kind", "there is no such embedder: use %q or %q", builtIn, overOpenAI)
	}
	if c.Embedder.Kind == overOpenAI {
		if c.Embedder.BaseURL == "" {
			complain("embedder.base_url", "kind %q needs the address of a server", overOpenAI)
		}
		if c.Embedder.Model == "" {
			complain("embedder.model", "kind %q needs the name of a model", overOpenAI)
		}
	}
	if err := c.checkUnused(m); err != nil {
		errs = append(errs, err)
	}
	if c.LLM.BaseURL != "" && c.LLM.Model == "" {
		complain("llm.model", "a server needs the name of a model")
	}
	for _, s := range []struct{ key, address, keyEnv string }{
		{"embedder.base_url", c.Embedder.BaseURL, c.Embedder.KeyEnv}, {"llm.base_url", c.LLM.BaseURL, c.LLM.KeyEnv},
	} {
		if err := checkAddress(s.address, s.keyEnv != ""); err != nil {
			complain(s.key, "%w", err)
		}
	}
	for _, least := range []struct {
		key         string
		value, from int
	}{
		{"embedder.dimensions", c.Embedder.Dimensions, 0}, {"embedder.max_tokens", c.Embedder.MaxTokens, 64},
		{"llm.context", c.LLM.Context, 1024}, {"llm.max_output", c.LLM.MaxOutput, 64},
	} {
		if least.value < least.from {
			complain(least.key, "%d is too little: it must be at least %d", least.value, least.from)
		}
	}
	if len(errs) == 0 && c.LLM.MaxOutput > c.LLM.Context/2 {
		complain("llm.max_output", "%d of a context of %d tokens leaves too little for the passages: at most half", c.LLM.MaxOutput, c.LLM.Context)
	}
	if err := c.checkSharedKey(m); err != nil {
		errs = append(errs, err)
	}
	if err := c.checkDiscord(m); err != nil {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// checkUnused refuses what the built-in embedder would pass over in silence: a
// server or a model of one's own.
func (c Config) checkUnused(m marks) error {
	if c.Embedder.Kind != builtIn {
		return nil
	}
	var errs []error
	for _, key := range []struct{ name, value string }{{"base_url", c.Embedder.BaseURL}, {"model", c.Embedder.Model}} {
		if key.value != "" {
			errs = append(errs, withHint(m.errorf("embedder."+key.name, "%s is for kind = %q", key.name, overOpenAI),
				"write kind = %q, or leave %s out", overOpenAI, key.name))
		}
	}
	return errors.Join(errs...)
}

// checkSharedKey sees to it that no key goes to two servers.
func (c Config) checkSharedKey(m marks) error {
	if c.Embedder.Kind != overOpenAI || c.LLM.BaseURL == "" || c.LLM.KeyEnv == "" || c.Embedder.KeyEnv != c.LLM.KeyEnv ||
		origin(c.Embedder.BaseURL) == origin(c.LLM.BaseURL) {
		return nil
	}
	return withHint(m.errorf("llm.key_env", "llm and embedder would send the same key to two servers"),
		`name another variable for one of them; "" sends none`)
}

// checkAddress refuses what is no base URL of a server, and one that would
// carry a key in the clear beyond this machine. The address is not repeated, as
// people write keys into it.
func checkAddress(address string, keyed bool) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	switch {
	case err != nil, u.Host == "":
		return errors.New(`not an address: write it like "https://host/v1"`)
	case u.User != nil, u.RawQuery != "", u.Fragment != "":
		return errors.New("an address without user, password, query and fragment is wanted; keys go into the environment")
	case u.Scheme != "http" && u.Scheme != "https":
		return errors.New("only http and https are spoken")
	case u.Scheme == "http" && keyed && !loopback(u.Hostname()):
		return errors.New(`a key goes over plain http to this machine only: use https, or key_env = "" where the server wants none`)
	}
	return nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// local tells whether an address is this machine's own.
func local(address string) bool {
	u, err := url.Parse(address)
	return err == nil && loopback(u.Hostname())
}

// origin is the part of an address that tells one server from another.
func origin(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Scheme + "://" + strings.ToLower(u.Host)
}
