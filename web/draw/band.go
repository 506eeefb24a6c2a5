package draw

import (
	"math"
	"time"
)

// BandData is the history of one claim's status.
type BandData struct {
	Head
	Spans []Span
	// Until is where the axis ends, zero for at the last change.
	Until time.Time
}

// Band draws how the status of one claim changed, as one band with the dates of the changes
// under it.
func Band(d BandData) SVG {
	var e extent
	var used [len(statuses)]bool
	for _, b := range d.Spans {
		e.add(b.From)
		e.add(b.To)
	}
	if e.from.IsZero() {
		return message("It has had no status.")
	}
	e.add(d.Until)
	mentions(&used, d.Spans)
	c := newCanvas(d.Head)
	wide := d.width()
	s := scale{seconds(e.from), seconds(e.until), 8, wide - 8}
	// The last status needs room to be read, though it came on the last day that is known.
	last := max((s.until-s.from)*.14, 1)
	if s.until == s.from {
		last = day
	}
	s.until += last
	c.patterns(used)
	spans := joined(d.Spans, s)
	note := ""
	if len(spans) < len(d.Spans) {
		note = "Changes that follow each other at once are drawn as one."
	}
	for _, b := range spans {
		c.band(b, s, 8, 26)
	}
	y := c.changes(spans, s, 34)
	l := legend{c: c, y: y + 4}
	l.statuses(used)
	y = c.note(note, l.bottom())
	return c.picture("band", wide, y+4, note)
}

// changes writes the dates of the changes below a band, on two lines if they are near each
// other, and leaves out those that have no room on either.
func (c *canvas) changes(spans []Span, s scale, y float64) float64 {
	ends := [2]float64{math.Inf(-1), math.Inf(-1)}
	high := 0.0
	type date struct {
		x, y float64
		text string
	}
	var dates []date
	for _, b := range spans {
		x, text := s.x(b.From), b.From.UTC().Format("2 Jan 2006")
		wide := length(text, smallSize)
		left := min(x, c.head.width()-wide-4)
		for line := range ends {
			if left <= ends[line] {
				continue
			}
			c.line("axis", x, y, x, y+6+float64(line)*15)
			dates = append(dates, date{left, y + 16 + float64(line)*15, text})
			ends[line] = left + wide + 8
			high = max(high, 22+float64(line)*15)
			break
		}
	}
	for _, d := range dates { // on the lines to those below
		c.text("small halo", begins, d.x, d.y, d.text)
	}
	return y + high
}
