package bibliography

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"time"

	"verbatim/bot/answer"
	"verbatim/bot/visible"
)

// columns of a table of citations.
var columns = []string{
	"n", "delegation", "on_behalf", "speaker", "office", "date", "process", "session", "title", "quote", "paragraph", "page",
	"url", "link", "statement", "version", "checksum", "grade", "status", "translation", "retrieved", "held", "held_newest", "coverage",
}

// CSV writes a table by RFC 4180, a row an entry: a header line alone where
// there is none. checksum is the SHA-256 of the statement's text, and version its
// beginning, by which people are told of it; held and held_newest say how many
// statements of its delegation are held, and of which day the newest is, and
// coverage says so in words. more names the columns of what entries have More.
func (w Writer) CSV(entries []Entry, more ...string) []byte {
	head := slices.Concat(columns, more)
	var out bytes.Buffer
	table := csv.NewWriter(&out)
	table.UseCRLF = true
	_ = table.Write(head) // a buffer takes everything
	for _, e := range entries {
		row := append(w.row(e), e.More...)
		for i := range row {
			row[i] = Cell(seen(row[i]))
		}
		_ = table.Write(row)
	}
	table.Flush()
	return out.Bytes()
}

func (w Writer) row(e Entry) []string {
	s := e.Statement
	return []string{
		strconv.Itoa(e.N), w.delegation(e), strings.Join(w.names(e), ", "), s.Speaker, s.Office, day(s.Date), s.Process, s.Session, s.Title,
		e.Quote, e.Paragraph, page(e.Page), s.URL, e.Link, s.ID, s.SHA256[:min(versionDigits, len(s.SHA256))], s.SHA256, s.Grade.String(), s.Status, s.Translation, moment(s.Retrieved),
		w.statementsHeld(e), w.newestHeld(e), w.coverage(e),
	}
}

// versionDigits of a checksum tell versions of a text apart, as in a footnote.
const versionDigits = 12

// coverage tells how much of the delegation is held.
func (w Writer) coverage(e Entry) string {
	if w.Held == nil || e.Statement.By == "" {
		return ""
	}
	n, newest := w.Held(e.Statement.By)
	text := strconv.Itoa(n) + " statements held"
	if n == 1 {
		text = "1 statement held"
	}
	if day := day(newest); day != "" {
		text += ", newest " + day
	}
	return text
}

// delegation names who speaks, nobody where that is not known.
func (w Writer) delegation(e Entry) string {
	if e.Statement.By == "" {
		return ""
	}
	return answer.Delegation(w.States, e.Statement.By, nil, e.Statement.Date)
}

// names of those for whom it speaks.
func (w Writer) names(e Entry) []string {
	var out []string
	for _, code := range e.Statement.OnBehalf {
		out = append(out, w.States.Name(code, e.Statement.Date))
	}
	return out
}

func (w Writer) statementsHeld(e Entry) string {
	if w.Held == nil || e.Statement.By == "" {
		return ""
	}
	n, _ := w.Held(e.Statement.By)
	return strconv.Itoa(n)
}

func (w Writer) newestHeld(e Entry) string {
	if w.Held == nil || e.Statement.By == "" {
		return ""
	}
	_, newest := w.Held(e.Statement.By)
	return day(newest)
}

// seen writes characters that nobody sees by their numbers.
func seen(s string) string {
	return visible.Escape(s, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' })
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func page(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
