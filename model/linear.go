package model

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// dense is the number of labels up to which a row holds a weight for each label;
// rows of models with more labels hold only the weights that are not zero.
const dense = 8

// Linear is a multi-class linear model over hashed features, quantised to 16
// bits. It is read-only and safe for any number of goroutines.
type Linear struct {
	labels  int
	scale   float32 // one unit of a quantised weight
	mask    uint32
	slots   []slot   // open addressing, at most half full
	sparse  []uint32 // label<<16 | weight
	rows    [][dense]int16
	present int // features
}

// slot locates the row of one feature: in rows by number, in sparse by the
// position of its first entry (upper 24 bits) and their count (lower 8).
type slot struct{ key, row uint32 }

// Labels is the number of classes.
func (m *Linear) Labels() int { return m.labels }

// Features is the number of features that have weights.
func (m *Linear) Features() int { return m.present }

// Scale turns a score of Score into the units the model was trained in.
func (m *Linear) Scale() float32 { return m.scale }

// Score adds to scores, one a label, the weights of each feature of keys.
// Features that the model lacks add nothing. len(scores) must be Labels, or 8
// where Labels is at most 8.
func (m *Linear) Score(keys []uint32, scores []int32) {
	if m.labels <= dense {
		s := (*[dense]int32)(scores[:dense])
		for _, key := range keys {
			if r, ok := m.find(key); ok {
				w := &m.rows[r]
				s[0] += int32(w[0])
				s[1] += int32(w[1])
				s[2] += int32(w[2])
				s[3] += int32(w[3])
				s[4] += int32(w[4])
				s[5] += int32(w[5])
				s[6] += int32(w[6])
				s[7] += int32(w[7])
			}
		}
		return
	}
	for _, key := range keys {
		if r, ok := m.find(key); ok {
			first := r >> 8
			for _, e := range m.sparse[first : first+r&0xFF] {
				scores[e>>16] += int32(int16(e))
			}
		}
	}
}

func (m *Linear) find(key uint32) (uint32, bool) {
	for i := key & m.mask; ; i = (i + 1) & m.mask {
		s := m.slots[i]
		if s.key == key {
			return s.row, true
		}
		if s.key == 0 {
			return 0, false
		}
	}
}

func (m *Linear) insert(key, row uint32) {
	i := key & m.mask
	for m.slots[i].key != 0 {
		i = (i + 1) & m.mask
	}
	m.slots[i] = slot{key, row}
}

// The file of a linear model: magic, labels, features, scale (float32 bits), then
// for each feature in the order of its key the difference to the key before, the
// number of weights, and for each its label and its quantised value, all as
// unsigned or zigzag varints.
const linearMagic = "HSL1"

var errLinear = errors.New("damaged linear model")

// WriteTo writes the model's file.
func (b *Builder) WriteTo(w io.Writer) (int64, error) {
	out := bufio.NewWriter(w)
	var n int64
	var buf [binary.MaxVarintLen64]byte
	uvar := func(v uint64) {
		k := binary.PutUvarint(buf[:], v)
		out.Write(buf[:k])
		n += int64(k)
	}
	rows := b.sorted()
	k, _ := out.WriteString(linearMagic)
	n += int64(k)
	uvar(uint64(b.labels))
	uvar(uint64(len(rows)))
	uvar(uint64(math.Float32bits(b.scale)))
	last := uint32(0)
	for _, r := range rows {
		uvar(uint64(r.key - last))
		last = r.key
		uvar(uint64(len(r.weights)))
		for _, w := range r.weights {
			uvar(uint64(w.label))
			uvar(zigzag(w.value))
		}
	}
	return n, out.Flush()
}

func zigzag(v int16) uint64   { return uint64(uint16(v<<1) ^ uint16(v>>15)) }
func unzigzag(u uint64) int16 { return int16(uint16(u)>>1) ^ -int16(u&1) }

// ReadLinear reads one model from the front of data and returns what follows it.
func ReadLinear(data []byte) (*Linear, []byte, error) {
	if len(data) < len(linearMagic) || string(data[:len(linearMagic)]) != linearMagic {
		return nil, nil, fmt.Errorf("read linear model: %w: wrong magic", errLinear)
	}
	data = data[len(linearMagic):]
	bad := false
	uvar := func() uint64 {
		if len(data) > 0 && data[0] < 0x80 { // nine in ten are one byte
			v := data[0]
			data = data[1:]
			return uint64(v)
		}
		v, k := binary.Uvarint(data)
		if k <= 0 {
			bad, data = true, nil
			return 0
		}
		data = data[k:]
		return v
	}
	labels, count := int(uvar()), int(uvar())
	scale := math.Float32frombits(uint32(uvar()))
	if bad || labels < 1 || labels > 255 || count < 0 || count > len(data) {
		return nil, nil, fmt.Errorf("read linear model: %w: header", errLinear)
	}
	m := &Linear{labels: labels, scale: scale, present: count}
	size := uint32(16)
	for int(size) < 2*count {
		size *= 2
	}
	m.slots, m.mask = make([]slot, size), size-1
	if labels <= dense {
		m.rows = make([][dense]int16, 0, count)
	} else {
		m.sparse = make([]uint32, 0, 3*count)
	}
	key := uint32(0)
	for i := 0; i < count && !bad; i++ {
		key += uint32(uvar())
		k := int(uvar())
		if k > labels || key == 0 {
			bad = true
			break
		}
		var row [dense]int16
		first := len(m.sparse)
		for j := 0; j < k; j++ {
			label, value := uvar(), unzigzag(uvar())
			if label >= uint64(labels) {
				bad = true
				break
			}
			if labels <= dense {
				row[label] = value
			} else {
				m.sparse = append(m.sparse, uint32(label)<<16|uint32(uint16(value)))
			}
		}
		if labels <= dense {
			m.rows = append(m.rows, row)
			m.insert(key, uint32(len(m.rows)-1))
		} else {
			m.insert(key, uint32(first)<<8|uint32(k))
		}
	}
	if bad || len(m.sparse) >= 1<<24 {
		return nil, nil, fmt.Errorf("read linear model: %w: features", errLinear)
	}
	return m, data, nil
}
