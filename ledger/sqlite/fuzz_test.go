package sqlite_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/snapshot"
	"github.com/hearsay-news/hearsay/ledger/sqlite"
)

// A backup that is none leaves the ledger empty, and says so.
func FuzzRestore(f *testing.F) {
	if data, err := os.ReadFile(filepath.Join("testdata", "format-1", "backup.tar.zst")); err == nil {
		f.Add(data)
	}
	f.Add([]byte("no backup"))
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := t.TempDir()
		db, err := sqlite.Open(t.Context(), filepath.Join(dir, "ledger.sqlite"))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		head, err := ledger.Restore(t.Context(), db, snapshot.NewFolder(dir), nil, bytes.NewReader(data))
		if err == nil {
			return // it is one
		}
		if !errors.Is(err, ledger.ErrCorrupt) && !errors.Is(err, ledger.ErrFormat) {
			t.Error(err)
		}
		if now, err := db.Head(t.Context()); err != nil || now.Size != 0 || head.Size != 0 {
			t.Errorf("%+v, %+v, %v", head, now, err)
		}
	})
}
