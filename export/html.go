package export

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/record"
)

//go:embed page.css
var pageStyle string

// HTML writes one page that holds every document with its statements marked, and
// below each a table of them. The page is whole in itself: no script, no picture,
// nothing fetched; its policy allows its own style sheet and nothing else, so that
// no text of an article could do anything were it ever to slip through.
type HTML struct {
	w    *bufio.Writer
	by   record.Extractor
	docs int
}

// NewHTML makes a page of statements that by has read.
func NewHTML(w io.Writer, by record.Extractor) *HTML { return &HTML{w: bufio.NewWriter(w), by: by} }

// Write adds a document to the page.
func (h *HTML) Write(doc *hearsay.Document, sts []hearsay.Statement) error {
	if h.docs == 0 {
		h.head(doc.Title)
	}
	h.docs++
	h.article(doc, sts)
	return h.w.Flush()
}

// Close ends the page.
func (h *HTML) Close() error {
	if h.docs == 0 {
		h.head("")
		h.w.WriteString("<p>No document was read.</p>\n")
	}
	h.w.WriteString("</main>\n</body>\n</html>\n")
	return h.w.Flush()
}

// StylePolicy is the Content-Security-Policy that the page carries.
func StylePolicy() string {
	sum := sha256.Sum256([]byte(pageStyle))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}

func (h *HTML) head(title string) {
	if title == "" {
		title = "Statements"
	}
	fmt.Fprintf(h.w, `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="%s">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Hearsay, model %s %s">
<title>%s – who said what</title>
<style>%s</style>
</head>
<body>
<header>
<h1>Who said what</h1>
<p class="key">Statements are numbered in the order of the text. <span class="source">Source</span> (bold, underlined): who is said to say it. <span class="cue">Cue</span> (italic, dotted line): the words that say so. <mark class="content">Content</mark> (shaded, solid line): what is attributed. A number leads to the table and back; there, figures, dates, places and hedges are underlined, and what they were read as shows where the pointer rests.</p>
</header>
<main>
`, escape(StylePolicy()), escape(h.by.Model), escape(h.by.Version), escape(title), pageStyle)
}

// article writes one document.
func (h *HTML) article(doc *hearsay.Document, sts []hearsay.Statement) {
	title := doc.Title
	if title == "" {
		title = doc.Path
	}
	fmt.Fprintf(h.w, "<article id=\"d%d\">\n<h2 dir=\"auto\">%s</h2>\n<p class=\"about\">%s</p>\n", h.docs, escape(title), h.about(doc))
	walk := NewWalker(Marks(sts))
	for _, block := range Regions(doc) {
		zone := block.Zone.String()
		fmt.Fprintf(h.w, "<div class=\"block %s\" dir=\"auto\">", zone)
		if block.Zone != hearsay.ZoneBody {
			fmt.Fprintf(h.w, "<span class=\"zone\">%s</span>", zone)
		}
		walk.Walk(block.Span, &marker{w: h.w, text: doc.Text, doc: h.docs})
		h.w.WriteString("</div>\n")
	}
	h.table(doc, sts)
	h.w.WriteString("</article>\n")
}

// Regions gives the blocks of a document and, between them, whatever else can be
// seen, so that no text is left out.
func Regions(doc *hearsay.Document) []hearsay.Block {
	var out []hearsay.Block
	gap := func(from, to int) {
		if from < to && strings.IndexFunc(doc.Text[from:to], shows) >= 0 {
			out = append(out, hearsay.Block{Span: hearsay.Span{Start: from, End: to}, Zone: hearsay.ZoneFurniture})
		}
	}
	at := 0
	for _, block := range doc.Blocks {
		if block.Start < at || !block.In(doc.Text) {
			continue
		}
		gap(at, block.Start)
		out = append(out, block)
		at = block.End
	}
	gap(at, len(doc.Text))
	return out
}

// shows reports whether r can be seen: white space cannot, nor can a byte order
// mark and its like.
func shows(r rune) bool { return !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) }

// about is the line of what is known of a document.
func (h *HTML) about(doc *hearsay.Document) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, "<bdi>"+escape(s)+"</bdi>")
		}
	}
	add(doc.Publisher)
	add(strings.Join(doc.Byline, ", "))
	if doc.Published != "" {
		add(doc.Published + " (" + doc.Basis.String() + ")")
	}
	if u, err := url.Parse(doc.URL); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		parts = append(parts, fmt.Sprintf(`<a href="%s" rel="noopener noreferrer">%s</a>`, escape(u.String()), escape(doc.URL)))
	} else {
		add(doc.URL)
	}
	if doc.Path != doc.URL {
		add(doc.Path)
	}
	return strings.Join(parts, " · ")
}

// count is a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// marker writes a text with its marks as elements.
type marker struct {
	w    *bufio.Writer
	text string
	doc  int
}

// Open begins a mark; where a source or a content begins it shows the number of
// its statement, which leads to the table.
func (m *marker) Open(k Mark, again bool) {
	tag := "span"
	if k.Role == hearsay.RoleContent {
		tag = "mark"
	}
	fmt.Fprintf(m.w, `<%s class="%s"`, tag, k.Role)
	if k.First && !again && k.Role == hearsay.RoleContent {
		fmt.Fprintf(m.w, ` id="d%d-s%d"`, m.doc, k.Attr+1)
	}
	m.w.WriteByte('>')
	if k.First && !again && k.Role != hearsay.RoleCue {
		n := strconv.Itoa(k.Attr + 1)
		fmt.Fprintf(m.w, `<a class="number" href="#d%d-r%s" aria-label="%s of statement %s">%s</a>`, m.doc, n, k.Role, n, n)
	}
}

// Close ends a mark.
func (m *marker) Close(k Mark) {
	if k.Role == hearsay.RoleContent {
		m.w.WriteString("</mark>")
		return
	}
	m.w.WriteString("</span>")
}

// Text writes text.
func (m *marker) Text(s hearsay.Span) { m.w.WriteString(escape(m.text[s.Start:s.End])) }

// escape makes s safe as text and as the value of an attribute. What HTML may not
// hold, and the marks that turn the direction of the text around, become U+FFFD.
func escape(s string) string {
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		c := s[i]
		plain = c >= ' ' && c < utf8.RuneSelf && c != 0x7F && !strings.ContainsRune(`&<>"'`, rune(c)) || c == '\n'
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + len(s)/16)
	for _, r := range s {
		switch r {
		case '&':
			b.WriteString("&amp;")
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '"':
			b.WriteString("&#34;")
		case '\'':
			b.WriteString("&#39;")
		case '\n', '\t', '\r':
			b.WriteByte(byte(r))
		default:
			if unicode.IsControl(r) || turns(r) || r&0xFFFE == 0xFFFE || 0xFDD0 <= r && r <= 0xFDEF {
				r = utf8.RuneError
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// turns reports whether r embeds, overrides or isolates a direction of text, by
// which hostile text can show itself in another order than it has.
func turns(r rune) bool { return 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069 }
