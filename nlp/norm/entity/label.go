package entity

import "github.com/hearsay-news/hearsay/model/crf"

// label is what a token is to a name: outside of any, or the beginning or the
// inside of one of some kind.
type label uint8

// Labels is the number of labels: outside, then beginning and inside of each kind
// from Person to Other.
const Labels = 9

const outside label = 0

// kind is the kind of name of a label, None for outside.
func (y label) kind() Kind { return Kind(y+1) / 2 }

// begins gives the label of the first token of a name.
func begins(k Kind) label { return label(2*k - 1) }

// seams is the number of classes that transitions are told apart by.
const seams = 4

// fieldShape is the form of the field: what may follow what.
var fieldShape = crf.NewShape(Labels, seams, []uint8{0, 1, 2, 3, 4, 5, 6, 7, 8}, func(from, to int) bool {
	return to == 0 || to&1 == 1 || from == to || from == to-1
})
