package mcp

import (
	"iter"

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

// place reads a cursor of a list; the zero place where there is none.
func (c *Paging) place(of string) (live.Place, error) {
	p, ok := live.ParseCursor(of, c.Cursor)
	if !ok {
		return live.Place{}, wrong("the cursor of the answer before, whole and unchanged; or none, for the beginning", "cursor: it is no cursor of this list")
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
	return live.Cursor(of, live.Place{ID: next})
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
			page.goOn(live.Cursor(most.of, last))
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
			page.goOn(live.Cursor(most.of, last))
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
