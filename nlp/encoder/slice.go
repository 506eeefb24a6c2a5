package encoder

import "unsafe"

// slice is n numbers from p on: kernels take pointers, as assembly does.
func slice[T any](p *T, n int) []T { return unsafe.Slice(p, n) }
