package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/ledgertest"
	"github.com/hearsay-news/hearsay/ledger/snapshot"
	"github.com/hearsay-news/hearsay/ledger/sqlite"
)

var kind = ledgertest.Kind{
	New: func(t testing.TB) string { return filepath.Join(t.TempDir(), "a ?#%ledger.sqlite") },
	Open: func(ctx context.Context, name string) (ledger.Store, ledger.Snapshots, error) {
		db, err := sqlite.Open(ctx, name)
		return db, snapshot.NewFolder(filepath.Join(filepath.Dir(name), "snapshots")), err
	},
	Exec: func(ctx context.Context, name, query string) error {
		db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: name}).EscapedPath()+"?_pragma=synchronous(off)&_pragma=busy_timeout(10000)")
		if err != nil {
			return err
		}
		defer db.Close()
		_, err = db.ExecContext(ctx, query)
		return err
	},
	Blob: func(data []byte) string { return fmt.Sprintf("x'%x'", data) },
	Tamper: func(_ context.Context, name, address string, change func([]byte) []byte) error {
		path := filepath.Join(filepath.Dir(name), "snapshots", address[:2], address+".zst")
		old, err := os.ReadFile(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		os.Remove(path) // it cannot be written to
		if data := change(old); data != nil {
			return os.WriteFile(path, data, 0o444)
		}
		return nil
	},
	Env: func() []string { return nil },
}

func TestStore(t *testing.T) { ledgertest.Run(t, kind) }

func BenchmarkRecord(b *testing.B) { ledgertest.BenchmarkRecord(b, kind) }

func BenchmarkFind(b *testing.B) { ledgertest.BenchmarkFind(b, kind) }
