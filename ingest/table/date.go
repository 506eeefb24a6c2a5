package table

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// The years in which there is news to be read.
const (
	firstYear = 1600
	lastYear  = 2200
)

// kind is what a layout says of a date.
type kind int

const (
	whole kind = iota
	noZone
	dayOnly
)

// layouts are the ways in which dates are written. Go reads fractions of a second
// after any seconds.
var layouts = []struct {
	layout string
	kind   kind
}{
	{time.RFC3339, whole},
	{"2006-01-02T15:04:05Z0700", whole},
	{"2006-01-02T15:04Z07:00", whole},
	{"2006-01-02 15:04:05Z07:00", whole},
	{"2006-01-02 15:04:05Z0700", whole},
	{"2006-01-02 15:04:05 Z0700", whole},
	{"2006-01-02 15:04:05 Z07:00", whole},
	{"2006-01-02 15:04:05Z07", whole},
	{"2006-01-02 15:04:05 MST", whole},
	{"2006-01-02 15:04:05 -0700 MST", whole},
	{"Mon, 2 Jan 2006 15:04:05 -0700", whole},
	{"Mon, 2 Jan 2006 15:04:05 MST", whole},
	{"2 Jan 2006 15:04:05 -0700", whole},
	{"2 Jan 2006 15:04:05 MST", whole},
	{"Mon Jan _2 15:04:05 -0700 2006", whole},
	{"Mon Jan _2 15:04:05 MST 2006", whole},
	{"2006-01-02T15:04:05", noZone},
	{"2006-01-02T15:04", noZone},
	{"2006-01-02 15:04:05", noZone},
	{"2006-01-02 15:04", noZone},
	{"2006/01/02 15:04:05", noZone},
	{"2006/01/02 15:04", noZone},
	{"20060102T150405Z0700", whole},
	{"20060102T150405", noZone},
	{"20060102150405", noZone},
	{"Mon Jan _2 15:04:05 2006", noZone},
	{"Jan 2, 2006 15:04:05", noZone},
	{"Jan 2, 2006 15:04", noZone},
	{"Jan 2, 2006, 3:04 PM", noZone},
	{"Jan 2, 2006 3:04 PM", noZone},
	{"January 2, 2006 15:04", noZone},
	{"January 2, 2006, 3:04 PM", noZone},
	{"January 2, 2006 3:04 PM", noZone},
	{"2 January 2006 15:04", noZone},
	{"02.01.2006 15:04:05", noZone},
	{"02.01.2006 15:04", noZone},
	{"2006-1-2", dayOnly},
	{"2006/1/2", dayOnly},
	{"20060102", dayOnly},
	{"2.1.2006", dayOnly},
	{"Jan 2, 2006", dayOnly},
	{"January 2, 2006", dayOnly},
	{"January 2 2006", dayOnly},
	{"Monday, January 2, 2006", dayOnly},
	{"Mon, Jan 2, 2006", dayOnly},
	{"2 Jan 2006", dayOnly},
	{"2 January 2006", dayOnly},
	{"2-Jan-2006", dayOnly},
	{"Mon, 2 Jan 2006", dayOnly},
}

// zones are those that RFC 5322 knows by name, in hours from UTC. Other names, such
// as IST, mean several zones.
var zones = map[string]int{
	"UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
	"MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}

// parseDate reads a date as tables write it; the zero date for what is none, or
// could be two, as 3/4/2024 could.
func parseDate(s string) date {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 64 {
		return date{}
	}
	for _, l := range layouts {
		t, err := time.Parse(l.layout, s)
		if err != nil {
			continue
		}
		d := date{at: t, day: l.kind == dayOnly, local: l.kind != whole}
		if name, offset := t.Zone(); l.kind == whole && offset == 0 && name != "" && name != "UTC" {
			// The library knows the name alone.
			hours, ok := zones[name]
			if !ok {
				return date{}
			}
			y, m, day := t.Date()
			d.at = time.Date(y, m, day, t.Hour(), t.Minute(), t.Second(), 0, time.FixedZone("", hours*3600))
		}
		if d.valid() {
			return d
		}
	}
	if d := slashed(s); d.valid() {
		return d
	}
	return epoch(s)
}

// slashed reads 25/12/2024 and 12/25/2024, of which only one can be meant, with or
// without a time after it.
func slashed(s string) date {
	day, clock, _ := strings.Cut(s, " ")
	parts := strings.Split(day, "/")
	if len(parts) != 3 || len(parts[2]) != 4 {
		return date{}
	}
	a, errA := strconv.Atoi(parts[0])
	b, errB := strconv.Atoi(parts[1])
	year, errY := strconv.Atoi(parts[2])
	if errA != nil || errB != nil || errY != nil {
		return date{}
	}
	switch {
	case a > 12 && b <= 12:
		a, b = b, a
	case b <= 12 && a != b:
		return date{}
	}
	t := time.Date(year, time.Month(a), b, 0, 0, 0, 0, time.UTC)
	if a < 1 || b < 1 || a > 12 || t.Day() != b {
		return date{}
	}
	for _, layout := range [...]string{"15:04:05", "15:04", "3:04 PM", "3:04:05 PM"} {
		if c, err := time.Parse(layout, clock); err == nil {
			return date{at: t.Add(c.Sub(c.Truncate(24 * time.Hour))), local: true}
		}
	}
	if clock != "" {
		return date{}
	}
	return date{at: t, day: true, local: true}
}

// epoch reads a count since 1970 of seconds, or of thousandths, millionths or
// thousand-millionths of one: whichever falls between 1990 and 2100.
func epoch(s string) date {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return date{}
	}
	const from, to = 631_152_000, 4_102_444_800
	for unit := 1.0; unit <= 1e9; unit *= 1000 {
		if seconds := n / unit; seconds >= from && seconds < to {
			return date{at: time.UnixMilli(int64(math.Round(seconds * 1000))).UTC()}
		}
	}
	return date{}
}
