package attrib

import "github.com/hearsay-news/hearsay"

// HintColumns is the number of hints of a token.
const HintColumns = 11

// Hints are what marks, tags and trees say of one token, as small classes: the
// evidence of the linear model in a form that an encoder can take beside the
// words. HintSizes gives the number of classes in each column.
type Hints [HintColumns]uint8

// HintSizes is the number of classes in each column of Hints: tag; relation;
// quotation state; shape; level of the lemma as a cue; relation by which the token
// hangs, at last, from the nearest cue above it, and the cue's side; steps to that
// cue and its level; relations of the phrases of a cue that begin and end here;
// distance from a closing ", he said"; zone.
var HintSizes = [HintColumns]int{64, 64, 8, 32, 8, 128, 64, 128, 128, 16, 8}

// HintRows is the sum of HintSizes: the rows of a table with one row for each
// class of each column.
var HintRows = func() (n int) {
	for _, s := range HintSizes {
		n += s
	}
	return n
}()

// hints gives the hints of token i of block b, once the candidates are found.
func (a *Attributor) hints(b *block, i int) Hints {
	v, c := &a.view, &a.cand
	w := &v.words[i]
	h := Hints{uint8(w.tag), uint8(w.rel), uint8(w.quote), uint8(w.shape), c.level[i]}
	if g := c.gov[i]; g >= 0 {
		side := uint8(0)
		if int(g) > i {
			side = 1
		}
		h[5] = (1 + c.via[i]) << 1 & 127 // no relation has the greatest number
		h[5] |= side
		h[6] = (1+min(c.depth[i], 6))<<3 | c.level[g]
	}
	h[7], h[8] = uint8(c.starts[i].rel), uint8(c.ends[i].rel)
	if t := c.tail[w.sent]; t >= 0 {
		h[9] = uint8(1 + min(max(i-int(t), -3), 8) + 3)
	}
	h[10] = uint8(b.Zone)
	for k := range h {
		if int(h[k]) >= HintSizes[k] {
			h[k] = 0
		}
	}
	return h
}

// Example is what an encoder is trained on: one annotated document as tokens in
// blocks, as the labeller sees it.
type Example struct {
	Tokens []hearsay.Span // bytes of the text
	Blocks []ExampleBlock
}

// ExampleBlock is one block of an Example; its slices have an entry for each of
// its tokens.
type ExampleBlock struct {
	First, Last int // tokens
	Hints       []Hints
	Seams       []uint8 // class of the place before the token, which transitions are told apart by
	Labels      []uint8 // gold
}

// Example makes the training example of one annotated document.
func (a *Attributor) Example(g *Gold) Example {
	labels := goldLabels(g.An, g.Attributions)
	a.view.load(g.An, a.clusters)
	a.cand.level = sized(a.cand.level, len(a.view.words))
	a.cues.levels(&a.view, a.cand.level)
	a.cand.find(&a.view)
	var ex Example
	for i := range g.An.Tokens {
		ex.Tokens = append(ex.Tokens, g.An.Tokens[i].Span)
	}
	for k := range a.view.blocks {
		b := &a.view.blocks[k]
		if b.Last <= b.First {
			continue
		}
		out := ExampleBlock{First: b.First, Last: b.Last}
		for i := b.First; i < b.Last; i++ {
			out.Hints = append(out.Hints, a.hints(b, i))
			out.Seams = append(out.Seams, a.view.seam(b, i))
			out.Labels = append(out.Labels, uint8(labels[i]))
		}
		ex.Blocks = append(ex.Blocks, out)
	}
	return ex
}
