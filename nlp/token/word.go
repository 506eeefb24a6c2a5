package token

// run gives the end of the letters, digits and combining characters from i on. A
// run of the longest token's size is cut.
func (s *scanner) run(i int) int {
	for from := i; i < s.end && i-from < longestToken; {
		c := s.text[i]
		if c < 0x80 {
			if k := asciiKinds[c]; k != letter && k != digit {
				return i
			}
			i++
			continue
		}
		r, size := s.rune(i)
		if k := kindOf(r); k != letter && k != digit && k != joiner {
			return i
		}
		if size == 2 && s.text[i] == 0xCA && s.text[i+1] == 0xBC { // an apostrophe, if formally a letter
			return i
		}
		i += size
	}
	return i
}

// word cuts the token, or the word and its clitics, that begin with a letter at
// i.
func (s *scanner) word(i int) int {
	if end := s.address(i); end > i {
		return s.emit(i, end)
	}
	end := s.run(i)
	if end == i { // a lone apostrophe that is a letter
		_, size := s.rune(i)
		return s.emit(i, i+size)
	}
	for end-i < longestToken {
		more := s.extend(i, end)
		if more == end {
			break
		}
		end = more
	}
	if end-i < longestToken {
		if cut := s.clitic(i, end); cut > 0 {
			if two := s.clitic(i, cut); two > 0 { // "I'd've"
				s.emit(i, two)
				i = two
			}
			s.emit(i, cut)
			return s.emit(cut, end)
		}
	}
	return s.emit(i, end)
}

// extend gives the new end of a word [i, end) that goes on beyond a mark, or end.
func (s *scanner) extend(i, end int) int {
	switch c := s.at(end); c {
	case '.':
		return s.dotted(i, end)
	case '-':
		if isPrefix(s.text[i:end]) && (s.kindAt(end+1) == letter || s.kindAt(end+1) == blank && !s.space) {
			return s.run(end + 1)
		}
		if isPrefix(s.text[i:end]) && s.kindAt(end+1) == digit && end-i > 1 {
			return s.run(end + 1)
		}
	case '&':
		if e := s.run(end + 1); end-i <= 3 && e > end+1 && e-end <= 4 && isUpper(s.text[end-1]) && isUpper(s.text[end+1]) {
			return e
		}
	case '/':
		if w := s.text[i:end]; w == "w" || w == "W" {
			if n := s.at(end + 1); n == 'o' || n == 'O' || n == ' ' {
				return s.run(end + 1)
			}
		}
	case '*':
		e := end
		for s.at(e) == '*' && e-end < 8 {
			e++
		}
		if s.kindAt(e) == letter {
			return s.run(e)
		}
	case '$':
		if isDigit(s.next(end+1)) && isCurrency(s.text[i:end]) {
			return end + 1
		}
	}
	size := s.apostrophe(end)
	if size == 0 {
		return end
	}
	tail := s.run(end + size)
	if tail > end+size {
		return tail
	}
	if !s.open && end-i > 3 && s.text[end-2:end] == "in" && isLower(s.text[i]) && isDropped(s.text[i:end]) {
		return end + size
	}
	return end
}

// clitic gives the place where a word [i, end) is cut in two, 0 where it is not:
// before "'s" and its like, before "n't", between "can" and "not".
func (s *scanner) clitic(i, end int) int {
	if n := s.apostrophe(i + 1); n > 0 && i+1+n < end { // "d'you", "y'all"
		f := fold(s.text[i+1+n : end])
		switch w := string(f.buf[:f.n]); {
		case s.text[i]|0x20 == 'd' && (w == "you" || w == "ye"), s.text[i]|0x20 == 'y' && w == "all":
			return i + 1 + n
		}
	}
	k := end - 1
	for k > i && end-k < 5 && s.apostrophe(k) == 0 {
		k--
	}
	size := 0
	if k > i {
		size = s.apostrophe(k)
	}
	if size == 0 {
		if n := fusedAt(s.text[i:end]); n > 0 {
			return i + n
		}
		return 0
	}
	switch tail := s.text[k+size : end]; tail {
	case "s", "S", "m", "M", "d", "D", "re", "RE", "Re", "ve", "VE", "Ve", "ll", "LL", "Ll":
		return k
	case "t", "T":
		if n := s.text[k-1]; (n == 'n' || n == 'N') && k-1 > i {
			return k - 1
		}
	}
	return 0
}

// dotted gives the end of a word whose full stop is its own, or that goes on
// after it: "U.S.", "Mr.", "example.com".
func (s *scanner) dotted(i, end int) int {
	w := s.text[i:end]
	after := s.kindAt(end + 1)
	if len(w) == 1 || initials(w) {
		if e := s.acronym(i, end); e > end {
			return e
		}
	}
	if after == letter {
		e := s.run(end + 1)
		if isDomain(s.text[end+1 : e]) {
			return e
		}
		if f := fold(w); string(f.buf[:f.n]) == "ph" && s.text[end+1:e] == "D" && s.at(e) == '.' {
			return e + 1
		}
	}
	if s.at(end+1) == '.' || after == letter && lowerStart(s.text[end+1:s.end]) {
		return end // an ellipsis; a sentence that lost its space
	}
	if s.abbreviated(i, end) {
		return end + 1
	}
	return end
}

// initials reports whether a word that has grown already is letters and dots in
// turn: "U.S", "a.m".
func initials(w string) bool {
	return len(w) >= 3 && w[len(w)-2] == '.'
}

// acronym gives the end of a single letter's full stop, and of further letters
// with theirs. [i, end) ends with a single letter.
func (s *scanner) acronym(i, end int) int {
	if s.kindAt(end+1) == letter { // another letter, with its own full stop or last of all
		_, size := s.rune(end + 1)
		e := end + 1 + size
		if s.at(e) == '.' || !s.alnum(e) && s.apostrophe(e) == 0 && s.at(e) != '-' {
			return e
		}
		if e2 := s.run(e); s.at(e2) != '.' && upperStart(s.text[end+1:s.end]) {
			return end + 1 // "J.Smith"
		}
		if s.apostrophe(e) > 0 || s.at(e) == '-' {
			return e
		}
		return end
	}
	if s.at(end+1) == '.' {
		return end
	}
	if end-i > 1 { // "U.S" takes its last full stop
		return end + 1
	}
	if !isUpper(s.text[i]) {
		if s.kindAt(i) == letter && s.text[i] >= 0x80 {
			return end
		}
		n := s.next(end + 1) // "p. 5", "c. 1900", "v. Board"
		if (s.text[i] == 'p' || s.text[i] == 'c') && isDigit(n) || s.text[i] == 'v' && isUpper(n) {
			return end + 1
		}
		if s.line && isUpper(n) { // "a. First"
			return end + 1
		}
		return end
	}
	n := s.next(end + 1)
	if n == 0 || isLower(n) || n == '"' || n == ')' {
		return end
	}
	if n == ',' || n == 0xE2 || n == '\'' {
		if upperStart(s.before(0)) && n == ',' {
			return end + 1
		}
		return end
	}
	prev := s.before(0)
	if s.text[i] == 'I' && !(upperStart(prev) && len(prev) > 1) {
		return end
	}
	return end + 1
}

// abbreviated reports whether the full stop after the word [i, end) is part of
// it.
func (s *scanner) abbreviated(i, end int) bool {
	f := fold(s.text[i:end])
	if f.n == 0 {
		return false
	}
	class := abbreviations[string(f.buf[:f.n])]
	n := s.next(end + 1)
	upper := isUpper(s.text[i])
	switch class {
	case 0:
		return false
	case abbrTitle:
		return upper && n != 0 || upper && !isLower(n) && f.n < 4
	case abbrAlways:
		return true
	case abbrNumber:
		return isDigit(n) || n == '#'
	case abbrMonth:
		return upper && (isDigit(n) || n == ',' || n == 0 || s.at(end+1) == ' ' && isUpper(n) || isLower(n))
	case abbrState:
		if !upper {
			return false
		}
		prev := s.before(0)
		return prev == "," || prev == "-" || prev == "("
	case abbrProper:
		return upper
	}
	return false
}

// address gives the end of the web or mail address, or file path, that begins at
// i; i where there is none.
func (s *scanner) address(i int) int {
	switch s.text[i] | 0x20 {
	case 'h', 'f', 'w':
		t := s.text[i:min(s.end, i+8)]
		f := fold(t)
		b := f.buf[:f.n]
		if hasPrefix(b, "http://") || hasPrefix(b, "https://") || hasPrefix(b, "ftp://") || hasPrefix(b, "www.") && s.alnum(i+4) {
			return s.toBlank(i)
		}
	}
	// mail: word characters up to an @ with a dotted name after it
	e := i
	for e < s.end && e-i < 64 {
		c := s.text[e]
		if c == '@' {
			break
		}
		if k := asciiKinds[c&0x7F]; c >= 0x80 || k != letter && k != digit && c != '.' && c != '-' && c != '+' && c != '%' {
			return i
		}
		e++
	}
	if s.at(e) != '@' {
		return i
	}
	host, dots := e+1, 0
	for host < s.end && host-e < 128 {
		c := s.text[host]
		if c == '.' && s.alnum(host+1) {
			dots++
		} else if k := asciiKinds[c&0x7F]; c >= 0x80 || k != letter && k != digit && c != '-' {
			break
		}
		host++
	}
	if dots == 0 || host < e+4 {
		return i
	}
	return host
}

// toBlank gives the end of an address that begins at i: up to white space, marks
// that end the sentence around it left out.
func (s *scanner) toBlank(i int) int {
	e, depth := i, 0
scan:
	for e < s.end && e-i < 2048 {
		switch c := s.text[e]; {
		case c <= ' ' || c == '<' || c == '>' || c == '"':
			break scan
		case c == '(':
			depth++
		case c == ')':
			if depth == 0 {
				break scan
			}
			depth--
		case c >= 0x80:
			if r, size := s.rune(e); kindOf(r) == letter || kindOf(r) == digit || kindOf(r) == joiner {
				e += size - 1
			} else {
				break scan
			}
		}
		e++
	}
	for e > i+1 {
		switch s.text[e-1] {
		case '.', ',', ';', ':', '!', '?', '\'', ']', '}', '*':
			e--
			continue
		}
		break
	}
	return e
}

func hasPrefix(b []byte, p string) bool { return len(b) >= len(p) && string(b[:len(p)]) == p }
