// Package manifest reads lists of articles: a JSON file that names the files of a
// story and says of each where and when it was published and fetched, and which
// earlier one it is a later version of.
//
//	{
//	  "story": "ridge-crossing",
//	  "articles": [
//	    {"id": "07", "file": "articles/07.txt", "url": "https://…", "publisher": "…",
//	     "title": "…", "published": "2024-02-21", "retrieved": "2024-02-21T08:20:00+01:00"},
//	    {"id": "08", "file": "articles/08.txt", "replaces": "07"}
//	  ]
//	}
package manifest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay/ingest/source"
)

// The most bytes that are read of one article, unless Options say otherwise, and
// of a manifest.
const (
	maxBytes    = 64 << 20
	maxManifest = 16 << 20
)

// Options bounds what is read.
type Options struct {
	MaxBytes int64 // most of one article; 0 for 64 MB
}

// list is a manifest as it is written. What else is in it is not looked at.
type list struct {
	Articles []*article
}

// article is one entry of a manifest.
type article struct {
	ID        string
	File      string
	HTML      string
	URL       string
	Publisher string
	Title     string
	Published string
	Retrieved string
	Replaces  string

	at    time.Time // Retrieved
	old   *article  // what Replaces names
	fault error     // why it cannot be read, known from the manifest alone
	state visit
}

// path is the file to read. File goes before HTML: where there are both, File is
// the text that the spans of a gold standard were counted in, and HTML the page
// that it was taken from.
func (a *article) path() string {
	if a.File != "" {
		return a.File
	}
	return a.HTML
}

// Is reports whether a file is a manifest, by its first bytes: JSON with a list of
// articles of which the first names a file. Answers of news services have lists of
// articles, too, but those hold the articles themselves.
func Is(head []byte) bool {
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF"))))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return false
	}
	for {
		key, err := dec.Token()
		if err != nil || key == json.Delim('}') {
			return false
		}
		if key == "articles" {
			return namesFile(dec)
		}
		if skip(dec) != nil {
			return false
		}
	}
}

// namesFile reports whether a list of articles follows whose first one has a file.
func namesFile(dec *json.Decoder) bool {
	for _, open := range [...]json.Delim{'[', '{'} {
		if t, err := dec.Token(); err != nil || t != open {
			return false
		}
	}
	for {
		key, err := dec.Token()
		if err != nil || key == json.Delim('}') {
			return false
		}
		if key == "file" || key == "html" {
			value, err := dec.Token()
			name, ok := value.(string)
			return err == nil && ok && name != ""
		}
		if skip(dec) != nil {
			return false
		}
	}
}

// skip reads past one value.
func skip(dec *json.Decoder) error {
	for depth := 0; ; {
		t, err := dec.Token()
		if err != nil {
			return err
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth <= 0 {
			return nil
		}
	}
}

// Items gives the articles of the manifest at path, in the order in which they
// were retrieved and else in that of the manifest, so that a version comes after
// the one that it replaces. One without a time of retrieval counts as before all
// that have one, but is never given before what it replaces.
//
// An item is called by its file, as path's folder joined with it, and Replaces is
// the name of another item. Files are looked for in the manifest's folder and below
// it, and nowhere else, whatever their names or links say.
func Items(ctx context.Context, path string, opts Options) source.Items {
	if opts.MaxBytes <= 0 {
		opts.MaxBytes = maxBytes
	}
	return func(yield func(*source.Item, error) bool) {
		if err := items(ctx, path, opts, yield); err != nil {
			yield(&source.Item{Name: path}, err)
		}
	}
}

func items(ctx context.Context, path string, opts Options, yield func(*source.Item, error) bool) error {
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return fmt.Errorf("open the manifest's folder: %w", err)
	}
	defer root.Close()
	data, err := read(os.Stat, func(p string) (*os.File, error) { return os.Open(p) }, path, maxManifest)
	if err != nil {
		return fmt.Errorf("read the manifest: %w", err)
	}
	l, err := parse(data)
	if err != nil {
		return err
	}
	for _, a := range l.order() {
		if err := ctx.Err(); err != nil {
			return err
		}
		item := a.item(path)
		err := a.fault
		if err == nil {
			item.Data, err = read(root.Stat, root.Open, filepath.FromSlash(a.path()), opts.MaxBytes)
		}
		if err != nil {
			err = fmt.Errorf("article %s of the manifest: %w", a.shown(), err)
		}
		if !yield(item, err) {
			return nil
		}
	}
	return nil
}

// parse reads a manifest. What is wrong with one article is kept for it.
func parse(data []byte) (*list, error) {
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	if !utf8.Valid(data) {
		return nil, errors.New("read the manifest: it is not UTF-8")
	}
	var raw struct{ Articles []json.RawMessage }
	if err := json.Unmarshal(data, &raw); err != nil {
		return nil, fmt.Errorf("read the manifest: %w", err)
	}
	if len(raw.Articles) == 0 {
		return nil, errors.New("the manifest lists no articles")
	}
	l := &list{}
	for i, one := range raw.Articles {
		a := &article{}
		if err := json.Unmarshal(one, a); err != nil {
			a.fault = err
		}
		if a.ID == "" && a.fault == nil {
			a.fault = errors.New("it has no id")
		}
		if a.ID == "" {
			a.ID = fmt.Sprintf("number %d", i+1)
		}
		l.Articles = append(l.Articles, a)
	}
	l.check()
	return l, nil
}

// item is what the manifest says of an article.
func (a *article) item(manifest string) *source.Item {
	item := &source.Item{
		Name: a.name(manifest), URL: a.URL, Title: a.Title, Publisher: a.Publisher, Published: a.Published,
		Retrieved: a.at,
	}
	if a.old != nil && a.fault == nil {
		item.Replaces = a.old.name(manifest)
	}
	return item
}

// name is what the article's item is called.
func (a *article) name(manifest string) string {
	if a.path() == "" {
		return manifest + "#" + a.shown()
	}
	return filepath.Join(filepath.Dir(manifest), filepath.FromSlash(a.path()))
}

// shown is the article's id as it can be put on a line.
func (a *article) shown() string { return fmt.Sprintf("%.100q", a.ID) }

// read reads a regular file of at most most bytes. It looks before it opens, since
// to open a pipe waits for its writer.
func read(stat func(string) (os.FileInfo, error), open func(string) (*os.File, error), path string, most int64) ([]byte, error) {
	info, err := stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file", path)
	}
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	if int64(len(data)) > most {
		return nil, fmt.Errorf("%s has more than %d bytes", path, most)
	}
	return data, nil
}
