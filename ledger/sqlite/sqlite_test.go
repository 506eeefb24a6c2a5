package sqlite_test

import (
	"path/filepath"
	"testing"

	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/ledgertest"
	"github.com/hearsay-news/hearsay/ledger/snapshot"
	"github.com/hearsay-news/hearsay/ledger/sqlite"
)

func open(t testing.TB) (ledger.Store, ledger.Snapshots) {
	dir := t.TempDir()
	db, err := sqlite.Open(t.Context(), filepath.Join(dir, "a ?#%ledger.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db, snapshot.NewFolder(filepath.Join(dir, "snapshots"))
}

func TestStore(t *testing.T) { ledgertest.Run(t, open) }
