package story

// ladder holds which articles are connected by likenesses of at least each rung. Rungs
// only ever join, so that what they hold does not depend on the order of additions.
type ladder struct {
	rungs []rung
}

// rung is a union-find forest.
type rung struct {
	least  float64
	parent []int32 // of a root: minus the number of its articles
}

// newLadder makes rungs from the lowest up to where articles are copies.
func newLadder(lowest, step float64) ladder {
	var l ladder
	for at := lowest; at < copied; at += step {
		l.rungs = append(l.rungs, rung{least: at})
	}
	l.rungs = append(l.rungs, rung{least: copied})
	return l
}

func (l *ladder) grow() {
	for i := range l.rungs {
		l.rungs[i].parent = append(l.rungs[i].parent, -1)
	}
}

func (r *rung) find(d int32) int32 {
	for r.parent[d] >= 0 {
		if up := r.parent[d]; r.parent[up] >= 0 {
			r.parent[d] = r.parent[up]
		}
		d = r.parent[d]
	}
	return d
}

func (r *rung) size(d int32) int { return int(-r.parent[r.find(d)]) }

func (r *rung) join(a, b int32) {
	a, b = r.find(a), r.find(b)
	if a == b {
		return
	}
	if r.parent[a] > r.parent[b] {
		a, b = b, a
	}
	r.parent[a] += r.parent[b]
	r.parent[b] = a
}

// parted is the likeness of the lowest rung on which two articles are not connected, more
// than any likeness where there is none.
func (l *ladder) parted(a, b int32) float64 {
	for i := range l.rungs {
		if r := &l.rungs[i]; r.find(a) != r.find(b) {
			return r.least
		}
	}
	return 2
}

// place is a component of a rung.
type place struct {
	rung int
	root int32
}

// fit is the lowest rung on which an article is connected with no more than most
// articles, or the highest.
func (l *ladder) fit(d int32, most int) place {
	for i := range l.rungs {
		if r := &l.rungs[i]; r.size(d) <= most || i == len(l.rungs)-1 {
			return place{i, r.find(d)}
		}
	}
	return place{}
}
