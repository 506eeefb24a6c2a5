package entity

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/hearsay-news/hearsay/model"
)

// What the lists say of a word or of words joined by a space.
const (
	listGiven uint16 = 1 << iota
	listSurname
	listCity
	listCityStart // the first word of the name of a city of several words
	listTitle     // of a person: "president", "Mr."
	listSaying    // a verb of speech
	listBody      // the last word of an organization's name: "ministry", "agency"
	listPlace     // the last word of a place's: "river", "province"
	listParticle  // a small word inside a person's
	listCompany   // a word of the names of well-known companies and schools
)

// lexicon tells by the hash of small letters what lists a word is on: an open
// addressing table, at most half full. It is read-only.
type lexicon struct {
	mask  uint32
	slots []lexiconSlot
}

type lexiconSlot struct {
	key  uint32
	bits uint16
}

// of gives the lists of the word with that hash of model.HashLower.
func (x *lexicon) of(word uint32) uint16 {
	if x == nil || len(x.slots) == 0 {
		return 0
	}
	for i := word & x.mask; ; i = (i + 1) & x.mask {
		switch s := x.slots[i]; s.key {
		case word:
			return s.bits
		case 0:
			return 0
		}
	}
}

func newLexicon(bits map[uint32]uint16) *lexicon {
	size := uint32(16)
	for int(size) < 2*len(bits) {
		size *= 2
	}
	x := &lexicon{mask: size - 1, slots: make([]lexiconSlot, size)}
	for key, b := range bits {
		x.put(key, b)
	}
	return x
}

func (x *lexicon) put(key uint32, bits uint16) {
	i := key & x.mask
	for x.slots[i].key != 0 && x.slots[i].key != key {
		i = (i + 1) & x.mask
	}
	x.slots[i] = lexiconSlot{key, bits}
}

// append writes the lexicon: the number of words, then of each, in the order of
// their hashes, the difference to the hash before and the lists.
func (x *lexicon) append(out []byte) []byte {
	var all []lexiconSlot
	for _, s := range x.slots {
		if s.key != 0 {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b lexiconSlot) int {
		if a.key < b.key {
			return -1
		}
		return 1
	})
	out = binary.AppendUvarint(out, uint64(len(all)))
	last := uint32(0)
	for _, s := range all {
		out = binary.AppendUvarint(out, uint64(s.key-last))
		out = binary.AppendUvarint(out, uint64(s.bits))
		last = s.key
	}
	return out
}

func readLexicon(data []byte) (*lexicon, []byte, error) {
	bad := fmt.Errorf("%w: lists of names", errEntity)
	n, k := binary.Uvarint(data)
	if k <= 0 || n > uint64(len(data)) {
		return nil, nil, bad
	}
	data = data[k:]
	size := uint32(16)
	for uint64(size) < 2*n {
		size *= 2
	}
	x := &lexicon{mask: size - 1, slots: make([]lexiconSlot, size)}
	key := uint32(0)
	for range n {
		d, k := binary.Uvarint(data)
		if k <= 0 {
			return nil, nil, bad
		}
		bits, j := binary.Uvarint(data[k:])
		if j <= 0 {
			return nil, nil, bad
		}
		if key += uint32(d); key == 0 {
			return nil, nil, bad
		}
		x.put(key, uint16(bits))
		data = data[k+j:]
	}
	return x, data, nil
}

// phraseKey is the hash of a phrase from the hashes of its words, one after the
// other.
func phraseKey(so, word uint32) uint32 { return model.Feature2(7, so, word) }
