package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"github.com/hearsay-news/hearsay/internal/natstest"
	"github.com/hearsay-news/hearsay/ledger/ledgertest"
)

// cluster is what a cluster's processes share.
type cluster struct {
	t            testing.TB
	pg           *ledgertest.Postgres
	nats         *natstest.Cluster
	program, key string
}

func startCluster(t testing.TB) *cluster {
	t.Helper()
	pg, err := ledgertest.StartPostgres()
	if err != nil {
		if ledgertest.Required("postgres") {
			t.Fatal(err)
		}
		t.Skip("skipped: ", err)
	}
	t.Cleanup(pg.Close)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	c := &cluster{t: t, pg: pg, nats: natstest.New(t, 1), program: filepath.Join(dir, "hearsay-real"), key: filepath.Join(dir, "key")}
	if err := os.Symlink(self, c.program); err != nil { // what TestMain runs by its name
		t.Fatal(err)
	}
	return c
}

// command is the program with the cluster, on one processor where cpu is not negative.
func (c *cluster) command(db string, cpu int, args ...string) *exec.Cmd {
	args = append(args, "--ledger", db, "--nats", c.nats.URL(), "--key", c.key)
	cmd := exec.Command(c.program, args...)
	if cpu >= 0 {
		cmd = exec.Command("taskset", append([]string{"-c", fmt.Sprint(cpu), c.program}, args...)...)
	}
	cmd.Env = append(os.Environ(), "HOME="+filepath.Dir(c.key))
	cmd.Stderr = os.Stderr
	return cmd
}

// work starts workers and gives what ends them.
func (c *cluster) work(db, model string, cpus ...int) (stop func()) {
	c.t.Helper()
	var all []*exec.Cmd
	for _, cpu := range cpus {
		w := c.command(db, cpu, "work", "--quiet", "--model", model)
		if err := w.Start(); err != nil {
			c.t.Fatal(err)
		}
		c.t.Cleanup(func() { w.Process.Kill() }) // where the test ended before
		all = append(all, w)
	}
	return func() {
		for _, w := range all {
			if err := w.Process.Signal(syscall.SIGINT); err != nil {
				c.t.Error(err)
			}
			if err := w.Wait(); err != nil {
				c.t.Errorf("hearsay work: %v", err)
			}
		}
	}
}

// One process feeds, two others work, all through the command line.
func TestWork(t *testing.T) {
	c := startCluster(t)
	dir := t.TempDir()
	const n = 40
	for i := range n {
		text := fmt.Sprintf("Bridge %d closed\n\nThe council of Varn said on Tuesday that bridge %d was closed after a storm. Ada Perl denied it.\n", i, i)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.txt", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	db := c.pg.Schema(t)
	stop := c.work(db, "fast", -1, -1)
	out, err := c.command(db, -1, "ingest", "--no-work", dir).Output()
	if err != nil || !strings.Contains(string(out), fmt.Sprintf("%d documents added", n)) {
		t.Errorf("%s %v", out, err)
	}
	stop()
	verify := exec.Command(c.program, "verify", "--ledger", db, "--key", c.key)
	verify.Env = append(os.Environ(), "HOME="+filepath.Dir(c.key))
	if out, err := verify.CombinedOutput(); err != nil {
		t.Errorf("%s %v", out, err)
	}
}

// BenchmarkWork is workers of one processor each, over PostgreSQL and a cluster on the same
// machine. Articles are the examples' paragraphs, 750 words each.
func BenchmarkWork(b *testing.B) {
	if _, err := exec.LookPath("taskset"); err != nil || runtime.NumCPU() < 2 {
		b.Skip("skipped: two processors and taskset are needed")
	}
	for _, model := range []string{"fast", "accurate"} {
		n := map[string]int{"fast": 400, "accurate": 80}[model]
		for _, cpus := range [][]int{{0}, {0, 1}} {
			b.Run(fmt.Sprintf("%s-%d", model, len(cpus)), func(b *testing.B) {
				c := startCluster(b)
				dir := articles(b, n)
				for b.Loop() {
					db := c.pg.Schema(b)
					stop := c.work(db, model, cpus...)
					time.Sleep(2 * time.Second) // until they have started
					begin := time.Now()
					if out, err := c.command(db, -1, "ingest", "--no-work", "--quiet", dir).Output(); err != nil {
						b.Fatalf("%s %v", out, err)
					}
					b.ReportMetric(float64(n)/time.Since(begin).Seconds(), "articles/s")
					stop()
				}
			})
		}
	}
}
