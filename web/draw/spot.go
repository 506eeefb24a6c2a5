package draw

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

// spot is the mark of a place, or of several that are too near to each other.
type spot struct {
	x, y, r float64
	weight  float64
	points  []*Point
	label   area // where its name stands
	named   bool
}

// area is a part of the picture.
type area struct{ x0, y0, x1, y1 float64 }

func (r area) meets(o area) bool {
	return r.x0 < o.x1 && o.x0 < r.x1 && r.y0 < o.y1 && o.y0 < r.y1
}

// gather gives points their marks, the heaviest first. What is nearer than apart to a mark
// joins it; so nearly no marks cover each other. It counts what cannot be drawn.
func (a *atlas) gather(points []Point, apart float64) (spots []*spot, outside, unsound int) {
	order := make([]*Point, 0, len(points))
	for i := range points {
		if p := &points[i]; p.sound() {
			order = append(order, p)
		}
	}
	unsound = len(points) - len(order)
	slices.SortStableFunc(order, func(a, b *Point) int { return cmp.Compare(b.weight(), a.weight()) })
	cells := make(map[[2]int][]*spot)
	for _, p := range order {
		x, y := a.x(p.Lon+360*math.Ceil((a.frame.West-p.Lon)/360)), a.y(p.Lat)
		if !(x >= 0 && x <= a.wide && y >= 0 && y <= a.high) {
			outside++
			continue
		}
		cell := [2]int{int(x / apart), int(y / apart)}
		s := nearest(cells, cell, x, y, apart)
		if s == nil {
			s = &spot{x: x, y: y}
			cells[cell] = append(cells[cell], s)
			spots = append(spots, s)
		}
		s.points = append(s.points, p)
		s.weight = min(s.weight+p.weight(), math.MaxFloat64/2)
	}
	slices.SortStableFunc(spots, func(a, b *spot) int { return cmp.Compare(b.weight, a.weight) })
	a.size(spots)
	return spots, outside, unsound
}

// nearest gives the mark that is nearest to a point, nil if none is within apart.
func nearest(cells map[[2]int][]*spot, cell [2]int, x, y, apart float64) (near *spot) {
	for dx := -1; dx <= 1; dx++ {
		for dy := -1; dy <= 1; dy++ {
			for _, s := range cells[[2]int{cell[0] + dx, cell[1] + dy}] {
				if d := math.Hypot(s.x-x, s.y-y); d < apart {
					near, apart = s, d
				}
			}
		}
	}
	return near
}

// weight is that of a point, 0 for what is none.
func (p *Point) weight() float64 {
	if p.Weight > 0 {
		return p.Weight
	}
	return 0
}

// size gives the marks their areas, by weight, and keeps them within the picture. They are
// smaller where there are many.
func (a *atlas) size(spots []*spot) {
	if len(spots) == 0 {
		return
	}
	heaviest, reach := spots[0].weight, 10.0
	if len(spots) > 40 {
		reach = 5
	}
	for _, s := range spots {
		s.r = 5
		if heaviest > 0 {
			s.r = 5 + reach*math.Sqrt(s.weight/heaviest)
		}
		if len(s.points) > 1 {
			s.r = max(s.r, 9)
		}
		s.x = min(a.wide-s.r-2, max(s.r+2, s.x))
		s.y = min(a.high-s.r-2, max(s.r+2, s.y))
	}
}

// spots draws the marks, the heaviest first and so below, and their names where these have
// room.
func (a *atlas) spots(spots []*spot) {
	taken := make([]area, 0, len(spots)*2)
	for _, s := range spots {
		taken = append(taken, area{s.x - s.r, s.y - s.r, s.x + s.r, s.y + s.r})
	}
	for i, s := range spots {
		if i < 120 { // more names than that have no room
			a.name(s, i, &taken)
		}
	}
	for _, s := range spots {
		p := s.points[0]
		end := a.begin("spot", p.Href, s.title())
		a.circle("full", s.x, s.y, s.r)
		if n := len(s.points); n > 1 {
			class := "count"
			if n > 99 {
				class = "count tight"
			}
			a.canvas.text(class, middle, s.x, s.y+3.8, strconv.Itoa(min(n, 999)))
		}
		if s.named {
			a.canvas.text("halo", begins, s.label.x0, s.label.y1-4, s.name())
		}
		a.raw(end)
	}
}

// name is what is written beside a mark.
func (s *spot) name() string { return fit(s.points[0].Label, plainSize, 190) }

// name finds where a name covers nothing: right, left, above or below of its mark.
func (a *atlas) name(s *spot, own int, taken *[]area) {
	text := s.name()
	wide := length(text, plainSize)
	if wide == 0 {
		return
	}
	for _, at := range [...]vertex{{s.x + s.r + 4, s.y - 8}, {s.x - s.r - 4 - wide, s.y - 8}, {s.x - wide/2, s.y - s.r - 19}, {s.x - wide/2, s.y + s.r + 3}} {
		r := area{at.x, at.y, at.x + wide, at.y + 16}
		if r.x0 < 2 || r.x1 > a.wide-2 || r.y0 < 2 || r.y1 > a.high-18 {
			continue
		}
		free := true
		for i, t := range *taken {
			if i != own && r.meets(t) {
				free = false
				break
			}
		}
		if free {
			s.label, s.named = r, true
			*taken = append(*taken, r)
			return
		}
	}
}

// title tells what a mark stands for.
func (s *spot) title() string {
	p := s.points[0]
	out := short(p.Label, 80)
	if p.Text != "" {
		out += ": " + short(p.Text, 160)
	}
	if n := len(s.points) - 1; n > 0 {
		out += ", and " + number(n, "other place")
	}
	return out
}
