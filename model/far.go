package model

// batch is the number of features whose weights are fetched together.
const batch = 64

// scoreFar adds the weights of the features of a model of many labels. Where
// their rows lie is fetched for a batch at once, and so are the rows' beginnings,
// with no branch between: the processor then waits for all of them together,
// rather than for one after the other.
func (m *Linear) scoreFar(keys []uint32, scores []int32) {
	for len(keys) > batch {
		m.scoreBatch(keys[:batch], scores)
		keys = keys[batch:]
	}
	m.scoreBatch(keys, scores)
}

func (m *Linear) scoreBatch(keys []uint32, scores []int32) {
	var slots [batch]farSlot
	var first [batch]uint32
	far, mask := m.far, m.mask
	for k, key := range keys {
		slots[k&(batch-1)] = far[key&mask]
	}
	n := 0
	for k, key := range keys {
		s := slots[k&(batch-1)]
		for i := key & mask; s.key != key && s.key != 0; {
			i = (i + 1) & mask
			s = far[i]
		}
		slots[n&(batch-1)] = s
		if s.key != 0 {
			n++
		}
	}
	found := slots[:n]
	for k := range found {
		first[k&(batch-1)] = m.sparse[found[k].row>>8]
	}
	for k, s := range found {
		e := first[k&(batch-1)]
		scores[e>>16] += int32(int16(e))
		at := s.row >> 8
		for _, e := range m.sparse[at+1 : at+s.row&0xFF] {
			scores[e>>16] += int32(int16(e))
		}
	}
}
