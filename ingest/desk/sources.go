package desk

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/ingest/archive"
	"github.com/hearsay-news/hearsay/ingest/feed"
	"github.com/hearsay-news/hearsay/ingest/fetch"
	"github.com/hearsay-news/hearsay/ingest/manifest"
	"github.com/hearsay-news/hearsay/ingest/source"
	"github.com/hearsay-news/hearsay/ingest/table"
)

// Sources gives the articles of whatever a user names.
type Sources struct {
	Client  *fetch.Client
	Mapping table.Mapping // of tables' columns
	Stdin   io.Reader
}

// Items gives the articles of names, in their order: URLs of pages and feeds; folders, for
// the articles and web archives below them; web archives, tables, manifests and files of
// feeds; any other file is an article. What is named twice is read twice, and is one
// article to the ledger.
func (s *Sources) Items(ctx context.Context, names []string) source.Items {
	return func(yield func(*source.Item, error) bool) {
		for _, name := range names {
			for item, err := range s.name(ctx, name) {
				if !yield(item, err) {
					return
				}
			}
			if err := ctx.Err(); err != nil {
				yield(&source.Item{Name: name}, err)
				return
			}
		}
	}
}

// IsURL reports whether a name is one of the web.
func IsURL(name string) bool {
	scheme, rest, ok := strings.Cut(name, "://")
	return ok && rest != "" && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

func (s *Sources) name(ctx context.Context, name string) source.Items {
	if IsURL(name) {
		return s.url(ctx, name)
	}
	return func(yield func(*source.Item, error) bool) {
		inputs, err := ingest.ExpandArchives(ctx, []string{name})
		if err != nil {
			yield(&source.Item{Name: name}, err)
			return
		}
		for _, in := range inputs {
			for item, err := range s.file(ctx, in) {
				if !yield(item, err) {
					return
				}
			}
		}
	}
}

// url gives the page of a URL, or what the feed there announces.
func (s *Sources) url(ctx context.Context, address string) source.Items {
	return func(yield func(*source.Item, error) bool) {
		got, err := s.Client.Get(ctx, address, fetch.Known{})
		if err != nil {
			yield(&source.Item{Name: address, URL: address}, err)
			return
		}
		if !feed.Is(got.Body) {
			yield(got.Item(), nil)
			return
		}
		for item, err := range feed.Items(ctx, &once{Client: s.Client, url: address, got: got}, address) {
			if !yield(item, err) {
				return
			}
		}
	}
}

// once is a client that has fetched one address already.
type once struct {
	*fetch.Client
	url string
	mu  sync.Mutex
	got *fetch.Response
}

// Get gives what is there already, the first time.
func (o *once) Get(ctx context.Context, address string, known fetch.Known) (*fetch.Response, error) {
	o.mu.Lock()
	got := o.got
	if address == o.url {
		o.got = nil
	}
	o.mu.Unlock()
	if address == o.url && got != nil {
		return got, nil
	}
	return o.Client.Get(ctx, address, known)
}

// looked is how much of a file is looked at to see what it is.
const looked = 64 << 10

// file gives the articles of a file.
func (s *Sources) file(ctx context.Context, in ingest.Input) source.Items {
	one := func(item *source.Item, err error) source.Items {
		return func(yield func(*source.Item, error) bool) { yield(item, err) }
	}
	item := &source.Item{Name: in.Path}
	if in.Err != nil {
		return one(item, in.Err)
	}
	if in.Path == ingest.Stdin {
		return one(s.read(ctx, in))
	}
	head, err := begin(in.Path)
	switch {
	case err != nil:
		return one(item, err)
	case archive.Is(in.Path, head):
		return archive.Items(ctx, in.Path, archive.Options{})
	case manifest.Is(head):
		return manifest.Items(ctx, in.Path, manifest.Options{})
	case table.Is(in.Path, head):
		return table.Items(ctx, in.Path, s.Mapping, table.Options{})
	case feed.Is(head):
		return s.feedFile(ctx, in)
	}
	return one(s.read(ctx, in))
}

// begin reads the beginning of a file. What is no regular file is looked at when it is read.
func begin(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return nil, ingest.Plain(err)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, ingest.Plain(err)
	}
	defer f.Close()
	head := make([]byte, looked)
	n, err := io.ReadFull(f, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return head[:n], ingest.Plain(err)
}

// read reads a file that is an article.
func (s *Sources) read(ctx context.Context, in ingest.Input) (*source.Item, error) {
	item := &source.Item{Name: in.Path}
	data, err := in.Read(ctx, s.Stdin, ingest.MaxBytes)
	if err != nil {
		return item, ingest.Plain(err)
	}
	item.Data = data
	if info, err := os.Stat(in.Path); err == nil && info.Mode().IsRegular() {
		item.Retrieved = info.ModTime() // the file was taken then, or touched since
	}
	return item, nil
}

// feedFile gives what a feed in a file announces: its pages are fetched.
func (s *Sources) feedFile(ctx context.Context, in ingest.Input) source.Items {
	return func(yield func(*source.Item, error) bool) {
		item, err := s.read(ctx, in)
		if err != nil {
			yield(item, err)
			return
		}
		address := "file://" + filepath.ToSlash(in.Path)
		got := &fetch.Response{URL: address, Status: 200, Body: bytes.Clone(item.Data), Fetched: item.Retrieved}
		for item, err := range feed.Items(ctx, &once{Client: s.Client, url: address, got: got}, address) {
			if !yield(item, err) {
				return
			}
		}
	}
}
