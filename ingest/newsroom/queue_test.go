package newsroom_test

import (
	"testing"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/internal/roomtest"
)

const (
	ferry = "../../examples/stories/varn-ferry/manifest.json"
	leak  = "../../examples/stories/morrick-leak/manifest.json"
)

// The queue has what is disputed first, each once, those that were read least surely first.
func TestQueueOrder(t *testing.T) {
	room := roomtest.Open(t, ferry)
	known := make(map[string]bool)
	var last newsroom.Place
	n := 0
	for x := range newsroom.Queue(room.Live.View(), newsroom.QueueFilter{}) {
		if n++; n > 1 && last.Compare(x.Place) >= 0 {
			t.Errorf("%+v after %+v", x.Place, last)
		}
		if known[x.Place.Statement] {
			t.Errorf("%s twice", x.Place.Statement)
		}
		if x.Urgency == newsroom.OnDisputed && x.Claim.Claim.Status() != claim.Disputed {
			t.Errorf("%s is not disputed", x.Claim.Claim.ID)
		}
		known[x.Place.Statement], last = true, x.Place
	}
	counts, err := room.Ledger.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if n == 0 || int64(n) > counts.Statements {
		t.Errorf("%d of %d statements wait", n, counts.Statements)
	}
}

func TestQueueFilters(t *testing.T) {
	room := roomtest.Open(t, ferry, leak)
	v := room.Live.View()
	var first newsroom.Queued
	for first = range newsroom.Queue(v, newsroom.QueueFilter{}) {
		break
	}
	for x := range newsroom.Queue(v, newsroom.QueueFilter{Story: first.Story.ID}) {
		if x.Story != first.Story {
			t.Errorf("%s is of another story", x.Place.Statement)
		}
	}
	n := 0
	for x := range newsroom.Queue(v, newsroom.QueueFilter{Claim: first.Claim.Claim.ID}) {
		if n++; x.Claim.Claim != first.Claim.Claim {
			t.Errorf("%s is on another claim", x.Place.Statement)
		}
	}
	if n == 0 {
		t.Error("nothing waits on the claim")
	}
	for _, f := range []newsroom.QueueFilter{{Story: "sy_x"}, {Claim: "cl_x"}, {Statement: "st_x"}, {Claim: first.Claim.Claim.ID, Story: "sy_x"}} {
		for x := range newsroom.Queue(v, f) {
			t.Errorf("%+v finds %s", f, x.Place.Statement)
		}
	}
	// A statement that is wanted by its ID is there when it was decided about, too.
	if _, err := room.Decide(t.Context(), claim.Decision{Act: claim.Accept, Statements: []string{first.Place.Statement}}, ""); err != nil {
		t.Fatal(err)
	}
	v = room.Live.View()
	for x := range newsroom.Queue(v, newsroom.QueueFilter{}) {
		if x.Place.Statement == first.Place.Statement {
			t.Error("what was accepted waits")
		}
	}
	n = 0
	for x := range newsroom.Queue(v, newsroom.QueueFilter{Statement: first.Place.Statement}) {
		if n++; x.Stated == nil || x.Urgency != newsroom.OnDisputed {
			t.Errorf("%+v", x)
		}
	}
	if n != 1 {
		t.Errorf("%d times", n)
	}
}

func TestSeen(t *testing.T) {
	room := roomtest.Open(t, ferry)
	var ids []string
	for x := range newsroom.Queue(room.Live.View(), newsroom.QueueFilter{}) {
		if ids = append(ids, x.Place.Statement); len(ids) == 2 {
			break
		}
	}
	decide := func(statement, basis string) string {
		t.Helper()
		id, err := room.Decide(t.Context(), claim.Decision{Act: claim.Accept, By: "ada", Statements: []string{statement}}, basis)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	a := decide(ids[0], "")
	b := decide(ids[1], "")
	c := decide(ids[0], a)
	v := room.Live.View()
	for _, x := range []struct{ last, statement, basis string }{{"", ids[0], ""}, {a, ids[0], a}, {b, ids[0], a}, {c, ids[0], c}, {a, ids[1], ""}, {c, ids[1], b}} {
		if got, ok := newsroom.Seen(v, x.last, x.statement); !ok || got != x.basis {
			t.Errorf("seen when %q was the last: %q, want %q", x.last, got, x.basis)
		}
	}
	if _, ok := newsroom.Seen(v, "dc_x", ids[0]); ok {
		t.Error("what there is not was seen")
	}
	if got := newsroom.Meanwhile(v, a, ids[0]); len(got) != 1 || got[0].ID != c {
		t.Errorf("meanwhile: %+v", got)
	}
	if newsroom.Last(v) != c {
		t.Errorf("last: %q", newsroom.Last(v))
	}
}
