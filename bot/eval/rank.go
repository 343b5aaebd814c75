package eval

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
	"verbatim/retrieval/lexical"
)

// Rankings are what retrieval reaches on a set in BEIR's layout.
type Rankings struct {
	Embedder  string         `json:"embedder"` // names the vector space
	Documents int            `json:"documents"`
	Passages  int            `json:"passages"` // that the documents were split into
	Splits    []SplitFigures `json:"splits"`
}

// SplitFigures are those of one file of judgements, means over its queries with a
// relevant document.
type SplitFigures struct {
	Name    string `json:"name"`
	Queries int    `json:"queries"`
	Lacking int    `json:"lacking"` // judged queries that queries.jsonl does not have; in no figure
	Unknown int    `json:"unknown"` // relevant documents that corpus.jsonl does not have; they count as not found
	Words   Ranked `json:"lexical"`
	Meaning Ranked `json:"dense"`
	Fused   Ranked `json:"fused"`
}

// Ranked are the figures of one way of ranking.
type Ranked struct {
	Recall Rate `json:"recall_at_10"`
	NDCG   Rate `json:"ndcg_at_10"`
}

// passagesAsked is how many passages are searched for at first: as many as an
// answer's search takes. A document is ranked by its best passage.
const passagesAsked = 30

// Rank measures how the documents of a set are found by words alone, by meaning
// alone, and by both fused as answers are. A document is one passage, unless it
// is longer than the embedder takes: what a set judges is whole documents.
// Vectors that the store has are not made anew. progress is told how many
// passages of all that have to be embedded are done, and may be nil. A document
// is not looked for by the query that is the document itself, as BEIR has it.
func Rank(ctx context.Context, set *BEIR, e retrieval.Embedder, s retrieval.Store, progress func(done, total int)) (*Rankings, error) {
	known := &remembering{Embedder: e}
	x, _, err := retrieval.BuildWhole(ctx, set.library(), linguist(known), s, progress)
	if err != nil {
		return nil, fmt.Errorf("making the index: %w", err)
	}
	r := ranker{set: set, ways: ways(x), documents: map[string]bool{}, languages: set.spoken()}
	for _, d := range set.Documents {
		r.documents[d.ID] = true
	}
	out := &Rankings{Embedder: x.Model(), Documents: len(set.Documents), Passages: x.Len()}
	for _, split := range set.Splits {
		figures, err := r.split(ctx, split)
		if err != nil {
			return nil, err
		}
		out.Splits = append(out.Splits, figures)
	}
	return out, nil
}

// library makes a statement of each document, by nobody.
func (b *BEIR) library() *corpus.Library {
	lib, languages := &corpus.Library{}, usual{}
	for _, d := range b.Documents {
		text := d.Text
		if d.Title != "" {
			text = d.Title + "\n\n" + d.Text
		}
		st := &corpus.Statement{ID: d.ID, Text: text, SHA256: corpus.Hash(text), Language: lexical.Language(text)}
		languages.add(st.Language)
		lib.Statements = append(lib.Statements, st)
	}
	for _, st := range lib.Statements {
		st.Language = languages.of(st.Language)
	}
	return lib
}

// spoken gives the language of each query.
func (b *BEIR) spoken() map[string]string {
	out, languages := make(map[string]string, len(b.Queries)), usual{}
	for id, text := range b.Queries {
		out[id] = lexical.Language(text)
		languages.add(out[id])
	}
	for id, guessed := range out {
		out[id] = languages.of(guessed)
	}
	return out
}

// usual counts the languages that the texts of a set are guessed to have. A set
// has few, and a claim of eight words is easily taken for French.
type usual map[string]int

func (u usual) add(language string) {
	if language != "" {
		u[language]++
	}
}

// of gives the language of a text: the one it is guessed to have, where that is
// so for at least a tenth of what most are guessed to have, else the latter.
func (u usual) of(guessed string) string {
	best := ""
	for _, language := range slices.Sorted(maps.Keys(u)) { // ties go by name
		if best == "" || u[language] > u[best] {
			best = language
		}
	}
	if guessed != "" && 10*u[guessed] >= u[best] {
		return guessed
	}
	return best
}

// way is one way of ranking: where it wants words, a document without any of the
// query's is not found.
type way struct {
	index *retrieval.Index
	words bool
	of    func(*SplitFigures) *Ranked
}

func ways(x *retrieval.Index) []way {
	words, meaning := retrieval.DefaultFusion, retrieval.DefaultFusion
	words.Ranks, words.Dense, words.Lexical = false, 0, 1
	meaning.Ranks, meaning.Dense, meaning.Lexical, meaning.Foreign = false, 1, 0, 1
	return []way{
		{x.WithFusion(words), true, func(f *SplitFigures) *Ranked { return &f.Words }},
		{x.WithFusion(meaning), false, func(f *SplitFigures) *Ranked { return &f.Meaning }},
		{x, false, func(f *SplitFigures) *Ranked { return &f.Fused }},
	}
}

type ranker struct {
	set       *BEIR
	ways      []way
	documents map[string]bool
	languages map[string]string // by query
}

func (r ranker) split(ctx context.Context, s Split) (SplitFigures, error) {
	f := SplitFigures{Name: s.Name}
	for _, id := range slices.Sorted(maps.Keys(s.Judged)) {
		judged := s.Judged[id]
		text, ok := r.set.Queries[id]
		switch {
		case !relevant(judged):
			continue
		case !ok:
			f.Lacking++
			continue
		}
		f.Queries++
		for document, grade := range judged {
			if grade > 0 && !r.documents[document] {
				f.Unknown++
			}
		}
		for _, w := range r.ways {
			ranking, err := w.ranking(ctx, id, retrieval.Query{Text: text, Language: r.languages[id]})
			if err != nil {
				return f, fmt.Errorf("query %q: %w", clip(id), err)
			}
			w.of(&f).Recall.add(Recall(ranking, judged))
			w.of(&f).NDCG.add(NDCG(ranking, judged))
		}
	}
	return f, nil
}

// ranking gives the first ten documents. Where many passages are of few documents
// it looks further.
func (w way) ranking(ctx context.Context, id string, q retrieval.Query) ([]string, error) {
	for n := passagesAsked; ; n *= 2 {
		found, err := w.index.Search(ctx, q, n)
		if err != nil {
			return nil, err
		}
		ranking := w.documents(found, id)
		if len(ranking) >= depth || len(found) < n || n > w.index.Len() {
			return ranking[:min(depth, len(ranking))], nil
		}
	}
}

// documents gives the documents of passages, each at its best, but for the one
// that is the query.
func (w way) documents(found []retrieval.Ranked, query string) []string {
	var out []string
	for _, f := range found {
		id := f.Passage.Statement.ID
		if id == query || w.words && f.Lexical <= 0 || slices.Contains(out, id) {
			continue
		}
		out = append(out, id)
	}
	return out
}

// remembering works out the vector of a query once for all ways of ranking.
type remembering struct {
	retrieval.Embedder
	text   string
	vector []float32
}

func (r *remembering) Query(ctx context.Context, text string) ([]float32, error) {
	if r.vector != nil && r.text == text {
		return r.vector, nil
	}
	vector, err := r.Embedder.Query(ctx, text)
	if err == nil {
		r.text, r.vector = text, vector
	}
	return vector, err
}

// linguist gives the embedder with the languages that the one behind it knows,
// where that says so.
func linguist(r *remembering) retrieval.Embedder {
	if l, ok := r.Embedder.(retrieval.Linguist); ok {
		return struct {
			*remembering
			languages
		}{r, l.Languages}
	}
	return r
}

type languages func() []string

// Languages gives the languages that the embedder knows.
func (l languages) Languages() []string { return l() }
