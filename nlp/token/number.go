package token

// number cuts a token that begins with a digit at i.
func (s *scanner) number(i int) int {
	end := s.digits(i)
	if mail := s.address(i); mail > end {
		return s.emit(i, mail)
	}
	for s.text[end-1] >= '0' && end-i < longestToken {
		c := s.at(end)
		if !isDigit(s.at(end+1)) || c != ',' && c != '.' && c != ':' && c != '/' {
			break
		}
		if c == ',' && (s.digits(end+1)-end-1 < 3) {
			break // "2,3": a list
		}
		end = s.digits(end + 1)
	}
	if e := s.hyphened(i, end); e > end {
		return s.emit(i, e)
	}
	if s.line && s.at(end) == '.' && end-i <= 2 && s.kindAt(end+1) == blank && end+1 < s.end {
		return s.emit(i, end+1) // the number of an item
	}
	if s.kindAt(end) == letter {
		return s.measured(i, end)
	}
	if n := s.apostrophe(end); n > 0 && s.at(end+n) == 's' && !s.alnum(end+n+1) {
		s.emit(i, end)
		return s.emit(end, end+n+1)
	}
	return s.emit(i, end)
}

func (s *scanner) digits(i int) int {
	for from := i; i < s.end && i-from < longestToken; {
		if isDigit(s.text[i]) {
			i++
			continue
		}
		if s.text[i] < 0x80 {
			break
		}
		r, size := s.rune(i)
		if k := kindOf(r); k != digit && k != joiner {
			break
		}
		i += size
	}
	return i
}

// hyphened gives the end of a telephone number or date in numbers that begins
// with the digits [i, end): "555-0100", "2015-08-21". Ranges and scores are cut
// at their hyphens.
func (s *scanner) hyphened(i, end int) int {
	if s.at(end) != '-' || !isDigit(s.at(end+1)) {
		return end
	}
	a := end - i
	e2 := s.digits(end + 1)
	b := e2 - end - 1
	if s.at(e2) == '-' && isDigit(s.at(e2+1)) {
		e3 := s.digits(e2 + 1)
		c := e3 - e2 - 1
		phone := a <= 3 && b == 3 && c == 4 || a == 4 && b == 3 && c == 3
		date := a == 4 && b <= 2 && c <= 2 || a <= 2 && b <= 2 && (c == 2 || c == 4)
		if (phone || date) && !s.alnum(e3) && s.at(e3) != '-' {
			return e3
		}
		if a == 1 && b == 3 && s.at(e3) == '-' && c == 3 { // 1-800-555-0100
			if e4 := s.digits(e3 + 1); e4-e3 == 5 {
				return e4
			}
		}
		return end
	}
	if a == 3 && b == 4 && !s.alnum(e2) {
		return e2
	}
	return end
}

// measured cuts a number with letters at once after it: "5th" is one token, as
// are codes; "5pm" and "10km" are two.
func (s *scanner) measured(i, end int) int {
	tail := s.run(end)
	f := fold(s.text[end:tail])
	switch w := string(f.buf[:f.n]); {
	case isUnit(w):
		s.emit(i, end)
		if (w == "a" || w == "p") && s.at(tail) == '.' && s.at(tail+1)|0x20 == 'm' { // "5p.m."
			tail += 2
			if s.at(tail) == '.' {
				tail++
			}
			return s.emit(end, tail)
		}
		if w == "a" || w == "p" { // "5a" is a code after all
			t := &s.an.Tokens[len(s.an.Tokens)-1]
			t.End = tail
			return tail
		}
		return s.emit(end, tail)
	}
	if cut := s.clitic(i, tail); cut > 0 {
		s.emit(i, cut)
		return s.emit(cut, tail)
	}
	return s.emit(i, tail)
}
