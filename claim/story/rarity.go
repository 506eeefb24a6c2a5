package story

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"sync"
)

// rarity.bin says how rare words are in news at large; `hearsay train --rarity` makes it.
//
//go:embed rarity.bin
var rarityFile []byte

// levels is how many grades of rarity a table tells apart, each the square root of a half
// as frequent as the one before.
const levels = 32

// rarities maps the hashes of stems to grades.
type rarities struct {
	keys   []uint32 // in order
	levels []uint8
}

var background = sync.OnceValue(func() *rarities {
	r, err := readRarity(rarityFile)
	if err != nil { // a bug that every test meets
		panic("rarity.bin: " + err.Error())
	}
	return r
})

// The basis and the primes of FNV-1a.
const (
	basis64 = 14695981039346656037
	prime64 = 1099511628211
)

func hash(kind byte, parts ...string) uint64 {
	h := (uint64(basis64) ^ uint64(kind)) * prime64
	for _, p := range parts {
		for i := range len(p) {
			h = (h ^ uint64(p[i])) * prime64
		}
		h = (h ^ 0xff) * prime64
	}
	return h
}

// slot is what a table knows a stem by: 24 bits, so that one unknown word in some
// hundreds is taken for a known one.
func slot(stem string) uint32 { return uint32(hash(0, stem)>>40) & (1<<24 - 1) }

// idf is the inverse document frequency of a stem in nats: that of the rarest for one
// that the table lacks.
func (r *rarities) idf(stem string) float64 {
	level := uint8(levels - 1)
	if i, ok := slices.BinarySearch(r.keys, slot(stem)); ok {
		level = r.levels[i]
	}
	return float64(level) * math.Ln2 / 2
}

// Stem is the form in which words are counted and compared.
func Stem(lower string) string { return stem(lower) }

// EncodeRarity makes a table from the share of documents, 0 to 1, that have each stem.
// The rarest stems are left out, as they are what an unknown word is taken for.
func EncodeRarity(share map[string]float64) []byte {
	of := map[uint32]float64{}
	for s, p := range share {
		of[slot(s)] = max(of[slot(s)], p)
	}
	var keys []uint32
	for k, p := range of {
		if grade(p) < levels-1 {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	var out []byte
	last := uint32(0)
	for _, k := range keys {
		out = binary.AppendUvarint(out, uint64(k-last))
		out = append(out, grade(of[k]))
		last = k
	}
	return out
}

func grade(share float64) uint8 {
	if share <= 0 {
		return levels - 1
	}
	return uint8(max(0, min(levels-1, math.Round(-math.Log2(share)*2))))
}

var errRarity = errors.New("damaged table of rarities")

func readRarity(data []byte) (*rarities, error) {
	r := new(rarities)
	for last := uint64(0); len(data) > 0; {
		d, n := binary.Uvarint(data)
		if n <= 0 || n >= len(data) || data[n] >= levels {
			return nil, errRarity
		}
		last += d
		r.keys, r.levels = append(r.keys, uint32(last)), append(r.levels, data[n])
		data = data[n+1:]
	}
	return r, nil
}
