package discord

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"verbatim/bot/visible"
)

// newID names a use of the bot in the log and in apologies.
func newID() string {
	var b [5]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

type idKey struct{}

// withID gives a context whose work is logged under an ID.
func withID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, idKey{}, id)
}

// LogHandler gives a handler that adds the ID of the use that a record belongs to, which
// its context has, so that one ID goes through all stages of a question.
func LogHandler(h slog.Handler) slog.Handler { return idHandler{h} }

type idHandler struct{ slog.Handler }

// Handle writes a record with its ID.
func (h idHandler) Handle(ctx context.Context, r slog.Record) error {
	if id, ok := ctx.Value(idKey{}).(string); ok {
		r.AddAttrs(slog.String("id", id))
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs gives a handler that adds attributes to every record.
func (h idHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return idHandler{h.Handler.WithAttrs(attrs)}
}

// WithGroup gives a handler that groups attributes.
func (h idHandler) WithGroup(name string) slog.Handler { return idHandler{h.Handler.WithGroup(name)} }

// clean is visible.Clean of what may be no UTF-8.
func clean(s string) string { return visible.Clean(strings.ToValidUTF8(s, " ")) }

// bornAt is when a thing of Discord's was made, by its ID.
func bornAt(snowflake string) time.Time {
	n, err := strconv.ParseUint(snowflake, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(int64(n>>22) + 1420070400000)
}
