// Package canon gives the pages of the web one name each: the same article, reached
// from a newsletter, a feed, a telephone or an AMP cache, has the same canonical URL.
//
// A canonical URL is a name to compare and to look up by, not an address to fetch:
// its scheme is always https and its host without "www.", whatever the server
// answers to. Keep the URL that was fetched beside it.
//
// Two faults are possible, and they are not alike. Two names for one article cost a
// second entry, which its text shows to be the same; one name for two articles loses
// one of them. Where a rule might pick the article, it is therefore left out.
package canon

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// MaxURL is the longest URL in bytes that is read: twice what any browser sends.
const MaxURL = 16 << 10

// The faults a URL can have.
var (
	ErrScheme = errors.New("not a web address: it does not begin with http:// or https://")
	ErrHost   = errors.New("no sound host in it")
	ErrLong   = errors.New("too long")
	ErrNested = errors.New("addresses within addresses without end")
)

// rounds bounds how often an address is taken through the rules: each may uncover
// work for another, as a cache's address holds one of the cache.
const rounds = 12

// URL gives the canonical form of an absolute http or https URL. It is idempotent:
// the canonical form of a canonical form is itself. Errors wrap ErrScheme, ErrHost,
// ErrLong or ErrNested.
//
//   - Scheme: https, whichever it was. Host: lower case, in ASCII (IDNA), without
//     "www.", a final dot, user, password, and the ports 80 and 443; without "m.",
//     "mobile." and "amp." where the path names an article.
//   - Path: dot segments resolved, doubled slashes made one, percent-encoding in
//     its normal form, no trailing slash, no "index.html", no session.
//   - Query: parameters sorted by name, those that only track removed (see param.go);
//     "a=" is "a", "+" is "%20".
//   - Fragment: dropped, except one that begins with "!", by which pages of scripts
//     were once told apart.
//   - AMP: its caches unwrapped, its marks taken off path and query (see amp.go).
func URL(raw string) (string, error) {
	s := clean(raw)
	if len(s) > MaxURL {
		return "", fmt.Errorf("read URL of %d bytes: %w", len(s), ErrLong)
	}
	for range rounds {
		a, err := split(s)
		if err != nil {
			return "", fmt.Errorf("read URL %s: %w", shown(raw), err)
		}
		next := a.canonical()
		if len(next) > MaxURL { // every strange byte becomes three
			return "", fmt.Errorf("read URL of %d bytes when encoded: %w", len(next), ErrLong)
		}
		if next == s {
			return s, nil
		}
		s = next
	}
	return "", fmt.Errorf("read URL %s: %w", shown(raw), ErrNested)
}

// address is a URL in its parts.
type address struct {
	host     string // in ASCII and lower case; an IPv6 address in its brackets
	port     string // "" for the usual one
	path     []string
	query    []param
	fragment string // with its "!", "" for none
}

// param is one parameter of a query, both parts encoded in the normal form.
type param struct{ name, value string }

// clean takes off what surrounds an address in files, and the line breaks and tabs
// within it, as browsers do.
func clean(raw string) string {
	raw = strings.TrimFunc(raw, func(r rune) bool { return r <= ' ' || r == '\u00a0' || r == '\ufeff' })
	if !strings.ContainsAny(raw, "\t\n\r") {
		return raw
	}
	return strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(raw)
}

// split takes an address apart and brings each part into its normal form.
func split(s string) (*address, error) {
	scheme, rest, ok := strings.Cut(s, ":")
	if strings.HasPrefix(s, "//") { // "//example.com/a": of the page's own scheme
		rest = s
	} else if !ok || !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
		return nil, ErrScheme
	}
	rest, fragment, _ := strings.Cut(rest, "#")
	rest, query, _ := strings.Cut(rest, "?")
	rest = strings.ReplaceAll(rest, `\`, "/")
	rest, ok = strings.CutPrefix(rest, "//")
	if !ok {
		return nil, ErrScheme
	}
	authority, path, _ := strings.Cut(rest, "/")
	a := &address{path: segments(path), query: params(query)}
	if strings.HasPrefix(fragment, "!") && len(fragment) > 1 {
		a.fragment = escape(fragment, inFragment)
	}
	var err error
	if a.host, a.port, err = hostPort(authority); err != nil {
		return nil, err
	}
	return a, nil
}

// canonical applies the rules once.
func (a *address) canonical() string {
	if inner := a.unwrapped(); inner != "" {
		return inner
	}
	a.query = slices.DeleteFunc(a.query, func(p param) bool { return tracks(a.host, p) })
	a.trimPath()
	a.takeOffAMP()
	a.host = a.plainHost()
	slices.SortStableFunc(a.query, func(x, y param) int { return strings.Compare(x.name, y.name) })
	return a.String()
}

// trimPath takes off the path's end what names the folder's own page.
func (a *address) trimPath() {
	for n := len(a.path); n > 0; n = len(a.path) {
		last := a.path[n-1]
		if last != "" && !indexes[strings.ToLower(last)] {
			return
		}
		a.path = a.path[:n-1]
	}
}

// indexes are the names by which servers know a folder's own page.
var indexes = map[string]bool{"index.html": true, "index.htm": true, "index.shtml": true, "index.xhtml": true, "index.php": true,
	"index.asp": true, "index.aspx": true, "index.jsp": true, "default.asp": true, "default.aspx": true, "default.htm": true, "default.html": true}

// String puts the parts together.
func (a *address) String() string {
	var b strings.Builder
	b.WriteString("https://")
	b.WriteString(a.host)
	if a.port != "" {
		b.WriteString(":" + a.port)
	}
	b.WriteByte('/')
	b.WriteString(strings.Join(a.path, "/"))
	for i, p := range a.query {
		b.WriteByte("?&"[min(i, 1)])
		b.WriteString(p.name)
		if p.value != "" {
			b.WriteString("=" + p.value)
		}
	}
	if a.fragment != "" {
		b.WriteString("#" + a.fragment)
	}
	return b.String()
}

// segments cuts a path, without its first slash, into segments in their normal form:
// no dots, none empty save behind a colon ("https://" within a path), the last if
// need be.
func segments(path string) []string {
	var out []string
	for seg := range strings.SplitSeq(path, "/") {
		seg = escape(withoutSession(seg), inPath)
		switch {
		case seg == ".":
		case seg == "..":
			out = out[:max(len(out)-1, 0)]
		case seg == "" && (len(out) == 0 || !strings.HasSuffix(out[len(out)-1], ":")):
		default:
			out = append(out, seg)
		}
	}
	return out
}

// withoutSession takes a server's mark of the visit off a segment:
// ";jsessionid=0A1B".
func withoutSession(seg string) string {
	for i := 0; i < len(seg); i++ {
		if seg[i] != ';' {
			continue
		}
		name, _, _ := strings.Cut(seg[i+1:], "=")
		switch strings.ToLower(name) {
		case "jsessionid", "phpsessid", "sid":
			return seg[:i]
		}
	}
	return seg
}

// params cuts a query. Parameters without a name are dropped; what a feed has
// encoded once too often is read ("&amp;utm_source").
func params(query string) []param {
	var out []param
	for part := range strings.SplitSeq(query, "&") {
		for strings.HasPrefix(part, "amp;") {
			part = part[len("amp;"):]
		}
		name, value, _ := strings.Cut(part, "=")
		if name != "" {
			out = append(out, param{escape(name, inQuery), escape(value, inQuery)})
		}
	}
	return out
}

// shown is an address as an error names it.
func shown(raw string) string {
	const most = 80
	if len(raw) > most {
		raw = strings.ToValidUTF8(raw[:most], "") + "…"
	}
	return fmt.Sprintf("%q", raw)
}
