package export

import (
	"cmp"
	"slices"

	"github.com/hearsay-news/hearsay"
)

// Mark is one span of one attribution, as it is shown in a text.
type Mark struct {
	hearsay.Span
	Attr  int          // index of its attribution
	Role  hearsay.Role // what the span is to it
	First bool         // it is the first span of its role
}

// Marks gives every span of the attributions in the order in which they open: by
// their beginning, the longer first, and of two alike that of the outer
// attribution.
func Marks(sts []hearsay.Statement) []Mark {
	n := 0
	for i := range sts {
		n += len(sts[i].Source) + len(sts[i].Cue) + len(sts[i].Content)
	}
	marks := make([]Mark, 0, n)
	for i := range sts {
		for _, role := range [...]hearsay.Role{hearsay.RoleContent, hearsay.RoleSource, hearsay.RoleCue} {
			for k, s := range role.Of(&sts[i].Attribution) {
				marks = append(marks, Mark{Span: s, Attr: i, Role: role, First: k == 0})
			}
		}
	}
	slices.SortStableFunc(marks, func(x, y Mark) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(y.End, x.End),
			cmp.Compare(Depth(sts, x.Attr), Depth(sts, y.Attr)))
	})
	return marks
}

// Depth is the number of attributions that hold attribution i, one in another.
func Depth(sts []hearsay.Statement, i int) int {
	depth := 0
	for i = sts[i].Nested; i >= 0 && i < len(sts) && depth < len(sts); i = sts[i].Nested {
		depth++
	}
	return depth
}

// Order is the order in which statements are listed: that of the text, except that
// those nested in another follow it at once. It holds every index once, also where
// statements should claim to be nested in each other.
func Order(sts []hearsay.Statement) []int {
	within := make([][]int, len(sts))
	var roots []int
	for i := range sts {
		if n := sts[i].Nested; n >= 0 && n < len(sts) && n != i {
			within[n] = append(within[n], i)
		} else {
			roots = append(roots, i)
		}
	}
	out := make([]int, 0, len(sts))
	seen := make([]bool, len(sts))
	list := func(root int) {
		for stack := []int{root}; len(stack) > 0; {
			i := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if seen[i] {
				continue
			}
			seen[i] = true
			out = append(out, i)
			for k := len(within[i]) - 1; k >= 0; k-- {
				stack = append(stack, within[i][k])
			}
		}
	}
	for _, i := range roots {
		list(i)
	}
	for i := range sts { // what is nested in a circle hangs on no root
		list(i)
	}
	return out
}

// Visitor is told of a text and the marks in it, properly nested: what was opened
// last is closed first. A mark that another one's end cuts through is closed and
// opened again.
type Visitor interface {
	Open(m Mark, again bool) // again: the rest of a mark that was opened before
	Close(m Mark)
	Text(s hearsay.Span)
}

// Walker leads a Visitor through a text, region by region.
type Walker struct {
	marks []Mark // not opened yet
	open  []Mark // those that go on, the outermost first
}

// NewWalker makes a walker of marks in the order of Marks.
func NewWalker(marks []Mark) *Walker { return &Walker{marks: marks} }

// Walk tells v of one region, which must not begin before the end of the one
// before. Marks that begin or end outside it are cut at its edges.
func (w *Walker) Walk(region hearsay.Span, v Visitor) {
	w.open = slices.DeleteFunc(w.open, func(m Mark) bool { return m.End <= region.Start })
	for len(w.marks) > 0 && w.marks[0].End <= region.Start {
		w.marks = w.marks[1:] // lies in what was passed over
	}
	for _, m := range w.open {
		v.Open(m, true)
	}
	at := region.Start
	for at < region.End {
		for len(w.marks) > 0 && w.marks[0].Start <= at {
			m := w.marks[0]
			w.marks = w.marks[1:]
			if m.End <= at {
				continue
			}
			v.Open(m, false)
			w.open = append(w.open, m)
		}
		next := w.edge(region.End)
		v.Text(hearsay.Span{Start: at, End: next})
		if at = next; at < region.End {
			w.close(at, v)
		}
	}
	for i := len(w.open) - 1; i >= 0; i-- {
		v.Close(w.open[i])
	}
}

// edge is where the next mark begins or ends, end if nowhere before that.
func (w *Walker) edge(end int) int {
	if len(w.marks) > 0 {
		end = min(end, w.marks[0].Start)
	}
	for _, m := range w.open {
		end = min(end, m.End)
	}
	return end
}

// close ends the marks that end at byte at, and opens again what was inside them
// and goes on.
func (w *Walker) close(at int, v Visitor) {
	first := slices.IndexFunc(w.open, func(m Mark) bool { return m.End <= at })
	if first < 0 {
		return
	}
	for i := len(w.open) - 1; i >= first; i-- {
		v.Close(w.open[i])
	}
	rest := slices.DeleteFunc(w.open[first:], func(m Mark) bool { return m.End <= at })
	w.open = w.open[:first+len(rest)]
	for _, m := range rest {
		v.Open(m, true)
	}
}
