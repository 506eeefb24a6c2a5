package web_test

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/snapshot"
	"github.com/hearsay-news/hearsay/ledger/sqlite"
	"github.com/hearsay-news/hearsay/web"
)

func TestLedger(t *testing.T) {
	d := openDesk(t, web.Options{}, ferry)
	head, err := d.room.Ledger.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	page := d.get("viewer", "/ledger", 200)
	contains(t, html.UnescapeString(page), head.Root.String(), head.Note, d.room.Ledger.Verifier(), fmt.Sprintf("%d entries", head.Size), "None is watched", "No entry had to be left out", "hearsay ledger\n")
	if strings.Contains(page, "/ledger/backup") || strings.Contains(page, "/ledger/verify") {
		t.Error("who may only read is offered more")
	}
	d.post("viewer", "/ledger/verify", nil, 403)
	d.post("ada", "/ledger/verify", nil, 303)
	d.post("ada", "/ledger/verify", nil, 303) // the one under way is looked at
	for i := 0; d.room.Checks.State().Running; i++ {
		if i > 1000 {
			t.Fatal("the verification does not end")
		}
		time.Sleep(10 * time.Millisecond)
	}
	contains(t, d.get("ada", "/ledger", 200), "No fault found", "Asked for by ada")

	d.get("ada", "/ledger/backup", 403)
	backup := d.get("admin", "/ledger/backup", 200)
	dir := t.TempDir()
	store, err := sqlite.Open(t.Context(), filepath.Join(dir, "ledger.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	back, err := ledger.Restore(t.Context(), store, snapshot.NewFolder(filepath.Join(dir, "snapshots")), nil, strings.NewReader(backup))
	if err != nil || back.Root != head.Root {
		t.Errorf("restored: %v, %v", back, err)
	}
}

// A backup that cannot be completed is broken off.
func TestBrokenBackup(t *testing.T) {
	d := openDesk(t, web.Options{}, ferry)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d.mux.ServeHTTP(&short{ResponseWriter: w}, as(r, "root", account.Admin))
	}))
	defer server.Close()
	res, err := server.Client().Get(server.URL + "/ledger/backup")
	if err != nil {
		return // nothing came
	}
	defer res.Body.Close()
	var all bytes.Buffer
	if _, err := all.ReadFrom(res.Body); err == nil {
		t.Error("half a backup came as if it were whole")
	}
}

// short is an answer that fails behind its first bytes.
type short struct {
	http.ResponseWriter
	n int
}

func (s *short) Write(p []byte) (int, error) {
	if s.n += len(p); s.n > 100 {
		_, _ = s.ResponseWriter.Write(p[:min(len(p), 10)])
		return 0, errors.New("the disk is gone")
	}
	return s.ResponseWriter.Write(p)
}

func TestFeeds(t *testing.T) {
	at := time.Date(2031, 3, 5, 14, 30, 0, 0, time.UTC)
	d := openDesk(t, web.Options{Feeds: func() []web.FeedHealth {
		list := []web.FeedHealth{
			{URL: "https://example.org/<feed>", Title: "Skell <b>Mirror</b>", LastLooked: at, LastNew: at, Next: at},
			{URL: "https://example.org/b", Failures: 3, LastError: "status <503>", LastLooked: at},
			{URL: "https://example.org/c"},
		}
		for i := range 60 {
			list = append(list, web.FeedHealth{URL: fmt.Sprintf("https://example.org/more/%d", i)})
		}
		return list
	}})
	page := d.get("viewer", "/ledger", 200)
	contains(t, page, "63 feeds watched", "1 feed could not be read", "Skell &lt;b&gt;Mirror&lt;/b&gt;", "3 times in a row: status &lt;503&gt;", "not looked at yet", "/ledger?feeds=50", "2031-03-05 14:30 UTC")
	contains(t, d.get("viewer", "/ledger?feeds=50", 200), "more/59")
	d.get("viewer", "/ledger?feeds=999", 200)
	d.get("viewer", "/ledger?feeds=-1", 400)
	d.get("viewer", "/ledger?feeds=x", 400)
}

// A ledger that is changed behind the program's back is found out, and the page says how.
func TestVerificationFaults(t *testing.T) {
	d := openDesk(t, web.Options{}, ferry)
	err := d.room.Ledger.Update(t.Context(), func(tx ledger.Tx) error {
		return tx.Retire(t.Context(), 1, 20, 5)
	})
	if err != nil {
		t.Fatal(err)
	}
	c := d.room.Checks
	if !c.Start("ada") {
		t.Fatal("not started")
	}
	c.Wait()
	contains(t, d.get("ada", "/ledger", 200), "found</strong> in", "What is wrong")
}
