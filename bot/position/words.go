package position

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// What is told in the program's own words, the same on every surface.

// RelationsHeading is over the relations of a comparison.
const RelationsHeading = "What the quoted sentences say of each other"

// NobodySpeaks is said where Who has no group.
const NobodySpeaks = "Nobody's words on this were found in what is held."

// Voice names a delegation as it is called today.
func Voice(states *corpus.States, code string) string {
	return answer.Delegation(states, code, nil, time.Time{})
}

// HeldWords sums up what is held of a delegation.
func HeldWords(h answer.Held) string {
	if h.Statements == 0 {
		return "nothing held"
	}
	text := counted(h.Statements, "statement") + " held"
	if !h.To.IsZero() {
		text += ", newest " + longDate(h.To)
	}
	return text
}

// Words tells what sentences say of two delegations.
func (r Relation) Words(states *corpus.States) string {
	a, b := Voice(states, r.A), Voice(states, r.B)
	if r.ByName && r.Agree {
		return fmt.Sprintf("agree: %s's sentence says that it agrees with %s", a, b)
	}
	if r.ByName {
		return fmt.Sprintf("differ: %s's sentence says that it does not agree with %s", a, b)
	}
	if r.Agree {
		return fmt.Sprintf("agree: sentences of %s and of %s say the same of it", a, b)
	}
	return fmt.Sprintf("differ: sentences of one of %s and %s say support, of the other opposition", a, b)
}

// Only tells what a request is narrowed to, beside its States, in words; "" for
// nothing.
func (r Request) Only() string {
	var parts []string
	if r.Process != "" {
		parts = append(parts, "spoken in "+ProcessHeading(r.Process))
	}
	if r.Process == "other" {
		parts[0] = "spoken in other processes"
	}
	if !r.Since.IsZero() {
		parts = append(parts, "since "+longDate(r.Since))
	}
	if !r.Until.IsZero() {
		parts = append(parts, "until "+longDate(r.Until))
	}
	if len(parts) == 0 {
		return ""
	}
	return "only words " + strings.Join(parts, ", ")
}

// Title says whose timeline it is, and of what.
func (t *Timeline) Title(states *corpus.States) string {
	return Voice(states, t.Code) + " on " + t.Topic
}

// SpanWords tells from when to when the quotations are.
func (t *Timeline) SpanWords() string {
	if t.Earliest.IsZero() {
		return "No dated sentence on this is held."
	}
	text := fmt.Sprintf("Earliest held on this: %s. Latest held on this: %s.", longDate(t.Earliest), longDate(t.Latest))
	if t.Undated > 0 {
		text += " " + counted(t.Undated, "undated quotation") + " at the end."
	}
	return text
}

// GapsWords lists the sessions of which nothing is held, "" where there is none.
func (t *Timeline) GapsWords() string {
	var out []string
	process := ""
	for _, m := range t.Gaps() {
		if len(out) == 0 || m.Process != process {
			process = m.Process
			out = append(out, answer.ProcessName(process)+" session "+strconv.Itoa(m.Session))
			continue
		}
		out[len(out)-1] += ", " + strconv.Itoa(m.Session)
	}
	if len(out) == 0 {
		return ""
	}
	return "Nothing by it is held from: " + strings.Join(out, "; ") + ". That is a gap in what is held; it does not say that nothing was said."
}

// UnshownWords counts the passages that speak of it and are not quoted, "" where
// there is none.
func (t *Timeline) UnshownWords() string {
	var out []string
	for _, u := range t.Unshown {
		out = append(out, u.Words()+", "+counted(u.Passages, "passage"))
	}
	if len(out) == 0 {
		return ""
	}
	return fmt.Sprintf("At most %d quotations of a session or a year are shown. More that is near the topic is held from: %s.", perLane, strings.Join(out, "; "))
}

// ProcessHeading is over the quotations of a process.
func ProcessHeading(process string) string {
	if name := answer.ProcessName(process); name != "" {
		return name
	}
	return "Elsewhere, or not known where"
}

// CountWords tells how many of how many speak of it.
func (w *Who) CountWords() string {
	return fmt.Sprintf("%s of %d of which anything is held here speak of it.", counted(w.Speaking, "delegation"), w.Holding)
}

func longDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2 January 2006")
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
