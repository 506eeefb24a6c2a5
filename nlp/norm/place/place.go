// Package place finds the places that a document names and resolves them to a
// gazetteer: countries, first-level regions, cities, seas and greater regions, with
// country and coordinates. The gazetteer and where it comes from are described in
// README.md.
//
//	r := place.NewResolver(an, nil)
//	for _, c := range r.Find(first, last, nil) {
//		st.Places = append(st.Places, r.Resolve(c))
//	}
package place

import (
	"math"

	"github.com/hearsay-news/hearsay"
)

// Candidate is a name that the text uses for a place.
type Candidate struct {
	hearsay.Span     // the name, with the region or country behind the comma: "Springfield, Illinois"
	First, Last  int // its tokens: Analysis.Tokens[First:Last]

	name     int32  // of the gazetteer's names; none where it has none
	country  string // ISO code where the name is a country's
	called   called
	region   int32 // the place that is the region behind the comma; none
	land     uint8 // the country behind the comma; 0 for none
	locative bool  // the words before it say that it is a place
}

// called is what the text calls a place.
type called uint8

const (
	nothing called = iota
	aRegion        // "Kursk region", "the province of Idlib"
	aTown          // "the city of Mosul", "Bakhmut city"
)

const none = -1

// The bases of resolved places; see hearsay.Place.
const (
	basisCountry    = "country"
	basisCapital    = "capital"
	basisRegion     = "region"
	basisOnly       = "only"
	basisNamed      = "named country"
	basisPopulation = "population"
	basisUnresolved = "unresolved"
)

// Resolver finds and resolves the places of one document. It is for one goroutine
// at a time; the gazetteer behind it is shared.
type Resolver struct {
	an       *hearsay.Analysis
	veto     func(first, last int) bool
	g        *gazetteer
	hits     []hit
	evidence []mention
	people   []part
	found    []Candidate
	pinned   []pin
}

// NewResolver reads a document that was tagged and parsed, collecting the countries
// that it mentions, by name, demonym, capital or seat of power, and the names of
// people that must not be taken for places. veto, which may be nil, reports spans of
// tokens that hold no place, as a recogniser of names knows them.
func NewResolver(an *hearsay.Analysis, veto func(first, last int) bool) *Resolver {
	r := &Resolver{g: gazette()}
	r.Reset(an, veto)
	return r
}

// Reset binds the resolver to another document, keeping the memory it has.
func (r *Resolver) Reset(an *hearsay.Analysis, veto func(first, last int) bool) {
	r.an, r.veto = an, veto
	r.hits, r.evidence, r.people = r.hits[:0], r.evidence[:0], r.people[:0]
	r.found, r.pinned = r.found[:0], r.pinned[:0]
	for i := range an.Sents {
		r.survey(&an.Sents[i])
	}
	next := 0
	for i := range an.Sents {
		next = r.scan(&an.Sents[i], next)
	}
	r.learn()
}

// Find appends to out the places that tokens first to last, exclusive, name, in the
// order of the text. Of a name of which only a part lies there nothing is given.
func (r *Resolver) Find(first, last int, out []Candidate) []Candidate {
	for i := range r.found {
		if c := &r.found[i]; c.First >= first && c.Last <= last {
			out = append(out, *c)
		}
	}
	return out
}

// unresolved is the place of a candidate as the text has it.
func (r *Resolver) unresolved(c *Candidate) hearsay.Place {
	return hearsay.Place{Span: c.Span, Name: r.an.Doc.Text[c.Start:c.End], Lat: math.NaN(), Lon: math.NaN(), Basis: basisUnresolved}
}
