package norm

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// foreign reports whether an outlet that somebody spoke to is another than the article's
// own, which most articles without a known publisher mean: the tables of the world know
// it, or the article says what it is, or who cites it.
func (t *text) foreign(name string, r run, first, last int) bool {
	if t.an.Doc.Publisher != "" || knownOutlet(name) || t.nameOf[first] < 0 && !t.capitalised(first) {
		return true
	}
	if isPlatform(name) {
		return true
	}
	for i := r.first; i < r.last; i++ { // "the Northland newspaper Kestrel"
		if t.outletNoun(i) {
			return true
		}
	}
	if t.hasHome() || t.introducedElsewhere(first, last) {
		return true
	}
	n := t.of(t.nameOf[first])
	if n == nil {
		return false
	}
	for _, at := range n.at[:min(len(n.at), mentionsRead)] {
		m := t.nameOf[at]
		if m < 0 {
			continue
		}
		before, after := at-1, t.names[m].Last
		if t.tag(before) == hearsay.TagDT {
			before--
		}
		if t.introduces(before) || t.outletNoun(after) || t.apposedOutlet(after) {
			return true
		}
		if l := t.lower(before); l == "citing" || l == "to" && t.lower(before-1) == "according" || l == "by" && t.lower(before-1) == "saying" {
			return true
		}
	}
	return false
}

// apposedOutlet reports whether behind the comma at token i stands what an outlet is: ",
// a newspaper in the north,".
func (t *text) apposedOutlet(i int) bool {
	if t.tag(i) != hearsay.TagComma || t.tag(i+1) != hearsay.TagDT {
		return false
	}
	for j := i + 2; j < i+8 && j < len(t.an.Tokens); j++ {
		if t.outletNoun(j) {
			return true
		}
		if g := t.tag(j); !g.Noun() && g != hearsay.TagJJ && g != hearsay.TagHYPH && g != hearsay.TagVBN && g != hearsay.TagPOS {
			return false
		}
	}
	return false
}

// home reports whether a name is that of the document's own outlet, or of an agency that
// wrote it: its publisher, those it credits, its dateline, its address.
func (t *text) home(name string) bool {
	doc := t.an.Doc
	if t.publishes(name) || t.inAddress(name) {
		return true
	}
	for _, list := range [2][]string{doc.Credits, doc.Byline} {
		for _, c := range list {
			if (sameOutlet(c, name) || strings.HasSuffix(c, ", "+name)) && !t.picturesOf(c) {
				return true
			}
		}
	}
	return t.opens(func(text string, byline bool) bool {
		return byline && bylined(text, name) || sameOutlet(dateline(text), name)
	})
}

// hasHome reports whether a dateline or a credit tells which outlet the document is of.
func (t *text) hasHome() bool {
	like := func(name string) bool {
		f := strings.Fields(strings.ToLower(name))
		return knownOutlet(name) || len(f) > 0 && mastheads[f[len(f)-1]]
	}
	return slices.ContainsFunc(t.an.Doc.Credits, func(c string) bool { return like(c) && !t.picturesOf(c) }) ||
		t.opens(func(text string, byline bool) bool {
			name := dateline(text)
			i := strings.LastIndexAny(text, ",|/")
			return acronymLike(name) || like(name) || byline && i > 0 && like(strings.TrimSpace(text[i+1:]))
		})
}

// opens reports whether one of the document's first blocks is as is says.
func (t *text) opens(is func(text string, byline bool) bool) bool {
	doc, seen := t.an.Doc, 0
	for b := range doc.Blocks {
		z := doc.Blocks[b].Zone
		if z != hearsay.ZoneBody && z != hearsay.ZoneByline {
			continue
		}
		if is(doc.Text[doc.Blocks[b].Start:doc.Blocks[b].End], z == hearsay.ZoneByline) {
			return true
		}
		if seen++; seen >= 4 {
			break
		}
	}
	return false
}

// picturesOf reports whether the credits name somebody for pictures alone: "Photo:
// Presidential Press Service".
func (t *text) picturesOf(credited string) bool {
	doc := t.an.Doc
	for b := range doc.Blocks {
		if z := doc.Blocks[b].Zone; z != hearsay.ZoneCredit && z != hearsay.ZoneFurniture && z != hearsay.ZoneCaption {
			continue
		}
		before, _, ok := strings.Cut(doc.Text[doc.Blocks[b].Start:doc.Blocks[b].End], credited)
		if !ok {
			continue
		}
		before = strings.ToLower(before[strings.LastIndexAny(before, ".;\n")+1:])
		for _, w := range [...]string{"photo", "picture", "image", "video", "graphic", "📷"} {
			if strings.Contains(before, w) {
				return true
			}
		}
	}
	return false
}

// longestDateline is the number of bytes looked at for a dateline.
const longestDateline = 80

// dateline is the outlet that a block's dateline names, "" for none: "SENNICK, Oct 8
// (Meridian Wire) -", "SENNICK, 8 October. /DST/", "SENNICK — DST —".
func dateline(text string) string {
	head := text[:min(len(text), longestDateline)]
	first, rest, ok := strings.Cut(head, "(")
	if inner, after, closed := strings.Cut(rest, ")"); ok && closed && len(first) < 50 {
		after = strings.TrimLeft(after, " \u00a0")
		if strings.HasPrefix(after, "-") || strings.HasPrefix(after, "–") || strings.HasPrefix(after, "—") || strings.HasPrefix(after, ":") || first == strings.ToUpper(first) {
			return strings.TrimSpace(inner)
		}
	}
	for _, mark := range [...]string{"/", " — ", " – ", " - "} {
		if parts := strings.SplitN(head, mark, 3); len(parts) == 3 && len(parts[0]) < 50 && len(strings.Fields(parts[1])) <= 4 && strings.TrimSpace(parts[0]) != "" {
			if f, _, _ := strings.Cut(parts[0], " "); strings.ToUpper(f) == f {
				return strings.TrimSpace(parts[1])
			}
		}
	}
	return ""
}

// bylined reports whether a byline's last part is the outlet: "By Ada Sile, Meridian
// Wire".
func bylined(text, name string) bool {
	text = strings.TrimRight(text, " .\n")
	if i := strings.LastIndexAny(text, ",|/"); i >= 0 {
		return sameOutlet(text[i+1:], name)
	}
	return sameOutlet(strings.TrimPrefix(text, "By "), name)
}

// sameOutlet reports whether a name as written somewhere is that of an outlet.
func sameOutlet(written, name string) bool {
	written = trimName(strings.TrimSpace(written))
	if written == "" || len(written) > longestDateline {
		return false
	}
	if strings.EqualFold(written, trimName(name)) || strings.EqualFold(written, initials(name)) {
		return true
	}
	e, ok := world.Lookup(written)
	return ok && e.Kind.Outlet() && e.Name == name
}

// inAddress reports whether the document's address has the name for its host.
func (t *text) inAddress(name string) bool {
	if t.an.Doc.URL == "" || t.an.Doc.Publisher != "" {
		return false
	}
	u, err := url.Parse(t.an.Doc.URL)
	if err != nil {
		return false
	}
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, trimName(name))
	for label := range strings.SplitSeq(u.Hostname(), ".") {
		if l := strings.ReplaceAll(label, "-", ""); len(l) > 2 && (l == letters || l == "the"+letters) {
			return true
		}
	}
	return false
}

// publishes reports whether a name is that of the document's publisher: a shorter form,
// or its letters.
func (t *text) publishes(name string) bool {
	p := t.an.Doc.Publisher
	if p == "" {
		return false
	}
	if strings.EqualFold(name, initials(p)) || sameOutlet(p, name) {
		return true
	}
	whole, told := strings.Fields(strings.ToLower(p)), false
	for _, w := range strings.Fields(strings.ToLower(name)) {
		switch {
		case slices.Contains(whole, w):
			told = told || !small[w]
		case small[w] || common[w]:
		default:
			return false
		}
	}
	return told
}
