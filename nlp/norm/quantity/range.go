package quantity

// ranges appends the ranges that nums make to out. In news every number makes
// one, if only of itself.
func (s *scanner) ranges(nums []Number, out []Range) []Range {
	from := len(out)
	for k := 0; k < len(nums); k++ {
		if k+1 < len(nums) {
			if r, ok := s.between(nums, k); ok {
				out = append(out, s.hedged(r))
				k++
				continue
			}
		}
		r, ok := s.bounded(nums[k])
		if !ok && !s.news {
			continue
		}
		if len(out) > from && s.meets(&out[len(out)-1], r) {
			continue
		}
		out = append(out, r)
	}
	for k := from; k < len(out); k++ {
		out[k].Span = spanOf(s.an, out[k].First, out[k].Last)
	}
	return out
}

// bounded reads one number with the words that bound it.
func (s *scanner) bounded(n Number) (Range, bool) {
	r := Range{First: s.symbolBefore(n.First), Last: n.Last, Low: n.Low, High: n.High, Approx: n.Kind == Vague, num: n}
	if s.news {
		r.Last = s.symbolAfter(r.Last)
	}
	start := r.First
	var b bound
	for turn := 0; turn < 2; turn++ { // "at least some", "up to about"
		if s.news {
			if k := s.around(r.First); k < r.First {
				r.First, b.approx = k, true
			}
		}
		c, k := s.before(r.First)
		if k == r.First || b.set() {
			break
		}
		r.First = k
		c.approx = c.approx || b.approx
		b = c
		if s.news {
			r.First = s.degree(r.First)
		}
	}
	b, r.Last = s.after(r.Last, b)
	if !b.set() {
		if !s.news || !b.approx {
			r.First = start
		}
		if s.news && b.approx {
			r.First = min(start, r.First)
		}
	}
	r.apply(b)
	return r, b.set()
}

// apply sets the bounds that words give.
func (r *Range) apply(b bound) {
	r.Approx = r.Approx || b.approx
	switch b.side {
	case -1:
		r.High, r.LowOpen = inf(1), b.open
	case +1:
		if r.High > r.Low && r.num.Kind == Vague {
			r.High = r.Low
		}
		r.Low, r.HighOpen = inf(-1), b.open
	}
}

// meets joins "more than 5" with "and less than 10" right after it.
func (s *scanner) meets(a *Range, b Range) bool {
	if s.word(a.Last) != "and" && s.word(a.Last) != "but" || b.First != a.Last+1 || a.Between {
		return false
	}
	aLow, bLow := a.High == inf(1), b.High == inf(1)
	if a.High != inf(1) && a.Low != inf(-1) || b.High != inf(1) && b.Low != inf(-1) || aLow == bLow {
		return false
	}
	if aLow {
		if a.Low >= b.High {
			return false
		}
		a.High, a.HighOpen = b.High, b.HighOpen
	} else {
		if b.Low >= a.High {
			return false
		}
		a.Low, a.LowOpen = b.Low, b.LowOpen
	}
	a.Last, a.num = b.Last, b.num
	return true
}

// between reads the numbers k and k+1 of nums as the two ends of a range.
func (s *scanner) between(nums []Number, k int) (Range, bool) {
	a, b := nums[k], nums[k+1]
	if a.Kind == Vague || b.Kind == Vague || a.Measured {
		return Range{}, false
	}
	r := Range{First: s.symbolBefore(a.First), Last: b.Last, Between: true, num: b}
	end := a.Last
	if s.news {
		if !s.alike(a.Last, b.Last) {
			return Range{}, false // "rose 12 percent to 400 dollars"
		}
		end = s.unitAfter(a.Last)
		r.Last = s.symbolAfter(b.Last)
	}
	next := s.symbolBefore(b.First)
	if s.news && next > s.first {
		if k := s.around(next); k < next && k > end {
			next, r.Approx = k, true
		}
	}
	if next != end+1 {
		return Range{}, false
	}
	if s.news {
		if k := s.around(r.First); k < r.First && s.word(k-1) == "between" {
			r.First, r.Approx = k, true
		}
	}
	switch w := s.word(end); {
	case w == "and" && s.word(r.First-1) == "between":
		r.First, r.join = r.First-1, jointAnd
	case w == "to", w == "through", w == "till", w == "until":
		r.join = jointTo
		if s.word(r.First-1) == "from" {
			r.First--
		}
	case s.dash(end) && s.lone(a, b):
		r.join = jointDash
		if b.Value < 0 && s.tight(b.First) {
			return Range{}, false
		}
	case w == "or" && s.news && a.Value*2 >= b.Value && b.Kind == Integer && a.Kind == Integer:
		r.join = jointOr
	default:
		return Range{}, false
	}
	r.Low, r.High = a.Value, b.Value
	if a.scale == 1 && b.scale > 1 && a.Value < b.Value/b.scale { // "3 to 5 million"
		r.Low *= b.scale
	}
	return r, r.Low < r.High
}

// alike reports whether the units at i and j fit one range: the second has what
// the first has.
func (s *scanner) alike(i, j int) bool {
	if s.unitAfter(i) == i {
		return true
	}
	a, _ := s.percent(i)
	b, _ := s.percent(j)
	x, _ := s.moneyAfter(i)
	y, _ := s.moneyAfter(j)
	return a == b && x == y
}

// lone reports whether no third number is joined by a dash: "1-222-2222" is a
// telephone number, "1995-01" a month.
func (s *scanner) lone(a, b Number) bool {
	if t := s.text(b.First); len(t) > 1 && t[0] == '0' && t[1] != '.' {
		return false
	}
	if s.dash(b.Last) && s.tight(b.Last) && s.lex(b.Last+1).class != notNumber {
		return false
	}
	return !(s.dash(a.First-1) && s.tight(a.First) && s.lex(a.First-2).class != notNumber) && s.text(a.First-1) != "+"
}

// hedged adds the words of approximation and of bounds before two numbers.
func (s *scanner) hedged(r Range) Range {
	if !s.news {
		return r
	}
	if k := s.around(r.First); k < r.First {
		r.First, r.Approx = k, true
	}
	b, k := s.before(r.First)
	if k < r.First && b.side != 0 && r.join != jointAnd {
		r.First = k
	} else if k < r.First && b.approx {
		r.First, r.Approx = k, true
	}
	if c, end := s.after(r.Last, bound{}); end > r.Last && c.approx {
		r.Last, r.Approx = end, true
	}
	return r
}
