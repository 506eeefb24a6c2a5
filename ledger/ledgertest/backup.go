package ledgertest

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"

	"github.com/hearsay-news/hearsay/ledger"
)

// backedUp is a backup of the ledger.
func (b *bench) backedUp() []byte {
	b.t.Helper()
	var buf bytes.Buffer
	if err := b.Backup(b.t.Context(), &buf); err != nil {
		b.t.Fatal(err)
	}
	return buf.Bytes()
}

// restored is a ledger of a kind that was made of a backup, which must be that of b.
func (b *bench) restored(k Kind, data []byte) *bench {
	b.t.Helper()
	c := start(b.t, k)
	head, err := ledger.Restore(b.t.Context(), c.Store, c.Snapshots(), []string{b.key.Verifier()}, bytes.NewReader(data))
	if err != nil {
		b.t.Fatal(err)
	}
	if head != b.head() || c.head() != head {
		b.t.Errorf("%+v, %+v, %+v", head, c.head(), b.head())
	}
	b.same(c)
	v, err := c.Verify(b.t.Context(), ledger.VerifyOptions{Trusted: []string{b.key.Verifier()}, Earlier: &head})
	if err != nil || len(v.Faults) > 0 {
		b.t.Errorf("%+v, %v", v, err)
	}
	return c
}

// same expects the rows of all tables to be the same.
func (b *bench) same(c *bench) {
	b.t.Helper()
	for _, table := range ledger.Tables {
		if got, want := c.rows(table), b.rows(table); !reflect.DeepEqual(got, want) {
			b.t.Errorf("%s: got %q\nwant %q", table.Name, got, want)
		}
	}
}

func backup(t *testing.T, k Kind) { Move(t, k, k) }

// Move backs a ledger of one kind up and restores it in another; and back.
func Move(t *testing.T, from, to Kind) {
	b := full(t, from)
	data := b.backedUp()
	c := b.restored(to, data)
	if again := c.backedUp(); !bytes.Equal(again, data) {
		t.Errorf("the backup of what was restored has %d bytes, of %d", len(again), len(data))
	}
	d := b.restored(from, data)
	// All go on, the restored ones with other keys.
	for _, l := range []*bench{b, c, d} {
		l.put(article("https://e.example/1", "2025-05-02", "Ana Bel said it goes on."))
		l.foundIn("goes on", "it goes on")
		l.verify()
	}
	// One that is not empty is left as it is.
	head := c.head()
	if _, err := ledger.Restore(t.Context(), c.Store, c.Snapshots(), nil, bytes.NewReader(data)); err == nil || c.head() != head {
		t.Errorf("restored into a ledger that is not empty: %v", err)
	}
	if _, err := ledger.Restore(t.Context(), start(t, to).Store, c.Snapshots(), []string{c.key.Verifier()}, bytes.NewReader(data)); !errors.Is(err, ledger.ErrCorrupt) {
		t.Errorf("restored with a head that another key signed: %v", err)
	}
	e := start(t, from)
	e.restored(to, e.backedUp())
}

// A backup that is truncated or changed anywhere is refused and leaves nothing behind.
func backupDamaged(t *testing.T, k Kind) {
	b := full(t, k)
	data := b.backedUp()
	c := start(t, k)
	try := func(what string, data []byte) {
		t.Helper()
		head, err := ledger.Restore(t.Context(), c.Store, c.Snapshots(), nil, bytes.NewReader(data))
		switch {
		case err == nil && head == b.head(): // a bit without a meaning
			b.same(c)
			c = start(t, k)
			return
		case err == nil, !errors.Is(err, ledger.ErrCorrupt) && !errors.Is(err, ledger.ErrFormat):
			t.Errorf("%s: %+v, %v", what, head, err)
		}
		if h := c.head(); h.Size != 0 {
			t.Fatalf("%s: %v, and left %+v", what, err, h)
		}
		for _, table := range ledger.Tables {
			if n := len(c.rows(table)); n > 0 {
				t.Fatalf("%s: %v, and left %d rows of %s", what, err, n, table.Name)
			}
		}
	}
	step := len(data) / 64
	for n := 0; n < len(data); n += step {
		try(fmt.Sprintf("truncated at %d", n), data[:n])
	}
	try("a byte too short", data[:len(data)-1])
	for i := 0; i < len(data); i += step/2 + 1 {
		bad := bytes.Clone(data)
		bad[i] ^= 1 << (i % 8)
		try(fmt.Sprintf("byte %d", i), bad)
	}
	try("text", []byte("no backup"))
	try("twice", append(bytes.Clone(data), data...))
	if _, err := ledger.Restore(t.Context(), c.Store, c.Snapshots(), nil, bytes.NewReader(data)); err != nil {
		t.Error(err)
	}
	c.verifyOf(b)
	// A ledger that is damaged is not backed up.
	f := &forger{b, ledger.EntryTable, b.rows(ledger.EntryTable)}
	f.exec("UPDATE entries SET data = %s WHERE idx = 3", b.literal(other(f.all[3][4])))
	if err := b.Backup(t.Context(), new(bytes.Buffer)); !errors.Is(err, ledger.ErrCorrupt) {
		t.Error(err)
	}
}

// verifyOf verifies a ledger that is a copy of another.
func (b *bench) verifyOf(of *bench) {
	b.t.Helper()
	head := of.head()
	v, err := b.Verify(b.t.Context(), ledger.VerifyOptions{Trusted: []string{of.key.Verifier()}, Earlier: &head})
	if err != nil || len(v.Faults) > 0 {
		b.t.Errorf("%+v, %v", v, err)
	}
}

// A backup is of one state, whatever is appended meanwhile.
func backupWhileAppending(t *testing.T, k Kind) {
	b := full(t, k)
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 100; i < 140; i++ {
			select {
			case <-done:
				return
			default:
				b.fill(i, i+1)
			}
		}
	})
	for range 4 {
		data := b.backedUp()
		c := start(t, k)
		if _, err := ledger.Restore(t.Context(), c.Store, c.Snapshots(), nil, bytes.NewReader(data)); err != nil {
			t.Error(err)
		}
		v, err := c.Verify(t.Context(), ledger.VerifyOptions{})
		if err != nil || len(v.Faults) > 0 {
			t.Errorf("%+v, %v", v, err)
		}
	}
	close(done)
	wg.Wait()
}
