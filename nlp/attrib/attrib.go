// Package attrib finds attributed statements: who is said to have said what, in
// which words of the text.
//
// It works cue first. A lexicon says which words may well be cues; what every
// other token is to the nearest of them in the tree is then evidence, with words,
// tags and quotation marks, for a linear-chain conditional random field that
// labels tokens as source, cue or content. Rules add what the tree shows plainly
// and the labels missed. A linker says which source and which contents belong to
// each cue, and a last step reads each content again for statements within it.
package attrib

import (
	"context"
	"errors"
	"fmt"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/model/crf"
)

// weights is what training leaves: shared by clones, never written to.
type weights struct {
	clusters *model.Clusters
	cues     lexicon
	linear   *model.Linear
	trans    crf.Transitions
	expTrans crf.Transitions
	link     [linkers]*model.Linear
}

// Attributor finds the attributions of analysed documents. It holds work space
// and is for one goroutine; Clone makes another that shares its weights.
type Attributor struct {
	*weights
	view  view
	cand  cues
	lat   *crf.Lattice
	guess []label
	surer []float32         // probability of each token's label
	emit  [][labels]float32 // the linear model's scores of each token
	raw   []int32
	x     extractor
	link  linker

	reading                   // how a second scorer is asked, if there is one
	second  [][labels]float32 // its scores
	hint    []uint8
	asked   [][2]int // blocks that it is asked about
	readBy  []string // by block, the model that read it
}

const attribMagic = "HSA2"

var errAttrib = errors.New("damaged attribution model")

// New reads the weight file that Train wrote.
func New(data []byte, clusters *model.Clusters) (*Attributor, error) {
	w := &weights{clusters: clusters}
	if len(data) < len(attribMagic) || string(data[:len(attribMagic)]) != attribMagic {
		return nil, fmt.Errorf("read attribution model: %w: wrong magic", errAttrib)
	}
	var err error
	if w.cues, data, err = readLexicon(data[len(attribMagic):]); err != nil {
		return nil, fmt.Errorf("read attribution model: %w", err)
	}
	if w.linear, data, err = model.ReadLinear(data); err != nil {
		return nil, fmt.Errorf("read attribution model: %w", err)
	}
	if w.linear.Labels() != labels {
		return nil, fmt.Errorf("read attribution model: %w: %d labels", errAttrib, w.linear.Labels())
	}
	w.trans = fieldShape.NewTransitions()
	if data, err = w.trans.Read(data); err != nil {
		return nil, fmt.Errorf("read attribution model: %w", err)
	}
	w.expTrans = fieldShape.NewTransitions()
	w.trans.Exponentials(w.expTrans)
	for k := range linkers {
		if w.link[k], data, err = model.ReadLinear(data); err != nil {
			return nil, fmt.Errorf("read attribution model, links: %w", err)
		}
	}
	return &Attributor{weights: w, lat: fieldShape.NewLattice(), raw: make([]int32, 8)}, nil
}

// Clone makes an Attributor for another goroutine.
func (a *Attributor) Clone() *Attributor {
	return &Attributor{weights: a.weights, lat: fieldShape.NewLattice(), reading: a.reading, raw: make([]int32, 8)}
}

// Attribute finds the attributions of an, which has been tokenised, tagged and
// parsed. They come in the order of their contents; one that lies in another's
// content follows it. The only error is that of a cancelled context.
func (a *Attributor) Attribute(ctx context.Context, an *hearsay.Analysis) ([]hearsay.Attribution, error) {
	a.view.load(an, a.clusters)
	a.cand.level = sized(a.cand.level, len(a.view.words))
	a.cues.levels(&a.view, a.cand.level)
	a.cand.find(&a.view)
	if err := a.score(ctx); err != nil {
		return nil, err
	}
	return a.assemble(), nil
}

// levels sets the level of every token by the lexicon alone.
func (x lexicon) levels(v *view, level []uint8) {
	for i := range v.words {
		level[i] = x[cueKey(&v.words[i])]
	}
}

func cueKey(w *word) uint32 { return model.Feature2(1, w.lemma, tagClass(w.tag)) }

// tagClass folds the forms of verbs and nouns together.
func tagClass(t uint32) uint32 {
	switch tag := hearsay.Tag(t); {
	case tag.Verb():
		return uint32(hearsay.TagVB)
	case tag.Noun():
		return uint32(hearsay.TagNN)
	}
	return t
}

// headOf is the token of first to last-1 that the others hang from: one whose
// head lies outside, a verb or noun before others, else the last.
func headOf(v *view, first, last int) int {
	best, score := last-1, -1
	for i := first; i < last; i++ {
		w := &v.words[i]
		if w.punct {
			continue
		}
		s := 0
		if h := int(w.head); h < first || h >= last {
			s += 2
		}
		if t := hearsay.Tag(w.tag); t.Verb() {
			s += 2
		} else if t.Noun() {
			s++
		}
		if s > score {
			best, score = i, s
		}
	}
	return best
}

// seam classes the place before token i of a block.
func (v *view) seam(b *block, i int) uint8 {
	w := &v.words[i]
	if i == b.First {
		return 0
	}
	p := &v.words[i-1]
	switch {
	case p.sent != w.sent && (p.quote == quoteIn || w.quote == quoteIn):
		return 1
	case p.sent != w.sent:
		return 2
	case w.quote == quoteOpens:
		return 3
	case p.quote == quoteOpens:
		return 4
	case p.quote == quoteCloses:
		return 5
	case w.quote == quoteCloses:
		return 6
	case w.punct:
		return 7
	case p.punct:
		return 8
	}
	return 9
}
