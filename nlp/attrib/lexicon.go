package attrib

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// lexicon says how often a lemma with a part of speech was a cue in training, in
// levels: 0 hardly ever, 4 as a rule.
type lexicon map[uint32]uint8

// cueLevel turns a share of occurrences into a level.
func cueLevel(cue, all int) uint8 {
	if cue < 2 {
		return 0
	}
	switch share := float64(cue) / float64(all+2); {
	case share >= .5:
		return 4
	case share >= .2:
		return 3
	case share >= .07:
		return 2
	case share >= .02:
		return 1
	}
	return 0
}

var errLexicon = errors.New("damaged lexicon")

func (x lexicon) encode() []byte {
	keys := make([]uint32, 0, len(x))
	for k, level := range x {
		if level > 0 {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	out := binary.AppendUvarint(nil, uint64(len(keys)))
	for _, k := range keys {
		out = binary.LittleEndian.AppendUint32(out, k)
		out = append(out, x[k])
	}
	return out
}

func readLexicon(data []byte) (lexicon, []byte, error) {
	n, k := binary.Uvarint(data)
	if k <= 0 || n > uint64(len(data)-k)/5 {
		return nil, nil, fmt.Errorf("read cue lexicon: %w", errLexicon)
	}
	data = data[k:]
	x := make(lexicon, n)
	for range n {
		x[binary.LittleEndian.Uint32(data)] = data[4]
		data = data[5:]
	}
	return x, data, nil
}
