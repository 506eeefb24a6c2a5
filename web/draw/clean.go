package draw

import (
	"strings"
	"unicode"
)

// clean makes text fit to be shown on one line: runs of spaces become one, characters that
// cannot be in XML or that turn the direction of what follows are left out, and no letter
// has more than three marks on it.
func clean(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	marks, space := 0, true
	for _, r := range s {
		switch {
		case unicode.IsSpace(r), r < ' ', r >= 0x7f && r < 0xa0:
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		case r == '\u200c', r == '\u200d': // joiners, which some scripts are written with
		case unicode.In(r, unicode.Cf, unicode.Co), r&0xfffe == 0xfffe:
			continue
		}
		if unicode.In(r, unicode.Mn, unicode.Me) {
			if marks++; marks > 3 {
				continue
			}
		} else {
			marks = 0
		}
		space = false
		b.WriteRune(r)
	}
	return strings.TrimRight(b.String(), " ")
}

// plain reports whether text is of printable ASCII with single spaces, as most is.
func plain(s string) bool {
	last := byte(' ')
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' || s[i] == ' ' && last == ' ' {
			return false
		}
		last = s[i]
	}
	return last != ' ' || s == ""
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")

// escape makes text fit for elements and attributes alike.
func escape(s string) string { return escaper.Replace(clean(s)) }

// short cuts text after some runes.
func short(s string, n int) string {
	if len(s) > 40*n { // nothing of the rest is looked at
		s = s[:40*n]
	}
	s = clean(s)
	if len(s) <= n {
		return s
	}
	for i := range s {
		if n--; n < 0 {
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}

// local gives a link if it leads nowhere but to this site, else "".
func local(href string) string {
	if href == "" || len(href) > 400 || href != clean(href) || strings.ContainsAny(href, "\\ ") {
		return ""
	}
	switch {
	case href[0] == '#', href[0] == '?', href == "/", href[0] == '/' && href[1] != '/':
		return href
	}
	return ""
}

// name gives an ID of letters, digits and hyphens.
func name(id string) string {
	keep := func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}
	id = strings.Map(keep, id)
	return "draw-" + id[:min(40, len(id))]
}
