package api_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/api"
)

// A request that is made again with its key is done once; another with that key is refused.
func TestIdempotency(t *testing.T) {
	d := open(t, ferry)
	path, body := api.Root+"/decisions", `{"act":"grade","source":"Halyard Press","value":"B2"}`
	first := d.do("POST", path, body, "Idempotency-Key", "k1")
	first.want(t, http.StatusCreated)
	again := d.do("POST", path, body, "Idempotency-Key", "k1")
	again.want(t, http.StatusCreated)
	if string(again.body) != string(first.body) || again.head.Get("Location") != first.head.Get("Location") || again.head.Get("Idempotency-Replayed") != "true" {
		t.Errorf("again: %v %s", again.head, again.body)
	}
	d.do("POST", path, `{"act":"grade","source":"Halyard Press","value":"B3"}`, "Idempotency-Key", "k1").problem(t, http.StatusUnprocessableEntity, "Idempotency-Key")
	d.do("POST", path, body, "Idempotency-Key", "k1", "If-Match", `"x"`).problem(t, http.StatusUnprocessableEntity, "Idempotency-Key")
	d.do("POST", api.Root+"/ingest", body, "Idempotency-Key", "k1").problem(t, http.StatusUnprocessableEntity, "Idempotency-Key")
	other := d.as("bo", account.Analyst).do("POST", path, body, "Idempotency-Key", "k1")
	other.want(t, http.StatusCreated)
	if string(other.body) == string(first.body) {
		t.Error("another user got the first one's answer")
	}
	d.do("POST", path, body, "Idempotency-Key", string(make([]byte, 300))).problem(t, http.StatusBadRequest, "header.Idempotency-Key")

	// What was refused did nothing, and its key is free.
	d.do("POST", path, `{"act":"burn"}`, "Idempotency-Key", "k2").problem(t, http.StatusBadRequest, "body.act")
	d.do("POST", path, body, "Idempotency-Key", "k2").want(t, http.StatusCreated)
	d.as("vi", account.Viewer).do("POST", path, body, "Idempotency-Key", "k1").problem(t, http.StatusForbidden, "analyst")
}

// Of many at once with one key, one is done, and all get its answer.
func TestIdempotencyAtOnce(t *testing.T) {
	d := open(t)
	path, body := api.Root+"/decisions", `{"act":"grade","source":"Halyard Press","value":"B2"}`
	got := make([]answer, 16)
	var wait sync.WaitGroup
	for i := range got {
		wait.Go(func() { got[i] = d.do("POST", path, body, "Idempotency-Key", "once") })
	}
	wait.Wait()
	for _, g := range got {
		g.want(t, http.StatusCreated)
		if string(g.body) != string(got[0].body) {
			t.Errorf("%s and %s", g.body, got[0].body)
		}
	}
	var p page
	if d.get(&p, "/decisions"); len(p.Items) != 1 {
		t.Errorf("%d decisions", len(p.Items))
	}
	for i := range 3 {
		d.do("POST", path, body, "Idempotency-Key", fmt.Sprint("other", i)).want(t, http.StatusCreated)
	}
	if d.get(&p, "/decisions"); len(p.Items) != 4 {
		t.Errorf("%d decisions", len(p.Items))
	}
}
