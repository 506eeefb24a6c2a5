package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/ledgertest"
	"github.com/hearsay-news/hearsay/ledger/snapshot"
	"github.com/hearsay-news/hearsay/ledger/sqlite"
)

// plainly opens a file without the ledger.
func plainly(t testing.TB, path, options string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// filled makes the file of a ledger, whole without a log beside it, and its key.
func filled(t testing.TB, dir string) (path string, key *ledger.Key) {
	t.Helper()
	path = filepath.Join(dir, "ledger.sqlite")
	key, err := ledger.OpenKey(filepath.Join(dir, "key"))
	if err != nil {
		t.Fatal(err)
	}
	db, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := ledgertest.Fill(t.Context(), ledger.New(db, snapshot.NewFolder(filepath.Join(dir, "snapshots")), key)); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		t.Fatal("the file has a log beside it")
	}
	return path, key
}

// readable is all that can be read of a ledger: the rows of the tables, those of the
// search index, and what the indexes find. It gives an error for what cannot.
func readable(ctx context.Context, path string) (all string, err error) {
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?_pragma=query_only(1)")
	if err != nil {
		return "", err
	}
	defer db.Close()
	h := new(strings.Builder)
	for _, t := range ledger.Tables {
		if err := dump(ctx, h, db, "SELECT * FROM "+t.Name+" ORDER BY "+t.Columns[0]); err != nil {
			return "", err
		}
	}
	for _, q := range []string{
		"SELECT name, sql, tbl_name, type FROM sqlite_schema ORDER BY name", "SELECT version_id, is_applied FROM goose_db_version ORDER BY id",
		"SELECT count(*), group_concat(rowid) FROM search WHERE search MATCH 'dam'", "SELECT group_concat(rowid) FROM search WHERE search MATCH 'broke OR vote'",
		"SELECT id FROM entries INDEXED BY entries_id ORDER BY id, kind", "SELECT seq FROM statements INDEXED BY statements_public ORDER BY public_at, seq",
		"SELECT seq FROM documents INDEXED BY documents_canonical ORDER BY canonical, seq", "SELECT seq FROM bands ORDER BY band, seq",
	} {
		if err := dump(ctx, h, db, q); err != nil {
			return "", err
		}
	}
	return h.String(), nil
}

func dump(ctx context.Context, w io.Writer, db *sql.DB, query string) error {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values, to := make([]any, len(columns)), make([]any, len(columns))
	for i := range to {
		to[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(to...); err != nil {
			return err
		}
		for _, v := range values {
			fmt.Fprintf(w, "%T %q\n", v, fmt.Sprint(v))
		}
	}
	return rows.Err()
}

// verified opens the ledger in a file and verifies it; it gives what was found, "" for
// nothing.
func verified(ctx context.Context, path string, blobs ledger.Snapshots) (found string, err error) {
	db, err := sqlite.Open(ctx, path)
	if err != nil {
		return err.Error(), nil
	}
	defer db.Close()
	v, err := ledger.New(db, blobs, nil).Verify(ctx, ledger.VerifyOptions{})
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "", err
	case err != nil:
		return err.Error(), nil
	case len(v.Faults) > 0:
		return v.Faults[0].Error(), nil
	}
	return "", nil
}

// One bit of the file is changed, at many places of pages of all kinds. Each is found, or
// nothing that can be read is different for it.
func TestFlippedBits(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path, _ := filled(t, dir)
	blobs := snapshot.NewFolder(filepath.Join(dir, "snapshots"))
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want, err := readable(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	rng := rand.New(rand.NewPCG(1, 2))
	var places []int
	for at := range 100 { // the header of the file
		places = append(places, at)
	}
	for p := 0; p < len(good); p += page {
		for _, at := range []int{0, 1, 3, 5, 7, 8 + rng.IntN(24), 8 + rng.IntN(page-8), page - 1 - rng.IntN(200), page - 1 - rng.IntN(900)} {
			places = append(places, p+at)
		}
	}
	rng.Shuffle(len(places), func(i, j int) { places[i], places[j] = places[j], places[i] })
	places = places[:240]
	found, unused := 0, 0
	flipped := filepath.Join(dir, "flipped.sqlite")
	for _, at := range places {
		data := append([]byte(nil), good...)
		data[at] ^= 1 << rng.IntN(8)
		for _, more := range []string{"-wal", "-shm"} {
			os.Remove(flipped + more)
		}
		if err := os.WriteFile(flipped, data, 0o644); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		got, readErr := readable(ctx, flipped)
		os.Remove(flipped + "-wal")
		os.Remove(flipped + "-shm")
		what, err := verified(ctx, flipped, blobs)
		cancel()
		switch {
		case err != nil:
			t.Errorf("byte %d of page %d: %v", at%page, at/page+1, err)
		case what != "":
			found++
		case readErr != nil || got != want:
			t.Errorf("byte %d of page %d: not found, and what is read is different: %v%s", at%page, at/page+1, readErr, different(want, got))
		default:
			unused++
		}
	}
	t.Logf("%d places in %d pages: %d found, %d of no content", len(places), len(good)/page, found, unused)
}

// different gives the first lines in which two texts differ.
func different(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("; line %d: %.200s, was %.200s", i, b[i], a[i])
		}
	}
	return fmt.Sprintf("; %d lines, were %d", len(b), len(a))
}

// A file that ends too early, or is none.
func TestBrokenFiles(t *testing.T) {
	dir := t.TempDir()
	path, _ := filled(t, dir)
	blobs := snapshot.NewFolder(filepath.Join(dir, "snapshots"))
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(dir, "broken.sqlite")
	for _, c := range []struct {
		name string
		data []byte
	}{
		{"2 bytes", []byte("x\n")}, {"1 byte", good[:1]}, {"99 bytes", good[:99]}, {"a page", good[:4096]}, {"half", good[:len(good)/2]}, {"all but a page", good[:len(good)-4096]},
		{"all but a byte", good[:len(good)-1]}, {"text", []byte("no ledger at all, but a letter\n")}, {"zeros", make([]byte, 8192)},
	} {
		for _, more := range []string{"-wal", "-shm"} {
			os.Remove(broken + more)
		}
		if err := os.WriteFile(broken, c.data, 0o644); err != nil {
			t.Fatal(err)
		}
		if what, err := verified(t.Context(), broken, blobs); err != nil || what == "" {
			t.Errorf("%s: %q, %v", c.name, what, err)
		}
	}
}

// A database of another program is left as it is.
func TestNotOurs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.sqlite")
	if _, err := plainly(t, path, "").Exec("CREATE TABLE notes (text)"); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.Open(t.Context(), path); !errors.Is(err, ledger.ErrFormat) {
		t.Error(err)
	}
}

// The search index is held against the statements.
func TestTamperedSearch(t *testing.T) {
	dir := t.TempDir()
	path, _ := filled(t, dir)
	blobs := snapshot.NewFolder(filepath.Join(dir, "snapshots"))
	db := plainly(t, path, "")
	for _, q := range []string{
		"INSERT INTO search (search, rowid, words) SELECT 'delete', seq, words FROM statements ORDER BY seq LIMIT 1", // of one the words are missing
		"INSERT INTO search (rowid, words) SELECT seq, 'denied' FROM statements ORDER BY seq LIMIT 1",
		"INSERT INTO search (rowid, words) VALUES (9999, 'nobody said it')",
		"INSERT INTO search (search) VALUES ('delete-all')",
	} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
		if what, err := verified(t.Context(), path, blobs); err != nil || what == "" {
			t.Errorf("%s: %q, %v", q, what, err)
		}
		if _, err := db.Exec("INSERT INTO search (search) VALUES ('rebuild')"); err != nil {
			t.Fatal(err)
		}
		if what, err := verified(t.Context(), path, blobs); err != nil || what != "" {
			t.Errorf("rebuilt after %s: %q, %v", q, what, err)
		}
	}
}
