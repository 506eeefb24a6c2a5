// Package story groups articles about one contested event into stories and keeps
// look-alikes apart: two earthquakes, two arrests, two elections are two stories.
//
// Read takes the features of an article that tell events apart: names, figures with what
// they count, years, rare words, each weighed by how rare it is in news at large. Groups
// takes one article after another, finds by an index those that share rare features, and
// parts those that are connected into stories by average linkage. What is one story depends
// on which articles there are, never on the order in which they came. Why says what two
// articles share.
package story

import (
	"cmp"
	"slices"
)

// The lines were chosen on every other topic of ECB+ (docs/experiments.md).
const (
	// together is the average likeness above which articles are of one story, and that of
	// their weightiest features by which they are connected.
	together = .2
	// most is how many articles are weighed against each other as a whole. Where more
	// are connected, only the more alike are.
	most = 256
	// step is how much more alike the weightiest features of articles are that are connected on the next rung.
	step = .05
	// copied is the likeness of articles that are one story whatever there is beside.
	copied = .85
)

// Groups holds articles in stories. Which articles are one story depends on which there
// are, not on the order in which they were added. It is for one goroutine at a time.
type Groups struct {
	docs    []*Features
	number  map[string]int32
	index   index
	ladder  ladder
	units   map[place]*unit
	story   []*group // by article
	near    []candidate
	scratch []float32
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
	// Was are the stories that are no longer as they were, in order: those that the article
	// joined, and those that it set apart. Now are those that hold their articles and the
	// new one since.
	Was, Now []string
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
	g.near = g.index.near(f, together, g.near[:0])
	for _, c := range g.near {
		if g.ladder.parted(c.doc, d) > float64(c.sum) {
			continue // connected already where they can be
		}
		like := float64(c.sum) * apart(f, g.docs[c.doc])
		for i := range g.ladder.rungs {
			r := &g.ladder.rungs[i]
			if like < r.least {
				break
			}
			at := place{i, r.find(c.doc)}
			if u := g.units[at]; u != nil {
				loose = append(loose, u)
				delete(g.units, at)
			}
			r.join(c.doc, d)
		}
	}
	return loose
}

// settle makes units again of a new article and those taken apart, and parts each into
// stories.
func (g *Groups) settle(d int32, loose []*unit) Change {
	loose = append(loose, &unit{docs: []int32{d}, sim: [][]float32{{}}})
	spots := map[place][]spot{}
	was := map[int32]*group{} // by their first article
	for k, u := range loose {
		for i, c := range u.docs {
			p := g.ladder.fit(c, most)
			spots[p] = append(spots[p], spot{c, k, i})
			if s := g.story[c]; s != nil {
				was[s.docs[0]] = s
			}
		}
	}
	var change Change
	for p, list := range spots {
		u := g.gather(list, loose)
		g.units[p] = u
		for _, s := range g.part(u, p.rung == len(g.ladder.rungs)-1) {
			if old := was[s.docs[0]]; old != nil && slices.Equal(old.docs, s.docs) {
				delete(was, s.docs[0])
				continue
			}
			change.Now = append(change.Now, g.name(s))
		}
	}
	for _, old := range was {
		change.Was = append(change.Was, g.name(old))
	}
	slices.Sort(change.Was)
	slices.Sort(change.Now)
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
		u.sim, _ = triangle(len(list), nil)
	}
	for i, s := range list {
		u.docs[i] = s.doc
		if !whole {
			continue
		}
		for j, o := range list[:i] {
			if old := loose[s.unit]; s.unit == o.unit && old.sim != nil {
				u.sim[i][j] = old.sim[max(s.at, o.at)][min(s.at, o.at)]
			} else {
				u.sim[i][j] = float32(Likeness(g.docs[s.doc], g.docs[o.doc]))
			}
		}
	}
	return u
}

// triangle is rows of 0, 1, 2 and more numbers in one piece of memory, in that given where
// it is large enough.
func triangle(n int, in []float32) (rows [][]float32, mem []float32) {
	all := n * (n - 1) / 2
	if cap(in) < all {
		in = make([]float32, all)
	}
	in = in[:all]
	rows = make([][]float32, n)
	at := 0
	for i := range rows {
		rows[i] = in[at : at+i : at+i]
		at += i
	}
	return rows, in
}

// part parts a unit into stories.
func (g *Groups) part(u *unit, copies bool) []*group {
	var of []int
	if copies {
		of = make([]int, len(u.docs))
	} else {
		var sim [][]float32
		sim, g.scratch = triangle(len(u.sim), g.scratch)
		for i, row := range u.sim {
			copy(sim[i], row)
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
	for d, s := range g.story {
		if s.docs[0] != int32(d) {
			continue
		}
		var ids []string
		for _, c := range s.docs {
			ids = append(ids, g.docs[c].ID)
		}
		out = append(out, ids)
	}
	slices.SortFunc(out, func(a, b []string) int { return cmp.Compare(a[0], b[0]) })
	return out
}

// Of gives the IDs of the articles of the story that holds one, in order; nil for an
// article that is not known.
func (g *Groups) Of(id string) []string {
	d, ok := g.number[id]
	if !ok {
		return nil
	}
	var ids []string
	for _, c := range g.story[d].docs {
		ids = append(ids, g.docs[c].ID)
	}
	return ids
}
