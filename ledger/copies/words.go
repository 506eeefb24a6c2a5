// Package copies finds the same text in articles of different outlets: the wire story
// that ten papers carry, under headlines of their own, cut and smoothed.
//
// Sketch makes a small signature of a document, and its Bands are the keys of an index
// in which documents that may be copies of one another meet; Index is one in memory.
// Compare looks at two documents closely and says whether one text stands behind both,
// which paragraphs they share, and which agency each credits.
//
// Only text that tells the story counts: headline, standfirst, captions and body, not
// furniture, bylines and credits.
package copies

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// MaxWords is how many words of a document are read: ten of the longest articles. What
// stands behind them is not looked at, so that no input is too large.
const MaxWords = 200_000

// word is one word as a reader meets it.
type word struct {
	hash   uint64
	block  int
	quoted bool // within quotation marks
}

// reader gives the words of a document's told blocks one by one. It allocates nothing.
type reader struct {
	doc    *hearsay.Document
	block  int // the one that is read
	at     int // byte offset of what comes next; 0 before the block's first
	end    int
	count  int
	quoted bool
}

func newReader(doc *hearsay.Document) reader { return reader{doc: doc, block: -1} }

// The basis and the prime of FNV-1a with 64 bits.
const (
	basis64 = 14695981039346656037
	prime64 = 1099511628211
)

// next gives the next word and reports false behind the last. A word is a run of
// letters and digits with the apostrophes in it, which are not counted, nor is case:
// "Drevia's" and "DREVIA’S" are one word.
//
// What it gives is part of what makes signatures the same for ever: see Signature.
func (r *reader) next() (word, bool) {
	if r.count >= MaxWords {
		return word{}, false
	}
	for {
		for r.at >= r.end {
			if !r.open() {
				return word{}, false
			}
		}
		text := r.doc.Text[:r.end]
		h, n := uint64(basis64), 0
		quoted := r.quoted
		for r.at < len(text) {
			c, size := rune(text[r.at]), 1
			if c >= utf8.RuneSelf {
				c, size = utf8.DecodeRuneInString(text[r.at:])
			}
			if low := fold(c); low != 0 {
				if n == 0 {
					quoted = r.quoted
				}
				h = (h ^ uint64(low)) * prime64
				n++
				r.at += size
				continue
			}
			if n > 0 && apostrophe(c) && letterAt(text, r.at+size) {
				r.at += size
				continue
			}
			r.mark(c, text, size)
			r.at += size
			if n > 0 {
				break
			}
		}
		if n > 0 {
			r.count++
			return word{hash: h, block: r.block, quoted: quoted}, true
		}
	}
}

// open goes on to the next told block.
func (r *reader) open() bool {
	for r.block+1 < len(r.doc.Blocks) {
		r.block++
		b := &r.doc.Blocks[r.block]
		if b.Zone.Told() && b.Start >= 0 && b.Start < b.End && b.End <= len(r.doc.Text) {
			r.quoted = r.quoted && r.goesOn()
			r.at, r.end = b.Start, b.End
			return true
		}
	}
	return false
}

// ahead is how many blocks are looked at for the end of a quotation.
const ahead = 4

// goesOn reports whether a quotation that the block before left open ends in the block
// that is opened or one soon after, with no other between. Otherwise each paragraph
// begins anew, so that a stray mark spoils no more than its own.
func (r *reader) goesOn() bool {
	for _, b := range r.doc.Blocks[r.block:min(r.block+ahead, len(r.doc.Blocks))] {
		if !b.In(r.doc.Text) || b.Zone != hearsay.ZoneBody {
			return false
		}
		text := r.doc.Text[b.Start:b.End]
		i := strings.IndexAny(text, "“”«»\"")
		if i < 0 {
			continue
		}
		c, size := utf8.DecodeRuneInString(text[i:])
		return c == '”' || c == '»' || c == '"' && i > 0 && !letterAt(text, i+size)
	}
	return false
}

// mark follows quotation marks.
func (r *reader) mark(c rune, text string, size int) {
	switch c {
	case '“', '«', '„':
		r.quoted = true
	case '”', '»':
		r.quoted = false
	case '"':
		r.quoted = !r.quoted
	case '‘':
		r.quoted = true
	case '’':
		if !letterAt(text, r.at+size) {
			r.quoted = false
		}
	}
}

// fold is a letter or digit in lower case, 0 for any other character.
func fold(c rune) rune {
	switch {
	case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
		return c
	case 'A' <= c && c <= 'Z':
		return c + 'a' - 'A'
	case c < utf8.RuneSelf:
		return 0
	case unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.Mn, c):
		return unicode.ToLower(c)
	}
	return 0
}

func apostrophe(c rune) bool { return c == '\'' || c == '’' || c == 'ʼ' }

func letterAt(text string, i int) bool {
	if i >= len(text) {
		return false
	}
	c, _ := utf8.DecodeRuneInString(text[i:])
	return fold(c) != 0
}
