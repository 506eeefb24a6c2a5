package quantity

import (
	"math"
	"strconv"
	"strings"
)

// readDigits reads a token of digits: "1,234,567", "9.23", ".5", "-30", "4/5",
// "2mil". It is no number where the marks in it are those of a date, a time or a
// code.
func readDigits(text string) lexeme {
	body := text
	negative := false
	if strings.HasPrefix(body, "-") {
		negative, body = true, body[1:]
	}
	end := len(body)
	for end > 0 && !isDigit(body[end-1]) {
		end--
	}
	tail := body[end:]
	body = body[:end]
	if body == "" || tail == "." && len(text) > 3 {
		return lexeme{}
	}
	times := 1.0
	switch tail {
	case "", ".":
	default:
		x := lookup(tail)
		if x.class != short || len(tail) < 2 {
			return lexeme{}
		}
		times = x.value
	}
	if i := strings.IndexByte(body, '/'); i >= 0 {
		a, ok := plainDigits(body[:i])
		b, ok2 := plainDigits(body[i+1:])
		if !ok || !ok2 || b == 0 || times != 1 {
			return lexeme{}
		}
		return signed(lexeme{digits, a / b, Fraction}, negative)
	}
	v, kind, ok := decimal(body)
	if !ok {
		return lexeme{}
	}
	return signed(lexeme{digits, v * times, kind}, negative)
}

func signed(x lexeme, negative bool) lexeme {
	if negative {
		x.value = -x.value
	}
	return x
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// plainDigits reads digits without any mark.
func plainDigits(s string) (float64, bool) {
	v := 0.0
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return 0, false
		}
		v = v*10 + float64(s[i]-'0')
	}
	return v, s != "" && len(s) < 300
}

// decimal reads digits with marks of groups and a decimal point. Groups are of
// three, or two as in South Asia, the last always of three; full stops part
// groups where there are several.
func decimal(s string) (float64, Kind, bool) {
	stops := strings.Count(s, ".")
	whole, rest := s, ""
	if stops == 1 {
		i := strings.IndexByte(s, '.')
		whole, rest = s[:i], s[i+1:]
		if _, ok := plainDigits(rest); !ok {
			return 0, 0, false
		}
	}
	mark := byte(',')
	if stops > 1 {
		mark = '.'
	}
	v, n, run, groups := 0.0, 0, 0, 0
	for i := 0; i < len(whole); i++ {
		switch c := whole[i]; {
		case isDigit(c):
			v = v*10 + float64(c-'0')
			n++
			run++
		case c == mark && run > 0 && run <= 3 && (groups == 0 || run >= 2):
			run = 0
			groups++
		default:
			return 0, 0, false
		}
	}
	if groups > 0 && run != 3 || n > 300 || n == 0 && rest == "" {
		return 0, 0, false
	}
	if rest == "" {
		return v, Integer, true
	}
	if n+len(rest) <= 15 { // both are exact, so their quotient is the nearest there is
		for i := 0; i < len(rest); i++ {
			v = v*10 + float64(rest[i]-'0')
		}
		return v / math.Pow10(len(rest)), Decimal, true
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(whole, ",", "")+"."+rest, 64)
	return f, Decimal, err == nil
}

// power reads what follows the digits at i where they are the base of a power:
// "1.1^23", "1.3x10^6", "12.32e+14". The tokenizer cuts these in several ways.
func (s *scanner) power(i int) (value float64, end int) {
	text := s.text(i)
	if strings.HasSuffix(text, "e") || strings.HasSuffix(text, "E") {
		base := readDigits(text[:len(text)-1])
		if base.class != digits {
			return 0, i
		}
		if e, end := s.exponent(i + 1); end > i+1 {
			return tidy(base.value * math.Pow(10, e)), end
		}
		return 0, i
	}
	if e := strings.IndexAny(text, "eE"); e > 0 && len(text) < 32 {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || !isDigit(text[len(text)-1]) || strings.ContainsAny(text, "xXpP_") {
			return 0, i
		}
		return v, i + 1
	}
	if !s.tight(i+1) || s.text(i+1) != "^" {
		return 0, i
	}
	times, base := 1.0, readDigits(text)
	if x := strings.IndexAny(text, "xX"); x > 0 {
		m, b := readDigits(text[:x]), readDigits(text[x+1:])
		if m.class != digits {
			return 0, i
		}
		times, base = m.value, b
	}
	if base.class != digits {
		return 0, i
	}
	e, end := s.exponent(i + 2)
	if end == i+2 {
		return 0, i
	}
	v := math.Pow(math.Abs(base.value), e)
	if base.value < 0 {
		v = -v
	}
	if v = tidy(times * v); math.IsInf(v, 0) || math.IsNaN(v) {
		return 0, i
	}
	return v, end
}

// exponent reads digits with signs before them.
func (s *scanner) exponent(i int) (float64, int) {
	from, sign := i, 1.0
	for s.tight(i) && i-from < 2 {
		switch s.text(i) {
		case "+", "--":
		case "-":
			sign = -sign
		default:
			if x := s.lex(i); x.class == digits && x.kind == Integer {
				return sign * x.value, i + 1
			}
			return 0, from
		}
		i++
	}
	if s.tight(i) {
		if x := s.lex(i); x.class == digits && x.kind == Integer {
			return sign * x.value, i + 1
		}
	}
	return 0, from
}

// tidy takes the last bits off a product of powers of ten.
func tidy(v float64) float64 {
	if f, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64); err == nil {
		return f
	}
	return v
}
