package change

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// sort is what a token is to a change.
type sort uint8

const (
	mark   sort = iota // punctuation
	word               // any other
	name               // a capitalised word
	date               // a day, a month, "yesterday"
	figure             // a number, in digits or words, or a sign that belongs to one
)

// token is a word or mark of a text. Tokens that say the same have the same norm.
type token struct {
	hearsay.Span
	norm  string
	sort  sort
	first bool // of its sentence, so that a capital says nothing
}

// tokens cuts a span of text.
func tokens(text string, span hearsay.Span) []token {
	s := scanner{text: text[:span.End], at: span.Start, first: true}
	for s.at < span.End {
		s.step()
	}
	return s.out
}

// scanner is the state of one cutting.
type scanner struct {
	text   string
	at     int
	out    []token
	first  bool // the next word begins a sentence
	single bool // within single quotation marks
}

// step reads one token or passes over one character of white space.
func (s *scanner) step() {
	c, size := utf8.DecodeRuneInString(s.text[s.at:])
	switch {
	case unicode.IsSpace(c) || unicode.IsControl(c) || c == '\u200b' || c == '\ufeff' || c == '\u00ad':
		s.at += size
	case unicode.IsLetter(c) || unicode.IsDigit(c):
		s.word()
	default:
		s.mark(c, size)
	}
}

// word reads a run of letters and digits, with the apostrophes, the points of
// abbreviations and the commas of numbers in it.
func (s *scanner) word() {
	start, end := s.at, s.at
	var before rune
	for end < len(s.text) {
		c, size := utf8.DecodeRuneInString(s.text[end:])
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.Is(unicode.M, c) {
			after, _ := utf8.DecodeRuneInString(s.text[min(end+size, len(s.text)):])
			inner := (c == '\'' || c == '’') && unicode.IsLetter(after) ||
				(c == ',' || c == '.') && unicode.IsDigit(before) && unicode.IsDigit(after) ||
				c == '.' && unicode.IsLetter(before) && unicode.IsLetter(after) && s.initial(start, end) || c == '\u00ad'
			if !inner {
				break
			}
		}
		before = c
		end += size
	}
	raw := s.text[start:end]
	t := token{Span: hearsay.Span{Start: start, End: end}, norm: normal(raw), sort: word, first: s.first}
	c, _ := utf8.DecodeRuneInString(raw)
	switch {
	case figures[t.norm] || unicode.IsDigit(c) || strings.ContainsAny(raw, "0123456789"):
		t.sort = figure
	case dates[t.norm] && (unicode.IsUpper(c) || relative[t.norm]):
		t.sort = date
	case unicode.IsUpper(c):
		t.sort = name
	}
	s.out, s.at, s.first = append(s.out, t), end, false
}

// initial reports whether what stands before a point is one letter, or letters with
// points between: "U" and "U.S" of "U.S.A".
func (s *scanner) initial(start, point int) bool {
	part := s.text[start:point]
	if i := strings.LastIndexByte(part, '.'); i >= 0 {
		part = part[i+1:]
	}
	return utf8.RuneCountInString(part) == 1
}

// mark reads one mark. All quotation marks are one, so that their style does not
// matter.
func (s *scanner) mark(c rune, size int) {
	t := token{Span: hearsay.Span{Start: s.at, End: s.at + size}, norm: string(c), sort: mark}
	switch c {
	case '“', '”', '„', '«', '»', '"', '‟':
		t.norm = `"`
	case '‘', '\'', '’', '`':
		t.norm = s.singleQuote(c, size)
	case '–', '—', '―', '‐', '‑', '−':
		t.norm = "-"
	case '…':
		t.norm = "."
	case '$', '€', '£', '¥', '₴', '₽', '%':
		t.sort = figure
		if c == '%' {
			t.norm = "percent"
		}
	case '.', '!', '?', ':':
		s.first = true
	}
	s.out, s.at = append(s.out, t), s.at+size
}

// singleQuote tells a single quotation mark from an apostrophe by what is around it.
func (s *scanner) singleQuote(c rune, size int) string {
	before, _ := utf8.DecodeLastRuneInString(s.text[:s.at])
	outside := s.at == 0 || !unicode.IsLetter(before) && !unicode.IsDigit(before)
	switch {
	case c == '‘', c != '’' && outside && !s.single:
		s.single = true
		return `"`
	case s.single:
		s.single = false
		return `"`
	}
	return "'"
}

// normal is what a word is compared by: lower case, its apostrophes and numbers written
// one way.
func normal(raw string) string {
	low := strings.ToLower(raw)
	if strings.ContainsAny(low, "’.\u00ad") || strings.Contains(low, ",") {
		number := low[0] >= '0' && low[0] <= '9'
		low = strings.Map(func(c rune) rune {
			switch {
			case c == '’':
				return '\''
			case c == '\u00ad', c == ',', c == '.' && !number:
				return -1
			}
			return c
		}, low)
	}
	if n, ok := written[low]; ok {
		return n
	}
	return low
}

// written are words that are also written otherwise.
var written = map[string]string{
	"zero": "0", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
	"thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40",
	"fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
	"jan": "january", "feb": "february", "mar": "march", "apr": "april", "jun": "june", "jul": "july", "aug": "august", "sep": "september", "sept": "september", "oct": "october", "nov": "november", "dec": "december",
	"mon": "monday", "tue": "tuesday", "tues": "tuesday", "wed": "wednesday", "thu": "thursday", "thurs": "thursday", "fri": "friday",
}

var (
	figures  = set("0 1 one 2 3 4 5 6 7 8 9 10 hundred hundreds thousand thousands million millions billion billions trillion dozen dozens half third quarter twice double triple percent scores")
	dates    = set("january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight")
	relative = set("yesterday today tomorrow tonight")
)

// set is the words of a list.
func set(list string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
