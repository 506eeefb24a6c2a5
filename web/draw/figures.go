package draw

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"
)

// FiguresData is what origins said of how many.
type FiguresData struct {
	Head
	Unit   string // of what: "dead"
	Points []Figure
	// Until is where the axis ends, zero for at the last figure.
	Until time.Time
}

// Figure is one that somebody gave. "At least 26" has OpenHigh, "up to 30" OpenLow.
type Figure struct {
	Origin            string
	At                time.Time
	Low, High         float64
	OpenLow, OpenHigh bool
	Approximate       bool
	Text, Href        string
}

// Caps of what a chart of figures draws.
const (
	mostOrigins = 8 // as many as there are shapes
	mostFigures = 400
	mostSmall   = 120 // on narrow screens
	greatest    = 1e18
)

// chart is a chart of figures that is being drawn.
type chart struct {
	*canvas
	d       *FiguresData
	s       scale
	a       amounts
	origins []string
	rest    int // origins that have no shape of their own
}

// Figures draws figures over time: a point for each, a bar from the least to the most that
// it may be, an arrow where there is no bound. Figures of one origin are joined.
func Figures(d FiguresData) SVG {
	points, note := d.cap()
	if len(points) == 0 {
		return message("There are no dated figures to draw.")
	}
	d.Points = points
	t := chart{canvas: newCanvas(d.Head), d: &d}
	t.name()
	if t.rest > 0 {
		note = joinNotes(note, fmt.Sprintf("The origins after the first %d share a shape.", mostOrigins-1))
	}
	t.measure()
	t.lines()
	l := legend{c: t.canvas, y: t.a.y0 + axisHigh + 4}
	for i, o := range t.origins {
		if i == mostOrigins-1 && t.rest > 0 {
			o = number(t.rest, "other origin")
		}
		l.item(origin(i), cmp.Or(o, "unnamed origin"), func(x, y float64) {
			t.line("path", x-10, y, x+10, y)
			t.shapeOf(i, x, y)
		})
	}
	l.turn()
	t.explain(&l)
	y := t.canvas.note(note, l.bottom()+2)
	return t.picture("figures", d.width(), y+4, note)
}

func joinNotes(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

// cap gives the figures that can be drawn, in order of time; of too many the latest.
func (d *FiguresData) cap() (points []Figure, note string) {
	for _, f := range d.Points {
		if f.sound() {
			points = append(points, f)
		}
	}
	if n := len(d.Points) - len(points); n > 0 {
		note = number(n, "figure") + " without a date or a bound left out."
	}
	slices.SortStableFunc(points, func(a, b Figure) int { return cmp.Compare(a.At.Unix(), b.At.Unix()) })
	room := mostFigures
	if d.Narrow {
		room = mostSmall
	}
	if n := len(points); n > room {
		points = points[n-room:]
		note = joinNotes(note, "The latest "+number(room, "figure")+" of "+writeAmount(float64(n))+" are drawn.")
	}
	return points, note
}

// sound sets right what can be, and reports whether a figure can be drawn.
func (f *Figure) sound() bool {
	f.OpenLow = f.OpenLow || math.IsInf(f.Low, -1)
	f.OpenHigh = f.OpenHigh || math.IsInf(f.High, 1)
	if f.OpenLow && f.OpenHigh || !dated(f.At) {
		return false
	}
	if f.OpenHigh {
		f.High = f.Low
	}
	if f.OpenLow {
		f.Low = f.High
	}
	if f.Low > f.High {
		f.Low, f.High = f.High, f.Low
	}
	return math.Abs(f.Low) <= greatest && math.Abs(f.High) <= greatest // false for what is no number
}

// name gives the origins their places, in the order of their first figures.
func (t *chart) name() {
	seen := make(map[string]int)
	for i := range t.d.Points {
		o := t.d.Points[i].Origin
		if _, ok := seen[o]; !ok {
			seen[o] = len(seen)
			t.origins = append(t.origins, o)
		}
	}
	if n := len(t.origins); n > mostOrigins {
		t.rest = n - mostOrigins + 1
		t.origins = t.origins[:mostOrigins]
	}
}

// origin gives the class of the nth.
func origin(i int) string { return "origin o" + string(rune('0'+i)) }

// at gives the place of a figure's origin.
func (t *chart) at(f *Figure) int {
	if i := slices.Index(t.origins, f.Origin); i >= 0 {
		return i
	}
	return mostOrigins - 1
}

// measure chooses the axes, and draws them.
func (t *chart) measure() {
	var e extent
	low, high := 0.0, 0.0
	for i := range t.d.Points {
		f := &t.d.Points[i]
		e.add(f.At)
		low, high = min(low, f.Low), max(high, f.High)
		if f.OpenHigh { // room for the arrow
			high = max(high, f.High*1.1)
		}
	}
	if e.add(t.d.Until); high-low < 1e-9 {
		high = low + 1
	}
	step := evenly(high-low, 6)
	low, high = math.Floor(low/step)*step, math.Ceil(high/step-1e-9)*step
	tall, n := 330.0, int(math.Round((high-low)/step))
	if t.head.Narrow {
		tall = 260
	}
	wide := 0.0
	for i := range n + 1 {
		wide = max(wide, length(writeAmount(low+float64(i)*step), smallSize))
	}
	t.a = amounts{low, high, tall, 34}
	t.s = e.scale(wide+14, t.d.width()-22)
	t.canvas.text("small soft", begins, 4, 16, fit(t.d.Unit, smallSize, t.d.width()-16))
	t.axis(t.s, t.a.y1, t.a.y0)
	for i := range n + 1 {
		v := low + float64(i)*step
		t.line("grid", t.s.x0, t.a.y(v), t.s.x1, t.a.y(v))
		t.canvas.text("small", ends, t.s.x0-6, t.a.y(v)+4, writeAmount(v))
	}
	t.raw("\n")
}
