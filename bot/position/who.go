package position

import (
	"context"
	"slices"

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

// Group is the delegations whose sentences are of one sort, each with its
// nearest sentence of that sort.
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
const perVoice = 4

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
	for _, code := range got.Held.By {
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
		for _, q := range firstOfEach(quotes(e.States, v.Sentences, got.Topic)) {
			groups[q.Sort] = append(groups[q.Sort], Entry{v.Code, q})
		}
	}
	var all []*answer.Sentence
	for _, s := range Sorts {
		if len(groups[s]) == 0 {
			continue
		}
		out.Groups = append(out.Groups, Group{s, groups[s]})
		for i := range groups[s] {
			all = append(all, &groups[s][i].Sentence)
		}
	}
	out.Citations = answer.Number(all)
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

// firstOfEach takes the first sentence of each sort; one that only speaks of the
// topic only where there is no other.
func firstOfEach(quotes []Quote) []Quote {
	var out []Quote
	for _, q := range quotes {
		if !slices.ContainsFunc(out, func(o Quote) bool { return o.Sort == q.Sort }) {
			out = append(out, q)
		}
	}
	if len(out) > 1 {
		out = slices.DeleteFunc(out, func(q Quote) bool { return q.Sort == Speaks })
	}
	return out
}
