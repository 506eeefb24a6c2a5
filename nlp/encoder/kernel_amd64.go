package encoder

import "golang.org/x/sys/cpu"

//go:noescape
func tileAVX2(c *int32, ldc int, a *int16, lda int, w *int16, pairs int)

//go:noescape
func tileVNNI(c *int32, ldc int, a *int16, lda int, w *int16, pairs int)

//go:noescape
func tile8VNNI(c *int32, ldc int, a *uint8, lda int, w *int8, quads int, zero, sum *int32)

//go:noescape
func bytesVNNI(dst *uint8, src *int16, n int, zero int32)

//go:noescape
func peakAVX2(x *float32, n int) float32

//go:noescape
func peakAVX512(x *float32, n int) float32

//go:noescape
func quantizeAVX2(dst *int16, x *float32, n int, by float32)

//go:noescape
func quantizeAVX512(dst *int16, x *float32, n int, by float32)

//go:noescape
func restoreAVX2(dst *float32, acc *int32, n int, row float32, cols, bias *float32)

//go:noescape
func restoreAVX512(dst *float32, acc *int32, n int, row float32, cols, bias *float32)

//go:noescape
func addAVX2(x, y *float32, n int)

//go:noescape
func addRowAVX2(x *float32, y *byte, n int, by float32)

//go:noescape
func geluAVX2(x *float32, n int)

//go:noescape
func geluAVX512(x *float32, n int)

//go:noescape
func normAVX2(x *float32, n int, gain, shift *float32)

//go:noescape
func softmaxAVX2(dst *int16, x *float32, n int)

//go:noescape
func softmaxAVX512(dst *int16, x *float32, n int)

var avx2 = kernels{
	name: "AVX2", tile: tileAVX2, peak: peakAVX2, quantize: quantizeAVX2, restore: restoreAVX2,
	add: addAVX2, addRow: addRowAVX2, gelu: geluAVX2, norm: normAVX2, softmax: softmaxAVX2,
}

// vnni is avx2 with the tiles of processors that multiply and add in one step, and
// what else counts sixteen numbers at a time.
var vnni = func() kernels {
	k := avx2
	k.name, k.tile, k.tile8, k.bytes = "AVX-512 VNNI", tileVNNI, tile8VNNI, bytesVNNI
	k.peak, k.quantize, k.restore, k.gelu, k.softmax = peakAVX512, quantizeAVX512, restoreAVX512, geluAVX512, softmaxAVX512
	return k
}()

// available lists the kernels that this processor can run, the best first.
func available() []*kernels {
	var out []*kernels
	if cpu.X86.HasAVX2 && cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VL && cpu.X86.HasAVX512VNNI {
		out = append(out, &vnni)
	}
	if cpu.X86.HasAVX2 {
		out = append(out, &avx2)
	}
	return append(out, &portable)
}

func pickKernels() *kernels { return available()[0] }
