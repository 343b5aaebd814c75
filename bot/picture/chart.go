package picture

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"verbatim/bot/position"
	"verbatim/retrieval/corpus"
)

// lanes are the processes, from the top.
var lanes = []string{"GGE", "OEWG 2019-2021", "OEWG 2021-2025", "Global Mechanism", "Elsewhere, or not known where"}

func laneOf(process string) int {
	switch {
	case strings.HasPrefix(process, "gge-"):
		return 0
	case process == "oewg-2019-2021":
		return 1
	case process == "oewg-2021-2025":
		return 2
	case process == "global-mechanism":
		return 3
	}
	return 4
}

// chart is what a picture shows.
type chart struct {
	name, topic, held, only string
	asOf                    time.Time
	undated                 int    // quotations
	gaps                    string // the sessions from which nothing is held, in a sentence

	points   []point // by day
	meetings []position.Meeting

	from, to int // days of the axis
	marks    []mark
}

// point is a dated statement.
type point struct {
	lane    int
	day     time.Time
	numbers []int // of its citations
}

func chartOf(t *position.Timeline) *chart {
	c := &chart{meetings: t.Meetings}
	var last *corpus.Statement
	for _, q := range t.Quotes {
		st := q.Citation.Statement
		if st.Date.IsZero() {
			continue
		}
		if st != last {
			c.points = append(c.points, point{lane: laneOf(st.Process), day: st.Date})
			last = st
		}
		p := &c.points[len(c.points)-1]
		if !slices.Contains(p.numbers, q.Citation.N) {
			p.numbers = append(p.numbers, q.Citation.N)
		}
	}
	slices.SortStableFunc(c.points, func(a, b point) int { return a.day.Compare(b.day) })
	return c
}

// label gives the numbers as they are written: "3", "3,4" or, where there are more,
// the first and the last.
func (p point) label() string {
	if len(p.numbers) > 2 {
		return strconv.Itoa(p.numbers[0]) + "…" + strconv.Itoa(p.numbers[len(p.numbers)-1])
	}
	var out []string
	for _, n := range p.numbers {
		out = append(out, strconv.Itoa(n))
	}
	return strings.Join(out, ",")
}

// dayNumber counts days. A duration would overflow within history.
func dayNumber(t time.Time) int { return int(t.Unix() / 86400) }

func firstOf(year int) int { return dayNumber(time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC)) }

// years gives the first and the last year shown.
func (c *chart) years() (first, last int) {
	first, last = c.points[0].day.Year(), c.points[len(c.points)-1].day.Year()
	for _, m := range c.meetings {
		first, last = min(first, m.From.Year()), max(last, m.To.Year())
	}
	return first, last
}

// The plot, in pixels.
const (
	width  = 1080
	left   = 70 // the first day
	right  = width - 70
	rows   = 3 // of marks in a lane
	rowGap = 4 // pixels between marks of a row
)

// x gives where a day stands.
func (c *chart) x(day int) float64 {
	return left + float64(right-left)*float64(day-c.from)/float64(c.to-c.from)
}

// mark is what is drawn for a statement, or for several that lie too near.
type mark struct {
	lane, row int
	x, width  float64
	text      string
	of        int // statements
}

// place lays out the axis and the marks.
func (c *chart) place() {
	first, last := c.years()
	c.from, c.to = firstOf(first), firstOf(last+1)
	ends := map[[2]int]int{} // lane and row -> its last mark
	for _, p := range c.points {
		m := mark{lane: p.lane, x: c.x(dayNumber(p.day)), text: p.label(), of: 1}
		m.width = max(markHeight, markText.Width(m.text).Points()+markPadding)
		nearest := -1
		for m.row = 0; m.row < rows; m.row++ {
			at, taken := ends[[2]int{m.lane, m.row}]
			if !taken || c.marks[at].x+c.marks[at].width/2+rowGap <= m.x-m.width/2 {
				break
			}
			nearest = max(nearest, at)
		}
		if m.row == rows {
			c.merge(nearest)
			continue
		}
		ends[[2]int{m.lane, m.row}] = len(c.marks)
		c.marks = append(c.marks, m)
	}
}

// merge lets a mark stand for one statement more.
func (c *chart) merge(at int) {
	m := &c.marks[at]
	m.of++
	m.text = "+" + strconv.Itoa(m.of)
	m.width = max(m.width, markText.Width(m.text).Points()+markPadding)
}

// rowsOf tells how many rows a lane has marks in.
func (c *chart) rowsOf(lane int) int {
	n := 1
	for _, m := range c.marks {
		if m.lane == lane {
			n = max(n, m.row+1)
		}
	}
	return n
}

// merged tells whether a mark stands for several statements.
func (c *chart) merged() bool {
	return slices.ContainsFunc(c.marks, func(m mark) bool { return m.of > 1 })
}

// tick is a day with its name on the axis.
type tick struct {
	day   int
	label string
}

// mostTicks is how many names of years the axis has room for.
const mostTicks = 13

// ticks gives the days that the axis names: quarters of a single year, else years.
func (c *chart) ticks() []tick {
	var out []tick
	first, last := c.years()
	if first == last {
		for month := time.January; month <= time.October; month += 3 {
			out = append(out, tick{dayNumber(time.Date(first, month, 1, 0, 0, 0, 0, time.UTC)), month.String()[:3] + " " + strconv.Itoa(first)})
		}
		return out
	}
	step := 1
	for _, n := range []int{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000} {
		if step = n; (last+1-first)/n < mostTicks {
			break
		}
	}
	for year := first; year <= last+1; year += step {
		out = append(out, tick{firstOf(year), strconv.Itoa(year)})
	}
	return out
}
