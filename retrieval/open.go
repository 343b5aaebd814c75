package retrieval

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"verbatim/retrieval/corpus"
	"verbatim/retrieval/internal/pack"
	"verbatim/retrieval/lexical"
)

// ErrNoIndex says that a folder holds no index.
var ErrNoIndex = errors.New("there is no index yet")

// DamagedError names the files of an index that are not what was written, or
// are missing.
type DamagedError struct {
	Files []string // paths
	Err   error
}

// Error tells the files and what is wrong with them.
func (e *DamagedError) Error() string {
	return fmt.Sprintf("the index is damaged (%s): %v", strings.Join(e.Files, ", "), e.Err)
}

// Unwrap gives the cause.
func (e *DamagedError) Unwrap() error { return e.Err }

// errOtherVersion says that the program which wrote the index was another.
var errOtherVersion = errors.New("the index was made by another version of the program")

// errNoVectors says that the store does not hold the generation that an index
// was made with.
var errNoVectors = errors.New("the index's vectors are not in its store")

// Open reads the index that Save wrote to a folder, whose vectors s holds. It
// checks every byte, reads no document and builds nothing. The error is
// ErrNoIndex where there is none, and a DamagedError where a file is not what
// was written.
func Open(ctx context.Context, dir string, e Embedder, s Store) (*Index, error) {
	m, err := readManifest(dir)
	if err != nil {
		return nil, err
	}
	x, err := openParts(dir, m)
	if err != nil {
		return nil, err
	}
	if err := x.attach(ctx, e, s); err != nil {
		return nil, err
	}
	return x, nil
}

// readManifest reads the manifest of a folder.
func readManifest(dir string) (manifest, error) {
	path := filepath.Join(dir, manifestName)
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return manifest{}, fmt.Errorf("%w in %s", ErrNoIndex, dir)
	} else if err != nil {
		return manifest{}, fmt.Errorf("opening the index: %w", err)
	}
	if info.Size() > maxManifest {
		return manifest{}, &DamagedError{[]string{path}, fmt.Errorf("%w: it is too large", errDamaged)}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return manifest{}, fmt.Errorf("opening the index: %w", err)
	}
	m, err := unseal(data)
	if err != nil {
		return manifest{}, &DamagedError{[]string{path}, err}
	}
	if m.Version != indexVersion {
		return m, errOtherVersion
	}
	return m, nil
}

// openParts reads the statements and the postings; what comes of it has no
// vectors yet.
func openParts(dir string, m manifest) (*Index, error) {
	x := &Index{manifest: m, fusion: DefaultFusion}
	words := make(chan error, 1)
	go func() {
		var err error
		x.words, err = openPostings(dir, m.Postings)
		words <- err
	}()
	outcomes := []struct {
		part part
		err  error
	}{{m.Statements, x.openStatements(dir)}, {m.Postings, <-words}}
	var bad DamagedError
	var other error
	for _, o := range outcomes {
		if errors.Is(o.err, errDamaged) || errors.Is(o.err, fs.ErrNotExist) {
			bad.Files = append(bad.Files, filepath.Join(dir, o.part.Name))
			bad.Err = errors.Join(bad.Err, o.err)
		} else if o.err != nil {
			other = o.err
		}
	}
	if bad.Err != nil {
		return nil, &bad
	}
	if other == nil && x.words.Len() != len(x.spans) {
		other = &DamagedError{[]string{filepath.Join(dir, m.Postings.Name)}, fmt.Errorf("%w: it is of other passages", errDamaged)}
	}
	if other != nil {
		return nil, other
	}
	return x, nil
}

// attach gives the index its vectors.
func (x *Index) attach(ctx context.Context, e Embedder, s Store) error {
	x.embedder, x.vectors = e, s
	versioned, ok := s.(Versioned)
	if !ok {
		return nil
	}
	if x.manifest.Vectors == "" {
		return errNoVectors
	}
	searcher, _, err := versioned.Version(ctx, x.manifest.Vectors)
	if err != nil {
		return err
	}
	if searcher == nil {
		return errNoVectors
	}
	x.vectors = searcher
	return nil
}

// growing is what readPart fills: a strings.Builder or a bytes.Buffer, so that
// what was read is there once, as text or as bytes.
type growing interface {
	io.Writer
	Grow(n int)
}

// readPart reads a file into data and checks it.
func readPart(dir string, p part, data growing) error {
	if p.Name != filepath.Base(p.Name) || !isPart(p.Name) {
		return fmt.Errorf("%w: the manifest names %q", errDamaged, p.Name)
	}
	f, err := os.Open(filepath.Join(dir, p.Name))
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() != p.Size {
		return fmt.Errorf("%w: %s has %d bytes in place of %d", errDamaged, p.Name, info.Size(), p.Size)
	}
	data.Grow(int(p.Size))
	sum := sha256.New()
	if _, err := io.CopyBuffer(io.MultiWriter(data, sum), io.LimitReader(f, p.Size), make([]byte, 1<<18)); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != p.SHA256 {
		return fmt.Errorf("%w: the checksum of %s is wrong", errDamaged, p.Name)
	}
	return nil
}

func openPostings(dir string, p part) (*lexical.Index, error) {
	var data bytes.Buffer
	if err := readPart(dir, p, &data); err != nil {
		return nil, err
	}
	words, err := lexical.Read(data.Bytes())
	if errors.Is(err, lexical.ErrVersion) {
		return nil, errOtherVersion
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	return words, nil
}

func (x *Index) openStatements(dir string) error {
	var data strings.Builder
	if err := readPart(dir, x.manifest.Statements, &data); err != nil {
		return err
	}
	return x.unpackStatements(data.String())
}

// unpackStatements fills the index from the statements' file. The texts are
// parts of data. Whatever data holds, there is no panic.
func (x *Index) unpackStatements(data string) error {
	rest, ok := strings.CutPrefix(data, statementsMagic)
	if !ok {
		return fmt.Errorf("%w: it does not begin as it should", errDamaged)
	}
	r := pack.NewStringReader(rest)
	for i := range r.Count(4) {
		s := &corpus.Statement{}
		if err := json.Unmarshal([]byte(r.String()), s); err != nil {
			return fmt.Errorf("%w: statement %d: %w", errDamaged, i, err)
		}
		s.Text = r.String()
		h := headersOf(s, nil)
		h.Voices = r.Strings()
		x.statements, x.headers = append(x.statements, s), append(x.headers, h)
		for range r.Count(6 + len(span{}.words) + len(span{}.key)) {
			x.unpackPassage(r, i)
		}
	}
	if err := r.Done(); err != nil {
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
	x.assemble()
	return nil
}

func (x *Index) unpackPassage(r *pack.Reader, owner int) {
	s := x.statements[owner]
	p := corpus.Passage{Statement: s, Start: r.Index(len(s.Text) + 1)}
	p.End = p.Start + r.Index(len(s.Text)-p.Start+1)
	p.Ordinal = int(r.Uint() & 0x7fffffff)
	p.Paragraph = r.String()
	p.Heading.Start = r.Index(p.Start + 1)
	p.Heading.End = p.Heading.Start + r.Index(p.Start-p.Heading.Start+1)
	var words [8]byte
	var key vectorName
	r.Bytes(words[:])
	r.Bytes(key[:])
	x.addPassage(p, owner, words, key)
}
