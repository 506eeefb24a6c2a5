package queue_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/ingest/queue"
	"github.com/hearsay-news/hearsay/internal/natstest"
)

// A child is this test program once more, which the test kills.
const childRole = "HEARSAY_QUEUE_CHILD"

func TestMain(m *testing.M) {
	var err error
	switch role, arg, _ := strings.Cut(os.Getenv(childRole), " "); role {
	case "":
		os.Exit(m.Run())
	case "work":
		err = publishAndWork(arg)
	case "poison":
		err = dieOfPoison(arg)
	case "hang":
		err = takeAndHang(arg)
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// child starts a child and waits for its first line.
func child(t *testing.T, role, arg string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childRole+"="+role+" "+arg)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		cmd.Process.Kill()
		t.Fatalf("the child does not start: %v", err)
	}
	go io.Copy(io.Discard, out)
	return cmd
}

func kill(cmd *exec.Cmd) {
	cmd.Process.Kill() // SIGKILL on Unix
	cmd.Wait()
}

// publishAndWork publishes items without end and works them, and writes down what it
// does: "b" an item that is about to be published, "p" one that is, "w" one that was
// worked and is about to be acknowledged.
func publishAndWork(dir string) error {
	log, err := os.OpenFile(filepath.Join(dir, "log"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	ctx := context.Background()
	backlog := []int{40, 4000}[rand.IntN(2)] // a publisher that waits for room most of the time, or never
	q, err := queue.Open(ctx, queue.Options{Dir: filepath.Join(dir, "queue"), Backlog: backlog, Tries: 1000})
	if err != nil {
		return err
	}
	fmt.Println("ready")
	failed := make(chan error)
	go func() {
		for i := 0; ; i++ {
			id := fmt.Sprintf("%d-%d", os.Getpid(), i)
			fmt.Fprintln(log, "b", id)
			if err := q.Publish(ctx, id, []byte("data of "+id)); err != nil {
				failed <- err
			}
			fmt.Fprintln(log, "p", id)
		}
	}()
	go func() {
		for {
			msgs, err := q.Take(ctx, 8, time.Second)
			if err != nil {
				failed <- err
			}
			for _, m := range msgs {
				if rand.IntN(8) == 0 {
					time.Sleep(rand.N(2 * time.Millisecond))
				}
				if string(m.Data()) != "data of "+m.ID() {
					failed <- fmt.Errorf("%s has %q", m.ID(), m.Data())
				}
				fmt.Fprintln(log, "w", m.ID())
				if err := m.Ack(ctx, nil); err != nil {
					failed <- err
				}
			}
		}
	}()
	return <-failed
}

// takeAndHang takes items and does nothing with them.
func takeAndHang(url string) error {
	q, err := queue.Open(context.Background(), queue.Options{URL: url})
	if err != nil {
		return err
	}
	msgs, err := q.Take(context.Background(), 5, 5*time.Second)
	if err != nil {
		return err
	}
	fmt.Println("took", len(msgs))
	select {}
}

// dieOfPoison works the items of a queue until one kills it, or none is left.
func dieOfPoison(dir string) error {
	q, err := queue.Open(context.Background(), queue.Options{Dir: dir, Tries: 3})
	if err != nil {
		return err
	}
	for {
		switch c, err := q.Pending(context.Background()); {
		case err != nil:
			return err
		case c.Waiting+c.UnderWay == 0:
			os.Exit(0)
		}
		msgs, err := q.Take(context.Background(), 8, time.Second)
		if err != nil {
			return err
		}
		for _, m := range msgs {
			if m.ID() == "poison" {
				return errors.New("poisoned")
			}
			if err := m.Ack(context.Background(), nil); err != nil {
				return err
			}
		}
	}
}

// An item that its workers die of is refused in the end, and no other with it.
func TestPoisonKills(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	q := open(t, queue.Options{Dir: dir})
	publish(t, q, numbered("a", 3)...)
	publish(t, q, "poison")
	publish(t, q, numbered("b", 20)...)
	q.Close()
	deaths := 0
	for ; deaths < 10; deaths++ {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childRole+"=poison "+dir)
		if out, err := cmd.CombinedOutput(); err == nil {
			break
		} else if string(out) != "poisoned\n" {
			t.Fatalf("the child says %s", out)
		}
	}
	q = open(t, queue.Options{Dir: dir})
	all := refusals(t, q)
	if c := pending(t, q); deaths < 3 || deaths > 4 || c != (queue.Counts{Refused: 1}) || all[0].ID != "poison" {
		t.Errorf("%d deaths, pending %+v, refused %+v", deaths, c, all)
	}
}

// A process that publishes and works is killed a dozen times.
func TestKilled(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for range 12 {
		cmd := child(t, "work", dir)
		time.Sleep(rand.N(200 * time.Millisecond))
		kill(cmd)
	}
	before, published, worked := readLog(t, filepath.Join(dir, "log"))
	q := open(t, queue.Options{Dir: filepath.Join(dir, "queue"), Tries: 1000})
	left := 0
	for c := pending(t, q); c.Waiting+c.UnderWay > 0; c = pending(t, q) {
		msgs, err := q.Take(t.Context(), 100, 100*time.Millisecond)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range msgs {
			left++
			worked[m.ID()] = true
		}
		ack(t, msgs...)
	}
	if n := pending(t, q).Refused; n > 0 {
		t.Errorf("%d items are refused", n)
	}
	for id := range published {
		if !worked[id] {
			t.Errorf("item %s was published and not worked", id)
		}
	}
	for id := range worked {
		if !before[id] {
			t.Errorf("item %s was worked and never published", id)
		}
	}
	t.Logf("%d items published, %d worked, %d of them after the last death", len(published), len(worked), left)
	if len(published) < 100 {
		t.Errorf("only %d items were published", len(published))
	}
}

func readLog(t *testing.T, path string) (before, published, worked map[string]bool) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, published, worked = map[string]bool{}, map[string]bool{}, map[string]bool{}
	for line := range strings.Lines(string(data)) {
		what, id, _ := strings.Cut(strings.TrimSpace(line), " ")
		map[string]map[string]bool{"b": before, "p": published, "w": worked}[what][id] = true
	}
	return before, published, worked
}

// What a worker took that died comes to another when the lease is over.
func TestWorkerDies(t *testing.T) {
	t.Parallel()
	c := natstest.New(t, 1)
	q := open(t, queue.Options{URL: c.URL(), Lease: 500 * time.Millisecond})
	publish(t, q, numbered("a", 5)...)
	kill(child(t, "hang", c.URL()))
	if n := pending(t, q).UnderWay; n == 0 {
		t.Fatal("the child took nothing")
	}
	again := 0
	for range 5 {
		m := takeOne(t, q)
		again += m.Delivered() - 1
		ack(t, m)
	}
	if again == 0 {
		t.Error("no item came again")
	}
	if c := pending(t, q); c != (queue.Counts{}) {
		t.Errorf("pending %+v", c)
	}
}
