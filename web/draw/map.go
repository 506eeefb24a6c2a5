package draw

import (
	"math"
	"slices"
	"strconv"
)

// MapData is places in the world.
type MapData struct {
	Head
	Points []Point
	// Frame is the part to show; the zero value is that of the points.
	Frame Frame
}

// Point is a place.
type Point struct {
	Lat, Lon    float64
	Label, Href string
	Weight      float64 // how much there is of it; the area of its mark
	Text        string  // shown when it is pointed at
}

func (p *Point) sound() bool {
	return math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 180 // false for what is no number
}

// atlas is a map that is being drawn.
type atlas struct {
	*canvas
	frame      Frame
	wide, high float64
	perX, perY float64 // units of a degree
}

// borderNote says whose the borders are.
const borderNote = "Borders are drawn as they are held, after Natural Earth; Hearsay takes no view of them."

// Map draws places on the outlines of lands. A degree of longitude has the length that it
// has in the middle of the frame.
func Map(d MapData) SVG {
	f := d.Frame
	if f == (Frame{}) {
		f = Fit(d.Points)
	}
	if !f.valid() {
		f = World()
	}
	var out SVG
	for cell := 20.0; cell < narrow; cell *= 2 {
		a := newAtlas(d.Head, f)
		if out = a.draw(d.Points, cell); len(out.HTML) <= most {
			break
		}
	}
	return out
}

// newAtlas widens a frame to the form of the picture.
func newAtlas(h Head, f Frame) *atlas {
	a := &atlas{canvas: newCanvas(h), wide: h.width(), high: 500}
	if h.Narrow {
		a.high = 320
	}
	wide, high := f.East-f.West, f.North-f.South
	if wide >= 359 { // all round, not more than once
		a.high = math.Round(a.wide * min(.7, high/wide))
		a.frame = f
		a.perX, a.perY = a.wide/wide, a.wide/wide
		return a
	}
	mid := (f.South + f.North) / 2
	shrink := max(.25, math.Cos(mid*math.Pi/180)) // a degree of longitude in degrees of latitude
	if need := wide * shrink * a.high / a.wide; need > high {
		high = need
	} else {
		wide = high * a.wide / a.high / shrink
	}
	if wide > 360 {
		wide, high = 360, 360*shrink*a.high/a.wide
	}
	x := (f.West + f.East) / 2
	mid = min(90-high/2, max(-90+high/2, mid))
	if high > 180 {
		mid = 0
	}
	a.frame = Frame{x - wide/2, mid - high/2, x + wide/2, mid + high/2}
	a.perX, a.perY = a.wide/wide, a.high/high
	return a
}

func (a *atlas) x(lon float64) float64 { return (lon - a.frame.West) * a.perX }
func (a *atlas) y(lat float64) float64 { return (a.frame.North - lat) * a.perY }

// draw draws the map, with points in cells of a size as one.
func (a *atlas) draw(points []Point, cell float64) SVG {
	note := ""
	a.raw("<svg") // which cuts what goes beyond it
	a.num("width", a.wide)
	a.num("height", a.high)
	a.raw(` class="view" viewBox="0 0 `)
	a.number(a.wide)
	a.raw(" ")
	a.number(a.high)
	a.raw(`">`)
	a.rect("sea", 0, 0, a.wide, a.high, 0)
	a.graticule()
	if w, err := world(); err != nil {
		note = "The outlines of lands could not be read."
	} else {
		grade := &w[1]
		if a.perX < 4.5 {
			grade = &w[0]
		}
		a.land(grade.land)
		a.borders(grade.borders)
	}
	a.degrees()
	spots, outside, unsound := a.gather(points, cell)
	a.spots(spots)
	a.raw("</svg>\n")
	if slices.ContainsFunc(spots, func(s *spot) bool { return len(s.points) > 1 }) {
		note = joinNotes(note, "A number on a mark is how many places it stands for.")
	}
	if unsound > 0 {
		note = joinNotes(note, number(unsound, "place")+" without coordinates left out.")
	}
	if outside > 0 {
		note = joinNotes(note, strconv.Itoa(outside)+" outside of this part of the world.")
	}
	y := a.note(note, a.high+2)
	y = a.note(borderNote, y)
	return a.picture("map", a.wide, y, note)
}

// every is the distance of the lines of the graticule, in degrees.
func (a *atlas) every() float64 {
	for _, d := range [...]float64{.5, 1, 2, 5, 10, 20, 30} {
		if d*a.perX >= max(58, a.wide/12) {
			return d
		}
	}
	return 60
}

// graticule draws the lines of longitude and latitude.
func (a *atlas) graticule() {
	d := a.every()
	a.raw(`<g class="graticule">`)
	for lon := math.Ceil(a.frame.West/d) * d; lon <= a.frame.East; lon += d {
		a.line("", a.x(lon), 0, a.x(lon), a.high)
	}
	for lat := math.Ceil(max(-90, a.frame.South)/d) * d; lat <= min(90, a.frame.North); lat += d {
		a.line("", 0, a.y(lat), a.wide, a.y(lat))
	}
	a.raw("</g>\n")
}

// degrees writes which they are, at the left and at the bottom.
func (a *atlas) degrees() {
	d := a.every()
	for lon := math.Ceil(a.frame.West/d) * d; lon <= a.frame.East; lon += d {
		text := degree(math.Mod(lon+540, 360)-180, "E", "W")
		if x, half := a.x(lon), length(text, smallSize)/2; x-half > 46 && x+half < a.wide-4 {
			a.text("small halo soft", middle, x, a.high-5, text)
		}
	}
	for lat := math.Ceil(max(-90, a.frame.South)/d) * d; lat <= min(90, a.frame.North); lat += d {
		if y := a.y(lat); y > 14 && y < a.high-24 {
			a.text("small halo soft", begins, 4, y+4, degree(lat, "N", "S"))
		}
	}
	a.raw("\n")
}

func degree(v float64, over, under string) string {
	text := strconv.FormatFloat(math.Abs(v), 'f', -1, 64) + "°"
	switch {
	case v == 0 || v == -180 || v == 180:
		return text
	case v > 0:
		return text + " " + over
	}
	return text + " " + under
}
