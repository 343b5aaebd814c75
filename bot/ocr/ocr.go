// Package ocr has tesseract, where it is installed, read the pictures of
// scanned pages.
//
// # Policy
//
// The program is run anew for each page, with the picture on its standard input
// and the words on its standard output: no name of a file goes through a shell
// or a disk. It runs in a folder of its own, which is removed with whatever it
// left there, sees none of this program's environment but the path to its
// language files, and is bounded in time and in what it may say.
package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

const (
	name       = "tesseract"
	pageTime   = time.Minute // for one page
	maxOutput  = 4 << 20     // bytes of text on one page
	maxMessage = 4 << 10     // bytes of what it says of itself
)

// ErrMissing says that tesseract is not installed.
var ErrMissing = errors.New("tesseract is not installed, or not on the PATH: install it (Debian: apt install tesseract-ocr tesseract-ocr-fra ...), or turn OCR off")

// Tesseract is an installed tesseract. It is safe for concurrent use.
type Tesseract struct {
	path      string
	installed map[string]bool // its names of languages
	time      time.Duration   // for one page
}

// Find looks for tesseract on the PATH and asks it for its languages. The error
// is ErrMissing, or says what the program answered.
func Find(ctx context.Context) (*Tesseract, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return nil, ErrMissing
	}
	t := &Tesseract{path: path, installed: map[string]bool{}, time: pageTime}
	out, err := t.run(ctx, nil, "--list-langs")
	if err != nil {
		return nil, fmt.Errorf("asking tesseract for its languages: %w", err)
	}
	for _, l := range strings.Split(out, "\n") {
		t.installed[strings.TrimSpace(l)] = true
	}
	if t.languages("") == "" {
		return nil, errors.New("tesseract has none of the languages that are read here; install one, such as tesseract-ocr-eng")
	}
	return t, nil
}

// trained are tesseract's names of the six languages of the United Nations. All
// are tried where the language is not known, in this order.
var trained = []struct{ code, name string }{
	{"en", "eng"}, {"fr", "fra"}, {"es", "spa"}, {"ru", "rus"}, {"zh", "chi_sim"}, {"ar", "ara"},
}

// languages gives the languages to look for, as tesseract takes them.
func (t *Tesseract) languages(lang string) string {
	var all []string
	for _, l := range trained {
		if !t.installed[l.name] {
			continue
		}
		if l.code == lang {
			return l.name
		}
		all = append(all, l.name)
	}
	return strings.Join(all, "+")
}

// Read gives the words in a picture, a PNG. lang is a BCP 47 primary subtag, ""
// where it is not known. It has the shape of reader.Options.OCR.
func (t *Tesseract) Read(ctx context.Context, png []byte, lang string) (string, error) {
	return t.run(ctx, png, "stdin", "stdout", "-l", t.languages(lang))
}

// run runs the program once.
func (t *Tesseract) run(ctx context.Context, in []byte, args ...string) (string, error) {
	dir, err := os.MkdirTemp("", "verbatim-ocr-")
	if err != nil {
		return "", fmt.Errorf("making a folder for tesseract: %w", err)
	}
	defer os.RemoveAll(dir)
	ctx, cancel := context.WithTimeout(ctx, t.time)
	defer cancel()
	cmd := exec.CommandContext(ctx, t.path, args...)
	out, said := &bounded{limit: maxOutput, full: cancel}, &bounded{limit: maxMessage}
	cmd.Dir, cmd.Env, cmd.WaitDelay = dir, environment(dir), time.Second
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(in), out, said
	err = cmd.Run()
	switch {
	case out.over:
		return "", errors.New("tesseract found more text than a page has")
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return "", fmt.Errorf("tesseract took longer than %v", t.time)
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		return "", fmt.Errorf("tesseract: %w (%s)", err, said.line())
	}
	return strings.ToValidUTF8(out.kept.String(), "\uFFFD"), nil
}

// environment is what the program sees: its language files, one processor, and
// a folder of its own.
func environment(dir string) []string {
	env := []string{"TMPDIR=" + dir, "HOME=" + dir, "OMP_THREAD_LIMIT=1", "LC_ALL=C.UTF-8"}
	for _, key := range []string{"PATH", "TESSDATA_PREFIX", "SYSTEMROOT"} {
		if v, ok := os.LookupEnv(key); ok {
			env = append(env, key+"="+v)
		}
	}
	return env
}

// bounded keeps the beginning of what is written to it. full, where there is
// one, is called once the limit is passed.
type bounded struct {
	kept  bytes.Buffer // not embedded: io.Copy would fill it past Write
	limit int
	full  func()
	over  bool
}

// Write adds to what is kept.
func (b *bounded) Write(p []byte) (int, error) {
	if b.over || b.kept.Len()+len(p) > b.limit {
		if b.over = true; b.full != nil {
			b.full()
		}
		return len(p), nil // a program that only talks much is let finish
	}
	return b.kept.Write(p)
}

// line is the first line of what was said, for a message.
func (b *bounded) line() string {
	l, _, _ := strings.Cut(strings.TrimSpace(strings.ToValidUTF8(b.kept.String(), "")), "\n")
	if len(l) > 200 {
		l = strings.ToValidUTF8(l[:200], "")
	}
	return l
}
