package retrieval_test

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

const debates = "../../shared/corpus/ungdc-60-79.tar.gz"

// BenchmarkScale indexes the first thousand and all of the General Debate's
// statements of twenty years, and two thousand between, with an embedder that costs nothing, and tells for
// each stage how long it takes and how far the heap, and where the system tells
// it the memory that no file backs and all that is resident, grow beyond what was
// held before.
func BenchmarkScale(b *testing.B) {
	for _, n := range []int{1000, 2000, 3857} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				scale(b, n)
			}
		})
	}
}

func scale(b *testing.B, n int) {
	dir := b.TempDir()
	bytes := unpackDebates(b, dir, n)
	o := retrieval.Options{
		Dir: filepath.Join(b.TempDir(), "index"), States: states(b), Embedder: retrieval.BagOfWords{}, OpenStore: openStore,
		Sources: []corpus.Source{{Name: "test", FS: os.DirFS(dir), Dir: dir, Grade: corpus.Supplied}},
	}
	m := measured{b: b}
	m.stage("read", func() error {
		lib, err := corpus.Load(b.Context(), o.Sources, o.States)
		if err == nil {
			b.Logf("%d documents of %d MB; %d failed", len(lib.Statements), bytes>>20, len(lib.Failed))
		}
		return err
	})
	var x *retrieval.Index
	sync := func() (err error) {
		var report retrieval.Report
		if x, report, err = retrieval.Sync(b.Context(), o); err == nil {
			b.Logf("%d passages; %d documents read, %d taken over, %d texts embedded", x.Len(), report.Read-report.Reused, report.Reused, report.Embedded)
		}
		return err
	}
	m.stage("index", sync)
	x = nil
	m.stage("open", sync)
	change := func() error {
		path := filepath.Join(dir, "added.txt")
		text := fmt.Sprintf("Mr. President,\n\nWe speak for the %dth time of what was changed.\n", time.Now().UnixNano())
		return errors.Join(os.WriteFile(path, []byte(text), 0o644), os.Chtimes(path, time.Time{}, time.Now().Add(-time.Hour)))
	}
	o.Prev = x
	m.stage("change-in-use", func() error { return errors.Join(change(), sync()) })
	x, o.Prev = nil, nil
	m.stage("change-from-disk", func() error { return errors.Join(change(), sync()) })
	runtime.KeepAlive(x)
}

// measured reports what stages take.
type measured struct{ b *testing.B }

// stage does something and reports its time, how far the heap grew meanwhile at
// most, and what of it stays. The collector is kept close behind, so that the peak
// is what was needed and not what was not collected yet.
func (m measured) stage(name string, do func() error) {
	m.b.Helper()
	debug.FreeOSMemory()
	before, stop, peak := memory(), make(chan bool), make(chan [3]uint64)
	go func() {
		most := before
		for {
			select {
			case <-stop:
				peak <- most
				return
			case <-time.After(2 * time.Millisecond):
				now := memory()
				most = [3]uint64{max(most[0], now[0]), max(most[1], now[1]), max(most[2], now[2])}
			}
		}
	}()
	start := time.Now()
	if err := do(); err != nil {
		m.b.Fatal(err)
	}
	took := time.Since(start)
	close(stop)
	most := <-peak
	runtime.GC()
	m.b.Logf("%-17s %6.2f s, heap +%4d MB at most, %+4d MB after, anonymous +%4d MB, resident +%4d MB at most", name, took.Seconds(),
		(most[0]-before[0])>>20, (int64(heap())-int64(before[0]))>>20, (most[1]-before[1])>>20, (most[2]-before[2])>>20)
	m.b.ReportMetric(took.Seconds(), name+"-s")
	m.b.ReportMetric(float64((most[0]-before[0])>>20), name+"-peak-MB")
	m.b.ReportMetric(float64((most[1]-before[1])>>20), name+"-anonymous-MB")
	m.b.ReportMetric(float64((most[2]-before[2])>>20), name+"-resident-MB")
}

// memory gives the bytes of the heap's objects, of the process's memory that no
// file backs and of all of it that is resident, 0 where the system does not tell.
func memory() [3]uint64 {
	status, _ := os.ReadFile("/proc/self/status")
	of := func(field string) (bytes uint64) {
		if _, rest, ok := strings.Cut(string(status), "\n"+field+":"); ok {
			fmt.Sscan(rest, &bytes)
		}
		return bytes << 10
	}
	return [3]uint64{heap(), of("RssAnon"), of("VmRSS")}
}

func heap() uint64 {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

// unpackDebates unpacks the first n documents into a folder, and gives their bytes.
func unpackDebates(b *testing.B, dir string, n int) (total int64) {
	b.Helper()
	f, err := os.Open(debates)
	if errors.Is(err, os.ErrNotExist) {
		b.Skip("../shared/corpus/ungdc-60-79.tar.gz is not here")
	}
	fatal := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	fatal(err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	fatal(err)
	for r := tar.NewReader(z); n > 0; {
		h, err := r.Next()
		if err == io.EOF {
			return total
		}
		fatal(err)
		if h.Typeflag != tar.TypeReg {
			continue
		}
		data, err := io.ReadAll(r)
		fatal(err)
		path := filepath.Join(dir, filepath.Base(h.Name))
		fatal(os.WriteFile(path, data, 0o644))
		fatal(os.Chtimes(path, time.Time{}, time.Now().Add(-time.Hour)))
		total += int64(len(data))
		n--
	}
	return total
}
