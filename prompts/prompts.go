// Package prompts holds what is said to a language model, as embedded
// templates with golden renderings, so that a changed word shows up in review.
//
// Everything from a document or a question is data in a prompt, never an
// instruction: it is put on one line, fenced, and stripped of what could end
// the fence or pass for a passage's number. That is a courtesy to the model,
// not the defence; the defence is the gate in bot/answer, which shows nothing
// that the record does not bear out, whatever a model was talked into.
package prompts

import (
	"embed"
	"fmt"
	"regexp"
	"strings"
	"text/template"
	"unicode"
)

//go:embed *.tmpl
var files embed.FS

var templates = template.Must(template.New("").ParseFS(files, "*.tmpl"))

// Message is one message to a chat model.
type Message struct{ Role, Content string }

// Passage is a passage as a model sees it: who speaks, and the words.
type Passage struct {
	Delegation, Speaker, Date, Occasion string
	Quoting                             bool // whether it quotes somebody else at length
	Text                                string
}

// Answer is what the prompt for an answer is filled with.
type Answer struct {
	Question string
	Passages []Passage // numbered from 1 in this order
	Points   int       // sentences wanted at most
}

// Messages renders the prompt: the rules for the system, the passages and the
// question for the user.
func (a Answer) Messages() ([]Message, error) {
	safe := a
	safe.Question = Line(a.Question)
	safe.Passages = make([]Passage, len(a.Passages))
	for i, p := range a.Passages {
		safe.Passages[i] = Passage{label(p.Delegation), label(p.Speaker), label(p.Date), label(p.Occasion), p.Quoting, Line(p.Text)}
	}
	system, err := render("answer.system.tmpl", safe)
	if err != nil {
		return nil, err
	}
	user, err := render("answer.user.tmpl", safe)
	if err != nil {
		return nil, err
	}
	return []Message{{"system", system}, {"user", user}}, nil
}

// Translation is what the prompt for translations is filled with.
type Translation struct {
	Language string   // to translate into, by its English name
	Quotes   []string // numbered from 1 in this order
}

// Messages renders the prompt.
func (t Translation) Messages() ([]Message, error) {
	safe := Translation{Language: label(t.Language), Quotes: make([]string, len(t.Quotes))}
	for i, q := range t.Quotes {
		safe.Quotes[i] = Line(q)
	}
	system, err := render("translate.system.tmpl", safe)
	if err != nil {
		return nil, err
	}
	user, err := render("translate.user.tmpl", safe)
	if err != nil {
		return nil, err
	}
	return []Message{{"system", system}, {"user", user}}, nil
}

// Number gives a quotation's number.
func (t Translation) Number(i int) int { return i + 1 }

// Judgement is what the prompt for judging a sentence is filled with.
type Judgement struct {
	Sentence string
	Quotes   []Passage // the words that it cites; who said them, and when
}

// Messages renders the prompt.
func (j Judgement) Messages() ([]Message, error) {
	safe := Judgement{Sentence: Line(j.Sentence), Quotes: make([]Passage, len(j.Quotes))}
	for i, q := range j.Quotes {
		safe.Quotes[i] = Passage{Delegation: label(q.Delegation), Date: label(q.Date), Text: Line(q.Text)}
	}
	system, err := render("judge.system.tmpl", safe)
	if err != nil {
		return nil, err
	}
	user, err := render("judge.user.tmpl", safe)
	if err != nil {
		return nil, err
	}
	return []Message{{"system", system}, {"user", user}}, nil
}

func render(name string, data any) (string, error) {
	var b strings.Builder
	if err := templates.Lookup(name).Execute(&b, data); err != nil {
		return "", fmt.Errorf("prompt %s: %w", name, err)
	}
	return strings.TrimSpace(b.String()), nil
}

// Number gives a passage's place as it is cited.
func (a Answer) Number(i int) int { return i + 1 }

// mark finds what passes for a passage's number, or for several: brackets, of
// any kind that models write, around numbers of up to three digits with any
// sign between them. That is more than the parser of drafts reads as a mark:
// testdata/marks.txt is what both are tested on.
var mark = regexp.MustCompile(`[\[【［]([ ^]*\p{Nd}{1,3} *(?:[^\pL\pN\[\]【】［］][ ^]*\p{Nd}{1,3} *)*)[\]】］]`)

// Line puts untrusted text on one line, without control characters, without
// the fence's signs, and without what would pass for a passage's number, which
// gets round brackets. The words stay as they are.
func Line(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.In(r, unicode.Cf):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	s = mark.ReplaceAllString(s, "($1)")
	for _, fence := range []string{"<<<", ">>>"} {
		for strings.Contains(s, fence) {
			s = strings.ReplaceAll(s, fence, fence[:2])
		}
	}
	return strings.Join(strings.Fields(s), " ")
}

// label is a line of a passage's head. It has no square brackets at all: what
// stands in one label and the next could make a number between them.
func label(s string) string { return roundBrackets.Replace(Line(s)) }

var roundBrackets = strings.NewReplacer("[", "(", "]", ")", "【", "(", "】", ")", "［", "(", "］", ")")
