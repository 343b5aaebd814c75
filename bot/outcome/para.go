package outcome

import (
	"fmt"
	"strings"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// Para shows paragraphs of a document by their number. symbol and number are as
// people write them; an error tells what cannot be read.
func (a *Asker) Para(symbol, number, scope string) (*Page, error) {
	name := Symbol(symbol)
	if name == "" {
		return nil, fmt.Errorf("%s is no symbol of a document: write one such as A/70/174 or A/RES/75/240", shorten(symbol))
	}
	n, err := ParseNumber(number)
	if err != nil {
		return nil, err
	}
	p := &Page{Title: name + ", " + n.Phrase(), Held: a.held(scope)}
	all := a.ofSymbol(name, scope)
	about := Section{Kind: About, Lines: a.standing(name, all)}
	if d, ok := a.Facts.Document(name); ok {
		about.cites(d.Source)
	}
	if d, ok := a.Facts.Draft(name); ok {
		about.cites(d.Source)
	}
	words := Section{Kind: Words}
	if len(all) == 0 {
		about.Lines = append(about.Lines, a.absent(name))
	} else {
		var lines []string
		words.Quotes, lines = paragraphsOf(best(all), name, n)
		about.Lines = append(about.Lines, lines...)
	}
	p.Sections = append(p.Sections, about)
	if len(words.Quotes) > 0 {
		p.Sections = append(p.Sections, words)
	}
	p.number()
	return p, nil
}

// standing tells whether a document was adopted, or is a draft.
func (a *Asker) standing(symbol string, held []*corpus.Statement) []string {
	if d, ok := a.Facts.Document(symbol); ok {
		return []string{d.Adoption()}
	}
	if d, ok := a.Facts.Draft(symbol); ok {
		return []string{fmt.Sprintf("%s, %s: a draft, not agreed in this form. What was adopted is %s.%s", d.Symbol, d.Title, d.Final, unseen(d.Seen))}
	}
	draft := IsDraftSymbol(symbol)
	for _, st := range best(held) {
		draft = draft || a.Facts.IsDraft(st)
	}
	if draft {
		return []string{symbol + " is a draft, not agreed in this form."}
	}
	if len(held) > 0 && a.Facts.IsAdopted(held[0]) {
		return nil
	}
	if len(held) > 0 && (held[0].Kind == "report" || held[0].Kind == "resolution") {
		return []string{"It is not known here whether " + symbol + " was adopted."}
	}
	return nil
}

// paragraphsOf cites the paragraphs of a number in the parts of one document,
// and tells what the reader should know: that there is none, or several.
func paragraphsOf(parts []*corpus.Statement, symbol string, n Number) (quotes []answer.Sentence, lines []string) {
	var every []unit
	times, heads := 0, []string{}
	for _, st := range parts {
		units := unitsOf(corpus.OutlineOf(st.Text), st.Text)
		every = append(every, units...)
		for _, u := range asked(units, n) {
			if q, ok := u.cite(st); ok {
				quotes = append(quotes, q)
			}
			if n.last == n.first && u.label == n.String() {
				times++
				heads = append(heads, shownHeading(u.heading))
			}
		}
	}
	if len(quotes) == 0 {
		return nil, []string{fmt.Sprintf("%s has no %s, as it is held here. %s", symbol, n.Phrase(), numbersOf(every, n))}
	}
	if times > 1 {
		lines = append(lines, fmt.Sprintf("The number %s stands %d times in the document, as annexes begin anew; each is shown: %s.", n, times, inWords(heads)))
	}
	return quotes, lines
}

func shownHeading(h string) string {
	const most = 80
	if h == "" {
		return "under no heading"
	}
	if len(h) > most {
		h = strings.ToValidUTF8(h[:most], "") + "..."
	}
	return "under the heading " + h
}
