package draw

import "testing"

// A broken file of outlines is an error, wherever it breaks off.
func TestOutlines(t *testing.T) {
	w, err := readOutlines(outlinesFile)
	if err != nil || len(w[0].land) < 100 || len(w[1].land) < 1000 || len(w[0].borders) < 200 || len(w[1].borders) < 300 {
		t.Fatalf("%v", err)
	}
	if len(outlinesFile) > 200_000 {
		t.Errorf("%d bytes", len(outlinesFile))
	}
	for n := 0; n < len(outlinesFile); n += 997 {
		if _, err := readOutlines(outlinesFile[:n]); err == nil {
			t.Errorf("broken off at %d, it is read", n)
		}
	}
	if _, err := readOutlines(outlinesFile + "\x00"); err == nil {
		t.Error("with more behind it, it is read")
	}
}

func TestAmounts(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 9: "9", 1250: "1,250", 3_400_000: "3.4 million", -1200: "−1,200", .25: "0.25", 2e9: "2 billion", 1e16: "1e16", 1e-7: "1e-07"} {
		if got := writeAmount(v); got != want {
			t.Errorf("%v is %q, not %q", v, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, s := range []string{"", "one", "one two three four five", "Donaudampfschifffahrtsgesellschaftskapitän", "漢字漢字漢字漢字漢字漢字漢字"} {
		for wide := 1.0; wide < 120; wide += 7 {
			lines := wrap(s, plainSize, wide, 2)
			if len(lines) > 2 {
				t.Errorf("%q has %d lines", s, len(lines))
			}
			for _, l := range lines {
				if length(l, plainSize) > wide {
					t.Errorf("%q in %v: %q is too long", s, wide, l)
				}
			}
		}
	}
}
