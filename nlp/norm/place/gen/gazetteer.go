//go:build ignore

package main

import (
	"encoding/binary"
	"math"
	"sort"

	"github.com/hearsay-news/hearsay/nlp/norm/place/internal/fold"
)

// The kinds and flags of places, as the package place reads them.
const (
	kindCity = iota
	kindCapital
	kindSeat // of its region
	kindRegion
	kindCounty
	kindFeature
)

const flagWeak = 1 // a word or a first name too: a place only where the text shows it

// spot is a place of the gazetteer.
type spot struct {
	name     string
	kind     uint8
	flags    uint8
	country  string
	region   int // index of its region among the places, plus one; 0 for none
	pop      int
	lat, lon float64
}

type posting struct {
	place int
	alias bool
}

// gazetteer collects places under their folded names.
type gazetteer struct {
	countries   []*country
	places      []*spot
	names       map[string][]posting
	regions     map[string]int // "US.TX" → index of the place
	byID        map[int]int    // GeoNames id → index of the place
	regionCount int
}

func newGazetteer(countries []*country) *gazetteer {
	return &gazetteer{countries: countries, names: map[string][]posting{}, regions: map[string]int{}, byID: map[int]int{}}
}

func (g *gazetteer) add(s *spot) int {
	g.places = append(g.places, s)
	return len(g.places) - 1
}

// name makes a place known by a name, unless it is already.
func (g *gazetteer) name(name string, place int, alias bool) {
	key := fold.Key(name)
	if len(key) < 2 || len(key) > 60 {
		return
	}
	for _, p := range g.names[key] {
		if p.place == place {
			return
		}
	}
	g.names[key] = append(g.names[key], posting{place, alias})
}

// center is a mean of points of the globe, by weight.
type center struct{ x, y, z, weight float64 }

func (c *center) add(lat, lon, weight float64) {
	la, lo := lat*math.Pi/180, lon*math.Pi/180
	c.x += weight * math.Cos(la) * math.Cos(lo)
	c.y += weight * math.Cos(la) * math.Sin(lo)
	c.z += weight * math.Sin(la)
	c.weight += weight
}

func (c *center) at() (lat, lon float64) {
	return math.Atan2(c.z, math.Hypot(c.x, c.y)) * 180 / math.Pi, math.Atan2(c.y, c.x) * 180 / math.Pi
}

// pack writes the form that nlp/norm/place/load.go describes.
func (g *gazetteer) pack() []byte {
	out := []byte("HSPL1\n")
	index := map[string]int{"": 0}
	out = binary.AppendUvarint(out, uint64(len(g.countries)))
	for i, c := range g.countries {
		index[c.code] = i + 1
		out = append(out, c.code...)
	}
	out = binary.AppendUvarint(out, uint64(len(g.places)))
	var lat, lon int64
	for _, s := range g.places {
		out = append(out, byte(len(s.name)))
		out = append(out, s.name...)
		out = append(out, s.kind, s.flags, byte(index[s.country]))
		out = binary.AppendUvarint(out, uint64(s.region))
		out = binary.AppendUvarint(out, uint64(s.pop))
		la, lo := int64(math.Round(s.lat*1e4)), int64(math.Round(s.lon*1e4))
		out = binary.AppendVarint(out, la-lat)
		out = binary.AppendVarint(out, lo-lon)
		lat, lon = la, lo
	}
	keys := make([]string, 0, len(g.names))
	postings := 0
	for k, list := range g.names {
		keys = append(keys, k)
		postings += len(list)
	}
	sort.Strings(keys)
	out = binary.AppendUvarint(out, uint64(len(keys)))
	out = binary.AppendUvarint(out, uint64(postings))
	for _, k := range keys {
		out = append(out, byte(len(k)))
		out = append(out, k...)
		list := g.names[k]
		out = binary.AppendUvarint(out, uint64(len(list)))
		for _, p := range list {
			v := uint64(p.place) << 1
			if p.alias {
				v |= 1
			}
			out = binary.AppendUvarint(out, v)
		}
	}
	return out
}
