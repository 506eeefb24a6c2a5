package draw

import "math"

// lines draws the figures, origin by origin: a line from each figure until the next takes
// its place, and the figures on it.
func (t *chart) lines() {
	x := t.apart()
	for o := range t.origins {
		t.raw(`<g class="` + origin(o) + `">`)
		var parts []any
		for i := range t.d.Points {
			f := &t.d.Points[i]
			if t.at(f) != o {
				continue
			}
			if t.rest > 0 && o == mostOrigins-1 { // others are not joined to each other
				continue
			}
			y := t.a.y(f.middle())
			if parts == nil {
				parts = append(parts, "M", x[i], y)
			} else {
				parts = append(parts, "H", x[i], "V", y)
			}
		}
		if len(parts) > 3 {
			t.path("path", parts...)
		}
		for i := range t.d.Points {
			if f := &t.d.Points[i]; t.at(f) == o {
				t.point(f, o, x[i])
			}
		}
		t.raw("</g>\n")
	}
}

// middle is where the mark of a figure stands.
func (f *Figure) middle() float64 { return f.Low + (f.High-f.Low)/2 }

// apart gives where the figures stand: those of one day and one place are moved beside each
// other, as far as there is room.
func (t *chart) apart() []float64 {
	out := make([]float64, len(t.d.Points))
	for i := range t.d.Points {
		f := &t.d.Points[i]
		x := min(t.s.x1-8, max(t.s.x0+10, t.s.x(f.At)))
		at := x
		for try := range 9 { // 0, 1, -1, 2, -2, …
			move := float64((try+1)/2) * 13
			if try%2 == 0 {
				move = -move
			}
			if moved := x + move; moved >= t.s.x0+8 && moved <= t.s.x1+8 && !t.covers(f, moved, out[:i]) {
				at = moved
				break
			}
		}
		out[i] = at
	}
	return out
}

// covers reports whether a figure at x covers one of those that stand already.
func (t *chart) covers(f *Figure, x float64, stand []float64) bool {
	low, high := t.reach(f)
	for i := max(0, len(stand)-200); i < len(stand); i++ {
		if math.Abs(stand[i]-x) >= 13 {
			continue
		}
		l, h := t.reach(&t.d.Points[i])
		if low >= h && high <= l { // they meet
			return true
		}
	}
	return false
}

// reach is from where to where a figure is drawn, the lower end first, which has the
// greater y.
func (t *chart) reach(f *Figure) (low, high float64) {
	low, high = t.a.y(f.Low)+8, t.a.y(f.High)-8
	if f.OpenHigh {
		high -= 14
	}
	if f.OpenLow {
		low += 14
	}
	return low, high
}

// point draws a figure.
func (t *chart) point(f *Figure, o int, x float64) {
	end := t.begin("point", f.Href, figureTitle(f))
	low, high := t.a.y(f.Low), t.a.y(f.High)
	bar := "bar"
	if f.Approximate {
		bar = "bar about"
	}
	switch {
	case f.OpenHigh:
		t.arrow(bar, x, low, max(6, low-24))
	case f.OpenLow:
		t.arrow(bar, x, high, min(t.a.y0, high+24))
	case low-high >= 2:
		t.path(bar, "M", x, low, "V", high, "M", x-4, low, "H", x+4, "M", x-4, high, "H", x+4)
	}
	t.shapeOf(o, x, t.a.y(f.middle()))
	if f.Approximate {
		t.canvas.text("small about", begins, x+6, t.a.y(f.middle())-5, "≈")
	}
	t.raw(end)
}

// arrow is a bound that is open.
func (t *chart) arrow(class string, x, from, to float64) {
	tip := 6.0
	if to < from {
		tip = -6
	}
	t.path(class, "M", x, from, "V", to)
	t.path("tip", "M", x-4, to-tip, "L", x, to, "L", x+4, to-tip)
}

// words says a figure: "about 20 to 30", "at least 26".
func (f *Figure) words() string {
	out := writeAmount(f.Low)
	switch {
	case f.OpenHigh:
		out = "at least " + out
	case f.OpenLow:
		out = "at most " + out
	case f.Low < f.High:
		out += " to " + writeAmount(f.High)
	}
	if f.Approximate {
		out = "about " + out
	}
	return out
}

func figureTitle(f *Figure) string {
	out := short(f.Origin, 80)
	if out == "" {
		out = "Unnamed origin"
	}
	out += ", " + dateOf(f.At) + ": " + f.words()
	if f.Text != "" {
		out += " — " + short(f.Text, 160)
	}
	return out
}

// shapeOf draws the shape of the nth origin.
func (c *canvas) shapeOf(n int, x, y float64) {
	switch n {
	case 0:
		c.circle("full", x, y, 5)
	case 1:
		c.rect("full", x-4.5, y-4.5, 9, 9, 0)
	case 2:
		c.path("full", "M", x, y-6, "L", x+6, y+4.5, "H", x-6, "Z")
	case 3:
		c.path("full", "M", x, y-6, "L", x+6, y, "L", x, y+6, "L", x-6, y, "Z")
	case 4:
		c.circle("hollow", x, y, 4.5)
	case 5:
		c.rect("hollow", x-4.2, y-4.2, 8.4, 8.4, 0)
	case 6:
		c.path("full", "M", x, y+6, "L", x+6, y-4.5, "H", x-6, "Z")
	default:
		c.path("hollow", "M", x, y-5.5, "L", x+5.5, y, "L", x, y+5.5, "L", x-5.5, y, "Z")
	}
}

// explain says what bars and arrows mean, where there are any.
func (t *chart) explain(l *legend) {
	var bar, least, most, about bool
	for i := range t.d.Points {
		f := &t.d.Points[i]
		bar = bar || !f.OpenLow && !f.OpenHigh && f.Low < f.High
		least, most, about = least || f.OpenHigh, most || f.OpenLow, about || f.Approximate
	}
	if bar {
		l.item("origin key", "from … to", func(x, y float64) {
			t.path("bar", "M", x, y-8, "V", y+8, "M", x-4, y-8, "H", x+4, "M", x-4, y+8, "H", x+4)
		})
	}
	if least {
		l.item("origin key", "at least", func(x, y float64) { t.arrow("bar", x, y+8, y-8) })
	}
	if most {
		l.item("origin key", "at most", func(x, y float64) { t.arrow("bar", x, y-8, y+8) })
	}
	if about {
		l.item("origin key", "approximate", func(x, y float64) { t.canvas.text("small about", middle, x, y+4, "≈") })
	}
}
