package draw

import (
	"math"
	"time"
)

// span of time that is drawn, from x to x.
type scale struct {
	from, until float64 // seconds
	x0, x1      float64
}

// dated reports whether a time can be drawn: in the years from 1 to 9999.
func dated(t time.Time) bool {
	y := t.UTC().Year()
	return !t.IsZero() && y >= 1 && y <= 9999
}

func seconds(t time.Time) float64 { return float64(t.Unix()) }

// extent finds the ends of all the times it is told.
type extent struct{ from, until time.Time }

func (e *extent) add(t time.Time) {
	if !dated(t) {
		return
	}
	if e.from.IsZero() || t.Before(e.from) {
		e.from = t
	}
	if e.until.IsZero() || t.After(e.until) {
		e.until = t
	}
}

// scale gives a scale with some room at its ends.
func (e extent) scale(x0, x1 float64) scale {
	s := scale{seconds(e.from), seconds(e.until), x0, x1}
	room := (s.until - s.from) * .02
	if room == 0 {
		room = 12 * 3600
	}
	s.from, s.until = s.from-room, s.until+room
	return s
}

func (s scale) x(t time.Time) float64 {
	return min(s.x1, max(s.x0, s.x0+(seconds(t)-s.from)/(s.until-s.from)*(s.x1-s.x0)))
}

// tick is a mark of the axis: what is written there, and below it what that is of, where
// it is not the same as at the tick before.
type tick struct {
	x           float64
	label, part string
}

// A step is a distance of ticks: some of a unit, which is 'm' for minutes, 'h', 'd', 'M', 'y'.
type step struct {
	unit    byte
	n       int
	seconds float64
}

const day = 86400.0

var steps = [...]step{
	{'m', 1, 60}, {'m', 5, 300}, {'m', 15, 900}, {'m', 30, 1800}, {'h', 1, 3600}, {'h', 2, 7200}, {'h', 3, 10800}, {'h', 6, 21600}, {'h', 12, 43200},
	{'d', 1, day}, {'d', 2, 2 * day}, {'d', 7, 7 * day}, {'d', 14, 14 * day}, {'M', 1, 30.4 * day}, {'M', 2, 60.9 * day}, {'M', 3, 91.3 * day}, {'M', 6, 182.6 * day},
	{'y', 1, 365.2 * day}, {'y', 2, 730.5 * day}, {'y', 5, 1826 * day}, {'y', 10, 3652 * day}, {'y', 20, 7305 * day}, {'y', 50, 18262 * day},
	{'y', 100, 36524 * day}, {'y', 200, 73048 * day}, {'y', 500, 182621 * day}, {'y', 1000, 365242 * day}, {'y', 2000, 730485 * day},
}

// ticks are as many as have room, at least apart from each other.
func (s scale) ticks(apart float64) []tick {
	per := (s.until - s.from) / (s.x1 - s.x0) // seconds of a unit of x
	chosen := steps[len(steps)-1]
	for _, st := range steps {
		if st.seconds/per >= apart {
			chosen = st
			break
		}
	}
	var out []tick
	last := ""
	t := chosen.first(time.Unix(int64(math.Floor(s.from)), 0).UTC())
	for ; seconds(t) <= s.until && len(out) < 200; t = chosen.next(t) {
		if seconds(t) < s.from {
			continue
		}
		label, part := chosen.label(t)
		x := s.x(t)
		if n := len(out); n > 0 && x-out[n-1].x < apart*.6 { // the 29th, the 1st
			continue
		}
		k := tick{x, label, part}
		if part == last {
			k.part = ""
		}
		last = part
		out = append(out, k)
	}
	return out
}

// first is a tick not after a time.
func (s step) first(t time.Time) time.Time {
	y, m, d := t.Date()
	switch s.unit {
	case 'm':
		return time.Date(y, m, d, t.Hour(), t.Minute()/s.n*s.n, 0, 0, time.UTC)
	case 'h':
		return time.Date(y, m, d, t.Hour()/s.n*s.n, 0, 0, 0, time.UTC)
	case 'd':
		if s.n < 7 {
			return time.Date(y, m, (d-1)/s.n*s.n+1, 0, 0, 0, 0, time.UTC)
		}
		// Weeks begin on Mondays, and fortnights on every second one since some Monday.
		days := int(math.Floor(seconds(t)/day)) + 3
		return time.Date(1970, 1, 1-3+int(math.Floor(float64(days)/float64(s.n)))*s.n, 0, 0, 0, 0, time.UTC)
	case 'M':
		return time.Date(y, time.Month((int(m)-1)/s.n*s.n+1), 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(y/s.n*s.n, 1, 1, 0, 0, 0, 0, time.UTC)
}

func (s step) next(t time.Time) time.Time {
	switch s.unit {
	case 'm':
		return t.Add(time.Duration(s.n) * time.Minute)
	case 'h':
		return t.Add(time.Duration(s.n) * time.Hour)
	case 'd':
		n := t.AddDate(0, 0, s.n)
		if s.n < 7 && n.Month() != t.Month() { // days of a month begin with the 1st
			return time.Date(n.Year(), n.Month(), 1, 0, 0, 0, 0, time.UTC)
		}
		return n
	case 'M':
		return t.AddDate(0, s.n, 0)
	}
	return t.AddDate(s.n, 0, 0)
}

// label is what a tick says, and what that is of.
func (s step) label(t time.Time) (label, part string) {
	switch s.unit {
	case 'm', 'h':
		return t.Format("15:04"), t.Format("2 Jan 2006")
	case 'd':
		return t.Format("2 Jan"), t.Format("2006")
	case 'M':
		return t.Format("Jan"), t.Format("2006")
	}
	return t.Format("2006"), ""
}

// dateOf writes a day, with its hour where it has one.
func dateOf(t time.Time) string {
	t = t.UTC()
	if t.Hour() == 0 && t.Minute() == 0 {
		return t.Format("2 January 2006")
	}
	return t.Format("2 January 2006, 15:04")
}

// axis draws the ticks below y, and lines through the picture from top to y.
func (c *canvas) axis(s scale, top, y float64) {
	apart := 74.0
	if c.head.Narrow {
		apart = 58
	}
	c.line("axis", s.x0, y, s.x1, y)
	end, below := math.Inf(-1), math.Inf(-1)
	for _, t := range s.ticks(apart) {
		c.line("grid", t.x, top, t.x, y)
		c.line("axis", t.x, y, t.x, y+4)
		half := length(t.label, smallSize) / 2
		if x := min(c.head.width()-half-2, max(half+2, t.x)); x-half > end {
			c.text("small", middle, x, y+16, t.label)
			end = x + half + 4
		}
		half = length(t.part, smallSize) / 2
		if x := min(c.head.width()-half-2, max(half+2, t.x)); t.part != "" && x-half > below {
			c.text("small soft", middle, x, y+30, t.part)
			below = x + half + 4
		}
	}
	c.raw("\n")
}

// axisHigh is the room that an axis needs below.
const axisHigh = 38
