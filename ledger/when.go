package ledger

import (
	"strings"
	"time"
)

// Instant writes a date or a time of ISO 8601 as the tables sort it: a time in UTC to
// the second, a day or a month as it is. What is neither is "".
func Instant(s string) string {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.UTC().Format("2006-01-02T15:04:05Z")
	}
	for _, layout := range [...]string{"2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format("2006-01-02T15:04:05Z")
		}
	}
	for _, layout := range [...]string{time.DateOnly, "2006-01", "2006"} {
		if _, err := time.Parse(layout, s); err == nil {
			return s
		}
	}
	return ""
}

// days gives the first and the last day of a value as times have it: a day, a month, a
// year, or a period "a/b" of such, ".." for an open end. What is none of these has none.
func days(value string) (first, last string) {
	from, to, period := strings.Cut(value, "/")
	if !period {
		to = from
	}
	first, _ = dayOf(from)
	_, last = dayOf(to)
	return first, last
}

// dayOf gives the first and the last day of a day, a month or a year.
func dayOf(s string) (first, last string) {
	if t, err := time.Parse(time.DateOnly, s[:min(len(s), 10)]); err == nil {
		d := t.Format(time.DateOnly)
		return d, d
	}
	if t, err := time.Parse("2006-01", s); err == nil {
		return t.Format(time.DateOnly), t.AddDate(0, 1, -1).Format(time.DateOnly)
	}
	if t, err := time.Parse("2006", s); err == nil {
		return t.Format(time.DateOnly), t.AddDate(1, 0, -1).Format(time.DateOnly)
	}
	return "", ""
}

// span is the first and the last day of several values, "" where none has one.
func span(values []string) (first, last string) {
	for _, v := range values {
		a, b := days(v)
		if a != "" && (first == "" || a < first) {
			first = a
		}
		if b > last {
			last = b
		}
	}
	return first, last
}
