package encoder

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// each runs f for every set of kernels that this processor has.
func each(t *testing.T, f func(t *testing.T, k *kernels)) {
	for _, k := range available() {
		t.Run(k.name, func(t *testing.T) { f(t, k) })
	}
}

func floats(r *rand.Rand, n int, scale float64) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64() * scale)
	}
	return x
}

func shorts(r *rand.Rand, n int, limit int) []int16 {
	x := make([]int16, n)
	for i := range x {
		x[i] = int16(r.IntN(2*limit+1) - limit)
	}
	return x
}

func same[T int16 | int32 | float32](t *testing.T, what string, got, want []T) {
	t.Helper()
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%s: [%d] is %v, portable code says %v", what, i, got[i], want[i])
		}
	}
}

// Every processor comes to the same bits: statements must not depend on it.
func TestKernelsAgree(t *testing.T) {
	each(t, func(t *testing.T, k *kernels) {
		r := rand.New(rand.NewPCG(1, 2))
		for _, pairs := range []int{16, 8, 40, 192, 768} {
			lda, ldc := 2*pairs+6, 48
			a, w := shorts(r, tileRows*lda, limitWide), shorts(r, 2*pairs*tileCols, 127)
			got, want := make([]int32, tileRows*ldc), make([]int32, tileRows*ldc)
			k.tile(&got[16], ldc, &a[0], lda, &w[0], pairs)
			portable.tile(&want[16], ldc, &a[0], lda, &w[0], pairs)
			same(t, "tile", got, want)
			if k.tile8 == nil {
				continue
			}
			in := 2 * pairs
			m, zero := quads(w, in), make([]int32, tileRows)
			b := make([]uint8, tileRows*lda)
			for i := range zero {
				zero[i] = int32(1 + r.IntN(middle))
				row := a[i*lda : (i+1)*lda]
				for j := range row {
					row[j] = int16(r.Int32N(256) - zero[i])
				}
				k.bytes(&b[i*lda], &row[0], in, zero[i])
			}
			k.tile8(&got[16], ldc, &b[0], lda, &m.quads[0], in/4, &zero[0], &m.sums[0])
			portable.tile(&want[16], ldc, &a[0], lda, &w[0], pairs)
			same(t, "tile8", got, want)
		}
		for _, n := range []int{16, 32, 208, 384, 1536} {
			for _, scale := range []float64{0, .01, 1, 30} {
				x, y, g := floats(r, n, scale), floats(r, n, 1), floats(r, n, 1)
				if got, want := k.peak(&x[0], n), portable.peak(&x[0], n); got != want {
					t.Fatalf("peak: %v, portable code says %v", got, want)
				}
				s, u := make([]int16, n), make([]int16, n)
				k.quantize(&s[0], &x[0], n, 77.7)
				portable.quantize(&u[0], &x[0], n, 77.7)
				same(t, "quantize", s, u)

				both := func(what string, f func(k *kernels, x []float32)) {
					p, q := append([]float32{}, x...), append([]float32{}, x...)
					f(k, p)
					f(&portable, q)
					same(t, what, p, q)
				}
				both("add", func(k *kernels, x []float32) { k.add(&x[0], &y[0], n) })
				bytes := make([]byte, n)
				for i := range bytes {
					bytes[i] = byte(r.IntN(256))
				}
				both("addRow", func(k *kernels, x []float32) { k.addRow(&x[0], &bytes[0], n, .0123) })
				both("gelu", func(k *kernels, x []float32) { k.gelu(&x[0], n) })
				both("norm", func(k *kernels, x []float32) { k.norm(&x[0], n, &g[0], &y[0]) })
				both("softmax", func(k *kernels, x []float32) {
					d := make([]int16, n)
					k.softmax(&d[0], &x[0], n)
					for i := range x {
						x[i] = float32(d[i])
					}
				})
				acc := make([]int32, n)
				for i := range acc {
					acc[i] = r.Int32() - 1<<30
				}
				both("restore", func(k *kernels, x []float32) { k.restore(&x[0], &acc[0], n, 1e-6, &g[0], &y[0]) })
			}
		}
	})
}

// quads makes bytes of a panel of pairs, as loading does.
func quads(panel []int16, in int) matrix {
	f := &file{}
	f.data = make([]byte, 8*tileCols, 8*tileCols+len(panel))
	for _, v := range panel {
		f.data = append(f.data, byte(int8(v)))
	}
	return f.matrix(in, tileCols, true)
}

// The curves are what their names say.
func TestCurves(t *testing.T) {
	for x := -80.0; x <= 0; x += .0137 {
		if got, want := float64(exp32(float32(x))), math.Exp(float64(float32(x))); math.Abs(got-want) > (1e-6+1e-7*math.Abs(x))*want+1e-37 {
			t.Fatalf("exp(%g) = %g, want %g", x, got, want)
		}
	}
	for x := -9.0; x <= 9; x += .0137 {
		y := make([]float32, 16)
		y[0] = float32(x)
		geluPortable(&y[0], 16)
		want := x * .5 * math.Erfc(-x/math.Sqrt2)
		if math.Abs(float64(y[0])-want) > 2e-6 {
			t.Fatalf("gelu(%g) = %g, want %g", x, y[0], want)
		}
	}
}

func BenchmarkTile(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	const rows, in, out = 96, 384, 1536
	a, w, c := shorts(r, rows*in, limitWide), shorts(r, in*out, 127), make([]int32, rows*out)
	for _, k := range available() {
		b.Run(k.name, func(b *testing.B) {
			for b.Loop() {
				for p := 0; p < out/tileCols; p++ {
					for i := 0; i < rows; i += tileRows {
						k.tile(&c[i*out+p*tileCols], out, &a[i*in], in, &w[p*in*tileCols], in/2)
					}
				}
			}
			b.ReportMetric(2*rows*in*out*float64(b.N)/b.Elapsed().Seconds()/1e9, "GOPS")
		})
	}
}

// BenchmarkWindow is the whole of one window of some 250 word pieces, on one
// processor.
func BenchmarkWindow(b *testing.B) {
	columns := reader(b).Columns()
	an, blocks := spaced(strings.Repeat("Two officials who asked not to be named said on Tuesday that the bridge had been closed .\n", 13))
	hints, out := make([]uint8, len(an.Tokens)*columns), make([][labels]float32, len(an.Tokens))
	was := kernel
	defer func() { kernel = was }()
	for _, k := range available() {
		b.Run(k.name, func(b *testing.B) {
			kernel = k
			r := loaded(b, loadReader)
			var p plan
			var w work
			r.lay(&p, an, blocks)
			b.ReportAllocs()
			pieces := 0
			set := func(i int, row []float32) { copy(out[i][:], row) }
			for b.Loop() {
				r.window(&w, &p, p.windows[0], hints, set)
				pieces += w.n
			}
			b.ReportMetric(float64(pieces)/b.Elapsed().Seconds(), "pieces/s")
		})
	}
}

func BenchmarkCurves(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	x, d := floats(r, 1536, 1), make([]int16, 1536)
	for _, k := range available() {
		b.Run("gelu/"+k.name, func(b *testing.B) {
			for b.Loop() {
				k.gelu(&x[0], 1536)
			}
		})
		b.Run("softmax/"+k.name, func(b *testing.B) {
			for b.Loop() {
				k.softmax(&d[0], &x[0], 208)
			}
		})
	}
}
