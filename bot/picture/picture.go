package picture

import (
	"errors"
	"time"

	"verbatim/bot/position"
	"verbatim/bot/visible"
	"verbatim/retrieval/corpus"
)

// Picture is a picture and what it shows in words.
type Picture struct {
	PNG []byte
	Alt string // at most MostAlt characters
}

// ErrUndated says that nothing can be drawn.
var ErrUndated = errors.New("no dated statement on this is held: there is nothing to draw")

// Timeline draws a timeline as it is held on a day. It has a mark for each dated
// statement with a quotation, which bears the numbers of its citations.
func Timeline(t *position.Timeline, states *corpus.States, asOf time.Time) (*Picture, error) {
	c := chartOf(t)
	if len(c.points) == 0 {
		return nil, ErrUndated
	}
	c.name, c.topic, c.asOf = shown(position.Voice(states, t.Code)), shown(t.Topic), asOf
	c.held, c.only, c.gaps, c.undated = position.HeldWords(t.Held), t.Only, t.GapsWords(), t.Undated
	c.place()
	png, err := c.draw()
	if err != nil {
		return nil, err
	}
	return &Picture{PNG: png, Alt: c.words()}, nil
}

// longest is how many characters of a name or a topic are looked at; far fewer
// have room.
const longest = 500

// shown gives a text as one line of what a reader sees.
func shown(s string) string {
	runes := []rune(visible.Clean(s))
	return string(runes[:min(len(runes), longest)])
}
