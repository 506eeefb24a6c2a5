// Package parse builds dependency trees: a greedy arc-hybrid parser whose moves
// are chosen by averaged perceptrons trained with a dynamic oracle, and further
// perceptrons that label each arc as it is drawn.
package parse

import (
	"fmt"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
)

// Parser sets the heads and relations of tagged sentences. It holds work space
// and is for one goroutine; Clone makes another that shares its weights.
type Parser struct {
	move      *kernel
	label     *model.Linear
	certain   certain
	clusters  *model.Clusters
	state     state
	words     []word
	keys      []uint32
	relScores [hearsay.Rels]int32
}

// New reads the weight file that Train wrote.
func New(data []byte, clusters *model.Clusters) (*Parser, error) {
	move, rest, err := readKernel(data)
	if err != nil {
		return nil, fmt.Errorf("read parser, moves: %w", err)
	}
	label, rest, err := model.ReadLinear(rest)
	if err != nil {
		return nil, fmt.Errorf("read parser, labels: %w", err)
	}
	if label.Labels() != hearsay.Rels {
		return nil, fmt.Errorf("read parser: made for %d relations, not %d",
			label.Labels(), hearsay.Rels)
	}
	sure, err := readCertain(rest)
	if err != nil {
		return nil, err
	}
	return &Parser{move: move, label: label, certain: sure, clusters: clusters}, nil
}

// Clone makes a Parser for another goroutine.
func (p *Parser) Clone() *Parser {
	return &Parser{move: p.move, label: p.label, certain: p.certain, clusters: p.clusters}
}

// Parse sets Head and Rel of every token. In every sentence one token has no head
// and the relation root; the others hang from it in one tree.
func (p *Parser) Parse(an *hearsay.Analysis) {
	for s := range an.Sents {
		p.sentence(an, &an.Sents[s])
	}
}

func (p *Parser) sentence(an *hearsay.Analysis, sent *hearsay.Sentence) {
	p.set(an, sent)
	s := &p.state
	s.reset(sent.Last - sent.First)
	for !s.done() {
		m := p.choose()
		rel := hearsay.RelNone
		if m != moveShift {
			rel = p.relation(m)
		}
		s.apply(m, rel)
	}
	for i := range s.nodes {
		tok := &an.Tokens[sent.First+i]
		tok.Head, tok.Rel = s.nodes[i].head, s.nodes[i].rel
		if tok.Head >= 0 {
			tok.Head += int32(sent.First)
		}
	}
}

// choose gives the best possible move.
func (p *Parser) choose() int {
	s := &p.state
	if len(s.stack) == 0 {
		return moveShift
	}
	if int(s.next) == s.n {
		return moveRight
	}
	p.keys = p.moveKeys(p.keys[:0])
	left, right := p.move.score(p.keys)
	best, top := moveShift, int32(0)
	if left > top {
		best, top = moveLeft, left
	}
	if right > top && s.can(moveRight) {
		best = moveRight
	}
	return best
}

// arc gives the child and head of the arc that a move draws.
func (s *state) arc(move int) (child, head int32) {
	if move == moveLeft {
		return s.top(0), s.next
	}
	return s.top(0), s.top(1)
}

// relation labels the arc that a move draws.
func (p *Parser) relation(move int) hearsay.Rel {
	child, head := p.state.arc(move)
	if head == none {
		return hearsay.RelRoot
	}
	if rel := p.certain.of(arcKey(&p.words[child], &p.words[head], child < head)); rel != hearsay.RelNone {
		return rel
	}
	p.keys = p.labelKeys(p.keys[:0], child, head)
	p.relScores = [hearsay.Rels]int32{}
	p.label.Score(p.keys, p.relScores[:])
	best := hearsay.RelDep
	for r := range p.relScores {
		if rel := hearsay.Rel(r); rel != hearsay.RelNone && rel != hearsay.RelRoot && p.relScores[r] > p.relScores[best] {
			best = rel
		}
	}
	return best
}
