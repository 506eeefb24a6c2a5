package feed

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/publicsuffix"
)

// maxName is the longest title that is looked at for an outlet's name, in bytes.
const maxName = 200

// outlet is the name of the outlet whose article is at link, where the feed's title
// says it: link and feed are of one site, and a part of the title is what the site
// is called after: "World news | The Guardian" at theguardian.com. The title of an
// aggregator, or of a section, is no outlet, and what the source states goes before
// what the page says of itself; so where there is doubt it is "".
func outlet(f *Feed, link string) string {
	site := siteOf(link)
	if len(f.Title) > maxName || site == "" || siteOf(f.URL) != site && siteOf(f.Link) != site {
		return ""
	}
	label, _, _ := strings.Cut(site, ".")
	name := letters(label)
	if len(name) < 3 {
		return ""
	}
	for _, part := range parts(f.Title) {
		if letters(part) == name {
			return part
		}
	}
	return ""
}

// siteOf is the domain that somebody registered for an address, "" for none.
func siteOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	site, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(u.Hostname()))
	if err != nil {
		return ""
	}
	return site
}

// parts are the pieces of a title between its marks, with the title itself.
func parts(title string) []string {
	out := []string{title}
	for _, mark := range [...]string{" | ", " - ", " – ", " — ", " » ", ": ", " / ", " · "} {
		if strings.Contains(title, mark) {
			for part := range strings.SplitSeq(title, mark) {
				out = append(out, strings.TrimSpace(part))
			}
		}
	}
	return out
}

// letters are the letters and figures of a name in lower case, without "the".
func letters(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
	return strings.TrimPrefix(name, "the")
}
