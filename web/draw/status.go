package draw

import (
	"cmp"
	"slices"
	"time"
)

// Span is a time for which a claim has a status.
type Span struct {
	Status   string // by its name: "single-source", "corroborated", "disputed", …
	From, To time.Time
	Text     string // why; shown when the band is pointed at
	Href     string
}

// status is how one is drawn: its class, and a pattern beside its colour.
type status struct{ name, class, pattern string }

var statuses = [...]status{
	{"single-source", "single", `<path d="M2 2h1.6v1.6H2zM6 6h1.6v1.6H6z"/>`},
	{"corroborated", "corroborated", ""},
	{"disputed", "disputed", `<path d="M-1 9L9 -1M-1 1L1 -1M7 9L9 7"/>`},
	{"acknowledged", "acknowledged", `<path d="M0 2H8M0 6H8"/>`},
	{"denied", "denied", `<path d="M0 0L8 8M8 0L0 8"/>`},
	{"retracted", "retracted", `<path d="M2 0V8M6 0V3"/>`},
}

var noStatus = status{"no status", "none", ""}

func statusOf(name string) int {
	return slices.IndexFunc(statuses[:], func(s status) bool { return s.name == name || s.class == name })
}

// status gives how a span is drawn.
func (s Span) status() status {
	if i := statusOf(s.Status); i >= 0 {
		return statuses[i]
	}
	return noStatus
}

// patterns writes those of the statuses that are used.
func (c *canvas) patterns(used [len(statuses)]bool) {
	for i, s := range statuses {
		if used[i] && s.pattern != "" {
			c.raw(`<pattern id="` + c.id + `-` + s.class + `" class="pattern ` + s.class + `" width="8" height="8" patternUnits="userSpaceOnUse">` + s.pattern + `</pattern>`)
		}
	}
	c.raw("\n")
}

// bandHigh is how high a band of a status is.
const bandHigh = 20.0

// bands draws the spans of a claim at y. Those with an end before their beginning, or no
// date, are left out; those with no end last until the edge.
func (c *canvas) bands(spans []Span, s scale, y float64) {
	for _, b := range joined(spans, s) {
		c.band(b, s, y, bandHigh)
	}
}

// joined puts spans that would be too narrow to see into the one before, so that a band
// with thousands of them stays small.
func joined(spans []Span, s scale) []Span {
	spans = slices.DeleteFunc(slices.Clone(spans), func(b Span) bool { return !dated(b.From) || dated(b.To) && b.To.Before(b.From) })
	slices.SortStableFunc(spans, func(a, b Span) int { return cmp.Compare(a.From.Unix(), b.From.Unix()) })
	var out []Span
	for i, b := range spans {
		if i+1 < len(spans) && (!dated(b.To) || b.To.After(spans[i+1].From)) { // bands of one claim never overlap
			b.To = spans[i+1].From
		}
		last := i == len(spans)-1
		if n := len(out); n > 0 && s.right(b)-s.x(b.From) < 2 && !last {
			out[n-1].To = b.To
			continue
		}
		out = append(out, b)
	}
	return out
}

// right is where a span ends.
func (s scale) right(b Span) float64 {
	if !dated(b.To) {
		return s.x1
	}
	return s.x(b.To)
}

// band draws one span, with the name of its status where that fits.
func (c *canvas) band(b Span, s scale, y, high float64) {
	st := b.status()
	x, right := s.x(b.From), s.right(b)
	right = min(s.x1, max(right, x+3))
	x = min(x, right-3)
	end := c.begin("band "+st.class, b.Href, short(spanTitle(b, st), 220))
	c.rect("base", x, y, right-x, high, 2)
	if st.pattern != "" {
		c.open("rect", "over")
		c.raw(` fill="url(#` + c.id + `-` + st.class + `)"`)
		c.num("x", x)
		c.num("y", y)
		c.num("width", right-x)
		c.num("height", high)
		c.num("rx", 2)
		c.raw("/>")
	}
	if wide := length(st.name, smallSize) + 12; wide <= right-x {
		c.rect("plate", x+3, y+(high-15)/2, wide-4, 15, 2)
		c.text("small", begins, x+7, y+high/2+4, st.name)
	}
	c.raw(end)
}

func spanTitle(b Span, st status) string {
	out := st.name + " from " + dateOf(b.From)
	if dated(b.To) {
		out += " to " + dateOf(b.To)
	}
	if b.Text != "" {
		out += ": " + b.Text
	}
	return out
}

// mentions says which statuses spans have.
func mentions(used *[len(statuses)]bool, spans []Span) {
	for _, b := range spans {
		if i := statusOf(b.Status); i >= 0 {
			used[i] = true
		}
	}
}
