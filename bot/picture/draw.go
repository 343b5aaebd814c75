package picture

import (
	"bytes"
	"image/color"
	"math"
	"slices"

	stdfont "golang.org/x/image/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"verbatim/bot/position"
)

var (
	paper    = color.RGBA{255, 255, 255, 255}
	ink      = color.RGBA{26, 26, 26, 255}
	markFill = color.RGBA{0, 82, 133, 255}
	gapFill  = color.RGBA{217, 217, 217, 255} // a session from which nothing is held
	heldFill = color.RGBA{204, 232, 247, 255} // one from which something is
	ruler    = color.RGBA{178, 178, 178, 255}
	band     = color.RGBA{247, 247, 247, 255}
)

var (
	nameText  = written(42, stdfont.WeightBold)
	topicText = written(34, stdfont.WeightNormal)
	smallText = written(28, stdfont.WeightNormal)
	laneText  = written(28, stdfont.WeightBold)
	markText  = written(24, stdfont.WeightBold)
)

// The picture, in pixels from the top.
const (
	margin      = 30
	plotTop     = 256
	laneName    = 38 // over its band
	laneBand    = 106
	laneHeight  = laneName + laneBand
	markHeight  = 32
	markPadding = 18
	risen       = 2              // of figures in a mark, which have nothing below their line
	markPitch   = markHeight + 2 // between rows
	narrowest   = 12             // of a session
	axisTop     = plotTop + 5*laneHeight
	legendTop   = axisTop + 58
	legendLine  = 40
	height      = legendTop + 5*legendLine + 14
)

// canvas draws in pixels from the top left.
type canvas struct{ draw.Canvas }

func (c canvas) at(x, y float64) vg.Point { return vg.Point{X: vg.Length(x), Y: vg.Length(height - y)} }

func (c canvas) box(fill color.Color, x0, y0, x1, y1 float64) {
	c.FillPolygon(fill, []vg.Point{c.at(x0, y0), c.at(x1, y0), c.at(x1, y1), c.at(x0, y1)})
}

func (c canvas) write(sty text.Style, s string, x, y float64, align text.XAlignment) {
	sty.XAlign, sty.YAlign = align, text.YCenter
	c.FillText(sty, c.at(x, y), s)
}

// pill draws a mark around its middle.
func (c canvas) pill(x, y, wide float64, s string) {
	r := vg.Length(markHeight / 2)
	half := vg.Length(wide)/2 - r
	middle := c.at(x, y)
	var p vg.Path
	p.Move(vg.Point{X: middle.X + half, Y: middle.Y - r})
	p.Arc(vg.Point{X: middle.X + half, Y: middle.Y}, r, -math.Pi/2, math.Pi)
	p.Line(vg.Point{X: middle.X - half, Y: middle.Y + r})
	p.Arc(vg.Point{X: middle.X - half, Y: middle.Y}, r, math.Pi/2, math.Pi)
	p.Close()
	c.SetColor(markFill)
	c.Fill(p)
	sty := markText
	sty.Color = paper
	c.write(sty, s, x, y-risen, text.XCenter)
}

// draw makes the PNG.
func (c *chart) draw() ([]byte, error) {
	img := vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(72), vgimg.UseBackgroundColor(paper))
	on := canvas{draw.New(img)}
	c.title(on)
	c.lanes(on)
	c.axis(on)
	for _, m := range c.marks {
		on.pill(m.x, c.y(m), m.width, m.text)
	}
	c.legend(on)
	var out bytes.Buffer
	_, err := vgimg.PngCanvas{Canvas: img}.WriteTo(&out)
	return out.Bytes(), err
}

// title writes whose timeline it is, of what, and as of when.
func (c *chart) title(on canvas) {
	const room = width - 2*margin
	y := 48.0
	if name, ok := writable(c.name); ok {
		on.write(nameText, cut(name, nameText, room), margin, y, text.XLeft)
	}
	lines := []string{"The topic stands in the words beside this picture."}
	if topic, ok := writable(c.topic); ok {
		lines = wrapped("on “"+topic+"”", topicText, room, 2)
	}
	for _, l := range lines {
		y += 46
		on.write(topicText, l, margin, y, text.XLeft)
	}
	for _, l := range []string{"As held on " + longDate(c.asOf) + ": " + c.held, c.only} {
		y += 42
		on.write(smallText, cut(l, smallText, room), margin, y, text.XLeft)
	}
}

// y gives the middle of a mark.
func (c *chart) y(m mark) float64 {
	middle := float64(plotTop + m.lane*laneHeight + laneName + laneBand/2)
	return middle + (float64(m.row)-float64(c.rowsOf(m.lane)-1)/2)*markPitch
}

// lanes draws the processes with their sessions: those from which nothing is
// held in grey.
func (c *chart) lanes(on canvas) {
	for i, name := range lanes {
		top := float64(plotTop + i*laneHeight)
		on.write(laneText, name, margin, top+laneName/2, text.XLeft)
		on.box(band, margin, top+laneName, width-margin, top+laneHeight)
	}
	for _, m := range c.meetings {
		fill := gapFill
		if m.Held > 0 {
			fill = heldFill
		}
		x0, x1 := c.x(dayNumber(m.From)), c.x(dayNumber(m.To)+1)
		if short := narrowest - (x1 - x0); short > 0 {
			x0, x1 = x0-short/2, x1+short/2
		}
		top := float64(plotTop + laneOf(m.Process)*laneHeight + laneName)
		on.box(fill, x0, top, x1, top+laneBand)
	}
}

// axis draws the years.
func (c *chart) axis(on canvas) {
	line := draw.LineStyle{Color: ruler, Width: 2}
	for _, t := range c.ticks() {
		x := c.x(t.day)
		for i := range lanes {
			top := float64(plotTop + i*laneHeight + laneName)
			on.StrokeLines(line, []vg.Point{on.at(x, top), on.at(x, top+laneBand)})
		}
		on.write(smallText, t.label, x, axisTop+26, text.XCenter)
	}
}

// legend says what the signs mean.
func (c *chart) legend(on canvas) {
	y := float64(legendTop + legendLine/2)
	on.pill(margin+22, y, 44, "1")
	on.write(smallText, "a dated statement held on this, with the number of its source", margin+60, y, text.XLeft)
	for _, l := range []struct {
		held bool
		fill color.Color
		says string
	}{{true, heldFill, "a session from which a statement by it is held"}, {false, gapFill, "a session from which nothing by it is held"}} {
		if !slices.ContainsFunc(c.meetings, func(m position.Meeting) bool { return (m.Held > 0) == l.held }) {
			continue
		}
		y += legendLine
		on.box(l.fill, margin+12, y-14, margin+32, y+14)
		on.write(smallText, l.says, margin+60, y, text.XLeft)
	}
	for _, l := range slices.DeleteFunc([]string{c.mergedWords(), c.undatedWords()}, func(s string) bool { return s == "" }) {
		y += legendLine
		on.write(smallText, l, margin, y, text.XLeft)
	}
}
