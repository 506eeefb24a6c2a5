package quantity

import "github.com/hearsay-news/hearsay"

// scanner reads the tokens [first, last), which lie in one sentence.
type scanner struct {
	an          *hearsay.Analysis
	first, last int
	// news asks for the readings of Figures: "12 over 3" is no fraction there, "- 12"
	// an item of a list, "5G" a name.
	news bool
}

// text is token i, "" outside the scanner's tokens.
func (s *scanner) text(i int) string {
	if i < s.first || i >= s.last {
		return ""
	}
	return s.an.Text(i)
}

// word is token i in small letters. It allocates only where a capital stands.
func (s *scanner) word(i int) string { return small(s.text(i)) }

func small(text string) string {
	for k := 0; k < len(text); k++ {
		if c := text[k]; 'A' <= c && c <= 'Z' {
			b := []byte(text)
			for ; k < len(b); k++ {
				if c := b[k]; 'A' <= c && c <= 'Z' {
					b[k] = c + 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return text
}

// tag is the part of speech of token i, TagNone outside.
func (s *scanner) tag(i int) hearsay.Tag {
	if i < s.first || i >= s.last {
		return hearsay.TagNone
	}
	return s.an.Tokens[i].Tag
}

// tight reports whether token i stands right against the one before it.
func (s *scanner) tight(i int) bool {
	return i > s.first && i < s.last && !s.an.Tokens[i].Space
}

// hyphen reports whether token i is one.
func (s *scanner) hyphen(i int) bool {
	switch s.text(i) {
	case "-", "‐", "‑":
		return true
	}
	return false
}

// dash reports whether token i is a hyphen or a dash that may stand for "to".
func (s *scanner) dash(i int) bool {
	switch s.text(i) {
	case "–", "—", "~", "～":
		return true
	}
	return s.hyphen(i)
}

// lex reads token i as a word of a number.
func (s *scanner) lex(i int) lexeme {
	text := s.text(i)
	if text == "" {
		return lexeme{}
	}
	switch c := text[0]; {
	case isDigit(c), (c == '.' || c == '-') && len(text) > 1:
		return readDigits(text)
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
		return lookup(text)
	case c >= 0x80 && len(text) <= 3:
		if v := glyph(text); v > 0 {
			return lexeme{fraction, v, Fraction}
		}
	}
	return lexeme{}
}

// counted reports whether a noun, or an adjective before one, stands at i: what
// stands before it may then be an ordinal.
func (s *scanner) counted(i int) bool {
	switch t := s.tag(i); {
	case t.Noun():
		return s.lex(i).class != scale
	case t == hearsay.TagJJ:
		return s.tag(i + 1).Noun()
	}
	return false
}
