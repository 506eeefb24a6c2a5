// Package ledgertest is what every store of a ledger must pass.
package ledgertest

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/ledger"
)

// Kind is a kind of store.
type Kind struct {
	// New makes an empty place for a ledger, gone when the test ends, and gives its name.
	New func(t testing.TB) string
	// Open opens the ledger at a place; any number of times.
	Open func(ctx context.Context, name string) (ledger.Store, ledger.Snapshots, error)
	// Exec runs SQL behind the ledger's back.
	Exec func(ctx context.Context, name, query string) error
	// Blob writes bytes in SQL.
	Blob func(data []byte) string
	// Tamper changes what is stored of a snapshot; of what is nil nothing is left.
	Tamper func(ctx context.Context, name, address string, change func(stored []byte) []byte) error
	// Env is what a second process of the test is told beside its own environment.
	Env func() []string
}

// Run runs the suite.
func Run(t *testing.T, k Kind) {
	if name := os.Getenv(childPlace); name != "" {
		child(t, k, name)
		return
	}
	for _, part := range []struct {
		name string
		run  func(*testing.T, Kind)
	}{
		{"Records", records}, {"Again", again}, {"Rereading", rereading}, {"Rollback", rollback}, {"Cancelled", cancelled},
		{"Versions", versions}, {"LateVersions", lateVersions}, {"Renamed", renamed}, {"RenamedLate", renamedLate},
		{"Order", order}, {"Filters", filters}, {"AsOf", asOf}, {"Pages", pages}, {"PagesWhileAppending", pagesWhileAppending}, {"Refused", refused}, {"Empty", empty},
		{"Search", search}, {"SearchUnicode", searchUnicode}, {"SearchTyped", searchTyped}, {"SearchCommon", searchCommon},
		{"Hostile", hostile}, {"Large", large},
		{"Concurrent", concurrent}, {"ReadWhileWriting", readWhileWriting},
		{"Tampered", tampered}, {"TamperedSnapshots", tamperedSnapshots}, {"Rewritten", rewritten},
		{"Backup", backup}, {"BackupDamaged", backupDamaged}, {"BackupWhileAppending", backupWhileAppending},
	} {
		t.Run(part.name, func(t *testing.T) {
			t.Parallel() // they wait for the disk most of the time
			part.run(t, k)
		})
	}
}

// bench is a ledger for a test.
type bench struct {
	*ledger.Ledger
	t    testing.TB
	kind Kind
	name string
	key  *ledger.Key
	now  time.Time
}

func start(t testing.TB, k Kind) *bench {
	t.Helper()
	return startAt(t, k, k.New(t), filepath.Join(t.TempDir(), "key"))
}

// startAt opens the ledger at a place, with the key in a file.
func startAt(t testing.TB, k Kind, name, keyFile string) *bench {
	t.Helper()
	key, err := ledger.OpenKey(keyFile)
	if err != nil {
		t.Fatal(err)
	}
	store, blobs, err := k.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	b := &bench{t: t, kind: k, name: name, key: key, now: time.Date(2025, 5, 1, 12, 0, 0, 0, time.UTC)}
	b.Ledger = ledger.New(store, blobs, key).At(func() time.Time { return b.now })
	return b
}

// keep puts the texts of articles among the snapshots.
func (b *bench) keep(articles ...*ledger.Article) {
	b.t.Helper()
	for _, a := range articles {
		sum, err := b.Snapshots().Put(b.t.Context(), []byte(a.Doc.Text))
		if err != nil {
			b.t.Fatal(err)
		}
		a.SHA256, a.Size = sum, int64(len(a.Doc.Text))
	}
}

// put records articles whose snapshots are their texts.
func (b *bench) put(articles ...*ledger.Article) []ledger.Outcome {
	b.t.Helper()
	b.keep(articles...)
	out, err := b.Record(b.t.Context(), articles)
	if err != nil {
		b.t.Fatal(err)
	}
	b.now = b.now.Add(time.Hour)
	return out
}

// head is the last head.
func (b *bench) head() ledger.Head {
	b.t.Helper()
	h, err := b.Head(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return h
}

// verify expects a ledger without a fault.
func (b *bench) verify() *ledger.Verification {
	b.t.Helper()
	v, err := b.Verify(b.t.Context(), ledger.VerifyOptions{Trusted: []string{b.key.Verifier()}})
	if err != nil {
		b.t.Fatal(err)
	}
	for _, f := range v.Faults {
		b.t.Error(f.Error())
	}
	return v
}

// find gives the contents of the statements of a page, joined.
func (b *bench) find(q ledger.StatementQuery) string {
	b.t.Helper()
	page, err := b.FindStatements(b.t.Context(), q)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.contents(page)
}

func (b *bench) is(got, want string) {
	b.t.Helper()
	if got != want {
		b.t.Errorf("got %q, want %q", got, want)
	}
}

// finds expects the contents that a query finds.
func (b *bench) finds(q ledger.StatementQuery, want string) {
	b.t.Helper()
	if got := b.find(q); got != want {
		b.t.Errorf("%+v: got %q, want %q", q, got, want)
	}
}
