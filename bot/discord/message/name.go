package message

import (
	"strconv"
	"strings"
	"time"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// Lengths of what metadata brings, so that no name fills a page.
const (
	longestName   = 200
	longestOffice = 140 // three lines on a phone
	longestTitle  = 700
)

// day writes a date as the record's people do: "23 June 2021".
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2 January 2006")
}

// joined joins what is not empty.
func joined(by string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if strings.TrimSpace(p) != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, by)
}

// counted gives "1 statement", "2 statements".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// of gives a citation's statement; one without has nothing in it.
func of(c answer.Citation) *corpus.Statement {
	if c.Statement == nil {
		return &corpus.Statement{}
	}
	return c.Statement
}

// delegation names who speaks in a statement.
func (k Maker) delegation(s *corpus.Statement) string {
	return answer.Delegation(k.States, s.By, s.OnBehalf, s.Date)
}

// named gives "Russian Federation, Andrey Krutskikh, 23 June 2021".
func (k Maker) named(s *corpus.Statement) string {
	when := day(s.Date)
	if when == "" {
		when = "undated"
	}
	return joined(", ", k.delegation(s), s.NamedSpeaker(), when)
}

// heading says who speaks, in bold, and in which office, in small print.
func heading(delegation, speaker, office string, date time.Time) string {
	head := "**" + Cut(Escape(line(delegation)), longestName) + "**"
	if by := joined(", ", Cut(Escape(line(speaker)), longestName), day(date)); by != "" {
		head += " — " + by
	}
	if office = Cut(Escape(line(office)), longestOffice); office != "" {
		head += "\n-# " + office
	}
	return head
}

// headingOf is the heading of a statement's words.
func (k Maker) headingOf(s *corpus.Statement) string {
	return heading(k.delegation(s), s.NamedSpeaker(), s.Office, s.Date)
}

// grade says in a word or two how near a text stands to the record.
func grade(g corpus.Grade) string {
	switch g {
	case corpus.Official:
		return "official"
	case corpus.UNRecord:
		return "UN record"
	case corpus.Supplied:
		return "supplied copy"
	case corpus.UnofficialTranscript:
		return "unofficial transcript"
	case corpus.MachineSummary:
		return "machine summary, not the delegation's words"
	}
	return g.String()
}
