package encoder

import "math"

// The arithmetic of the encoder comes down to a few kernels. All that multiplies
// matrices is one of them, over whole numbers, so that every processor comes to
// the same sums; the others work on rows of floating-point numbers in steps of
// eight, without fused multiply-add, adding up lane by lane, so that they come to
// the same bits as the portable code here. Lengths are multiples of 16 unless
// said otherwise.
//
// Weights are quantised to 8 bits, activations row by row to 14 bits and a sign in
// a fine encoder, to 8 in a coarse one. A sum of 1536 products stays below 2^31, so
// nothing saturates. Whether a processor multiplies bytes as bytes or widened makes
// no difference to a sum.

const (
	tileRows = 12 // rows of a tile
	tileCols = 16 // columns of a tile, and of a panel of weights

	lanes = 8
)

// Limits of quantised activations.
const (
	limitByte   = 127   // rows that meet 8-bit weights in a coarse encoder
	limitWide   = 8191  // the same in a fine one, and queries
	limitNarrow = 4095  // keys and values, which meet such rows
	one         = 16384 // probabilities, in which 1 is this
)

// kernels are the functions that have a form for each kind of processor.
type kernels struct {
	name string

	// tile sets c, tileRows rows of tileCols sums, ldc numbers apart, to the product
	// of tileRows rows of a, lda numbers apart, with one panel of weights. A panel
	// holds, for each of pairs pairs of neighbouring inputs, both weights of column
	// 0, of column 1, and so on. pairs is a multiple of 2.
	tile func(c *int32, ldc int, a *int16, lda int, w *int16, pairs int)

	// tile8 is tile for activations that have been made bytes, zero[r] added to each
	// of row r, and for panels of quads neighbouring inputs; sum has the sum of the
	// weights of each column. It is nil, and bytes too, where tile is as fast.
	tile8 func(c *int32, ldc int, a *uint8, lda int, w *int8, quads int, zero, sum *int32)
	// bytes sets dst to src plus zero, which must come to bytes.
	bytes func(dst *uint8, src *int16, n int, zero int32)

	// peak is the greatest absolute value of n numbers.
	peak func(x *float32, n int) float32
	// quantize sets dst to x times by, rounded to even.
	quantize func(dst *int16, x *float32, n int, by float32)
	// restore sets dst to acc × row × cols + bias.
	restore func(dst *float32, acc *int32, n int, row float32, cols, bias *float32)
	// add adds y to x.
	add func(x, y *float32, n int)
	// addRow adds to x by times y, whose numbers are of 8 bits and signed.
	addRow func(x *float32, y *byte, n int, by float32)
	// gelu replaces x by x times the normal distribution function of x.
	gelu func(x *float32, n int)
	// norm replaces x by its normal form, times gain plus shift.
	norm func(x *float32, n int, gain, shift *float32)
	// softmax sets dst to the probabilities of x, in units of 1/one; x is used up.
	softmax func(dst *int16, x *float32, n int)
}

var portable = kernels{
	name: "portable", tile: tilePortable, peak: peakPortable, quantize: quantizePortable, restore: restorePortable,
	add: addPortable, addRow: addRowPortable, gelu: geluPortable, norm: normPortable, softmax: softmaxPortable,
}

// kernel is the set for this processor.
var kernel = pickKernels()

func tilePortable(c *int32, ldc int, a *int16, lda int, w *int16, pairs int) {
	cs := slice(c, (tileRows-1)*ldc+tileCols)
	as := slice(a, (tileRows-1)*lda+2*pairs)
	ws := slice(w, 2*pairs*tileCols)
	for r := range tileRows {
		var sum [tileCols]int32
		row := as[r*lda : r*lda+2*pairs]
		for p := 0; p < pairs; p++ {
			x, y := int32(row[2*p]), int32(row[2*p+1])
			if x|y == 0 {
				continue
			}
			part := ws[2*p*tileCols : 2*(p+1)*tileCols : 2*(p+1)*tileCols]
			for k := range tileCols {
				sum[k] += x*int32(part[2*k]) + y*int32(part[2*k+1])
			}
		}
		copy(cs[r*ldc:r*ldc+tileCols], sum[:])
	}
}

func peakPortable(x *float32, n int) float32 {
	top := float32(0)
	for _, v := range slice(x, n) {
		top = max(top, v, -v)
	}
	return top
}

func quantizePortable(dst *int16, x *float32, n int, by float32) {
	out := slice(dst, n)
	for i, v := range slice(x, n) {
		out[i] = int16(roundEven(float32(v * by)))
	}
}

// magic is 1.5·2^23: adding and taking it away rounds a small number to even.
const magic = 12582912

func roundEven(v float32) float32 { return float32(v+magic) - magic }

func restorePortable(dst *float32, acc *int32, n int, row float32, cols, bias *float32) {
	out, sums, by, plus := slice(dst, n), slice(acc, n), slice(cols, n), slice(bias, n)
	for i := range out {
		out[i] = float32(float32(float32(sums[i])*row)*by[i]) + plus[i]
	}
}

func addPortable(x, y *float32, n int) {
	xs, ys := slice(x, n), slice(y, n)
	for i := range xs {
		xs[i] += ys[i]
	}
}

func addRowPortable(x *float32, y *byte, n int, by float32) {
	xs, ys := slice(x, n), slice(y, n)
	for i := range xs {
		xs[i] += float32(by * float32(int8(ys[i])))
	}
}

// fold adds up lanes as the vector kernels do: halves, quarters, the last two.
func fold(l *[lanes]float32) float32 {
	a, b, c, d := l[0]+l[4], l[1]+l[5], l[2]+l[6], l[3]+l[7]
	return (a + c) + (b + d)
}

// 2^f for f from -1/2 to 1/2, by the Taylor series of exp; off by 2e-7 at most.
const (
	exp0 = 1.0
	exp1 = 0.69314718056
	exp2 = 0.24022650696
	exp3 = 0.05550410866
	exp4 = 0.00961812911
	exp5 = 0.00133335581
	exp6 = 0.00015403530

	log2e = 1.44269504089
	least = -87.0 // exp of less is taken for exp of this
)

// exp32 is exp for x at most 0.
func exp32(x float32) float32 {
	x = max(x, least)
	t := float32(x * log2e)
	k := roundEven(t)
	f := t - k
	p := float32(exp6*f) + exp5
	p = float32(p*f) + exp4
	p = float32(p*f) + exp3
	p = float32(p*f) + exp2
	p = float32(p*f) + exp1
	p = float32(p*f) + exp0
	return math.Float32frombits(math.Float32bits(p) + uint32(int32(k))<<23)
}

// The error function by Abramowitz and Stegun 7.1.26, off by 1.5e-7 at most.
const (
	erfP = 0.3275911
	erf1 = 0.254829592
	erf2 = -0.284496736
	erf3 = 1.421413741
	erf4 = -1.453152027
	erf5 = 1.061405429

	rootHalf = 0.70710678118
)

func geluPortable(x *float32, n int) {
	xs := slice(x, n)
	for i, v := range xs {
		z := float32(float32(math.Abs(float64(v))) * rootHalf)
		t := 1 / (float32(z*erfP) + 1)
		p := float32(t*erf5) + erf4
		p = float32(p*t) + erf3
		p = float32(p*t) + erf2
		p = float32(p*t) + erf1
		p = float32(p * t)
		tail := float32(p * exp32(-float32(z*z)))
		h := float32(float32(v*.5) * tail)
		if v >= 0 {
			h = v - h
		}
		xs[i] = h
	}
}

// tiny keeps the variance of a row from being nothing, as in the base model.
const tiny = 1e-12

func normPortable(x *float32, n int, gain, shift *float32) {
	xs, g, s := slice(x, n), slice(gain, n), slice(shift, n)
	var sums [lanes]float32
	for i, v := range xs {
		sums[i%lanes] += v
	}
	mean := fold(&sums) / float32(n)
	sums = [lanes]float32{}
	for i, v := range xs {
		d := v - mean
		xs[i] = d
		sums[i%lanes] += float32(d * d)
	}
	by := 1 / float32(math.Sqrt(float64(fold(&sums)/float32(n)+tiny)))
	for i, v := range xs {
		xs[i] = float32(float32(v*by)*g[i]) + s[i]
	}
}

func softmaxPortable(dst *int16, x *float32, n int) {
	xs := slice(x, n)
	top := xs[0]
	for _, v := range xs {
		top = max(top, v)
	}
	var sums [lanes]float32
	for i, v := range xs {
		e := exp32(v - top)
		xs[i] = e
		sums[i%lanes] += e
	}
	quantizePortable(dst, x, n, one/fold(&sums))
}
