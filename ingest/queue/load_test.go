package queue_test

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/ingest/queue"
)

// Many items are published as fast as they can be against a consumer that is slower.
// HEARSAY_QUEUE_ITEMS says how many, if not five thousand.
func TestMemoryBounded(t *testing.T) {
	items := 5_000
	if s := os.Getenv("HEARSAY_QUEUE_ITEMS"); s != "" {
		var err error
		if items, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	before := heap()
	q := open(t, queue.Options{Backlog: 1000})
	data := bytes.Repeat([]byte("x"), 500)
	var work sync.WaitGroup
	for i := range 2 {
		work.Go(func() {
			for n := i; n < items; n += 2 {
				if err := q.Publish(t.Context(), fmt.Sprintf("sha256:%064x", n), data); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	most, waiting := uint64(0), 0
	for done, looked := 0, 0; done < items && !t.Failed(); {
		msgs, err := q.Take(t.Context(), 64, time.Second)
		if err != nil {
			t.Fatal(err)
		}
		ack(t, msgs...)
		if done += len(msgs); done-looked > items/20 {
			looked = done
			most, waiting = max(most, heap()), max(waiting, pending(t, q).Waiting)
		}
	}
	work.Wait()
	grown := (int64(most) - int64(before)) >> 20
	t.Logf("%d items: the heap grew by %d MB at most, the queue to %d items", items, grown, waiting)
	if grown > 100 || waiting > 1000 {
		t.Errorf("the heap grew by %d MB, the queue to %d items", grown, waiting)
	}
}

// heap is how many bytes are in use.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func BenchmarkPublishTakeAck(b *testing.B) {
	for _, sync := range []bool{false, true} {
		b.Run(fmt.Sprintf("sync=%t", sync), func(b *testing.B) { publishTakeAck(b, queue.Options{Sync: sync}) })
	}
}

func publishTakeAck(b *testing.B, opts queue.Options) {
	q := open(b, opts)
	data := bytes.Repeat([]byte("x"), 500)
	var work sync.WaitGroup
	defer work.Wait()
	b.ResetTimer()
	for i := range 2 {
		work.Go(func() {
			for n := i; n < b.N; n += 2 {
				if err := q.Publish(b.Context(), strconv.Itoa(n), data); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	for done := 0; done < b.N; {
		msgs, err := q.Take(b.Context(), 64, time.Second)
		if err != nil {
			b.Fatal(err)
		}
		ack(b, msgs...)
		done += len(msgs)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "items/s")
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		q, err := queue.Open(b.Context(), queue.Options{Dir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		q.Close()
		b.StartTimer()
	}
}
