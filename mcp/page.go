package mcp

import (
	"encoding/base64"
	"iter"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ledger"
)

// Paging is the argument by which a list goes on.
type Paging struct {
	Cursor string `json:"cursor" chars:"2000" doc:"Go on behind the answer that had this as its cursor, with the same other arguments"`
}

// Page is a page of a list.
type Page[T any] struct {
	Items  []T    `json:"items" doc:"The items of this page"`
	More   bool   `json:"more" doc:"There are, or may be, more behind this page"`
	Cursor string `json:"cursor,omitempty" doc:"Where there is more: the argument cursor that goes on"`
}

func newPage[T any]() Page[T] { return Page[T]{Items: []T{}} }

// goOn says that there is more.
func (p *Page[T]) goOn(cursor string) { p.More, p.Cursor = cursor != "", cursor }

// mostAnswer is how many bytes the items of a page have about: one that a model can read. A
// page ends before its limit where they are more.
const mostAnswer = 40 << 10

// mostPlace is how far into a list a place may be that is counted.
const mostPlace = 1 << 40

// encodePlace writes a place of a list as a cursor, with the list's name, so that a cursor
// of another one is not taken for it.
func encodePlace(of string, p live.Place) string {
	return base64.RawURLEncoding.EncodeToString([]byte(of + " " + strconv.FormatInt(int64(p.N), 36) + " " + p.Day + " " + p.ID))
}

// place reads a cursor of a list; the zero place where there is none.
func (c *Paging) place(of string) (live.Place, error) {
	if c.Cursor == "" {
		return live.Place{}, nil
	}
	no := wrong("the cursor of the answer before, whole and unchanged; or none, for the beginning", "cursor: it is no cursor of this list")
	raw, err := base64.RawURLEncoding.DecodeString(c.Cursor)
	if err != nil {
		return live.Place{}, no
	}
	parts := strings.SplitN(string(raw), " ", 4)
	if len(parts) != 4 || parts[0] != of {
		return live.Place{}, no
	}
	n, err := strconv.ParseInt(parts[1], 36, 64)
	p := live.Place{Day: parts[2], ID: parts[3], N: int(n)}
	if err != nil || n < 0 || n > mostPlace || p.ID == "" || encodePlace(of, p) != c.Cursor {
		return live.Place{}, no
	}
	return p, nil
}

// after reads a cursor of a list that the ledger has.
func (c *Paging) after(of string) (string, error) {
	p, err := c.place(of)
	if err != nil || p.ID == "" {
		return "", err
	}
	if _, err := ledger.ParseCursor(p.ID); err != nil || p.N != 0 || p.Day != "" {
		return "", wrong("the cursor of the answer before, unchanged", "cursor: it is no cursor of this list")
	}
	return p.ID, nil
}

// behind writes the cursor of what the ledger has behind a page.
func behind(of, next string) string {
	if next == "" {
		return ""
	}
	return encodePlace(of, live.Place{ID: next})
}

// mostLooked is how many entries of a list are looked at for one page.
const mostLooked = 20_000

// bound is a list's name and how much of it a page may have.
type bound struct {
	of           string
	limit, bytes int
}

// collect makes a page of what a view lists; record reports false for what is not wanted.
func collect[T, R any](most bound, seq iter.Seq2[T, live.Place], record func(T) (R, bool)) (Page[R], error) {
	page := newPage[R]()
	var last live.Place
	size, looked := 0, 0
	for x, at := range seq {
		if looked == mostLooked {
			page.goOn(encodePlace(most.of, last))
			break
		}
		looked++
		r, ok := record(x)
		if !ok {
			last = at
			continue
		}
		n, err := sizeOf(r)
		if err != nil {
			return page, err
		}
		if len(page.Items) == most.limit || len(page.Items) > 0 && size+n > most.bytes {
			page.goOn(encodePlace(most.of, last))
			break
		}
		size += n
		page.Items = append(page.Items, r)
		last = at
	}
	return page, nil
}

// sizeOf is how many bytes a value has in an answer.
func sizeOf(v any) (int, error) {
	data, err := encode(v)
	return len(data), err
}

// counted gives a list's entries from a place on, each with the place behind it. day and id
// are what the places have beside the number.
func counted[T any](all []T, day, id string, from int) iter.Seq2[*T, live.Place] {
	return func(yield func(*T, live.Place) bool) {
		for i := min(from, len(all)); i < len(all); i++ {
			if !yield(&all[i], live.Place{Day: day, ID: id, N: i + 1}) {
				return
			}
		}
	}
}
