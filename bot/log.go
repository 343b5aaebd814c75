package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
)

// logger writes on stderr: with --verbose everything, in the form that
// operators collect; else warnings, as sentences.
func (p *program) logger() *slog.Logger {
	if p.verbose {
		return slog.New(slog.NewTextHandler(p.stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	return slog.New(&plainHandler{w: p.stderr, lock: &sync.Mutex{}})
}

// plainHandler writes a warning as one line: "verbatim: what (key: value; ...)".
type plainHandler struct {
	w     io.Writer
	lock  *sync.Mutex
	attrs []slog.Attr
}

// Enabled tells that warnings and errors are written.
func (h *plainHandler) Enabled(_ context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn
}

// Handle writes a record.
func (h *plainHandler) Handle(_ context.Context, r slog.Record) error {
	var facts []string
	add := func(a slog.Attr) bool {
		facts = append(facts, a.Key+": "+a.Value.Resolve().String())
		return true
	}
	for _, a := range h.attrs {
		add(a)
	}
	r.Attrs(add)
	text := r.Message
	if len(facts) > 0 {
		text += " (" + strings.Join(facts, "; ") + ")"
	}
	h.lock.Lock()
	defer h.lock.Unlock()
	_, err := fmt.Fprintf(h.w, "verbatim: %s\n", escapeLines(text))
	return err
}

// WithAttrs gives a handler that adds attributes to every record.
func (h *plainHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	more := *h
	more.attrs = append(slices.Clone(h.attrs), attrs...)
	return &more
}

// WithGroup gives the handler itself: a line for people needs no groups.
func (h *plainHandler) WithGroup(string) slog.Handler { return h }
