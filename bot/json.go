package main

import (
	"bytes"
	"encoding/json"
	"io"
	"time"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// The shapes that --json prints. Keys stay as they are once released; arrays
// are never null, days are 2006-01-02, and "" stands for what is not known.

type answerJSON struct {
	Question   string         `json:"question"`
	Understood understoodJSON `json:"understood"`
	Status     answer.Status  `json:"status"`
	Mode       answer.Mode    `json:"mode"`
	Ahead      []string       `json:"ahead"` // those of the notices that are to be read before the points
	Points     []pointJSON    `json:"points"`
	Citations  []citationJSON `json:"citations"`
	Withheld   []withheldJSON `json:"withheld"`
	Held       heldJSON       `json:"held"`
	Notices    []string       `json:"notices"`
}

type understoodJSON struct {
	Question  string   `json:"question"`  // as searched for
	Completed bool     `json:"completed"` // whether it was completed from the questions before it
	States    []string `json:"states"`
	Processes []string `json:"processes"`
	Since     string   `json:"since"`
	Until     string   `json:"until"`
	Topics    []string `json:"topics"`
	Language  string   `json:"language"`
	Dropped   []string `json:"dropped"`
	Ambiguous []string `json:"ambiguous"`
}

type pointJSON struct {
	By          string   `json:"by"`
	OnBehalf    []string `json:"on_behalf"`
	Date        string   `json:"date"`
	Text        string   `json:"text"`
	Own         bool     `json:"own"` // whether the text is the program's own, said by no delegation
	Verbatim    bool     `json:"verbatim"`
	Translation string   `json:"translation"` // a model's, not the record's; "" where there is none
	Citations   []int    `json:"citations"`
}

type citationJSON struct {
	N           int      `json:"n"`
	Quote       string   `json:"quote"`
	Statement   string   `json:"statement"`
	Title       string   `json:"title"`
	By          string   `json:"by"`
	OnBehalf    []string `json:"on_behalf"`
	Speaker     string   `json:"speaker"`
	Office      string   `json:"office"`
	Date        string   `json:"date"`
	Process     string   `json:"process"`
	Session     string   `json:"session"`
	Language    string   `json:"language"`
	Symbol      string   `json:"symbol"`
	URL         string   `json:"url"`
	Link        string   `json:"link"`
	Paragraph   string   `json:"paragraph"`
	Page        int      `json:"page"` // of the document, counted from 1; 0 where it has none
	Start       int      `json:"start"`
	End         int      `json:"end"`
	Grade       string   `json:"grade"`
	Status      string   `json:"status"`
	Translation string   `json:"translation"`
	Original    string   `json:"original"`   // of a translation, the ID of the statement that it was made from; "" where that is not held or not certain
	Retrieved   string   `json:"retrieved"`  // when the program fetched the text; "" where it did not
	SHA256      string   `json:"sha256"`     // of the statement's text: the version that the offsets are of
	Superseded  string   `json:"superseded"` // of an earlier version, when another text was first seen at its address; "" for what is held now
	Quoting     bool     `json:"quoting"`    // whether the words hold what the statement itself quotes
}

type withheldJSON struct {
	Text   string `json:"text"`
	Reason string `json:"reason"`
}

type heldJSON struct {
	Statements int      `json:"statements"`
	Passages   int      `json:"passages"`
	By         []string `json:"by"`
	From       string   `json:"from"`
	To         string   `json:"to"`
}

// failedQuestionJSON stands for an answer where questions come line by line
// and one could not be answered, so that lines in and lines out still agree.
type failedQuestionJSON struct {
	Question string `json:"question"`
	Error    string `json:"error"`
}

type quotesJSON struct {
	Words      string         `json:"words"`
	Understood understoodJSON `json:"understood"`
	Total      int            `json:"total"` // passages that have the words, shown or not
	Exact      int            `json:"exact"` // those of them that have the words in one piece
	Citations  []citationJSON `json:"citations"`
	Held       heldJSON       `json:"held"`
	Notices    []string       `json:"notices"`
}

type sourcesJSON struct {
	Sources []sourceJSON `json:"sources"`
	Failed  []failedJSON `json:"failed"`
}

type newJSON struct {
	Since     string         `json:"since"`
	Topic     string         `json:"topic"`
	New       []arrivalJSON  `json:"new"`       // newest first
	Citations []citationJSON `json:"citations"` // of the statements as a whole, in this order
	Notices   []string       `json:"notices"`
}

type arrivalJSON struct {
	At     string     `json:"at"`
	How    string     `json:"how"` // fetched, new version or file; a file's time is when it was last written
	Source sourceJSON `json:"source"`
}

type sourceJSON struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	By          string   `json:"by"`
	OnBehalf    []string `json:"on_behalf"`
	Speaker     string   `json:"speaker"`
	Office      string   `json:"office"`
	Date        string   `json:"date"`
	Process     string   `json:"process"`
	Kind        string   `json:"kind"`
	Session     string   `json:"session"`
	Venue       string   `json:"venue"`
	Language    string   `json:"language"`
	Symbol      string   `json:"symbol"`
	URL         string   `json:"url"`
	Grade       string   `json:"grade"`
	Translation string   `json:"translation"`
	Original    string   `json:"original"`
	Status      string   `json:"status"`
	Retrieved   string   `json:"retrieved"`
	File        string   `json:"file"`
	SHA256      string   `json:"sha256"`
	Bytes       int      `json:"bytes"`
	Passages    int      `json:"passages"`

	Also     []string          `json:"also"`             // other addresses at which it was found
	Copies   []string          `json:"copies"`           // other files that hold it; it counts once
	Document string            `json:"document"`         // the ID of the document that it is of
	Aligned  []string          `json:"aligned"`          // States that align themselves with it
	Informal bool              `json:"informal"`         // said while the meeting was in informal mode
	Origin   map[string]string `json:"origin,omitempty"` // where each value comes from
	Doubts   []string          `json:"doubts"`           // what is not certain
}

type indexJSON struct {
	Documents documentsJSON `json:"documents"`
	Passages  passagesJSON  `json:"passages"`
	Seconds   float64       `json:"seconds"`
	Notices   []string      `json:"notices"`
}

type documentsJSON struct {
	Read      int          `json:"read"`      // held
	Unchanged int          `json:"unchanged"` // of these, those that were not read again
	Copies    int          `json:"copies"`    // of those read, those that are held a second time, and count once
	Failed    []failedJSON `json:"failed"`
}

type failedJSON struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
	Fix    string `json:"fix"`
}

type passagesJSON struct {
	Kept    int `json:"kept"`
	Added   int `json:"added"`
	Deleted int `json:"deleted"`
}

func jsonAnswer(a *answer.Answer) answerJSON {
	ahead, _ := a.Notified()
	return answerJSON{
		Question:   a.Question,
		Understood: jsonUnderstood(a.Understood),
		Status:     a.Status,
		Mode:       a.Mode,
		Ahead:      list(ahead),
		Points:     mapped(a.Points, jsonPoint),
		Citations:  mapped(a.Citations, jsonCitation),
		Withheld:   mapped(a.Withheld, func(w answer.Withheld) withheldJSON { return withheldJSON(w) }),
		Held:       jsonHeld(a.Held),
		Notices:    list(a.Notices),
	}
}

func jsonUnderstood(u answer.Understood) understoodJSON {
	return understoodJSON{
		Question:  u.Question,
		Completed: u.Completed,
		States:    list(u.States),
		Processes: list(u.Processes),
		Since:     isoDate(u.Since),
		Until:     isoDate(u.Until),
		Topics:    list(u.Topics),
		Language:  u.Language,
		Dropped:   list(u.Dropped),
		Ambiguous: list(u.Ambiguous),
	}
}

func jsonPoint(p answer.Point) pointJSON {
	return pointJSON{
		By:          p.By,
		OnBehalf:    list(p.OnBehalf),
		Date:        isoDate(p.Date),
		Text:        p.Text,
		Own:         p.Own,
		Verbatim:    p.Verbatim,
		Translation: p.Translation,
		Citations:   list(p.Citations),
	}
}

func jsonCitation(c answer.Citation) citationJSON {
	s := c.Statement
	return citationJSON{
		N:           c.N,
		Quote:       c.Quote,
		Statement:   s.ID,
		Title:       s.Title,
		By:          s.By,
		OnBehalf:    list(s.OnBehalf),
		Speaker:     s.NamedSpeaker(),
		Office:      s.Office,
		Date:        isoDate(s.Date),
		Process:     s.Process,
		Session:     s.Session,
		Language:    s.Language,
		Symbol:      s.Symbol,
		URL:         s.URL,
		Link:        c.Link,
		Paragraph:   c.Paragraph,
		Page:        c.Page,
		Start:       c.Start,
		End:         c.End,
		Grade:       s.Grade.String(),
		Status:      s.Status,
		Translation: s.Translation,
		Original:    originalID(s),
		Retrieved:   moment(s.Retrieved),
		SHA256:      s.SHA256,
		Superseded:  moment(s.Superseded),
		Quoting:     c.Quoting,
	}
}

func jsonHeld(h answer.Held) heldJSON {
	return heldJSON{
		Statements: h.Statements,
		Passages:   h.Passages,
		By:         list(h.By),
		From:       isoDate(h.From),
		To:         isoDate(h.To),
	}
}

func jsonSource(s *corpus.Statement, passages int) sourceJSON {
	return sourceJSON{
		ID:          s.ID,
		Title:       s.Title,
		By:          s.By,
		OnBehalf:    list(s.OnBehalf),
		Speaker:     s.NamedSpeaker(),
		Office:      s.Office,
		Date:        isoDate(s.Date),
		Process:     s.Process,
		Kind:        s.Kind,
		Session:     s.Session,
		Venue:       s.Venue,
		Language:    s.Language,
		Symbol:      s.Symbol,
		URL:         s.URL,
		Grade:       s.Grade.String(),
		Translation: s.Translation,
		Original:    originalID(s),
		Status:      s.Status,
		Retrieved:   moment(s.Retrieved),
		File:        s.File,
		SHA256:      s.SHA256,
		Bytes:       len(s.Text),
		Passages:    passages,
		Also:        list(s.Elsewhere()),
		Copies:      list(s.CopyFiles()),
		Document:    s.Document(),
		Aligned:     list(s.Aligned),
		Informal:    s.Informal,
		Origin:      s.Origin,
		Doubts:      list(doubtsOf(s)),
	}
}

func originalID(s *corpus.Statement) string {
	if s.Original == nil {
		return ""
	}
	return s.Original.ID
}

// moment gives a point in time as RFC 3339, and "" for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func mapped[T, U any](in []T, f func(T) U) []U {
	out := make([]U, 0, len(in))
	for _, v := range in {
		out = append(out, f(v))
	}
	return out
}

// list gives an empty list for none, so that it is never null.
func list[T any](in []T) []T {
	if in == nil {
		return []T{}
	}
	return in
}

// writeJSON writes a value and a line break: indented for reading, or on one
// line. Control characters and marks of direction come as \u escapes.
func writeJSON(w io.Writer, v any, oneLine bool) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if !oneLine {
		enc.SetIndent("", "  ")
	}
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(escapeJSON(b.Bytes()))
	return err
}
