// Package article turns bytes into a Document: it tells HTML from plain text,
// decodes it, finds the article in a page, and says of each block what part of
// the article it is: headline, standfirst, byline, caption, body, credit or
// furniture.
//
// Plain text is kept as given, byte for byte, if it is UTF-8; a page's text is
// composed of its article's blocks with an empty line between them.
package article

import (
	"errors"
	"fmt"
	"mime"
	"path/filepath"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// The sizes, in bytes, above which input is refused.
const (
	MaxText = 64 << 20
	MaxHTML = 20 << 20
)

// Options is what is known of an input beside its bytes.
type Options struct {
	Path        string // as the user gave it; only its ending is looked at
	URL         string // where it was fetched; "" to take what the page says
	ContentType string // value of the HTTP header; may be empty
	Language    string // "en" insists that the text is English; "" has it detected
}

// Parse makes a Document of the bytes of one article.
//
// Where the text is not in English, it returns the Document and an error that
// wraps hearsay.ErrLanguage and names the language. Every other error comes
// without a Document and wraps hearsay.ErrEmpty, ErrBinary, ErrEncoding,
// ErrTooLarge or ErrArticle. The input is not named: that is the caller's to do.
func Parse(data []byte, opts Options) (*hearsay.Document, error) {
	if len(data) > MaxText {
		return nil, fmt.Errorf("%d MB, at most %d are read: %w", len(data)>>20, MaxText>>20, hearsay.ErrTooLarge)
	}
	text, _, err := Decode(data, opts.ContentType)
	if err != nil {
		return nil, err
	}
	if blankText(text) {
		return nil, hearsay.ErrEmpty
	}
	var doc *hearsay.Document
	declared := ""
	if isHTML(text, opts) {
		if len(text) > MaxHTML {
			return nil, fmt.Errorf("an HTML page of %d MB, at most %d are read: %w", len(text)>>20, MaxHTML>>20, hearsay.ErrTooLarge)
		}
		if doc, declared, err = readHTML(text, opts); err != nil {
			return nil, err
		}
	} else {
		doc = readText(text)
	}
	if len(doc.Blocks) == 0 {
		return nil, hearsay.ErrEmpty
	}
	doc.Path = opts.Path
	if opts.URL != "" {
		doc.URL = opts.URL
	}
	doc.ID = hearsay.DocumentID(doc.URL, doc.Text)
	code, name := language(doc)
	doc.Language = code
	if code == "" && name == "" && strings.HasPrefix(strings.ToLower(declared), "en") {
		doc.Language = "en"
	}
	if opts.Language == "en" {
		doc.Language = "en"
		return doc, nil
	}
	if name != "" && code != "en" {
		return doc, fmt.Errorf("in %s: %w", name, hearsay.ErrLanguage)
	}
	return doc, nil
}

// Foreign reports whether err says no more than that the text is not in
// English, so that Parse returned a Document with it.
func Foreign(err error) bool { return errors.Is(err, hearsay.ErrLanguage) }

func blankText(s string) bool {
	for _, r := range s {
		if !empty(r) {
			return false
		}
	}
	return true
}

// isHTML tells a page from plain text: by its content, and where that leaves
// doubt by the header or the ending of the path.
func isHTML(text string, opts Options) bool {
	head := text[:min(len(text), 16<<10)]
	if looksHTML(head) {
		return true
	}
	media, _, err := mime.ParseMediaType(opts.ContentType)
	named := err == nil && (media == "text/html" || media == "application/xhtml+xml")
	switch strings.ToLower(filepath.Ext(opts.Path)) {
	case ".html", ".htm", ".xhtml":
		named = named || err != nil
	}
	return named && tags(head) > 0
}

// looksHTML reports whether text begins as a page does, or has several of the
// tags that pages are made of.
func looksHTML(head string) bool {
	s := strings.TrimLeft(head, "\ufeff \t\r\n")
	for strings.HasPrefix(s, "<!--") || strings.HasPrefix(s, "<?xml") {
		i := strings.Index(s, ">")
		if strings.HasPrefix(s, "<!--") {
			i = strings.Index(s, "-->") + 2
		}
		if i < 3 {
			return false
		}
		s = strings.TrimLeft(s[i+1:], " \t\r\n")
	}
	if !strings.HasPrefix(s, "<") {
		return tags(head) >= 6 && strings.Contains(head, "</p>")
	}
	for _, t := range [...]string{"<!doctype html", "<html", "<head", "<body"} {
		if len(s) >= len(t) && strings.EqualFold(s[:len(t)], t) {
			return true
		}
	}
	return tags(head) >= 2
}

// tags counts the tags of pages at the start of text, up to 6.
func tags(head string) int {
	n := 0
	for i := strings.IndexByte(head, '<'); i >= 0 && n < 6; {
		rest := strings.TrimPrefix(head[i+1:], "/")
		name := 0
		for name < len(rest) && name < 10 && (isLetter(rest[name]) || rest[name] >= '1' && rest[name] <= '6') {
			name++
		}
		if name > 0 && name < len(rest) && strings.IndexByte(" \t\r\n/>", rest[name]) >= 0 && pageTags[strings.ToLower(rest[:name])] {
			n++
		}
		j := strings.IndexByte(head[i+1:], '<')
		if j < 0 {
			break
		}
		i += 1 + j
	}
	return n
}

var pageTags = wordSet(`html|head|body|title|meta|link|script|style|div|p|span|a|h1|h2|h3|h4|article|section|main|header|footer|nav|ul|ol|li|table|tr|td|br|img|figure|blockquote|em|strong|b|i`)
