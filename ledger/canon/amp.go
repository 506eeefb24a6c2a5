package canon

import "strings"

// unwrapped is the address that an address of an AMP cache or viewer holds, "" for
// none:
//
//	https://www-example-com.cdn.ampproject.org/c/s/www.example.com/story
//	https://www.google.com/amp/s/www.example.com/story
//	https://www.bing.com/amp/s/www.example.com/story
//
// The letter says what is cached ("c" and "v" are pages), an "s" behind it that it
// came by https, which is all the same here.
func (a *address) unwrapped() string {
	path := a.path
	switch host := a.host; {
	case host == "cdn.ampproject.org" || strings.HasSuffix(host, ".cdn.ampproject.org") || strings.HasSuffix(host, ".bing-amp.com"):
		if len(path) > 0 && path[0] == "wp" { // the viewer's own marks
			path = path[1:]
		}
		if len(path) < 2 || path[0] != "c" && path[0] != "v" {
			return ""
		}
	case searchHost(host):
		if len(path) < 2 || path[0] != "amp" {
			return ""
		}
	default:
		return ""
	}
	path = path[1:]
	if path[0] == "s" {
		path = path[1:]
	}
	if len(path) == 0 || !strings.Contains(path[0], ".") {
		return ""
	}
	inner := *a
	inner.host, inner.port, inner.path = path[0], "", path[1:]
	if _, _, err := hostPort(path[0]); err != nil {
		return ""
	}
	return inner.String()
}

// searchHost reports whether a host is a search engine's that shows pages by AMP.
func searchHost(host string) bool {
	host = strings.TrimPrefix(host, "www.")
	if host == "bing.com" {
		return true
	}
	name, rest, _ := strings.Cut(host, ".")
	return name == "google" && len(rest) <= len("com.au")
}

// takeOffAMP takes the marks of an AMP version off the path: "/story/amp",
// "/story.amp", "/story.amp.html", and "/amp/news/story" or "/news/amp/story" where
// what is left names an article. A list of what is tagged "amp" keeps its name.
func (a *address) takeOffAMP() {
	for n := len(a.path); n > 1; n = len(a.path) {
		if a.path[n-1] != "amp" || lists[strings.ToLower(a.path[0])] || n > 2 && lists[strings.ToLower(a.path[n-2])] {
			break
		}
		a.path = a.path[:n-1]
	}
	n := len(a.path)
	if n == 0 {
		return
	}
	for _, end := range [...]string{"", ".html", ".htm"} {
		if stem, ok := strings.CutSuffix(a.path[n-1], ".amp"+end); ok && stem != "" && stem != "." && !strings.HasSuffix(stem, ".") {
			a.path[n-1] = stem + end
			break
		}
	}
	for i := 0; i < min(2, n-1); i++ {
		if a.path[i] == "amp" && telling(a.path[n-1]) {
			a.path = append(append([]string(nil), a.path[:i]...), a.path[i+1:]...)
			break
		}
	}
	a.trimPath()
}

// lists are first segments of pages that list others.
var lists = map[string]bool{"tag": true, "tags": true, "topic": true, "topics": true, "category": true, "categories": true,
	"search": true, "author": true, "authors": true, "section": true, "sections": true, "keyword": true, "label": true, "labels": true}

// namesArticle reports whether an address by its looks is one article's: a segment of
// several words or a long number, or a parameter that picks one.
func (a *address) namesArticle() bool {
	if len(a.path) > 0 && lists[strings.ToLower(a.path[0])] {
		return false
	}
	for _, p := range a.query {
		if picks(p) {
			return true
		}
	}
	return len(a.path) > 0 && telling(a.path[len(a.path)-1])
}

// telling reports whether a segment looks like the name of one article: three words,
// or a number of four digits, which no page of a list has.
func telling(seg string) bool {
	joints, digits := 0, 0
	for i := 0; i < len(seg); i++ {
		switch c := seg[i]; {
		case '0' <= c && c <= '9':
			if digits++; digits >= 4 && !(len(seg) == 4) { // a year alone is an archive
				return true
			}
			continue
		case c == '-' || c == '_':
			joints++
		}
		digits = 0
	}
	return joints >= 2
}
