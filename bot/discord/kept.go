package discord

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"verbatim/bot/answer"
	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// kept is how an answer outlives the program. Citations are kept as
// coordinates with hashes of the words and of whose they are, and made anew
// from the library whenever the answer is shown; where the statement went or
// changed, that is said instead.
type kept struct {
	Surface string // where it was asked: "ask", "mention", "direct", ...
	Answer  *keptAnswer
	Quotes  *keptQuotes
	Check   *keptCheck
	Bare    bool           // whether the sources stand in the text, as the channel takes no embeds
	Noticed map[int]string // citations of which the message tells already that they are gone, and why
}

type keptAnswer struct {
	Question   string
	Understood answer.Understood
	Status     answer.Status
	Mode       answer.Mode
	Points     []answer.Point
	Citations  []coordinate
	Withheld   []string // reasons
	Held       answer.Held
	Notices    []string
	Ahead      int `json:",omitempty"` // how many of them stand before the points
	Model      string
	Foot       string
	Line       *keptLine `json:",omitempty"` // where it has a picture
}

type keptQuotes struct {
	Words     string
	Citations []coordinate
	Total     int
	Exact     int
	Held      answer.Held
	Notices   []string
}

// coordinate is a citation as it is kept.
type coordinate struct {
	N          int
	Statement  string
	Start, End int
	Words      string // hash of the quotation
	Text       string // hash of the whole statement
	Whose      string // hash of what is known of who spoke, when and for whom
	Told       string // hash of what else is told of the statement: its title, address ...
	By         string // what it is called once it is gone: delegation, speaker, day
	OnBehalf   []string
	Speaker    string
	Date       time.Time
}

func readKept(body []byte) (kept, error) {
	var k kept
	if err := json.Unmarshal(body, &k); err != nil {
		return kept{}, fmt.Errorf("an answer that was kept cannot be read: %w", err)
	}
	if k.Answer == nil && k.Quotes == nil && k.Check == nil {
		return kept{}, errors.New("an answer that was kept has nothing in it")
	}
	return k, nil
}

func (k kept) bytes() []byte {
	body, err := json.Marshal(k)
	if err != nil { // nothing in it can fail
		panic(err)
	}
	return body
}

func (b *Bot) keepAnswer(a *answer.Answer, surface string) kept {
	out := &keptAnswer{
		Question: a.Question, Understood: a.Understood, Status: a.Status, Mode: a.Mode,
		Points: a.Points, Citations: b.coordinates(a.Citations), Held: a.Held, Notices: a.Notices, Ahead: a.Ahead, Foot: a.Foot,
	}
	if a.Mode == answer.Generated {
		out.Model = b.Model
	}
	for _, w := range a.Withheld {
		out.Withheld = append(out.Withheld, w.Reason)
	}
	return kept{Surface: surface, Answer: out}
}

// mostKept is how many passages of a /quote are kept to page through: more than
// anybody pages through, and some 25 kB.
const mostKept = 60

func (b *Bot) keepQuotes(q *answer.Quotes) kept {
	return kept{Surface: "quote", Quotes: &keptQuotes{
		Words: q.Words, Citations: b.coordinates(q.Citations[:min(len(q.Citations), mostKept)]),
		Total: q.Total, Exact: q.Exact, Held: q.Held, Notices: q.Notices,
	}}
}

func (b *Bot) coordinates(cites []answer.Citation) []coordinate {
	var out []coordinate
	for _, c := range cites {
		out = append(out, coordinate{
			N: c.N, Statement: c.Statement.ID, Start: c.Start, End: c.End,
			Words: hash(c.Quote), Text: c.Statement.SHA256, Whose: whose(c.Statement), Told: toldOf(c.Statement),
			By: c.Statement.By, OnBehalf: c.Statement.OnBehalf, Speaker: c.Statement.NamedSpeaker(), Date: c.Statement.Date,
		})
	}
	return out
}

// remembered is what is still known of a statement that is gone.
func (c coordinate) remembered() *corpus.Statement {
	return &corpus.Statement{ID: c.Statement, By: c.By, OnBehalf: c.OnBehalf, Speaker: c.Speaker, Date: c.Date}
}

// label names a source in a line.
func (b *Bot) label(c coordinate) string {
	parts := []string{answer.Delegation(b.States, c.By, c.OnBehalf, c.Date), c.Speaker, day(c.Date)}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// whose gives a hash of all that a citation says beside the words.
func whose(st *corpus.Statement) string {
	return hash(strings.Join([]string{
		st.By, strings.Join(st.OnBehalf, ","), st.Speaker, st.Office, st.Date.Format(time.DateOnly), st.Kind, st.Status, st.Grade.String(), st.Translation,
	}, "\x00"))
}

// toldOf gives a hash of what an answer tells of a statement beside whose it is.
func toldOf(st *corpus.Statement) string {
	facts := []string{st.Title, st.URL, st.Symbol, st.Process, st.Session, st.Venue}
	if st.Original != nil {
		facts = append(facts, st.Original.ID)
	}
	return hash(strings.Join(facts, "\x00"))
}

// coordinates are those of either kind.
func (k kept) coordinates() []coordinate {
	switch {
	case k.Answer != nil:
		return k.Answer.Citations
	case k.Check != nil:
		return k.Check.Citations
	}
	return k.Quotes.Citations
}

// toldOtherwise tells whether something that the message tells of a statement,
// such as its address, is another now.
func (k kept) toldOtherwise(x *retrieval.Index, scope string) bool {
	return slices.ContainsFunc(k.coordinates(), func(c coordinate) bool {
		st := c.statement(x, scope)
		return st != nil && toldOf(st) != c.Told
	})
}

// tellAsNow notes what the message tells now.
func (k kept) tellAsNow(x *retrieval.Index, scope string) {
	of := k.coordinates()
	for i := range of {
		if st := of[i].statement(x, scope); st != nil {
			of[i].Told = toldOf(st)
		}
	}
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:12])
}

// statements lists the statements cited, each once.
func statements(of []coordinate) []string {
	var out []string
	for _, c := range of {
		if !slices.Contains(out, c.Statement) {
			out = append(out, c.Statement)
		}
	}
	return out
}

// turn gives what a follow-up must know of the answer.
func (k *keptAnswer) turn() answer.Turn {
	t := answer.Turn{Question: k.Question, Understood: k.Understood}
	for _, p := range k.Points {
		if p.By != "" && !slices.Contains(t.By, p.By) {
			t.By = append(t.By, p.By)
		}
	}
	return t
}

// turn gives what a follow-up on passages must know: whose they are, and the words.
func (k *keptQuotes) turn() answer.Turn {
	t := answer.Turn{Question: "What is said about " + k.Words + "?"}
	const most = 3 // delegations that a follow-up is put to
	for _, c := range k.Citations {
		if c.By != "" && !slices.Contains(t.By, c.By) && len(t.By) < most {
			t.By = append(t.By, c.By)
		}
	}
	t.Understood = answer.Understood{Question: t.Question, States: t.By}
	return t
}

// Why words are not shown any more.
const (
	wasRemoved   = "was removed from the library"
	wasChanged   = "was changed since"
	wasCorrected = "was corrected since: who spoke, when or for whom"
)

// cite makes a kept citation anew; where that cannot be done it says why, and
// gives one with the number alone.
func (c coordinate) cite(x *retrieval.Index, scope string) (cite answer.Citation, gone string) {
	none := answer.Citation{N: c.N}
	st := c.statement(x, scope)
	switch {
	case st == nil:
		return none, wasRemoved
	case st.Status == "withdrawn":
		return none, "was withdrawn"
	}
	cite, ok := answer.Cite(corpus.Passage{Statement: st, Start: c.Start, End: c.End}, c.Start, c.End)
	switch {
	case !ok || hash(cite.Quote) != c.Words:
		return none, wasChanged
	case whose(st) != c.Whose:
		return none, wasCorrected
	}
	cite.N = c.N
	return cite, ""
}

// statement finds the statement cited, among those that this server may see:
// under its ID or, where it was moved or promoted, by its text.
func (c coordinate) statement(x *retrieval.Index, scope string) *corpus.Statement {
	if x == nil {
		return nil
	}
	seen := retrieval.Filter{Scope: scope}
	if st := x.StatementOf(c.Statement, seen); st != nil {
		return st
	}
	for _, st := range x.StatementsOf(seen) {
		if c.Text != "" && st.SHA256 == c.Text && whose(st) == c.Whose {
			return st
		}
	}
	return nil
}

// again makes the kept answer anew from the library as it is.
func (k *keptAnswer) again(x *retrieval.Index, scope string) (*answer.Answer, map[int]string) {
	a := &answer.Answer{
		Question: k.Question, Understood: k.Understood, Status: k.Status, Mode: k.Mode,
		Points: k.Points, Held: k.Held, Notices: k.Notices, Ahead: k.Ahead, Foot: k.Foot,
	}
	for _, reason := range k.Withheld {
		a.Withheld = append(a.Withheld, answer.Withheld{Reason: reason})
	}
	var gone map[int]string
	a.Citations, gone = citeAll(k.Citations, x, scope)
	return a, gone
}

func (k *keptQuotes) again(x *retrieval.Index, scope string) (*answer.Quotes, map[int]string) {
	q := &answer.Quotes{Words: k.Words, Total: k.Total, Exact: k.Exact, Held: k.Held, Notices: k.Notices}
	var gone map[int]string
	q.Citations, gone = citeAll(k.Citations, x, scope)
	return q, gone
}

func citeAll(of []coordinate, x *retrieval.Index, scope string) ([]answer.Citation, map[int]string) {
	var out []answer.Citation
	gone := map[int]string{}
	for _, c := range of {
		cite, why := c.cite(x, scope)
		if why != "" {
			gone[c.N] = why
			cite.Statement = c.remembered()
		}
		out = append(out, cite)
	}
	return out, gone
}
