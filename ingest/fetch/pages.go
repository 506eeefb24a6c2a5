package fetch

import (
	"context"
	"net/http"
	"slices"

	"github.com/hearsay-news/hearsay/ingest/source"
)

// ahead is how many pages Pages has under way or waiting for an earlier one.
const ahead = 4

// Pages fetches pages and gives them as items, in the order of urls. A few are
// fetched at once, which to one host wait for one another.
func (c *Client) Pages(ctx context.Context, urls []string) source.Items {
	return func(yield func(*source.Item, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		type page struct {
			item *source.Item
			err  error
		}
		var under []chan page // in order
		next := 0
		for i := range urls {
			for ; next < len(urls) && next < i+ahead; next++ {
				done, address := make(chan page, 1), urls[next]
				under = append(under, done)
				go func() {
					item, err := c.Page(ctx, address)
					done <- page{item, err}
				}()
			}
			got := <-under[0]
			under = under[1:]
			if err := ctx.Err(); err != nil {
				yield(got.item, err)
				return
			}
			if !yield(got.item, got.err) {
				return
			}
		}
	}
}

// Page fetches one page as an item. With an error it has its name alone.
func (c *Client) Page(ctx context.Context, address string) (*source.Item, error) {
	res, err := c.Get(ctx, address, Known{})
	if err != nil {
		return &source.Item{Name: address}, err
	}
	item := res.Item()
	item.Name = address
	return item, nil
}

// Item gives a response as an item.
func (r *Response) Item() *source.Item {
	return &source.Item{
		Name: r.URL, URL: r.URL, Data: r.Body, Type: r.Header.Get("Content-Type"),
		Retrieved: r.Fetched, Header: fields(r.Header),
	}
}

// fields gives a header by the names of its fields: their order was lost on the way.
func fields(header http.Header) []source.Field {
	names := make([]string, 0, len(header))
	for name := range header {
		names = append(names, name)
	}
	slices.Sort(names)
	var out []source.Field
	for _, name := range names {
		for _, value := range header[name] {
			out = append(out, source.Field{Name: name, Value: value})
		}
	}
	return out
}
