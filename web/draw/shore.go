package draw

import (
	"math"
	"strconv"
)

// vertex is a point of the picture.
type vertex struct{ x, y float64 }

// edge is how far beyond the picture lines are drawn, so that where they are cut is not
// seen.
const edge = 6.0

// finest is how near to each other two points of a line may be.
const finest = 1.1

// shifts are the ways to draw a line in a frame: where it is, and once round the world.
func (a *atlas) shifts(s *shore, do func(shift float64)) {
	for _, shift := range [...]float64{-360, 0, 360} {
		if float64(s.east)/100+shift >= a.frame.West-1 && float64(s.west)/100+shift <= a.frame.East+1 &&
			float64(s.high)/100 >= a.frame.South-1 && float64(s.low)/100 <= a.frame.North+1 {
			do(shift)
		}
	}
}

// project gives the points of a line in the picture, without those that would not be seen.
func (a *atlas) project(s *shore, shift float64, into []vertex) []vertex {
	into = into[:0]
	last := len(s.points) - 1
	for i, p := range s.points {
		v := vertex{a.x(float64(p.lon)/100 + shift), a.y(float64(p.lat) / 100)}
		if n := len(into); n > 0 && i < last && math.Abs(into[n-1].x-v.x) < finest && math.Abs(into[n-1].y-v.y) < finest {
			continue
		}
		into = append(into, v)
	}
	return into
}

// land draws what is not sea: rings, cut at the edges of the picture.
func (a *atlas) land(rings []shore) {
	a.raw(`<path class="land" d="`)
	var line, spare []vertex
	for i := range rings {
		s := &rings[i]
		if float64(s.east-s.west)/100*a.perX < 1.5 && float64(s.high-s.low)/100*a.perY < 1.5 {
			continue // islets of less than a pixel
		}
		a.shifts(s, func(shift float64) {
			line = a.project(s, shift, line)
			line, spare = a.crop(line, spare)
			if len(line) >= 3 {
				a.polyline(line)
				a.raw("Z")
			}
		})
	}
	a.raw("\"/>\n")
}

// crop cuts a ring at the four edges, one after the other (Sutherland and Hodgman's way).
func (a *atlas) crop(line, spare []vertex) (out, other []vertex) {
	for _, e := range [...]struct {
		across bool // the edge is a line of x
		at     float64
		above  bool // what is above it stays
	}{{true, -edge, true}, {true, a.wide + edge, false}, {false, -edge, true}, {false, a.high + edge, false}} {
		inside := func(v vertex) bool {
			if e.across {
				return (v.x >= e.at) == e.above || v.x == e.at
			}
			return (v.y >= e.at) == e.above || v.y == e.at
		}
		spare = spare[:0]
		for i, v := range line {
			before := line[(i+len(line)-1)%len(line)]
			if inside(v) != inside(before) {
				spare = append(spare, between(before, v, e.across, e.at))
			}
			if inside(v) {
				spare = append(spare, v)
			}
		}
		line, spare = spare, line
	}
	return line, spare
}

// between is where a line crosses an edge.
func between(p, q vertex, across bool, at float64) vertex {
	if across {
		return vertex{at, p.y + (q.y-p.y)*(at-p.x)/(q.x-p.x)}
	}
	return vertex{p.x + (q.x-p.x)*(at-p.y)/(q.y-p.y), at}
}

// borders draws lines; of those that leave the picture, what is near it.
func (a *atlas) borders(lines []shore) {
	a.raw(`<path class="border" d="`)
	var line []vertex
	for i := range lines {
		a.shifts(&lines[i], func(shift float64) {
			line = a.project(&lines[i], shift, line)
			for start := 0; start < len(line); {
				end := start + 1
				for end < len(line) && a.near(line[end-1], line[end]) {
					end++
				}
				if end-start > 1 {
					a.polyline(line[start:end])
				}
				start = end
			}
		})
	}
	a.raw("\"/>\n")
}

// near reports whether a part of a line may be in the picture.
func (a *atlas) near(p, q vertex) bool {
	return max(p.x, q.x) >= -edge && min(p.x, q.x) <= a.wide+edge && max(p.y, q.y) >= -edge && min(p.y, q.y) <= a.high+edge
}

// polyline writes points as steps from one to the next, in halves of units: a third of the
// size.
func (a *atlas) polyline(line []vertex) {
	var x, y int
	for i, v := range line {
		nx, ny := int(math.Round(v.x*2)), int(math.Round(v.y*2))
		if i == 0 {
			a.raw("M")
			a.half(nx, false)
			a.half(ny, true)
			a.raw("l")
		} else if nx != x || ny != y || i == 1 {
			a.half(nx-x, i > 1)
			a.half(ny-y, true)
		}
		x, y = nx, ny
	}
}

// half writes a number of halves; a minus parts it from the one before as well as a space.
func (a *atlas) half(n int, after bool) {
	if after && n >= 0 {
		a.b = append(a.b, ' ')
	}
	if n < 0 {
		a.b = append(a.b, '-')
		n = -n
	}
	if n > 1 || n == 0 {
		a.b = strconv.AppendInt(a.b, int64(n/2), 10)
	}
	if n%2 == 1 {
		a.b = append(a.b, ".5"...)
	}
}
