package draw

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

const (
	markWide  = 14.0 // a mark and the room beside it
	levelHigh = 16.0
	levels    = 4 // of marks above each other on a lane
)

// place is where marks stand: one, or several that are too near to each other.
type place struct {
	x     float64
	level int
	marks []*Mark
}

// lane draws a party's lane and gives where the next may begin.
func (t *timeline) lane(l *Lane, i int, y float64) float64 {
	places := t.places(l.Marks)
	high := 0
	for i := range places {
		high = max(high, places[i].level)
	}
	inner := float64(high+1)*levelHigh + 10
	head := 0.0
	if t.head.Narrow {
		head = 20
	}
	if i%2 == 0 {
		t.back.rect("lane", 0, y, t.head.width(), head+inner, 0)
	}
	wide, base := t.s.x0-18, y+inner/2+4.5
	if t.head.Narrow {
		wide, base = t.head.width()-16, y+15
	}
	end := t.begin("label", l.Href, "")
	t.canvas.text("", begins, 8, base, fit(l.Name, plainSize, wide))
	t.raw(end)
	for i := range places {
		p := &places[i]
		t.marks(p, l.Name, y+head+5+levelHigh/2+float64(high-p.level)*levelHigh)
	}
	return y + head + inner
}

// places finds where the marks of a lane stand so that none covers another: above each
// other where there is no room beside each other, and together where there are more than
// four.
func (t *timeline) places(marks []Mark) []place {
	order := make([]*Mark, 0, len(marks))
	for i := range marks {
		if dated(marks[i].At) {
			order = append(order, &marks[i])
		}
	}
	slices.SortStableFunc(order, func(a, b *Mark) int {
		return cmp.Or(cmp.Compare(a.At.Unix(), b.At.Unix()), cmp.Compare(a.Act, b.Act))
	})
	var out []place
	var last [levels]int // the place that is last on each level, from 1
	for _, m := range order {
		x := min(t.s.x1-7, max(t.s.x0+7, t.s.x(m.At)))
		level := slices.IndexFunc(last[:t.levels()], func(p int) bool { return p == 0 || x-out[p-1].x >= t.slot })
		if level >= 0 {
			out = append(out, place{x, level, []*Mark{m}})
			last[level] = len(out)
			continue
		}
		// With those that do the same, if there are any near; else with the last.
		at := last[t.levels()-1] - 1
		for _, p := range last[:t.levels()] {
			if out[p-1].marks[0].Act == m.Act {
				at = p - 1
				break
			}
		}
		out[at].marks = append(out[at].marks, m)
	}
	return out
}

// levels are fewer where there are too many marks.
func (t *timeline) levels() int {
	if t.slot > markWide {
		return 2
	}
	return levels
}

// marks draws a place: the mark of its statement, or how many there are.
func (t *timeline) marks(p *place, name string, y float64) {
	m := p.marks[0]
	if len(p.marks) == 1 {
		t.ones++
		t.acts[min(m.Act, acts)] = true
		end := t.begin("mark "+m.Act.class(), m.Href, markTitle(m, name))
		t.canvas.shape(m.Act, p.x, y)
		t.raw(end)
		return
	}
	t.many++
	end := t.begin("mark several", m.Href, severalTitle(p.marks, name))
	t.pill(p.x, y, len(p.marks))
	t.raw(end)
}

// pill is the mark of several statements: how many.
func (t *timeline) pill(x, y float64, n int) {
	text := strconv.Itoa(n)
	if n > 99 {
		text = "99+"
	}
	half := 6.8
	if len(text) == 1 {
		half = 6.3
	} else if len(text) > 2 && t.slot > markWide {
		half = 12
	}
	x = min(t.head.width()-half, max(half, x))
	t.rect("full", x-half, y-7, 2*half, 14, 4)
	class := "count"
	if len(text) > 2 && t.slot == markWide {
		class = "count tight"
	}
	t.canvas.text(class, middle, x, y+3.6, text)
}

func markTitle(m *Mark, name string) string {
	out := short(name, 80) + " " + m.Act.String() + ", " + dateOf(m.At)
	if m.Text != "" {
		out += ": " + short(m.Text, 160)
	}
	return out
}

// severalTitle tells of several statements how many do what, and when.
func severalTitle(marks []*Mark, name string) string {
	var n [acts + 1]int
	for _, m := range marks {
		n[min(m.Act, acts)]++
	}
	var parts []string
	for a, n := range n {
		if n > 0 {
			parts = append(parts, Act(a).String()+" "+times(n))
		}
	}
	first, last := dateOf(marks[0].At), dateOf(marks[len(marks)-1].At)
	if first != last {
		first += " to " + last
	}
	return fmt.Sprintf("%s: %d statements, %s: %s", short(name, 80), len(marks), first, strings.Join(parts, ", "))
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}
