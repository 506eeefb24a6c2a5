package parse

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
)

// certain holds the arcs whose relation is as good as given by the dependent's
// word and the two tags ("the" before a noun), which is every second arc: they
// need no labeller. It is an open addressing table of key (upper 24 bits) and
// relation (lower 8), at most half full, read-only once made.
type certain struct {
	mask  uint32
	slots []uint32
}

// An arc is certain when training met it so often, and in all but one in so many
// cases with the same relation.
const (
	certainLeast = 20
	certainOnce  = 250
)

func arcKey(child, head *word, left bool) uint32 {
	side := uint32(0)
	if left {
		side = 1
	}
	return model.Feature3(1, child.form, child.tag<<8|head.tag, side)
}

func newCertain(size int) certain {
	n := uint32(1 << 8)
	for int(n) < 2*size {
		n *= 2
	}
	return certain{n - 1, make([]uint32, n)}
}

func (c *certain) add(key uint32, rel hearsay.Rel) {
	i := key & c.mask
	for c.slots[i] != 0 {
		i = (i + 1) & c.mask
	}
	c.slots[i] = key&^0xFF | uint32(rel)
}

// of gives the relation of an arc, RelNone where it is not certain.
func (c *certain) of(key uint32) hearsay.Rel {
	for i := key & c.mask; ; i = (i + 1) & c.mask {
		s := c.slots[i]
		if s == 0 {
			return hearsay.RelNone
		}
		if (s^key)&^0xFF == 0 {
			return hearsay.Rel(s & 0xFF)
		}
	}
}

// learnCertain counts the arcs of gold trees and gives those that are certain.
func learnCertain(docs []*hearsay.Analysis, p *Parser) map[uint32]hearsay.Rel {
	counts := map[uint32]*[hearsay.Rels]int32{}
	for _, an := range docs {
		for s := range an.Sents {
			sent := &an.Sents[s]
			p.set(an, sent)
			for i := sent.First; i < sent.Last; i++ {
				tok := &an.Tokens[i]
				if tok.Head < 0 {
					continue
				}
				key := arcKey(&p.words[i-sent.First], &p.words[int(tok.Head)-sent.First], int(tok.Head) > i)
				if counts[key] == nil {
					counts[key] = new([hearsay.Rels]int32)
				}
				counts[key][tok.Rel]++
			}
		}
	}
	sure := map[uint32]hearsay.Rel{}
	for key, c := range counts {
		all, top := int32(0), 0
		for r, n := range c {
			all += n
			if n > c[top] {
				top = r
			}
		}
		if all >= certainLeast && (all-c[top])*certainOnce <= all {
			sure[key] = hearsay.Rel(top)
		}
	}
	return sure
}

func appendCertain(out []byte, sure map[uint32]hearsay.Rel) []byte {
	keys := make([]uint32, 0, len(sure))
	for k := range sure {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	out = binary.AppendUvarint(out, uint64(len(keys)))
	last := uint32(0)
	for _, k := range keys {
		out = binary.AppendUvarint(out, uint64(k-last))
		out = append(out, byte(sure[k]))
		last = k
	}
	return out
}

var errCertain = errors.New("damaged table of certain arcs")

func readCertain(data []byte) (certain, error) {
	n, k := binary.Uvarint(data)
	if k <= 0 || n > uint64(len(data)) {
		return certain{}, fmt.Errorf("read parser: %w: header", errCertain)
	}
	data = data[k:]
	c := newCertain(int(n))
	key := uint32(0)
	for range n {
		gap, k := binary.Uvarint(data)
		if k <= 0 || len(data) <= k {
			return certain{}, fmt.Errorf("read parser: %w: arcs", errCertain)
		}
		rel := hearsay.Rel(data[k])
		if int(rel) >= hearsay.Rels || rel == hearsay.RelNone || rel == hearsay.RelRoot {
			return certain{}, fmt.Errorf("read parser: %w: relation %d", errCertain, rel)
		}
		key += uint32(gap)
		c.add(key, rel)
		data = data[k+1:]
	}
	return c, nil
}
