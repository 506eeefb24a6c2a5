package claims

import (
	"cmp"
	"context"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

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
	made      map[*Story]bool          // since Changed was last asked
	gone      map[*Story]bool          // and those that are no more, or were made again
}

// NewKeeper makes a Keeper without articles. decisions are all of them, in order.
func NewKeeper(opts Options, decisions []claim.Decision) *Keeper {
	return &Keeper{
		opts: opts, decisions: claim.Standing(decisions), groups: story.New(), reports: make(map[string]*claim.Report),
		stories: make(map[string]*Story), stale: make(map[string]bool),
		made: make(map[*Story]bool), gone: make(map[*Story]bool),
	}
}

// Add adds an article, or one that was added before with other statements, or since
// replaced.
func (k *Keeper) Add(r claim.Report) {
	id := r.Doc.ID
	k.reports[id] = &r
	change := k.groups.Add(story.Read(story.Article{ID: id, Public: r.Public, Title: r.Doc.Title, Text: r.Doc.Text}))
	for _, name := range change.Was {
		k.drop(name)
		delete(k.stories, name)
		delete(k.stale, name)
	}
	for _, name := range change.Now {
		k.stale[name] = true
	}
	k.stale[change.Story] = true
}

// Decide has other decisions stand. Only stories that one of them says something of, or no
// longer says, are made again.
func (k *Keeper) Decide(decisions []claim.Decision) {
	now := claim.Standing(decisions)
	same := 0
	for same < min(len(now), len(k.decisions)) && now[same].ID == k.decisions[same].ID {
		same++
	}
	touched, graded := make(map[string]bool), make(map[string]bool)
	for _, list := range [][]claim.Decision{now[same:], k.decisions[same:]} {
		for i := range list {
			for _, id := range list[i].Touches() {
				touched[id] = true
			}
			if list[i].Act == claim.Grade {
				graded[strings.ToLower(list[i].Source)] = true
			}
		}
	}
	k.decisions = now
	if len(touched) == 0 && len(graded) == 0 {
		return
	}
	for name, s := range k.stories {
		if s.speaksOf(touched, graded) {
			k.stale[name] = true
		}
	}
}

// speaksOf reports whether a story has a statement of some IDs, or a claim with an origin
// of some names in lower case.
func (s *Story) speaksOf(statements, origins map[string]bool) bool {
	if len(statements) > 0 {
		for i := range s.Reports {
			for k := range s.Reports[i].Statements {
				if statements[s.Reports[i].Statements[k].ID] {
					return true
				}
			}
		}
	}
	if len(origins) > 0 {
		for i := range s.Claims {
			for k := range s.Claims[i].Origins {
				if origins[strings.ToLower(s.Claims[i].Origins[k].Name)] {
					return true
				}
			}
		}
	}
	return false
}

// drop notes that a story is no longer as it was.
func (k *Keeper) drop(name string) {
	s := k.stories[name]
	if s == nil {
		return
	}
	if k.made[s] { // made and gone again before anybody asked
		delete(k.made, s)
		return
	}
	k.gone[s] = true
}

// Changed gives the stories that were made since it was last asked, and those of that time
// that are no more or were made again. It is for after Refresh.
func (k *Keeper) Changed() (made, gone []*Story) {
	made, gone = slices.Collect(maps.Keys(k.made)), slices.Collect(maps.Keys(k.gone))
	clear(k.made)
	clear(k.gone)
	return made, gone
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
				k.drop(name)
				k.stories[name], k.made[s] = s, true
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

// manyReports is how many reports a story has that is worth remembering more of.
const manyReports = 24

// make makes a story.
func (k *Keeper) make(name string) *Story {
	s := new(Story)
	ids := k.groups.Of(name)
	for _, id := range ids {
		r := k.reports[id]
		if len(ids) >= manyReports {
			r.Remember()
		}
		s.Reports = append(s.Reports, *r)
	}
	s.fill(k.decisions, k.opts)
	for i := range s.Reports { // others may read the story while it is made again
		s.Reports[i].Forget()
	}
	return s
}
