package eval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Limits of a set in BEIR's layout. It is held in memory while it is measured:
// what is larger is refused, in place of a machine that swaps.
const (
	longestLine = 8 << 20 // bytes
	mostWords   = 1 << 30 // bytes of all documents
	mostQueries = 1 << 20
	mostJudged  = 1 << 24
)

// BEIR is a set of documents, queries and judgements in BEIR's layout (N. Thakur
// et al., "BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information
// Retrieval Models", arXiv 2104.08663): corpus.jsonl, queries.jsonl and
// qrels/*.tsv, each of these a split with figures of its own.
type BEIR struct {
	Documents []Document
	Queries   map[string]string // judged ones, by ID
	Splits    []Split           // sorted by name
}

// Document is one of a set's.
type Document struct{ ID, Title, Text string }

// Split is a file of judgements.
type Split struct {
	Name   string                    // of the file, without its ending
	Judged map[string]map[string]int // grade by query and document
}

// OpenBEIR reads a set. Its errors name file and line.
func OpenBEIR(ctx context.Context, dir string) (*BEIR, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("%s: is no folder: a set has corpus.jsonl, queries.jsonl and qrels/*.tsv in one", dir)
	}
	b := &BEIR{Queries: map[string]string{}}
	if err := b.readSplits(ctx, filepath.Join(dir, "qrels")); err != nil {
		return nil, err
	}
	if err := b.readQueries(ctx, filepath.Join(dir, "queries.jsonl")); err != nil {
		return nil, err
	}
	return b, b.readDocuments(ctx, filepath.Join(dir, "corpus.jsonl"))
}

func (b *BEIR) readSplits(ctx context.Context, dir string) error {
	files, err := filepath.Glob(filepath.Join(escapeGlob(dir), "*.tsv"))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("%s: has no *.tsv with judgements: a line has query-id, corpus-id and score, with tabs between", dir)
	}
	slices.Sort(files)
	for _, name := range files {
		s := Split{strings.TrimSuffix(filepath.Base(name), ".tsv"), map[string]map[string]int{}}
		if err := s.read(ctx, name); err != nil {
			return err
		}
		b.Splits = append(b.Splits, s)
	}
	return nil
}

// escapeGlob makes a path a pattern that matches itself alone.
func escapeGlob(path string) string {
	return strings.NewReplacer(`*`, `[*]`, `?`, `[?]`, `[`, `[[]`).Replace(path)
}

func (s Split) read(ctx context.Context, name string) error {
	n := 0
	return eachLine(ctx, name, func(number int, line []byte) error {
		part := strings.Split(string(line), "\t")
		if len(part) != 3 {
			return fmt.Errorf("has %d columns, and query-id, corpus-id and score are three, with tabs between", len(part))
		}
		query, document := strings.TrimSpace(part[0]), strings.TrimSpace(part[1])
		grade, err := strconv.Atoi(strings.TrimSpace(part[2]))
		switch {
		case err != nil && number == 1: // the header
			return nil
		case err != nil:
			return fmt.Errorf("the score %q is no whole number", clip(part[2]))
		case query == "" || document == "":
			return errors.New("has an empty query-id or corpus-id")
		}
		if s.Judged[query] == nil {
			s.Judged[query] = map[string]int{}
		}
		if _, twice := s.Judged[query][document]; twice {
			return fmt.Errorf("judges document %q for query %q a second time", clip(document), clip(query))
		}
		if n++; n > mostJudged {
			return fmt.Errorf("more than %d judgements are not read", mostJudged)
		}
		s.Judged[query][document] = grade
		return nil
	})
}

// judged tells whether a split has a relevant document for the query.
func (b *BEIR) judged(query string) bool {
	return slices.ContainsFunc(b.Splits, func(s Split) bool { return relevant(s.Judged[query]) })
}

func relevant(judged map[string]int) bool {
	for _, grade := range judged {
		if grade > 0 {
			return true
		}
	}
	return false
}

func (b *BEIR) readQueries(ctx context.Context, name string) error {
	seen := map[string]bool{}
	return eachLine(ctx, name, func(_ int, line []byte) error {
		d, err := object(line, seen)
		if err != nil || !b.judged(d.ID) {
			return err
		}
		if strings.TrimSpace(d.Text) == "" {
			return fmt.Errorf("query %q has no text", clip(d.ID))
		}
		if len(seen) > mostQueries {
			return fmt.Errorf("more than %d queries are not read", mostQueries)
		}
		b.Queries[d.ID] = d.Text
		return nil
	})
}

func (b *BEIR) readDocuments(ctx context.Context, name string) error {
	seen, size := map[string]bool{}, 0
	err := eachLine(ctx, name, func(_ int, line []byte) error {
		d, err := object(line, seen)
		if err != nil {
			return err
		}
		if size += len(d.ID) + len(d.Title) + len(d.Text); size > mostWords {
			return fmt.Errorf("more than %d MB of documents are not measured: take a part of the set", mostWords>>20)
		}
		b.Documents = append(b.Documents, d)
		return nil
	})
	if err == nil && len(b.Documents) == 0 {
		return fmt.Errorf("%s: has no documents", name)
	}
	return err
}

// object reads a line of JSON with an ID that none before it has.
func object(line []byte, seen map[string]bool) (Document, error) {
	var in struct {
		ID    *string `json:"_id"`
		Title string  `json:"title"`
		Text  *string `json:"text"`
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return Document{}, fmt.Errorf("is no object of JSON with _id, title and text: %w", err)
	}
	switch {
	case in.ID == nil || *in.ID == "":
		return Document{}, errors.New(`has no "_id"`)
	case in.Text == nil:
		return Document{}, errors.New(`has no "text"`)
	case seen[*in.ID]:
		return Document{}, fmt.Errorf("the _id %q stands in a line before", clip(*in.ID))
	}
	seen[*in.ID] = true
	return Document{*in.ID, in.Title, *in.Text}, nil
}

func clip(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "..."
}

// missing words the error of a file that cannot be opened.
func missing(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: is missing: a set has corpus.jsonl, queries.jsonl and qrels/*.tsv", name)
	}
	return err
}
