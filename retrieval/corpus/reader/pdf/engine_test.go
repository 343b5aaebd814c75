package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/go-pdf/fpdf"
)

func document(t *testing.T, pages int) []byte {
	t.Helper()
	p := fpdf.New("P", "pt", "A4", "")
	p.SetFont("Times", "", 11)
	for i := range pages {
		p.AddPage()
		p.MultiCell(0, 13, fmt.Sprintf("Page %d. %s", i+1, strings.Repeat("Freedonia holds a view. ", 100)), "", "L", false)
	}
	var b bytes.Buffer
	if err := p.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// words gives the letters of all pages.
func words(d *Document) (string, error) {
	var b strings.Builder
	for n := range d.Pages() {
		glyphs, err := d.Page(n)
		if err != nil {
			return "", err
		}
		for _, g := range glyphs {
			b.WriteRune(g.Rune)
		}
	}
	return b.String(), nil
}

func read2(t *testing.T, e *Engine, data []byte) string {
	t.Helper()
	var out string
	err := e.Read(t.Context(), data, func(_ context.Context, d *Document) (err error) {
		out, err = words(d)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestDeadline: a document whose time is up is killed, and the next one is
// read. What is done aside does not count.
func TestDeadline(t *testing.T) {
	e := NewEngine(Options{})
	defer e.Close()
	small := document(t, 1)
	if got := read2(t, e, small); !strings.HasPrefix(got, "Page 1.") {
		t.Errorf("%.60q", got)
	}
	e.o.Time = 20 * time.Millisecond
	err := e.Read(t.Context(), document(t, 60), func(_ context.Context, d *Document) error {
		_, err := words(d)
		return err
	})
	if !errors.Is(err, ErrTime) {
		t.Errorf("%v, want %v", err, ErrTime)
	}
	e.o.Time = time.Second
	err = e.Read(t.Context(), small, func(_ context.Context, d *Document) error {
		d.Aside(func() { time.Sleep(1200 * time.Millisecond) })
		_, err := words(d)
		return err
	})
	if err != nil {
		t.Errorf("time aside: %v", err)
	}
	e.o.Time = time.Minute
	read2(t, e, small)
}

// TestCancel: reading ends when it is told to, with the caller's own reason.
func TestCancel(t *testing.T) {
	e := NewEngine(Options{})
	defer e.Close()
	ctx, cancel := context.WithCancel(t.Context())
	err := e.Read(ctx, document(t, 50), func(_ context.Context, d *Document) error {
		cancel()
		_, err := words(d)
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	read2(t, e, document(t, 1))
}

// TestIdle: the engine goes when it is not used, comes back when it is, and
// leaves nothing running.
func TestIdle(t *testing.T) {
	before := runtime.NumGoroutine()
	e := NewEngine(Options{Idle: 10 * time.Millisecond})
	for range 2 {
		read2(t, e, document(t, 1))
		until := time.Now().Add(time.Minute)
		for e.held() && time.Now().Before(until) {
			time.Sleep(5 * time.Millisecond)
		}
		if e.held() {
			t.Fatal("the engine is still held")
		}
	}
	if err := e.Close(); err != nil {
		t.Error(err)
	}
	until := time.Now().Add(5 * time.Second)
	for runtime.NumGoroutine() > before && time.Now().Before(until) {
		time.Sleep(5 * time.Millisecond)
	}
	if n := runtime.NumGoroutine(); n > before {
		t.Errorf("%d goroutines, %d before", n, before)
	}
}

func (e *Engine) held() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.pool != nil
}

// TestMemory: a document that needs more than there is breaks its own instance
// and no other.
func TestMemory(t *testing.T) {
	e := NewEngine(Options{Memory: 32})
	defer e.Close()
	large := append(document(t, 1), bytes.Repeat([]byte{' '}, 40<<20)...)
	if err := e.Read(t.Context(), large, func(context.Context, *Document) error { return nil }); !errors.Is(err, ErrMemory) && !errors.Is(err, ErrDamaged) {
		t.Errorf("%v", err)
	}
	read2(t, e, document(t, 1))
}

func TestPNG(t *testing.T) {
	e := NewEngine(Options{})
	defer e.Close()
	err := e.Read(t.Context(), document(t, 1), func(_ context.Context, d *Document) error {
		data, err := d.PNG(0)
		if err != nil {
			return err
		}
		im, err := png.Decode(bytes.NewReader(data))
		if err != nil || im.Bounds().Dx() < 2000 || im.Bounds().Dx()*im.Bounds().Dy() > maxPixels {
			t.Errorf("%v, %v", im.Bounds(), err)
		}
		_, err = d.PNG(7)
		if err == nil {
			t.Error("a page that is not there was drawn")
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestBounds: pages and glyphs are counted before they are read.
func TestBounds(t *testing.T) {
	e := NewEngine(Options{})
	defer e.Close()
	err := e.Read(t.Context(), document(t, 2), func(_ context.Context, d *Document) error {
		d.left = 3000
		_, err := words(d)
		return err
	})
	if !errors.Is(err, ErrText) {
		t.Errorf("%v, want %v", err, ErrText)
	}
	many := "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>\nendobj\n" +
		fmt.Sprintf("2 0 obj\n<< /Type /Pages /Count %d /Kids [%s] >>\nendobj\n", maxPages+1, strings.Repeat("3 0 R ", maxPages+1)) + "trailer\n<< /Root 1 0 R /Size 4 >>\n%%EOF\n"
	if err := e.Read(t.Context(), []byte(many), func(context.Context, *Document) error { return nil }); !errors.Is(err, ErrPages) {
		t.Errorf("%v, want %v", err, ErrPages)
	}
}
