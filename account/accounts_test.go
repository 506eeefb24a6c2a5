package account_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/account"
)

// cheap is what passwords cost in tests.
var cheap = account.Cost{Memory: 64, Passes: 1}

// clock is one that tests set.
type clock struct{ at atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.at.Store(time.Date(2026, 3, 4, 2, 0, 0, 0, time.UTC).Unix())
	return c
}

func (c *clock) now() time.Time       { return time.Unix(c.at.Load(), 0) }
func (c *clock) pass(d time.Duration) { c.at.Add(int64(d / time.Second)) }

// team opens accounts with an admin, ana, whose password is herons.
func team(t *testing.T, o account.Options) (*account.Accounts, *clock) {
	t.Helper()
	c := newClock()
	if o.Cost == (account.Cost{}) {
		o.Cost = cheap
	}
	o.Now = c.now
	a, err := account.Open(t.Context(), filepath.Join(t.TempDir(), "a?b#c%20", account.FileName), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	code, err := a.SetUp(t.Context())
	if err != nil || code == "" {
		t.Fatal(code, err)
	}
	if _, err := a.First(t.Context(), account.Visit{}, code, "Ana", herons); err != nil {
		t.Fatal(err)
	}
	return a, c
}

const (
	herons = "three blue herons"
	otters = "seven wet otters"
)

// member adds a user who has chosen their password.
func member(t *testing.T, a *account.Accounts, name string, role account.Role, password string) (session string) {
	t.Helper()
	once, err := a.Add(t.Context(), "ana", name, "", role)
	if err != nil {
		t.Fatal(err)
	}
	session, err = a.Login(t.Context(), account.Visit{}, name, once)
	if err != nil {
		t.Fatal(err)
	}
	session, err = a.ChangePassword(t.Context(), account.Visit{Old: session}, account.User{Name: name}, once, password)
	if err != nil {
		t.Fatal(err)
	}
	return session
}

func TestFirst(t *testing.T) {
	a, err := account.Open(t.Context(), filepath.Join(t.TempDir(), account.FileName), account.Options{Cost: cheap})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if _, err := a.First(t.Context(), account.Visit{}, "", "ana", herons); !errors.Is(err, account.ErrInput) {
		t.Errorf("without a code: %v", err)
	}
	code, err := a.SetUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range [...]struct{ code, name, password string }{{"", "ana", herons}, {code + "x", "ana", herons}, {code, "a b", herons}, {code, "ana", "short"}} {
		if _, err := a.First(t.Context(), account.Visit{}, bad.code, bad.name, bad.password); !errors.Is(err, account.ErrInput) {
			t.Errorf("%v: %v", bad, err)
		}
	}
	var wait sync.WaitGroup
	var made atomic.Int32
	for _, name := range []string{"ana", "bo", "cy", "di"} { // the code is good for one
		wait.Go(func() {
			if _, err := a.First(t.Context(), account.Visit{}, code, name, herons); err == nil {
				made.Add(1)
			}
		})
	}
	wait.Wait()
	if made.Load() != 1 {
		t.Errorf("%d first admins", made.Load())
	}
	if code, err := a.SetUp(t.Context()); code != "" || err != nil {
		t.Errorf("a second code: %q, %v", code, err)
	}
}

func TestFileIsPrivate(t *testing.T) {
	path := filepath.Join(t.TempDir(), account.FileName)
	a, err := account.Open(t.Context(), path, account.Options{Cost: cheap})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if _, err := a.Add(t.Context(), "x", "ana", "", account.Admin); err != nil {
		t.Fatal(err)
	}
	for _, ending := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(path + ending)
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v, %v", ending, info, err)
		}
	}
	// Nothing that lets anybody in is in the file as it is.
	once, err := a.Reset(t.Context(), "x", "ana")
	if err != nil {
		t.Fatal(err)
	}
	session, err := a.Login(t.Context(), account.Visit{}, "ana", once)
	if err != nil {
		t.Fatal(err)
	}
	token, err := a.MakeToken(t.Context(), account.User{Name: "ana", Role: account.Admin, Session: 1}, "ci", account.Full, 9)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = a.Login(t.Context(), account.Visit{}, "a password typed for a name", "x")
	for _, ending := range []string{"", "-wal"} {
		data, _ := os.ReadFile(path + ending)
		for _, secret := range []string{once, session, token, "a password typed"} {
			if strings.Contains(string(data), secret) {
				t.Errorf("%s is in the file", secret)
			}
		}
	}
}

func TestOpenOthers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.sqlite")
	if err := os.WriteFile(path, []byte(strings.Repeat("no database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := account.Open(t.Context(), path, account.Options{}); err == nil {
		t.Error("a file of something else was opened")
	}
}

func TestOpenAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), account.FileName)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			a, err := account.Open(t.Context(), path, account.Options{Cost: cheap})
			if err != nil {
				t.Error(err)
				return
			}
			a.Close()
		})
	}
	wait.Wait()
}

func TestUsers(t *testing.T) {
	a, _ := team(t, account.Options{})
	ctx := t.Context()
	for _, name := range []string{"", " ", "a b", "-x", "<b>", "ana\n", "аna", "a/b", "../x", strings.Repeat("a", 65), "a\x00", "a\u202eb", "é"} {
		if folded, err := account.CheckName(name); err == nil && folded != "ana" {
			t.Errorf("%q is a name: %q", name, folded)
		}
		if _, err := a.Add(ctx, "ana", name, "", account.Viewer); !errors.Is(err, account.ErrInput) && !errors.Is(err, account.ErrTaken) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, err := a.Add(ctx, "ana", " ANA ", "", account.Viewer); !errors.Is(err, account.ErrTaken) {
		t.Errorf("the same name in capitals: %v", err)
	}
	if _, err := a.Add(ctx, "ana", "bo", "Bo\u202eHolm", account.Viewer); !errors.Is(err, account.ErrInput) {
		t.Errorf("a display name that turns the line: %v", err)
	}
	for _, role := range []account.Role{account.Nobody, -1, 9} {
		if _, err := a.Add(ctx, "ana", "bo", "", role); !errors.Is(err, account.ErrInput) {
			t.Errorf("role %d: %v", role, err)
		}
	}
	for _, name := range []string{"cy", "bo"} {
		if _, err := a.Add(ctx, "ana", name, "Somebody <b>", account.Viewer); err != nil {
			t.Fatal(err)
		}
	}
	people, err := a.List(ctx, "", 2)
	if err != nil || len(people) != 2 || people[0].Name != "ana" || people[1].Name != "bo" || !people[1].Must {
		t.Errorf("%v, %v", people, err)
	}
	if rest, err := a.List(ctx, "bo", 2); err != nil || len(rest) != 1 || rest[0].Name != "cy" {
		t.Errorf("%v, %v", rest, err)
	}
	if err := a.SetRole(ctx, "ana", "nobody-here", account.Viewer); !errors.Is(err, account.ErrNoUser) {
		t.Error(err)
	}
}

func TestLastAdmin(t *testing.T) {
	a, _ := team(t, account.Options{})
	ctx := t.Context()
	if err := a.Disable(ctx, "ana", "ana"); !errors.Is(err, account.ErrLast) {
		t.Error(err)
	}
	if err := a.SetRole(ctx, "ana", "ana", account.Analyst); !errors.Is(err, account.ErrLast) {
		t.Error(err)
	}
	member(t, a, "bo", account.Admin, otters)
	var wait sync.WaitGroup
	var gone atomic.Int32
	for _, name := range []string{"ana", "bo"} { // both at once: one stays
		wait.Go(func() {
			if a.Disable(ctx, "x", name) == nil {
				gone.Add(1)
			}
		})
	}
	wait.Wait()
	if gone.Load() != 1 {
		t.Errorf("%d of 2 admins are disabled", gone.Load())
	}
}

func TestPasswords(t *testing.T) {
	a, _ := team(t, account.Options{})
	me := account.User{Name: "ana"}
	for _, bad := range []string{"", "short", "elevenchars", "ana-ana-ana-ana", "anaanaanaanaana", "qwertyuiop123", "QWERTYuiop123", "111111111111", "abababababab",
		"correcthorsebatterystaple", herons, strings.Repeat("x y", 100)} {
		if _, err := a.ChangePassword(t.Context(), account.Visit{}, me, herons, bad); !errors.Is(err, account.ErrInput) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := a.ChangePassword(t.Context(), account.Visit{}, me, "not it, not it", otters); !errors.Is(err, account.ErrInput) {
		t.Error(err)
	}
	if _, err := a.ChangePassword(t.Context(), account.Visit{}, me, herons, "höher als zwölf"); err != nil {
		t.Error(err)
	}
	if _, err := a.Login(t.Context(), account.Visit{}, "ana", herons); !errors.Is(err, account.ErrRefused) {
		t.Errorf("the old password: %v", err)
	}
	if _, err := a.Login(t.Context(), account.Visit{}, "ANA ", "höher als zwölf"); err != nil {
		t.Error(err)
	}
}

func TestOneTimePassword(t *testing.T) {
	a, c := team(t, account.Options{})
	ctx := t.Context()
	first, err := a.Add(ctx, "ana", "bo", "", account.Analyst)
	if err != nil {
		t.Fatal(err)
	}
	second, err := a.Reset(ctx, "ana", "bo")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Login(ctx, account.Visit{}, "bo", first); !errors.Is(err, account.ErrRefused) {
		t.Errorf("the first after a second: %v", err)
	}
	if _, err := a.Login(ctx, account.Visit{}, "bo", second); err != nil {
		t.Error(err)
	}
	c.pass(73 * time.Hour)
	if _, err := a.Login(ctx, account.Visit{}, "bo", second); !errors.Is(err, account.ErrRefused) {
		t.Errorf("after three days: %v", err)
	}
}

func TestAudit(t *testing.T) {
	a, _ := team(t, account.Options{})
	ctx := t.Context()
	member(t, a, "bo", account.Viewer, otters)
	for _, err := range []error{a.SetRole(ctx, "ana", "bo", account.Analyst), a.Disable(ctx, "ana", "bo"), a.Enable(ctx, "ana", "bo")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := a.SetRole(ctx, "ana", "ana", account.Viewer); err == nil {
		t.Fatal("the last admin")
	}
	all, err := a.Events(ctx, 0, 100)
	var got []string
	for _, e := range all {
		got = append(got, strings.TrimSpace(e.By+" "+e.What+" "+e.Whom+" "+e.Detail))
	}
	want := []string{"ana enable bo", "ana disable bo", "ana role bo analyst", "bo password bo", "ana add bo viewer", "set-up add ana admin"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
	if some, err := a.Events(ctx, all[1].ID, 2); err != nil || len(some) != 2 || some[0].ID != all[2].ID {
		t.Errorf("%v, %v", some, err)
	}
}
