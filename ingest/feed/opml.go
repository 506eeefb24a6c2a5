package feed

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/article"
)

// slash stands for a "/" in a folder's own name, as "/" parts folders.
const slash = "∕"

// ReadOPML reads a list of feeds. The folders that a feed lies in are a category of
// it, the outer before the inner: "News/World"; so are those that its outline names.
// A feed that is in several folders comes once, with all its categories.
func ReadOPML(r io.Reader) ([]Feed, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read the list of feeds: %w", err)
	}
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("read the list of feeds: more than %d MB: %w", MaxBytes>>20, hearsay.ErrTooLarge)
	}
	feeds, err := readOPML(data)
	if err != nil {
		return nil, fmt.Errorf("read the list of feeds: %w", err)
	}
	return feeds, nil
}

func readOPML(data []byte) ([]Feed, error) {
	text, _, err := article.Decode(data, "")
	if err != nil {
		return nil, err
	}
	text = strings.TrimSpace(legal(strings.TrimPrefix(text, "\ufeff")))
	doc, _, err := scanXML(text, func(name string) error {
		if !strings.EqualFold(name, "opml") {
			return fmt.Errorf("XML of the kind %q, no OPML", name[:min(len(name), 40)])
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	l := &list{at: make(map[string]int)}
	for dec := decoder(doc); ; {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return l.feeds, nil
		}
		if err != nil {
			return nil, err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			l.start(tok)
		case xml.EndElement:
			if strings.EqualFold(tok.Name.Local, "outline") && len(l.folders) > 0 {
				l.folders = l.folders[:len(l.folders)-1]
			}
		}
	}
}

// list collects the feeds of an OPML document.
type list struct {
	feeds   []Feed
	at      map[string]int // of each URL, its place in feeds
	folders []string       // names of the outlines that are open; "" for a feed's own
}

// start takes an outline: a feed, or a folder.
func (l *list) start(tok xml.StartElement) {
	if !strings.EqualFold(tok.Name.Local, "outline") {
		return
	}
	attr := map[string]string{}
	for _, a := range tok.Attr {
		attr[strings.ToLower(a.Name.Local)] = line(a.Value)
	}
	name := attr["text"]
	if name == "" {
		name = attr["title"]
	}
	address := attr["xmlurl"]
	if address == "" {
		l.folders = append(l.folders, strings.ReplaceAll(name, "/", slash))
		return
	}
	f := Feed{URL: address, Title: name, Link: attr["htmlurl"], Language: attr["language"]}
	if attr["title"] != "" {
		f.Title = attr["title"]
	}
	if folder := strings.Join(slices.DeleteFunc(slices.Clone(l.folders), func(s string) bool { return s == "" }), "/"); folder != "" {
		f.Categories = append(f.Categories, folder)
	}
	for category := range strings.SplitSeq(attr["category"], ",") {
		f.Categories = append(f.Categories, strings.Trim(strings.TrimSpace(category), "/"))
	}
	l.add(f)
	l.folders = append(l.folders, "")
}

// add takes a feed, or the further categories of one that is there already.
func (l *list) add(f Feed) {
	i, ok := l.at[f.URL]
	if !ok {
		i = len(l.feeds)
		l.at[f.URL] = i
		l.feeds = append(l.feeds, f)
		l.feeds[i].Categories = nil
	}
	for _, category := range f.Categories {
		if category != "" && !slices.Contains(l.feeds[i].Categories, category) {
			l.feeds[i].Categories = append(l.feeds[i].Categories, category)
		}
	}
}

// outline is an outline of an OPML document.
type outline struct {
	XMLName  xml.Name `xml:"outline"`
	Type     string   `xml:"type,attr,omitempty"`
	Text     string   `xml:"text,attr"`
	Title    string   `xml:"title,attr,omitempty"`
	Address  string   `xml:"xmlUrl,attr,omitempty"`
	Link     string   `xml:"htmlUrl,attr,omitempty"`
	Language string   `xml:"language,attr,omitempty"`
	Category string   `xml:"category,attr,omitempty"`
	Below    []*outline
}

// WriteOPML writes a list of feeds that ReadOPML reads back: each in the folder of
// its first category, with the others named at it.
func WriteOPML(w io.Writer, feeds []Feed) error {
	top := &outline{}
	folders := map[string]*outline{"": top}
	for _, f := range feeds {
		o := &outline{Type: "rss", Text: f.Title, Title: f.Title, Address: f.URL, Link: f.Link, Language: f.Language}
		if o.Text == "" {
			o.Text = f.URL
		}
		folder := ""
		if len(f.Categories) > 0 {
			folder = f.Categories[0]
			o.Category = strings.Join(f.Categories[1:], ",")
		}
		in := folderOf(folders, folder)
		in.Below = append(in.Below, o)
	}
	doc := struct {
		XMLName xml.Name   `xml:"opml"`
		Version string     `xml:"version,attr"`
		Title   string     `xml:"head>title"`
		Body    []*outline `xml:"body>outline"`
	}{Version: "2.0", Title: "Feeds of Hearsay", Body: top.Below}
	data, err := xml.MarshalIndent(&doc, "", "  ")
	if err == nil {
		_, err = io.WriteString(w, xml.Header+string(data)+"\n")
	}
	if err != nil {
		return fmt.Errorf("write the list of feeds: %w", err)
	}
	return nil
}

// folderOf finds the folder of a path, or makes it and those around it.
func folderOf(folders map[string]*outline, path string) *outline {
	if o := folders[path]; o != nil {
		return o
	}
	outer, name := "", path
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		outer, name = path[:i], path[i+1:]
	}
	in := folderOf(folders, outer)
	o := in
	if name != "" {
		o = &outline{Text: name}
		in.Below = append(in.Below, o)
	}
	folders[path] = o
	return o
}
