package sqldb

import (
	"context"
	"database/sql"
)

// joins are queries for rows that disagree with those of other tables; each gives the index
// of the entry that is wrong, the first first.
var joins = []struct{ what, query string }{
	{"the table of statements has another date or publisher than its document's", `
		SELECT s.seq FROM statements s JOIN documents d ON d.id = s.document
		WHERE s.seq < ? AND (s.public_at <> d.public_at OR s.publisher <> d.publisher) ORDER BY s.seq LIMIT 1`},
	{"the table of statements says otherwise than that of documents whether it was replaced", `
		SELECT s.seq FROM statements s JOIN documents d ON d.id = s.document WHERE s.seq < ? AND s.old <> d.old ORDER BY s.seq LIMIT 1`},
	{"the document of the statement is missing", `
		SELECT s.seq FROM statements s LEFT JOIN documents d ON d.id = s.document WHERE s.seq < ? AND d.id IS NULL ORDER BY s.seq LIMIT 1`},
	{"the table of documents says otherwise than that of versions whether it was replaced", `
		SELECT d.seq FROM documents d WHERE d.seq < ? AND d.old <> CASE WHEN EXISTS
		(SELECT 1 FROM versions v WHERE v.replaces = d.id AND NOT EXISTS (SELECT 1 FROM versions b WHERE b.document = d.id AND b.seq > v.seq))
		THEN 1 ELSE 0 END ORDER BY d.seq LIMIT 1`},
}

// Joins looks for rows that disagree with those of other tables.
func (db *DB) Joins(ctx context.Context, end int64, tell func(index int64, what string)) error {
	for _, j := range joins {
		err := db.queries().each(ctx, j.query, []any{end}, func(rows *sql.Rows) error {
			var index int64
			if err := rows.Scan(&index); err != nil {
				return db.explain("read the ledger", err)
			}
			tell(index, j.what)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
