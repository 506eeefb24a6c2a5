package feed

import (
	"html"
	"strings"
	"time"

	nethtml "golang.org/x/net/html"
)

// maxText is the most that is kept of a title, a name or a summary, in bytes.
const maxText = 10 << 10

// plain is the text of what may be HTML, on one line.
func plain(s string) string {
	if len(s) > 4*maxText {
		s = s[:4*maxText]
	}
	if !strings.ContainsAny(s, "<&") {
		return line(s)
	}
	var b strings.Builder
	for z := nethtml.NewTokenizer(strings.NewReader(s)); ; {
		switch z.Next() {
		case nethtml.ErrorToken:
			return line(b.String())
		case nethtml.TextToken:
			b.Write(z.Text())
		case nethtml.StartTagToken, nethtml.EndTagToken, nethtml.SelfClosingTagToken:
			if name, _ := z.TagName(); !inline(string(name)) {
				b.WriteByte(' ')
			}
		}
	}
}

// inline reports whether a tag may stand within a word.
func inline(tag string) bool {
	switch tag {
	case "a", "abbr", "b", "em", "i", "span", "strong", "sub", "sup", "u":
		return true
	}
	return false
}

// line is s on one line, without references to characters.
func line(s string) string {
	if strings.Contains(s, "&") {
		s = html.UnescapeString(s)
	}
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > maxText {
		s = s[:maxText]
	}
	return strings.ToValidUTF8(s, "")
}

// lines are the ones of list that hold something, each once.
func lines(list []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		if s = plain(s); s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// paragraphs makes HTML of plain text.
func paragraphs(s string) string {
	if strings.TrimSpace(s) == "" {
		return ""
	}
	s = strings.ReplaceAll(html.EscapeString(s), "\r\n", "\n")
	return "<p>" + strings.ReplaceAll(s, "\n\n", "</p>\n<p>") + "</p>"
}

// date is a date in ISO 8601. The parser gives times in UTC; the day where the
// outlet is is in the words alone, so these are read again for their offset. A date
// that the parser could make nothing of is none.
func date(words string, parsed *time.Time) string {
	if parsed == nil || parsed.Year() < 1500 || parsed.Year() > 2200 {
		return ""
	}
	words = strings.TrimSpace(words)
	if t, err := time.Parse("2006-01-02", words); err == nil && t.Equal(*parsed) {
		return words
	}
	for _, layout := range [...]string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05"} {
		if t, err := time.Parse(layout, words); err == nil && t.Equal(*parsed) {
			return t.Format("2006-01-02T15:04:05") // of no known zone
		}
	}
	for _, layout := range [...]string{time.RFC3339, "2006-01-02T15:04:05Z0700", time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04 -0700"} {
		if t, err := time.Parse(layout, words); err == nil && t.Equal(*parsed) {
			return t.Format(time.RFC3339)
		}
	}
	return parsed.Format(time.RFC3339)
}
