package encoder

import (
	"math"
	"unsafe"
)

// blockRows is how many rows go through the feed-forward map at once: few enough
// for its sums to stay in the second-level cache, a multiple of tileRows.
const blockRows = 96

// work is the work space of one window; it grows to the longest and is used again.
type work struct {
	n       int       // pieces of the window
	x       []float32 // [n][width]: what goes from layer to layer
	q       []int16   // [rows][width]: x, quantised
	by      []float32 // [rows]: scale of each row of q
	sums    []int32   // [rows][3 width]
	val     []float32 // [n][width]: values
	query   []int16   // [rows][width]
	queryBy []float32
	key     []int16   // [n][width]
	keyBy   []float32 // [cols], zero beyond n
	mask    []float32 // [cols]: 0, or so little that exp of it is nothing beyond n
	panels  []int16   // keys, or values, of one head
	scores  []int32   // [rows][cols]
	prob    []int16   // [rows][cols]
	row     []float32
	inner   []int16 // [blockRows][inner]
	up      []int32 // [blockRows][inner]
	innerBy []float32
	zero    []float32 // bias of nothing, and a scale of one
	ones    []float32
	bytes   []uint8 // rows that are being multiplied
	middle  []int32 // [rows]: zeroes of rows of q
	curved  []int32 // [blockRows]: zeroes of rows of inner
}

// middle is the zero of rows that reach as far down as up.
const middle = limitByte + 1

func roundUp(n, to int) int { return (n + to - 1) / to * to }

// sized gives s with a length of n, its contents kept only if it need not grow.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// size prepares for a window of n pieces.
func (w *work) size(n int, s shape) {
	rows, cols := roundUp(n, tileRows), roundUp(n, tileCols)
	w.n = n
	w.x, w.val = sized(w.x, n*s.width), sized(w.val, n*s.width)
	w.q, w.query, w.key = sized(w.q, rows*s.width), sized(w.query, rows*s.width), sized(w.key, n*s.width)
	w.by, w.queryBy, w.keyBy = sized(w.by, rows), sized(w.queryBy, rows), sized(w.keyBy, cols)
	w.sums = sized(w.sums, rows*3*s.width)
	w.mask = sized(w.mask, cols)
	w.panels = sized(w.panels, cols*s.head())
	w.scores, w.prob = sized(w.scores, rows*cols), sized(w.prob, rows*cols)
	w.row = sized(w.row, max(3*s.width, s.inner, cols))
	w.inner, w.up = sized(w.inner, blockRows*s.inner), sized(w.up, blockRows*s.inner)
	w.innerBy, w.curved = sized(w.innerBy, blockRows), sized(w.curved, blockRows)
	if len(w.middle) < rows {
		w.middle = make([]int32, rows)
		for i := range w.middle {
			w.middle[i] = middle
		}
	}
	if len(w.ones) < s.width {
		w.ones, w.zero = make([]float32, s.width), make([]float32, s.width)
		for i := range w.ones {
			w.ones[i] = 1
		}
	}
	for i := range cols {
		w.mask[i] = 0
		if i >= n {
			w.mask[i], w.keyBy[i] = -1e9, 0
		}
	}
}

// quantize quantises a row and gives its scale.
func quantize(dst []int16, x []float32, limit float32) float32 {
	top := kernel.peak(&x[0], len(x))
	if top == 0 {
		clear(dst[:len(x)])
		return 0
	}
	kernel.quantize(&dst[0], &x[0], len(x), limit/top)
	return top / limit
}

// multiply sets sums, ldc numbers a row, to rows rows of a times m. To become a byte,
// a number of row r must have zero[r] added.
func (w *work) multiply(sums []int32, ldc int, a []int16, zero []int32, m *matrix, rows int) {
	if m.quads == nil {
		for p := range m.out / tileCols {
			panel := &m.pairs[p*m.in*tileCols]
			for i := 0; i < rows; i += tileRows {
				kernel.tile(&sums[i*ldc+p*tileCols], ldc, &a[i*m.in], m.in, panel, m.in/2)
			}
		}
		return
	}
	w.bytes = sized(w.bytes, rows*m.in)
	for i := range rows {
		kernel.bytes(&w.bytes[i*m.in], &a[i*m.in], m.in, zero[i])
	}
	for p := range m.out / tileCols {
		panel, sum := &m.quads[p*m.in*tileCols], &m.sums[p*tileCols]
		for i := 0; i < rows; i += tileRows {
			kernel.tile8(&sums[i*ldc+p*tileCols], ldc, &w.bytes[i*m.in], m.in, panel, m.in/4, &zero[i], sum)
		}
	}
}

// limit is that of rows that meet weights.
func (b *body) limit() float32 {
	if b.coarse {
		return limitByte
	}
	return limitWide
}

// dip is just below the least that gelu comes to.
const dip = -.17

// quantizeCurved quantises a row that gelu has made, and gives its scale and its
// zero. A coarse row spends no bits on what gelu cannot come to.
func (b *body) quantizeCurved(dst []int16, x []float32) (by float32, zero int32) {
	if !b.coarse {
		return quantize(dst, x, limitWide), middle
	}
	times := (2 * limitByte) / (kernel.peak(&x[0], len(x)) - dip)
	kernel.quantize(&dst[0], &x[0], len(x), times)
	return 1 / times, int32(math.Ceil(float64(-dip * times)))
}

// forward takes w.x, the embeddings of a window's pieces before their norm,
// through all layers.
func (b *body) forward(w *work) {
	width := b.width
	for i := range w.n {
		kernel.norm(&w.x[i*width], width, &b.gain[0], &b.shift[0])
	}
	for k := range b.layers {
		b.attend(w, &b.layers[k])
		b.feed(w, &b.layers[k])
	}
}

// attend is self-attention with its residual and norm.
func (b *body) attend(w *work, l *layer) {
	width, n := b.width, w.n
	rows := roundUp(n, tileRows)
	for i := range n {
		w.by[i] = quantize(w.q[i*width:], w.x[i*width:(i+1)*width], b.limit())
	}
	w.multiply(w.sums, 3*width, w.q, w.middle, &l.qkv, rows)
	root := float32(1 / math.Sqrt(float64(b.head())))
	top := float32(0)
	for i := range n {
		r := w.row[:3*width]
		kernel.restore(&r[0], &w.sums[i*3*width], 3*width, w.by[i], &l.qkv.cols[0], &l.qkv.bias[0])
		w.queryBy[i] = root * quantize(w.query[i*width:], r[:width], limitWide)
		w.keyBy[i] = quantize(w.key[i*width:], r[width:2*width], limitNarrow)
		v := w.val[i*width : (i+1)*width]
		copy(v, r[2*width:])
		top = max(top, kernel.peak(&v[0], width))
	}
	valueBy := float32(0)
	if top > 0 {
		valueBy = top / limitWide
		for i := range n { // the rows of q have served
			kernel.quantize(&w.q[i*width], &w.val[i*width], width, limitWide/top)
		}
	} else {
		clear(w.q)
	}
	for h := range b.heads {
		b.headed(w, h)
	}
	for i := range n {
		r := w.row[:width]
		kernel.restore(&r[0], &w.sums[i*width], width, valueBy/one, &w.ones[0], &w.zero[0])
		w.by[i] = quantize(w.q[i*width:], r, b.limit())
	}
	w.multiply(w.sums, width, w.q, w.middle, &l.out, rows)
	b.residual(w, 0, n, w.sums, w.by, &l.out, l.gain1, l.shift1)
}

// headed sets columns of sums, width numbers a row, to the mean of values that one
// head attends to. Values are in q.
func (b *body) headed(w *work, h int) {
	width, size, n := b.width, b.head(), w.n
	rows, cols := roundUp(n, tileRows), roundUp(n, tileCols)
	packRows(w.panels, w.key[h*size:], width, size, n)
	for p := range cols / tileCols {
		for i := 0; i < rows; i += tileRows {
			kernel.tile(&w.scores[i*cols+p*tileCols], cols, &w.query[i*width+h*size], width, &w.panels[p*size*tileCols], size/2)
		}
	}
	for i := range n {
		r := w.row[:cols]
		kernel.restore(&r[0], &w.scores[i*cols], cols, w.queryBy[i], &w.keyBy[0], &w.mask[0])
		kernel.softmax(&w.prob[i*cols], &r[0], cols)
	}
	packCols(w.panels, w.q[h*size:], width, size, n)
	for p := range size / tileCols {
		for i := 0; i < rows; i += tileRows {
			kernel.tile(&w.sums[i*width+h*size+p*tileCols], width, &w.prob[i*cols], cols, &w.panels[p*cols*tileCols], cols/2)
		}
	}
}

// packRows makes panels of n rows of size numbers, ld apart, each row an output. A
// pair of numbers goes as one of 32 bits.
func packRows(panels, from []int16, ld, size, n int) {
	out := slice((*int32)(unsafe.Pointer(&panels[0])), roundUp(n, tileCols)*size/2)
	for p := 0; p*tileCols < n; p++ {
		panel := out[p*size/2*tileCols:][:size/2*tileCols]
		for c := range tileCols {
			i := p*tileCols + c
			if i >= n {
				for k := c; k < len(panel); k += tileCols {
					panel[k] = 0
				}
				continue
			}
			row := slice((*int32)(unsafe.Pointer(&from[i*ld])), size/2)
			for k, at := 0, c; k < len(row) && at < len(panel); k, at = k+1, at+tileCols {
				panel[at] = row[k]
			}
		}
	}
}

// packCols makes panels of n rows of size numbers, ld apart, each column an output.
func packCols(panels, from []int16, ld, size, n int) {
	cols := roundUp(n, tileCols)
	for i := 0; i < cols; i += 2 {
		for p := range size / tileCols {
			out := panels[p*cols*tileCols+i*tileCols:][:2*tileCols]
			if i+1 < n {
				a, b := from[i*ld+p*tileCols:][:tileCols], from[(i+1)*ld+p*tileCols:][:tileCols]
				for c := range tileCols {
					out[2*c], out[2*c+1] = a[c], b[c]
				}
				continue
			}
			clear(out)
			if i < n {
				for c, v := range from[i*ld+p*tileCols:][:tileCols] {
					out[2*c] = v
				}
			}
		}
	}
}

// feed is the feed-forward map with its residual and norm.
func (b *body) feed(w *work, l *layer) {
	width := b.width
	for first := 0; first < w.n; first += blockRows {
		n := min(blockRows, w.n-first)
		rows := roundUp(n, tileRows)
		for i := range n {
			at := (first + i) * width
			w.by[i] = quantize(w.q[i*width:], w.x[at:at+width], b.limit())
		}
		w.multiply(w.up, b.inner, w.q, w.middle, &l.up, rows)
		for i := range n {
			r := w.row[:b.inner]
			kernel.restore(&r[0], &w.up[i*b.inner], b.inner, w.by[i], &l.up.cols[0], &l.up.bias[0])
			kernel.gelu(&r[0], b.inner)
			w.innerBy[i], w.curved[i] = b.quantizeCurved(w.inner[i*b.inner:], r)
		}
		w.multiply(w.sums, width, w.inner, w.curved, &l.down, rows)
		b.residual(w, first, n, w.sums, w.innerBy, &l.down, l.gain2, l.shift2)
	}
}

// residual adds to n rows of x, from first on, what m made of them, and norms them.
func (b *body) residual(w *work, first, n int, sums []int32, by []float32, m *matrix, gain, shift []float32) {
	width := b.width
	r := w.row[:width]
	for i := range n {
		x := w.x[(first+i)*width:][:width]
		kernel.restore(&r[0], &sums[i*width], width, by[i], &m.cols[0], &m.bias[0])
		kernel.add(&x[0], &r[0], width)
		kernel.norm(&x[0], width, &gain[0], &shift[0])
	}
}
