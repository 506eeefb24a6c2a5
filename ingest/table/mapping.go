package table

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Mapping says which column holds what. Where it says nothing, the column is
// guessed from the common names.
type Mapping struct {
	URL, Title, Publisher, Published, Retrieved, Text, HTML, Byline string
}

// The roles that columns have.
const (
	roleURL = iota
	roleTitle
	rolePublisher
	rolePublished
	roleRetrieved
	roleText
	roleHTML
	roleByline
	roles
)

// roleNames are what the roles are called in a mapping.
var roleNames = [roles]string{"url", "title", "publisher", "published", "retrieved", "text", "html", "byline"}

// guesses are the names that tables give their columns, likeliest first, in lower
// case and without what stands between words.
var guesses = [roles][]string{
	roleURL:       {"url", "link", "uri", "articleurl", "sourceurl", "weburl", "originalurl", "canonicalurl", "articlelink"},
	roleTitle:     {"title", "headline", "articletitle", "headlinemain"},
	rolePublisher: {"publisher", "source.name", "sourcename", "source", "outlet", "publication", "newspaper", "sitename", "sourcedomain", "domain"},
	rolePublished: {"published", "publishedat", "publishdate", "datepublish", "publicationdate", "pubdate", "datepublished", "publishedon", "datetime", "date", "timestamp", "createdat"},
	roleRetrieved: {"retrieved", "retrievedat", "datedownload", "downloaddate", "fetched", "fetchedat", "crawled", "crawledat", "crawldate", "datecrawled", "scrapedat"},
	roleText:      {"text", "maintext", "content", "body", "article", "articletext", "fulltext", "articlebody", "articlecontent", "plaintext", "bodytext"},
	roleHTML:      {"html", "rawhtml", "pagehtml", "contenthtml", "htmlcontent", "bodyhtml"},
	roleByline:    {"byline", "author", "authors", "creator", "writer"},
}

func (m *Mapping) fields() [roles]*string {
	return [roles]*string{&m.URL, &m.Title, &m.Publisher, &m.Published, &m.Retrieved, &m.Text, &m.HTML, &m.Byline}
}

// ParseMapping reads a mapping as it is written on a command line:
// "text=body,published=date". The names before "=" are those of Mapping's fields.
func ParseMapping(s string) (Mapping, error) {
	var m Mapping
	if strings.TrimSpace(s) == "" {
		return m, nil
	}
	fields := m.fields()
	for pair := range strings.SplitSeq(s, ",") {
		role, column, ok := strings.Cut(pair, "=")
		role, column = strings.ToLower(strings.TrimSpace(role)), strings.TrimSpace(column)
		i := slices.Index(roleNames[:], role)
		switch {
		case !ok || column == "":
			return Mapping{}, fmt.Errorf("read the mapping %q: %q is not of the form text=column", s, pair)
		case i < 0:
			return Mapping{}, fmt.Errorf("read the mapping %q: %q is none of %s", s, role, strings.Join(roleNames[:], ", "))
		case *fields[i] != "":
			return Mapping{}, fmt.Errorf("read the mapping %q: %s is in it twice", s, role)
		}
		*fields[i] = column
	}
	return m, nil
}

// resolve finds the column of each role, "" where there is none. What the mapping
// names must be there; text or HTML must be.
func (m Mapping) resolve(columns []string) ([roles]string, error) {
	var bound [roles]string
	taken := make(map[string]bool)
	for i, name := range m.fields() {
		if *name == "" {
			continue
		}
		if bound[i] = find(columns, *name); bound[i] == "" {
			return bound, fmt.Errorf("%w as %q (%s); there are: %s", ErrColumn, *name, roleNames[i], listed(columns))
		}
		taken[bound[i]] = true
	}
	for i, names := range guesses {
		if bound[i] != "" || i == roleText && bound[roleHTML] != "" || i == roleHTML && bound[roleText] != "" && m.Text != "" {
			continue // who names one of text and HTML wants that one
		}
		bound[i] = guess(columns, names, taken)
		taken[bound[i]] = true
	}
	if bound[roleText] == "" && bound[roleHTML] == "" {
		return bound, fmt.Errorf("%w of the text: name it with text=column; there are: %s", ErrColumn, listed(columns))
	}
	return bound, nil
}

// find finds a column by its name, if need be without regard to case.
func find(columns []string, name string) string {
	if slices.Contains(columns, name) {
		return name
	}
	for _, column := range columns {
		if strings.EqualFold(column, name) {
			return column
		}
	}
	return ""
}

func guess(columns, names []string, taken map[string]bool) string {
	for _, name := range names {
		for _, column := range columns {
			if !taken[column] && bare(column) == name {
				return column
			}
		}
	}
	return ""
}

// bare is a column's name as guesses have it.
func bare(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// listed puts the names of columns on a line.
func listed(columns []string) string {
	const most = 50
	var b strings.Builder
	for i, column := range columns {
		if i == most {
			fmt.Fprintf(&b, " and %d more", len(columns)-most)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		if strings.ContainsFunc(column, unicode.IsControl) || column == "" || strings.Contains(column, ",") || len(column) > 100 {
			fmt.Fprintf(&b, "%.100q", column)
		} else {
			b.WriteString(column)
		}
	}
	if len(columns) == 0 {
		return "none"
	}
	return b.String()
}
