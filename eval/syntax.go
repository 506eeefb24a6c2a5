package eval

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Syntax scores analyses by the measures of the CoNLL 2018 shared task: tokens
// and sentences are right when both ends are; a tag, lemma or head is right when
// its token is, and for a head when the head's token is too. Where both sides
// have the same tokens, the F of these is plain accuracy (UAS, LAS). Punctuation
// is included. Gold tokens without a tag, lemma or relation are left out of the
// score for it.
type Syntax struct {
	Tokens, Sentences PRF
	XPOS, Lemma       PRF
	UAS               PRF                 // heads
	LAS               PRF                 // heads with the full relation, subtype included
	LASUniversal      PRF                 // heads with the universal part of the relation alone
	Relations         map[hearsay.Rel]PRF // of each relation: dependent, head and relation right
}

// errTexts is a comparison of analyses of two different texts.
var errTexts = errors.New("score syntax: gold and analysis are not of the same text")

// Add scores an analysis of the text that gold analyses.
func (s *Syntax) Add(gold, got *hearsay.Analysis) error {
	if gold.Doc.Text != got.Doc.Text {
		return errTexts
	}
	pair := pairTokens(gold, got)
	s.sentences(gold, got)
	var tag, lemma, tree [3]int // without gold in the analysis, and in gold; right ones
	const inGot, inGold, right = 0, 1, 2
	uas, las, universalLAS, tokens := 0, 0, 0, 0
	for i := range gold.Tokens {
		g := &gold.Tokens[i]
		j := pair[i]
		var p *hearsay.Token
		if j >= 0 {
			tokens++
			p = &got.Tokens[j]
		}
		leaveOut := func(n *[3]int) {
			n[inGold]++
			if p != nil {
				n[inGot]++
			}
		}
		switch {
		case g.Tag == hearsay.TagNone:
			leaveOut(&tag)
		case p != nil && p.Tag == g.Tag:
			tag[right]++
		}
		switch {
		case g.Lemma == "":
			leaveOut(&lemma)
		case p != nil && p.Lemma == g.Lemma:
			lemma[right]++
		}
		switch {
		case g.Rel == hearsay.RelNone:
			leaveOut(&tree)
		case p != nil && sameHead(g, p, pair):
			uas++
			las += one(p.Rel == g.Rel)
			universalLAS += one(universal(p.Rel) == universal(g.Rel))
		}
		if p != nil && g.Rel != hearsay.RelNone {
			s.relation(g, p, sameHead(g, p, pair))
		}
	}
	all, want := len(got.Tokens), len(gold.Tokens)
	s.Tokens.Add(tokens, all, want)
	s.XPOS.Add(tag[right], all-tag[inGot], want-tag[inGold])
	s.Lemma.Add(lemma[right], all-lemma[inGot], want-lemma[inGold])
	s.UAS.Add(uas, all-tree[inGot], want-tree[inGold])
	s.LAS.Add(las, all-tree[inGot], want-tree[inGold])
	s.LASUniversal.Add(universalLAS, all-tree[inGot], want-tree[inGold])
	return nil
}

// relation counts a token of both sides for the relations that either gives it.
func (s *Syntax) relation(g, p *hearsay.Token, headed bool) {
	if s.Relations == nil {
		s.Relations = map[hearsay.Rel]PRF{}
	}
	add := func(r hearsay.Rel, right, got, want int) {
		f := s.Relations[r]
		f.Add(right, got, want)
		s.Relations[r] = f
	}
	add(g.Rel, one(headed && p.Rel == g.Rel), 0, 1)
	add(p.Rel, 0, 1, 0)
}

// telling are the relations that attribution leans on.
var telling = []hearsay.Rel{hearsay.RelCcomp, hearsay.RelParataxis, hearsay.RelNsubj, hearsay.RelObl,
	hearsay.RelAppos, hearsay.RelAclRelcl}

// pairTokens gives, for each token of gold, the index of the token of got with the
// same span, or -1. Tokens of both are in the order of the text.
func pairTokens(gold, got *hearsay.Analysis) []int {
	pair := make([]int, len(gold.Tokens))
	j := 0
	for i := range gold.Tokens {
		for j < len(got.Tokens) && compareSpans(got.Tokens[j].Span, gold.Tokens[i].Span) < 0 {
			j++
		}
		pair[i] = -1
		if j < len(got.Tokens) && got.Tokens[j].Span == gold.Tokens[i].Span {
			pair[i] = j
		}
	}
	return pair
}

// sameHead reports whether p hangs where g does; a root has no head. A token that
// was not parsed hangs nowhere.
func sameHead(g, p *hearsay.Token, pair []int) bool {
	if p.Rel == hearsay.RelNone {
		return false
	}
	if g.Head < 0 || p.Head < 0 {
		return g.Head < 0 && p.Head < 0
	}
	return pair[g.Head] == int(p.Head)
}

func universal(r hearsay.Rel) string {
	name, _, _ := strings.Cut(r.String(), ":")
	return name
}

func (s *Syntax) sentences(gold, got *hearsay.Analysis) {
	inGold := sentenceSpans(gold)
	inGot := sentenceSpans(got)
	s.Sentences.Add(shared(inGold, inGot), len(inGot), len(inGold))
}

// sentenceSpans gives the spans from the first to the last token of sentences.
func sentenceSpans(an *hearsay.Analysis) map[hearsay.Span]bool {
	out := make(map[hearsay.Span]bool, len(an.Sents))
	for _, s := range an.Sents {
		if s.First < s.Last {
			out[hearsay.Span{Start: an.Tokens[s.First].Start, End: an.Tokens[s.Last-1].End}] = true
		}
	}
	return out
}

// String is the report. What rests on tokens is said with tokens and sentences
// before it, so that a figure on gold tokens cannot pass for one on raw text.
func (s *Syntax) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "tokens    %s\n", s.Tokens)
	fmt.Fprintf(&b, "sentences %s\n", s.Sentences)
	what := "F1 against gold tokens"
	if s.Tokens.TP == s.Tokens.Gold && s.Tokens.TP == s.Tokens.Pred {
		what = "accuracy, on the gold tokens"
	}
	fmt.Fprintf(&b, "%s, punctuation included:\n", what)
	fmt.Fprintf(&b, "SYNTAX xpos %.2f lemma %.2f uas %.2f las %.2f las-universal %.2f\n",
		100*s.XPOS.F(), 100*s.Lemma.F(), 100*s.UAS.F(), 100*s.LAS.F(), 100*s.LASUniversal.F())
	b.WriteString("RELATIONS")
	for _, r := range telling {
		f := s.Relations[r]
		fmt.Fprintf(&b, " %s %.1f", r, 100*f.F())
	}
	b.WriteByte('\n')
	return b.String()
}
