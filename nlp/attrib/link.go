package attrib

import (
	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
)

// The two choices of the linker: which cue a content hangs from, and which
// source a cue speaks for.
const (
	linkContent = iota // content → cue
	linkSource         // cue → source
	linkers
)

// piece is one labelled span, in tokens.
type piece struct {
	role        role
	first, last int // tokens [first, last)
	head        int // token the others hang from
	block       int32
	score       float32 // mean probability of its labels
}

// linker chooses between candidates by a linear score.
type linker struct {
	keys   []uint32
	raw    []int32
	pieces []piece
}

// pieces reads spans off the labels of tokens first to last-1 and appends them
// to out.
func (a *Attributor) pieces(out []piece, guess []label, first, last int) []piece {
	v := &a.view
	for i := first; i < last; {
		r := guess[i].role()
		if r == roleNone {
			i++
			continue
		}
		j, sum := i+1, a.surer[i]
		for j < last && guess[j] == label(2*r) && v.words[j].block == v.words[i].block {
			sum += a.surer[j]
			j++
		}
		out = append(out, piece{role: r, first: i, last: j, head: headOf(v, i, j), block: v.words[i].block,
			score: sum / float32(j-i)})
		i = j
	}
	return out
}

// reach is how many pieces away a partner is looked for.
const reach = 9

// choose gives for piece x the index in pieces of its best partner of role want,
// or -1 when none is near or none scores above zero against having none.
func (a *Attributor) choose(kind int, pieces []piece, x int, want role) int {
	best, top := -1, int32(0)
	candidates(pieces, x, want, func(y int) {
		a.link.keys = a.view.linkKeys(a.link.keys[:0], kind, pieces, x, y)
		a.link.raw = sized(a.link.raw, 8)
		clear(a.link.raw)
		a.weights.link[kind].Score(a.link.keys, a.link.raw)
		if s := a.link.raw[0]; s > top || best < 0 && s == top {
			best, top = y, s
		}
	})
	return best
}

// candidates calls yield with each possible partner of piece x.
func candidates(pieces []piece, x int, want role, yield func(y int)) {
	for y := max(0, x-reach); y < min(len(pieces), x+reach+1); y++ {
		d := pieces[y].block - pieces[x].block
		if y != x && pieces[y].role == want && -2 <= d && d <= 2 {
			yield(y)
		}
	}
}

// linkKeys gives the features of joining piece x to piece y.
func (v *view) linkKeys(keys []uint32, kind int, pieces []piece, x, y int) []uint32 {
	p, q := &pieces[x], &pieces[y]
	near, far := p, q
	order := uint32(0) // y after x
	lo, hi := x, y
	if y < x {
		order, lo, hi = 1, y, x
		near, far = q, p
	}
	var between [4]uint32
	for k := lo + 1; k < hi; k++ {
		between[pieces[k].role] = min(between[pieces[k].role]+1, 3)
	}
	where := uint32(0) // same sentence
	switch d := q.block - p.block; {
	case d == 0 && v.words[p.head].sent == v.words[q.head].sent:
	case d == 0 && abs(int(v.words[p.head].sent-v.words[q.head].sent)) == 1:
		where = 1
	case d == 0:
		where = 2
	case d == 1 || d == -1:
		where = 3
	default:
		where = 4
	}
	gap := bucket(far.first - near.last)
	counts := between[roleSource] | between[roleCue]<<2 | between[roleContent]<<4
	between0 := uint32(1) // what stands right between
	if far.first > near.last {
		between0 = v.words[near.last].form
		if far.first-near.last > 3 {
			between0 ^= 3
		}
	}
	tree := v.relation(p.head, q.head)
	cue := p
	if kind == linkContent {
		cue = q
	}
	lemma := v.words[cue.head].lemma
	base := uint32(1+kind) << 12
	f := func(t, a, b uint32) { keys = append(keys, model.Feature3(base+t, order|where<<1, a, b)) }
	f(1, counts, 0)
	f(2, gap, counts)
	f(3, between0, 0)
	f(4, tree, 0)
	f(5, tree, counts)
	f(6, lemma, counts)
	f(7, lemma, tree)
	f(8, v.words[p.first].quote<<3|v.words[p.last-1].quote, counts)
	f(9, v.words[q.first].quote<<3|v.words[q.last-1].quote, counts)
	f(10, v.words[p.head].tag, v.words[q.head].tag)
	f(11, v.words[p.head].rel, v.words[q.head].rel)
	f(12, gap, between0)
	f(13, uint32(x-y+16), 0)
	f(14, v.wordAt(p.first-1).form, v.wordAt(p.last).form)
	f(15, v.wordAt(q.first-1).form, v.wordAt(q.last).form)
	// Whether a partner of the same role stands nearer, on either side.
	nearer := uint32(0)
	dist := abs(q.first - p.first)
	for k := max(0, x-reach); k < min(len(pieces), x+reach+1); k++ {
		if k != y && pieces[k].role == q.role && abs(pieces[k].first-p.first) < dist {
			nearer++
			if v.words[pieces[k].head].sent == v.words[p.head].sent {
				nearer |= 8
			}
		}
	}
	f(16, nearer, 0)
	f(17, nearer, counts)
	f(18, nearer, tree)
	return keys
}

// wordAt is token i, or a sentinel outside the document.
func (v *view) wordAt(i int) *word {
	if i < 0 || i >= len(v.words) {
		return &edgeWord
	}
	return &v.words[i]
}

// relation says how two tokens stand to each other in the tree.
func (v *view) relation(a, b int) uint32 {
	if a == b {
		return 1
	}
	if via, d := v.under(a, b); d > 0 {
		return 2 | via<<4 | min(d, 3)<<12
	}
	if via, d := v.under(b, a); d > 0 {
		return 3 | via<<4 | min(d, 3)<<12
	}
	if v.words[a].head >= 0 && v.words[a].head == v.words[b].head {
		return 4 | v.words[a].rel<<4 | v.words[b].rel<<12
	}
	if h := v.words[a].head; h >= 0 {
		if via, d := v.under(b, int(h)); d > 0 && d <= 3 {
			return 5 | via<<4 | v.words[a].rel<<12
		}
	}
	if h := v.words[b].head; h >= 0 {
		if via, d := v.under(a, int(h)); d > 0 && d <= 3 {
			return 6 | via<<4 | v.words[b].rel<<12
		}
	}
	return 7
}

// under reports in how many steps (at most 7) b is reached from a by heads, and
// the relation of the last step; 0 steps when it is not.
func (v *view) under(a, b int) (via, steps uint32) {
	for h := a; steps < 7; {
		via = v.words[h].rel
		h = int(v.words[h].head)
		if h < 0 {
			return 0, 0
		}
		steps++
		if h == b {
			return via, steps
		}
	}
	return 0, 0
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}

// group is one attribution in pieces: one cue or none, at most one source, and
// contents.
type group struct {
	cue, source int // indices in pieces, -1 for none
	contents    []int
	parent      int // group whose content holds this one, -1
}

// groups links pieces into attributions, in the order of their first contents.
// Where blocks are paragraphs, and not contents that are read again, one that goes
// on with the same speaker is apart from the one before.
func (a *Attributor) groups(pieces []piece, paragraphs bool) []group {
	byCue := make([]int, len(pieces))
	for i := range byCue {
		byCue[i] = -1
	}
	var out []group
	for x := range pieces {
		if pieces[x].role != roleContent {
			continue
		}
		cue := a.choose(linkContent, pieces, x, roleCue)
		if len(out) > 0 && a.view.resumes(pieces, x) && (cue < 0 || pieces[cue].block != pieces[x].block) {
			g := &out[len(out)-1] // the next paragraph of one quotation
			g.contents = append(g.contents, x)
			continue
		}
		if cue >= 0 && byCue[cue] >= 0 {
			g := &out[byCue[cue]]
			if !paragraphs || pieces[cue].block == pieces[x].block {
				g.contents = append(g.contents, x)
			} else { // a paragraph of its own is a statement of its own, by the same speaker
				out = append(out, group{cue: -1, source: g.source, contents: []int{x}, parent: -1})
			}
			continue
		}
		g := group{cue: cue, source: -1, contents: []int{x}, parent: -1}
		if cue >= 0 {
			byCue[cue] = len(out)
			g.source = a.choose(linkSource, pieces, cue, roleSource)
		}
		out = append(out, g)
	}
	return out
}

// resumes reports whether content x begins with a quotation that the paragraph
// before left open.
func (v *view) resumes(pieces []piece, x int) bool {
	k := v.quotes.of[pieces[x].first]
	return k >= 0 && v.quotes.list[k].First == pieces[x].first && v.quotes.list[k].Resumes
}

// span is the text of tokens first to last-1.
func (v *view) span(first, last int) hearsay.Span {
	return hearsay.Span{Start: v.an.Tokens[first].Start, End: v.an.Tokens[last-1].End}
}
