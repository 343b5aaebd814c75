package corpus

import (
	"regexp"
	"strings"
	"time"

	"verbatim/retrieval/corpus/reader"
)

// Statements on several topics, published as one document: where the headings
// of its sections bear different days of one session, the sections were delivered
// apart, and a citation has to bear the right one. Headings of anything else but
// a statement may bear the days of what they tell of.

// session is how far apart the days of a session are at most, and the document's
// own day from them.
const session = 31 * 24 * time.Hour

// sectionHead: a heading that can bear a day: "【International Law】(September 29)",
// "Agenda item 5(c) – 12 March 2021".
var sectionHead = regexp.MustCompile(`(?i)^[*_# ]*(?:【[^】\n]{2,120}】.{0,60}|(?:agenda )?item \d{1,3}(?: ?\([a-z]\))?\b.{0,120}|(?:tema|bajo el tema) \d{1,3}.{0,120}|(?:[IVX]{1,5}|\d{1,2})\. ?\p{Lu}.{2,120}|\p{Lu}[^.!?]{2,100} ?[(（][^()（）]{3,40}[)）])[*_ ]*$`)

// datedSections divides a document whose sections bear two or more days.
func datedSections(doc reader.Document, base *Statement, _ *States) []part {
	if base.Kind != "statement" {
		return nil
	}
	var heads []part // Span: the heading's
	days := map[time.Time]bool{}
	text, body := doc.Whole, bodyOf(doc)
	for _, l := range textLines(text) {
		words := l.In(text)
		if len(words) > 200 || !strings.ContainsAny(words, "0123456789") || endsSentence(lastMark(words)) ||
			l.Start < body && len(heads) == 0 && !strings.HasPrefix(words, "【") || !sectionHead.MatchString(words) {
			continue
		}
		on, ok := reader.DayIn(words, base.Date)
		if !ok {
			continue
		}
		days[on] = true
		heads = append(heads, part{Span: l.Span, heading: bareName(words), ofDay: true, date: on})
	}
	if len(days) < 2 || !oneSession(days, base.Date) {
		return nil
	}
	return ledIn(text, heads, min(body, heads[0].Start))
}

// oneSession tells whether the days that are known are those of one session.
func oneSession(days map[time.Time]bool, own time.Time) bool {
	for a := range days {
		for b := range days {
			if !a.IsZero() && (!b.IsZero() && a.Sub(b).Abs() > session || !own.IsZero() && a.Sub(own).Abs() > session) {
				return false
			}
		}
	}
	return true
}

// ledIn gives the stretches that headings lead in, and the one before them.
func ledIn(text string, heads []part, body int) []part {
	out := []part{{Span: Span{body, heads[0].Start}}}
	for i, p := range heads {
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1].Start
		}
		p.Span = Span{p.End, end}
		out = append(out, p)
	}
	kept := out[:0]
	for _, p := range out {
		if p.Span = trimSpan(text, p.Span); p.Len() > 0 {
			kept = append(kept, p)
		}
	}
	return kept
}
