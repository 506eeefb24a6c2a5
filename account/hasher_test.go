package account

import (
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// Whoever logs in, one hash is made, of the same cost: how long an answer takes does not
// tell who is there.
func TestSameWork(t *testing.T) {
	a, err := Open(t.Context(), filepath.Join(t.TempDir(), FileName), Options{Cost: Cost{Memory: 64, Passes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	for _, name := range []string{"ana", "bo"} {
		if _, err := a.Add(t.Context(), "x", name, "", Admin); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Disable(t.Context(), "x", "bo"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"ana", "bo", "nobody-here", "", strings.Repeat("x", 5000), "\x00", "o'; --"} {
		before := a.hasher.runs.Load()
		for _, password := range []string{"wrong", strings.Repeat("wrong", 1000)} {
			if _, err := a.Login(t.Context(), Visit{}, name, password); !errors.Is(err, ErrRefused) {
				t.Errorf("%.20q: %v", name, err)
			}
		}
		if n := a.hasher.runs.Load() - before; n != 2 {
			t.Errorf("%.20q took %d hashes for 2 logins", name, n)
		}
	}
	c, _, _, err := parseHash(a.hasher.nobody())
	if err != nil || c != a.hasher.cost {
		t.Errorf("nobody's hash costs %v: %v", c, err)
	}
}

func TestHash(t *testing.T) {
	h := newHasher(Cost{})
	if h.cost.Memory != 64<<10 || h.cost.Passes != 3 {
		t.Errorf("the usual is %v", h.cost)
	}
	text, err := h.make(t.Context(), "three blue herons")
	if err != nil || !strings.HasPrefix(text, "$argon2id$v=19$m=65536,t=3,p=1$") {
		t.Fatal(text, err)
	}
	cheaper := newHasher(Cost{Memory: 64, Passes: 1})
	if good, old, err := cheaper.check(t.Context(), text, "three blue herons"); !good || !old || err != nil {
		t.Errorf("good %v, to be renewed %v: %v", good, old, err)
	}
	if good, _, err := h.check(t.Context(), text, "three blue heron"); good || err != nil {
		t.Errorf("another password: %v, %v", good, err)
	}
	if good, _, err := h.check(t.Context(), "", ""); good || err != nil {
		t.Errorf("no password: %v, %v", good, err)
	}
	for _, bad := range []string{"x", "$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=16$m=64,t=1,p=1$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=4000000000,t=1,p=1$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=64,t=1000000,p=1$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=64,t=1,p=1$$", "$argon2id$v=19$m=64,t=1,p=1$!!$!!"} {
		if good, _, err := h.check(t.Context(), bad, ""); good || err == nil {
			t.Errorf("%q: %v, %v", bad, good, err)
		}
	}
}

// Few hashes are made at once, few wait, and the rest is sent away.
func TestHasherIsBounded(t *testing.T) {
	h := newHasher(Cost{Memory: 64, Passes: 1})
	for range atOnce {
		h.slots <- struct{}{}
	}
	var wait sync.WaitGroup
	sent := make(chan error, mostWait+10)
	for range mostWait + 10 {
		wait.Go(func() {
			if _, err := h.make(t.Context(), "x"); err != nil {
				sent <- err
			}
		})
	}
	for range 10 {
		if err := <-sent; !errors.As(err, new(*WaitError)) {
			t.Error(err)
		}
	}
	for range atOnce {
		<-h.slots
	}
	wait.Wait()
	if len(sent) > 0 || h.waiting.Load() != 0 {
		t.Errorf("%d more were sent away, %d wait", len(sent), h.waiting.Load())
	}
}

func TestCommonAreLong(t *testing.T) {
	for p := range common() {
		if len(p) < leastPassword || p != strings.ToLower(p) {
			t.Errorf("%s would never be looked up", p)
		}
	}
}

// What others fill the table with is forgotten, the least failures first.
func TestAttemptsAreBounded(t *testing.T) {
	a, err := Open(t.Context(), filepath.Join(t.TempDir(), FileName), Options{Cost: Cost{Memory: 64, Passes: 1}, Now: func() time.Time { return time.Unix(1e9, 0) }})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	for range 5 {
		if err := a.attempt(t.Context(), map[throttle]string{byName: "ana"}); err != nil {
			t.Fatal(err)
		}
	}
	_, err = a.db.ExecContext(t.Context(), `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		INSERT INTO attempts SELECT 'name', randomblob(32), 1, ?, 0 FROM n`, mostAttempts, a.now())
	if err == nil {
		err = a.attempt(t.Context(), map[throttle]string{byName: "bo"})
	}
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := a.db.QueryRowContext(t.Context(), "SELECT count(*) FROM attempts").Scan(&n); err != nil || n > mostAttempts {
		t.Errorf("%d are kept: %v", n, err)
	}
	if err := a.attempt(t.Context(), map[throttle]string{byName: "ana"}); err == nil {
		t.Error("ana's failures were pushed out")
	}
}
