package feed

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/article"
)

// The limits of what a parser makes of a document: some hundred bytes for each.
const (
	maxElements = 300_000
	maxTag      = 64 << 10 // bytes of one tag with its attributes
)

// open decodes a feed and holds it against the limits, without keeping anything of
// it. It gives what can be parsed: where the feed breaks off, that ends behind the
// last whole entry, and torn says why.
func open(data []byte, contentType string) (doc string, torn, err error) {
	if len(data) > MaxBytes {
		return "", nil, fmt.Errorf("%d MB, at most %d are read: %w", len(data)>>20, MaxBytes>>20, hearsay.ErrTooLarge)
	}
	text, _, err := article.Decode(data, contentType)
	if err != nil {
		return "", nil, err
	}
	text = strings.TrimSpace(legal(strings.TrimPrefix(text, "\ufeff")))
	switch {
	case text == "":
		return "", nil, hearsay.ErrEmpty
	case text[0] == '{':
		return text, nil, scanJSON(text)
	case text[0] != '<':
		return "", nil, ErrNotFeed
	}
	return scanXML(text, feedRoots)
}

// feedRoots reports whether an XML document of this root is a feed.
func feedRoots(name string) error {
	switch strings.ToLower(name) {
	case "rss", "rdf", "feed":
		return nil
	case "html":
		return fmt.Errorf("a web page, %w", ErrNotFeed)
	case "opml":
		return fmt.Errorf("a list of feeds (OPML), %w", ErrNotFeed)
	}
	return fmt.Errorf("XML of the kind %q, %w", name[:min(len(name), 40)], ErrNotFeed)
}

// illegal are references to characters that XML does not allow.
var illegal = regexp.MustCompile(`(?i)&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[\da-f]|d[89a-f]..|fff[ef]));`)

// legal takes out the characters that XML does not allow, for which a parser would
// refuse the feed. Editors paste them.
func legal(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return ' '
		}
		return r
	}, s)
	return illegal.ReplaceAllLiteralString(s, " ")
}

// Faults that no cutting short mends.
var (
	errDeep     = fmt.Errorf("elements more than %d deep: %w", MaxDepth, hearsay.ErrTooLarge)
	errElements = fmt.Errorf("more than %d elements: %w", maxElements, hearsay.ErrTooLarge)
	errEntries  = fmt.Errorf("more than %d entries: %w", MaxEntries, hearsay.ErrTooLarge)
	errTag      = fmt.Errorf("a tag of more than %d kB: %w", maxTag>>10, hearsay.ErrTooLarge)
	errEntity   = errors.New("it declares entities that stand for further entities")
)

// scanJSON counts what is in a JSON document.
func scanJSON(text string) error {
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	depth, values, entries := 0, 0, 0
	for {
		tok, err := dec.Token()
		switch {
		case errors.Is(err, io.EOF) && depth == 0:
			return nil
		case err != nil:
			return fmt.Errorf("JSON: %w", err)
		}
		values++
		switch tok {
		case json.Delim('{'), json.Delim('['):
			if depth++; depth == 3 {
				entries++
			}
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		switch {
		case depth > MaxDepth:
			return errDeep
		case entries > MaxEntries:
			return errEntries
		case values > 4*maxElements: // a name and a value each
			return errElements
		}
	}
}

// scanner reads an XML document once, as the parser will.
type scanner struct {
	text     string
	dec      *xml.Decoder
	open     []string // names of the elements that are open, as written
	root     int      // where the root begins
	elements int
	entries  int
	whole    int // where the last whole entry ends
	closing  string
	bases    []edit
}

// edit is a piece of the text to be replaced.
type edit struct {
	start, end int
	with       string
}

// scanXML holds a document against the limits, and its root against roots.
func scanXML(text string, roots func(name string) error) (doc string, torn, err error) {
	if longTag(text) {
		return "", nil, errTag
	}
	s := &scanner{text: text, dec: decoder(text), root: -1}
	for err == nil {
		err = s.next(roots)
	}
	switch {
	case errors.Is(err, io.EOF) && s.root >= 0:
		return s.edited(len(text), ""), nil, nil
	case errors.Is(err, io.EOF):
		return "", nil, fmt.Errorf("no elements, %w", ErrNotFeed)
	case s.entries > 0 && s.whole > 0 && !errors.Is(err, hearsay.ErrTooLarge) && !errors.Is(err, errEntity):
		return s.edited(s.whole, s.closing), err, nil
	}
	return "", nil, err
}

// decoder reads XML leniently. The text is decoded already, whatever it declares.
func decoder(text string) *xml.Decoder {
	dec := xml.NewDecoder(strings.NewReader(text))
	dec.Strict = false
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return dec
}

// next reads one token. The error is io.EOF at the end of the document.
func (s *scanner) next(roots func(string) error) error {
	before := int(s.dec.InputOffset())
	tok, err := s.dec.Token()
	if err != nil {
		return err
	}
	switch tok := tok.(type) {
	case xml.StartElement:
		if s.root < 0 {
			s.root = before
			if err := roots(tok.Name.Local); err != nil {
				return err
			}
		}
		return s.start(tok, before)
	case xml.EndElement:
		if len(s.open) == 0 {
			return nil
		}
		s.open = s.open[:len(s.open)-1]
		if len(s.open) <= 2 && isEntry(tok.Name.Local) {
			s.whole = int(s.dec.InputOffset())
			s.closing = s.closers()
		}
	case xml.Directive:
		return declares(string(tok))
	}
	return nil
}

func (s *scanner) start(tok xml.StartElement, before int) error {
	name, _, _ := strings.Cut(s.text[before+1:int(s.dec.InputOffset())], ">")
	if i := strings.IndexAny(name, " \t\r\n/"); i >= 0 {
		name = name[:i]
	}
	s.open = append(s.open, name)
	s.elements += 1 + len(tok.Attr)
	if isEntry(tok.Name.Local) && len(s.open) <= 3 {
		s.entries++
	}
	switch {
	case len(s.open) > MaxDepth:
		return errDeep
	case s.elements > maxElements:
		return errElements
	case s.entries > MaxEntries:
		return errEntries
	}
	for _, a := range tok.Attr {
		if a.Name.Local == "base" && (a.Name.Space == "xml" || strings.HasSuffix(a.Name.Space, "/XML/1998/namespace")) {
			s.base(before, a.Value)
		}
	}
	return nil
}

func isEntry(name string) bool {
	return strings.EqualFold(name, "item") || strings.EqualFold(name, "entry")
}

// closers are the end tags of what is open.
func (s *scanner) closers() string {
	var b strings.Builder
	for i := len(s.open) - 1; i >= 0; i-- {
		b.WriteString("</" + s.open[i] + ">")
	}
	return b.String()
}

// base notes an xml:base that is no folder, to be replaced by the folder that it is
// in: the parser takes every base for a folder.
func (s *scanner) base(from int, value string) {
	path, _, _ := strings.Cut(value, "?")
	path, _, _ = strings.Cut(path, "#")
	i := strings.LastIndexByte(path, '/')
	if i < 0 || i == len(value)-1 || strings.HasSuffix(path[:i+1], "://") {
		return
	}
	tag := s.text[from:int(s.dec.InputOffset())]
	if at := strings.Index(tag, value); at >= 0 {
		s.bases = append(s.bases, edit{from + at, from + at + len(value), value[:i+1]})
	}
}

// edited is the document from its root to end, with its bases mended.
func (s *scanner) edited(end int, closing string) string {
	if len(s.bases) == 0 && closing == "" {
		return s.text[s.root:end]
	}
	var b strings.Builder
	at := s.root
	for _, e := range s.bases {
		if e.start < at || e.end > end {
			continue
		}
		b.WriteString(s.text[at:e.start])
		b.WriteString(e.with)
		at = e.end
	}
	b.WriteString(s.text[at:end])
	b.WriteString(closing)
	return b.String()
}

// declares refuses a document type whose entities stand for others: nothing here
// would put them in, but nobody writes such a thing in good faith.
func declares(directive string) error {
	for rest := directive; ; {
		_, after, ok := strings.Cut(rest, "<!ENTITY")
		if !ok {
			return nil
		}
		var declaration string
		declaration, rest, _ = strings.Cut(after, ">")
		for i := 0; i+1 < len(declaration); i++ {
			if c, next := declaration[i], declaration[i+1]; c == '&' && next != '#' || c == '%' && next > ' ' {
				return errEntity
			}
		}
	}
}

// longTag reports whether there is a tag that a decoder would need much memory
// for. It passes over what may hold whole pages: CDATA, comments, instructions.
func longTag(text string) bool {
	for {
		i := strings.IndexByte(text, '<')
		if i < 0 {
			return false
		}
		text = text[i:]
		var end int
		switch {
		case strings.HasPrefix(text, "<![CDATA["):
			end = strings.Index(text, "]]>")
		case strings.HasPrefix(text, "<!--"):
			end = strings.Index(text, "-->")
		case strings.HasPrefix(text, "<?"):
			end = strings.Index(text, "?>")
		default:
			end = tagEnd(text[:min(len(text), maxTag+1)])
			if end < 0 && len(text) > maxTag {
				return true
			}
		}
		if end < 0 {
			return false // broken off, which the decoder will say
		}
		text = text[max(end, 1):]
	}
}

// tagEnd finds the end of a tag, past what stands in quotation marks.
func tagEnd(tag string) int {
	quote, last := byte(0), byte(0)
	for i := 0; i < len(tag); i++ {
		c := tag[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && last == '=':
			quote = c
		case c == '>':
			return i
		}
		if c > ' ' {
			last = c
		}
	}
	return -1
}
