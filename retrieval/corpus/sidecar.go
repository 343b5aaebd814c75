package corpus

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/agnivade/levenshtein"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"

	"verbatim/retrieval/corpus/reader"
)

// sidecar is what NAME.toml says of the document beside it. It is read
// strictly: a key or a value that is not understood is an error, since it was
// meant to say something.
type sidecar struct {
	file string // as messages call it
	src  string

	set   map[string]bool   // keys given, empty values included
	text  map[string]string // those of the keys that are one string
	by    string            // resolved
	joint []string          // on_behalf, resolved
	date  time.Time
	grade *Grade

	warnings []Failure
}

// sidecarKeys are the keys a sidecar may have.
var sidecarKeys = []string{
	"title", "by", "on_behalf", "speaker", "office", "date", "process", "session", "venue",
	"kind", "language", "symbol", "url", "translation", "status", "grade",
}

// readSidecar reads the document's sidecar; nil where it has none.
func (d *found) readSidecar(states *States) (*sidecar, error) {
	if d.sidecar == "" {
		return nil, nil
	}
	file := place(d.src, d.sidecar)
	data, err := readFile(d.src, d.sidecar, 0)
	if err != nil {
		f := reasonOf(err)
		f.File = file
		return nil, f
	}
	d.sums[d.sidecar] = Hash(string(data))
	return parseSidecar(file, string(data), states)
}

// parseSidecar reads a sidecar. Its errors are Failures that name the line.
func parseSidecar(file, src string, states *States) (*sidecar, error) {
	s := &sidecar{file: file, src: src, set: map[string]bool{}, text: map[string]string{}}
	var values map[string]any
	if err := toml.Unmarshal([]byte(src), &values); err != nil {
		return nil, s.syntax(err)
	}
	keys := make([]string, 0, len(values))
	for k := range values {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		if !slices.Contains(sidecarKeys, k) {
			return nil, s.wrong(k, "unknown key "+shown(k), nearest(k, sidecarKeys))
		}
		s.set[k] = true
		if err := s.value(k, values[k], states); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *sidecar) syntax(err error) error {
	var e *toml.DecodeError
	if errors.As(err, &e) {
		row, _ := e.Position()
		return Failure{File: fmt.Sprintf("%s:%d", s.file, row), Reason: "is not TOML: " + strings.TrimPrefix(e.Error(), "toml: "), Fix: `write each value as key = "value"`}
	}
	return Failure{File: s.file, Reason: "is not TOML: " + err.Error(), Fix: `write each value as key = "value"`}
}

// value checks and keeps one value.
func (s *sidecar) value(key string, v any, states *States) error {
	if key == "date" {
		return s.readDate(v)
	}
	if key == "on_behalf" {
		return s.readOnBehalf(v, states)
	}
	text, ok := v.(string)
	if !ok {
		return s.wrong(key, key+" is "+typeName(v)+", not a string", `write `+key+` = "..."`)
	}
	text = strings.TrimSpace(text)
	if err := s.check(key, &text, states); err != nil {
		return err
	}
	s.text[key] = text
	return nil
}

// check holds a string to the values its key takes; an empty one clears what
// was found in the document.
func (s *sidecar) check(key string, text *string, states *States) error {
	if *text == "" {
		return nil
	}
	switch key {
	case "by":
		code, err := s.voice(key, *text, states)
		s.by = code
		return err
	case "process":
		return s.oneOf(key, text, Processes)
	case "kind":
		return s.oneOf(key, text, Kinds)
	case "translation":
		return s.oneOf(key, text, Translations)
	case "status":
		return s.status(text)
	case "language":
		return s.language(text)
	case "grade":
		g, err := ParseGrade(*text)
		if err != nil {
			return s.wrong(key, fmt.Sprintf("unknown grade %q", *text), nearest(*text, gradeNames[:]))
		}
		s.grade = &g
	case "url":
		if !reader.Linkable(*text) {
			s.warnings = append(s.warnings, Failure{
				File: s.at(key), Reason: fmt.Sprintf("url %s is ignored: only http and https addresses are linked to", shown(*text)),
				Fix: "give the address that begins with https://",
			})
			*text = ""
			s.set[key] = false
		}
	}
	return nil
}

func (s *sidecar) oneOf(key string, text *string, values []string) error {
	for _, v := range values {
		if strings.EqualFold(*text, v) {
			*text = v
			return nil
		}
	}
	return s.wrong(key, fmt.Sprintf("unknown %s %s", key, shown(*text)), meant(*text, values))
}

// status: a draft may be followed by its revision.
func (s *sidecar) status(text *string) error {
	word, rest, _ := strings.Cut(*text, " ")
	if err := s.oneOf("status", &word, Statuses); err != nil {
		return err
	}
	if rest != "" && word != "draft" {
		return s.wrong("status", fmt.Sprintf("unknown status %s", shown(*text)), "only a draft bears a revision, as in \"draft Rev.1\"")
	}
	*text = strings.TrimSpace(word + " " + rest)
	return nil
}

func (s *sidecar) language(text *string) error {
	tag, err := language.Parse(*text)
	if err != nil {
		return s.wrong("language", fmt.Sprintf("unknown language %s", shown(*text)), "use a code such as en, fr, es, ru, zh or ar")
	}
	base, _ := tag.Base()
	*text = base.String()
	return nil
}

func (s *sidecar) readDate(v any) error {
	switch d := v.(type) {
	case toml.LocalDate:
		s.date = time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	case toml.LocalDateTime:
		s.date = time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	case time.Time:
		s.date = time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC)
	case string:
		if strings.TrimSpace(d) == "" {
			return nil
		}
		day, ok := reader.ParseDate(d)
		if !ok {
			return s.wrong("date", fmt.Sprintf("date %s is no day that is certain", shown(d)), "write it as 2021-06-23")
		}
		s.date = day
	default:
		return s.wrong("date", "date is "+typeName(v)+", not a date", "write it as 2021-06-23")
	}
	return nil
}

func (s *sidecar) readOnBehalf(v any, states *States) error {
	list, ok := v.([]any)
	if one, single := v.(string); single {
		list, ok = []any{one}, true
	}
	if !ok {
		return s.wrong("on_behalf", "on_behalf is "+typeName(v)+", not a list", `write on_behalf = ["eu"]`)
	}
	for _, item := range list {
		name, ok := item.(string)
		if !ok {
			return s.wrong("on_behalf", "on_behalf holds "+typeName(item)+" where a name belongs", `write on_behalf = ["eu"]`)
		}
		if strings.TrimSpace(name) == "" {
			continue
		}
		code, err := s.voice("on_behalf", name, states)
		if err != nil {
			return err
		}
		if !slices.Contains(s.joint, code) {
			s.joint = append(s.joint, code)
		}
	}
	return nil
}

// voice resolves a name or code of a State, group or body.
func (s *sidecar) voice(key, name string, states *States) (string, error) {
	if states == nil {
		return name, nil
	}
	if v, ok := states.Lookup(name); ok {
		return v.Code, nil
	}
	fix := "give a State's name or code, or a group's or body's, as states.toml has them"
	if near := suggest(states, name); len(near) > 0 {
		fix = "did you mean " + strings.Join(near, " or ") + "? Otherwise " + fix
	}
	return "", s.wrong(key, fmt.Sprintf("%s names no State, group or body: %s", key, shown(name)), fix)
}

// apply puts the sidecar's values over those found. Where it names the speaker
// anew and says nothing of the office, the office found was another person's.
func (s *sidecar) apply(st *Statement) {
	if s == nil {
		return
	}
	for key, field := range map[string]*string{
		"title": &st.Title, "speaker": &st.Speaker, "office": &st.Office, "process": &st.Process,
		"session": &st.Session, "venue": &st.Venue, "kind": &st.Kind, "language": &st.Language,
		"symbol": &st.Symbol, "url": &st.URL, "translation": &st.Translation, "status": &st.Status,
	} {
		if !s.set[key] {
			continue
		}
		if key == "speaker" && s.text[key] != st.Speaker && !s.set["office"] {
			st.Office = ""
		}
		*field = s.text[key]
	}
	if s.set["by"] {
		st.By = s.by
	}
	if s.set["on_behalf"] {
		st.OnBehalf = s.joint
	}
	if s.set["date"] {
		st.Date = s.date
	}
	s.origins(st)
}

// origins notes the values that are the sidecar's.
func (s *sidecar) origins(st *Statement) {
	if len(s.set) == 0 {
		return
	}
	if st.Origin = maps.Clone(st.Origin); st.Origin == nil {
		st.Origin = map[string]string{}
	}
	for key, given := range s.set {
		if given && key != "grade" {
			st.Origin[key] = "sidecar"
		}
	}
	if len(st.Origin) == 0 {
		st.Origin = nil
	}
	st.Doubts = slices.DeleteFunc(slices.Clone(st.Doubts), func(d string) bool { // what was in doubt is told now
		field, _, _ := strings.Cut(d, ":")
		return s.set[field]
	})
	if len(st.Doubts) == 0 {
		st.Doubts = nil
	}
}

func (s *sidecar) wrong(key, reason, fix string) error {
	return Failure{File: s.at(key), Reason: reason, Fix: fix}
}

// at names the sidecar and the line on which a key stands.
func (s *sidecar) at(key string) string {
	re, err := regexp.Compile(`^\s*\[*\s*["']?` + regexp.QuoteMeta(key) + `["']?\s*[=.\]]`)
	if err == nil {
		for i, l := range strings.Split(s.src, "\n") {
			if re.MatchString(l) {
				return fmt.Sprintf("%s:%d", s.file, i+1)
			}
		}
	}
	return s.file
}

// meant is nearest with all values there are.
func meant(given string, values []string) string {
	all := strings.Join(values, ", ")
	if near := nearest(given, values); !strings.HasSuffix(near, all) {
		return near + "; there are " + all
	}
	return "use one of " + all
}

// nearest makes a hint of the value that is meant, as far as that can be told.
func nearest(given string, values []string) string {
	best, least := "", 1000
	low := strings.ToLower(strings.ReplaceAll(given, "_", "-"))
	for _, v := range values {
		d := levenshtein.ComputeDistance(low[:min(len(low), 60)], strings.ReplaceAll(v, "_", "-"))
		if strings.HasPrefix(v, low) || strings.HasPrefix(low, v) {
			d = min(d, 2)
		}
		if d < least {
			best, least = v, d
		}
	}
	if least*2 > len(best) {
		return "use one of " + strings.Join(values, ", ")
	}
	return "did you mean " + best + "?"
}

func suggest(states *States, name string) []string {
	s, ok := any(states).(interface{ Suggest(string, int) []string })
	if !ok || len(name) > 200 {
		return nil
	}
	return s.Suggest(name, 3)
}

func shown(s string) string {
	if r := []rune(s); len(r) > 80 {
		s = string(r[:80]) + "..."
	}
	return fmt.Sprintf("%q", s)
}

func typeName(v any) string {
	switch v.(type) {
	case string:
		return "a string"
	case bool:
		return "true or false"
	case int64, float64:
		return "a number"
	case []any:
		return "a list"
	case map[string]any:
		return "a table"
	}
	return "a date or time"
}
