package claims_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ledger"
)

// growing is a log of which only the beginning is there yet.
type growing struct {
	*ledger.Ledger
	size int64
}

func (g *growing) Head(ctx context.Context) (ledger.Head, error) {
	h, err := g.Ledger.Head(ctx)
	h.Size = min(h.Size, g.size)
	return h, err
}

func (g *growing) Entries(ctx context.Context, from int64) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		for e, err := range g.Ledger.Entries(ctx, from) {
			if err == nil && e.Index >= g.size || !yield(e, err) {
				return
			}
		}
	}
}

// However far the log had come each time that it was looked at, the view is what all at
// once comes to, and so are its lists.
func TestLive(t *testing.T) {
	l := read(t)
	s, x := disputed(t, makeAll(t, l, claims.Options{}))
	decision := claim.Decision{Act: claim.Reject, Statements: []string{x.Takes[0].Statement}}
	id, err := claims.Decide(t.Context(), l, decision)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := claims.Decide(t.Context(), l, claim.Decision{Act: claim.Grade, Source: s.Claims[len(s.Claims)-1].Takes[0].Origin, Value: "B2"}); err != nil {
		t.Fatal(err)
	}
	if _, err := claims.Decide(t.Context(), l, claim.Decision{Act: claim.Undo, Undoes: id}); err != nil {
		t.Fatal(err)
	}
	head, err := l.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []int64{1, 37, 1 << 30} {
		log := &growing{Ledger: l}
		now := live.New(log, claims.Options{})
		views := 0
		for log.size < head.Size {
			log.size = min(log.size+step, head.Size)
			before := now.View()
			if err := now.Refresh(t.Context()); err != nil {
				t.Fatal(err)
			}
			views++
			if v := now.View(); v.Size != log.size {
				t.Fatalf("a view of %d entries, of %d", v.Size, log.size)
			}
			if n, _ := before.Counts(); n != len(slices.Collect(firsts(before.Stories(live.Range{}, live.Place{})))) {
				t.Fatal("a view changed after it was made")
			}
		}
		v := now.View()
		var got []claims.Story
		for s := range v.Stories(live.Range{}, live.Place{}) {
			got = append(got, *s)
		}
		want := makeAll(t, l, claims.Options{})
		if a, b := written(t, got), written(t, want); a != b {
			t.Fatalf("by %d entries the stories are otherwise than all at once:\n%s\n%s", step, a, b)
		}
		lists(t, v, want)
	}
}

// lists looks whether a view's lists have what its stories have.
func lists(t *testing.T, v *live.View, stories []claims.Story) {
	t.Helper()
	all, changes := 0, 0
	for i := range stories {
		s := &stories[i]
		all += len(s.Claims)
		for k := range s.Claims {
			c := &s.Claims[k]
			changes += len(c.History)
			e, ok := v.Claim(c.ID)
			if !ok || e.Claim.Wording != c.Wording || e.Story.ID != s.ID {
				t.Errorf("claim %s is not found", c.ID)
			}
			found := false
			for e := range v.Claims(live.Filter{Status: c.Status(), Party: c.Takes[0].Party, Speaker: c.Takes[0].Speaker, Story: ""}, live.Place{}) {
				found = found || e.Claim.ID == c.ID
			}
			if !found {
				t.Errorf("claim %s is not in the list of its status, party and speaker", c.ID)
			}
			if !slices.ContainsFunc(v.ClaimsOf(c.Takes[0].Document, c.Takes[0].Statement), func(e live.Entry) bool { return e.Claim.ID == c.ID }) {
				t.Errorf("claim %s is not found by its statement", c.ID)
			}
		}
	}
	if _, n := v.Counts(); n != all {
		t.Errorf("%d claims, of %d", n, all)
	}
	last, n := "9999", 0
	place := live.Place{}
	for { // a change a page
		more := false
		for e, at := range v.Changes(live.Range{}, place) {
			if e.Change.From > last {
				t.Errorf("a change of %s after one of %s", e.Change.From, last)
			}
			last, place, more = e.Change.From, at, true
			n++
			break
		}
		if !more {
			break
		}
	}
	if n != changes {
		t.Errorf("%d changes, of %d", n, changes)
	}
	documents := 0
	for o := range v.Outlets("") {
		for range v.Documents(o.Name, live.Range{}, live.Place{}) {
			documents++
		}
	}
	reports := 0
	for i := range stories {
		reports += len(stories[i].Reports)
	}
	if documents != reports {
		t.Errorf("%d documents of outlets, of %d", documents, reports)
	}
	for n := range v.Speakers("") {
		count := 0
		for range v.Claims(live.Filter{Speaker: n.Name}, live.Place{}) {
			count++
		}
		if count != n.Count || count == 0 {
			t.Errorf("%s has %d claims, and is said to have %d", n.Name, count, n.Count)
		}
	}
}

// Who waits for a state gets it, and learns what changed by it.
func TestLiveUntil(t *testing.T) {
	l := read(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	now := live.New(l, claims.Options{})
	go now.Run(ctx, time.Hour, func(err error) { t.Error(err) })
	head, err := l.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	v, err := now.Until(ctx, head.Size)
	if err != nil {
		t.Fatal(err)
	}
	if len(v.New) > 0 {
		t.Error("all of the first view is new")
	}
	views, done := now.Watch()
	defer done()
	var c *claim.Claim
	for e := range v.Claims(live.Filter{Status: claim.Disputed}, live.Place{}) {
		c = e.Claim
	}
	var all []string
	for i := range c.Takes {
		all = append(all, c.Takes[i].Statement)
	}
	if _, err := claims.Decide(ctx, l, claim.Decision{Act: claim.Reject, Statements: all}); err != nil {
		t.Fatal(err)
	}
	if v, err = now.Until(ctx, head.Size+1); err != nil {
		t.Fatal(err)
	}
	if got := <-views; got != v {
		t.Error("the watcher got another view")
	}
	if _, ok := v.Claim(c.ID); ok {
		t.Error("a claim of nothing but what was rejected is there still")
	}
	short, cancel := context.WithTimeout(ctx, 10*time.Millisecond)
	defer cancel()
	if _, err := now.Until(short, head.Size+100); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting for what never comes: %v", err)
	}
}

func firsts[A, B any](in iter.Seq2[A, B]) iter.Seq[A] {
	return func(yield func(A) bool) {
		for a := range in {
			if !yield(a) {
				return
			}
		}
	}
}

// disputed is a claim of a story that is disputed.
func disputed(t *testing.T, stories []claims.Story) (*claims.Story, *claim.Claim) {
	t.Helper()
	for i := range stories {
		for k := range stories[i].Claims {
			if c := &stories[i].Claims[k]; c.Status() == claim.Disputed {
				return &stories[i], c
			}
		}
	}
	t.Fatal("nothing is disputed")
	return nil, nil
}

// An article of the evening is of its own day, though the day after has begun in UTC.
func TestAsOfOwnDay(t *testing.T) {
	evening := claim.Report{Doc: &hearsay.Document{Published: "2034-02-07T22:00:00-05:00"}, Public: "2034-02-08T03:00:00Z"}
	for day, want := range map[string]int{"2034-02-06": 0, "2034-02-07": 1, "2034-02": 1, "2034-01": 0, "2034": 1, "2034-02-08T02:59:00Z": 0, "2034-02-08T03:00:00Z": 1, "": 1} {
		if got := len(claims.AsOf([]claim.Report{evening}, day)); got != want {
			t.Errorf("as of %s: %d reports, want %d", day, got, want)
		}
	}
}
