package picture

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/bot/answer"
	"verbatim/bot/position"
	"verbatim/retrieval/corpus"
)

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

// over makes a timeline of statements: process and day of each.
func over(topic string, statements ...[2]string) *position.Timeline {
	t := &position.Timeline{Topic: topic, Code: "FR", Held: answer.Held{Statements: 21, From: day("2015-06-01"), To: day("2025-07-11")}}
	for i, s := range statements {
		st := &corpus.Statement{ID: s[0] + s[1], By: "FR", Process: s[0], Text: "Words."}
		if s[1] == "" {
			t.Undated++
		} else {
			st.Date = day(s[1])
		}
		c := answer.Citation{N: i + 1, Quote: "Words.", Statement: st}
		t.Quotes = append(t.Quotes, position.Quote{Sentence: answer.Sentence{Citation: c}})
	}
	for _, s := range answer.Sessions() {
		t.Meetings = append(t.Meetings, position.Meeting{Process: s.Process, Session: s.Number, From: s.From, To: s.To, Held: s.Number % 3})
	}
	return t
}

// seen is a decoded picture.
type seen struct{ image.Image }

func decoded(t *testing.T, p *Picture) seen {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(p.PNG))
	if err != nil {
		t.Fatal(err)
	}
	if got := img.Bounds().Size(); got != image.Pt(width, height) {
		t.Errorf("the picture is %v", got)
	}
	return seen{img}
}

func (s seen) is(x, y int, c color.RGBA) bool {
	r, g, b, _ := s.At(x, y).RGBA()
	near := func(a uint32, b uint8) bool { return int(a>>8)-int(b) < 12 && int(b)-int(a>>8) < 12 }
	return near(r, c.R) && near(g, c.G) && near(b, c.B)
}

// blobs gives the bounds of what is drawn in the colour of marks over the
// legend, from the left.
func (s seen) blobs() []image.Rectangle {
	var out []image.Rectangle
	done := map[image.Point]bool{}
	for y := range axisTop {
		for x := range width {
			if done[image.Pt(x, y)] || !s.is(x, y, markFill) {
				continue
			}
			var r image.Rectangle
			for todo := []image.Point{{X: x, Y: y}}; len(todo) > 0; {
				p := todo[len(todo)-1]
				todo = todo[:len(todo)-1]
				if done[p] || !s.is(p.X, p.Y, markFill) {
					continue
				}
				done[p] = true
				r = r.Union(image.Rect(p.X, p.Y, p.X+1, p.Y+1))
				todo = append(todo, p.Add(image.Pt(1, 0)), p.Add(image.Pt(-1, 0)), p.Add(image.Pt(0, 1)), p.Add(image.Pt(0, -1)))
			}
			if r.Dx() > 20 { // not what a figure encloses
				out = append(out, r)
			}
		}
	}
	slices.SortFunc(out, func(a, b image.Rectangle) int { return a.Min.X - b.Min.X })
	return out
}

func middle(r image.Rectangle) image.Point { return r.Min.Add(r.Max).Div(2) }

// Marks stand where their days are, in the lane of their process, and sessions
// are shaded by whether anything is held of them. The scale is taken from the first
// and the last mark.
func TestMarksStandAtTheirDays(t *testing.T) {
	days := []string{"2015-06-01", "2019-09-10", "2021-12-14", "2023-03-07", "2026-07-20"}
	p, err := Timeline(over("dialogue", [2]string{"gge-2015", days[0]}, [2]string{"oewg-2019-2021", days[1]}, [2]string{"oewg-2021-2025", days[2]},
		[2]string{"first-committee", days[3]}, [2]string{"global-mechanism", days[4]}, [2]string{"other", ""}), nil, day("2026-11-26"))
	if err != nil {
		t.Fatal(err)
	}
	s := decoded(t, p)
	blobs := s.blobs()
	if len(blobs) != len(days) {
		t.Fatalf("%d marks: %v", len(blobs), blobs)
	}
	since := func(d time.Time) float64 { return d.Sub(day(days[0])).Hours() }
	at := func(d time.Time) int {
		a, b := middle(blobs[0]).X, middle(blobs[4]).X
		return a + int(float64(b-a)*since(d)/since(day(days[4])))
	}
	for i, lane := range []int{0, 1, 2, 4, 3} {
		m := middle(blobs[i])
		if want := at(day(days[i])); m.X-want > 2 || want-m.X > 2 {
			t.Errorf("%s stands at %d, want %d", days[i], m.X, want)
		}
		if top := plotTop + lane*laneHeight; m.Y < top || m.Y > top+laneHeight {
			t.Errorf("%s is at %d, not in lane %d", days[i], m.Y, lane)
		}
	}
	for _, session := range answer.Sessions() {
		y := plotTop + laneOf(session.Process)*laneHeight + laneHeight - 4
		fill, what := gapFill, "nothing"
		if session.Number%3 > 0 {
			fill, what = heldFill, "something"
		}
		if x := at(session.From.AddDate(0, 0, 2)); !s.is(x-3, y, fill) && !s.is(x+3, y, fill) { // a line of the axis may stand there
			t.Errorf("%s %d, of which %s is held, is %v at %d", session.Process, session.Number, what, s.At(x, y), x)
		}
	}
}

// A statement has one mark, whatever is quoted from it; those too near to be
// drawn apart have one between them.
func TestOneMarkAStatement(t *testing.T) {
	line := over("dialogue", [2]string{"gge-2015", "2015-06-01"}, [2]string{"gge-2015", "2020-06-01"})
	twice := line.Quotes[1]
	twice.Citation.N = 3
	line.Quotes = append(line.Quotes, twice)
	p, err := Timeline(line, nil, day("2026-11-26"))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(decoded(t, p).blobs()); n != 2 {
		t.Errorf("%d marks", n)
	}
	if !strings.Contains(p.Alt, "GGE: 1 June 2015 [1], 1 June 2020 [2,3].") {
		t.Error(p.Alt)
	}
	var same [][2]string
	for i := range 5000 {
		same = append(same, [2]string{lanesOf[i%len(lanesOf)], day("2024-03-04").AddDate(0, 0, i%9).Format(time.DateOnly)})
	}
	if p, err = Timeline(over("dialogue", same...), nil, day("2026-11-26")); err != nil {
		t.Fatal(err)
	}
	if n := len(decoded(t, p).blobs()); n != rows*len(lanesOf) {
		t.Errorf("5000 statements of nine days have %d marks", n)
	}
	if !strings.Contains(p.Alt, "GGE: 1000 statements, from 4 March 2024 to 12 March 2024.") || size(p.Alt) > MostAlt {
		t.Errorf("%d characters: %s", size(p.Alt), p.Alt)
	}
}

var lanesOf = []string{"gge-2021", "oewg-2019-2021", "oewg-2021-2025", "global-mechanism", ""}

// The size and the bytes depend on nothing else, however long and strange the
// words are; what the fonts lack is left out of the picture and not out of the
// words.
func TestWhateverTheWords(t *testing.T) {
	drawn := func(topic, code string) *Picture {
		line := over(topic, [2]string{"gge-2015", "2015-06-01"}, [2]string{"other", "2024-06-01"})
		line.Code = code
		p, err := Timeline(line, nil, day("2026-11-26"))
		if err != nil {
			t.Fatal(err)
		}
		decoded(t, p)
		if size(p.Alt) > MostAlt || strings.ContainsAny(p.Alt, "\n\u202e\x1b") {
			t.Errorf("%d characters: %q", size(p.Alt), p.Alt)
		}
		return p
	}
	for _, topic := range []string{"", " ", strings.Repeat("long ", 2000), strings.Repeat("W", 5000), strings.Repeat("\u0301", 900), "\x1b[31m\u202eevil", "\xff\xfe", "a\nb", "🛰️", strings.Repeat("長", 3000)} {
		drawn(topic, topic)
	}
	first := drawn("dialogue", "FR")
	if !bytes.Equal(first.PNG, drawn("dialogue", "FR").PNG) {
		t.Error("the same timeline is drawn in other bytes")
	}
	if bytes.Equal(first.PNG, drawn("Диалог", "FR").PNG) || bytes.Equal(first.PNG, drawn("dialogue", "DE").PNG) {
		t.Error("the topic or the delegation is not in the picture")
	}
	chinese, arabic := drawn("定期机构对话", "FR"), drawn("الحوار المؤسسي المنتظم", "FR")
	if !bytes.Equal(chinese.PNG, arabic.PNG) || !strings.Contains(chinese.Alt, "定期机构对话") || !strings.Contains(arabic.Alt, "الحوار المؤسسي المنتظم") {
		t.Error("what the fonts lack is not left to the words beside the picture")
	}
}

// Whatever the days, the axis has names that do not run into each other.
func TestAxis(t *testing.T) {
	for _, span := range [][2]string{{"0001-01-01", "9999-12-31"}, {"2024-06-01", "2024-06-01"}, {"2015-01-01", "2025-12-31"}, {"2014-12-31", "2026-01-01"}, {"1900-01-01", "2025-01-01"}} {
		line := over("dialogue", [2]string{"other", span[0]}, [2]string{"other", span[1]})
		line.Meetings = nil
		c := chartOf(line)
		c.place()
		last := -1000.0
		ticks := c.ticks()
		for _, tick := range ticks {
			half := smallText.Width(tick.label).Points() / 2
			if x := c.x(tick.day); x-half < last || x+half > width {
				t.Errorf("%v: %s runs into its neighbour or out of the picture at %.0f", span, tick.label, x)
			} else {
				last = x + half
			}
		}
		if len(ticks) < 2 {
			t.Errorf("%v: %d names", span, len(ticks))
		}
	}
}

func TestNothingToDraw(t *testing.T) {
	for _, line := range []*position.Timeline{over("dialogue"), over("dialogue", [2]string{"other", ""})} {
		if _, err := Timeline(line, nil, day("2026-11-26")); !errors.Is(err, ErrUndated) {
			t.Errorf("%d quotations: %v", len(line.Quotes), err)
		}
	}
}

// Whatever is held: each statement is in one mark, marks of a lane do not
// overlap and lie in the picture, and the words keep their limit.
func FuzzPlaces(f *testing.F) {
	f.Add("dialogue", "FR", 10, 400, uint8(30))
	f.Add(strings.Repeat("長", 400), "\x0c\u202e", 0, 0, uint8(200))
	f.Add(" ", "", -900_000, 7, uint8(9))
	f.Fuzz(func(t *testing.T, topic, code string, start, step int, n uint8) {
		line := over(topic)
		line.Code = code
		for i := range int(n) {
			day := day("2020-01-01").AddDate(0, 0, start%700_000+(i*i%40)*(step%2000))
			if day.Year() < 1 || day.Year() > 9999 {
				t.Skip("no library has such days")
			}
			st := &corpus.Statement{Process: lanesOf[i%len(lanesOf)], Date: day}
			line.Quotes = append(line.Quotes, position.Quote{Sentence: answer.Sentence{Citation: answer.Citation{N: i + 1, Statement: st}}})
		}
		slices.SortStableFunc(line.Quotes, func(a, b position.Quote) int {
			return a.Citation.Statement.Date.Compare(b.Citation.Statement.Date)
		})
		c := chartOf(line)
		if len(c.points) == 0 {
			return
		}
		c.name, c.topic, c.held = shown(code), shown(topic), position.HeldWords(line.Held)
		c.place()
		stood := 0
		for i, m := range c.marks {
			stood += m.of
			if y := c.y(m); m.x-m.width/2 < 0 || m.x+m.width/2 > width || y-markHeight/2 < plotTop || y+markHeight/2 > axisTop {
				t.Errorf("a mark lies out of the picture: %+v", m)
			}
			for _, o := range c.marks[:i] {
				if apart := m.x - o.x; o.lane == m.lane && o.row == m.row && apart < (m.width+o.width)/2 && o.of == 1 && m.of == 1 {
					t.Errorf("%+v and %+v overlap", o, m)
				}
			}
		}
		if stood != int(n) {
			t.Errorf("%d of %d statements are drawn", stood, n)
		}
		if s := c.words(); size(s) > MostAlt || strings.ContainsAny(s, "\n\f\u202e") || !strings.Contains(s, "imeline") {
			t.Errorf("%d characters: %q", size(s), s)
		}
		if ticks := c.ticks(); len(ticks) < 2 || len(ticks) > mostTicks {
			t.Errorf("%d names on the axis", len(ticks))
		}
	})
}
