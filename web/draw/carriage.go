package draw

import (
	"fmt"
)

// CarriageData is through whom something came: trees with those who vouch at their roots.
type CarriageData struct {
	Head
	Roots []Node
}

// Node is one through whom something came, and whom it went on to.
type Node struct {
	Kind          Kind
	Label, Detail string // who, and when or how in a few words
	Href          string
	// Copy says that its text is that of the node before; Why, by what it is known to have
	// it from there.
	Copy     bool
	Why      string
	Children []Node
}

// Kind is what a node is.
type Kind uint8

// The kinds.
const (
	Origin Kind = iota
	Agency
	Outlet
	more // how many are not drawn
)

var kindNames = [...]string{"origin", "agency", "outlet", ""}

// String is the kind's name.
func (k Kind) String() string {
	if k > more {
		return ""
	}
	return kindNames[k]
}

// Caps of what a tree draws.
const (
	mostNodes    = 160
	mostChildren = 24
	mostDepth    = 6
)

const (
	boxWide = 198.0
	boxHigh = 54.0
	rowHigh = 66.0
)

// box is a node that has its place.
type box struct {
	*Node
	x, y     float64
	depth    int
	children []*box
}

// forest places nodes: a leaf on the next row, a parent in the middle of its children.
type forest struct {
	left, leftOut int
	rows          float64
	deepest       int
	indented      bool
}

// Carriage draws a tree from left to right: who vouches, the agency that told it, the
// outlets that had it from there.
func Carriage(d CarriageData) SVG {
	if len(d.Roots) == 0 {
		return message("Nothing is known of how it came.")
	}
	f := forest{left: mostNodes, indented: d.Narrow}
	roots := f.place(d.Roots, 0)
	note := ""
	if f.leftOut > 0 {
		note = fmt.Sprintf("%d are not drawn.", f.leftOut)
		if f.leftOut == 1 {
			note = "1 is not drawn."
		}
	}
	c := newCanvas(d.Head)
	wide := d.width()
	if d.Narrow {
		for _, b := range roots {
			c.indent(b)
		}
	} else {
		step := boxWide + 46
		if f.deepest > 0 {
			step = min(340, max(step, (wide-16-boxWide)/float64(f.deepest)))
		}
		wide = max(wide, 16+boxWide+step*float64(f.deepest))
		for _, b := range roots {
			b.across(step)
		}
		c.edges(roots)
		c.words(roots)
		c.boxes(roots)
	}
	l := legend{c: c, y: f.rows*rowHigh + 6}
	c.carriageLegend(&l, d.Roots)
	y := c.note(note, l.bottom())
	kind := "carriage"
	if wide > broad {
		kind += " draw-long"
	}
	return c.picture(kind, wide, y+4, note)
}

// place gives nodes of a depth their rows.
func (f *forest) place(nodes []Node, depth int) []*box {
	var out []*box
	for i := range nodes {
		f.deepest = max(f.deepest, depth)
		if i >= mostChildren || f.left <= 0 {
			n := count(nodes[i:])
			f.leftOut += n
			out = append(out, &box{Node: &Node{Kind: more, Label: fmt.Sprintf("and %d more", n)}, depth: depth, y: f.rows})
			f.rows++
			break
		}
		f.left--
		b := &box{Node: &nodes[i], depth: depth, y: f.rows}
		out = append(out, b)
		if f.indented {
			f.rows++
		}
		if depth+1 == mostDepth {
			f.leftOut += count(b.Children)
		} else {
			b.children = f.place(b.Children, depth+1)
		}
		if n := len(b.children); f.indented {
			continue
		} else if n > 0 {
			b.y = (b.children[0].y + b.children[n-1].y) / 2
		} else {
			f.rows++
		}
	}
	return out
}

// count is how many nodes there are with those below them, without going down forever.
func count(nodes []Node) int {
	n := 0
	for stack := [][]Node{nodes}; len(stack) > 0; {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		n += len(top)
		for i := range top {
			if len(top[i].Children) > 0 {
				stack = append(stack, top[i].Children)
			}
		}
	}
	return n
}

// across turns depths and rows into units.
func (b *box) across(step float64) {
	b.x, b.y = 8+float64(b.depth)*step, 8+b.y*rowHigh
	for _, k := range b.children {
		k.across(step)
	}
}

// edges draws what leads from each box to its children.
func (c *canvas) edges(boxes []*box) {
	for _, b := range boxes {
		for _, k := range b.children {
			x1, y1, x2, y2 := b.x+boxWide, b.y+boxHigh/2, k.x, k.y+boxHigh/2
			half := (x1 + x2) / 2
			c.edge(k, []any{"M", x1, y1, "C", half, y1, half, y2, x2, y2})
		}
		c.edges(b.children)
	}
}

// words writes on the edges of copies that they are.
func (c *canvas) words(boxes []*box) {
	for _, b := range boxes {
		for _, k := range b.children {
			if k.Copy {
				c.text("small word", ends, k.x-6, k.y+boxHigh/2-6, "copy")
			}
		}
		c.words(b.children)
	}
}

// edge draws one, that of a copy double and dashed.
func (c *canvas) edge(k *box, parts []any) {
	class := "edge"
	if k.Copy {
		class += " copy"
	}
	end := c.begin(class, "", short(k.Why, 200))
	c.path("hit", parts...)
	c.path("outer", parts...)
	if k.Copy {
		c.path("inner", parts...)
	}
	c.raw(end)
}

func (c *canvas) boxes(boxes []*box) {
	for _, b := range boxes {
		c.box(b, b.x, b.y, boxWide)
		c.boxes(b.children)
	}
}

// box draws a node: its name on two lines at most, and below what it is.
func (c *canvas) box(b *box, x, y, wide float64) {
	class, round := "node", 3.0
	switch b.Kind {
	case Origin:
		class, round = "node root", boxHigh/2
	case Agency:
		class = "node agency"
	case more:
		class = "node rest"
	}
	what := b.Kind.String()
	if b.Detail != "" && what != "" {
		what += " · "
	}
	what += b.Detail
	if b.Copy && c.head.Narrow { // there is no room beside the edge
		what = "copy · " + what
	}
	end := c.begin(class, b.Href, nodeTitle(b, what))
	c.rect("box", x, y, wide, boxHigh, round)
	inset := 10.0
	if b.Kind == Agency {
		c.rect("strip", x, y, 5, boxHigh, 0)
		inset = 13
	}
	if b.Kind == Origin {
		inset = 18
	}
	lines := wrap(b.Label, plainSize, wide-inset-8, 2)
	base := y + 23.0
	if len(lines) > 1 {
		base = y + 16
	}
	for i, line := range lines {
		c.text("", begins, x+inset, base+float64(i)*15, line)
	}
	c.text("small soft", begins, x+inset, base+float64(max(0, len(lines)-1))*15+16, fit(what, smallSize, wide-inset-8))
	c.raw(end)
}

func nodeTitle(b *box, what string) string {
	out := short(b.Label, 120)
	if what != "" {
		out += ", " + short(what, 80)
	}
	if b.Why != "" {
		out += ": " + short(b.Why, 160)
	}
	return out
}

// indent draws a tree of a narrow screen: a row for each node, moved in by its depth.
func (c *canvas) indent(b *box) {
	const in = 34.0
	x := 8 + float64(b.depth)*in
	y := 8 + b.y*rowHigh
	for i, k := range b.children {
		ky := 8 + k.y*rowHigh + boxHigh/2
		if i == len(b.children)-1 {
			c.edge(&box{Node: &Node{}}, []any{"M", x + 12, y + boxHigh, "V", ky})
		}
		c.edge(k, []any{"M", x + 12, ky, "H", x + in})
	}
	c.box(b, x, y, min(boxWide+40, narrow-8-x))
	for _, k := range b.children {
		c.indent(k)
	}
}

// carriageLegend explains the edges, if there are copies and others.
func (c *canvas) carriageLegend(l *legend, roots []Node) {
	copies, others := false, false
	var look func(nodes []Node, depth int)
	look = func(nodes []Node, depth int) {
		for i := range nodes {
			if depth > 0 {
				copies, others = copies || nodes[i].Copy, others || !nodes[i].Copy
			}
			if depth+1 < mostDepth {
				look(nodes[i].Children, depth+1)
			}
		}
	}
	look(roots, 0)
	sample := func(isCopy bool) func(x, y float64) {
		return func(x, y float64) {
			c.edge(&box{Node: &Node{Copy: isCopy}}, []any{"M", x - 10, y, "H", x + 10})
		}
	}
	if others {
		l.item("key", "has it from there", sample(false))
	}
	if copies {
		l.item("key", "copy: its text is the other's", sample(true))
	}
}
