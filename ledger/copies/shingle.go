package copies

import "github.com/hearsay-news/hearsay"

// The words in a shingle. Five in a row that two reporters wrote each on their own are
// rare, and a word changed in a paragraph of twenty leaves eleven of its sixteen: those
// are what texts are compared by. Eight are hardly ever chance, so that one alone may
// bring two documents together.
const (
	length = 5
	long   = 8
)

// shingle is a run of words.
type shingle struct {
	hash uint64 // of the last five words
	told bool   // most of them stand outside quotation marks
	long uint64 // the same of the last eight words; 0 where there are less
}

// shingler gives the shingles of a document. They run on over the edges of the body's
// paragraphs, which outlets cut as they like, and not over those of a headline,
// standfirst or caption.
type shingler struct {
	words  reader
	body   run
	other  run
	within int // the block of the other's words
}

// run is the last words that were read.
type run struct {
	hashes [long]uint64
	quoted [long]bool
	n      int
}

func newShingler(doc *hearsay.Document) shingler {
	return shingler{words: newReader(doc), within: -1}
}

// next gives the next shingle and reports false behind the last.
func (s *shingler) next() (shingle, bool) {
	for {
		w, ok := s.words.next()
		if !ok {
			return shingle{}, false
		}
		r := &s.body
		if s.words.doc.Blocks[w.block].Zone != hearsay.ZoneBody {
			if w.block != s.within {
				s.within, s.other.n = w.block, 0
			}
			r = &s.other
		}
		copy(r.hashes[:], r.hashes[1:])
		copy(r.quoted[:], r.quoted[1:])
		r.hashes[long-1], r.quoted[long-1] = w.hash, w.quoted
		if r.n++; r.n >= length {
			return r.shingle(), true
		}
	}
}

// shingle is the one that ends in the run's last word.
func (r *run) shingle() shingle {
	h, quoted := uint64(0), 0
	for i := long - length; i < long; i++ {
		h = h*prime64 + r.hashes[i]
		if r.quoted[i] {
			quoted++
		}
	}
	sh := shingle{hash: mix(h), told: 2*quoted < length}
	if r.n >= long {
		for i := range long - length {
			h = h*prime64 + r.hashes[i]
		}
		sh.long = max(mix(h), 1)
	}
	return sh
}

// mix spreads the bits of a number: the finalizer of SplitMix64 (Steele, Lea and Flood
// 2014).
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}
