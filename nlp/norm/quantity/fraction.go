package quantity

// ordinalAfter gives the token after the ordinal that a cardinal begins ("one
// hundred and third", "twenty-first"), 0 where it begins none.
func (s *scanner) ordinalAfter(i int, c count) int {
	k := s.afterHyphen(c.end)
	d := s.lex(k)
	if c.digits || d.class != ordinal || !c.compounds(d) {
		return 0
	}
	if _, ok := s.split(i, c, d); ok {
		return 0
	}
	return k + 1
}

// compounds reports whether a cardinal and the ordinal after it make one ordinal.
func (c *count) compounds(d lexeme) bool {
	switch c.last {
	case ten:
		return d.value < 10
	case hundred, scale:
		return d.value < 100
	}
	return false
}

func (s *scanner) afterHyphen(i int) int {
	if s.hyphen(i) && (!s.news || s.tight(i) && s.tight(i+1)) {
		return i + 1
	}
	return i
}

// extend lengthens the number n, which is the cardinal c so far, by a fraction
// ("and a half"), decimals in words ("point five") or what divides it ("over
// three").
func (s *scanner) extend(n *Number, c count) {
	switch {
	case !c.digits && (s.parts(n, c) || s.divided(n, c)):
	case s.mixed(n, c):
	case s.andParts(n, c):
	case s.pointed(n, c):
	case !s.news:
		s.ratio(n, c)
	}
}

// parts reads "two thirds" and, with a whole before, "ten and two thirds".
func (s *scanner) parts(n *Number, c count) bool {
	k := s.afterHyphen(c.end)
	d := s.lex(k)
	one := c.value == 1 && c.end == n.First+1
	switch d.class {
	case part:
	case ordinal, share:
		if v, ok := s.split(n.First, c, d); ok {
			n.set(v, k+1, Fraction)
			return true
		}
		if !one && !(c.and == c.end-1 && c.value == c.before+1) || d.value < 2 || d.class == ordinal && s.counted(k+1) {
			return false
		}
	default:
		return false
	}
	if d.value == 0 {
		return false
	}
	if v, ok := s.split(n.First, c, d); ok {
		n.set(v, k+1, Fraction)
		s.scaled(n)
		return true
	}
	if c.and > 0 {
		top := s.cardinal(c.and, c.end)
		s.addShare(n, c.before, c.beforeScale, top.value/d.value, k+1)
		return true
	}
	n.set(c.value/d.value, k+1, Fraction)
	s.scaled(n)
	return true
}

// split reads a cardinal and a lower half as a fraction whose lower half has
// several words: "one hundred thirty fifths" is 100/35. The longest lower half
// wins; a hyphen binds.
func (s *scanner) split(i int, c count, d lexeme) (float64, bool) {
	if c.digits || d.class == share || c.and > 0 || !c.compounds(d) {
		return 0, false
	}
	for k := i + 1; k < c.end; k++ {
		if s.hyphen(k) || s.hyphen(k-1) {
			continue
		}
		switch s.lex(k).class {
		case unit, teen, ten:
		default:
			continue
		}
		top, low := s.cardinal(i, k), s.cardinal(k, c.end)
		if top.end == k && low.end == c.end && low.compounds(d) {
			return top.value / (low.value + d.value), true
		}
	}
	return 0, false
}

// divided reads two cardinals in a row of which the second begins the lower half:
// "three twenty-firsts".
func (s *scanner) divided(n *Number, c count) bool {
	if s.lex(c.end).class == digits {
		return false
	}
	low := s.cardinal(c.end, s.last)
	if low.end == c.end || low.digits {
		return false
	}
	k := s.afterHyphen(low.end)
	d := s.lex(k)
	if d.class != part && (d.class != ordinal || c.value != 1) || !low.compounds(d) {
		return false
	}
	n.set(c.value/(low.value+d.value), k+1, Fraction)
	return true
}

func (n *Number) set(v float64, last int, kind Kind) { n.Value, n.Last, n.Kind = v, last, kind }

// scaled multiplies by a scale that stands after: "three quarters million".
func (s *scanner) scaled(n *Number) bool {
	if n.Value < 1 && s.word(n.Last) == "of" && s.lex(n.Last+1).class == article && s.lex(n.Last+2).class == scale {
		n.Last += 2 // "three quarters of a million"
	}
	if x := s.lex(n.Last); x.class == scale {
		n.Value, n.scale = n.Value*x.value, x.value
		n.Last++
		return true
	}
	return false
}

// addShare adds a fraction that ends at end to a whole. After a scale the
// fraction is one of it ("three million and a half"); a scale of its own goes
// with it, and with a whole that has none ("two and a half million").
func (s *scanner) addShare(n *Number, whole, wholeScale, share float64, end int) {
	n.set(whole, end, Fraction)
	if x := s.lex(end); x.class == scale || x.class == dozen {
		n.Last++
		if wholeScale > 1 {
			n.Value += share * x.value
			return
		}
		n.Value, n.scale = (whole+share)*x.value, x.value
		return
	}
	n.Value += share * max(wholeScale, 1)
}

// mixed reads "1 4/5" and "3½".
func (s *scanner) mixed(n *Number, c count) bool {
	if !c.digits || c.last != digits || c.kind != Integer {
		return false
	}
	x := s.lex(c.end)
	switch {
	case x.class == fraction:
	case x.class == digits && x.kind == Fraction && x.value < 1 && x.value > 0 && !s.tight(c.end):
	default:
		return false
	}
	v := x.value
	if c.value < 0 {
		v = -v
	}
	n.set(c.value+v, c.end+1, Fraction)
	s.scaled(n)
	return true
}

// andParts reads "and a half", "and two thirds" after a whole.
func (s *scanner) andParts(n *Number, c count) bool {
	if s.lex(c.end).class != and || c.kind == Fraction {
		return false
	}
	v, end := s.simple(c.end + 1)
	if end == 0 || s.news && s.word(end) == "of" {
		return false
	}
	unitScale := 1.0
	if c.last == scale || c.last == short {
		unitScale = c.scale
	}
	s.addShare(n, c.value, unitScale, v, end)
	return true
}

// simple reads a fraction in words at i: "a half", "one fourth", "two thirds".
func (s *scanner) simple(i int) (float64, int) {
	top, k := 1.0, i+1
	if s.lex(i).class != article {
		c := s.cardinal(i, s.last)
		if c.end == i || c.digits {
			return 0, 0
		}
		top, k = c.value, s.afterHyphen(c.end)
	}
	switch d := s.lex(k); {
	case d.class == part && top != 1, d.class == share && top == 1:
		return top / d.value, k + 1
	case d.class == ordinal && top == 1 && d.value > 2 && !s.counted(k+1):
		return 1 / d.value, k + 1
	}
	return 0, 0
}

// pointed reads decimals in words: "five point nought four".
func (s *scanner) pointed(n *Number, c count) bool {
	if c.digits || s.lex(c.end).class != point {
		return false
	}
	v, place, k := 0.0, 1.0, c.end+1
	for k < s.last && place < 1e15 {
		x := s.lex(k)
		if x.class == unit {
			place *= 10
			v = v*10 + x.value
			k++
			continue
		}
		if x.class != teen && x.class != ten || k > c.end+1 {
			break
		}
		two := s.cardinal(k, s.last)
		if two.value >= 100 {
			break
		}
		v, place, k = two.value, 100, two.end
		break
	}
	if k == c.end+1 {
		return false
	}
	n.set((c.value*place+v)/place, k, Decimal)
	s.scaled(n)
	return true
}

// ratio reads "one over three" and "two out of five".
func (s *scanner) ratio(n *Number, c count) {
	k := c.end + 1
	out := s.word(c.end) == "out" && s.word(k) == "of"
	if !out && s.word(c.end) != "over" {
		return
	}
	if out {
		k++
	}
	low := s.cardinal(k, s.last)
	if low.end == k || low.value <= 0 || out && low.value <= c.value {
		return
	}
	n.set(c.value/low.value, low.end, Fraction)
}
