package sqldb

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/hearsay-news/hearsay/ledger"
)

// where collects the conditions of a query.
type where struct {
	conditions []string
	args       []any
}

func (w *where) add(condition string, args ...any) {
	w.conditions = append(w.conditions, condition)
	w.args = append(w.args, args...)
}

// is adds that a column has a value, unless the value is "".
func (w *where) is(column, value string) {
	if value != "" {
		w.add(column+" = ?", ledger.Keyed(value))
	}
}

// within adds that a range of columns overlaps a period. What has no date is in none.
func (w *where) within(from, to string, p ledger.Period) {
	if p.From != "" {
		w.add(to+" >= ?", ledger.Instant(p.From))
	}
	if p.To != "" {
		w.add(from + " <> ''")
		w.add(from+" < ?", ledger.Beyond(p.To))
	}
}

// by adds that a column's date had come on a day. What has no date had not.
func (w *where) by(column, day string) {
	if day != "" {
		w.add(column + " <> ''")
		w.add(column+" < ?", ledger.Beyond(day))
	}
}

func (w *where) String() string {
	if len(w.conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conditions, " AND ")
}

// FindStatements gives a page of statements.
func (db *DB) FindStatements(ctx context.Context, q ledger.StatementQuery) (*ledger.StatementPage, error) {
	if err := q.CheckDates(); err != nil {
		return nil, err
	}
	if q.Text == "" {
		return db.findStatements(ctx, &q, nil, 0)
	}
	search, err := ledger.ParseSearch(q.Text)
	if err != nil {
		return nil, err
	}
	// A page of what is found often is among the newest statements.
	size, err := db.beyond(ctx, q.After)
	if err != nil {
		return nil, err
	}
	if size > lately && !narrow(&q) {
		page, err := db.findStatements(ctx, &q, search, size-lately)
		if err != nil || page.Next != "" {
			return page, err
		}
	}
	return db.findStatements(ctx, &q, search, 0)
}

// lately is how many entries are searched before all are.
const lately = 1 << 16

// narrow reports whether a query has a condition by which few statements are found at once.
func narrow(q *ledger.StatementQuery) bool { return q.Speaker != "" || q.Document != "" || q.ID != "" }

// beyond is the index behind the last entry that a page can have.
func (db *DB) beyond(ctx context.Context, after string) (int64, error) {
	if after != "" {
		c, err := ledger.ParseCursor(after)
		return c.Seq, err
	}
	var size int64
	_, err := db.queries().one(ctx, "SELECT idx + 1 FROM entries ORDER BY idx DESC LIMIT 1", nil, &size)
	return size, err
}

// findStatements gives a page of the statements from an index on.
func (db *DB) findStatements(ctx context.Context, q *ledger.StatementQuery, search *ledger.Search, least int64) (*ledger.StatementPage, error) {
	var w where
	if search != nil {
		condition, args := db.dialect.Search(search, narrow(q), least)
		w.add(condition, args...)
	}
	if q.Speaker != "" {
		words := ledger.Words(q.Speaker)
		if words == "" {
			return nil, fmt.Errorf("speaker %q: %w: there is no word in it", q.Speaker, ledger.ErrQuery)
		}
		if err := db.speakers(ctx, &w, words); err != nil {
			return nil, err
		}
	}
	w.is("s.party", q.Party)
	w.is("s.act", q.Act)
	w.is("s.certainty", q.Certainty)
	w.is("s.publisher", q.Publisher)
	w.is("s.document", q.Document)
	w.is("s.id", q.ID)
	w.is("s.model", q.Model)
	w.within("s.public_at", "s.public_at", q.Published)
	w.within("s.said_from", "s.said_to", q.Said)
	w.within("s.event_from", "s.event_to", q.Event)
	w.by("s.event_from", q.AsOf.Event)
	w.by("s.said_from", q.AsOf.Said)
	w.by("s.public_at", q.AsOf.Published)
	db.standing(&w, q)

	order := "s.public_at DESC, s.seq DESC"
	if search != nil {
		order = "s.seq DESC"
	}
	if err := after(&w, q.After, search == nil); err != nil {
		return nil, err
	}
	n := q.Rows()
	from := "statements s"
	if search == nil && !narrow(q) {
		if few, args := byDays(q); few != "" {
			from, w.args = db.dialect.Among(few), append(args, w.args...)
			w.add("s.seq = f.seq")
		}
	}
	query := db.dialect.Page(from+w.String(), order)
	page := new(ledger.StatementPage)
	err := db.queries().each(ctx, query, append(w.args, n+1), func(rows *sql.Rows) error {
		var f ledger.FoundStatement
		var old int64
		var data []byte
		if err := rows.Scan(&f.Index, &f.ID, &f.Recorded, &f.Public, &old, &f.Until, &data); err != nil {
			return db.explain("read the ledger", err)
		}
		f.Old = old != 0
		_, rec, err := ledger.ReadLeaf(data)
		if err != nil {
			return fmt.Errorf("read statement %s: %w", f.ID, err)
		}
		f.Record = rec
		if search != nil {
			f.Snippet = search.Snippet(ledger.Content(rec))
		}
		page.Statements = append(page.Statements, f)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(page.Statements) > n {
		page.Statements = page.Statements[:n]
		last := &page.Statements[n-1]
		page.Next = ledger.Cursor{Key: last.Public, Seq: last.Index}.String()
	}
	return page, nil
}

// fewNames is how many names are given one by one, so that the database knows how rare
// they are.
const fewNames = 64

// speakers adds that a statement's speaker has words in the name.
func (db *DB) speakers(ctx context.Context, w *where, words string) error {
	find := "SELECT name FROM names WHERE " + db.dialect.Contains("folded")
	var names []any
	err := db.queries().each(ctx, find+fmt.Sprintf(" LIMIT %d", fewNames+1), []any{words}, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		names = append(names, name)
		return err
	})
	switch {
	case err != nil:
		return db.explain("read the ledger", err)
	case len(names) > fewNames:
		w.add("s.speaker IN ("+find+")", words)
	default:
		w.add("s.speaker IN "+list(len(names)), names...)
	}
	return nil
}

// fewDays is how long a period may be for its statements to be looked up by its days. A
// page of longer ones is sooner found among the newest statements.
const fewDays = 62

// byDays is a table of the statements of a short period, if the query has one: of single
// days, which most are, by one index, of longer times by another.
func byDays(q *ledger.StatementQuery) (table string, args []any) {
	for _, of := range [...]struct {
		column string
		ledger.Period
	}{{"said", q.Said}, {"event", q.Event}} {
		if n := of.Days(); n > 0 && n <= fewDays {
			from, to := of.column+"_from", of.column+"_to"
			first, beyond := ledger.Instant(of.From), ledger.Beyond(of.To)
			// What the indexes are restricted to is said in the same words.
			return "(SELECT seq FROM statements WHERE " + from + " = " + to + " AND " + from + " <> '' AND " + from + " >= ? AND " + from + " < ?" +
				" UNION ALL SELECT seq FROM statements WHERE " + from + " <> " + to + " AND " + to + " >= ? AND " + from + " < ?) AS f", []any{first, beyond, first, beyond}
		}
	}
	return "", nil
}

// standing leaves out what was replaced or superseded, by now or by the time asked for.
func (db *DB) standing(w *where, q *ledger.StatementQuery) {
	w.by("s.recorded", q.AsOf.Recorded)
	if q.All {
		return
	}
	if q.AsOf.Recorded == "" {
		w.add("s.until = 0")
	} else {
		w.add("(s.until = 0 OR NOT EXISTS (SELECT 1 FROM readings r WHERE r.seq = s.until AND r.recorded < ?))", ledger.Beyond(q.AsOf.Recorded))
	}
	if !q.Versions {
		w.shown("s.document", q.AsOf)
	}
}

// shown leaves documents out that were replaced, by now or by the time asked for.
func (w *where) shown(document string, asOf ledger.AsOf) {
	switch {
	case asOf.Published != "":
		w.shownOn(document, asOf)
	case asOf.Recorded != "":
		// Of the versions recorded by then, the last to name the document says whether it stood.
		by := ledger.Beyond(asOf.Recorded)
		w.add("NOT EXISTS (SELECT 1 FROM versions v WHERE v.replaces = "+document+" AND v.recorded < ? AND NOT EXISTS "+
			"(SELECT 1 FROM versions b WHERE b.document = "+document+" AND b.seq > v.seq AND b.recorded < ?))", by, by)
	default:
		w.add("s.old = 0")
	}
}

// shownOn leaves documents out in whose place another was shown on a day: one that appeared,
// or appeared again, after they last did.
func (w *where) shownOn(document string, asOf ledger.AsOf) {
	known := func(table string) (string, []any) {
		if asOf.Recorded == "" {
			return table + ".public_at < ?", []any{ledger.Beyond(asOf.Published)}
		}
		return table + ".public_at < ? AND " + table + ".recorded < ?", []any{ledger.Beyond(asOf.Published), ledger.Beyond(asOf.Recorded)}
	}
	last, args := known("a")
	last = "COALESCE((SELECT max(a.public_at) FROM versions a WHERE a.document = d.id AND " + last + "), d.public_at)"
	other, _ := known("n")
	w.add("NOT EXISTS (SELECT 1 FROM documents d JOIN documents n ON n.canonical = d.canonical AND n.id <> d.id WHERE d.id = "+document+
		" AND d.canonical <> '' AND "+other+" AND (n.public_at, n.seq) > ("+last+", d.seq))", append(args, args...)...)
	other, _ = known("v")
	w.add("NOT EXISTS (SELECT 1 FROM documents d JOIN versions v ON v.replaces = d.id OR v.canonical = d.canonical AND d.canonical <> '' AND v.document <> d.id"+
		" WHERE d.id = "+document+" AND "+other+" AND v.public_at > "+last+")", append(args, args...)...)
}

// after adds that rows come behind a cursor.
func after(w *where, cursor string, keyed bool) error {
	if cursor == "" {
		return nil
	}
	c, err := ledger.ParseCursor(cursor)
	if err != nil {
		return err
	}
	if keyed {
		w.add("(s.public_at, s.seq) < (?, ?)", c.Key, c.Seq)
	} else {
		w.add("s.seq < ?", c.Seq)
	}
	return nil
}

// FindDocuments gives a page of documents.
func (db *DB) FindDocuments(ctx context.Context, q ledger.DocumentQuery) (*ledger.DocumentPage, error) {
	if err := q.CheckDates(); err != nil {
		return nil, err
	}
	var w where
	w.is("s.id", q.ID)
	w.is("s.publisher", q.Publisher)
	if q.URL != "" {
		w.add("(s.canonical = ? OR s.url = ?)", ledger.Keyed(q.URL), ledger.Keyed(q.URL))
	}
	if q.Title != "" {
		words := ledger.Words(q.Title)
		if words == "" {
			return nil, fmt.Errorf("title %q: %w: there is no word in it", q.Title, ledger.ErrQuery)
		}
		w.add(db.dialect.Contains("s.words"), words)
	}
	w.within("s.public_at", "s.public_at", q.Published)
	w.by("s.public_at", q.AsOf.Published)
	w.by("s.recorded", q.AsOf.Recorded)
	if !q.All {
		w.shown("s.id", q.AsOf)
	}
	if err := after(&w, q.After, true); err != nil {
		return nil, err
	}
	n := q.Rows()
	query := `SELECT s.seq, s.id, s.canonical, s.url, s.path, s.title, s.publisher, s.published, s.basis, s.snapshot, s.retrieved, s.public_at, s.recorded, s.old,
		COALESCE(r.count, 0), COALESCE(r.model, ''), COALESCE(r.version, ''),
		(SELECT count(*) FROM copies c WHERE c.document = s.id) + (SELECT count(*) FROM copies c WHERE c.other = s.id)
		FROM documents s LEFT JOIN readings r ON r.seq = (SELECT max(seq) FROM readings WHERE document = s.id)` +
		w.String() + " ORDER BY s.public_at DESC, s.seq DESC LIMIT ?"
	page := new(ledger.DocumentPage)
	err := db.queries().each(ctx, query, append(w.args, n+1), func(rows *sql.Rows) error {
		var d ledger.FoundDocument
		var old int64
		err := rows.Scan(&d.Index, &d.ID, &d.Canonical, &d.URL, &d.Path, &d.Title, &d.Publisher, &d.Published, &d.Basis, &d.Snapshot, &d.Retrieved,
			&d.Public, &d.Recorded, &old, &d.Statements, &d.Model, &d.Version, &d.Copies)
		d.Old = old != 0
		page.Documents = append(page.Documents, d)
		return db.explain("read the ledger", err)
	})
	if err != nil {
		return nil, err
	}
	if len(page.Documents) > n {
		page.Documents = page.Documents[:n]
		last := &page.Documents[n-1]
		page.Next = ledger.Cursor{Key: last.Public, Seq: last.Index}.String()
	}
	return page, nil
}

// Copies gives the records of copies of a document.
func (db *DB) Copies(ctx context.Context, document string) ([]ledger.CopyRecord, error) {
	return records[ledger.CopyRecord](ctx, db, "SELECT e.data FROM copies c JOIN entries e ON e.idx = c.seq WHERE c.document = ? OR c.other = ? ORDER BY c.seq", ledger.Keyed(document), ledger.Keyed(document))
}

// Versions gives the records of versions in which a document has a part.
func (db *DB) Versions(ctx context.Context, document string) ([]ledger.VersionRecord, error) {
	return records[ledger.VersionRecord](ctx, db, "SELECT e.data FROM versions v JOIN entries e ON e.idx = v.seq WHERE v.document = ? OR v.replaces = ? ORDER BY v.seq", ledger.Keyed(document), ledger.Keyed(document))
}

// records reads the records of the entries that a query gives.
func records[T any](ctx context.Context, db *DB, query string, args ...any) ([]T, error) {
	var out []T
	err := db.queries().each(ctx, query, args, func(rows *sql.Rows) error {
		var data []byte
		if err := rows.Scan(&data); err != nil {
			return db.explain("read the ledger", err)
		}
		_, rec, err := ledger.ReadLeaf(data)
		if err != nil {
			return err
		}
		var v T
		if err := json.Unmarshal(rec, &v); err != nil {
			return fmt.Errorf("read the ledger: %w: %w", ledger.ErrCorrupt, err)
		}
		out = append(out, v)
		return nil
	})
	return out, err
}

// Decisions gives the entries of analysts' acts.
func (db *DB) Decisions(ctx context.Context) ([]ledger.Entry, error) {
	var out []ledger.Entry
	err := db.queries().each(ctx, entryColumns+"WHERE kind = 'decision' ORDER BY idx", nil, func(rows *sql.Rows) error {
		e, err := scanEntry(rows)
		out = append(out, e)
		return err
	})
	return out, err
}

// Counts gives the number of rows of each kind.
func (db *DB) Counts(ctx context.Context) (ledger.Counts, error) {
	var c ledger.Counts
	_, err := db.queries().one(ctx, `SELECT (SELECT count(*) FROM entries), (SELECT count(*) FROM snapshots), (SELECT count(*) FROM documents),
		(SELECT count(*) FROM statements), (SELECT count(*) FROM copies), (SELECT count(*) FROM versions)`, nil,
		&c.Entries, &c.Snapshots, &c.Documents, &c.Statements, &c.Copies, &c.Versions)
	return c, err
}
