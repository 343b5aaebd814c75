package reader

import (
	"bytes"
	"context"
	"time"

	"verbatim/retrieval/corpus/reader/pdf"
)

// Options say how a Reader reads. The zero value reads everything but scans.
type Options struct {
	// OCR gives the words in the picture of a page, a PNG. lang is the
	// language as a BCP 47 primary subtag, "" where it is not known. Nil: scans
	// are refused. It is called for one page at a time.
	OCR func(ctx context.Context, png []byte, lang string) (string, error)

	Cache string        // folder for the compiled PDF engine; empty: one in the user's cache folder
	Idle  time.Duration // how long the PDF engine stays in memory unused; 0: a minute
}

// Reader reads documents. It is safe for concurrent use, and takes memory of
// its own only from the first PDF until some time after the last one.
type Reader struct {
	o   Options
	pdf *pdf.Engine
}

// New gives a Reader. Close it when it is no longer needed.
func New(o Options) *Reader {
	return &Reader{o: o, pdf: pdf.NewEngine(pdf.Options{Cache: o.Cache, Idle: o.Idle})}
}

// Close lets go of the PDF engine. A closed Reader reads no PDF.
func (r *Reader) Close() error { return r.pdf.Close() }

// Read reads a document as a Reader without options does.
func Read(name string, data []byte) ([]Document, error) {
	r := New(Options{})
	defer r.Close()
	return r.Read(context.Background(), name, data)
}

// Read reads a document: the statements in it, and what it says of them. The
// name's ending and the contents decide together how it is read. Every error is
// an *Error, or the context's.
func (r *Reader) Read(ctx context.Context, name string, data []byte) ([]Document, error) {
	if len(data) > MaxBytes {
		return nil, TooLarge(int64(len(data)))
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, empty()
	}
	f, err := formatOf(name, data)
	if err != nil {
		return nil, err
	}
	if err := textBounds(f, data); err != nil {
		return nil, err
	}
	contents, err := f.read(job{ctx, data, r})
	if err != nil {
		return nil, err
	}
	var docs []Document
	for _, c := range contents {
		if d := assemble(c); d.Text != "" {
			docs = append(docs, d)
		}
	}
	read := 0
	for _, d := range docs {
		read += len(d.Text)
	}
	switch {
	case len(docs) == 0:
		return nil, empty()
	case read > maxRead:
		return nil, &Error{Kind: ErrTooLarge, Reason: "has " + mebibytes(int64(read)) + " of text, more than the " + mebibytes(maxRead) + " that is read of one document", Fix: "split it"}
	}
	return docs, nil
}

// maxRead bounds the text of one document, in bytes, of which each kilobyte costs the
// embedder time: a compendium of two hundred pages has less than a quarter of it.
const maxRead = 3 << 20

// textBounds refuses text that no statement has.
func textBounds(f format, data []byte) error {
	switch {
	case f.binary: // bounds what it reads by itself
		return nil
	case len(data) > maxTextBytes:
		return tooLarge(int64(len(data)), maxTextBytes)
	case bytes.Count(data, []byte{'\n'}) > maxLines:
		return &Error{Kind: ErrTooLarge, Reason: "has more lines than any statement", Fix: "split it, one statement a file, or save its words alone"}
	}
	return nil
}
