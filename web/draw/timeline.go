package draw

import (
	"fmt"
	"time"
)

// TimelineData is a story: who said something when, and what became of its claims.
type TimelineData struct {
	Head
	Lanes  []Lane
	Claims []Row
	// From and Until are where the axis begins and ends at least, zero for where the data does.
	From, Until time.Time
}

// Lane is a party with its statements.
type Lane struct {
	Name, Href string
	Marks      []Mark
}

// Mark is a statement.
type Mark struct {
	At         time.Time
	Act        Act
	Text, Href string // what was said, shown when the mark is pointed at
}

// Row is a claim with the history of its status.
type Row struct {
	Text, Href string
	Spans      []Span
}

// Caps of what a timeline draws.
const (
	mostLanes = 24
	mostRows  = 24
)

// timeline is one that is being drawn.
type timeline struct {
	*canvas
	back  *canvas // what is behind the lines of the axis
	d     *TimelineData
	s     scale
	slot  float64 // marks nearer than that share a place
	notes []string
	acts  [acts + 1]bool
	ones  int // marks of one statement
	many  int // marks of several
}

// Timeline draws a story: a lane for each party, on it a mark for each statement, and below
// a band for each claim.
func Timeline(d TimelineData) SVG {
	e, undated := d.extent()
	if e.from.IsZero() {
		return message("There are no dated statements to draw.")
	}
	notes, lanes, rows := d.cap(undated)
	d.Lanes, d.Claims = lanes, rows
	var out SVG
	for slot := markWide; slot < broad; slot *= 2 {
		t := timeline{canvas: newCanvas(d.Head), d: &d, slot: slot, notes: notes}
		t.s = e.scale(d.left(), d.width()-10)
		d.last(&t.s)
		if out = t.draw(); len(out.HTML) <= most && !t.crowded() {
			break
		}
	}
	return out
}

// crowded reports whether most marks stand for several statements although they share
// their places with as few others as may be: larger and fewer places are easier to read.
func (t *timeline) crowded() bool { return t.slot == markWide && t.many > max(20, t.ones) }

// left is where the plot begins: beside the names, or below them.
func (d *TimelineData) left() float64 {
	if d.Narrow {
		return 8
	}
	left := 96.0
	for i := range d.Lanes {
		left = min(250, max(left, 26+length(short(d.Lanes[i].Name, 80), plainSize)))
	}
	return left
}

// last makes room for the name of a status that was the last at the end, as it is what most
// ask for.
func (d *TimelineData) last(s *scale) {
	const room = 96
	wide, late := s.x1-s.x0, s.x0
	for i := range d.Claims {
		if n := len(d.Claims[i].Spans); n > 0 {
			if b := d.Claims[i].Spans[n-1]; dated(b.From) && !dated(b.To) {
				late = max(late, s.x(b.From))
			}
		}
	}
	if late > s.x1-room {
		s.until = s.from + (s.until-s.from)*(late-s.x0)/(wide-room)
	}
}

// extent is the time of all that is drawn, and how many statements have none.
func (d *TimelineData) extent() (e extent, undated int) {
	for i := range d.Lanes {
		for k := range d.Lanes[i].Marks {
			m := &d.Lanes[i].Marks[k]
			if e.add(m.At); !dated(m.At) {
				undated++
			}
		}
	}
	for i := range d.Claims {
		for _, b := range d.Claims[i].Spans {
			e.add(b.From)
			e.add(b.To)
		}
	}
	if !e.from.IsZero() {
		e.add(d.From)
		e.add(d.Until)
	}
	return e, undated
}

// cap leaves out what there is too much of: parties after the first become one lane.
func (d *TimelineData) cap(undated int) (notes []string, lanes []Lane, rows []Row) {
	lanes, rows = d.Lanes, d.Claims
	if undated > 0 {
		notes = append(notes, number(undated, "statement")+" without a date left out.")
	}
	if n := len(lanes) - mostLanes + 1; n > 1 {
		rest := Lane{Name: fmt.Sprintf("%d others", n)}
		for _, l := range lanes[mostLanes-1:] {
			rest.Marks = append(rest.Marks, l.Marks...)
		}
		lanes = append(lanes[:mostLanes-1:mostLanes-1], rest)
		notes = append(notes, fmt.Sprintf("Of %d parties the last %d share a lane.", len(d.Lanes), n))
	}
	if n := len(rows); n > mostRows {
		rows = rows[:mostRows]
		notes = append(notes, fmt.Sprintf("The first %d of %d claims are drawn.", mostRows, n))
	}
	return notes, lanes, rows
}

// number is a number of things.
func number(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// draw draws all of it, from the top down. What is on the lines of the axis is drawn first,
// as it says how long they are, and put after them.
func (t *timeline) draw() SVG {
	body := newCanvas(t.head)
	t.back = t.canvas
	t.canvas = body
	var used [len(statuses)]bool
	y := 6.0
	for i := range t.d.Lanes {
		y = t.lane(&t.d.Lanes[i], i, y)
	}
	if len(t.d.Claims) > 0 {
		y += 6
	}
	for i := range t.d.Claims {
		mentions(&used, t.d.Claims[i].Spans)
		y = t.row(&t.d.Claims[i], y)
	}
	t.canvas = t.back
	t.patterns(used)
	t.axis(t.s, 2, y+2)
	t.b = append(t.b, body.b...)
	t.links = body.links
	y += 2 + axisHigh
	return t.foot(used, y)
}

// foot draws the legend and the notes.
func (t *timeline) foot(used [len(statuses)]bool, y float64) SVG {
	l := legend{c: t.canvas, y: y}
	for a := range acts {
		if t.acts[a] {
			l.item("mark "+a.class(), a.String(), func(x, y float64) { t.shape(a, x, y) })
		}
	}
	if t.acts[acts] {
		l.item("mark other", "other acts", func(x, y float64) { t.shape(acts, x, y) })
	}
	if t.many > 0 {
		l.item("mark several", "several statements", func(x, y float64) { t.pill(x, y, 3) })
	}
	l.turn()
	l.statuses(used)
	note := ""
	for _, n := range t.notes {
		if note != "" {
			note += " "
		}
		note += n
	}
	if t.slot > markWide {
		if note != "" {
			note += " "
		}
		note += "There are too many statements to draw each: those near each other share a mark."
	}
	y = t.note(note, l.bottom()+2)
	return t.picture("timeline", t.head.width(), y+4, note)
}

// row draws a claim: its text, and its band below.
func (t *timeline) row(r *Row, y float64) float64 {
	end := t.begin("label", r.Href, short(r.Text, 300))
	t.canvas.text("halo", begins, 8, y+15, fit(r.Text, plainSize, t.head.width()-16))
	t.raw(end)
	y += 21
	t.rect("track", t.s.x0, y, t.s.x1-t.s.x0, bandHigh, 2)
	t.bands(r.Spans, t.s, y)
	return y + bandHigh + 9
}
