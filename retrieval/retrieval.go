package retrieval

import (
	"context"
	"slices"
	"time"

	"verbatim/retrieval/corpus"
)

// Embedder turns texts into vectors of unit length, all of one dimension.
type Embedder interface {
	Model() string          // names the vector space; spaces of different names never mix
	MaxTokens() int         // the longest text it takes, in its own tokens
	Tokens(text string) int // how many of them a text has; never fewer than the model will count
	Query(ctx context.Context, text string) ([]float32, error)
	Passages(ctx context.Context, texts []string) ([][]float32, error) // one vector a text, in their order
}

// Headers are what a passage can be filtered by.
type Headers struct {
	Voices    []string // By, OnBehalf, and the members on that date; behind them the States aligned with it
	Statement string
	Date      time.Time
	Process   string
	Language  string
	Kind      string
	Grade     corpus.Grade
	Scope     string // the only server in which it is seen; empty: all share it
	Copy      bool   // whether another statement is counted in its place; a Store is given none of these
}

// Filter narrows a search. Empty fields let everything through, but for the
// scope: what one server holds for itself no filter lets through that does not
// name that server. So the zero Filter lets through what all share.
type Filter struct {
	AnyVoice, Processes, Languages, Statements []string
	ExceptKinds                                []string  // lets through what is of no such kind
	From, To                                   time.Time // days, both inclusive; an undated passage fails either
	MaxGrade                                   *corpus.Grade
	Scope                                      string // lets through what this server holds for itself too
	AllScopes                                  bool   // lets through what any server holds; for tools of the operator's, never for answers
	Copies                                     bool   // lets through what another statement stands for, too; so does naming it in Statements
}

// Sees tells whether the filter lets through what is of a scope.
func (f Filter) Sees(scope string) bool { return scope == "" || scope == f.Scope || f.AllScopes }

// Match tells whether a passage with these headers passes the filter.
func (f Filter) Match(h Headers) bool {
	return f.Sees(h.Scope) && (!h.Copy || f.Copies || len(f.Statements) > 0) && anyOf(f.AnyVoice, h.Voices...) && anyOf(f.Processes, h.Process) &&
		anyOf(f.Languages, h.Language) && anyOf(f.Statements, h.Statement) &&
		!slices.Contains(f.ExceptKinds, h.Kind) &&
		(f.From.IsZero() || !h.Date.IsZero() && !h.Date.Before(f.From)) &&
		(f.To.IsZero() || !h.Date.IsZero() && !h.Date.After(f.To)) &&
		(f.MaxGrade == nil || h.Grade <= *f.MaxGrade)
}

func anyOf(wanted []string, have ...string) bool {
	return len(wanted) == 0 || slices.ContainsFunc(have, func(h string) bool { return slices.Contains(wanted, h) })
}

// Entry is what a Store keeps of a passage.
type Entry struct {
	ID      string    // the passage's ID, unique within a generation
	Key     string    // names the vector: the hash of model and embedded text; several entries may share one
	Vector  []float32 // nil in a Put when the generation Has the key
	Headers Headers
}

// Hit is an entry found, with the cosine of its vector and the one searched for.
type Hit struct {
	ID    string
	Score float32
}

// Store keeps vectors. Its implementations are held to retrieval/storetest.
type Store interface {
	// Begin opens a generation of the vector space of that model. Readers see
	// the last committed one until Commit.
	Begin(ctx context.Context, model string) (Generation, error)
	// Search filters first, then takes the n nearest; ties go by ID. A store
	// that holds nothing finds nothing, without error.
	Search(ctx context.Context, vec []float32, n int, f Filter) ([]Hit, error)
}

// Generation is a set of entries in the making. What was put survives a kill,
// but is seen only after Commit; vectors that earlier generations or an
// interrupted one hold under a key need not be embedded again.
type Generation interface {
	Has(ctx context.Context, key string) (bool, error)
	Keep(ctx context.Context, key string, vector []float32) error // journals a vector, so that embedding work is not lost
	Put(ctx context.Context, entries []Entry) error
	Commit(ctx context.Context) error // what was not Put is gone
	Abort() error                     // what was kept stays for the next Begin
}

// Query is what is searched for.
type Query struct {
	Text     string
	Language string // of Text, when known
	Filter   Filter
	Days     bool // whether what a delegation says again on another day is found, too
}

// Ranked is a passage found, with what speaks for it.
type Ranked struct {
	Passage  corpus.Passage
	Score    float64 // fused; comparable within one search only
	Dense    float64 // cosine of the question's and the passage's vectors
	Lexical  float64 // BM25
	Coverage float64 // share of the question's weight (by inverse document frequency) whose terms the passage has, 0 to 1
}
