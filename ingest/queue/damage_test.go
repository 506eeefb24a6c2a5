package queue_test

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/ingest/queue"
)

// A folder in which the end of a file never reached the disk, as after a power cut,
// opens; what is found in it is whole, and the queue works on.
func TestDamagedFolder(t *testing.T) {
	t.Parallel()
	const rounds = 8
	random := rand.New(rand.NewPCG(1, 2))
	for range rounds {
		dir := t.TempDir()
		q := open(t, queue.Options{Dir: dir})
		publish(t, q, numbered("a", 30)...)
		ack(t, take(t, q, 10)...)
		q.Close()
		what := damage(t, dir, random)
		q, err := queue.Open(t.Context(), queue.Options{Dir: dir})
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		found := 0
		for {
			msgs, err := q.Take(t.Context(), 40, 20*time.Millisecond)
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			if len(msgs) == 0 {
				break
			}
			for _, m := range msgs {
				if string(m.Data()) != "data of "+m.ID() {
					t.Errorf("%s: item %s has %q", what, m.ID(), m.Data())
				}
			}
			ack(t, msgs...)
			found += len(msgs)
		}
		if found < 20 && !strings.HasSuffix(what, ".blk") { // which holds the items themselves
			t.Errorf("%s: %d items found, want 20", what, found)
		}
		publish(t, q, "new")
		ack(t, takeOne(t, q))
		q.Close()
	}
}

// damage cuts one file short, or overwrites its end with zeros.
func damage(t *testing.T, dir string, random *rand.Rand) string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && !strings.HasSuffix(path, ".lock") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	path := files[random.IntN(len(files))]
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	what, from := "cut short: ", random.IntN(len(data)+1)
	if random.IntN(2) == 0 {
		what = "zeros at the end: "
		clear(data[from:])
	} else {
		data = data[:from]
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	rel, _ := filepath.Rel(dir, path)
	return what + rel
}
