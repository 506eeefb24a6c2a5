package attrib

import (
	"context"
	"fmt"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model/crf"
)

// Scorer scores what each token is to an attribution, better than the linear
// model does. nlp/encoder has one.
type Scorer interface {
	// Score sets out[i], for each token i of the blocks [first, last), to the scores
	// of the labels: outside, then beginning and inside of source, cue, content.
	// hints has HintColumns numbers for each token of an. The only error is that of a
	// cancelled context.
	Score(ctx context.Context, an *hearsay.Analysis, blocks [][2]int, hints []uint8, out [][labels]float32) error
}

// reading is how a second scorer is asked.
type reading struct {
	scorer Scorer
	both   *field  // transitions of both scorers
	unsure float64 // it is asked about blocks in which the linear model expects more wrong labels than this
}

// field is transitions with their exponentials.
type field struct{ log, exp crf.Transitions }

// With makes an Attributor that asks a second scorer, whose transitions are arcs,
// about the blocks in which the linear model by itself expects more than unsure
// of its labels to be wrong; below zero that is all blocks.
func (a *Attributor) With(s Scorer, arcs []float32, unsure float64) (*Attributor, error) {
	f, err := a.field(arcs, linearShare)
	if err != nil {
		return nil, err
	}
	c := a.Clone()
	c.reading = reading{scorer: s, both: f, unsure: unsure}
	return c, nil
}

// field is the sum of the transitions arcs and a share of the linear model's.
func (a *Attributor) field(arcs []float32, share float32) (*field, error) {
	if len(arcs) != seams*fieldShape.Arcs() {
		return nil, fmt.Errorf("read attribution model: %w: %d transitions of the second scorer", errAttrib, len(arcs))
	}
	f := &field{fieldShape.NewTransitions(), fieldShape.NewTransitions()}
	f.log.Sum(arcs, a.trans, share)
	f.log.Exponentials(f.exp)
	return f, nil
}

// Asking makes an Attributor that asks its second scorer at another bound of
// doubt; see With.
func (a *Attributor) Asking(unsure float64) *Attributor {
	c := a.Clone()
	c.unsure = unsure
	return c
}

// lean is what the first label of a span gains over being outside. The field is
// trained for likelihood and shy of spans; people who read its output, and the F1
// of spans, want them a little bolder. Chosen on the development part of PolNeAR,
// for the linear model; both scorers together want none.
const lean = .3

// linearShare is the share of the linear model in the sum of both scores.
const linearShare = .1

// score sets guess and surer for every token of the view's blocks; tokens of no
// block are outside. The candidates have been found.
func (a *Attributor) score(ctx context.Context) error {
	a.linearly()
	a.readBy = sized(a.readBy, len(a.view.blocks))
	for k := range a.readBy {
		a.readBy[k] = hearsay.ModelFast
	}
	if a.scorer == nil {
		return nil
	}
	v := &a.view
	a.asked = a.asked[:0]
	for k := range v.blocks {
		b := &v.blocks[k]
		if b.Last > b.First && a.doubt(b) > a.unsure {
			a.asked = append(a.asked, [2]int{b.First, b.Last})
		}
	}
	if len(a.asked) == 0 {
		return nil
	}
	a.second, a.hint = sized(a.second, len(v.words)), sized(a.hint, len(v.words)*HintColumns)
	for k := range v.blocks {
		for i := v.blocks[k].First; i < v.blocks[k].Last; i++ {
			h := a.hints(&v.blocks[k], i)
			copy(a.hint[i*HintColumns:], h[:])
		}
	}
	if err := a.scorer.Score(ctx, v.an, a.asked, a.hint, a.second); err != nil {
		return err
	}
	next := 0
	for k := range v.blocks {
		b := &v.blocks[k]
		if next < len(a.asked) && a.asked[next][0] == b.First {
			next++
			a.readBy[k] = hearsay.ModelAccurate
			a.jointly(b)
		}
	}
	return nil
}

// doubt is the number of labels of a block that are expected to be wrong.
func (a *Attributor) doubt(b *block) float64 {
	sum := 0.0
	for i := b.First; i < b.Last; i++ {
		sum += 1 - float64(a.surer[i])
	}
	return sum
}

// linearly labels the view's blocks by the linear model alone.
func (a *Attributor) linearly() {
	n := len(a.view.words)
	a.guess, a.surer, a.emit = sized(a.guess, n), sized(a.surer, n), sized(a.emit, n)
	clear(a.guess)
	a.x = extractor{v: &a.view, c: &a.cand, keys: a.x.keys}
	scale := a.linear.Scale()
	for k := range a.view.blocks {
		b := &a.view.blocks[k]
		for i := b.First; i < b.Last; i++ {
			clear(a.raw)
			a.linear.Score(a.x.token(b, i), a.raw)
			e := &a.emit[i]
			for y := range labels {
				e[y] = float32(a.raw[y]) * scale
			}
		}
		a.decode(b, a.emit[b.First:b.Last], lean, a.trans, a.expTrans)
	}
}

// jointly labels a block by the sum of both scorers.
func (a *Attributor) jointly(b *block) {
	sum := a.second[b.First:b.Last]
	for i := range sum {
		for y, s := range a.emit[b.First+i] {
			sum[i][y] += float32(linearShare * s)
		}
	}
	a.decode(b, sum, 0, a.both.log, a.both.exp)
}

// decode labels one block by the scores of its tokens.
func (a *Attributor) decode(b *block, scores [][labels]float32, lean float32, trans, expTrans crf.Transitions) {
	n := b.Last - b.First
	if n == 0 {
		return
	}
	a.lat.Size(n)
	for i := range n {
		e := a.lat.Emit.At(i)
		copy(e, scores[i][:])
		e[beginSource] += lean
		e[beginCue] += lean
		e[beginContent] += lean
		a.lat.Seam[i] = a.view.seam(b, b.First+i)
	}
	out := a.guess[b.First:b.Last]
	crf.Viterbi(a.lat, trans, out)
	a.lat.Marginals(expTrans)
	for i, y := range out {
		a.surer[b.First+i] = a.lat.Post.At(i)[y]
	}
}

// Alone gives the labels that a second scorer by itself gives one annotated
// document, and those that people gave it: what the scorer is held against its
// reference by.
func (a *Attributor) Alone(ctx context.Context, s Scorer, arcs []float32, g *Gold) (labels, gold []byte, err error) {
	alone, err := a.field(arcs, 0)
	if err != nil {
		return nil, nil, err
	}
	c := a.Clone()
	ex := c.Example(g)
	n := len(g.An.Tokens)
	c.second, c.hint, c.guess, c.surer = sized(c.second, n), sized(c.hint, n*HintColumns), sized(c.guess, n), sized(c.surer, n)
	for _, b := range ex.Blocks {
		c.asked = append(c.asked, [2]int{b.First, b.Last})
		for i := range b.Hints {
			copy(c.hint[(b.First+i)*HintColumns:], b.Hints[i][:])
		}
	}
	if err := s.Score(ctx, g.An, c.asked, c.hint, c.second); err != nil {
		return nil, nil, err
	}
	for _, b := range ex.Blocks {
		c.decode(&block{First: b.First, Last: b.Last}, c.second[b.First:b.Last], 0, alone.log, alone.exp)
		for _, y := range c.guess[b.First:b.Last] {
			labels = append(labels, byte(y))
		}
		gold = append(gold, b.Labels...)
	}
	return labels, gold, nil
}
