package feed

import (
	"context"
	"fmt"
	"html"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay/ingest/fetch"
	"github.com/hearsay-news/hearsay/ingest/source"
)

// Getter fetches what is at a URL, as *fetch.Client does.
type Getter interface {
	Get(ctx context.Context, url string, known fetch.Known) (*fetch.Response, error)
}

// minContent is how many characters an entry's content has at least to pass for
// the whole article, where the page itself cannot be fetched.
const minContent = 600

// Items fetches a feed, and of each of its entries the page, in the feed's order.
//
// What the feed says of an entry is said of its item. A page that cannot be fetched
// is that entry's error, unless the feed carries the article whole: then that is
// the item's HTML, and its Note says so. The feed's own fault is an item's error
// under the feed's name.
func Items(ctx context.Context, client Getter, feedURL string) source.Items {
	return func(yield func(*source.Item, error) bool) {
		res, err := client.Get(ctx, feedURL, fetch.Known{})
		if err != nil {
			yield(&source.Item{Name: feedURL}, err)
			return
		}
		_, entries, torn := read(res.Body, res.URL, res.Header.Get("Content-Type"))
		for i := range entries {
			item, err := entries[i].item(ctx, client, feedURL, res.Fetched)
			if !yield(item, err) || ctx.Err() != nil {
				return
			}
		}
		if torn != nil {
			yield(&source.Item{Name: feedURL}, named(feedURL, torn))
		}
	}
}

// named names the feed of an error.
func named(feedURL string, err error) error { return fmt.Errorf("%s: %w", feedURL, err) }

// item fetches an entry's page. The error is that of a page that cannot be fetched
// and that the feed does not carry either.
func (e *Entry) item(ctx context.Context, client Getter, feedURL string, fetched time.Time) (*source.Item, error) {
	item := &source.Item{Name: e.Link, URL: e.Link}
	if e.Link == "" {
		item.Name = feedURL + "#" + e.ID
		if e.Content == "" {
			return item, fmt.Errorf("%s: the entry %q has no link, and no text in the feed", feedURL, e.Title)
		}
		e.carried(item, fetched)
		item.Note = "from the feed " + feedURL + ", which names no page"
		return e.described(item), nil
	}
	res, err := client.Get(ctx, e.Link, fetch.Known{})
	switch {
	case err == nil:
		name := item.Name
		item = res.Item()
		item.Name = name
	case ctx.Err() == nil && e.whole():
		e.carried(item, fetched)
		item.Note = fmt.Sprintf("from the feed %s, as the page cannot be fetched: %v", feedURL, err)
	default:
		return &source.Item{Name: e.Link, URL: e.Link}, err
	}
	return e.described(item), nil
}

// whole reports whether the feed carries the article itself, rather than how it
// begins.
func (e *Entry) whole() bool {
	text := plain(e.Content)
	return utf8.RuneCountInString(text) >= minContent && len(text) > len(e.Summary)*3/2 || len(text) >= maxText/2
}

// carried makes a page of what the feed carries of an entry.
func (e *Entry) carried(item *source.Item, fetched time.Time) {
	title := html.EscapeString(e.Title)
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>" + title + "</title></head>\n<body><article>\n")
	if title != "" {
		b.WriteString("<h1>" + title + "</h1>\n")
	}
	b.WriteString(e.Content + "\n</article></body></html>\n")
	item.Data, item.Type, item.Retrieved = []byte(b.String()), "text/html; charset=utf-8", fetched
}

// described says of an item what the feed says of its entry.
func (e *Entry) described(item *source.Item) *source.Item {
	item.Title, item.Publisher, item.Published = e.Title, e.Publisher, e.Published
	item.Byline, item.Credit = e.Authors, e.Credit
	return item
}
