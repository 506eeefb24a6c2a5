package encoder

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Magic words of the kinds of weight files.
const (
	wordsMagic  = "HSE1"
	readerMagic = "HSR1"
	namesMagic  = "HSN1"
)

var errWeights = errors.New("damaged encoder weights")

// The most that a header may ask for: a file that wants more is damaged.
const (
	mostLayers = 48
	mostWidth  = 4096
	mostRows   = 1 << 20
)

// shape is the size of an encoder.
type shape struct {
	depth, width, heads, inner int // depth in layers, inner of the feed-forward
}

func (s shape) head() int { return s.width / s.heads }

// rows is a table of quantised rows.
type rows struct {
	width int
	scale []float32 // by row
	data  []byte    // int8, row after row; not copied from the file
}

// add adds row i to x.
func (r *rows) add(x []float32, i int) {
	kernel.addRow(&x[0], &r.data[i*r.width : (i+1)*r.width][0], r.width, r.scale[i])
}

// matrix is the weights of one linear map, in panels of tileCols outputs: of pairs
// of inputs, or as bytes of four, as the kernels want them.
type matrix struct {
	in, out int       // out is a multiple of tileCols; what is above the map's own is zero
	cols    []float32 // scale of each output
	bias    []float32
	pairs   []int16
	quads   []int8
	sums    []int32 // with quads, the sum of each output's weights
}

// layer is one transformer layer.
type layer struct {
	qkv, out, up, down matrix
	gain1, shift1      []float32
	gain2, shift2      []float32
}

// body is an encoder apart from its words.
type body struct {
	shape
	coarse bool      // activations have 8 bits
	places []float32 // width for each place
	gain   []float32
	shift  []float32
	layers []layer
}

// file reads weights from bytes; the first fault ends it.
type file struct {
	data []byte
	err  error
}

func (f *file) take(n int) []byte {
	if f.err != nil || n < 0 || n > len(f.data) {
		if f.err == nil {
			f.err = fmt.Errorf("%w: %d bytes where %d are needed", errWeights, len(f.data), n)
		}
		return nil
	}
	out := f.data[:n:n]
	f.data = f.data[n:]
	return out
}

// count reads a number of at most most.
func (f *file) count(most int) int {
	b := f.take(4)
	if b == nil {
		return 0
	}
	n := binary.LittleEndian.Uint32(b)
	if n > uint32(most) {
		f.err = fmt.Errorf("%w: a size of %d", errWeights, n)
		return 0
	}
	return int(n)
}

func (f *file) floats(n int) []float32 {
	b := f.take(4 * n)
	if b == nil {
		return nil
	}
	out := make([]float32, n)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out
}

// halves reads n numbers of 16 bits.
func (f *file) halves(n int) []float32 {
	b := f.take(2 * n)
	if b == nil {
		return nil
	}
	out := make([]float32, n)
	for i := range out {
		out[i] = half(binary.LittleEndian.Uint16(b[2*i:]))
	}
	return out
}

// half widens a number of IEEE 754's binary16.
func half(h uint16) float32 {
	sign, exp, frac := uint32(h>>15)<<31, uint32(h>>10)&31, uint32(h)&1023
	if exp == 0 { // zero or subnormal
		v := float32(frac) / (1 << 24)
		return math.Float32frombits(sign | math.Float32bits(v))
	}
	return math.Float32frombits(sign | (exp+112)<<23 | frac<<13)
}

func (f *file) rows(n, width int) rows {
	r := rows{width: width, scale: f.floats(n), data: f.take(n * width)}
	return r
}

// matrix reads a map from in to out numbers. The file has it in pairs of inputs.
func (f *file) matrix(in, out int, coarse bool) matrix {
	padded := (out + tileCols - 1) / tileCols * tileCols
	m := matrix{in: in, out: padded, cols: f.floats(padded), bias: f.floats(padded)}
	raw := f.take(in * padded)
	if f.err != nil {
		return m
	}
	if coarse && kernel.tile8 != nil && in%8 == 0 {
		m.quads, m.sums = make([]int8, len(raw)), make([]int32, padded)
		for i := 0; i < len(raw); i += 4 * tileCols {
			first, second, to := raw[i:i+2*tileCols], raw[i+2*tileCols:i+4*tileCols], m.quads[i:i+4*tileCols]
			sums := m.sums[i/(in*tileCols)*tileCols:][:tileCols]
			for c := range tileCols {
				a, b, d, e := int8(first[2*c]), int8(first[2*c+1]), int8(second[2*c]), int8(second[2*c+1])
				to[4*c], to[4*c+1], to[4*c+2], to[4*c+3] = a, b, d, e
				sums[c] += int32(a) + int32(b) + int32(d) + int32(e)
			}
		}
		return m
	}
	m.pairs = make([]int16, len(raw))
	for i, b := range raw {
		m.pairs[i] = int16(int8(b))
	}
	return m
}

func (f *file) body(coarse bool) body {
	b := body{coarse: coarse}
	b.shape = shape{depth: f.count(mostLayers), width: f.count(mostWidth), heads: f.count(mostWidth), inner: f.count(mostWidth)}
	places := f.count(mostRows)
	if f.err == nil && (b.width == 0 || b.width%16 != 0 || b.inner%16 != 0 || b.inner == 0 || b.heads == 0 || b.width%b.heads != 0 ||
		b.head()%tileCols != 0 || b.depth == 0 || places == 0) {
		f.err = fmt.Errorf("%w: sizes %+v", errWeights, b.shape)
	}
	if f.err != nil {
		return b
	}
	b.places = f.halves(places * b.width)
	b.gain, b.shift = f.floats(b.width), f.floats(b.width)
	for range b.depth {
		if f.err != nil {
			return b
		}
		w := b.width
		b.layers = append(b.layers, layer{
			qkv: f.matrix(w, 3*w, coarse), out: f.matrix(w, w, coarse), gain1: f.floats(w), shift1: f.floats(w),
			up: f.matrix(w, b.inner, coarse), down: f.matrix(b.inner, w, coarse), gain2: f.floats(w), shift2: f.floats(w),
		})
	}
	return b
}
