package postgres

import (
	"fmt"
	"strings"

	"github.com/hearsay-news/hearsay/ledger"
)

// An insertion takes as many rows and bytes as this.
const (
	mostRows  = 5000
	mostBytes = 16 << 20
)

// Insert adds rows by an array of each column's values: one statement for any number of rows,
// which stays prepared, and one journey to the server.
func (dialect) Insert(t *ledger.Table, rows [][]any) (string, []any, int) {
	n, size := 0, 0
	for n < len(rows) && n < mostRows && size < mostBytes {
		for _, v := range rows[n] {
			switch v := v.(type) {
			case string:
				size += len(v)
			case []byte:
				size += len(v)
			}
		}
		n++
	}
	types, args := make([]string, len(t.Columns)), make([]any, len(t.Columns))
	for i, v := range rows[0] {
		var name string
		switch v.(type) {
		case int64:
			name, args[i] = "bigint", column[int64](rows[:n], i)
		case float64:
			name, args[i] = "double precision", column[float64](rows[:n], i)
		case []byte:
			name, args[i] = "bytea", column[[]byte](rows[:n], i)
		default:
			name, args[i] = "text", column[string](rows[:n], i)
		}
		types[i] = fmt.Sprintf("$%d::%s[]", i+1, name)
	}
	query := "INSERT INTO " + t.Name + " (" + strings.Join(t.Columns, ", ") + ") SELECT * FROM unnest(" + strings.Join(types, ", ") + ")"
	if t.Once {
		query += " ON CONFLICT DO NOTHING"
	}
	return query, args, n
}

// column is the values of a column.
func column[T any](rows [][]any, i int) []T {
	out := make([]T, len(rows))
	for k, r := range rows {
		out[k], _ = r[i].(T)
	}
	return out
}
