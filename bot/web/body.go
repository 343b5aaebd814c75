package web

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// reading says how a body is read.
type reading struct {
	limit  int64             // bytes, as they come and decompressed
	cut    bool              // a longer body is cut there, rather than refused
	wanted func(Format) bool // nil: anything is
	spent  *time.Duration    // in all requests for one page so far, those for robots.txt included
}

// errMuch says that a reader has given as much as it may.
var errMuch = errors.New("more than was asked for")

// limited reads as many bytes as are left, and fails at the next.
type limited struct {
	r    io.Reader
	left int64
	came func() // called after each read that brought something; may be nil
}

func (l *limited) Read(p []byte) (int, error) {
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.r.Read(p)
	if n > 0 && l.came != nil {
		l.came()
	}
	if int64(n) > l.left {
		n, err = int(l.left), errMuch
	}
	l.left -= int64(n)
	return n, err
}

// read gives the body of an answer. Neither the length that the answer states
// nor the one that a gzip stream states is believed, but to refuse it early.
func (r reading) read(resp *http.Response, came func()) ([]byte, error) {
	if resp.ContentLength > r.limit && !r.cut {
		return nil, tooLarge(r.limit)
	}
	plain, err := decoded(resp.Header, &limited{r: resp.Body, left: r.limit, came: came})
	if err != nil {
		return nil, r.judge(err)
	}
	in := bufio.NewReaderSize(&limited{r: plain, left: r.limit}, 4*sniffed)
	if head, err := in.Peek(4 * sniffed); err == nil {
		if err := r.early(head); err != nil {
			return nil, err
		}
	}
	body, err := io.ReadAll(in)
	if err = r.judge(err); err != nil {
		return nil, err
	}
	return body, nil
}

// judge gives the error that a body's reader ends with, if it is one.
func (r reading) judge(err error) error {
	switch {
	case !errors.Is(err, errMuch):
		return err
	case r.cut:
		return nil
	}
	return tooLarge(r.limit)
}

// early refuses what its beginning shows to be of no use.
func (r reading) early(head []byte) error {
	if f := Sniff(head); r.wanted != nil && !r.wanted(f) && (f == Media || f == Binary) {
		return unwanted(f)
	}
	return nil
}

// decoded takes off the only encoding that is accepted.
func decoded(h http.Header, body io.Reader) (io.Reader, error) {
	encoding := strings.ToLower(strings.TrimSpace(strings.Join(h.Values("Content-Encoding"), ",")))
	switch encoding {
	case "", "identity":
		return body, nil
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(body)
		if err == io.EOF {
			return strings.NewReader(""), nil
		} else if err != nil {
			return nil, err
		}
		return z, nil
	}
	return nil, &Error{
		Kind: ErrEncoding, Reason: "is sent in an encoding that was not asked for",
		Fix: "save it with a browser and add the file",
	}
}

func tooLarge(limit int64) *Error {
	return &Error{
		Kind: ErrTooLarge, Reason: "is larger than " + size(limit) + ", or becomes so when it is decompressed",
		Fix: "give the address of a smaller part of it, or raise max_mb under [fetch]",
	}
}

func unwanted(f Format) *Error {
	what := map[Format]string{
		Empty: "is empty", HTML: "is a web page", ZIP: "is an archive, a spreadsheet or slides", OLE: "is a document in the old format of Office",
		Media: "is an image, a sound or a film", Binary: "is in a format that is not known",
	}[f]
	if what == "" {
		what = "is of the format " + string(f)
	}
	return &Error{Kind: ErrType, Reason: what + ", which is not what is read", Fix: "give the address of the text itself, or save it as a file that is read and add that"}
}

// size writes a number of bytes for people.
func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.3g MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.3g KB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%d bytes", n)
}
