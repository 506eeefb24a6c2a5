package entity

import (
	"context"

	"github.com/hearsay-news/hearsay"
)

// asked is a Scorer, with the work space for asking it.
type asked struct {
	scorer    Scorer
	unsure    float64
	sentences [][2]int
	runs      []int // indexes of the runs that it is asked about
	hints     []uint8
	out       [][Labels]float32
}

func (a *asked) clone() *asked {
	if a == nil {
		return nil
	}
	return &asked{scorer: a.scorer, unsure: a.unsure}
}

// trust is what the scores of the one who is asked weigh beside those of the linear
// model. Anything from .3 to 3 does as well.
const trust = 1

// With makes a Recognizer for another goroutine that asks s about the sentences in which
// the linear model expects more than unsure of its labels to be wrong; 0 asks about all
// that may have a name.
func (r *Recognizer) With(s Scorer, unsure float64) *Recognizer {
	c := r.Clone()
	c.asked = &asked{scorer: s, unsure: unsure}
	return c
}

// ask adds the scores of the one who is asked to those of the linear model.
func (r *Recognizer) ask(ctx context.Context, an *hearsay.Analysis) error {
	a := r.asked
	if a == nil {
		return ctx.Err()
	}
	r.doubtful()
	if len(a.sentences) == 0 {
		return ctx.Err()
	}
	a.hints = sized(a.hints, len(an.Tokens)*HintColumns)
	a.out = sized(a.out, len(an.Tokens))
	for _, s := range a.sentences {
		for i := s[0]; i < s[1]; i++ {
			Hints(an, i, (*[HintColumns]uint8)(a.hints[i*HintColumns:]))
		}
	}
	if err := a.scorer.Score(ctx, an, a.sentences, a.hints, a.out); err != nil {
		return err
	}
	for _, k := range a.runs {
		run := r.view.runs[k]
		for i := run[0]; i < run[1]; i++ {
			for y := range Labels {
				r.emit[i][y] += trust * a.out[i][y]
			}
		}
	}
	return nil
}

// doubtful finds the sentences to ask about.
func (r *Recognizer) doubtful() {
	a, v := r.asked, &r.view
	a.sentences, a.runs = a.sentences[:0], a.runs[:0]
	g := &r.stages[1]
	for k := 0; k < len(v.runs); {
		sent := v.words[v.runs[k][0]].sent
		first, doubt := k, 0.0
		for ; k < len(v.runs) && v.words[v.runs[k][0]].sent == sent; k++ {
			if doubt > a.unsure || a.unsure <= 0 {
				continue
			}
			doubt += r.doubt(v.runs[k], g)
		}
		if doubt > a.unsure || a.unsure <= 0 {
			s := v.an.Sents[sent]
			a.sentences = append(a.sentences, [2]int{int(s.First), int(s.Last)})
			for i := first; i < k; i++ {
				a.runs = append(a.runs, i)
			}
		}
	}
}

// doubt is how many of the labels of a run the linear model expects to have wrong.
func (r *Recognizer) doubt(run [2]int, g *stage) float64 {
	r.lattice(run)
	r.lat.Marginals(g.expTrans)
	doubt := 0.0
	for i := range run[1] - run[0] {
		most := float32(0)
		for _, p := range r.lat.Post.At(i) {
			most = max(most, float32(p))
		}
		doubt += 1 - float64(most)
	}
	return doubt
}
