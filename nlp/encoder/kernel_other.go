//go:build !amd64 && !arm64

package encoder

// available lists the kernels that this processor can run, the best first.
func available() []*kernels { return []*kernels{&portable} }

func pickKernels() *kernels { return available()[0] }
