package eval

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Polnear scores source, cue and content by the token protocol of CofeNet (COLING
// 2022, Table 6): gold is BIO over CoreNLP tokens, and predictions are carried
// over to those tokens.
type Polnear struct {
	Instances, Unaligned int

	Exact [roles]PRF // a span is right when both its ends are
	Token [roles]PRF // of tokens
	// Overlap counts a span as right when it touches one of the other side: Pred
	// holds precision's, Gold recall's, as the two are not the same spans.
	Overlap [roles]struct{ Pred, Gold Tally }
}

// ScorePolnear scores predictions against the instances of articles whose texts
// are DIR/NAME.txt.
func ScorePolnear(instances []Instance, texts string, pred Predictions) (*Polnear, error) {
	var order []string // by first instance
	byID := map[string][]Instance{}
	for _, in := range instances {
		if byID[in.ID] == nil {
			order = append(order, in.ID)
		}
		byID[in.ID] = append(byID[in.ID], in)
	}
	var s Polnear
	al := aligner{}
	for _, id := range order {
		name := beforeLast(id, "_")
		text, err := readText(filepath.Join(texts, name+".txt"))
		if err != nil {
			return nil, err
		}
		s.add(al, byID[id], []rune(text), pred[name])
	}
	return &s, nil
}

// Add scores one article's instances, in their order; spans of pred are code
// points of text.
func (s *Polnear) Add(instances []Instance, text string, pred []Prediction) {
	s.add(aligner{}, instances, []rune(text), pred)
}

func (s *Polnear) add(al aligner, instances []Instance, text []rune, pred []Prediction) {
	f := flatten(pred, len(text))
	at := 0
	for i := range instances {
		in := &instances[i]
		s.Instances++
		guess := make([]Label, len(in.Labels))
		if where, ok := al.align(in.Tokens, text, at); ok {
			for _, w := range where {
				at = max(at, w.End)
			}
			guess = f.labels(where)
		} else {
			s.Unaligned++
		}
		s.count(bioSpans(in.Labels), bioSpans(guess))
	}
}

// flat is the predictions of one article with at most one role a character.
type flat struct {
	role  []int8 // 1 + role; 0 for none
	begin []bool // a span begins at the character
}

// flatten lays statements over a text of n characters, those that are not nested
// first; a span that touches one laid before is dropped.
func flatten(pred []Prediction, n int) flat {
	f := flat{make([]int8, n), make([]bool, n)}
	for _, nested := range [2]bool{false, true} {
		for i := range pred {
			if pred[i].Nested != nested {
				continue
			}
			for k := range roles {
				for _, span := range pred[i].Role(k) {
					f.lay(span, int8(k+1))
				}
			}
		}
	}
	return f
}

func (f *flat) lay(s hearsay.Span, role int8) {
	if s.Start >= len(f.role) {
		return
	}
	part := f.role[s.Start:max(s.Start, min(s.End, len(f.role)))]
	for _, r := range part {
		if r != 0 {
			return
		}
	}
	for i := range part {
		part[i] = role
	}
	f.begin[s.Start] = true
}

// labels carries the flat predictions over to tokens at the spans of where. A
// token that the text lacks goes on with what stands before it.
func (f *flat) labels(where []hearsay.Span) []Label {
	out := make([]Label, len(where))
	prev := int8(0)
	for i, w := range where {
		if w.Start < 0 {
			out[i] = Label{prev, prev != 0}
			continue
		}
		role, begins := int8(0), false
		for c := w.Start; c < w.End; c++ {
			if role == 0 {
				role = f.role[c]
			}
			begins = begins || f.begin[c]
		}
		if role != 0 {
			out[i] = Label{role, role == prev && !begins}
		}
		prev = role
	}
	return out
}

// tokenSpan is a span of tokens with a role.
type tokenSpan struct {
	hearsay.Span
	role int8
}

// bioSpans reads spans off labels; one that starts with an inside label counts.
func bioSpans(labels []Label) []tokenSpan {
	var out []tokenSpan
	for i := 0; i < len(labels); {
		role := labels[i].Role
		j := i + 1
		for role != 0 && j < len(labels) && labels[j] == (Label{role, true}) {
			j++
		}
		if role != 0 {
			out = append(out, tokenSpan{hearsay.Span{Start: i, End: j}, role})
		}
		i = j
	}
	return out
}

// count compares the spans of one instance. Those of one role never overlap.
func (s *Polnear) count(gold, pred []tokenSpan) {
	for k := range roles {
		exact, both, goldTokens, predTokens := 0, 0, 0, 0
		golds, preds := ofRole(gold, k), ofRole(pred, k)
		for _, g := range golds {
			goldTokens += g.Len()
			for _, p := range preds {
				exact += one(g == p)
				both += max(0, min(g.End, p.End)-max(g.Start, p.Start))
			}
		}
		for _, p := range preds {
			predTokens += p.Len()
		}
		s.Exact[k].Add(exact, len(preds), len(golds))
		s.Token[k].Add(both, predTokens, goldTokens)
		o := &s.Overlap[k]
		o.Pred.Right += touching(preds, golds)
		o.Pred.All += len(preds)
		o.Gold.Right += touching(golds, preds)
		o.Gold.All += len(golds)
	}
}

func ofRole(spans []tokenSpan, role int) []hearsay.Span {
	var out []hearsay.Span
	for _, s := range spans {
		if int(s.role) == role+1 {
			out = append(out, s.Span)
		}
	}
	return out
}

// touching counts the spans of xs that overlap one of ys.
func touching(xs, ys []hearsay.Span) int {
	n := 0
	for _, x := range xs {
		n += one(slices.ContainsFunc(ys, x.Overlaps))
	}
	return n
}

// OverlapF is the harmonic mean of the shares of predicted and of gold spans that
// touch one of the other side.
func (s *Polnear) OverlapF(role int) float64 {
	o := s.Overlap[role]
	return harmonic(ratio(o.Pred.Right, o.Pred.All), ratio(o.Gold.Right, o.Gold.All))
}

// String is the report, in the words of the project's reference scorer.
func (s *Polnear) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "instances %d, not aligned %d\n", s.Instances, s.Unaligned)
	for k, name := range roleNames {
		fmt.Fprintf(&b, "%-8s exact %s | token %s | overlap F %.3f\n", name, s.Exact[k], s.Token[k], s.OverlapF(k))
	}
	fmt.Fprintf(&b, "EXACT source %.1f cue %.1f content %.1f\n",
		100*s.Exact[Source].F(), 100*s.Exact[Cue].F(), 100*s.Exact[Content].F())
	return b.String()
}
