package place

import "testing"

// The embedded gazetteer reads; a cut or changed one is refused without a panic.
func TestUnpack(t *testing.T) {
	g, ok := unpack(packed)
	if !ok || len(g.spots) < 60_000 || len(g.names) < 80_000 {
		t.Fatalf("read %v, %d places, %d names", ok, len(g.spots), len(g.names))
	}
	for n := 1; n < len(g.names); n++ {
		if g.name(n-1) >= g.name(n) {
			t.Fatalf("names %q and %q are not in order", g.name(n-1), g.name(n))
		}
	}
	for _, cut := range []int{0, 3, 6, 100, 100_000, len(packed) / 2, len(packed) - 1} {
		if _, ok := unpack(packed[:cut]); ok {
			t.Errorf("read %d bytes of %d", cut, len(packed))
		}
	}
}

func BenchmarkUnpack(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		unpack(packed)
	}
}
