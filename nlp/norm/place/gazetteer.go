package place

import (
	_ "embed" // the gazetteer
	"sync"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/place/internal/fold"
)

//go:embed places.bin
var packed string

// gazette unpacks the gazetteer on first use.
var gazette = sync.OnceValue(func() *gazetteer {
	g, ok := unpack(packed)
	if !ok {
		return &gazetteer{countries: []string{""}} // cannot be: a test holds that the embedded file reads
	}
	return g
})

// kind is what a place of the gazetteer is.
type kind uint8

const (
	city kind = iota
	capital
	seat // of its region's administration
	region
	county
	feature
)

// weak marks a place whose name is an English word or a first name too.
const weak = 1

// spot is a place of the gazetteer.
type spot struct {
	name     string // shares the embedded file's memory
	lat, lon int32  // 1/10,000 degree
	pop      uint32
	region   int32 // the place that is its region; none
	country  uint8 // index of countries; 0 for none
	kind     kind
	flags    uint8
}

// gazetteer holds places and their folded names, sorted.
type gazetteer struct {
	countries []string // ISO codes; the first is ""
	spots     []spot
	data      string   // the embedded file
	names     []uint32 // where each name stands in data, behind the byte of its length
	postings  []uint32 // places of each name, twice the index, plus one for an alias
	firsts    []uint32 // postings[firsts[n]:firsts[n+1]] are those of name n
	starts    [257 * 256]uint32
}

// unpack reads the form that nlp/norm/place/gen writes. All numbers but single
// bytes are varints:
//
//	"HSPL1\n", countries, each two letters
//	places, each: length (a byte), name, kind, flags, country (bytes), region + 1,
//	    population, latitude and longitude as differences from the place before
//	names, postings, each name: length (a byte), folded name, number of its postings, postings
func unpack(data string) (*gazetteer, bool) {
	u := unpacker{data: data}
	if u.text(6) != "HSPL1\n" {
		return nil, false
	}
	g := &gazetteer{data: data, countries: []string{""}}
	for n := u.count(); n > 0 && !u.failed; n-- {
		g.countries = append(g.countries, u.text(2))
	}
	g.spots = make([]spot, u.count())
	var lat, lon int64
	for i := range g.spots {
		s := &g.spots[i]
		s.name = u.text(int(u.byte()))
		s.kind, s.flags, s.country = kind(u.byte()), u.byte(), u.byte()
		s.region = int32(u.number()) - 1
		s.pop = uint32(u.number())
		lat += u.signed()
		lon += u.signed()
		s.lat, s.lon = int32(lat), int32(lon)
		if u.failed || int(s.country) >= len(g.countries) || int(s.region) >= len(g.spots) {
			return nil, false
		}
	}
	return g, g.unpackNames(&u)
}

func (g *gazetteer) unpackNames(u *unpacker) bool {
	g.names = make([]uint32, u.count())
	g.postings = make([]uint32, 0, u.count())
	g.firsts = make([]uint32, len(g.names)+1)
	last := 0
	for n := range g.names {
		g.names[n] = uint32(u.at)
		name := u.text(int(u.byte()))
		if len(name) < 2 {
			return false
		}
		for b := int(name[0])<<8 | int(name[1]); last <= b; last++ {
			g.starts[last] = uint32(n)
		}
		for p := u.number(); p > 0 && !u.failed; p-- {
			v := u.number()
			if v>>1 >= uint64(len(g.spots)) {
				return false
			}
			g.postings = append(g.postings, uint32(v))
		}
		g.firsts[n+1] = uint32(len(g.postings))
	}
	for ; last < len(g.starts); last++ {
		g.starts[last] = uint32(len(g.names))
	}
	return !u.failed && u.at == len(u.data)
}

func (g *gazetteer) name(n int) string {
	at := g.names[n]
	return g.data[at+1 : at+1+uint32(g.data[at])]
}

// places are the postings of a name; none for none.
func (g *gazetteer) places(name int32) []uint32 {
	if name < 0 {
		return nil
	}
	return g.postings[g.firsts[name]:g.firsts[name+1]]
}

// search gives the first name that is not before key, and whether it is key or goes
// on from it.
func (g *gazetteer) search(key []byte) (n int, same, longer bool) {
	if len(key) < 2 || len(g.names) == 0 {
		return 0, false, len(key) == 1
	}
	b := int(key[0])<<8 | int(key[1])
	lo, hi := int(g.starts[b]), int(g.starts[b+1])
	for lo < hi {
		if m := (lo + hi) / 2; g.name(m) < string(key) {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == len(g.names) {
		return lo, false, false
	}
	name := g.name(lo)
	if len(name) < len(key) || name[:len(key)] != string(key) {
		return lo, false, false
	}
	if len(name) > len(key) {
		return lo, false, true
	}
	return lo, true, true // there may be longer ones behind it
}

// most is the greatest number of tokens that a name may have.
const most = 8

// longest gives the longest name that begins at token i: the number of its tokens,
// 0 where there is none, and the name.
func (g *gazetteer) longest(an *hearsay.Analysis, i, last int) (n int, name int32) {
	var buffer [64]byte
	key := buffer[:0]
	for j := i; j < last && j-i < most; j++ {
		text := an.Text(j)
		if hyphen(text) {
			key = fold.Part(key)
			continue
		}
		if j > i {
			if !capital1(text) && !joins(text) && !(hyphen(an.Text(j-1)) && !an.Tokens[j].Space) {
				break
			}
			if an.Tokens[j].Space {
				key = fold.Part(key)
			}
		}
		if len(key)+len(text) > len(buffer) {
			break
		}
		before := len(key)
		key = fold.Last(fold.Append(key, text))
		if len(key) == before {
			break
		}
		at, same, longer := g.search(key)
		if same {
			n, name = j+1-i, int32(at)
		}
		if !longer {
			break
		}
	}
	return n, name
}

// unpacker reads bytes and varints; a fault is kept until asked for.
type unpacker struct {
	data   string
	at     int
	failed bool
}

func (u *unpacker) byte() byte {
	if u.at >= len(u.data) {
		u.failed = true
		return 0
	}
	u.at++
	return u.data[u.at-1]
}

func (u *unpacker) number() uint64 {
	var v uint64
	for shift := uint(0); shift < 64; shift += 7 {
		c := u.byte()
		v |= uint64(c&0x7F) << shift
		if c < 0x80 {
			return v
		}
	}
	u.failed = true
	return 0
}

func (u *unpacker) signed() int64 {
	v := u.number()
	return int64(v>>1) ^ -int64(v&1)
}

// count is a number of things that follow, each of at least one byte.
func (u *unpacker) count() int {
	v := u.number()
	if v > uint64(len(u.data)) {
		u.failed = true
		return 0
	}
	return int(v)
}

func (u *unpacker) text(n int) string {
	if n > len(u.data)-u.at {
		u.failed = true
		return ""
	}
	u.at += n
	return u.data[u.at-n : u.at]
}
