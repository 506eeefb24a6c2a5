package token

// mark cuts a token that begins with neither letter nor digit: a mark, a run of
// one, or a word that a mark opens ("#tag", "'em", ".5").
func (s *scanner) mark(i int, r rune, size int) int {
	switch r {
	case '.':
		if isDigit(s.at(i+1)) && (s.space || s.before(0) == "$" || s.before(0) == "-") {
			return s.emit(i, s.digits(i+1))
		}
		return s.emit(i, s.same(i, '.', '.'))
	case '!', '?':
		return s.emit(i, s.same(i, '!', '?'))
	case '-':
		return s.hyphen(i)
	case '*', '=', '~', '+', '|', '^', '\\':
		return s.emit(i, s.same(i, byte(r), byte(r)))
	case '<', '>':
		return s.emit(i, s.same(i, byte(r), byte(r)))
	case '#':
		if s.kindAt(i+1) == letter && !s.alnum(i-1) {
			return s.emit(i, s.run(i+1))
		}
		return s.emit(i, s.same(i, '#', '#'))
	case '@':
		if s.kindAt(i+1) == letter && !s.alnum(i-1) {
			return s.emit(i, s.run(i+1))
		}
	case ':', ';':
		if e := s.smiley(i); e > i {
			return s.emit(i, e)
		}
	case '\'', '`', '‘', '’':
		return s.quote(i, size)
	case '…':
		e := i + size
		for e+2 < s.end && s.text[e:e+3] == "…" && e-i < longestToken {
			e += 3
		}
		return s.emit(i, e)
	}
	if 0x1F1E6 <= r && r <= 0x1F1FF && i+size < s.end { // two letters make a flag
		if r2, size2 := s.rune(i + size); 0x1F1E6 <= r2 && r2 <= 0x1F1FF {
			return s.emit(i, i+size+size2)
		}
	}
	return s.emit(i, i+size)
}

// same gives the end of a run of one or two characters from i.
func (s *scanner) same(i int, a, b byte) int {
	e := i
	for e < s.end && e-i < longestToken && (s.text[e] == a || s.text[e] == b) {
		e++
	}
	return e
}

// hyphen cuts dashes made of hyphens, arrows, and the sign of a number.
func (s *scanner) hyphen(i int) int {
	e := s.same(i, '-', '-')
	if s.at(e) == '>' {
		return s.emit(i, e+1)
	}
	if e == i+1 && s.space && isDigit(s.at(e)) { // "-5"
		first := len(s.an.Tokens)
		end := s.number(e)
		s.an.Tokens[first].Start = i
		return end
	}
	return s.emit(i, e)
}

// smiley gives the end of a face at i, or i. Faces stand alone.
func (s *scanner) smiley(i int) int {
	if !s.space && s.alnum(i-1) {
		return i
	}
	e := i + 1
	if s.at(e) == '-' || s.at(e) == '\'' {
		e++
	}
	switch s.at(e) {
	case ')', '(', '/', '|':
		for s.at(e+1) == s.at(e) && e-i < 8 {
			e++
		}
	case 'D', 'P', 'p', 'O':
	default:
		return i
	}
	if s.kindAt(e+1) != blank {
		return i
	}
	return e + 1
}

// quote cuts an apostrophe or single quotation mark: a clitic that stands alone,
// a word that lost its first letters, or the mark.
func (s *scanner) quote(i, size int) int {
	end := i + size
	c := s.text[i]
	if c == '\'' && s.at(end) == '\'' || c == '`' && s.at(end) == '`' {
		return s.emit(i, end+1)
	}
	if c != '`' && s.kindAt(end) == letter {
		tail := s.run(end)
		f := fold(s.text[end:tail])
		w := string(f.buf[:f.n])
		if isClitic(w) && (!s.space || w == "s" && !s.line) {
			return s.emit(i, tail)
		}
		if s.space && isClipped(w) {
			if w == "tis" || w == "twas" {
				s.emit(i, end+1)
				return s.emit(end+1, tail)
			}
			return s.emit(i, tail)
		}
	}
	if s.space && c != '`' && isDigit(s.at(end)) && isDigit(s.at(end+1)) { // '90s
		if e := s.run(end); e == end+3 && s.text[e-1] == 's' || e == end+2 && !s.alnum(e) && s.at(e) != c {
			return s.emit(i, e)
		}
	}
	s.open = s.space
	return s.emit(i, end)
}
