package retrieval

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"verbatim/retrieval/corpus"
	"verbatim/retrieval/internal/disk"
	"verbatim/retrieval/lexical"
)

// Report says what making an index took.
type Report struct {
	Read                 int              // documents held, as statements
	Reused               int              // of these, those that had not changed and were not read again
	Copies               int              // of Read, those that another statement stands for
	Failed               []corpus.Failure // documents that could not be read
	Kept, Added, Deleted int              // passages, against the index before: by statement and words
	Embedded             int              // texts that the embedder was given
	Seconds              float64

	scopes map[string]Report // the counts of each scope alone
}

// Build makes the index of a library: it splits the statements into passages
// that fit the embedder, embeds those whose vectors the store has not, and
// commits them. prev is the index before, for the Report, and may be nil;
// progress is told how many passages of all that have to be embedded are done,
// and may be nil too.
//
// An error that is ErrNotSaved comes with an index that works: its vectors are
// in memory alone. After any other, the store is as it was, and the vectors
// computed so far are kept for the next try.
func Build(ctx context.Context, lib *corpus.Library, e Embedder, s Store, prev *Index, progress func(done, total int)) (*Index, Report, error) {
	return build(ctx, lib, e, s, prev, prev, 0, progress)
}

// BuildWhole is Build with passages as long as the embedder takes, for texts each
// of which is what is looked for, as the abstracts of a benchmark are. Few of
// those are divided then, and a question whose words are spread over one finds
// all of them in it.
func BuildWhole(ctx context.Context, lib *corpus.Library, e Embedder, s Store, progress func(done, total int)) (*Index, Report, error) {
	return build(ctx, lib, e, s, nil, nil, lettersPerToken*e.MaxTokens(), progress)
}

// lettersPerToken is about how many letters of a text a token stands for, at
// most: what is longer is divided by the tokens.
const lettersPerToken = 6

// build is Build with the index whose passages it may take over, nil for none,
// and the size of passages aimed at, 0 for the usual one.
func build(ctx context.Context, lib *corpus.Library, e Embedder, s Store, prev, divided *Index, target int, progress func(done, total int)) (*Index, Report, error) {
	start := time.Now()
	x, err := split(ctx, lib, e, divided, target)
	if err != nil {
		return nil, Report{}, err
	}
	words := make(chan *lexical.Index, 1)
	go func() { words <- x.postings() }()
	embedded, err := x.embed(ctx, s, progress)
	x.words = <-words
	if err != nil && !errors.Is(err, ErrNotSaved) {
		return nil, Report{}, err
	}
	if naming := x.name(ctx, s); naming != nil {
		return nil, Report{}, naming
	}
	report := x.report(prev, lib, embedded)
	report.Seconds = time.Since(start).Seconds()
	return x, report, err
}

// split makes an index of the library's passages, without words and vectors. A
// text that prev has divided is not divided again.
func split(ctx context.Context, lib *corpus.Library, e Embedder, prev *Index, target int) (*Index, error) {
	x := &Index{embedder: e, fusion: DefaultFusion, manifest: manifest{Model: e.Model(), MaxTokens: e.MaxTokens(), Failed: lib.Failed, Warnings: lib.Warnings, Readings: lib.Readings, Places: lib.Places}}
	x.statements = slices.Clone(lib.Statements)
	slices.SortFunc(x.statements, func(a, b *corpus.Statement) int { return cmp.Compare(a.ID, b.ID) })
	options := corpus.SplitOptions{MaxTokens: e.MaxTokens(), Tokens: e.Tokens, Target: target}
	divided := x.dividedBy(prev)
	if len(divided) > 0 {
		x.spans = make([]span, 0, len(prev.spans)+len(prev.spans)/64)
	}
	for i, st := range x.statements {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if i > 0 && st.ID == x.statements[i-1].ID {
			return nil, fmt.Errorf("two statements have the ID %q: rename the file of one of them", st.ID)
		}
		x.headers = append(x.headers, headersOf(st, lib.States))
		if at, ok := divided[st.SHA256]; ok && prev.statements[at].Text == st.Text {
			x.takePassages(prev, at, i)
			continue
		}
		for _, p := range corpus.Split(inMemoryOf(st), options) {
			if text := p.Embedded(); text != "" {
				x.addPassage(p, i, wordsOf(p), vectorKey(x.manifest.Model, text))
			}
		}
	}
	x.assemble()
	return x, nil
}

// dividedBy finds the texts that prev has divided as x would: by the same model's
// tokens, in passages of the same length. Nothing else of a statement has a say
// in that.
func (x *Index) dividedBy(prev *Index) map[string]int {
	out := map[string]int{}
	if prev == nil || prev.manifest.Version != indexVersion || prev.manifest.Model != x.manifest.Model || prev.manifest.MaxTokens != x.manifest.MaxTokens {
		return out
	}
	for i, st := range prev.statements {
		out[st.SHA256] = i
	}
	return out
}

// takePassages gives a statement the passages that one of prev has.
func (x *Index) takePassages(prev *Index, from, to int) {
	for at := prev.first[from]; at < prev.first[from+1]; at++ {
		x.addPassage(prev.passage(at), to, prev.spans[at].words, prev.spans[at].key)
	}
}

// vectorKey names the vector of a text in the space of a model.
func vectorKey(model, text string) vectorName {
	h := sha256.New()
	fmt.Fprintf(h, "%d %s\n", len(model), model)
	io.WriteString(h, text)
	return vectorName(h.Sum(nil))
}

// postings indexes the passages' words.
func (x *Index) postings() *lexical.Index {
	b := lexical.NewBuilder()
	for owner, st := range x.statements {
		st := inMemoryOf(st)
		for i := x.first[owner]; i < x.first[owner+1]; i++ {
			p := x.passage(i)
			p.Statement = st
			doc := lexical.Doc{Text: p.Indexed(), Language: st.Language}
			if st.Scope == "" && st.CopyOf == "" {
				b.Add(doc)
			} else {
				b.AddApart(doc) // how rare a word is must not tell what a server holds, and what is held twice counts once
			}
		}
	}
	return b.Index()
}

// putAtOnce is how many entries are handed to the store together.
const putAtOnce = 1000

// embed brings the passages' vectors into the store.
func (x *Index) embed(ctx context.Context, s Store, progress func(done, total int)) (embedded []int32, err error) {
	g, err := s.Begin(ctx, x.manifest.Model)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil && !errors.Is(err, ErrNotSaved) {
			err = errors.Join(err, g.Abort())
		}
	}()
	missing, err := x.missing(ctx, g)
	if err != nil {
		return nil, err
	}
	if err := x.embedMissing(ctx, g, missing, progress); err != nil {
		return nil, err
	}
	for from := 0; from < len(x.spans); from += putAtOnce {
		var entries []Entry
		for i := from; i < min(from+putAtOnce, len(x.spans)); i++ {
			s := &x.spans[i]
			if x.headers[s.owner].Copy {
				continue
			}
			entries = append(entries, Entry{ID: x.id(int32(i)), Key: s.key.String(), Headers: x.headers[s.owner]})
		}
		if err := g.Put(ctx, entries); err != nil {
			return nil, err
		}
	}
	return missing, g.Commit(ctx)
}

// missing gives a passage for each vector that has to be computed.
func (x *Index) missing(ctx context.Context, g Generation) ([]int32, error) {
	var out []int32
	seen := map[vectorName]struct{}{} // of those that are missing
	for i, s := range x.spans {
		if _, ok := seen[s.key]; ok || x.headers[s.owner].Copy {
			continue
		}
		has, err := g.Has(ctx, s.key.String())
		if err != nil {
			return nil, err
		}
		if !has {
			seen[s.key] = struct{}{}
			out = append(out, int32(i))
		}
	}
	return out, nil
}

// A batch is as large as takes about this long, so that progress moves, little
// is lost with a kill, and a server is not asked for every passage by itself.
const (
	batchShort = 300 * time.Millisecond
	batchLong  = 1200 * time.Millisecond
	batchFirst = 4
	batchMost  = 128
)

// embedMissing computes vectors, batch by batch, and journals each batch.
func (x *Index) embedMissing(ctx context.Context, g Generation, missing []int32, progress func(done, total int)) error {
	size := batchFirst
	for done := 0; done < len(missing); {
		if progress != nil {
			progress(done, len(missing))
		}
		batch := missing[done:min(done+size, len(missing))]
		start := time.Now()
		if err := x.embedBatch(ctx, g, batch); err != nil {
			return fmt.Errorf("embedding passages with %s, %d of %d done: %w", x.manifest.Model, done, len(missing), err)
		}
		done += len(batch)
		switch took := time.Since(start); {
		case took < batchShort:
			size = min(2*size, batchMost)
		case took > batchLong:
			size = max(size/2, 1)
		}
	}
	if progress != nil {
		progress(len(missing), len(missing))
	}
	return ctx.Err()
}

func (x *Index) embedBatch(ctx context.Context, g Generation, batch []int32) error {
	texts := make([]string, len(batch))
	for i, at := range batch {
		texts[i] = strings.TrimSpace(disk.Copy(x.passage(at).Text())) // Embedded, from memory
	}
	vectors, err := x.embedder.Passages(ctx, texts)
	if err != nil {
		return err
	}
	if len(vectors) != len(texts) {
		return fmt.Errorf("the embedder gave %d vectors for %d texts", len(vectors), len(texts))
	}
	for i, v := range vectors {
		if err := g.Keep(ctx, x.spans[batch[i]].key.String(), v); err != nil && !errors.Is(err, ErrNotSaved) {
			return err
		}
	}
	return nil
}

// name notes which generation of the store belongs to the index, and holds on
// to it.
func (x *Index) name(ctx context.Context, s Store) error {
	x.vectors = s
	versioned, ok := s.(Versioned)
	if !ok {
		return nil
	}
	searcher, name, err := versioned.Version(ctx, "")
	if err != nil {
		return err
	}
	if searcher == nil {
		return errors.New("the store does not find what was committed to it")
	}
	x.vectors, x.manifest.Vectors = searcher, name
	return nil
}
