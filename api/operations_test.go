package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/api"
)

// stream takes what a stream sends within a moment.
func (d *desk) stream(w *httptest.ResponseRecorder, r *http.Request) {
	ctx, stop := context.WithTimeout(r.Context(), 300*time.Millisecond)
	defer stop()
	d.mux.ServeHTTP(w, r.WithContext(ctx))
}

// Every operation of the document is called here, by whom it lets and by whom it does not,
// and what goes in and out fits the document.
func TestEveryOperation(t *testing.T) {
	d := open(t, ferry, leak)
	d.doc = readDocument(t, d)
	story, claim, claims2 := d.first("/stories"), d.first("/claims"), page{}
	d.get(&claims2, "/claims?limit=2&least=1")
	document, statement := d.first("/documents"), d.first("/statements")
	for _, path := range []string{
		"/statements?limit=3&party=Orvalt&since=2031-03&certainty=unspecified", "/statements/" + statement, "/statements?all=true&versions=true",
		"/search?q=ferry&limit=2", "/claims?status=disputed", "/claims?as_of=2031-03-10", "/claims?speaker=Davin+Orsk&party=orvalt", "/claims/" + claim,
		"/claims/" + claim + "?as_of=2040", "/stories?since=2031", "/stories/" + story + "?limit=2", "/documents?publisher=Halyard+Press", "/documents/" + document,
		"/documents/" + document + "/statements?limit=2", "/documents/" + document + "/versions", "/documents/" + document + "/copies",
		"/speakers?from=d", "/outlets", "/changes?since=2031-03-07&until=2031-12", "/decisions", "/decisions/basis?statement=" + statement + "&statement=x&claim=" + claim,
		"/ingest", "/ledger", "/verify",
	} {
		d.get(nil, path)
		d.do("HEAD", api.Root+path, "").want(t, http.StatusOK)
	}
	copies := 0
	for id := range d.every("/documents?all=true") {
		var p page
		d.get(&p, "/documents/"+id+"/copies")
		copies += len(p.Items)
		d.get(&p, "/documents/"+id+"/versions")
		copies += len(p.Items)
	}
	if copies == 0 {
		t.Error("no copies and no versions were looked at")
	}

	var made struct{ ID string }
	got := d.do("POST", api.Root+"/decisions", `{"act":"accept","statements":["`+statement+`"],"note":"seen <b>"}`)
	got.want(t, http.StatusCreated)
	got.read(t, &made)
	d.get(nil, "/decisions/"+made.ID)
	d.do("GET", got.head.Get("Location"), "").want(t, http.StatusOK)
	d.do("POST", api.Root+"/decisions/"+made.ID+"/undo", `{"note":"not so"}`).want(t, http.StatusCreated)
	d.get(nil, "/decisions?standing=true")
	d.get(nil, "/decisions/basis?undoes="+made.ID)

	got = d.do("POST", api.Root+"/ingest", `{"text":"The mayor of Ostrel said on Monday that the bridge was safe.","title":"Bridge","publisher":"Ostrel Gazette","published":"2031-05-06"}`)
	got.want(t, http.StatusAccepted)
	got.read(t, &made)
	d.waitFor(made.ID)
	d.get(nil, "/ingest/"+made.ID)
	d.do("GET", api.Root+"/ingest/"+made.ID+"/events", "").want(t, http.StatusOK)
	d.do("GET", api.Root+"/changes/events", "").want(t, http.StatusOK)
	d.do("POST", api.Root+"/verify", "").want(t, http.StatusAccepted)
	d.verified()
	d.do("GET", api.Root+"/backup", "").want(t, http.StatusOK)

	for _, id := range d.doc.all {
		if !d.doc.called[id] {
			t.Errorf("operation %s was never called", id)
		}
	}
	d.refusals()
}

// refusals has every operation refuse: users who may not, IDs that there are not, parameters
// that it does not know.
func (d *desk) refusals() {
	t := d.t
	nobody, viewer, analyst := d.as("", 0), d.as("vi", 1), d.as("an", 2)
	for template, item := range d.doc.paths() {
		for method := range item.(map[string]any) {
			method = strings.ToUpper(method)
			body := ""
			if method == "POST" {
				body = "{}"
			}
			path := api.Root + strings.ReplaceAll(template, "{id}", "st_none")
			nobody.do(method, path, body).problem(t, http.StatusUnauthorized, "logged in")
			switch {
			case template == "/verify" && method == "POST" || template == "/backup":
				analyst.do(method, path, body).problem(t, http.StatusForbidden, "admin")
			case method == "POST":
				viewer.do(method, path, body).problem(t, http.StatusForbidden, "analyst")
				if got := analyst.do(method, path, body); got.code == http.StatusForbidden {
					t.Errorf("%s %s: an analyst may not", method, path)
				}
			default:
				if got := viewer.do(method, path, ""); got.code == http.StatusForbidden {
					t.Errorf("%s %s: a viewer may not", method, path)
				}
			}
			if strings.Contains(template, "{id}") {
				d.do(method, path, body).problem(t, http.StatusNotFound, "there is no such")
			}
			d.do(method, path+"?nonsense=1", body).problem(t, http.StatusBadRequest, "query.nonsense")
			d.do(method, path+"?limit=%zz", body).problem(t, http.StatusBadRequest, "query")
			op := item.(map[string]any)[strings.ToLower(method)].(map[string]any)
			if params, err := json.Marshal(op["parameters"]); err == nil && bytes.Contains(params, []byte(`"limit"`)) {
				for _, limit := range []string{"0", "-1", "1001", "many", "1e3", "99999999999999999999"} {
					d.do(method, path+"?limit="+limit, body).problem(t, http.StatusBadRequest, "query.limit")
				}
				d.do(method, path+"?limit=1&limit=2", body).problem(t, http.StatusBadRequest, "query.limit")
			}
		}
	}
}

// every gives the IDs of a list, all pages of it.
func (d *desk) every(path string) map[string]bool {
	d.t.Helper()
	all, next := map[string]bool{}, ""
	for {
		var p page
		d.get(&p, path+next)
		for _, x := range p.Items {
			all[x.ID] = true
		}
		if p.Next == nil {
			return all
		}
		next = "&cursor=" + url.QueryEscape(*p.Next)
	}
}

// waitFor waits until a job has ended.
func (d *desk) waitFor(job string) {
	d.t.Helper()
	for range 600 {
		if d.room.Jobs.Job(job).State().Ended {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	d.t.Fatal("the job does not end")
}

// verified waits until a verification has ended, and sees that it found nothing.
func (d *desk) verified() {
	d.t.Helper()
	for range 600 {
		var v struct{ State string }
		d.get(&v, "/verify")
		if v.State == "sound" {
			return
		}
		if v.State != "running" {
			d.t.Fatalf("verification: %s", v.State)
		}
		time.Sleep(50 * time.Millisecond)
	}
	d.t.Fatal("the verification does not end")
}
