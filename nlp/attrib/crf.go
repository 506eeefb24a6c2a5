package attrib

import "github.com/hearsay-news/hearsay/model/crf"

// label is what a token is to an attribution: outside of any, or the beginning
// or the inside of a span of one role.
type label uint8

const (
	outside label = iota
	beginSource
	insideSource
	beginCue
	insideCue
	beginContent
	insideContent
	labels = 7
)

// role is the part that a span plays in an attribution.
type role uint8

const (
	roleNone role = iota
	roleSource
	roleCue
	roleContent
)

// role is the role of a label, roleNone for outside.
func (l label) role() role { return role((l + 1) / 2) }

// begins reports whether l opens a span.
func (l label) begins() bool { return l&1 == 1 }

// A state of the chain is a label that, outside of spans, also remembers the role
// of the last span of the block: after a content and a cue a source is likelier
// than after a source, however far back they are.
const states = 10

// stateLabel is the label of each state: four ways to be outside (after no span,
// a source, a cue, a content), then the other labels.
var stateLabel = [states]label{outside, outside, outside, outside,
	beginSource, insideSource, beginCue, insideCue, beginContent, insideContent}

// after gives the state that label y leads to from state s.
func after(s int, y label) int {
	if y != outside {
		return int(y) + 3
	}
	if s < 4 {
		return s
	}
	return int(stateLabel[s].role())
}

// seams is the number of classes that transitions are told apart by.
const seams = 10

// fieldShape is the form of the field: what may follow what.
var fieldShape = crf.NewShape(labels, seams, bytesOf(stateLabel[:]), func(from, to int) bool {
	y, prev := stateLabel[to], stateLabel[from]
	return (y == outside || y.begins() || prev == y || prev == y-1) && after(from, y) == to
})

// bytesOf gives labels as the numbers that they are.
func bytesOf(ys []label) []uint8 {
	out := make([]uint8, len(ys))
	for i, y := range ys {
		out[i] = uint8(y)
	}
	return out
}
