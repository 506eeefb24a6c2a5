package api

import (
	"iter"

	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ledger"
)

// Paging are the parameters of every list.
type Paging struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"50" doc:"How many items the answer has at most"`
	Cursor string `query:"cursor" maxLength:"2000" doc:"Go on behind the answer that had this as its next"`
}

// list is a page of a list.
type list[T any] struct {
	Items []T     `json:"items" nullable:"false" doc:"The items of this page"`
	Next  *string `json:"next" doc:"The cursor of the next page, null behind the last"`
}

func newList[T any]() list[T] { return list[T]{Items: []T{}} }

func (l *list[T]) more(cursor string) {
	if cursor != "" {
		l.Next = &cursor
	}
}

// place reads the cursor of a list that a view has.
func (p *Paging) place(of string) (live.Place, error) {
	at, ok := live.ParseCursor(of, p.Cursor)
	if !ok {
		return at, bad("query.cursor", "it is no cursor of this list")
	}
	return at, nil
}

// after reads the cursor of a list that the ledger has: the ledger's own, within one that
// says which list it is of.
func (p *Paging) after(of string) (string, error) {
	at, err := p.place(of)
	if err != nil || at.ID == "" {
		return "", err
	}
	if _, err := ledger.ParseCursor(at.ID); err != nil || at.N != 0 || at.Day != "" {
		return "", bad("query.cursor", "it is no cursor of this list")
	}
	return at.ID, nil
}

// behind writes the cursor of the next page of a list that the ledger has.
func behind(of, next string) string {
	if next == "" {
		return ""
	}
	return live.Cursor(of, live.Place{ID: next})
}

// collect makes a page of what a view lists.
func collect[T, R any](of string, limit int, seq iter.Seq2[T, live.Place], record func(T) R) list[R] {
	page := newList[R]()
	var last live.Place
	for x, at := range seq {
		if len(page.Items) == limit {
			page.more(live.Cursor(of, last))
			break
		}
		page.Items = append(page.Items, record(x))
		last = at
	}
	return page
}

// slice makes a page of a list that is in memory.
func slice[T any](of string, p *Paging, all []T) (list[T], error) {
	at, err := p.place(of)
	if err != nil {
		return list[T]{}, err
	}
	page := newList[T]()
	from := min(at.N, len(all))
	to := min(from+p.Limit, len(all))
	page.Items = append(page.Items, all[from:to]...)
	if to < len(all) {
		page.more(live.Cursor(of, live.Place{ID: "-", N: to}))
	}
	return page, nil
}

// dates refuses parameters that are no dates, naming the first. They come as names and
// values by turns.
func dates(pairs ...string) error {
	for i := 0; i+1 < len(pairs); i += 2 {
		if v := pairs[i+1]; v != "" && ledger.Instant(v) == "" {
			return bad("query."+pairs[i], "a date is 2025, 2025-04, 2025-04-28 or 2025-04-28T12:00:00Z")
		}
	}
	return nil
}
