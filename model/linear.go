package model

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// dense is the number of labels up to which a feature's weights lie in the table
// itself, one for each label; models of more labels keep only the weights that
// are not zero, in rows apart.
const dense = 7

// Linear is a multi-class linear model over hashed features, quantised to 16
// bits. It is read-only and safe for any number of goroutines.
//
// Reading text is a matter of looking up some hundred features a token, most of
// which are not in the model, so what counts is how many lines of memory a
// look-up touches: a filter that fits the processor's cache turns most absent
// features away, and a feature that is present lies in one line with its weights.
type Linear struct {
	labels  int
	scale   float32  // one unit of a quantised weight
	filter  []uint64 // a bit for each feature, at a hash of its own
	shift   uint32   // of that hash
	mask    uint32
	near    []nearSlot // of a dense model: open addressing, at most half full
	far     []farSlot  // of another
	sparse  []uint32   // label<<16 | weight
	present int        // features
}

// nearSlot is one feature of a dense model: the upper half of its key, never
// zero for a slot in use, and its weights. The lower half of the key is where the
// slot stands, give or take the steps of probing; a table of at least 1<<16 slots
// therefore tells keys apart but for one look-up in some ten thousand.
type nearSlot struct {
	tag     uint16
	weights [dense]int16
}

// farSlot locates the row of a feature: the position of its first entry in sparse
// (upper 24 bits) and the number of entries (lower 8).
type farSlot struct{ key, row uint32 }

// Labels is the number of classes.
func (m *Linear) Labels() int { return m.labels }

// Features is the number of features that have weights.
func (m *Linear) Features() int { return m.present }

// Scale turns a score of Score into the units the model was trained in.
func (m *Linear) Scale() float32 { return m.scale }

// Score adds to scores, one a label, the weights of each feature of keys.
// Features that the model lacks add nothing. len(scores) must be Labels, and at
// least 7. The keys are used up: their order and number change.
func (m *Linear) Score(keys []uint32, scores []int32) {
	keys = m.sift(keys)
	if m.labels <= dense {
		m.scoreNear(keys, (*[dense]int32)(scores[:dense]))
		return
	}
	m.scoreFar(keys, scores)
}

// sift moves the keys that pass the filter to the front and returns them. It
// takes no branch on what it finds: which features are present is a coin toss to
// the processor, and a wrong guess costs more than the look-up.
func (m *Linear) sift(keys []uint32) []uint32 {
	n, shift, filter := 0, m.shift, m.filter
	for _, key := range keys {
		h := key * filterFactor >> shift
		keys[n] = key
		n += int(filter[h>>6] >> (h & 63) & 1)
	}
	return keys[:n]
}

func (m *Linear) scoreNear(keys []uint32, s *[dense]int32) {
	for _, key := range keys {
		tag := nearTag(key)
		for i := key & m.mask; ; i = (i + 1) & m.mask {
			slot := &m.near[i]
			if slot.tag == tag {
				w := &slot.weights
				s[0] += int32(w[0])
				s[1] += int32(w[1])
				s[2] += int32(w[2])
				s[3] += int32(w[3])
				s[4] += int32(w[4])
				s[5] += int32(w[5])
				s[6] += int32(w[6])
				break
			}
			if slot.tag == 0 {
				break
			}
		}
	}
}

// filterFactor spreads keys over the filter otherwise than over the table.
const filterFactor = 0x9E3779B1

func nearTag(key uint32) uint16 {
	if t := uint16(key >> 16); t != 0 {
		return t
	}
	return 1
}

// room makes the tables for so many features.
func (m *Linear) room(features int) {
	size := uint32(1 << 16)
	for int(size) < 2*features {
		size *= 2
	}
	m.mask = size - 1
	if m.labels <= dense {
		m.near = make([]nearSlot, size)
	} else {
		m.far = make([]farSlot, size)
		m.sparse = make([]uint32, 0, 3*features)
	}
	bits := uint32(18)
	for 1<<bits < 16*features && bits < 28 {
		bits++
	}
	m.filter, m.shift = make([]uint64, 1<<bits/64), 32-bits
}

func (m *Linear) insert(key uint32, near [dense]int16, far uint32) {
	h := key * filterFactor >> m.shift
	m.filter[h>>6] |= 1 << (h & 63)
	i := key & m.mask
	if m.near != nil {
		for m.near[i].tag != 0 {
			i = (i + 1) & m.mask
		}
		m.near[i] = nearSlot{nearTag(key), near}
		return
	}
	for m.far[i].key != 0 {
		i = (i + 1) & m.mask
	}
	m.far[i] = farSlot{key, far}
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
	m.room(count)
	key := uint32(0)
	for i := 0; i < count && !bad; i++ {
		key += uint32(uvar())
		k := int(uvar())
		if k < 1 || k > labels || key == 0 {
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
		m.insert(key, row, uint32(first)<<8|uint32(k))
	}
	if bad || len(m.sparse) >= 1<<24 {
		return nil, nil, fmt.Errorf("read linear model: %w: features", errLinear)
	}
	return m, data, nil
}
