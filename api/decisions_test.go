package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/api"
)

type problem struct {
	Detail string
	Errors []struct {
		Location string
		Value    any
	}
}

// Who decides on what others decided about meanwhile is told so, and what to look at.
func TestDecisionsMeanwhile(t *testing.T) {
	d := open(t, ferry)
	st := d.first("/statements")
	path, body := api.Root+"/decisions", `{"act":"correct","field":"party","value":"Orvalt","statements":["`+st+`"]`
	var first, second struct{ ID, By string }
	got := d.as("bo", 2).do("POST", path, body+`,"basis":""}`)
	got.want(t, http.StatusCreated)
	got.read(t, &first)
	if first.By != "bo" || got.head.Get("Location") != path+"/"+first.ID {
		t.Errorf("by %s at %s", first.By, got.head.Get("Location"))
	}
	for _, stale := range [][]string{{body + `,"basis":""}`}, {body + `}`}, {body + `}`, "If-Match", `""`}, {body + `}`, "If-Match", `"dc_other"`}} {
		got := d.do("POST", path, stale[0], stale[1:]...)
		got.problem(t, http.StatusConflict, "somebody else")
		var p problem
		got.read(t, &p)
		if p.Errors[0].Value != first.ID {
			t.Errorf("the basis is said to be %v, not %s", p.Errors[0].Value, first.ID)
		}
	}
	var b struct{ Basis string }
	if d.get(&b, "/decisions/basis?statement="+st); b.Basis != first.ID {
		t.Errorf("basis %s", b.Basis)
	}
	d.do("POST", path, body+`}`, "If-Match", `"`+first.ID+`"`).want(t, http.StatusCreated)
	d.do("POST", path+"/"+first.ID+"/undo", `{}`).problem(t, http.StatusConflict, "somebody else") // there is a later one
	d.get(&b, "/decisions/basis?undoes="+first.ID)
	got = d.do("POST", path+"/"+first.ID+"/undo", `{"basis":"`+b.Basis+`"}`)
	got.want(t, http.StatusCreated)
	got.read(t, &second)
	d.get(&b, "/decisions/basis?statement="+st)
	d.do("POST", path+"/"+first.ID+"/undo", `{"basis":"`+b.Basis+`"}`).problem(t, http.StatusBadRequest, "undone already")
	var one struct{ Standing bool }
	if d.get(&one, "/decisions/"+first.ID); one.Standing {
		t.Error("what is undone stands")
	}
	if d.get(&one, "/decisions/"+second.ID); !one.Standing {
		t.Error("what undoes does not stand")
	}
}

// Claims are decided about by their IDs, and grades are undone.
func TestDecideAboutClaims(t *testing.T) {
	d := open(t, ferry)
	path := api.Root + "/decisions"
	var p struct {
		Items []struct{ ID, Kind string }
	}
	d.get(&p, "/claims?limit=1000&story="+d.first("/stories"))
	var ids []string
	for _, c := range p.Items {
		if c.Kind == "event" && len(ids) < 2 {
			ids = append(ids, c.ID)
		}
	}
	before := len(p.Items)
	d.do("POST", path, `{"act":"merge","claims":[{"id":"`+ids[0]+`"},{"id":"`+ids[1]+`"}]}`).want(t, http.StatusCreated)
	if d.get(&p, "/claims?limit=1000&story="+d.first("/stories")); len(p.Items) != before-1 {
		t.Errorf("%d claims, %d before", len(p.Items), before)
	}
	d.do("POST", path, `{"act":"merge","claims":[{"id":"`+ids[0]+`"},{"id":"cl_none"}]}`).problem(t, http.StatusBadRequest, "body.claims")
	got := d.do("POST", path, `{"act":"grade","source":"Halyard Press","value":"A1"}`)
	got.want(t, http.StatusCreated)
	var made struct{ ID string }
	got.read(t, &made)
	d.do("POST", path+"/"+made.ID+"/undo", `{}`).want(t, http.StatusCreated)
}

// What is no decision is refused, and nothing is recorded.
func TestBadDecisions(t *testing.T) {
	d := open(t, ferry)
	st, path := d.first("/statements"), api.Root+"/decisions"
	for body, names := range map[string]string{
		`{`:                                     "body",
		`[]`:                                    "body",
		`null`:                                  "body",
		`{}`:                                    "body",
		`{"act":"burn"}`:                        "body.act",
		`{"act":"accept","statement":["a"]}`:    "body.statement",
		`{"act":"accept","By":"eve"}`:           "body.By",
		`{"act":"accept","statements":"x"}`:     "body.statements",
		`{"act":"accept","statements":[1]}`:     "body.statements[0]",
		`{"act":"accept"}`:                      "names no statement",
		`{"act":"accept","statements":["st_"]}`: "there is no statement",
		`{"act":"correct","field":"act","value":"\u0000","statements":["` + st + `"]}`:             "there is no such act",
		`{"act":"grade","source":"x","value":"Z9"}`:                                                "A1 to F6",
		`{"act":"undo","undoes":"dc_none"}`:                                                        "there is no such decision",
		`{"act":"accept","statements":["` + st + `"],"note":"` + strings.Repeat("n", 10001) + `"}`: "body.note",
		`{"act":"accept","statements":["` + st + `"]} {}`:                                          "body",
		strings.Repeat("[", 20000):                                                                 "body",
	} {
		d.do("POST", path, body).problem(t, http.StatusBadRequest, names)
	}
	ok := `{"act":"accept","statements":["` + st + `"]}`
	for _, match := range []string{`dc_x`, `"a", "b"`, `W/"a"`, `"`} {
		d.do("POST", path, ok, "If-Match", match).problem(t, http.StatusBadRequest, "header.If-Match")
	}
	d.do("POST", path, ok[:len(ok)-1]+`,"basis":"a"}`, "If-Match", `"b"`).problem(t, http.StatusBadRequest, "header.If-Match")
	d.do("POST", path, ok, "Content-Type", "text/plain").problem(t, http.StatusUnsupportedMediaType, "application/json")
	d.do("POST", path, ok, "Content-Type", "application/x-www-form-urlencoded").problem(t, http.StatusUnsupportedMediaType, "application/json")
	d.do("POST", path, `{"act":"accept","note":"`+strings.Repeat("n", 1<<20)+`"}`).problem(t, http.StatusRequestEntityTooLarge, "1048576")
	d.do("POST", path, "").problem(t, http.StatusBadRequest, "body")
	var p page
	if d.get(&p, "/decisions"); len(p.Items) > 0 {
		t.Errorf("%d decisions were recorded", len(p.Items))
	}
}

// Article text and what users write go out as JSON, whatever is in them.
func TestHostileText(t *testing.T) {
	d := open(t)
	text := "The minister of Ostrel said on Monday that \"</script><script>alert(1)</script>\" \u202e\u0007 would\tbe \\ repaired.\u2028"
	body, err := json.Marshal(map[string]any{"text": text, "title": "<img src=x onerror=alert(1)>", "publisher": "A \"B\" & <C>", "published": "2031-05-06"})
	if err != nil {
		t.Fatal(err)
	}
	var job, doc struct{ ID string }
	got := d.do("POST", api.Root+"/ingest", string(body))
	got.want(t, http.StatusAccepted)
	got.read(t, &job)
	d.waitFor(job.ID)
	if _, err := d.room.Now(t.Context()); err != nil {
		t.Fatal(err)
	}
	doc.ID = d.first("/documents")
	for _, path := range []string{"/documents/" + doc.ID, "/statements", "/claims", "/stories", "/outlets", "/ingest/" + job.ID} {
		var any map[string]any
		got := d.get(&any, path)
		if got.head.Get("Content-Type") != "application/json" {
			t.Errorf("%s: %s", path, got.head.Get("Content-Type"))
		}
	}
	for _, hostile := range []string{"%00", "%ff%fe", "'%20OR%201=1--", "%22", "%0d%0aX:1", "..%2f..%2fetc", strings.Repeat("a", 99)} {
		d.do("GET", api.Root+"/statements/"+hostile, "").problem(t, http.StatusNotFound, "there is no such")
		d.do("GET", api.Root+"/documents/"+hostile, "").problem(t, http.StatusNotFound, "there is no such")
		for _, path := range []string{"/statements?speaker=", "/statements?document=", "/documents?title=", "/documents?url=", "/claims?speaker=", "/claims?party=", "/speakers?from=", "/search?q=a"} {
			if got := d.do("GET", api.Root+path+hostile, ""); got.code != http.StatusOK {
				got.problem(t, http.StatusBadRequest, "query.") // there is no word in it
			}
		}
	}
	d.do("GET", api.Root+"/statements/"+strings.Repeat("a", 101), "").problem(t, http.StatusBadRequest, "path.id")
}
