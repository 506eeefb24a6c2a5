package quantity

import "github.com/hearsay-news/hearsay"

// numbers appends every number of the scanner's tokens to out.
func (s *scanner) numbers(out []Number) []Number {
	for i := s.first; i < s.last; {
		n, next := s.number(i)
		if n.Last > n.First {
			n.Span = spanOf(s.an, n.First, n.Last)
			if n.Kind != Vague {
				n.Low, n.High = n.Value, n.Value
			}
			out = append(out, n)
		}
		i = max(next, i+1)
	}
	return out
}

// number reads the number that begins at i, and gives the token to go on from.
// Its span and, where it is not vague, its bounds are set by the caller.
func (s *scanner) number(i int) (Number, int) {
	if s.text(i) == "-" && i == s.first && !s.news && s.lex(i+1).class == digits {
		return s.negative(i)
	}
	if c := s.text(i); c != "" && (isDigit(c[0]) || c[0] == '-') {
		if v, end := s.power(i); end > i {
			return Number{First: i, Last: end, Value: v, Kind: Power, scale: 1}, end
		}
	}
	switch x := s.lex(i); x.class {
	case digits, unit, teen, ten, hundred, scale:
		return s.counting(i)
	case fraction:
		return Number{First: i, Last: i + 1, Value: x.value, Kind: Fraction, scale: 1}, i + 1
	case minus:
		return s.negative(i)
	case article:
		return s.afterArticle(i)
	case fewWord:
		return s.few(i, i)
	case share:
		return s.halfOf(i)
	case plural:
		return s.vague(i)
	}
	return Number{}, i + 1
}

// negative reads a number after a sign or the word for it at i.
func (s *scanner) negative(i int) (Number, int) {
	switch s.lex(i + 1).class {
	case digits, unit, teen, ten, hundred:
	default:
		return Number{}, i + 1
	}
	n, next := s.counting(i + 1)
	if n.Last == 0 {
		return n, next
	}
	n.First, n.Value = i, -n.Value
	return n, next
}

// counting reads a cardinal with the fraction, the point or the other half of a
// ratio that may go with it.
func (s *scanner) counting(i int) (Number, int) {
	c := s.cardinal(i, s.last)
	if c.end == i {
		return Number{}, i + 1
	}
	if c.end == i+1 && c.value == 1 && s.pronoun(i) {
		return Number{}, i + 1
	}
	n := Number{First: i, Last: c.end, Value: c.value, Kind: c.kind, scale: c.scale}
	if next := s.ordinalAfter(i, c); next > 0 {
		return Number{}, next
	}
	s.extend(&n, c)
	if c.digits && n.Last == c.end && s.tight(c.end) && s.tag(c.end) != hearsay.TagPOS && letter(s.text(c.end)) {
		n.Measured = true
	}
	return n, n.Last
}

func letter(text string) bool {
	return text != "" && (text[0]|0x20 >= 'a' && text[0]|0x20 <= 'z' || text[0] >= 0xC3)
}

// pronoun reports whether the word "one" at i stands for a noun: "this one".
func (s *scanner) pronoun(i int) bool {
	if s.lex(i).class != unit {
		return false
	}
	switch s.word(i - 1) {
	case "this", "that", "which", "no", "any", "every", "some", "another", "each":
		return true
	}
	return false
}

// count is a cardinal that was read.
type count struct {
	value  float64
	end    int
	kind   Kind
	last   class   // of the word that ends it
	scale  float64 // of the scale that it has, 1 without one
	digits bool    // it begins with digits

	and         int     // the token after its last "and", 0 without one
	before      float64 // the value before that
	beforeScale float64 // the scale that ends what is before, else 1

	total, group, under float64
}

// cardinal reads a whole number in words or digits, or digits with a scale, from
// i on; end is i where there is none.
func (s *scanner) cardinal(i, limit int) count {
	c := count{end: i, scale: 1, under: inf(1)}
	for c.end < limit {
		k, hyphened, joined := c.end, false, false
		if k > i {
			if s.hyphen(k) && (s.tight(k) && s.tight(k+1) || !s.news && c.last == ten) {
				k, hyphened = k+1, true
			}
			if s.lex(k).class == and {
				k, joined = k+1, true
				if hyphened && s.hyphen(k) {
					k++
				}
			}
		}
		if k >= limit {
			break
		}
		mark, markScale := c.value, 1.0
		if c.last == scale {
			markScale = c.scale
		}
		if !s.take(&c, k, k == i, hyphened, joined) {
			break
		}
		c.value = c.total + c.group
		if joined {
			c.and, c.before, c.beforeScale = k, mark, markScale
		}
		if c.last == short || c.last == dozen {
			break
		}
	}
	return c
}

// take adds the word at k to a cardinal and reports whether it fits there.
func (s *scanner) take(c *count, k int, first, hyphened, joined bool) bool {
	x := s.lex(k)
	if joined && s.another(c, k) {
		return false
	}
	open := c.last == hundred || c.last == scale // room for what is below
	switch x.class {
	case unit:
		after := open || c.last == ten && (!joined || !s.news)
		if !first && (!after || x.value == 0) {
			return false
		}
		c.group += x.value
	case teen, ten:
		if !first && !open {
			return false
		}
		c.group += x.value
	case hundred:
		if first {
			c.group = 1
		} else if joined || c.group <= 0 || c.group >= 100 || open {
			return false
		}
		c.group *= 100
	case scale:
		switch {
		case joined:
			return false
		case first:
			if s.tag(k) != hearsay.TagCD && s.lex(k-1).class != article {
				return false
			}
			c.total = x.value
		case c.last == scale && c.group == 0:
			c.total *= x.value
		case c.group > 0 && x.value < c.under:
			c.total += c.group * x.value
		default:
			return false
		}
		c.group, c.under, c.scale = 0, x.value, x.value
	case short:
		if c.last != digits || joined || hyphened || !s.short(c, k) {
			return false
		}
		c.group, c.scale = c.group*x.value, x.value
		if !s.tight(k) && c.kind == Fraction {
			return false
		}
	case dozen, plural:
		if first && x.class == plural || x.value != 12 || joined || open && x.class == plural {
			return false
		}
		if first {
			c.group = 1
		}
		c.group *= 12
		c.end, c.last = k+1, dozen
		return true
	case digits:
		return s.takeDigits(c, k, x, first, joined)
	default:
		return false
	}
	c.end, c.last = k+1, x.class
	return true
}

// another reports whether the words from k on, after "and", are a number of their
// own, too large to be the rest of c: "a hundred and two hundred".
func (s *scanner) another(c *count, k int) bool {
	for ; k < s.last; k++ {
		switch x := s.lex(k); x.class {
		case unit, teen, ten, digits:
		case hundred:
			if c.last == hundred {
				return true
			}
		case scale:
			return x.value >= c.under
		default:
			if !s.hyphen(k) {
				return false
			}
		}
	}
	return false
}

// takeDigits adds the digits at k, with the groups parted by spaces and the
// decimal comma that may follow.
func (s *scanner) takeDigits(c *count, k int, x lexeme, first, joined bool) bool {
	if !first {
		next := s.lex(k + 1).class
		room := c.under
		if c.last == hundred {
			room = 100
		}
		if !c.digits || c.last != hundred && c.last != scale || x.kind != Integer || x.value >= room ||
			joined && s.news || !joined && next != hundred && next != scale {
			return false
		}
		c.group += x.value
		c.end, c.last = k+1, digits
		return true
	}
	c.digits, c.kind, c.group = true, x.kind, x.value
	c.end, c.last = k+1, digits
	if x.kind != Integer || x.value < 0 {
		return true
	}
	if n := len(s.text(k)); n <= 3 && s.text(k)[0] != '0' {
		for s.threeDigits(c.end) && !s.tight(c.end) && !s.threeDigits(k-1) {
			c.group = c.group*1000 + s.lex(c.end).value
			c.end++
		}
	}
	if c.end == k+1 && !s.news && s.comma(k+1) && !s.comma(k-1) && !s.comma(k+3) {
		frac := s.text(k + 2)
		if v, _, ok := decimal("0." + frac); ok {
			c.group, c.kind, c.end = c.group+v, Decimal, k+3
		}
	}
	return true
}

func (s *scanner) threeDigits(i int) bool {
	t := s.text(i)
	_, plain := plainDigits(t)
	return len(t) == 3 && plain
}

// comma reports whether a comma at i stands between digits without a space.
func (s *scanner) comma(i int) bool {
	if s.text(i) != "," || !s.tight(i) || !s.tight(i+1) {
		return false
	}
	_, a := plainDigits(s.text(i - 1))
	_, b := plainDigits(s.text(i + 1))
	return a && b
}

// short reports whether the letters at k, after the digits of c, are a scale
// rather than a unit of measure or a name.
func (s *scanner) short(c *count, k int) bool {
	from := k - 1
	for from > s.first && s.lex(from-1).class == digits {
		from--
	}
	money := s.money(from - 1)
	switch s.text(k) {
	case "m":
		return money || s.tight(k) && s.manyAfter(k+1)
	case "M":
		return s.tight(k) || money || !s.news && s.text(k+1) != "."
	case "k":
		return true
	case "K", "b", "B":
		return s.tight(k)
	case "G":
		return s.tight(k) && !s.news
	case "T":
		return s.tight(k) && (money || !s.news)
	case "t":
		return money
	case "g":
		return false
	}
	return true
}

// manyAfter reports whether a plural noun stands at i, or after one adjective.
func (s *scanner) manyAfter(i int) bool {
	if s.tag(i) == hearsay.TagJJ {
		i++
	}
	return s.tag(i) == hearsay.TagNNS || s.word(i) == "people"
}
