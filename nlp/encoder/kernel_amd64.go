package encoder

import "golang.org/x/sys/cpu"

//go:noescape
func tileAVX2(c *int32, ldc int, a *int16, lda int, w *int16, pairs int)

//go:noescape
func tileVNNI(c *int32, ldc int, a *int16, lda int, w *int16, pairs int)

//go:noescape
func peakAVX2(x *float32, n int) float32

//go:noescape
func quantizeAVX2(dst *int16, x *float32, n int, by float32)

//go:noescape
func restoreAVX2(dst *float32, acc *int32, n int, row float32, cols, bias *float32)

//go:noescape
func addAVX2(x, y *float32, n int)

//go:noescape
func geluAVX2(x *float32, n int)

//go:noescape
func normAVX2(x *float32, n int, gain, shift *float32)

//go:noescape
func softmaxAVX2(dst *int16, x *float32, n int)

var avx2 = kernels{
	name: "AVX2", tile: tileAVX2, peak: peakAVX2, quantize: quantizeAVX2, restore: restoreAVX2,
	add: addAVX2, gelu: geluAVX2, norm: normAVX2, softmax: softmaxAVX2,
}

// vnni is avx2 with the tile of processors that multiply and add in one step.
var vnni = func() kernels {
	k := avx2
	k.name, k.tile = "AVX-512 VNNI", tileVNNI
	return k
}()

// available lists the kernels that this processor can run, the best first.
func available() []*kernels {
	var out []*kernels
	if cpu.X86.HasAVX2 && cpu.X86.HasAVX512F && cpu.X86.HasAVX512VNNI {
		out = append(out, &vnni)
	}
	if cpu.X86.HasAVX2 {
		out = append(out, &avx2)
	}
	return append(out, &portable)
}

func pickKernels() *kernels { return available()[0] }
