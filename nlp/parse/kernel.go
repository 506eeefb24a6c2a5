package parse

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// kernel scores the moves: a table of weights addressed by the hash of a feature,
// without keys, so that a feature costs one access to memory (Bohnet 2010). Two
// features may share a place; training meets the same collisions and lives with
// them. The weights are those of the moves left and right over that of shift.
type kernel struct {
	table []pair
}

type pair struct{ left, right int16 }

// placeBits is the binary logarithm of the number of places.
const placeBits = 21

// feature hashes the values of a feature template to a place of the kernel.
func feature(template uint32, a, b, c uint32) uint32 {
	h := uint64(a)*0x9E3779B97F4A7C15 + uint64(b)*0xC2B2AE3D27D4EB4F + uint64(c)*0x165667B19E3779F9 + uint64(template)*0xD6E8FEB86659FD93
	h ^= h >> 32
	h *= 0xFF51AFD7ED558CCD
	return uint32(h >> (64 - placeBits))
}

// score gives the scores of left and right over shift.
func (k *kernel) score(keys []uint32) (left, right int32) {
	t := k.table
	if len(t) != 1<<placeBits {
		return 0, 0
	}
	for _, key := range keys {
		p := t[key&(1<<placeBits-1)]
		left += int32(p.left)
		right += int32(p.right)
	}
	return left, right
}

const kernelMagic = "HSK1"

var errKernel = errors.New("damaged table of moves")

// append writes the table: for each place in use the distance to the one before
// and two zigzag varints.
func (k *kernel) append(out []byte) []byte {
	n := 0
	for _, p := range k.table {
		if p != (pair{}) {
			n++
		}
	}
	out = append(out, kernelMagic...)
	out = binary.AppendUvarint(out, uint64(n))
	last := 0
	for i, p := range k.table {
		if p == (pair{}) {
			continue
		}
		out = binary.AppendUvarint(out, uint64(i-last))
		out = binary.AppendVarint(out, int64(p.left))
		out = binary.AppendVarint(out, int64(p.right))
		last = i
	}
	return out
}

func readKernel(data []byte) (*kernel, []byte, error) {
	if len(data) < 4 || string(data[:4]) != kernelMagic {
		return nil, nil, fmt.Errorf("read parser: %w: wrong magic", errKernel)
	}
	data = data[4:]
	n, size := binary.Uvarint(data)
	if size <= 0 || n > 1<<placeBits {
		return nil, nil, fmt.Errorf("read parser: %w: header", errKernel)
	}
	data = data[size:]
	k := &kernel{table: make([]pair, 1<<placeBits)}
	at := uint64(0)
	for range n {
		gap, a := binary.Uvarint(data)
		if a <= 0 {
			return nil, nil, fmt.Errorf("read parser: %w: places", errKernel)
		}
		left, b := binary.Varint(data[a:])
		if b <= 0 {
			return nil, nil, fmt.Errorf("read parser: %w: weights", errKernel)
		}
		right, c := binary.Varint(data[a+b:])
		if c <= 0 {
			return nil, nil, fmt.Errorf("read parser: %w: weights", errKernel)
		}
		data = data[a+b+c:]
		if at += gap; at >= 1<<placeBits {
			return nil, nil, fmt.Errorf("read parser: %w: place %d", errKernel, at)
		}
		k.table[at] = pair{int16(left), int16(right)}
	}
	return k, data, nil
}
