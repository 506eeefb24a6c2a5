package world

import "testing"

func BenchmarkRead(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		read()
	}
}
