// Package norm resolves attributions to statements: who the speaker is and whom he
// or she speaks for, through whom it came, what kind of act it is, how surely it is
// said, and the dates, figures and places in it.
//
// It reads the whole document before it resolves the first source: every name is
// gathered with the offices, countries and letters that stand beside it (register),
// so that "the minister" finds its name whether that comes before or after.
package norm

import (
	"context"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/date"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
	"github.com/hearsay-news/hearsay/nlp/norm/place"
	"github.com/hearsay-news/hearsay/nlp/norm/quantity"
)

// Normalizer resolves the attributions of documents. It holds work space and is for
// one goroutine; Clone makes another that shares its weights.
type Normalizer struct {
	recogniser *entity.Recognizer
	found      []entity.Mention
	where      *place.Resolver
	candidates []place.Candidate
	days       []date.Found
	text
}

// New makes a Normalizer that finds names by names; nil for one that finds none.
func New(names *entity.Recognizer) *Normalizer { return &Normalizer{recogniser: names} }

// Clone makes a Normalizer for another goroutine.
func (n *Normalizer) Clone() *Normalizer {
	if n.recogniser == nil {
		return new(Normalizer)
	}
	return &Normalizer{recogniser: n.recogniser.Clone()}
}

// Names is what finds names for n, nil where nothing does.
func (n *Normalizer) Names() *entity.Recognizer { return n.recogniser }

// Resolve makes statements of the attributions of an analysed document, in their
// order. The only error is that of a cancelled context.
func (n *Normalizer) Resolve(ctx context.Context, an *hearsay.Analysis, attrs []hearsay.Attribution) ([]hearsay.Statement, error) {
	if len(attrs) == 0 {
		return nil, ctx.Err()
	}
	if len(an.Tokens) == 0 { // nothing to resolve them by
		return hearsay.Unresolved(attrs...), ctx.Err()
	}
	n.found = n.found[:0]
	if n.recogniser != nil {
		var err error
		if n.found, err = n.recogniser.Find(ctx, an, n.found); err != nil {
			return nil, err
		}
	}
	n.text.reset(an, n.found, attrs)
	n.register()
	out := make([]hearsay.Statement, len(attrs))
	for k := range attrs {
		out[k].Attribution = attrs[k]
	}
	for _, k := range n.order() {
		st := &out[k]
		st.Speaker = n.speaker(k)
		st.Chain = n.chain(k)
		n.through(k, st)
		st.Act = n.act(k)
		n.sureness(k, st)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	n.dates(out)
	n.figures(out)
	n.places(out)
	return out, ctx.Err()
}

// figures sets the figures of each statement's contents. Those of a statement within
// it are its own as well.
func (n *Normalizer) figures(out []hearsay.Statement) {
	for k := range out {
		for _, c := range n.stmts[k].content {
			out[k].Figures = quantity.Figures(n.an, c.first, c.last, out[k].Figures)
		}
	}
}

// places sets the places named in each statement's contents.
func (n *Normalizer) places(out []hearsay.Statement) {
	if n.where == nil {
		n.where = place.NewResolver(n.an, n.otherName)
	} else {
		n.where.Reset(n.an, n.otherName)
	}
	for k := range out {
		for _, c := range n.stmts[k].content {
			n.candidates = n.where.Find(c.first, c.last, n.candidates[:0])
			for _, f := range n.candidates {
				out[k].Places = append(out[k].Places, n.where.Resolve(f))
			}
		}
	}
}

// dates sets when each statement was said and the times in its contents.
func (n *Normalizer) dates(out []hearsay.Statement) {
	ref, _ := date.Reference(n.an.Doc)
	n.days = date.Find(n.an, 0, len(n.an.Tokens), ref, n.days[:0])
	for k := range out {
		for _, d := range n.days {
			if n.within(k, d.First) && n.within(k, d.Last-1) {
				out[k].Times = append(out[k].Times, hearsay.Time{Span: d.Span, Value: d.Value(), Precision: d.Precision})
			}
		}
	}
	for _, k := range n.inOrder {
		out[k].SaidOn = n.said(k, out)
	}
}
