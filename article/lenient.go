package article

import (
	"fmt"
	"strings"

	"github.com/hearsay-news/hearsay"
	"golang.org/x/net/html"
)

// maxDepth bounds the nesting of elements. Pages seldom nest 60 deep; what the
// extractors do grows with the cube of the depth, and html.Parse refuses 512.
const maxDepth = 100

// parsePage parses a page. One nested too deep is read again with its innermost
// elements left out; their text stays.
func parsePage(text string) (*html.Node, error) {
	doc, err := html.Parse(strings.NewReader(text))
	if err == nil && depth(doc) <= maxDepth+20 {
		return doc, nil
	}
	doc, err = html.Parse(strings.NewReader(shallow(text)))
	if err != nil {
		return nil, fmt.Errorf("parse page: %v: %w", err, hearsay.ErrArticle)
	}
	return doc, nil
}

// depth is the greatest nesting of the tree.
func depth(root *html.Node) int {
	deepest, d := 0, 0
	for n := root; n != nil; {
		if n.FirstChild != nil {
			n = n.FirstChild
			d++
			deepest = max(deepest, d)
			continue
		}
		for n != root && n.NextSibling == nil {
			n = n.Parent
			d--
		}
		if n == root {
			break
		}
		n = n.NextSibling
	}
	return deepest
}

// shallow drops the tags of elements nested deeper than maxDepth. Only a rough
// count of what is open is kept, as the parser mends the rest.
func shallow(text string) string {
	var out strings.Builder
	out.Grow(len(text))
	z := html.NewTokenizer(strings.NewReader(text))
	depth := 0
	gap := false // a blank stands for the tags left out
	drop := func() {
		if !gap {
			out.WriteByte(' ')
			gap = true
		}
	}
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.String()
		case html.StartTagToken:
			raw := z.Raw()
			name, _ := z.TagName()
			if void[string(name)] {
				out.Write(raw)
				continue
			}
			if depth++; depth < maxDepth {
				out.Write(raw)
				gap = false
			} else {
				drop()
			}
		case html.EndTagToken:
			raw := z.Raw()
			if depth < maxDepth {
				out.Write(raw)
				gap = false
			} else {
				drop()
			}
			depth = max(depth-1, 0)
		default:
			out.Write(z.Raw())
			gap = false
		}
	}
}

// void are the elements that have no end.
var void = wordSet(`area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr`)
