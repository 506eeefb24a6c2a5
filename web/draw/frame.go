package draw

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Frame is the part of the world that a map shows, in degrees. East may be beyond 180, so
// that a frame may go across the antimeridian.
type Frame struct{ West, South, East, North float64 }

// Limits of frames, in degrees.
const (
	leastWide = 2.0
	fitWide   = 10.0
	top       = 84.0 // beyond is nothing but ice, stretched
)

// World is the frame of all of it.
func World() Frame { return Frame{-180, -60, 180, top} }

// ParseFrame reads what String wrote; it reports false for what is no frame.
func ParseFrame(s string) (Frame, bool) {
	parts := strings.Split(s, ",")
	if len(parts) != 4 || len(s) > 100 {
		return Frame{}, false
	}
	var v [4]float64
	for i, p := range parts {
		f, err := strconv.ParseFloat(p, 64)
		if err != nil {
			return Frame{}, false
		}
		v[i] = f
	}
	f := Frame{v[0], v[1], v[2], v[3]}
	if !f.valid() {
		return Frame{}, false
	}
	return f.sound(), true
}

// valid reports whether a frame is of this world.
func (f Frame) valid() bool {
	wide, high := f.East-f.West, f.North-f.South
	return wide >= leastWide*.98 && wide <= 361 && high >= .1 && f.South >= -91 && f.North <= 91 && math.Abs(f.West) <= 720
}

// String is the frame as it stands in a URL: west, south, east, north.
func (f Frame) String() string {
	return fmt.Sprintf("%.4g,%.4g,%.4g,%.4g", f.West, f.South, f.East, f.North)
}

// sound moves a frame to where there is a world.
func (f Frame) sound() Frame {
	wide, high := min(360, f.East-f.West), min(180, f.North-f.South)
	x, y := (f.West+f.East)/2, (f.South+f.North)/2
	if wide > 359 {
		x = 0
	}
	x = math.Mod(math.Mod(x+180, 360)+360, 360) - 180
	y = min(90-high/2, max(-90+high/2, y))
	return Frame{x - wide/2, y - high/2, x + wide/2, y + high/2}
}

// zoom makes a frame some times as wide.
func (f Frame) zoom(by float64) Frame {
	if wide := f.East - f.West; wide*by < leastWide {
		by = leastWide / wide
	} else if wide*by >= 360 {
		return World()
	}
	x, y := (f.West+f.East)/2, (f.South+f.North)/2
	w, h := (f.East-f.West)/2*by, min(90, (f.North-f.South)/2*by)
	return Frame{x - w, y - h, x + w, y + h}.sound()
}

// move moves a frame by parts of its size.
func (f Frame) move(x, y float64) Frame {
	x, y = x*(f.East-f.West), y*(f.North-f.South)
	return Frame{f.West + x, f.South + y, f.East + x, f.North + y}.sound()
}

// In is half of the frame, as wide as it is.
func (f Frame) In() Frame { return f.zoom(.5) }

// Out is twice the frame.
func (f Frame) Out() Frame { return f.zoom(2) }

// Left, Right, Up and Down are the frames beside it, with two thirds in common.
func (f Frame) Left() Frame { return f.move(-1./3, 0) }

// Right is the frame to the east.
func (f Frame) Right() Frame { return f.move(1./3, 0) }

// Up is the frame to the north.
func (f Frame) Up() Frame { return f.move(0, 1./3) }

// Down is the frame to the south.
func (f Frame) Down() Frame { return f.move(0, -1./3) }

// Controls are the links that change a frame, each to where href says.
func (f Frame) Controls(href func(Frame) string) template.HTML {
	var b strings.Builder
	b.WriteString(`<nav class="draw-controls noprint" aria-label="Part of the world"><ul>`)
	for _, to := range [...]struct {
		name  string
		frame Frame
	}{{"Closer", f.In()}, {"Wider", f.Out()}, {"← West", f.Left()}, {"East →", f.Right()}, {"↑ North", f.Up()}, {"↓ South", f.Down()}, {"The world", World()}} {
		if link := local(href(to.frame)); link != "" && to.frame != f {
			b.WriteString(`<li><a href="` + escape(link) + `">` + to.name + `</a></li>`)
		}
	}
	b.WriteString("</ul></nav>")
	return template.HTML(b.String())
}

// Fit is the frame around points, with a margin, and ten degrees wide at least. It goes
// round the world whichever way is shorter.
func Fit(points []Point) Frame {
	var lons []float64
	south, north := 90.0, -90.0
	for i := range points {
		if p := &points[i]; p.sound() {
			lons = append(lons, p.Lon)
			south, north = min(south, p.Lat), max(north, p.Lat)
		}
	}
	if lons == nil {
		return World()
	}
	slices.Sort(lons)
	// The widest gap between neighbours is what is not shown.
	west, wide := lons[0], lons[len(lons)-1]-lons[0]
	for i := 1; i < len(lons); i++ {
		if around := 360 - (lons[i] - lons[i-1]); around < wide {
			west, wide = lons[i], around
		}
	}
	x, y := west+wide/2, (south+north)/2
	if wide = max(fitWide, wide*1.25); wide > 280 {
		return World()
	}
	high := max(fitWide*.5, (north-south)*1.35)
	return Frame{x - wide/2, y - high/2, x + wide/2, y + high/2}.sound()
}
