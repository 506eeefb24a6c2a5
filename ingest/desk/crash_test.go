package desk_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/ingest/desk"
	"github.com/hearsay-news/hearsay/ledger"
)

// childFolder names the ledger that a child process of a test reads into, and childCount how
// many articles.
const (
	childFolder = "HEARSAY_TEST_CHILD"
	childCount  = "HEARSAY_TEST_COUNT"
)

// A child feeds articles and names each on standard output when it is told of as recorded.
func TestMain(m *testing.M) {
	dir := os.Getenv(childFolder)
	if dir == "" {
		os.Exit(m.Run())
	}
	n, _ := strconv.Atoi(os.Getenv(childCount))
	if err := child(context.Background(), dir, n); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func child(ctx context.Context, dir string, n int) error {
	d, w, end, err := open(ctx, dir)
	if err != nil {
		return err
	}
	err = with(ctx, w, func() error {
		return d.Feed(ctx, stories(n), nil, func(o *desk.Outcome) {
			if o.Fault == "" && !o.Lost {
				fmt.Println(o.Name) // one write: it is whole or not there
			}
		})
	})
	if err != nil {
		return err
	}
	return end()
}

// The process is killed at random points of ingestion, over and over. Every document that
// was acknowledged is there once, nothing is there twice, and the ledger verifies.
func TestKilled(t *testing.T) {
	const articles, kills = 3000, 24
	dir := t.TempDir()
	acknowledged := make(map[string]bool)
	random := rand.New(rand.NewPCG(1, 2))
	killed := 0
	for killed < kills {
		cmd := exec.Command(os.Args[0], "-test.run=^$")
		cmd.Env = append(os.Environ(), childFolder+"="+dir, childCount+"="+strconv.Itoa(articles))
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Every third kill meets the beginning of everything, the others work under way.
		if killed%3 == 2 {
			time.AfterFunc(time.Duration(random.IntN(300))*time.Millisecond, func() { cmd.Process.Kill() })
		}
		first := true
		for lines := bufio.NewScanner(out); lines.Scan(); {
			acknowledged[lines.Text()] = true
			if first {
				first = false
				time.AfterFunc(time.Duration(random.IntN(400_000))*time.Microsecond, func() { cmd.Process.Kill() })
			}
		}
		if err := cmd.Wait(); err == nil {
			t.Logf("all was read before kill %d", killed)
			break
		}
		killed++
	}
	if killed < 20 {
		t.Errorf("only %d kills: there is too little to read", killed)
	}
	l := reopen(t, dir)
	v, err := l.Verify(t.Context(), ledger.VerifyOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range v.Faults {
		t.Error(v.Faults[i].Error())
	}
	found := make(map[string]int)
	for q := (ledger.DocumentQuery{All: true, Limit: ledger.MaxLimit}); ; {
		page, err := l.FindDocuments(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for i := range page.Documents {
			found[page.Documents[i].URL]++
			if page.Documents[i].Statements != 6 {
				t.Errorf("%s has %d statements", page.Documents[i].URL, page.Documents[i].Statements)
			}
		}
		if q.After = page.Next; q.After == "" {
			break
		}
	}
	t.Logf("%d kills; %d articles acknowledged, %d recorded", killed, len(acknowledged), len(found))
	for name := range acknowledged {
		if found[name] != 1 {
			t.Errorf("%s was acknowledged and is there %d times", name, found[name])
		}
	}
	for name, n := range found {
		if n != 1 {
			t.Errorf("%s is there %d times", name, n)
		}
	}
}

// What was left is read when the program is begun again.
func TestGoesOn(t *testing.T) {
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), childFolder+"="+dir, childCount+"=150")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(250 * time.Millisecond)
	cmd.Process.Kill()
	_ = cmd.Wait()
	run(t, dir, stories(150))
	check(t, reopen(t, dir), 150)
}
