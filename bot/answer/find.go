package answer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// Passages found for a question: in all, and for each delegation where
// several are asked.
const (
	mostPassages      = 10
	passagesPerVoice  = 5
	searchedPerResult = 3 // how many are looked at for one that is kept
)

// weakest is the grade below which nothing is quoted as anybody's words: a
// machine's summary is no delegation's.
var weakest = corpus.UnofficialTranscript

// all lets through everything that may be told where the question is asked. Every
// filter here is made of it, so that none forgets the scope.
func (u Understood) all() retrieval.Filter { return retrieval.Filter{Scope: u.scope} }

// quotable lets through all that may be quoted as somebody's words. How a meeting
// is conducted is nobody's position: it is let through for who asks for the Chair.
func (u Understood) quotable() retrieval.Filter {
	f := u.all()
	f.MaxGrade = &weakest
	f.ExceptKinds = []string{corpus.KindProcedural}
	return f
}

// filter gives the question's filters but for the delegations.
func (e *Engine) filter(x *retrieval.Index, u Understood) retrieval.Filter {
	f := u.quotable()
	f.Processes, f.From, f.To = u.Processes, u.Since, u.Until
	if u.only != nil {
		f.Statements = append([]string{noStatement}, u.only...)
	}
	if u.Session > 0 {
		f.Statements = []string{noStatement}
		for _, st := range x.StatementsOf(u.all()) {
			if atSession(st, u.Session) {
				f.Statements = append(f.Statements, st.ID)
			}
		}
	}
	return f
}

// noStatement is the ID of no statement: a filter that names it alone lets
// nothing through.
const noStatement = "\x00"

// withVoice narrows a filter to one delegation's words; "" leaves it as it is.
func withVoice(f retrieval.Filter, code string) retrieval.Filter {
	if code != "" {
		f = withVoices(f, []string{code})
	}
	return f
}

// dropEmpty drops the filters, read from the question's text, that leave
// nothing of what the delegations asked have said, and notes each in u.
func (e *Engine) dropEmpty(x *retrieval.Index, q Question, u *Understood) {
	voices := u.States
	anything := func(f retrieval.Filter) bool {
		return x.Held(withVoices(f, voices)).Passages > 0
	}
	if !anything(u.quotable()) {
		return // nothing is held at all: no filter is to blame
	}
	if u.Session > 0 && !anything(e.filter(x, Understood{Session: u.Session, Processes: u.Processes, scope: u.scope})) {
		u.Dropped = append(u.Dropped, fmt.Sprintf("session %d", u.Session))
		u.Session = 0
	}
	if len(u.Processes) > 0 && q.Process == "" && !anything(e.filter(x, Understood{Processes: u.Processes, scope: u.scope})) {
		u.Dropped = append(u.Dropped, "process "+strings.Join(u.Processes, " or "))
		u.Processes = nil
	}
	given := !q.Since.IsZero() || !q.Until.IsZero()
	if !given && (!u.Since.IsZero() || !u.Until.IsZero()) && !anything(e.filter(x, *u)) {
		u.Dropped = append(u.Dropped, period(u.Since, u.Until))
		u.Since, u.Until = q.Since, q.Until
	}
}

// withVoices narrows a filter to the words of these delegations; none leave it as
// it is.
func withVoices(f retrieval.Filter, codes []string) retrieval.Filter {
	f.AnyVoice = codes
	if slices.Contains(codes, "chair") {
		f.ExceptKinds = nil
	}
	return f
}

// find searches once for each delegation asked and takes the passages in turn,
// so that none crowds out another; once over all where none is named. It gives
// those above the floor, and how all ranked.
func (e *Engine) find(ctx context.Context, x *retrieval.Index, u Understood) (found, ranked []retrieval.Ranked, err error) {
	base := e.filter(x, u)
	if len(u.States) == 0 {
		return e.sought(ctx, x, u, base, mostPassages)
	}
	n := mostPassages
	if len(u.States) > 1 {
		n = passagesPerVoice
	}
	var lists, all [][]retrieval.Ranked
	for _, code := range u.States {
		found, ranked, err := e.sought(ctx, x, u, withVoice(base, code), n)
		if err != nil {
			return nil, nil, err
		}
		lists, all = append(lists, found), append(all, ranked)
	}
	return inTurn(lists), inTurn(all), nil
}

// search gives the n best passages above the floor.
func (e *Engine) search(ctx context.Context, x *retrieval.Index, u Understood, f retrieval.Filter, n int) ([]retrieval.Ranked, error) {
	found, _, err := e.sought(ctx, x, u, f, n)
	return found, err
}

// sought gives the n best passages above the floor, and the n best.
func (e *Engine) sought(ctx context.Context, x *retrieval.Index, u Understood, f retrieval.Filter, n int) (found, best []retrieval.Ranked, err error) {
	query := u.search
	if query == "" {
		query = u.Question
	}
	found, err = e.ranked(ctx, x, retrieval.Query{Text: query, Language: u.Language, Filter: f, Days: u.days}, n*searchedPerResult)
	if err != nil {
		return nil, nil, err
	}
	found = slices.DeleteFunc(found, func(r retrieval.Ranked) bool { return r.Passage.Statement.Status == "withdrawn" })
	best = slices.Clone(found[:min(n, len(found))])
	if u.search != "" {
		s, all := e.scales.of(ctx, x, u.scope), slices.Clone(found)
		u.note(f, slices.ContainsFunc(found, func(r retrieval.Ranked) bool { return nearly(s, e.Embedder, u.Language, r) }) || !e.reads(x, f, u.Language))
		if found = e.kept(s, u, found); len(found) == 0 && len(f.AnyVoice) > 0 {
			found, err = e.foremost(ctx, x, u, f, all)
			if err != nil {
				return nil, nil, err
			}
		}
	}
	return found[:min(n, len(found))], best, nil
}

// ranked searches, and makes do with what the words alone find where the
// embedder fails.
func (e *Engine) ranked(ctx context.Context, x *retrieval.Index, q retrieval.Query, n int) ([]retrieval.Ranked, error) {
	found, err := x.Search(ctx, q, n)
	if errors.Is(err, retrieval.ErrWordsOnly) {
		e.warn(ctx, "the embedder did not answer", err)
		err = nil
	}
	if err != nil {
		return nil, fmt.Errorf("searching: %w", err)
	}
	return found, nil
}

// inTurn takes the lists' first, then their second, and so on, each passage
// once.
func inTurn(lists [][]retrieval.Ranked) []retrieval.Ranked {
	var out []retrieval.Ranked
	seen := map[string]bool{}
	for i := 0; ; i++ {
		more := false
		for _, l := range lists {
			if i >= len(l) {
				continue
			}
			more = true
			if id := l[i].Passage.ID(); !seen[id] {
				seen[id] = true
				out = append(out, l[i])
			}
		}
		if !more {
			return out
		}
	}
}
