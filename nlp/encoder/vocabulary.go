package encoder

import (
	"bytes"
	"errors"
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Numbers of the pieces with a meaning of their own, as BERT numbers them.
const (
	pad     = 0
	unknown = 100
	begin   = 101 // [CLS]
	stop    = 102 // [SEP]
)

// longestWord is the number of characters beyond which a word is unknown.
const longestWord = 100

// Piece is a word piece of a text.
type Piece struct {
	ID         int32
	Start, End int // bytes of the text
}

// vocabulary splits text into word pieces as BERT's uncased tokenizer does
// (Devlin et al. 2019). Unlike the reference it gives words such as "[SEP]" in a
// text no meaning of their own. It is read-only and safe for any number of
// goroutines.
type vocabulary struct {
	first  map[string]int32 // pieces that begin a word
	inside map[string]int32 // pieces that go on with one, without their "##"
	most   int              // bytes of the longest piece
	size   int              // pieces
}

var errVocabulary = errors.New("damaged vocabulary")

// readVocabulary reads pieces, one a line, numbered from 0.
func readVocabulary(data []byte) (*vocabulary, error) {
	n := bytes.Count(data, []byte("\n"))
	v := &vocabulary{first: make(map[string]int32, n), inside: make(map[string]int32, n/4)}
	text := string(data)
	for id := int32(0); int(id) < n; id++ {
		var line string
		line, text = cutLine(text)
		v.most = max(v.most, len(line))
		switch {
		case id == pad || unknown <= id && id <= stop+1: // "[PAD]", "[UNK]" … are no words
		case len(line) > 2 && line[:2] == "##":
			v.inside[line[2:]] = id
		default:
			v.first[line] = id
		}
	}
	if v.size = n; n <= stop {
		return nil, fmt.Errorf("%w: %d pieces", errVocabulary, n)
	}
	return v, nil
}

func cutLine(s string) (line, rest string) {
	for i := 0; i < len(s); i++ {
		if s[i] == '\n' {
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

// splitter is the work space of Pieces.
type splitter struct {
	word []byte  // the word at hand, normalised
	from []int32 // by byte of word, where its character stands in the text
	to   []int32 // by byte of word, where it ends there
	n    int     // characters of word
	buf  []byte
}

// pieces appends the word pieces of text to dst. s is work space.
func (v *vocabulary) pieces(dst []Piece, text string, s *splitter) []Piece {
	s.reset()
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch classes := classOf(r); classes {
		case classLetter:
			s.add(r, i, i+size)
		case classSpace:
			dst = v.word(dst, s)
		case classMark:
			dst = v.word(dst, s)
			if r < utf8.RuneSelf {
				s.add(r, i, i+size)
			} else {
				dst = v.composed(dst, text[i:i+size], i, s)
			}
			dst = v.word(dst, s)
		case classComposed: // it may hold any of the others
			dst = v.composed(dst, text[i:i+size], i, s)
		}
		i += size
	}
	return v.word(dst, s)
}

// composed adds a character that decomposes, or has another small form.
func (v *vocabulary) composed(dst []Piece, char string, at int, s *splitter) []Piece {
	s.buf = norm.NFD.AppendString(s.buf[:0], char)
	for k := 0; k < len(s.buf); {
		r, size := utf8.DecodeRune(s.buf[k:])
		k += size
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		r = unicode.ToLower(r)
		switch {
		case space(r):
			dst = v.word(dst, s)
		case punctuation(r), ideograph(r):
			dst = v.word(dst, s)
			s.add(r, at, at+len(char))
			dst = v.word(dst, s)
		default:
			s.add(r, at, at+len(char))
		}
	}
	return dst
}

func (s *splitter) reset() { s.word, s.from, s.to, s.n = s.word[:0], s.from[:0], s.to[:0], 0 }

// add appends a character to the word; it stands at bytes from to to-1.
func (s *splitter) add(r rune, from, to int) {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		s.word = append(s.word, byte(r))
	} else {
		s.word = utf8.AppendRune(s.word, r)
	}
	for len(s.from) < len(s.word) {
		s.from = append(s.from, int32(from))
		s.to = append(s.to, int32(to))
	}
	s.n++
}

// word appends the pieces of the word at hand, the longest that fits first, and
// empties it.
func (v *vocabulary) word(dst []Piece, s *splitter) []Piece {
	n := len(s.word)
	if n == 0 {
		return dst
	}
	base := len(dst)
	set, at := v.first, 0
	for at < n && s.n <= longestWord {
		end := min(n, at+v.most)
		id, ok := int32(0), false
		for ; end > at; end-- {
			if end < n && !utf8.RuneStart(s.word[end]) {
				continue
			}
			if id, ok = set[string(s.word[at:end])]; ok {
				break
			}
		}
		if !ok {
			break
		}
		dst = append(dst, Piece{id, int(s.from[at]), int(s.to[end-1])})
		set, at = v.inside, end
	}
	if at < n {
		dst = append(dst[:base], Piece{unknown, int(s.from[0]), int(s.to[n-1])})
	}
	s.reset()
	return dst
}

// The classes of characters.
const (
	classLetter   = iota
	classSpace    // ends a word
	classMark     // is a word by itself
	classComposed // is taken apart first
	classNothing  // is left out
)

// classOf classes a character. Those outside of ASCII are looked at more closely
// once they are taken apart.
func classOf(r rune) int {
	if r < utf8.RuneSelf {
		return int(asciiClass[r])
	}
	switch {
	case r == 0xFFFD || control(r):
		return classNothing
	case space(r):
		return classSpace
	case punctuation(r) || ideograph(r):
		return classMark
	}
	return classComposed
}

var asciiClass = func() (t [utf8.RuneSelf]uint8) {
	for r := range t {
		switch c := rune(r); {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			t[r] = classSpace
		case c < ' ' || c == 0x7F:
			t[r] = classNothing
		case punctuation(c):
			t[r] = classMark
		}
	}
	return t
}()

// space, control, punctuation and ideograph are the classes of the reference.
func space(r rune) bool { return unicode.Is(unicode.White_Space, r) }

func control(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co) }

func punctuation(r rune) bool {
	if r < utf8.RuneSelf {
		return '!' <= r && r <= '/' || ':' <= r && r <= '@' || '[' <= r && r <= '`' || '{' <= r && r <= '~'
	}
	return unicode.Is(unicode.P, r)
}

func ideograph(r rune) bool {
	switch {
	case 0x4E00 <= r && r <= 0x9FFF, 0x3400 <= r && r <= 0x4DBF, 0x20000 <= r && r <= 0x2A6DF,
		0x2A700 <= r && r <= 0x2B73F, 0x2B740 <= r && r <= 0x2B81F, 0x2B920 <= r && r <= 0x2CEAF,
		0xF900 <= r && r <= 0xFAFF, 0x2F800 <= r && r <= 0x2FA1F:
		return true
	}
	return false
}
