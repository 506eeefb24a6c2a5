package sqlite_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/snapshot"
	"github.com/hearsay-news/hearsay/ledger/sqlite"
)

// meter measures the memory that is in use while something passes.
type meter struct {
	passed, next int
	most         uint64
}

func (m *meter) pass(n int) {
	if m.passed += n; m.passed < m.next {
		return
	}
	m.next = m.passed + 4<<20
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	m.most = max(m.most, s.HeapAlloc)
}

func (m *meter) Write(p []byte) (int, error) { m.pass(len(p)); return len(p), nil }

// A backup of any size passes through a little memory.
func TestBackupMemory(t *testing.T) {
	dir := t.TempDir()
	open := func(name string) *ledger.Ledger {
		key, err := ledger.OpenKey(filepath.Join(dir, "key"))
		if err != nil {
			t.Fatal(err)
		}
		db, err := sqlite.Open(t.Context(), filepath.Join(dir, name, "ledger.sqlite"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		return ledger.New(db, snapshot.NewFolder(filepath.Join(dir, name, "snapshots")), key)
	}
	l := open("a")
	rng := rand.NewChaCha8([32]byte{1})
	const documents, size = 48, 1 << 20
	var all []*ledger.Article
	for i := range documents {
		data := make([]byte, size)
		rng.Read(data)
		sum, err := l.Snapshots().Put(t.Context(), data)
		if err != nil {
			t.Fatal(err)
		}
		doc := &hearsay.Document{URL: fmt.Sprintf("https://a.example/%d", i), Text: fmt.Sprint("Number ", i, "."), Blocks: []hearsay.Block{{}}}
		doc.Blocks[0].End = len(doc.Text)
		doc.ID = hearsay.DocumentID(doc.URL, doc.Text)
		all = append(all, &ledger.Article{Name: doc.URL, SHA256: sum, Size: size, Retrieved: time.Unix(1e9, 0), Doc: doc})
	}
	if _, err := l.Record(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	all = nil
	var s runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&s)
	var out, in meter
	r, w := io.Pipe()
	go func() { w.CloseWithError(l.Backup(t.Context(), io.MultiWriter(w, &out))) }()
	if _, err := ledger.Restore(t.Context(), open("b").Store, snapshot.NewFolder(filepath.Join(dir, "b", "snapshots")), nil, io.TeeReader(r, &in)); err != nil {
		t.Fatal(err)
	}
	if out.passed < documents*size || in.passed != out.passed {
		t.Errorf("%d bytes went out, %d came in", out.passed, in.passed)
	}
	if most := max(out.most, in.most) - s.HeapAlloc; most > 40<<20 {
		t.Errorf("%d MB in use for a backup of %d", most>>20, out.passed>>20)
	}
}
