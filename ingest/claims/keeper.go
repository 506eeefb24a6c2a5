package claims

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/claim/story"
)

// Keeper keeps stories and claims up to date while articles come: an article goes into its
// story by an index, and the claims of that story alone are made again. What comes of it
// is the same, to the byte, as if all were made at once. It is for one goroutine.
type Keeper struct {
	opts      Options
	decisions []claim.Decision
	groups    *story.Groups
	reports   map[string]*claim.Report // by document
	stories   map[string]*Story        // by the name that groups has for it
	stale     map[string]bool          // names of stories whose claims are to be made
}

// NewKeeper makes a Keeper without articles. decisions are all of them, in order.
func NewKeeper(opts Options, decisions []claim.Decision) *Keeper {
	return &Keeper{
		opts: opts, decisions: claim.Standing(decisions), groups: story.New(), reports: make(map[string]*claim.Report),
		stories: make(map[string]*Story), stale: make(map[string]bool),
	}
}

// Add adds an article, or one that was added before with other statements, or since
// replaced.
func (k *Keeper) Add(r claim.Report) {
	id := r.Doc.ID
	k.reports[id] = &r
	change := k.groups.Add(story.Read(story.Article{ID: id, Public: r.Public, Title: r.Doc.Title, Text: r.Doc.Text}))
	for _, name := range change.Was {
		delete(k.stories, name)
		delete(k.stale, name)
	}
	for _, name := range change.Now {
		k.stale[name] = true
	}
	k.stale[change.Story] = true
}

// Decide has other decisions stand.
func (k *Keeper) Decide(decisions []claim.Decision) {
	k.decisions = claim.Standing(decisions)
	for name := range k.stories {
		k.stale[name] = true
	}
}

// Stories makes the claims that are to be made and gives all stories, the latest first.
func (k *Keeper) Stories(ctx context.Context) ([]Story, error) {
	if err := k.Refresh(ctx); err != nil {
		return nil, err
	}
	out := make([]Story, 0, len(k.stories))
	for _, s := range k.stories {
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b Story) int { return cmp.Or(cmp.Compare(b.To, a.To), cmp.Compare(a.ID, b.ID)) })
	return out, nil
}

// Refresh makes the claims that are to be made, by all processors.
func (k *Keeper) Refresh(ctx context.Context) error {
	names := make(chan string)
	var mu sync.Mutex
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for name := range names {
				s := k.make(name)
				mu.Lock()
				k.stories[name] = s
				mu.Unlock()
			}
		})
	}
	stale := make([]string, 0, len(k.stale))
	for name := range k.stale {
		stale = append(stale, name)
	}
	for _, name := range stale {
		if ctx.Err() != nil {
			break
		}
		names <- name
		delete(k.stale, name)
	}
	close(names)
	wait.Wait()
	return ctx.Err()
}

// make makes a story.
func (k *Keeper) make(name string) *Story {
	s := new(Story)
	for _, id := range k.groups.Of(name) {
		s.Reports = append(s.Reports, *k.reports[id])
	}
	slices.SortFunc(s.Reports, func(a, b claim.Report) int {
		return cmp.Or(cmp.Compare(a.Public, b.Public), cmp.Compare(a.Doc.ID, b.Doc.ID))
	})
	first, last := &s.Reports[0], &s.Reports[len(s.Reports)-1]
	s.ID = hearsay.Address("sy_", first.Doc.ID)
	s.Title = title(first.Doc)
	s.From, s.To = day(first.Public), day(last.Public)
	s.Claims = claim.Build(s.Reports, claim.Options{Decisions: k.decisions, Parties: k.opts.Parties, Permissive: k.opts.Permissive})
	return s
}
