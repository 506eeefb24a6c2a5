package sqlite_test

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/ledgertest"
	"github.com/hearsay-news/hearsay/ledger/snapshot"
	"github.com/hearsay-news/hearsay/ledger/sqlite"
)

var update = flag.Bool("update", false, "write the fixture of the present format anew; never that of a released one")

// formats are those that were ever released, and the present one. Ledgers of each open for
// ever.
var formats = []string{"format-1"}

// writeFixture makes a ledger of the present format.
func writeFixture(t *testing.T, dir string) {
	t.Helper()
	work := t.TempDir()
	path, key := filled(t, work)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "snapshots"), os.DirFS(filepath.Join(work, "snapshots"))); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var packed, backup bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := ledger.New(db, snapshot.NewFolder(filepath.Join(work, "snapshots")), key).Backup(t.Context(), &backup); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"ledger.sqlite.gz": packed.Bytes(), "backup.tar.zst": backup.Bytes(), "key.pub": []byte(key.Verifier() + "\n")} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// A ledger of every format that was released opens, answers, verifies and goes on; and so
// does its backup.
func TestFormats(t *testing.T) {
	if *update {
		writeFixture(t, filepath.Join("testdata", formats[len(formats)-1]))
	}
	for _, name := range formats {
		dir := filepath.Join("testdata", name)
		t.Run(name, func(t *testing.T) { ofFormat(t, dir, unpacked(t, dir)) })
		t.Run(name+"/backup", func(t *testing.T) {
			f, err := os.Open(filepath.Join(dir, "backup.tar.zst"))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			l := in(t, t.TempDir())
			if _, err := ledger.Restore(t.Context(), l.Store, l.Snapshots(), nil, f); err != nil {
				t.Fatal(err)
			}
			ofFormat(t, dir, l)
		})
	}
}

// in is the ledger in a folder, with a key of its own.
func in(t *testing.T, dir string) *ledger.Ledger {
	t.Helper()
	key, err := ledger.OpenKey(filepath.Join(dir, "key"))
	if err != nil {
		t.Fatal(err)
	}
	db, err := sqlite.Open(t.Context(), filepath.Join(dir, "ledger.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return ledger.New(db, snapshot.NewFolder(filepath.Join(dir, "snapshots")), key)
}

// unpacked is a copy of a fixture's ledger.
func unpacked(t *testing.T, dir string) *ledger.Ledger {
	t.Helper()
	work := t.TempDir()
	f, err := os.Open(filepath.Join(dir, "ledger.sqlite.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(work, "ledger.sqlite"), data, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(work, "snapshots"), os.DirFS(filepath.Join(dir, "snapshots"))); err != nil {
		t.Fatal(err)
	}
	return in(t, work)
}

// ofFormat looks at a fixture's ledger.
func ofFormat(t *testing.T, dir string, l *ledger.Ledger) {
	t.Helper()
	public, err := os.ReadFile(filepath.Join(dir, "key.pub"))
	if err != nil {
		t.Fatal(err)
	}
	trusted := []string{strings.TrimSpace(string(public))}
	sound := func(o ledger.VerifyOptions) {
		t.Helper()
		if v, err := l.Verify(t.Context(), o); err != nil || len(v.Faults) > 0 || v.Size == 0 || v.Snapshots == 0 {
			t.Fatalf("%+v, %v", v, err)
		}
	}
	sound(ledger.VerifyOptions{Trusted: trusted})
	head, err := l.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for q, want := range map[ledger.StatementQuery]int{
		{}: 11, {All: true}: 17, {Text: "dam"}: 5, {Text: `"villages below"`}: 2, {Speaker: "evi"}: 1,
		{AsOf: ledger.AsOf{Published: "2025-05-02"}}: 12, {AsOf: ledger.AsOf{Recorded: "2025-05-01T12:30:00Z"}}: 3,
	} {
		if page, err := l.FindStatements(t.Context(), q); err != nil || len(page.Statements) != want {
			t.Errorf("%+v: %d statements, not %d: %v", q, len(page.Statements), want, err)
		}
	}
	docs, err := l.FindDocuments(t.Context(), ledger.DocumentQuery{Title: "the vote"})
	if err != nil || len(docs.Documents) != 1 {
		t.Fatal(docs, err)
	}
	if data, err := l.Snapshots().Get(t.Context(), docs.Documents[0].Snapshot); err != nil || !strings.HasPrefix(string(data), "<html>") {
		t.Errorf("%s, %v", data, err)
	}
	if counts, err := l.Counts(t.Context()); err != nil || fmt.Sprint(counts) != "{40 5 5 17 4 2}" {
		t.Errorf("%v, %v", counts, err)
	}
	// What it holds is nothing new to it, what it does not is appended.
	if err := ledgertest.Fill(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	sound(ledger.VerifyOptions{Earlier: &head})
	if counts, err := l.Counts(t.Context()); err != nil || counts.Documents != 5 {
		t.Errorf("%+v, %v", counts, err)
	}
}
