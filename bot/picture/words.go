package picture

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// MostAlt is how many characters the words of a picture take at most: as many as
// Discord takes, counted in UTF-16.
const MostAlt = 1024

// words tells what the picture shows. Where that is too long, a lane tells how
// many there are, and of when.
func (c *chart) words() string {
	for _, whole := range []bool{true, false} {
		if s := c.told(whole, c.topic); size(s) <= MostAlt {
			return s
		}
	}
	short := []rune(c.topic)
	for n := min(len(short), 300); n > 0; n /= 2 {
		if s := c.told(false, string(short[:n])+"…"); size(s) <= MostAlt {
			return s
		}
	}
	return "A timeline of what is held; its words stand beside it."
}

func (c *chart) told(whole bool, topic string) string {
	parts := []string{fmt.Sprintf("Timeline of %s on “%s”, as held on %s: %s.", c.name, topic, longDate(c.asOf), joined(c.held, c.only))}
	for i, name := range lanes {
		parts = append(parts, name+": "+c.lane(i, whole)+".")
	}
	parts = append(parts, c.gaps, c.undatedWords())
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// lane tells the statements of a lane, with the numbers of their sources.
func (c *chart) lane(i int, whole bool) string {
	var all []string
	var first, last time.Time
	for _, p := range c.points {
		if p.lane != i {
			continue
		}
		if first.IsZero() {
			first = p.day
		}
		last = p.day
		all = append(all, longDate(p.day)+" ["+p.label()+"]")
	}
	switch {
	case len(all) == 0:
		return "nothing dated on this is held"
	case whole || len(all) == 1:
		return strings.Join(all, ", ")
	}
	return fmt.Sprintf("%d statements, from %s to %s", len(all), longDate(first), longDate(last))
}

func (c *chart) mergedWords() string {
	if !c.merged() {
		return ""
	}
	return "+2: two statements, too near to be drawn apart"
}

func (c *chart) undatedWords() string {
	switch c.undated {
	case 0:
		return ""
	case 1:
		return "1 undated quotation is not placed."
	}
	return strconv.Itoa(c.undated) + " undated quotations are not placed."
}

func joined(a, b string) string {
	if b == "" {
		return a
	}
	return a + ", " + b
}

func size(s string) int { return len(utf16.Encode([]rune(s))) }

func longDate(t time.Time) string { return t.Format("2 January 2006") }
