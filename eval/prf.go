package eval

import "fmt"

// PRF counts what was found right, what was found and what there was to find.
type PRF struct{ TP, Pred, Gold int }

// Add counts tp right ones of pred found and gold to be found.
func (s *PRF) Add(tp, pred, gold int) { s.TP += tp; s.Pred += pred; s.Gold += gold }

// P is precision, 0 to 1; 0 when nothing was found.
func (s PRF) P() float64 { return ratio(s.TP, s.Pred) }

// R is recall, 0 to 1; 0 when there was nothing to find.
func (s PRF) R() float64 { return ratio(s.TP, s.Gold) }

// F is the harmonic mean of precision and recall, 0 to 1.
func (s PRF) F() float64 { return harmonic(s.P(), s.R()) }

// String gives the three with three decimals.
func (s PRF) String() string { return fmt.Sprintf("P %.3f R %.3f F %.3f", s.P(), s.R(), s.F()) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}
