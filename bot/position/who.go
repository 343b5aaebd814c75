package position

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// Who lists the delegations that speak of a topic, by what their sentences do
// with it.
type Who struct {
	Topic     string
	Groups    []Group // in the order of Sorts; none is empty
	Speaking  int     // delegations with a sentence on the topic
	Holding   int     // delegations of which anything is held under the filters
	Citations []answer.Citation
	Held      answer.Held
	Notices   []string
}

// Group is the delegations whose sentences are of one sort, each with its newest
// sentence of that sort, the newest first; of those that only speak of the topic
// each with its nearest, the nearest first.
type Group struct {
	Sort   Sort
	Quotes []Entry
}

// Entry is one delegation's sentence.
type Entry struct {
	Code string // in whose name it was said; empty where that is not known
	Quote
}

// perVoice bounds the sentences of one delegation that are looked at.
const perVoice = 12

// WhoSpeaks gathers who speaks of a topic. A delegation stands once in each
// group at most, and in the group of sentences that only speak of it only where
// it is in no other.
func WhoSpeaks(ctx context.Context, e *answer.Engine, r Request) (*Who, error) {
	g := r.gathering()
	g.Most = perVoice
	got, err := e.Gather(ctx, g)
	if err != nil {
		return nil, err
	}
	out := &Who{Topic: got.Topic, Held: got.Held, Notices: got.Notices}
	for _, code := range got.Holding {
		if delegation(e.States, code) {
			out.Holding++
		}
	}
	groups := map[Sort][]Entry{}
	bodies := 0
	for _, v := range got.Voices {
		if len(v.Sentences) == 0 {
			continue
		}
		if !delegation(e.States, v.Code) {
			bodies++
			continue
		}
		out.Speaking++
		for _, q := range newestOfEach(quotes(e.States, v.Sentences, got.Topic)) {
			groups[q.Sort] = entered(groups[q.Sort], Entry{v.Code, q})
		}
	}
	var all []*answer.Sentence
	for _, s := range Sorts {
		if len(groups[s]) == 0 {
			continue
		}
		if s != Speaks {
			slices.SortStableFunc(groups[s], func(a, b Entry) int {
				return b.Citation.Statement.Date.Compare(a.Citation.Statement.Date)
			})
		}
		out.Groups = append(out.Groups, Group{s, groups[s]})
		for i := range groups[s] {
			all = append(all, &groups[s][i].Sentence)
		}
	}
	out.Citations = answer.Number(all)
	out.Notices = append(out.Notices, out.several(e.States)...)
	if bodies > 0 {
		out.Notices = append(out.Notices, "Documents of a chair, a secretariat or a body of the United Nations speak of it too; they are no delegation's words and are not listed.")
	}
	out.Notices = append(out.Notices, answer.SourceNotices(out.Citations)...)
	return out, nil
}

// delegation tells whether a code stands for a State or a group of States, or
// for whoever spoke where that is not known.
func delegation(states *corpus.States, code string) bool {
	if code == "" || states == nil {
		return true
	}
	v, ok := states.Voice(code)
	return !ok || v.Kind != "body"
}

// newestOfEach takes the newest sentence of each sort, an undated one only where
// there is no other; one that only speaks of the topic, the nearest, only where
// there is no other sort.
func newestOfEach(quotes []Quote) []Quote {
	var out []Quote
	for _, q := range quotes {
		at := slices.IndexFunc(out, func(o Quote) bool { return o.Sort == q.Sort })
		switch {
		case at < 0:
			out = append(out, q)
		case q.Sort != Speaks && q.Citation.Statement.Date.After(out[at].Citation.Statement.Date):
			out[at] = q
		}
	}
	if len(out) > 1 {
		out = slices.DeleteFunc(out, func(q Quote) bool { return q.Sort == Speaks })
	}
	return out
}

// entered adds an entry: a sentence of a joint statement, found for several who were
// asked, once, in the name of the one it was made for.
func entered(group []Entry, e Entry) []Entry {
	at := slices.IndexFunc(group, func(o Entry) bool {
		return o.Citation.Statement == e.Citation.Statement && o.Citation.Start == e.Citation.Start
	})
	if at < 0 {
		return append(group, e)
	}
	group[at].Code = answer.Leading(e.Citation.Statement)
	return group
}

// several tells of delegations with sentences of more than one stance: which is
// held now the dates may tell, and the program does not.
func (w *Who) several(states *corpus.States) []string {
	var order []string
	of := map[string][]answer.Citation{}
	for _, g := range w.Groups {
		for _, e := range g.Quotes {
			if e.Code == "" || g.Sort == Asks || g.Sort == Speaks {
				continue
			}
			if of[e.Code] == nil {
				order = append(order, e.Code)
			}
			of[e.Code] = append(of[e.Code], e.Citation)
		}
	}
	var out []string
	for _, code := range order {
		cites := of[code]
		if len(cites) < 2 {
			continue
		}
		slices.SortStableFunc(cites, func(a, b answer.Citation) int { return b.Statement.Date.Compare(a.Statement.Date) })
		var parts []string
		for _, c := range cites {
			parts = append(parts, fmt.Sprintf("%s [%d]", cmp.Or(longDate(c.Statement.Date), "undated"), c.N))
		}
		out = append(out, fmt.Sprintf("%s stands in more than one group, newest first: %s.", Voice(states, code), strings.Join(parts, ", ")))
	}
	return out
}
