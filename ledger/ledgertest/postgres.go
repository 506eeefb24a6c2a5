package ledgertest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // its driver
)

// Postgres is a PostgreSQL for tests.
type Postgres struct {
	URL string
	dir string // of a cluster of our own; "" for one that was given
	bin string
	as  *syscall.SysProcAttr
}

// Required reports whether HEARSAY_TEST_REQUIRE names what a test needs, so that it must
// not skip.
func Required(what string) bool {
	return slices.Contains(strings.FieldsFunc(os.Getenv("HEARSAY_TEST_REQUIRE"), func(r rune) bool { return r == ',' || r == ' ' }), what)
}

// StartPostgres gives the PostgreSQL that HEARSAY_TEST_POSTGRES names by its URL, or starts
// a cluster of the installed binaries in a temporary folder, on a socket alone. It gives an
// error that says why where there is neither.
func StartPostgres() (*Postgres, error) {
	if given := os.Getenv("HEARSAY_TEST_POSTGRES"); given != "" {
		return &Postgres{URL: given}, nil
	}
	bin, err := postgresBinaries()
	if err != nil {
		return nil, err
	}
	// Paths of sockets are short.
	dir, err := os.MkdirTemp("/tmp", "hearsay-pg-")
	if err != nil {
		return nil, err
	}
	p := &Postgres{dir: dir, bin: bin}
	if os.Getuid() == 0 { // initdb refuses root
		if err := p.unprivileged(); err != nil {
			os.RemoveAll(dir)
			return nil, err
		}
	}
	if out, err := p.command("initdb", "-D", p.data(), "-U", "hearsay", "-A", "trust", "-E", "UTF8", "--locale=C", "-N", "-k").CombinedOutput(); err != nil {
		os.RemoveAll(dir)
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	if err := p.Start(); err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	p.URL = "postgres:///postgres?" + url.Values{"host": {dir}, "user": {"hearsay"}}.Encode()
	return p, nil
}

func (p *Postgres) data() string { return filepath.Join(p.dir, "data") }

// postgresBinaries is the folder of the newest PostgreSQL that is installed.
func postgresBinaries() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return "", fmt.Errorf("no PostgreSQL: neither HEARSAY_TEST_POSTGRES nor initdb")
	}
	slices.SortFunc(found, func(a, b string) int { return version(a) - version(b) })
	return filepath.Dir(found[len(found)-1]), nil
}

func version(path string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	return n
}

// unprivileged has the cluster run as another user, to whom the folder is given.
func (p *Postgres) unprivileged() error {
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.Atoi(u.Uid)
		gid, err2 := strconv.Atoi(u.Gid)
		if err1 != nil || err2 != nil {
			continue
		}
		p.as = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
		return os.Chown(p.dir, uid, gid)
	}
	return fmt.Errorf("no PostgreSQL: it refuses to run as root, and there is no other user")
}

func (p *Postgres) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(p.bin, name), args...)
	cmd.SysProcAttr = p.as
	cmd.Dir = p.dir
	return cmd
}

// Own reports whether the cluster is the test's own, so that it may be stopped.
func (p *Postgres) Own() bool { return p.dir != "" }

// Start starts the cluster and waits until it answers.
func (p *Postgres) Start() error {
	// Real durability: a commit is on the disk.
	options := fmt.Sprintf("-k %s -c listen_addresses='' -c max_connections=80 -c shared_buffers=64MB", p.dir)
	cmd := p.command("pg_ctl", "-D", p.data(), "-l", filepath.Join(p.dir, "log"), "-w", "-t", "60", "-o", options, "start")
	if err := cmd.Run(); err != nil { // its output is not read: the server would keep the pipe open
		log, _ := os.ReadFile(filepath.Join(p.dir, "log"))
		return fmt.Errorf("start PostgreSQL: %w: %s", err, log)
	}
	return nil
}

// Stop stops the cluster as pg_ctl's mode says: "fast", or "immediate" as a crash would.
func (p *Postgres) Stop(mode string) error {
	if out, err := p.command("pg_ctl", "-D", p.data(), "-m", mode, "-w", "-t", "60", "stop").CombinedOutput(); err != nil {
		return fmt.Errorf("stop PostgreSQL: %w: %s", err, out)
	}
	return nil
}

// Close ends the cluster and removes its folder.
func (p *Postgres) Close() {
	if p.Own() {
		p.Stop("immediate")
		os.RemoveAll(p.dir)
	}
}

// Schema makes an empty schema and gives the URL that names it. It is dropped when the test
// ends.
func (p *Postgres) Schema(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("t%d_%d", os.Getpid(), time.Now().UnixNano())
	if err := Execute(t.Context(), p.URL, "CREATE SCHEMA "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := Execute(context.Background(), p.URL, "DROP SCHEMA "+name+" CASCADE"); err != nil {
			t.Log(err) // the cluster may have been ended by then
		}
	})
	u, err := url.Parse(p.URL)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String()
}

// Execute runs a statement in a database.
func Execute(ctx context.Context, url, query string) error {
	db, err := sql.Open("pgx", url)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, query)
	return err
}
