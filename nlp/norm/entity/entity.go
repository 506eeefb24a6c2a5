// Package entity finds names in analysed text and says what each names: a person,
// an organization, a place, or something else.
//
// A linear-chain conditional random field labels tokens from their words, tags,
// word clusters, lists of names and what the whole document shows of a word. A
// second one labels them again, knowing what the first took the same words for in
// the rest of the document (Krishnan and Manning 2006). Only
// runs of tokens that could be part of a name are looked at (capitalised words and
// what joins them), each by itself; in a headline or in text all in capitals that
// is every token. Text without capitals has no names for it.
package entity

import (
	"context"
	"errors"
	"fmt"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/model/crf"
)

// Kind is what a name names.
type Kind uint8

// The kinds of names. Other has a name and is none of the rest: an event, a work,
// a product, a law, a people.
const (
	None Kind = iota
	Person
	Organization
	Place
	Other
)

var kindNames = [...]string{"none", "person", "organization", "place", "other"}

// String names the kind.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return kindNames[0]
}

// ParseKind reads a kind's name; it reports false for one that is none.
func ParseKind(s string) (Kind, bool) {
	for k := Person; k <= Other; k++ {
		if kindNames[k] == s {
			return k, true
		}
	}
	return None, false
}

// Mention is a name in the text: tokens [First, Last) of the analysis. It is the
// name proper, without article, title or possessive ending.
type Mention struct {
	First, Last int
	Kind        Kind
	Team        bool    // a country's name that stands for its team
	Score       float64 // probability of the least sure of its tokens, 0 to 1
}

// Scorer scores the labels of tokens as well, knowing more of the text than the linear
// model does.
type Scorer interface {
	// Score sets out[i], for each token i of the sentences [first, last), to a score of
	// each label: outside, then beginning and inside of each kind from Person. hints has
	// HintColumns entries for each token of an. The only error is that of a cancelled
	// context.
	Score(ctx context.Context, an *hearsay.Analysis, sentences [][2]int, hints []uint8, out [][Labels]float32) error
}

// weights is what training leaves: shared by clones, never written to.
type weights struct {
	clusters *model.Clusters
	lexicon  *lexicon
	stages   [2]stage
}

// stage is one of the two fields.
type stage struct {
	linear   *model.Linear
	trans    crf.Transitions
	expTrans crf.Transitions
}

// Recognizer finds names. It holds work space and is for one goroutine; Clone
// makes another that shares its weights.
type Recognizer struct {
	*weights
	asked *asked // nil where there is none to ask
	view  view
	lat   *crf.Lattice
	x     extractor
	emit  [][Labels]float32
	raw   [Labels]int32
	guess []label
}

const entityMagic = "HSE1"

var errEntity = errors.New("damaged entity model")

// New reads the weight file that Train wrote.
func New(data []byte, clusters *model.Clusters) (*Recognizer, error) {
	if len(data) < len(entityMagic) || string(data[:len(entityMagic)]) != entityMagic {
		return nil, fmt.Errorf("read entity model: %w: wrong magic", errEntity)
	}
	w := &weights{clusters: clusters}
	var err error
	if w.lexicon, data, err = readLexicon(data[len(entityMagic):]); err != nil {
		return nil, fmt.Errorf("read entity model: %w", err)
	}
	for k := range w.stages {
		if data, err = w.stages[k].read(data); err != nil {
			return nil, fmt.Errorf("read entity model: %w", err)
		}
	}
	if len(data) > 0 {
		return nil, fmt.Errorf("read entity model: %w: %d bytes too many", errEntity, len(data))
	}
	return &Recognizer{weights: w, lat: fieldShape.NewLattice()}, nil
}

// read reads a stage from the front of data and returns what follows it.
func (g *stage) read(data []byte) ([]byte, error) {
	var err error
	if g.linear, data, err = model.ReadLinear(data); err != nil {
		return nil, err
	}
	if g.linear.Labels() != Labels {
		return nil, fmt.Errorf("%w: %d labels", errEntity, g.linear.Labels())
	}
	g.trans, g.expTrans = fieldShape.NewTransitions(), fieldShape.NewTransitions()
	if data, err = g.trans.Read(data); err != nil {
		return nil, fmt.Errorf("%w: %w", errEntity, err)
	}
	g.trans.Exponentials(g.expTrans)
	return data, nil
}

// Clone makes a Recognizer for another goroutine.
func (r *Recognizer) Clone() *Recognizer {
	return &Recognizer{weights: r.weights, asked: r.asked.clone(), lat: fieldShape.NewLattice()}
}

// Find appends the names in an to out, in the order of the text. The analysis
// needs tokens, sentences and tags; names never overlap or cross sentences. The only error
// is that of a cancelled context.
func (r *Recognizer) Find(ctx context.Context, an *hearsay.Analysis, out []Mention) ([]Mention, error) {
	r.first(an)
	r.score(&r.stages[1], true)
	if err := r.ask(ctx, an); err != nil {
		return out, err
	}
	from := len(out)
	for _, run := range r.view.runs {
		out = r.decode(run, out)
	}
	r.view.teams(out[from:])
	return out, nil
}

// first labels all runs by the first stage and lets the document's words vote.
func (r *Recognizer) first(an *hearsay.Analysis) {
	v := &r.view
	v.load(an, r.weights)
	r.emit, r.guess = sized(r.emit, len(an.Tokens)), sized(r.guess, len(an.Tokens))
	clear(r.guess)
	g := &r.stages[0]
	r.score(g, false)
	for _, run := range v.runs {
		r.lattice(run)
		crf.Viterbi(r.lat, g.trans, r.guess[run[0]:run[1]])
	}
	v.memory.vote(v, r.guess)
}

// score sets emit for the tokens of all runs; again says that words have voted.
func (r *Recognizer) score(g *stage, again bool) {
	scale := g.linear.Scale()
	r.x.v = &r.view
	for _, run := range r.view.runs {
		for i := run[0]; i < run[1]; i++ {
			r.x.token(i)
			if again {
				r.x.votes(i, r.guess)
			}
			r.raw = [Labels]int32{}
			g.linear.Score(r.x.keys, r.raw[:])
			for y, s := range r.raw {
				r.emit[i][y] = float32(s) * scale
			}
		}
	}
}

// lattice lays out a run for decoding.
func (r *Recognizer) lattice(run [2]int) {
	n := run[1] - run[0]
	r.lat.Size(n)
	for i := range n {
		e := r.lat.Emit.At(i)
		copy(e, r.emit[run[0]+i][:])
		r.lat.Seam[i] = r.view.seam(run[0], run[0]+i)
		for y := 1; y < Labels; y += 2 {
			e[y] += lean
		}
	}
}

// lean is what the first label of a name gains over being outside: the field is
// trained for likelihood and shy of names, and F1 wants it a little bolder. Chosen
// by the folds of GUM's news, the held-out documents among them.
const lean = .8

// decode appends the names of one run, by the second stage.
func (r *Recognizer) decode(run [2]int, out []Mention) []Mention {
	r.lattice(run)
	g := &r.stages[1]
	guess := r.guess[run[0]:run[1]]
	crf.Viterbi(r.lat, g.trans, guess)
	n := len(guess)
	sure := false
	for i := 0; i < n; {
		y := guess[i]
		if y == outside {
			i++
			continue
		}
		if !sure {
			r.lat.Marginals(g.expTrans)
			sure = true
		}
		m := Mention{First: run[0] + i, Kind: y.kind(), Score: float64(r.lat.Post.At(i)[y])}
		for i++; i < n && guess[i] == y+1; i++ {
			m.Score = min(m.Score, float64(r.lat.Post.At(i)[y+1]))
		}
		m.Last = run[0] + i
		out = append(out, m)
	}
	return out
}

// sized gives a slice of length n, of s's memory if there is enough.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}
