package model

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sort"
)

// Clusters maps words to groups of words of like meaning and use, at three
// levels, each a refinement of the one before. A word it lacks is in group 0 of
// each level.
type Clusters struct {
	mask  uint32
	slots []clusterSlot
}

type clusterSlot struct {
	key  uint32
	fine uint16
}

// Fine groups are numbered from 1; eight share a Middle group and 64 a Coarse
// one.
const (
	clusterFanout = 8
	clusterCoarse = 64
)

// Group is the place of a word at the three levels; 0 stands for none.
type Group struct{ Coarse, Middle, Fine uint16 }

// Of gives the groups of the word with the hash of HashLower.
func (c *Clusters) Of(word uint32) Group {
	if c == nil || len(c.slots) == 0 {
		return Group{}
	}
	for i := word & c.mask; ; i = (i + 1) & c.mask {
		s := c.slots[i]
		if s.key == word {
			f := s.fine - 1
			return Group{f/(clusterFanout*clusterFanout) + 1, f/clusterFanout + 1, f + 1}
		}
		if s.key == 0 {
			return Group{}
		}
	}
}

const clustersMagic = "HSC1"

var errClusters = errors.New("damaged word clusters")

// EncodeClusters makes the file of a clustering from the fine group (from 1) of
// each word's hash.
func EncodeClusters(fine map[uint32]uint16) []byte {
	keys := make([]uint32, 0, len(fine))
	for k := range fine {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	out := binary.AppendUvarint([]byte(clustersMagic), uint64(len(keys)))
	last := uint32(0)
	for _, k := range keys {
		out = binary.AppendUvarint(out, uint64(k-last))
		out = binary.LittleEndian.AppendUint16(out, fine[k])
		last = k
	}
	return out
}

// ReadClusters reads the file of EncodeClusters.
func ReadClusters(data []byte) (*Clusters, error) {
	if len(data) < 4 || string(data[:4]) != clustersMagic {
		return nil, fmt.Errorf("read word clusters: %w: wrong magic", errClusters)
	}
	data = data[4:]
	count, k := binary.Uvarint(data)
	if k <= 0 || count > uint64(len(data)) {
		return nil, fmt.Errorf("read word clusters: %w: header", errClusters)
	}
	data = data[k:]
	size := uint32(16)
	for uint64(size) < 2*count {
		size *= 2
	}
	c := &Clusters{mask: size - 1, slots: make([]clusterSlot, size)}
	key := uint32(0)
	for range count {
		d, k := binary.Uvarint(data)
		if k <= 0 || len(data) < k+2 {
			return nil, fmt.Errorf("read word clusters: %w: words", errClusters)
		}
		key += uint32(d)
		fine := binary.LittleEndian.Uint16(data[k:])
		data = data[k+2:]
		if key == 0 || fine == 0 {
			return nil, fmt.Errorf("read word clusters: %w: words", errClusters)
		}
		i := key & c.mask
		for c.slots[i].key != 0 {
			i = (i + 1) & c.mask
		}
		c.slots[i] = clusterSlot{key, fine}
	}
	return c, nil
}
