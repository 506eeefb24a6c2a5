package story

const (
	// look is how many articles make a group whose likeness within tells something.
	look = 4
	// cohesion is the least likeness of two such groups, as a share of that within the
	// looser of them, for both to be one story. Two arrests in one town are as like each
	// other as two articles on one of them may be, but not as like as most of these.
	cohesion = .65
	// loose is the same of such a group and fewer articles, which are less sure to be like
	// the most.
	loose = .57
)

// link parts articles into stories by average linkage: the two groups whose articles are
// most alike on the average are joined, until none are alike by least. Groups that are
// much less like each other than their own articles are stay apart, and whatever is joined
// with either later on does, too.
//
// sim holds the likenesses below its diagonal and is used up; the result is the first
// article of the group of each. Groups are followed from one to its nearest and on to that
// one's nearest until two are each other's (Murtagh 1983), which gives the same tree as
// looking for the nearest of all, in a time that grows with the square of their number.
func link(sim [][]float32, least float32) []int {
	l := newLinkage(sim)
	var chain []int
	for len(l.open) > 0 {
		if len(chain) == 0 {
			chain = append(chain, l.open[0])
		}
		a, before := chain[len(chain)-1], -1
		if len(chain) > 1 {
			before = chain[len(chain)-2]
		}
		b, like := l.nearest(a, before)
		switch {
		case b < 0 || like < least: // nor will a be nearer to any
			l.close(a)
			chain = chain[:len(chain)-1]
		case b == before:
			l.join(min(a, b), max(a, b))
			chain = chain[:len(chain)-2]
		default:
			chain = append(chain, b)
		}
	}
	for i, g := range l.group { // one joins another of a lower number
		l.group[i] = l.group[g]
	}
	return l.group
}

// linkage is groups of articles while they are joined, each known by its first article.
type linkage struct {
	sim    [][]float32
	size   []float32
	within []float32 // the sum of the likenesses of all pairs
	whole  []bool    // one story so far
	group  []int
	open   []int // those that may still be joined, in order
}

func newLinkage(sim [][]float32) *linkage {
	n := len(sim)
	l := &linkage{sim, make([]float32, n), make([]float32, n), make([]bool, n), make([]int, n), make([]int, n)}
	for i := range n {
		l.size[i], l.whole[i], l.group[i], l.open[i] = 1, true, i, i
	}
	return l
}

// at is the likeness of two groups.
func (l *linkage) at(a, b int) *float32 {
	if a < b {
		a, b = b, a
	}
	return &l.sim[a][b]
}

// nearest is the group that is most like one: the one before it in a chain where that is as
// like as any, so that a chain never goes round.
func (l *linkage) nearest(a, before int) (int, float32) {
	b, best := before, float32(-1)
	if before >= 0 {
		best = *l.at(a, before)
	}
	for _, c := range l.open {
		if c == a {
			continue
		}
		if like := *l.at(a, c); like > best {
			b, best = c, like
		}
	}
	return b, best
}

// join joins group b to group a.
func (l *linkage) join(a, b int) {
	if like := *l.at(a, b); l.whole[a] && l.whole[b] && l.coheres(a, b, like) {
		l.group[b] = a
	} else {
		l.whole[a] = false
	}
	l.within[a] += l.within[b] + *l.at(a, b)*l.size[a]*l.size[b]
	for _, c := range l.open {
		if c != a && c != b {
			x := l.at(a, c)
			*x = (*x*l.size[a] + *l.at(b, c)*l.size[b]) / (l.size[a] + l.size[b])
		}
	}
	l.size[a] += l.size[b]
	l.close(b)
}

func (l *linkage) coheres(a, b int, like float32) bool {
	if max(l.size[a], l.size[b]) < look {
		return true
	}
	if l.size[a] < look {
		return like >= loose*l.mean(b)
	}
	if l.size[b] < look {
		return like >= loose*l.mean(a)
	}
	return like >= cohesion*min(l.mean(a), l.mean(b))
}

// mean is the average likeness within a group.
func (l *linkage) mean(a int) float32 { return l.within[a] / (l.size[a] * (l.size[a] - 1) / 2) }

func (l *linkage) close(a int) {
	for i, c := range l.open {
		if c == a {
			l.open = append(l.open[:i], l.open[i+1:]...)
			return
		}
	}
}
