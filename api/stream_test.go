package api_test

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/api"
)

// listener reads a stream of events over a connection.
type listener struct {
	t     *testing.T
	lines *bufio.Scanner
	id    string // the last one
	stop  context.CancelFunc
}

func (d *desk) server(t *testing.T) *httptest.Server {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d.mux.ServeHTTP(w, r.WithContext(account.With(r.Context(), d.user)))
	}))
	t.Cleanup(s.Close)
	return s
}

func listen(t *testing.T, at, last string) *listener {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(stop)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
	if err != nil {
		t.Fatal(err)
	}
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { got.Body.Close() })
	if got.StatusCode != http.StatusOK || got.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("%d %v", got.StatusCode, got.Header)
	}
	return &listener{t: t, lines: bufio.NewScanner(got.Body), stop: stop}
}

// next gives the next event, or "" and the ID where only that came.
func (l *listener) next() (name, data string) {
	l.t.Helper()
	for l.lines.Scan() {
		line := l.lines.Text()
		switch {
		case strings.HasPrefix(line, "id: "):
			l.id = line[4:]
		case strings.HasPrefix(line, "event: "):
			name = line[7:]
		case strings.HasPrefix(line, "data: "):
			data = line[6:]
		case line == "" && (name != "" || l.id != ""):
			return name, data
		}
	}
	l.t.Fatalf("the stream ends: %v", l.lines.Err())
	return "", ""
}

const bridge = `{"text":"Ostrel's minister of works, Hanno Brack, said on Monday that the Kessel bridge had been closed. The Kessel police denied that the bridge had been closed.","title":"Bridge NUMBER","publisher":"Ostrel Gazette","published":"2031-05-06","url":"https://gazette.example/NUMBER"}`

func (d *desk) add(number string) {
	d.t.Helper()
	var job struct{ ID string }
	got := d.do("POST", api.Root+"/ingest", strings.ReplaceAll(bridge, "NUMBER", number))
	got.want(d.t, http.StatusAccepted)
	got.read(d.t, &job)
	d.waitFor(job.ID)
	if _, err := d.room.Now(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
}

// Changes come as they are recorded; who was cut off goes on where they were, or is told to
// look.
func TestChangesAsTheyCome(t *testing.T) {
	d := open(t, ferry)
	s := d.server(t)
	at := s.URL + api.Root + "/changes/events"
	l := listen(t, at, "")
	l.next() // where it is
	start := l.id
	d.add("1")
	name, data := l.next()
	if name != "change" || !strings.Contains(data, `"claim":"cl_`) {
		t.Fatalf("%s: %s", name, data)
	}
	first, firstData := l.id, data
	l.stop()
	d.add("2") // nobody listens
	again := listen(t, at, start)
	if name, data := again.next(); name != "change" || data != firstData || again.id != first {
		t.Errorf("%s %s: %s", again.id, name, data)
	}
	for _, last := range []string{"nonsense", "000000000000-1", start[:13] + "999999", start[:13] + "-5"} {
		lost := listen(t, at, last)
		if name, data := lost.next(); name != "reset" || !strings.Contains(data, "/changes") {
			t.Errorf("%s: %s %s", last, name, data)
		}
	}
}

// A job tells what becomes of it, and its stream ends with it.
func TestJobAsItGoesOn(t *testing.T) {
	d := open(t)
	s := d.server(t)
	var job struct{ ID string }
	got := d.do("POST", api.Root+"/ingest", strings.ReplaceAll(bridge, "NUMBER", "1"))
	got.want(t, http.StatusAccepted)
	got.read(t, &job)
	l := listen(t, s.URL+api.Root+"/ingest/"+job.ID+"/events", "")
	outcomes := 0
	for {
		name, data := l.next()
		if name == "outcome" {
			outcomes++
		}
		if name == "end" {
			if !strings.Contains(data, `"ended":true`) || outcomes != 1 {
				t.Errorf("%d outcomes, then %s", outcomes, data)
			}
			break
		}
	}
	for l.lines.Scan() {
		if l.lines.Text() != "" {
			t.Errorf("the stream goes on: %s", l.lines.Text())
		}
	}
	again := listen(t, s.URL+api.Root+"/ingest/"+job.ID+"/events", "1")
	if name, _ := again.next(); name != "end" {
		t.Errorf("what was told is told again: %s", name)
	}
}

// A user has only so many streams, and they end with the API.
func TestStreamsAreCounted(t *testing.T) {
	d := open(t)
	s := d.server(t)
	at := s.URL + api.Root + "/changes/events"
	var all []*listener
	for range 32 {
		all = append(all, listen(t, at, ""))
	}
	got, err := http.Get(at)
	if err != nil {
		t.Fatal(err)
	}
	got.Body.Close()
	if got.StatusCode != http.StatusTooManyRequests || got.Header.Get("Retry-After") == "" {
		t.Errorf("status %d", got.StatusCode)
	}
	d.api.Close()
	for _, l := range all {
		for l.lines.Scan() {
		}
	}
}
