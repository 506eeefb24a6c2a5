package claim_test

import "testing"

// A story of 50 reports, of some five statements each.
func BenchmarkBuild(b *testing.B) {
	in := madeUp(1, 50)
	n := 0
	for i := range in {
		n += len(in[i].Statements)
	}
	b.ReportAllocs()
	for b.Loop() {
		build(in)
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "statements/s")
}
