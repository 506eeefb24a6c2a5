package story

import (
	"cmp"
	"slices"
)

const (
	// together is the average likeness above which articles are of one story.
	together = .24
	// most is how many articles are weighed against each other as a whole. Where more
	// are connected, only the more alike are.
	most = 256
	// copied is the likeness of articles that are one story whatever there is beside.
	copied = .85
	step   = .05
	// met is the share of together that the weightiest features of two articles must
	// make up for the others to be looked at.
	met = .9
)

// Groups holds articles in stories. Which articles are one story depends on which there
// are, not on the order in which they were added. It is for one goroutine at a time.
type Groups struct {
	docs   []*Features
	number map[string]int32
	index  index
	ladder ladder
	units  map[place]*unit
	story  []*group // by article
	near   []int32
}

// group is a story.
type group struct {
	docs []int32 // in the order of their IDs
}

// unit is a set of connected articles that are parted into stories by themselves.
type unit struct {
	docs []int32     // in the order of their IDs
	sim  [][]float32 // below the diagonal
}

// New makes empty groups.
func New() *Groups {
	return &Groups{number: map[string]int32{}, ladder: newLadder(together, step), units: map[place]*unit{}}
}

// Change is what an addition did. Stories are known by the least ID of their articles.
type Change struct {
	Story string // the one that the article went to
	// Was are the stories from before that are no longer as they were, in order: the one
	// that the article joined, several that it joined, one that was parted.
	Was []string
}

// Len is the number of articles.
func (g *Groups) Len() int { return len(g.docs) }

// Add adds an article. One whose ID is known already changes nothing.
func (g *Groups) Add(f *Features) Change {
	if d, ok := g.number[f.ID]; ok {
		return Change{Story: g.name(g.story[d])}
	}
	d := int32(len(g.docs))
	g.number[f.ID] = d
	g.docs = append(g.docs, f)
	g.story = append(g.story, nil)
	g.ladder.grow()
	loose := g.connect(d)
	g.index.add(d, f)
	return g.settle(d, loose)
}

// connect joins a new article to those that it is like, and takes the units apart that
// this touches.
func (g *Groups) connect(d int32) []*unit {
	var loose []*unit
	f := g.docs[d]
	g.near = g.index.near(f, met*together, g.near[:0])
	top := &g.ladder.rungs[len(g.ladder.rungs)-1]
	for _, c := range g.near {
		if top.find(c) == top.find(d) {
			continue // as connected as can be
		}
		NMet++
		like := Likeness(f, g.docs[c])
		for i := range g.ladder.rungs {
			r := &g.ladder.rungs[i]
			if like < r.least {
				break
			}
			at := place{i, r.find(c)}
			if u := g.units[at]; u != nil {
				loose = append(loose, u)
				delete(g.units, at)
			}
			r.join(c, d)
		}
	}
	return loose
}

// settle makes units again of a new article and those taken apart, and parts each into
// stories.
func (g *Groups) settle(d int32, loose []*unit) Change {
	loose = append(loose, &unit{docs: []int32{d}, sim: [][]float32{{}}})
	spots := map[place][]spot{}
	was := map[*group]bool{}
	for k, u := range loose {
		for i, c := range u.docs {
			p := g.ladder.fit(c, most)
			spots[p] = append(spots[p], spot{c, k, i})
			if g.story[c] != nil {
				was[g.story[c]] = true
			}
		}
	}
	var now []*group
	for p, list := range spots {
		u := g.gather(list, loose)
		g.units[p] = u
		now = append(now, g.part(u, p.rung == len(g.ladder.rungs)-1)...)
	}
	var change Change
	for _, s := range now {
		for old := range was {
			if slices.Equal(old.docs, s.docs) {
				delete(was, old)
			}
		}
	}
	for old := range was {
		change.Was = append(change.Was, g.name(old))
	}
	slices.Sort(change.Was)
	change.Story = g.name(g.story[d])
	return change
}

// spot is where an article lay before.
type spot struct {
	doc      int32
	unit, at int
}

// gather makes a unit. What was compared is not compared again.
func (g *Groups) gather(list []spot, loose []*unit) *unit {
	slices.SortFunc(list, func(a, b spot) int { return cmp.Compare(g.docs[a.doc].ID, g.docs[b.doc].ID) })
	u := &unit{docs: make([]int32, len(list))}
	whole := len(list) <= most
	if whole {
		u.sim = make([][]float32, len(list))
	}
	for i, s := range list {
		u.docs[i] = s.doc
		if !whole {
			continue
		}
		u.sim[i] = make([]float32, i)
		for j, o := range list[:i] {
			if old := loose[s.unit]; s.unit == o.unit && old.sim != nil {
				u.sim[i][j] = old.sim[max(s.at, o.at)][min(s.at, o.at)]
			} else {
				NPair++
				u.sim[i][j] = float32(Likeness(g.docs[s.doc], g.docs[o.doc]))
			}
		}
	}
	return u
}

// part parts a unit into stories.
func (g *Groups) part(u *unit, copies bool) []*group {
	var of []int
	if copies {
		of = make([]int, len(u.docs))
	} else {
		sim := make([][]float32, len(u.sim))
		for i, row := range u.sim {
			sim[i] = slices.Clone(row)
		}
		of = link(sim, together)
	}
	made := map[int]*group{}
	var out []*group
	for i, d := range u.docs {
		s := made[of[i]]
		if s == nil {
			s = new(group)
			made[of[i]] = s
			out = append(out, s)
		}
		s.docs = append(s.docs, d)
		g.story[d] = s
	}
	return out
}

func (g *Groups) name(s *group) string { return g.docs[s.docs[0]].ID }

// Stories gives the stories: the IDs of each in order, the stories in the order of their
// first.
func (g *Groups) Stories() [][]string {
	var out [][]string
	seen := map[*group]bool{}
	for _, s := range g.story {
		if seen[s] {
			continue
		}
		seen[s] = true
		var ids []string
		for _, d := range s.docs {
			ids = append(ids, g.docs[d].ID)
		}
		out = append(out, ids)
	}
	slices.SortFunc(out, func(a, b []string) int { return cmp.Compare(a[0], b[0]) })
	return out
}
