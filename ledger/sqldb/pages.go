package sqldb

import (
	"context"
	"iter"
	"strings"

	"github.com/hearsay-news/hearsay/ledger"
)

// A page of a table ends at either.
const (
	pageRows  = 256
	pageBytes = 1 << 20
)

// pages gives the rows of a table that come after a key, in the order of the key. It reads
// them a page at a time, so that no connection is kept while the caller looks at them, nor
// more memory than a page's.
func (q queries) pages(ctx context.Context, t *ledger.Table, after []any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		n := pageRows
		for {
			page, whole, err := q.page(ctx, t, after, n)
			for _, row := range page {
				if !yield(row, nil) {
					return
				}
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if whole && len(page) < n {
				return
			}
			after = page[len(page)-1][:t.Key]
			if n = pageRows; !whole { // the rows are large: ask for no more than are read
				n = min(pageRows, 2*len(page))
			}
		}
	}
}

// page gives at most n rows after a key, and whether it gave all of them.
func (q queries) page(ctx context.Context, t *ledger.Table, after []any, n int) (page [][]any, whole bool, err error) {
	key := strings.Join(t.Columns[:t.Key], ", ")
	query := "SELECT " + strings.Join(t.Columns, ", ") + " FROM " + t.Name
	if after != nil {
		query += " WHERE (" + key + ") > " + list(t.Key)
	}
	rows, err := q.q.QueryContext(ctx, q.db.sql(query+" ORDER BY "+key+" LIMIT ?"), append(after[:len(after):len(after)], n)...)
	if err != nil {
		return nil, false, q.db.explain("read the ledger", err)
	}
	defer rows.Close()
	size := 0
	for rows.Next() {
		values, to := make([]any, len(t.Columns)), make([]any, len(t.Columns))
		for i := range values {
			to[i] = &values[i]
		}
		if err := rows.Scan(to...); err != nil {
			return page, false, q.db.explain("read the ledger", err)
		}
		page = append(page, values)
		for _, v := range values {
			size += 16
			switch v := v.(type) {
			case string:
				size += len(v)
			case []byte:
				size += len(v)
			}
		}
		if size > pageBytes {
			return page, len(page) == n, nil
		}
	}
	return page, true, q.db.explain("read the ledger", rows.Err())
}
