package answer

import (
	"regexp"
	"strings"

	"verbatim/retrieval/corpus"
)

// onlyWords stand beside days and narrow nothing themselves.
var onlyWords = regexp.MustCompile(`(?i)\b(?:only|just|then|perhaps|maybe)\b`)

// boundBy takes a follow-up that gives days and nothing else but names ("since
// 2023?", "and Germany before 2020?") for a bound on the question before: the
// days become filters, and what is left of the words is what follows up.
func boundBy(states *corpus.States, q *Question) (bounded bool) {
	if len(q.Before) == 0 || !q.Since.IsZero() || !q.Until.IsZero() {
		return false
	}
	const spoken = "they said "
	since, until := datesAsked(spoken + q.Text)
	if since.IsZero() && until.IsZero() {
		return false
	}
	rest := spoken + q.Text
	for _, at := range dated.FindAllString(rest, -1) {
		rest = strings.Replace(rest, at, " ", 1)
	}
	rest = strings.Join(strings.Fields(strings.TrimRight(strings.TrimPrefix(rest, spoken), "?!. ")), " ")
	bare := onlyWords.ReplaceAllString(leadIn.ReplaceAllString(rest+" ", ""), " ")
	if len(contentStems(strip(states, bare), "")) > 0 {
		return false
	}
	if rest = strings.TrimSpace(onlyWords.ReplaceAllString(rest+" ", " ")); rest == "" || strings.TrimSpace(leadIn.ReplaceAllString(rest+" ", "")) == "" {
		rest = "go on"
	}
	q.Since, q.Until, q.Text = since, until, rest
	return true
}
