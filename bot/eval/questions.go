package eval

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// Set is a set of graded questions.
type Set struct {
	Name      string
	SHA256    string // of what it was read from, hexadecimal
	Library   string // what it is asked of: BuiltIn, a folder relative to the file, or empty: the user's own
	Questions []Question
}

// BuiltIn is the Library of a set over the library that the program carries.
const BuiltIn = "built-in"

// Question is a graded question.
type Question struct {
	Where      string // file and line
	Text       string
	Kind       string   // position, paraphrase, follow-up, unanswerable, or another lower-case word
	Use        string   // "tune" where it chose floors and weights, "test" where it only measures, or another word
	Before     []string // questions asked before it, oldest first
	States     []string // codes of the delegations whose words it asks for; none: anybody's
	Answerable bool
	Gold       []Gold
}

// Gold is what an answer is known by.
type Gold struct {
	Words     string
	Statement string // ID of the only statement in which they count; empty: any
	Grade     int    // how well they answer, 1 to 9
}

// questionsFile is a file of questions. words, with files beside it, is short for
// golds of grade 1.
type questionsFile struct {
	Library  string         `toml:"library"`
	Question []questionFile `toml:"question"`
}

type questionFile struct {
	Text       string     `toml:"text"`
	Kind       string     `toml:"kind"`
	Use        string     `toml:"use"`
	Before     []string   `toml:"before"`
	State      string     `toml:"state"`
	States     []string   `toml:"states"`
	Answerable *bool      `toml:"answerable"`
	Words      []string   `toml:"words"`
	Files      []string   `toml:"files"`
	Gold       []goldFile `toml:"gold"`
}

type goldFile struct {
	Words     string `toml:"words"`
	Statement string `toml:"statement"`
	Grade     *int   `toml:"grade"`
}

// MostBytes is the largest file of questions that is read.
const MostBytes = 16 << 20

// Limits of a question.
const (
	mostText   = 8000 // bytes, as a command line takes them
	mostBefore = 8
	mostGrade  = 9
)

var word = regexp.MustCompile(`^[a-z][a-z0-9-]{0,23}$`)

// ParseQuestions reads a file of questions. Its error names file and line, and
// what to do.
func ParseQuestions(name string, src []byte) (*Set, error) {
	if len(src) > MostBytes {
		return nil, fmt.Errorf("%s: is larger than %d MB: split it", name, MostBytes>>20)
	}
	var file questionsFile
	d := toml.NewDecoder(bytes.NewReader(src)).DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, tomlError(name, err)
	}
	lines := questionLines(src)
	if len(lines) != len(file.Question) {
		return nil, fmt.Errorf("%s: write each question as a table [[question]]", name)
	}
	if len(file.Question) == 0 {
		return nil, fmt.Errorf("%s: has no questions: write each as a table [[question]] with text, and words that answer", name)
	}
	sum := sha256.Sum256(src)
	set := &Set{Name: name, SHA256: hex.EncodeToString(sum[:]), Library: file.Library}
	for i, q := range file.Question {
		made, err := q.question()
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, lines[i], err)
		}
		made.Where = fmt.Sprintf("%s:%d", name, lines[i])
		set.Questions = append(set.Questions, made)
	}
	return set, nil
}

// Join makes one set of several over the same library.
func Join(name string, sets ...*Set) *Set {
	out := &Set{Name: name, Library: sets[0].Library}
	var sums strings.Builder
	for _, s := range sets {
		sums.WriteString(s.SHA256)
		out.Questions = append(out.Questions, s.Questions...)
	}
	sum := sha256.Sum256([]byte(sums.String()))
	out.SHA256 = hex.EncodeToString(sum[:])
	return out
}

// HeldBack is the use of questions that measure and tune nothing.
const HeldBack = "test"

// Used gives the questions of one use alone, so that those held back are not
// asked while the others tune. Its name tells the use: runs of a part stand
// beside runs of the same part.
func (s *Set) Used(use string) (*Set, error) {
	out := *s
	out.Name = s.Name + ", use " + use
	out.Questions = nil
	var uses []string
	for _, q := range s.Questions {
		if q.Use == use {
			out.Questions = append(out.Questions, q)
		}
		if q.Use != "" && !slices.Contains(uses, q.Use) {
			uses = append(uses, q.Use)
		}
	}
	if len(out.Questions) == 0 {
		return nil, fmt.Errorf("no question has use = %q: the uses there are: %s", use, cmp.Or(strings.Join(uses, ", "), "none"))
	}
	return &out, nil
}

// question checks what a file says of a question and fills in what it need not
// say.
func (q questionFile) question() (Question, error) {
	out := Question{Text: strings.TrimSpace(q.Text), Kind: q.Kind, Use: q.Use, Before: q.Before, States: q.States}
	if q.State != "" {
		out.States = append([]string{q.State}, q.States...)
	}
	gold, err := q.golds()
	if err != nil {
		return Question{}, err
	}
	out.Gold, out.Answerable = gold, len(gold) > 0
	if q.Answerable != nil && *q.Answerable != out.Answerable {
		if out.Answerable {
			return Question{}, errors.New("the question is not answerable, and has words that answer: remove one or the other")
		}
		return Question{}, errors.New("the question is answerable, and nothing tells an answer: give the words that one is known by")
	}
	if out.Kind == "" {
		out.Kind = out.usualKind()
	}
	return out, out.check()
}

func (q Question) usualKind() string {
	switch {
	case !q.Answerable:
		return "unanswerable"
	case len(q.Before) > 0:
		return "follow-up"
	}
	return "position"
}

func (q Question) check() error {
	switch {
	case q.Text == "":
		return errors.New("the question has no text")
	case len(q.Text) > mostText:
		return fmt.Errorf("the question is %d bytes long; %d are taken at most", len(q.Text), mostText)
	case !word.MatchString(q.Kind):
		return fmt.Errorf("kind = %q: use a word in small letters, such as position or follow-up", q.Kind)
	case q.Use != "" && !word.MatchString(q.Use):
		return fmt.Errorf("use = %q: use a word in small letters, such as tune or test", q.Use)
	case len(q.Before) > mostBefore:
		return fmt.Errorf("%d questions come before; %d are taken at most", len(q.Before), mostBefore)
	}
	for _, text := range q.Before {
		if strings.TrimSpace(text) == "" || len(text) > mostText {
			return errors.New("a question in before is empty or too long")
		}
	}
	return nil
}

// golds gives the golds of both forms.
func (q questionFile) golds() ([]Gold, error) {
	if len(q.Files) > 0 && len(q.Files) != len(q.Words) {
		return nil, fmt.Errorf("%d words and %d files: name for each words the file they stand in, at the same place", len(q.Words), len(q.Files))
	}
	var out []Gold
	for i, words := range q.Words {
		g := Gold{Words: words, Grade: 1}
		if len(q.Files) > 0 {
			g.Statement = q.Files[i]
		}
		out = append(out, g)
	}
	for _, g := range q.Gold {
		made := Gold{g.Words, g.Statement, 1}
		if g.Grade != nil {
			made.Grade = *g.Grade
		}
		out = append(out, made)
	}
	for _, g := range out {
		if strings.TrimSpace(g.Words) == "" {
			return nil, errors.New("words that answer are empty")
		}
		if g.Grade < 1 || g.Grade > mostGrade {
			return nil, fmt.Errorf("grade = %d: use 1 to %d", g.Grade, mostGrade)
		}
	}
	return out, nil
}

// questionLines gives the line, from 1, on which each question begins.
func questionLines(src []byte) []int {
	var p unstable.Parser
	var out []int
	p.Reset(src)
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind != unstable.ArrayTable {
			continue
		}
		key := e.Key()
		if key.Next(); string(key.Node().Data) == "question" && key.IsLast() {
			out = append(out, p.Shape(key.Node().Raw).Start.Line)
		}
	}
	return out
}

// tomlError gives what is wrong with a file, with its line.
func tomlError(name string, err error) error {
	var unknown *toml.StrictMissingError
	var wrong *toml.DecodeError
	switch {
	case errors.As(err, &unknown) && len(unknown.Errors) > 0:
		first := unknown.Errors[0]
		line, _ := first.Position()
		return fmt.Errorf("%s:%d: unknown key %s: the package comment of bot/eval and data/questions show the keys there are", name, line, strings.Join(first.Key(), "."))
	case errors.As(err, &wrong):
		line, _ := wrong.Position()
		return fmt.Errorf("%s:%d: %s", name, line, strings.TrimPrefix(wrong.Error(), "toml: "))
	}
	return fmt.Errorf("%s: %w", name, err)
}
