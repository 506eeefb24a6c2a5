package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ledger"
)

// perPage is how many lines a page of a list has.
const perPage = 50

// mostLooked is how many lines of a list are looked at for those of one page: where few of
// them are wanted, the link to the next page goes on behind the last that was looked at.
const mostLooked = 20_000

// placeText writes a place in a list as URLs have it.
func placeText(p live.Place) string { return p.Day + "." + p.ID + "." + strconv.Itoa(p.N) }

// placeOf reads the place behind which a page begins, the zero value where none is given.
func placeOf(r *http.Request) (live.Place, error) {
	text := r.FormValue("after")
	if text == "" {
		return live.Place{}, nil
	}
	day, rest, ok := strings.Cut(text, ".")
	id, last, ok2 := strings.Cut(rest, ".")
	n, err := strconv.Atoi(last)
	if !ok || !ok2 || err != nil || n < 0 || id == "" || day != "" && ledger.Instant(day) == "" {
		return live.Place{}, wrong("after: %q is no place in a list", text)
	}
	return live.Place{Day: day, ID: id, N: n}, nil
}

// dateOf reads a parameter that is a day, a month or a year; "" for none.
func dateOf(r *http.Request, name string) (string, error) {
	text := strings.TrimSpace(r.FormValue(name))
	if text != "" && (len(text) > len("2006-01-02") || ledger.Instant(text) == "") {
		return "", wrong("%s: %q is no date: one is 2025, 2025-04 or 2025-04-28", name, text)
	}
	return text, nil
}

// offsetOf reads how many lines of a part of a page are before the first to be shown.
func offsetOf(r *http.Request) (int, error) {
	text := r.FormValue("from")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, wrong("from: %q is no number of lines", text)
	}
	return n, nil
}

// address is a URL of this site: a path and the parameters that have a value.
func address(path string, list ...string) string {
	values := make(url.Values)
	for i := 0; i+1 < len(list); i += 2 {
		if list[i+1] != "" {
			values.Set(list[i], list[i+1])
		}
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// slice is a part of a list on a page: those that are shown, of how many, and where all
// are.
type slice[T any] struct {
	Shown []T
	First int // how many are before
	All   int
	Whole string // URL of the whole list, "" where all of it is here
	Next  string // URL of what comes after
	Back  string // URL of what comes before
}

// Last is the number of the last line that is shown.
func (s *slice[T]) Last() int { return s.First + len(s.Shown) }

// cut takes so many of a list, from one on. at gives the URL of the list from a line on.
func cut[T any](list []T, from, most int, whole bool, at func(from int) string) slice[T] {
	from = min(from, len(list))
	end := min(from+most, len(list))
	s := slice[T]{Shown: list[from:end], First: from, All: len(list)}
	if !whole {
		if end < len(list) {
			s.Whole = at(0)
		}
		return s
	}
	if end < len(list) {
		s.Next = at(end)
	}
	if from > 0 {
		s.Back = at(max(0, from-most))
	}
	return s
}

// Number is the number of the first line that is shown.
func (s *slice[T]) Number() int { return s.First + 1 }
