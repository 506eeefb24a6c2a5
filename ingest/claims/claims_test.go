package claims_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/desk"
	"github.com/hearsay-news/hearsay/ingest/manifest"
	"github.com/hearsay-news/hearsay/ingest/queue"
	"github.com/hearsay-news/hearsay/ingest/source"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/snapshot"
	"github.com/hearsay-news/hearsay/ledger/sqlite"
	"github.com/hearsay-news/hearsay/nlp"
	"github.com/hearsay-news/hearsay/record"
)

const ferry = "../../examples/stories/varn-ferry/manifest.json"

// model is the fast one, loaded once.
var model = sync.OnceValues(func() (*nlp.Pipeline, error) { return nlp.Load("fast") })

// open makes a ledger in a folder.
func open(t *testing.T, dir string) *ledger.Ledger {
	t.Helper()
	key, err := ledger.OpenKey(filepath.Join(dir, "key"))
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), filepath.Join(dir, "ledger.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return ledger.New(store, snapshot.NewFolder(filepath.Join(dir, "snapshots")), key)
}

// read reads the ferry’s story into a ledger by the whole pipeline, one article after the
// other: of two versions, what is recorded first tells on which day either could be read.
func read(t *testing.T) *ledger.Ledger {
	t.Helper()
	p, err := model()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	l := open(t, dir)
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	q, err := queue.Open(t.Context(), queue.Options{Dir: filepath.Join(dir, "queue"), Log: log})
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	w := &desk.Worker{Ledger: l, Queue: q, Log: log, Reader: func(string) (func() ingest.Extractor, record.Extractor, error) {
		return func() ingest.Extractor { return p.Clone() }, record.Extractor{Model: "fast", Version: "test"}, nil
	}}
	working, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- w.Work(working) }()
	feeder := &desk.Desk{Ledger: l, Queue: q}
	for item, e := range manifest.Items(t.Context(), ferry, manifest.Options{}) {
		if err = e; err != nil {
			break
		}
		one := func(yield func(*source.Item, error) bool) { yield(item, nil) }
		if err = feeder.Feed(t.Context(), one, nil, func(o *desk.Outcome) {
			if o.Fault != "" {
				t.Errorf("%s: %s", o.Name, o.Fault)
			}
		}); err != nil {
			break
		}
	}
	stop()
	if e := <-done; err == nil && e != nil && !errors.Is(e, context.Canceled) {
		err = e
	}
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func makeAll(t *testing.T, l *ledger.Ledger, opts claims.Options) []claims.Story {
	t.Helper()
	stories, err := claims.Make(t.Context(), l, opts)
	if err != nil {
		t.Fatal(err)
	}
	return stories
}

// written is stories with their claims as records, one a line.
func written(t *testing.T, stories []claims.Story) string {
	t.Helper()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	for i := range stories {
		s := &stories[i]
		if err := enc.Encode([]string{s.ID, s.Title, s.From, s.To}); err != nil {
			t.Fatal(err)
		}
		for k := range s.Claims {
			if err := enc.Encode(s.Claims[k].Record(s.ID, "")); err != nil {
				t.Fatal(err)
			}
		}
	}
	return out.String()
}

// Whatever the order in which articles and their statements come, and whether they come
// one by one or at once, the claims are the same to the byte.
func TestOrder(t *testing.T) {
	l := read(t)
	want := written(t, makeAll(t, l, claims.Options{}))
	reports, err := claims.Reports(t.Context(), l)
	if err != nil {
		t.Fatal(err)
	}
	if len(reports) != 11 {
		t.Fatalf("%d reports", len(reports))
	}
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 1))
		r.Shuffle(len(reports), func(i, j int) { reports[i], reports[j] = reports[j], reports[i] })
		keeper := claims.NewKeeper(claims.Options{}, nil)
		for _, report := range reports {
			sts := slices.Clone(report.Statements)
			r.Shuffle(len(sts), func(i, j int) { sts[i], sts[j] = sts[j], sts[i] })
			claim.InOrder(sts)
			report.Statements = sts
			keeper.Add(report)
			if r.IntN(3) == 0 { // what is made in between changes nothing
				if _, err := keeper.Stories(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
		}
		stories, err := keeper.Stories(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := written(t, stories); got != want {
			t.Fatalf("seed %d:\n%s\nnot\n%s", seed, got, want)
		}
	}
}

// An article that is added again, since replaced, counts as it was added last.
func TestAgain(t *testing.T) {
	reports, err := claims.Reports(t.Context(), read(t))
	if err != nil {
		t.Fatal(err)
	}
	once, twice := claims.NewKeeper(claims.Options{}, nil), claims.NewKeeper(claims.Options{}, nil)
	for _, r := range reports {
		once.Add(r)
		was := r
		was.ReplacedOn, was.Statements = "", r.Statements[:len(r.Statements)/2]
		twice.Add(was)
	}
	for _, r := range reports {
		twice.Add(r)
	}
	a, err := once.Stories(t.Context())
	b, err2 := twice.Stories(t.Context())
	if err := cmp.Or(err, err2); err != nil {
		t.Fatal(err)
	}
	if written(t, a) != written(t, b) {
		t.Error("added twice, the claims are others")
	}
}

// collision is the claim that the corvette rammed the ferry.
func collision(t *testing.T, stories []claims.Story) (*claim.Claim, *claims.Story) {
	t.Helper()
	for i := range stories {
		for k := range stories[i].Claims {
			c := &stories[i].Claims[k]
			if slices.ContainsFunc(c.Takes, func(take claim.Take) bool { return strings.Contains(take.Text, "struck the ferry amidships") }) {
				return c, &stories[i]
			}
		}
	}
	t.Fatal("no claim says that the corvette struck the ferry")
	return nil, nil
}

// What was known on a day is what had been published by its end.
func TestAsOf(t *testing.T) {
	l := read(t)
	for _, c := range []struct {
		asOf    string
		want    claim.Status
		reports int
	}{
		{"2031-03-06", claim.Disputed, 3},
		{"2031-03", claim.Disputed, 7},
		{"2031-09-29", claim.Disputed, 8},
		{"2031-09-30", claim.Acknowledged, 9},
		{"", claim.Acknowledged, 9},
	} {
		x, s := collision(t, makeAll(t, l, claims.Options{AsOf: c.asOf}))
		if x.Status() != c.want || len(s.Reports) != c.reports {
			t.Errorf("as of %s the claim is %s, in %d reports; want %s, in %d", c.asOf, x.Status(), len(s.Reports), c.want, c.reports)
		}
	}
	if stories := makeAll(t, l, claims.Options{AsOf: "2030"}); len(stories) != 0 {
		t.Errorf("%d stories before there was one", len(stories))
	}
}

// A silent edit replaces what the version before said on the day on which it was fetched.
func TestEdited(t *testing.T) {
	for _, s := range makeAll(t, read(t), claims.Options{}) {
		for i := range s.Claims {
			for _, take := range s.Claims[i].Takes {
				if strings.Contains(take.Text, "at least 26 people") && take.Until != "2031-03-11" {
					t.Errorf("%q stands until %q", take.Text, take.Until)
				}
			}
		}
	}
}

// Copies of a wire's text hang below it. Which of two copies the third is of depends on the
// order in which they were recorded.
func TestCarriage(t *testing.T) {
	c, s := collision(t, makeAll(t, read(t), claims.Options{}))
	above := make(map[string][]string) // by outlet
	var walk func(list []*claims.Carrier, path []string)
	walk = func(list []*claims.Carrier, path []string) {
		for _, n := range list {
			above[n.Name] = append(above[n.Name], strings.Join(path, " > "))
			if len(path) > 0 && n.Why == "" {
				t.Errorf("nothing says why %s stands under %s", n.Name, path)
			}
			walk(n.Carried, append(slices.Clone(path), n.Name))
		}
	}
	walk(s.Carriage(c), nil)
	for _, outlet := range []string{"Northgate News", "The Skell Mirror"} {
		if len(above[outlet]) == 0 {
			t.Errorf("%s carries nothing", outlet)
		}
		for _, path := range above[outlet] {
			if !strings.Contains(path, "Halyard Press") {
				t.Errorf("%s stands under %s, not under the wire", outlet, path)
			}
		}
	}
}

// Decisions are entries of the ledger, in order, and outlast every rebuild.
func TestDecide(t *testing.T) {
	l := read(t)
	before := written(t, makeAll(t, l, claims.Options{}))
	x, _ := collision(t, makeAll(t, l, claims.Options{}))
	reject := claim.Decision{Act: claim.Reject, Statements: []string{x.Takes[0].Statement}, By: "m.osk", Note: "read wrongly"}
	id, err := claims.Decide(t.Context(), l, reject)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		c, _ := collision(t, makeAll(t, l, claims.Options{}))
		if slices.ContainsFunc(c.Takes, func(take claim.Take) bool { return take.Statement == x.Takes[0].Statement }) {
			t.Error("the statement that was rejected still takes a position")
		}
	}
	undo, err := claims.Decide(t.Context(), l, claim.Decision{Act: claim.Undo, Undoes: id})
	if err != nil {
		t.Fatal(err)
	}
	if written(t, makeAll(t, l, claims.Options{})) != before {
		t.Error("when the decision is undone, the claims are not what they were")
	}
	all, err := claims.Decisions(t.Context(), l)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 2 || all[0].ID != id || all[0].By != "m.osk" || all[0].Note != "read wrongly" || all[1].ID != undo || all[1].Undoes != id {
		t.Errorf("%+v", all)
	}
	v, err := l.Verify(t.Context(), ledger.VerifyOptions{})
	if err != nil || len(v.Faults) != 0 {
		t.Errorf("with decisions the ledger does not verify: %v %v", err, v.Faults)
	}
}

// Names of stories and claims may be cut, while they are of one alone.
func TestFind(t *testing.T) {
	stories := makeAll(t, read(t), claims.Options{})
	x, in := collision(t, stories)
	for _, name := range []string{in.ID, in.ID[:12], "ferry SINKS", in.Title} {
		if s, err := claims.Find(stories, name); err != nil || s.ID != in.ID {
			t.Errorf("story %q: %v", name, err)
		}
	}
	for _, name := range []string{"ferry", "sy_", "no such story"} {
		if s, err := claims.Find(stories, name); !errors.Is(err, claims.ErrNotFound) {
			t.Errorf("story %q is found: %v, %v", name, s, err)
		}
	}
	for _, id := range []string{x.ID, x.ID[:10]} {
		if c, s, err := claims.FindClaim(stories, id); err != nil || c.ID != x.ID || s.ID != in.ID {
			t.Errorf("claim %q: %v", id, err)
		}
	}
	for _, id := range []string{"", "cl_", "cl_none"} {
		if _, _, err := claims.FindClaim(stories, id); !errors.Is(err, claims.ErrNotFound) {
			t.Errorf("claim %q is found", id)
		}
	}
}
