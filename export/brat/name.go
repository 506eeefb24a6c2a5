package brat

import (
	"cmp"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// names are those given out, in lower case: some disks do not tell letters' cases apart.
type names map[string]bool

// longest is how many bytes of an article's own name its files' have.
const longest = 60

// of gives an article's files a name that is safe wherever the zip is unpacked: letters,
// digits and hyphens of what the article is called, and the beginning of its ID, so that
// the name is never one that a system has a use for, and stays the same whatever else is
// in the zip.
func (n names) of(doc *hearsay.Document) string {
	own := doc.Path
	if own == "" || own == "-" || strings.Contains(own, "://") {
		own = cmp.Or(doc.Title, doc.URL)
	} else {
		own = path.Base(strings.ReplaceAll(own, `\`, "/"))
		own = strings.TrimSuffix(own, path.Ext(own))
	}
	id := strings.TrimPrefix(doc.ID, "doc_")
	name := cmp.Or(slug(own), "article") + "-" + slug(id[:min(8, len(id))])
	out := name
	for i := 2; n[strings.ToLower(out)]; i++ {
		out = name + "-" + strconv.Itoa(i)
	}
	n[strings.ToLower(out)] = true
	return out
}

// slug keeps letters and digits, with a hyphen for everything between.
func slug(s string) string {
	var b strings.Builder
	between := false
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) || r == utf8.RuneError {
			between = b.Len() > 0
			continue
		}
		if b.Len()+utf8.RuneLen(r)+1 > longest {
			break
		}
		if between {
			b.WriteByte('-')
			between = false
		}
		b.WriteRune(r)
	}
	return b.String()
}
