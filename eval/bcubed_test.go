package eval_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/eval"
)

// groups reads "ab c" as two groups of things with names of one letter.
func groups(s string) map[string]string {
	out := map[string]string{}
	for i, g := range strings.Fields(s) {
		for _, thing := range g {
			out[string(thing)] = fmt.Sprint(i)
		}
	}
	return out
}

func TestBCubed(t *testing.T) {
	for _, c := range []struct{ name, gold, got, counts, want string }{
		{"the same", "abc de f", "f de cba", "", "P 1.000 R 1.000 F 1.000"},
		{"all in one", "ab cd", "abcd", "", "P 0.500 R 1.000 F 0.667"},
		{"each alone", "ab cd", "", "", "P 1.000 R 0.500 F 0.667"},
		{"one astray", "abc d", "ab cd", "", "P 0.750 R 0.667 F 0.706"},
		{"things without gold", "ab", "abxy", "", "P 1.000 R 1.000 F 1.000"},
		{"half of them, grouped with the other", "ab cd", "abcd", "ab", "P 0.500 R 1.000 F 0.667"},
		{"half of them, the other wrong", "ab cd", "ab c d", "ab", "P 1.000 R 1.000 F 1.000"},
		{"nothing", "", "", "", "P 0.000 R 0.000 F 0.000"},
	} {
		var s eval.BCubed
		var counts func(string) bool
		if c.counts != "" {
			counts = func(thing string) bool { return strings.Contains(c.counts, thing) }
		}
		s.Add(groups(c.gold), groups(c.got), counts)
		if got := s.String(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// What is added piece by piece is averaged over all things.
func TestBCubedAdds(t *testing.T) {
	var s eval.BCubed
	s.Add(groups("ab"), groups("ab"), nil)
	s.Add(groups("cd"), groups("c d"), nil)
	if got, want := s.String(), "P 1.000 R 0.750 F 0.857"; got != want || s.Things != 4 {
		t.Errorf("%s of %d, want %s of 4", got, s.Things, want)
	}
}
