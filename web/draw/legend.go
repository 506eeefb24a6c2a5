package draw

// legend is a row of what shapes mean, on as many lines as it needs.
type legend struct {
	c     *canvas
	x, y  float64
	began bool
}

const legendHigh = 22

// item has a shape drawn, 16 units broad about a point, and its meaning beside it.
func (l *legend) item(class, text string, draw func(x, y float64)) {
	text = fit(text, smallSize, l.c.head.width()-50)
	wide := 24 + length(text, smallSize) + 14
	if !l.began {
		l.x, l.began = 8, true
	} else if l.x+wide > l.c.head.width() {
		l.x = 8
		l.y += legendHigh
	}
	l.c.raw(`<g class="` + class + `">`)
	draw(l.x+10, l.y+legendHigh/2)
	l.c.text("small", begins, l.x+24, l.y+legendHigh/2+4, text)
	l.c.raw("</g>")
	l.x += wide
}

// turn begins a new line.
func (l *legend) turn() {
	if l.began {
		l.y += legendHigh
	}
	l.began = false
}

// bottom is where what is below may begin.
func (l *legend) bottom() float64 {
	if !l.began {
		return l.y
	}
	return l.y + legendHigh
}

// statuses explains those that are used.
func (l *legend) statuses(used [len(statuses)]bool) {
	for i, s := range statuses {
		if !used[i] {
			continue
		}
		l.item("band "+s.class, s.name, func(x, y float64) {
			l.c.rect("base", x-10, y-6, 20, 12, 2)
			if s.pattern != "" {
				l.c.open("rect", "over")
				l.c.raw(` fill="url(#` + l.c.id + `-` + s.class + `)"`)
				l.c.num("x", x-10)
				l.c.num("y", y-6)
				l.c.num("width", 20)
				l.c.num("height", 12)
				l.c.raw("/>")
			}
		})
	}
}

// note writes a sentence at y and gives where what is below may begin.
func (c *canvas) note(text string, y float64) float64 {
	if text == "" {
		return y
	}
	for _, line := range wrap(text, smallSize, c.head.width()-16, 4) {
		c.text("small soft", begins, 8, y+14, line)
		y += 16
	}
	return y + 4
}
