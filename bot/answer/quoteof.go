package answer

import (
	"slices"
	"strings"

	"verbatim/retrieval/corpus"
)

// QuoteOf finds the paragraphs that have words in one piece, as Quote does, in
// statements that are not held in the index, such as earlier versions of pages.
// They come in the order of the statements, each paragraph once.
func (e *Engine) QuoteOf(statements []*corpus.Statement, r QuoteRequest) (*Quotes, error) {
	words := strings.Trim(strings.TrimSpace(r.Words), "\"“”«»„")
	if wordless(words) {
		return nil, ErrNoWords
	}
	u := Understood{Question: words, States: r.States, Since: r.Since, Until: r.Until, Language: read(nil, Question{Text: words}).Language}
	out := &Quotes{Words: words}
	if r.Process != "" {
		u.Processes = []string{r.Process}
	}
	out.Understood = u
	for _, st := range statements {
		if !r.lets(st, e.States) {
			continue
		}
		end := 0
		for _, span := range corpus.Locate(corpus.Fold(st.Text), words) {
			if span.Start < end {
				continue // in the paragraph before
			}
			span = paragraphAround(st.Text, span)
			end = span.End
			c, ok := Cite(corpus.Passage{Statement: st, Start: span.Start, End: span.End}, span.Start, span.End)
			if !ok {
				continue
			}
			if out.Total++; r.N > 0 && len(out.Citations) == r.N {
				continue
			}
			c.N = len(out.Citations) + 1
			c.Quoting = e.NotOwn(c)
			out.Citations = append(out.Citations, c)
		}
	}
	if out.Exact = out.Total; out.Total == 0 {
		out.Notices = []string{"No earlier version that is kept has these words in one piece."}
	}
	return out, nil
}

// lets tells whether a statement passes the request's filters.
func (r QuoteRequest) lets(st *corpus.Statement, states *corpus.States) bool {
	voices := st.Voices(states)
	return (len(r.States) == 0 || slices.ContainsFunc(r.States, func(code string) bool { return slices.Contains(voices, code) })) &&
		(r.Process == "" || st.Process == r.Process) &&
		(r.Since.IsZero() || !st.Date.IsZero() && !st.Date.Before(r.Since)) &&
		(r.Until.IsZero() || !st.Date.IsZero() && !st.Date.After(r.Until))
}

// paragraphAround widens a span to the paragraphs that it lies in.
func paragraphAround(text string, span corpus.Span) corpus.Span {
	if at := strings.LastIndex(text[:span.Start], "\n\n"); at >= 0 {
		span.Start = at + 2
	} else {
		span.Start = 0
	}
	if at := strings.Index(text[span.End:], "\n\n"); at >= 0 {
		span.End += at
	} else {
		span.End = len(text)
	}
	return span
}
