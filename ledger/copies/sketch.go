package copies

import (
	"encoding/binary"

	"github.com/hearsay-news/hearsay"
)

// The sizes of a signature.
const (
	bands  = 24 // keys in an index
	values = 40 // for Similarity
)

// Signature is a document's text in 356 bytes: for each of 64 hash functions the
// smallest value that a shingle has (MinHash; Broder 1997). Two signatures agree in as
// many values as their documents share shingles.
//
// A signature stays the same for ever, as databases hold it: the words, the shingles,
// the hashes and their seeds are never changed. Another way to make one would be
// another type. It follows Unicode's letters and lower case, which only grow.
//
// The zero Signature is that of a text of less than five words, which is like no other.
type Signature struct {
	Values [values]uint32 // of shingles of five words
	Keys   [bands]uint64  // of shingles of eight words; all 0 where there are none
	Length uint32         // the number of shingles of five words
}

// Sketch makes the signature of a document.
func Sketch(doc *hearsay.Document) Signature {
	var sig Signature
	if doc == nil {
		return sig
	}
	s := newShingler(doc)
	some, someLong := false, false
	for {
		sh, ok := s.next()
		if !ok {
			return sig
		}
		for i := range sig.Values {
			if v := uint32((sh.hash*seeds[i][0] + seeds[i][1]) >> 32); v < sig.Values[i] || !some {
				sig.Values[i] = v
			}
		}
		some = true
		sig.Length++
		if sh.long == 0 {
			continue
		}
		for i := range sig.Keys {
			if v := sh.long*seeds[values+i][0] + seeds[values+i][1]; v < sig.Keys[i] || !someLong {
				sig.Keys[i] = v
			}
		}
		someLong = true
	}
}

// seeds are the multipliers, which are odd, and summands of the hash functions
// (multiply-shift; Dietzfelbinger 1996).
var seeds = func() (s [values + bands][2]uint64) {
	state := uint64(0x68656172736179) // "hearsay"
	for i := range s {
		for j := range s[i] {
			state += 0x9e3779b97f4a7c15
			s[i][j] = mix(state)
		}
		s[i][0] |= 1
	}
	return s
}()

// Bands gives the keys under which an index holds the document: 24, or none for a text
// of less than eight words. The first five bits of a key are the band's number, so that
// keys of different bands never meet.
//
// Two documents meet under a key with a chance of 1-(1-s)²⁴ where s is the part of all
// their runs of eight words that both have: .99 at .2, .92 at .1, .71 at .05. So a brief
// of two paragraphs finds the long story that it was cut from, and one quoted sentence
// may bring two stories together, which Compare then tells apart. What is printed under
// every story of an outlet brings them all together: of a key that very many documents
// have, look at the newest.
func (s Signature) Bands() []uint64 {
	if s.Keys == ([bands]uint64{}) {
		return nil
	}
	keys := make([]uint64, bands)
	for b, v := range s.Keys {
		keys[b] = uint64(b)<<59 | mix(v)>>5
	}
	return keys
}

// Similarity estimates the part of their shingles of five words that two documents
// share, from 0 to 1, within some .08; 0 where either has none.
func Similarity(a, b Signature) float64 {
	if a.Values == ([values]uint32{}) || b.Values == ([values]uint32{}) {
		return 0
	}
	same := 0
	for i := range a.Values {
		if a.Values[i] == b.Values[i] {
			same++
		}
	}
	return float64(same) / values
}

// Outline is what a store keeps of a signature beside its bands, so that documents which
// met under one need not be read to know that chance brought them together: its length
// and values, 164 bytes.
func (s *Signature) Outline() []byte {
	out := binary.LittleEndian.AppendUint32(make([]byte, 0, outlineSize), s.Length)
	for _, v := range s.Values {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return out
}

const outlineSize = 4 + 4*values

// Shared estimates how much of the shorter text the longer one has, from 0 to 1, by the
// outline of the other and the number of bands that both have. What comes to less than
// Chance is hardly ever a copy by Is.
func (s *Signature) Shared(outline []byte, shared int) float64 {
	if len(outline) != outlineSize || s.Length == 0 {
		return 0
	}
	length := binary.LittleEndian.Uint32(outline)
	if length == 0 {
		return 0
	}
	same := shared
	for i, v := range s.Values {
		if binary.LittleEndian.Uint32(outline[4+4*i:]) == v {
			same++
		}
	}
	both := float64(same) / (values + bands)
	a, b := float64(s.Length), float64(length)
	return min(1, both/(1+both)*(a+b)/min(a, b))
}

// Chance is the estimate of Shared that pairs which are no copies seldom exceed. Where
// texts of one length have the quarter in common that makes two stories of one agency
// copies, one in twenty-five is estimated lower; where they have two fifths, one in ten
// thousand. Of 67 real copies that met in ECB+ none is.
const Chance = .12
