package main

import (
	"io"
	"os"
	"strconv"

	"golang.org/x/term"
)

// terminal says what an output can show.
type terminal struct {
	tty    bool
	colour bool
	width  int // columns
}

const (
	defaultWidth = 80
	leastWidth   = 24
	mostWidth    = 100 // longer lines are hard to read
)

// terminalOf looks at where w writes to. NO_COLOR (any value), TERM=dumb and
// CLICOLOR=0 turn colour off; COLUMNS wins over the terminal's own width.
func terminalOf(w io.Writer, getenv func(string) string) terminal {
	t := terminal{width: defaultWidth}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		t.tty = true
		if columns, _, err := term.GetSize(int(f.Fd())); err == nil && columns > 0 {
			t.width = columns
		}
	}
	if columns, err := strconv.Atoi(getenv("COLUMNS")); err == nil && columns > 0 {
		t.width = columns
	}
	t.width = min(max(t.width, leastWidth), mostWidth)
	t.colour = t.tty && getenv("NO_COLOR") == "" && getenv("TERM") != "dumb" && getenv("CLICOLOR") != "0"
	return t
}

// isTerminal tells whether somebody types at r.
func isTerminal(r io.Reader) bool {
	f, ok := r.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
