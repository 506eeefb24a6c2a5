package ledgertest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/ledger"
)

// The environment by which a second process knows that it is one.
const (
	childPlace = "HEARSAY_LEDGERTEST_PLACE"
	childKey   = "HEARSAY_LEDGERTEST_KEY"
)

// Each writer records as many articles as this, of which half are also the others'.
const perWriter = 10

// write records a writer's articles, in batches of two.
func (b *bench) write(writer int) error {
	for i := 0; i < perWriter; i += 2 {
		mine := article(fmt.Sprintf("https://w%d.example/%d", writer, i), "2025-04-28", fmt.Sprintf("Ana Bel said writer %d wrote %d.", writer, i), "Carl Dov said so too.")
		all := article(fmt.Sprintf("https://all.example/%d", i), "2025-04-28", fmt.Sprintf("Ana Bel said all wrote %d.", i))
		for _, a := range []*ledger.Article{mine, all} {
			sum, err := b.Snapshots().Put(b.t.Context(), []byte(a.Doc.Text))
			if err != nil {
				return err
			}
			a.SHA256, a.Size = sum, int64(len(a.Doc.Text))
		}
		if _, err := b.Record(b.t.Context(), []*ledger.Article{mine, all}); err != nil {
			return err
		}
	}
	return nil
}

// child is what the second process does.
func child(t *testing.T, k Kind, name string) {
	b := startAt(t, k, name, os.Getenv(childKey))
	if err := b.write(99); err != nil {
		t.Fatal(err)
	}
}

// Two handles with several goroutines each and a second process write at once.
func concurrent(t *testing.T, k Kind) {
	keyFile := filepath.Join(t.TempDir(), "key")
	first := startAt(t, k, k.New(t), keyFile)
	second := startAt(t, k, first.name, keyFile)

	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestStore$", "-test.timeout=60s")
	cmd.Env = append(append(os.Environ(), childPlace+"="+first.name, childKey+"="+keyFile), k.Env()...)
	var wg sync.WaitGroup
	wg.Go(func() {
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("second process: %v: %s", err, out)
		}
	})
	const writers = 6
	for w := range writers {
		wg.Go(func() {
			b := first
			if w%2 == 1 {
				b = second
			}
			if err := b.write(w); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()

	documents := (writers+1)*perWriter/2 + perWriter/2
	counts, err := first.Counts(t.Context())
	if err != nil || counts.Documents != int64(documents) || counts.Snapshots != int64(documents) || counts.Statements != (writers+1)*perWriter+perWriter/2 {
		t.Errorf("%+v, %v; %d documents wanted", counts, err, documents)
	}
	next, seen := int64(0), make(map[string]bool)
	for e, err := range second.Entries(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Index != next || seen[string(e.Kind)+e.ID] {
			t.Fatalf("entry %d where %d was to come: %s %s", e.Index, next, e.Kind, e.ID)
		}
		seen[string(e.Kind)+e.ID] = true
		next++
	}
	if v := second.verify(); v.Size != next || v.Size != counts.Entries {
		t.Errorf("%+v", v)
	}
}

// Readers and verifications see one state each while others write, and writers may write
// while they iterate.
func readWhileWriting(t *testing.T, k Kind) {
	b := start(t, k)
	b.fill(0, 3)
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				v, err := b.Verify(t.Context(), ledger.VerifyOptions{})
				if err != nil || len(v.Faults) > 0 {
					t.Errorf("%+v, %v", v, err)
					return
				}
				if _, err := b.FindStatements(t.Context(), ledger.StatementQuery{Text: "item"}); err != nil {
					t.Error(err)
				}
				time.Sleep(time.Millisecond)
			}
		})
	}
	n := 10
	for _, err := range b.Entries(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if n < 30 {
			b.fill(n, n+1)
			n++
		}
	}
	close(done)
	wg.Wait()
	b.verify()
}
