package entity

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/model/crf"
)

// Gold is a document with its names, in the order of the text.
type Gold struct {
	An      *hearsay.Analysis // tokens, sentences and tags
	Names   []Mention
	Only    []bool // by sentence, whether it is learnt from; nil for all
	Article string // the same for copies of a document
}

// Options are the settings of Train; zero values stand for those of the released
// weights.
type Options struct {
	Epochs int
	Most   int // features kept
	Seed   uint64
	Log    io.Writer // progress; nil for none
}

// averaged is the number of last epochs whose weights are averaged, leastSeen the
// number of tokens a feature must have in training, parts the number of parts that
// the documents are cut into: the second stage learns from what a first stage
// says of documents that it was not trained on.
const (
	averaged  = 4
	leastSeen = 2
	parts     = 5
)

// Train makes the weight file that New reads. The result depends on the arguments
// alone.
func Train(gold []Gold, clusters *model.Clusters, o Options) ([]byte, error) {
	if o.Epochs == 0 {
		o.Epochs = 10
	}
	if o.Most == 0 {
		o.Most = 110_000
	}
	if o.Seed == 0 {
		o.Seed = 19
	}
	if o.Log == nil {
		o.Log = io.Discard
	}
	lexicon, err := buildLexicon()
	if err != nil {
		return nil, err
	}
	t := &trainer{Options: o, r: Recognizer{weights: &weights{clusters: clusters, lexicon: lexicon}, lat: fieldShape.NewLattice()}}
	part := partOf(gold)
	var firsts [parts]stage
	for p := range parts {
		var learn []Gold
		for k := range gold {
			if part[k] != p {
				learn = append(learn, gold[k])
			}
		}
		data := t.stage(learn, nil)
		if _, err := firsts[p].read(data); err != nil {
			return nil, err
		}
	}
	out := lexicon.append([]byte(entityMagic))
	out = append(out, t.stage(gold, nil)...)
	return append(out, t.stage(gold, func(k int) stage { return firsts[part[k]] })...), nil
}

// partOf deals the documents out to parts, copies to the same.
func partOf(gold []Gold) []int {
	number := map[string]int{}
	out := make([]int, len(gold))
	for k := range gold {
		n, ok := number[gold[k].Article]
		if !ok {
			n = len(number)
			number[gold[k].Article] = n
		}
		out[k] = n % parts
	}
	return out
}

// trainer trains stages.
type trainer struct {
	Options
	r Recognizer
}

// stage gives the file of a stage; first gives for the second stage which first
// stage reads each document, nil for the first.
func (t *trainer) stage(gold []Gold, first func(k int) stage) []byte {
	examples, table := t.examples(gold, first)
	c := fieldShape.NewTrainer(table, crf.Options{Rate: .05, Decay: 2e-6, Epsilon: 1})
	rng := rand.New(rand.NewPCG(t.Seed, 0))
	loss := 0.0
	for e := range t.Epochs {
		loss = c.Epoch(examples, rng)
		if e >= t.Epochs-averaged {
			c.Keep()
		}
	}
	c.Settle()
	fmt.Fprintf(t.Log, "entity: %d runs, loss %.4f a token\n", len(examples), loss)
	return stageBytes(c, t.Most)
}

// stageBytes is the file of a stage.
func stageBytes(c *crf.Trainer, most int) []byte {
	const unit = 1.0 / 128
	b := model.NewBuilder(Labels, unit)
	floor := c.Strongest(most)
	for r := range c.Table.Len() {
		if p := c.Peak(r); p >= floor && p > 0 {
			row := slices.Clone(c.Weight(r))
			for y, v := range row {
				if -2*unit < v && v < 2*unit {
					row[y] = 0
				}
			}
			b.Add(c.Table.Key(r), row)
		}
	}
	return c.Trans.Append(b.Bytes())
}

// examples reads the runs of all documents and numbers their features.
func (t *trainer) examples(gold []Gold, first func(k int) stage) ([]crf.Example, *model.Table) {
	v := &t.r.view
	x := extractor{v: v}
	all := model.NewTable()
	var seen []int32
	var out []crf.Example
	for k := range gold {
		g := &gold[k]
		if first == nil {
			v.load(g.An, t.r.weights)
		} else {
			t.r.stages[0] = first(k)
			t.r.first(g.An)
		}
		labels := labelled(g, v)
		for _, run := range v.runs {
			if g.Only != nil && !g.Only[v.words[run[0]].sent] {
				continue
			}
			ex := crf.Example{Weight: 1}
			for i := run[0]; i < run[1]; i++ {
				x.token(i)
				if first != nil {
					x.votes(i, t.r.guess)
				}
				rows := make([]int32, len(x.keys))
				for j, key := range x.keys {
					rows[j] = all.Add(key)
					if int(rows[j]) == len(seen) {
						seen = append(seen, 0)
					}
					seen[rows[j]]++
				}
				ex.Rows = append(ex.Rows, rows)
				ex.Seam = append(ex.Seam, v.seam(run[0], i))
				ex.Gold = append(ex.Gold, uint8(labels[i]))
			}
			out = append(out, ex)
		}
	}
	return out, frequent(out, all, seen)
}

// frequent numbers the features again that are seen often enough, and drops the
// others from the examples.
func frequent(examples []crf.Example, all *model.Table, seen []int32) *model.Table {
	table := model.NewTable()
	to := make([]int32, len(seen))
	for r := range to {
		to[r] = -1
		if seen[r] >= leastSeen {
			to[r] = table.Add(all.Key(r))
		}
	}
	for k := range examples {
		for i, rows := range examples[k].Rows {
			kept := rows[:0]
			for _, r := range rows {
				if to[r] >= 0 {
					kept = append(kept, to[r])
				}
			}
			examples[k].Rows[i] = kept
		}
	}
	return table
}

// labelled gives the label of each token; names that do not lie in one run are
// left out.
func labelled(g *Gold, v *view) []label {
	labels := make([]label, len(g.An.Tokens))
	in := make([]int, len(g.An.Tokens)) // number of the run, from 1
	for k, run := range v.runs {
		for i := run[0]; i < run[1]; i++ {
			in[i] = k + 1
		}
	}
	for _, m := range g.Names {
		if m.First >= m.Last || in[m.First] == 0 || in[m.First] != in[m.Last-1] {
			continue
		}
		for i := m.First; i < m.Last; i++ {
			labels[i] = begins(m.Kind) + 1
		}
		labels[m.First] = begins(m.Kind)
	}
	return labels
}
