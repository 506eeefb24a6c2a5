package article

import (
	"encoding/json"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// meta is what a page says of its article in JSON-LD, OpenGraph and other
// metadata.
type meta struct {
	title       string // as stated; the site's name may follow it
	headings    []string
	description string
	authors     []string
	agencies    []string // organisations named as authors
	publisher   string
	published   string // ISO 8601
	url         string
	language    string
	body        string // articleBody of the JSON-LD
	article     bool   // the page says that it is one article
}

// readMeta collects the metadata of a page. JSON-LD goes before OpenGraph, and
// that before the rest, as it is written for readers of our kind.
func readMeta(doc *html.Node) meta {
	var ld, og meta
	var docTitle, shown string // the latter is the first time in the page
	// Pages nest at most 512 deep, but a walk by links needs no stack at all.
	for n := doc; n != nil; n = nextNode(n, doc) {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			og.language = attr(n, "lang")
			if og.language == "" {
				og.language = attr(n, "xml:lang")
			}
		case atom.Title:
			if docTitle == "" && n.FirstChild != nil && n.Namespace == "" {
				docTitle = tidy(n.FirstChild.Data)
			}
		case atom.Meta:
			og.tag(n)
		case atom.Link:
			if strings.EqualFold(attr(n, "rel"), "canonical") && og.url == "" {
				og.url = attr(n, "href")
			}
		case atom.Script:
			if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") && n.FirstChild != nil {
				ld.jsonLD(n.FirstChild.Data)
			}
		case atom.H1:
			if h := elementText(n); h != "" && len(og.headings) < 8 {
				og.headings = append(og.headings, h)
			}
		case atom.Time:
			if shown == "" {
				shown = validISO(attr(n, "datetime"))
			}
		}
		if og.published == "" && (attr(n, "itemprop") == "datePublished" || n.DataAtom == atom.Time && n.Attr != nil && hasAttr(n, "pubdate")) {
			og.published = firstOf(validISO(attr(n, "content")), validISO(attr(n, "datetime")))
		}
	}
	m := ld
	m.headings = og.headings
	m.language = og.language
	m.title = firstOf(ld.title, og.title, docTitle)
	m.description = firstOf(ld.description, og.description)
	m.publisher = firstOf(siteName(ld.publisher), siteName(og.publisher))
	m.published = firstOf(ld.published, og.published, shown)
	m.url = firstOf(og.url, ld.url)
	m.article = ld.article || og.article
	if len(m.authors) == 0 {
		m.authors = og.authors
	}
	// An outlet that names itself as the author credits nobody.
	var agencies []string
	for _, a := range m.agencies {
		if !sameWords(a, m.publisher) && !sameWords("The "+a, m.publisher) {
			agencies = append(agencies, a)
		}
	}
	m.agencies = agencies
	if u, err := url.Parse(m.url); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		m.url = ""
	}
	return m
}

// siteName gives s, unless it is an address or the name of an account.
func siteName(s string) string {
	if strings.Contains(s, "://") || strings.HasPrefix(s, "@") || len(s) > 100 {
		return ""
	}
	return s
}

// tag reads one meta element.
func (m *meta) tag(n *html.Node) {
	name := strings.ToLower(firstOf(attr(n, "property"), attr(n, "name"), attr(n, "itemprop")))
	v := tidy(attr(n, "content"))
	if v == "" {
		return
	}
	set := func(to *string) {
		if *to == "" {
			*to = v
		}
	}
	switch name {
	case "og:title", "twitter:title", "dc.title", "headline", "parsely-title", "sailthru.title":
		set(&m.title)
	case "og:description", "description", "twitter:description":
		set(&m.description)
	case "og:site_name", "application-name", "publisher", "dc.publisher", "dcterms.publisher":
		set(&m.publisher)
	case "og:url":
		set(&m.url)
	case "og:type":
		m.article = m.article || v == "article"
	case "author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author", "dcterms.creator":
		m.author(v)
	case "article:published_time", "og:published_time", "date", "pubdate", "publishdate", "dc.date", "dc.date.issued", "dcterms.created", "parsely-pub-date", "sailthru.date", "datepublished", "publication_date", "article.published", "cxenseparse:recs:publishtime", "dcterms.date", "original-publish-date":
		if t := validISO(v); t != "" && m.published == "" {
			m.published = t
		} else if st, ok := readStamp(v); ok && m.published == "" {
			m.published = st.date
		}
	}
}

// author adds the names in an author field, which may hold one, several with
// commas, a byline, an address of a profile, or a desk.
func (m *meta) author(v string) {
	if strings.Contains(v, "://") || strings.HasPrefix(v, "@") || len(v) > maxByline {
		return
	}
	if !strings.HasPrefix(strings.ToLower(v), "by ") {
		v = "By " + v
	}
	names, _ := readByline(v)
	for _, n := range names {
		if n == strings.ToUpper(n) && !strings.Contains(n, " ") || sameWords(n, m.publisher) {
			continue // an agency, or the outlet itself
		}
		m.authors = appendName(m.authors, n)
	}
}

// jsonLD reads one block of JSON-LD. Where the JSON is broken it is mended, or
// else the few fields of use are fished out of it.
func (m *meta) jsonLD(src string) {
	src = strings.TrimSpace(src)
	if len(src) > 4<<20 {
		return
	}
	var v any
	if json.Unmarshal([]byte(src), &v) != nil {
		if json.Unmarshal([]byte(mendJSON(src)), &v) != nil {
			m.fish(src)
			return
		}
	}
	m.graph(v, 0)
}

// articleTypes are the schema.org types of one article.
var articleTypes = wordSet(`article|newsarticle|reportagenewsarticle|analysisnewsarticle|opinionnewsarticle|askpublicnewsarticle|backgroundnewsarticle|reviewnewsarticle|blogposting|liveblogposting|report|techarticle|scholarlyarticle|socialmediaposting|satiricalarticle|advertisercontentarticle`)

// graph walks JSON-LD for the first article in it.
func (m *meta) graph(v any, depth int) {
	if depth > 8 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			m.graph(e, depth+1)
		}
	case map[string]any:
		if !m.article && isArticle(v["@type"]) {
			m.node(v)
			return
		}
		for _, key := range [...]string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement"} {
			m.graph(v[key], depth+1)
		}
	}
}

func isArticle(t any) bool {
	switch t := t.(type) {
	case string:
		return articleTypes[strings.ToLower(t[strings.LastIndexByte(t, '/')+1:])]
	case []any:
		for _, e := range t {
			if s, ok := e.(string); ok && isArticle(s) {
				return true
			}
		}
	}
	return false
}

// node reads one article of JSON-LD.
func (m *meta) node(v map[string]any) {
	m.article = true
	m.title = tidy(firstOf(jsonText(v["headline"]), jsonText(v["name"])))
	m.description = tidy(jsonText(v["description"]))
	m.body = jsonText(v["articleBody"])
	m.publisher = tidy(jsonText(v["publisher"]))
	m.published = validISO(firstOf(jsonText(v["datePublished"]), jsonText(v["dateCreated"])))
	if m.published == "" {
		if st, ok := readStamp(jsonText(v["datePublished"])); ok {
			m.published = st.date
		}
	}
	m.url = firstOf(jsonText(v["url"]), jsonText(v["mainEntityOfPage"]))
	for _, key := range [...]string{"author", "creator"} {
		m.jsonAuthors(v[key])
		if len(m.authors) > 0 {
			break
		}
	}
}

// jsonAuthors adds persons; organisations write under their own name, which is
// no byline.
func (m *meta) jsonAuthors(v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			m.jsonAuthors(e)
		}
	case map[string]any:
		if t, _ := v["@type"].(string); strings.HasSuffix(t, "Organization") {
			if name := tidy(jsonText(v["name"])); name != "" && len(name) <= 60 {
				m.agencies = appendName(m.agencies, name)
			}
			return
		}
		m.jsonAuthors(v["name"])
	case string:
		m.author(tidy(v))
	}
}

// jsonText gives a field's text: its own, that of its first element, or its name
// or address.
func jsonText(v any) string {
	switch v := v.(type) {
	case string:
		return html.UnescapeString(v)
	case []any:
		if len(v) > 0 {
			return jsonText(v[0])
		}
	case map[string]any:
		for _, key := range [...]string{"name", "@value", "@id"} {
			if s, ok := v[key].(string); ok && s != "" {
				return html.UnescapeString(s)
			}
		}
	}
	return ""
}

// mendJSON takes away what most often breaks JSON-LD: comments and CDATA marks
// around it, control characters in strings, commas before a closing bracket.
func mendJSON(s string) string {
	for _, junk := range [...]string{"<!--", "-->", "//<![CDATA[", "//]]>", "<![CDATA[", "]]>"} {
		s = strings.ReplaceAll(s, junk, "")
	}
	s = strings.TrimRight(strings.TrimSpace(s), ";")
	var out strings.Builder
	out.Grow(len(s))
	quoted := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quoted && c == '\\' && i+1 < len(s):
			out.WriteByte(c)
			i++
			c = s[i]
		case c == '"':
			quoted = !quoted
		case quoted && c < ' ':
			c = ' '
		case !quoted && c == ',':
			if next := strings.TrimLeft(s[i+1:min(len(s), i+200)], " \t\r\n"); next != "" && (next[0] == '}' || next[0] == ']') {
				continue
			}
		}
		out.WriteByte(c)
	}
	return out.String()
}

// fish finds the plain fields of an article in JSON that cannot be parsed.
func (m *meta) fish(src string) {
	if m.article || !strings.Contains(src, "Article") {
		return
	}
	m.article = true
	m.title = tidy(html.UnescapeString(jsonField(src, "headline")))
	m.published = validISO(jsonField(src, "datePublished"))
	m.description = tidy(html.UnescapeString(jsonField(src, "description")))
	if i := strings.Index(src, `"author"`); i >= 0 {
		m.author(tidy(jsonField(src[i:min(len(src), i+400)], "name")))
	}
	if i := strings.Index(src, `"publisher"`); i >= 0 {
		m.publisher = tidy(jsonField(src[i:min(len(src), i+400)], "name"))
	}
}

// jsonField gives the string that follows "key" and a colon.
func jsonField(src, key string) string {
	i := strings.Index(src, `"`+key+`"`)
	if i < 0 {
		return ""
	}
	rest := strings.TrimLeft(src[i+len(key)+2:], " \t\r\n")
	if !strings.HasPrefix(rest, ":") {
		return ""
	}
	rest = strings.TrimLeft(rest[1:], " \t\r\n")
	if !strings.HasPrefix(rest, `"`) {
		return ""
	}
	for j := 1; j < len(rest) && rest[j] != '\n'; j++ {
		if rest[j] == '\\' {
			j++
		} else if rest[j] == '"' {
			var s string
			if json.Unmarshal([]byte(rest[:j+1]), &s) == nil {
				return s
			}
			return rest[1:j]
		}
	}
	return ""
}

func tidy(s string) string { return strings.Join(strings.Fields(visible(s)), " ") }

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// nextNode gives the node after n in the order of the document, nil after the
// last one under root.
func nextNode(n, root *html.Node) *html.Node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	for n != root && n.NextSibling == nil {
		n = n.Parent
		if n == nil {
			return nil
		}
	}
	if n == root {
		return nil
	}
	return n.NextSibling
}

// elementText is the text of an element on one line.
func elementText(root *html.Node) string {
	var b strings.Builder
	for n := root; n != nil; n = nextNode(n, root) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		} else if n.DataAtom == atom.Br {
			b.WriteByte(' ')
		}
	}
	return tidy(b.String())
}
