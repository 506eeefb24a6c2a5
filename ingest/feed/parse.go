package feed

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"
)

// parse reads a document that open let pass. A panic of the parser becomes an
// error, as a watch over many feeds must not end with one of them.
func parse(doc, base string) (f *Feed, entries []Entry, err error) {
	defer func() {
		if v := recover(); v != nil {
			f, entries, err = nil, nil, fmt.Errorf("the parser panicked: %v", v)
		}
	}()
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true // for what the common form leaves out
	p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	p.JSONTranslator = withoutNulls{}
	got, err := p.ParseString(doc)
	if errors.Is(err, gofeed.ErrFeedTypeNotDetected) {
		return nil, nil, ErrNotFeed
	}
	if err != nil {
		return nil, nil, err
	}
	r := &reader{base: parseURL(base), feed: got, entries: make([]Entry, 0, len(got.Items))}
	if v, ok := got.OriginalFeed().(*json.Feed); ok && !strings.Contains(v.Version, "jsonfeed.org") && len(v.Items) == 0 {
		return nil, nil, fmt.Errorf("JSON of another kind, %w", ErrNotFeed)
	}
	f = r.read(base)
	for i, item := range got.Items {
		if item != nil && i < MaxEntries {
			r.entries = append(r.entries, r.entry(f, i, item))
		}
	}
	return f, r.identify(), nil
}

// withoutNulls takes the nulls out of a JSON feed, on which the parser panics.
type withoutNulls struct{ gofeed.DefaultJSONTranslator }

// Translate is that of the default.
func (w withoutNulls) Translate(v any) (*gofeed.Feed, error) {
	if f, ok := v.(*json.Feed); ok {
		none := func(a *json.Author) bool { return a == nil }
		f.Authors = slices.DeleteFunc(f.Authors, none)
		f.Items = slices.DeleteFunc(f.Items, func(item *json.Item) bool { return item == nil })
		for _, item := range f.Items {
			item.Authors = slices.DeleteFunc(item.Authors, none)
		}
	}
	return w.DefaultJSONTranslator.Translate(v)
}

// reader takes a parsed feed into our own form.
type reader struct {
	base    *url.URL // nil when not known
	feed    *gofeed.Feed
	entries []Entry
}

func parseURL(s string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil {
		return nil
	}
	return u
}

// read takes what the feed says of itself.
func (r *reader) read(address string) *Feed {
	f := &Feed{
		URL: address, Title: plain(r.feed.Title), Link: r.link(r.feed.Link),
		Language: line(r.feed.Language), Categories: lines(r.feed.Categories),
	}
	if v, ok := r.feed.OriginalFeed().(*rss.Feed); ok {
		if minutes, err := strconv.Atoi(strings.TrimSpace(v.TTL)); err == nil && minutes > 0 {
			f.TTL = time.Duration(min(minutes, 366*24*60)) * time.Minute
		}
		for _, hour := range v.SkipHours {
			if n, err := strconv.Atoi(strings.TrimSpace(hour)); err == nil && n >= 0 && n <= 24 {
				f.SkipHours = append(f.SkipHours, n%24) // 24 was midnight once
			}
		}
		for _, name := range v.SkipDays {
			for day := time.Sunday; day <= time.Saturday; day++ {
				if strings.EqualFold(strings.TrimSpace(name), day.String()) {
					f.SkipDays = append(f.SkipDays, day)
				}
			}
		}
	}
	return f
}

// link makes an address absolute. What is neither http nor https is none.
func (r *reader) link(s string) string {
	u := parseURL(s)
	if u == nil || strings.TrimSpace(s) == "" {
		return ""
	}
	if r.base != nil {
		u = r.base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

// entry takes the feed's entry of number i.
func (r *reader) entry(f *Feed, i int, item *gofeed.Item) Entry {
	e := Entry{
		ID: line(item.GUID), Title: plain(item.Title), Authors: authors(item),
		Published: date(item.Published, item.PublishedParsed), Updated: date(item.Updated, item.UpdatedParsed),
		Summary: plain(item.Description), Content: item.Content,
	}
	for _, s := range append([]string{item.Link}, item.Links...) {
		if e.Link == "" {
			e.Link = r.link(s)
		}
	}
	switch v := r.feed.OriginalFeed().(type) {
	case *rss.Feed:
		r.fromRSS(&e, v.Items[i])
	case *atom.Feed:
		r.fromAtom(&e, v.Entries[i])
	case *json.Feed:
		if v.Items[i] != nil && v.Items[i].ContentHTML == "" {
			e.Content = paragraphs(v.Items[i].ContentText)
		}
	}
	if dc := item.DublinCoreExt; dc != nil && len(dc.Publisher) > 0 {
		e.Publisher = plain(dc.Publisher[0])
	}
	if e.Publisher == "" && e.Credit == "" {
		e.Publisher = outlet(f, e.Link)
	}
	return e
}

func (r *reader) fromRSS(e *Entry, item *rss.Item) {
	if item == nil {
		return
	}
	if item.Source != nil {
		e.Credit = plain(item.Source.Title)
	}
	if g := item.GUID; g != nil && e.Link == "" && !strings.EqualFold(strings.TrimSpace(g.IsPermalink), "false") && strings.Contains(g.Value, "://") {
		e.Link = r.link(g.Value)
	}
}

func (r *reader) fromAtom(e *Entry, entry *atom.Entry) {
	if entry == nil {
		return
	}
	if entry.Source != nil {
		e.Credit = plain(entry.Source.Title)
	}
	e.Published = date(entry.Published, entry.PublishedParsed) // when it was updated is another date
	if e.Published == "" {
		e.Published = date(entry.Updated, entry.UpdatedParsed)
	}
	if c := entry.Content; c != nil && (c.Type == "" || strings.EqualFold(c.Type, "text") || strings.EqualFold(c.Type, "text/plain")) {
		e.Content = paragraphs(c.Value)
	}
}

// authors are the names of who wrote an entry. Those of the feed are not asked: they
// are the outlet's, as a rule.
func authors(item *gofeed.Item) []string {
	var names []string
	if dc := item.DublinCoreExt; dc != nil && len(dc.Creator) > 1 {
		names = append(names, dc.Creator...)
	} else {
		for _, p := range item.Authors {
			if p != nil {
				names = append(names, p.Name)
			}
		}
	}
	return lines(names)
}

// identify gives each entry its ID and drops those that are there twice. There are
// feeds in which all entries have one name.
func (r *reader) identify() []Entry {
	links := map[string]string{} // of each name
	several := map[string]bool{}
	for _, e := range r.entries {
		if link, ok := links[e.ID]; ok && link != e.Link {
			several[e.ID] = true
		}
		links[e.ID] = e.Link
	}
	seen := map[string]bool{}
	out := r.entries[:0]
	for _, e := range r.entries {
		switch {
		case e.ID == "" && e.Link != "":
			e.ID = e.Link
		case e.ID == "":
			e.ID = strings.Join([]string{e.Title, e.Published, e.Summary}, " ")
		case several[e.ID]:
			e.ID += " " + e.Link
		}
		if seen[e.ID] || e.Link == "" && e.Title == "" && e.Content == "" {
			continue
		}
		seen[e.ID] = true
		out = append(out, e)
	}
	return out
}
