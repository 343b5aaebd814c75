package corpus

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkLoad reads every General Debate speech of twenty years.
func BenchmarkLoad(b *testing.B) {
	dir := b.TempDir()
	n := unpack(b, filepath.Join("..", "..", "..", "shared", "corpus", "ungdc-60-79.tar.gz"), dir)
	states := builtinStates(b)
	b.SetBytes(n)
	b.ResetTimer()
	for b.Loop() {
		lib, err := Load(context.Background(), []Source{{Name: dir, Dir: dir, Grade: Supplied}}, states)
		if err != nil || len(lib.Failed) > 0 {
			b.Fatal(err, lib.Failed)
		}
		b.ReportMetric(float64(len(lib.Statements)), "documents")
	}
}

// unpack unpacks an archive's files into a folder and gives their bytes.
func unpack(b *testing.B, archive, dir string) int64 {
	f, err := os.Open(archive)
	if errors.Is(err, os.ErrNotExist) {
		b.Skip("../shared/corpus is not here")
	}
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	total := int64(0)
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return total
		}
		if err != nil {
			b.Fatal(err)
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		data, err := io.ReadAll(r)
		if err != nil {
			b.Fatal(err)
		}
		total += int64(len(data))
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(h.Name)), data, 0o644); err != nil {
			b.Fatal(err)
		}
	}
}
