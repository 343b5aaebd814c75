package retrieval

import (
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
	"verbatim/retrieval/internal/disk"
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

// checkPart opens a file and checks it, a little at a time.
func checkPart(dir string, p part) (*os.File, error) {
	if p.Name != filepath.Base(p.Name) || !isPart(p.Name) {
		return nil, fmt.Errorf("%w: the manifest names %q", errDamaged, p.Name)
	}
	f, err := disk.Open(filepath.Join(dir, p.Name))
	if err != nil {
		return nil, err
	}
	if err := p.check(f); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

func (p part) check(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() != p.Size {
		return fmt.Errorf("%w: %s has %d bytes in place of %d", errDamaged, p.Name, info.Size(), p.Size)
	}
	sum := sha256.New()
	if _, err := io.CopyBuffer(sum, io.NewSectionReader(f, 0, p.Size), make([]byte, 1<<18)); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != p.SHA256 {
		return fmt.Errorf("%w: the checksum of %s is wrong", errDamaged, p.Name)
	}
	return nil
}

func openPostings(dir string, p part) (*lexical.Index, error) {
	f, err := checkPart(dir, p)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data := make([]byte, p.Size)
	if _, err := f.ReadAt(data, 0); err != nil && err != io.EOF {
		return nil, err
	}
	words, err := lexical.Read(data)
	if errors.Is(err, lexical.ErrVersion) {
		return nil, errOtherVersion
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	return words, nil
}

func (x *Index) openStatements(dir string) error {
	p := x.manifest.Statements
	f, err := checkPart(dir, p)
	if err != nil {
		return err
	}
	var texts string
	if p.Size > inMemory {
		texts, _ = disk.Map(f, 0, p.Size) // or they are read
	}
	if texts == "" {
		defer f.Close()
	}
	return x.unpackStatements(io.NewSectionReader(f, 0, p.Size), p.Size, texts)
}

// unpackStatements fills the index from the statements' file, of size bytes. The
// texts are parts of what texts maps of the file; where that is empty they are
// read. Whatever the file holds, there is no panic.
func (x *Index) unpackStatements(from io.Reader, size int64, texts string) error {
	front := make([]byte, len(statementsMagic))
	if _, err := io.ReadFull(from, front); err != nil || string(front) != statementsMagic {
		return fmt.Errorf("%w: it does not begin as it should", errDamaged)
	}
	r := pack.NewStreamReader(from, size-int64(len(front)))
	x.spans = make([]span, 0, max(0, min(x.manifest.Passages, int(size)/spanBytes)))
	for i := range r.Count(4) {
		s := &corpus.Statement{}
		if err := json.Unmarshal([]byte(r.String()), s); err != nil {
			return fmt.Errorf("%w: statement %d: %w", errDamaged, i, err)
		}
		s.Text = r.StringOf(texts)
		h := headersOf(s, nil)
		h.Voices = r.Strings()
		x.statements, x.headers = append(x.statements, s), append(x.headers, h)
		for range r.Count(spanBytes) {
			x.unpackPassage(r, i)
		}
	}
	if err := r.Done(); errors.Is(err, pack.ErrCorrupt) {
		return fmt.Errorf("%w: %w", errDamaged, err)
	} else if err != nil {
		return err
	}
	x.assemble()
	return nil
}

// spanBytes is what a passage takes in the statements' file, at least.
const spanBytes = 6 + len(span{}.words) + len(span{}.key)

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
