package copies

import (
	"cmp"
	"slices"
)

// Index holds signatures in memory and finds those that may be of copies. The zero
// Index is empty and ready. It takes some 900 bytes for each document, and is for one
// goroutine at a time while documents are added.
type Index struct {
	heads map[uint64]int32 // a band's newest entry, counted from 1
	next  []int32          // the entry before of the same band; entry e is document e/bands
	docs  int
}

// Candidate is a document of an index that shares bands with another.
type Candidate struct {
	Doc   int // its number: how many were added before it
	Bands int // how many bands it shares, 1 to 24
}

// longest is how many documents are looked at under one key. What more have in common
// is no story but a phrase that an outlet sets under everything; the newest are the
// likeliest copies.
const longest = 500

// Add puts a document into the index and gives its number, from 0 on.
func (x *Index) Add(s Signature) int {
	if x.heads == nil {
		x.heads = make(map[uint64]int32)
	}
	doc := x.docs
	x.docs++
	x.next = append(x.next, make([]int32, bands)...)
	for b, key := range s.Bands() {
		e := doc*bands + b
		x.next[e] = x.heads[key]
		x.heads[key] = int32(e + 1)
	}
	return doc
}

// Len is the number of documents in the index.
func (x *Index) Len() int { return x.docs }

// Candidates gives the documents that share a band with a signature, those that share
// more of them first, the older first among equals.
func (x *Index) Candidates(s Signature) []Candidate {
	var met []int
	for _, key := range s.Bands() {
		e := x.heads[key]
		for n := 0; e > 0 && n < longest; n++ {
			met = append(met, int(e-1)/bands)
			e = x.next[e-1]
		}
	}
	slices.Sort(met)
	var out []Candidate
	for _, doc := range met {
		if n := len(out); n > 0 && out[n-1].Doc == doc {
			out[n-1].Bands++
			continue
		}
		out = append(out, Candidate{Doc: doc, Bands: 1})
	}
	slices.SortStableFunc(out, func(a, b Candidate) int { return cmp.Compare(b.Bands, a.Bands) })
	return out
}
