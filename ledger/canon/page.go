package canon

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxHead is how many bytes of a page are looked through for what it says of itself.
// Heads with their scripts and styles have some 200 kB at most.
const maxHead = 1 << 20

// OfPage gives the canonical URL of a page that was fetched from raw: what the page
// says it is, in <link rel="canonical"> or else in og:url, where that can be believed,
// or else URL(raw). An AMP version so comes to its article. Where raw is "", as for a
// page that was saved, the page's own word is all there is; an absolute address is
// then taken, unless it is a home page.
//
// Pages say wrong things of themselves: a template that names the home page on every
// page, a list that names its first article, a copy that names the original at another
// outlet, which is another document. So the page is believed only where
//
//   - it says one thing: several canonical links that differ are none;
//   - it names the same registrable domain, by the public suffix list with its private
//     part, so that two blogs of one host are two sites;
//   - it does not name the home page, unless it was fetched from there;
//   - a page that looks like a list does not name an article, nor an article a list or
//     the folder that it is in;
//   - both do not carry long numbers that are all different, which are two articles;
//   - it does not drop a parameter that may pick the article, as "/story.php" for
//     "/story.php?id=7", unless it names another path: "/?p=7" may be "/2024/a-story".
//
// Only the page's head is looked at: what stands in its body may be a reader's.
// The error is URL's, of raw.
func OfPage(raw string, page []byte) (string, error) {
	said := readHead(page)
	if strings.TrimSpace(raw) == "" {
		for _, s := range said.names() {
			if named, err := URL(said.resolve(nil, s)); err == nil {
				if a, err := split(named); err == nil && !a.home() {
					return named, nil
				}
			}
		}
		return "", fmt.Errorf("read URL of a page that names none: %w", ErrScheme)
	}
	own, err := URL(raw)
	if err != nil {
		return "", err
	}
	base, err := url.Parse(clean(raw))
	if err != nil {
		base = nil // relative addresses are then not read
	}
	for _, s := range said.names() {
		named, err := URL(said.resolve(base, s))
		if err == nil && credible(own, named, said.amp) {
			return named, nil
		}
	}
	return own, nil
}

// head is what a page says of itself.
type head struct {
	canonical []string // of <link rel="canonical">, those that differ
	og        string   // of <meta property="og:url">
	base      string   // of <base href>
	amp       bool     // the page is an AMP version: <html amp>
}

// names are the page's names for itself, the more careful first. Several canonical
// links that differ are none.
func (h *head) names() []string {
	var names []string
	if len(h.canonical) == 1 {
		names = append(names, h.canonical[0])
	}
	if h.og != "" {
		names = append(names, h.og)
	}
	return names
}

// resolve makes a reference of the page absolute.
func (h *head) resolve(base *url.URL, ref string) string {
	ref = clean(ref)
	if strings.Contains(ref, "://") || base == nil {
		return ref
	}
	if b, err := url.Parse(clean(h.base)); err == nil && h.base != "" {
		base = base.ResolveReference(b)
	}
	if r, err := url.Parse(ref); err == nil {
		return base.ResolveReference(r).String()
	}
	return ref
}

// readHead reads a page up to the end of its head.
func readHead(page []byte) head {
	var h head
	z := html.NewTokenizer(bytes.NewReader(page[:min(len(page), maxHead)]))
	z.SetMaxBuf(maxHead)
	for {
		switch z.Next() {
		case html.ErrorToken:
			return h
		case html.EndTagToken:
			if name, _ := z.TagName(); atom.Lookup(name) == atom.Head {
				return h
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			if !h.tag(atom.Lookup(name), attributes(z)) {
				return h
			}
		}
	}
}

// tag reads one tag and reports whether the head goes on behind it.
func (h *head) tag(name atom.Atom, attr map[string]string) bool {
	switch name {
	case atom.Html:
		_, amp := attr["amp"]
		_, bolt := attr["⚡"]
		h.amp = amp || bolt
	case atom.Base:
		if h.base == "" {
			h.base = attr["href"]
		}
	case atom.Link:
		rel := strings.Fields(strings.ToLower(attr["rel"]))
		if href := clean(attr["href"]); href != "" && slices.Contains(rel, "canonical") && !slices.Contains(h.canonical, href) && len(h.canonical) < 2 {
			h.canonical = append(h.canonical, href)
		}
	case atom.Meta:
		if h.og == "" && (strings.EqualFold(attr["property"], "og:url") || strings.EqualFold(attr["name"], "og:url")) {
			h.og = clean(attr["content"])
		}
	case atom.Head, atom.Title, atom.Script, atom.Style, atom.Noscript, atom.Template:
	default:
		return false
	}
	return true
}

// attributes reads those of the tokenizer's tag, the first of each name.
func attributes(z *html.Tokenizer) map[string]string {
	attr := make(map[string]string)
	for more := true; more && len(attr) < 64; {
		var k, v []byte
		k, v, more = z.TagAttr()
		if _, twice := attr[string(k)]; !twice && len(k) > 0 {
			attr[string(k)] = string(v)
		}
	}
	return attr
}

// credible reports whether a page fetched from own may be what it says it is. Both are
// canonical. An AMP version's link is what that format is made of, so that numbers of
// its own do not speak against it.
func credible(own, named string, amp bool) bool {
	if own == named {
		return true
	}
	from, err := split(own)
	if err != nil {
		return false
	}
	to, err := split(named)
	if err != nil || registrable(from.host) != registrable(to.host) || from.port != to.port {
		return false
	}
	if to.home() || from.below(to) || to.namesArticle() != from.namesArticle() {
		return false
	}
	if dropped := from.drops(to); dropped && (slices.Equal(from.path, to.path) || !to.namesArticle()) {
		return false
	}
	return amp || !disjoint(numbers(own), numbers(named))
}

// home reports whether an address is its site's home page.
func (a *address) home() bool { return len(a.path) == 0 && len(a.query) == 0 && a.fragment == "" }

// below reports whether an address's path lies in the folder that another's names.
func (a *address) below(folder *address) bool {
	n := len(folder.path)
	return len(a.path) > n && len(folder.query) == 0 && slices.Equal(a.path[:n], folder.path)
}

// drops reports whether another address lacks a parameter that may pick the article,
// or has it with another value.
func (a *address) drops(other *address) bool {
	for _, p := range a.query {
		if picks(p) && !slices.Contains(other.query, p) {
			return true
		}
	}
	return false
}

// numbers are the long numbers in a URL, save those that are days.
func numbers(s string) []string {
	var out []string
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && '0' <= s[j] && s[j] <= '9' {
			j++
		}
		if n := s[i:j]; len(n) >= 5 && !(len(n) == 8 && (n[:2] == "19" || n[:2] == "20")) {
			out = append(out, n)
		}
		i = max(j, i+1)
	}
	return out
}

// disjoint reports whether there are numbers in both lists and none in common.
func disjoint(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(n string) bool { return slices.Contains(b, n) })
}
