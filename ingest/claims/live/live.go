// Package live keeps the stories and claims of a ledger in memory while its log grows:
// entries are read as they come, the stories that they touch are made again, and whoever
// asks gets a view that does not change under them.
package live

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tidwall/btree"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ledger"
)

// Log is what stories and claims are made of: a ledger.Store is one.
type Log interface {
	claims.Log
	Head(ctx context.Context) (ledger.Head, error)
}

// Live follows a log. Its methods may be called from any goroutine, Run from one.
type Live struct {
	log      Log
	opts     claims.Options
	follower *claims.Follower
	keeper   *claims.Keeper
	decided  int // decisions that the keeper knows
	names    interned
	view     atomic.Pointer[View]
	total    atomic.Int64 // entries of the log when it was last looked at
	read     atomic.Int64 // entries that were read
	wake     chan struct{}

	mu      sync.Mutex
	watcher map[chan *View]bool
}

// New makes a Live that knows nothing yet. opts.AsOf is not looked at.
func New(log Log, opts claims.Options) *Live {
	opts.AsOf = ""
	v := &Live{
		log: log, opts: opts, follower: claims.NewFollower(), keeper: claims.NewKeeper(opts, nil),
		names: interned{make(map[string]string)}, wake: make(chan struct{}, 1), watcher: make(map[chan *View]bool),
	}
	v.view.Store(&View{
		rows: btree.NewBTreeGOptions(before, btree.Options{NoLocks: true}), stories: new(btree.Map[string, *claims.Story]), of: new(btree.Map[string, *claims.Story]),
		claims: new(btree.Map[string, Entry]), with: new(btree.Map[string, *claims.Story]), names: new(btree.Map[string, Name]), outlets: new(btree.Map[string, Name]),
	})
	return v
}

// View is the latest state.
func (v *Live) View() *View { return v.view.Load() }

// Progress is how many entries were read, of how many.
func (v *Live) Progress() (read, total int64) { return v.read.Load(), v.total.Load() }

// Options are how claims are made.
func (v *Live) Options() claims.Options { return v.opts }

// Wake has Run look at the log now.
func (v *Live) Wake() {
	select {
	case v.wake <- struct{}{}:
	default:
	}
}

// Until waits for a state that follows from at least so many entries.
func (v *Live) Until(ctx context.Context, size int64) (*View, error) {
	views, stop := v.Watch()
	defer stop()
	for {
		if now := v.View(); now.Size >= size && now.Whole {
			return now, nil
		}
		v.Wake()
		select {
		case <-views:
		case <-ctx.Done():
			return v.View(), ctx.Err()
		}
	}
}

// Watch gives a channel that gets views as they come; one that nobody takes gives way to a
// later one. stop ends it.
func (v *Live) Watch() (views <-chan *View, stop func()) {
	c := make(chan *View, 1)
	v.mu.Lock()
	v.watcher[c] = true
	v.mu.Unlock()
	return c, func() {
		v.mu.Lock()
		delete(v.watcher, c)
		v.mu.Unlock()
	}
}

// Run follows the log until ctx ends, looking at it once every so often, or when woken.
// What keeps it from reading is told to failed, and tried again.
func (v *Live) Run(ctx context.Context, every time.Duration, failed func(error)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := v.Refresh(ctx); err != nil && ctx.Err() == nil {
			failed(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-v.wake:
		}
	}
}

// atOnce is how many entries are read before progress is told.
const atOnce = 20_000

// Refresh reads what is new in the log and makes a view of it. It is for one goroutine, and
// for those who do not call Run.
func (v *Live) Refresh(ctx context.Context) error {
	head, err := v.log.Head(ctx)
	if err != nil {
		return err
	}
	v.total.Store(head.Size)
	if v.follower.Next() >= head.Size && v.View().Whole {
		return nil
	}
	for more := true; more; {
		more, err = v.follower.Read(ctx, v.log, atOnce)
		v.read.Store(v.follower.Next())
		v.total.Store(max(head.Size, v.follower.Next()))
		if err != nil {
			return err
		}
	}
	for _, r := range v.follower.Changed() {
		if err := ctx.Err(); err != nil {
			return err
		}
		v.keeper.Add(r)
	}
	if all := v.follower.Decisions(); len(all) != v.decided {
		v.keeper.Decide(slices.Clone(all))
		v.decided = len(all)
	}
	if err := v.keeper.Refresh(ctx); err != nil {
		return err
	}
	v.publish()
	return nil
}

// publish makes a view of the last one and of the stories that changed since.
func (v *Live) publish() {
	made, gone := v.keeper.Changed()
	last := v.View()
	next := &View{
		Size: v.follower.Next(), Whole: true, Faults: slices.Clone(v.follower.Faults()), Decisions: slices.Clone(v.follower.Decisions()),
		rows: last.rows.Copy(), stories: last.stories.Copy(), of: last.of.Copy(), claims: last.claims.Copy(), with: last.with.Copy(), names: last.names.Copy(), outlets: last.outlets.Copy(),
	}
	known := make(map[string]bool) // changes that the last view has
	for _, s := range gone {
		for r := range rowsOf(s, &v.names) {
			next.rows.Delete(r)
			next.count(r, s, -1)
			if r.list == allChanges {
				known[changeKey(event(r))] = true
			}
		}
		next.stories.Delete(s.ID)
		for i := range s.Reports {
			next.of.Delete(s.Reports[i].Doc.ID)
			for k := range s.Reports[i].Statements {
				next.with.Delete(s.Reports[i].Statements[k].ID)
			}
		}
		for i := range s.Claims {
			next.claims.Delete(s.Claims[i].ID)
		}
	}
	for _, s := range made {
		for r := range rowsOf(s, &v.names) {
			next.rows.Set(r)
			next.count(r, s, 1)
			if r.list == allChanges && last.Whole {
				if e := event(r); !known[changeKey(e)] {
					next.New = append(next.New, e)
				}
			}
		}
		next.stories.Set(s.ID, s)
		for i := range s.Reports {
			next.of.Set(s.Reports[i].Doc.ID, s)
			for k := range s.Reports[i].Statements {
				next.with.Set(s.Reports[i].Statements[k].ID, s)
			}
		}
		for i := range s.Claims {
			next.claims.Set(s.Claims[i].ID, Entry{&s.Claims[i], s})
		}
	}
	slices.SortFunc(next.New, func(a, b Event) int {
		return cmp.Or(cmp.Compare(a.Change.From, b.Change.From), cmp.Compare(a.Claim.ID, b.Claim.ID))
	})
	v.view.Store(next)
	v.mu.Lock()
	defer v.mu.Unlock()
	for c := range v.watcher {
		select {
		case <-c: // nobody took the one before
		default:
		}
		c <- next
	}
}

// changeKey tells changes of status apart, whatever the claim's ID has become.
func changeKey(e Event) string {
	return e.Claim.Anchor().Statement + e.Claim.Anchor().Text + " " + e.Change.From + " " + e.Change.Status.String()
}

// count counts a line of a speaker or an outlet.
func (v *View) count(r row, s *claims.Story, n int) {
	add := func(m *btree.Map[string, Name], kind, name string) {
		key := strings.TrimPrefix(r.list, kind)
		have, ok := m.Get(key)
		if have.Count += n; !ok || name < have.Name { // of two ways to write it, always the same
			have.Name = cmp.Or(name, have.Name)
		}
		if have.Count <= 0 {
			m.Delete(key)
			return
		}
		m.Set(key, have)
	}
	switch {
	case strings.HasPrefix(r.list, bySpeaker):
		key := strings.TrimPrefix(r.list, bySpeaker)
		c := &s.Claims[r.at]
		i := slices.IndexFunc(c.Takes, func(t claim.Take) bool { return strings.ToLower(t.Speaker) == key })
		add(v.names, bySpeaker, c.Takes[i].Speaker)
	case strings.HasPrefix(r.list, inOutlet):
		add(v.outlets, inOutlet, s.Outlet(s.Reports[r.at].Doc.ID))
	}
}
