package encoder

//go:noescape
func tileNEON(c *int32, ldc int, a *int16, lda int, w *int16, pairs int)

// neon is the portable code with a tile of its own: every processor of 64 bits has
// what it needs.
var neon = func() kernels {
	k := portable
	k.name, k.tile = "NEON", tileNEON
	return k
}()

// available lists the kernels that this processor can run, the best first.
func available() []*kernels { return []*kernels{&neon, &portable} }

func pickKernels() *kernels { return available()[0] }
