package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// readText makes a Document of plain text as scraped. The text is kept byte for
// byte; what is known of it is worked out from its lines.
func readText(text string) *hearsay.Document {
	doc := &hearsay.Document{Text: text}
	spans := cut(text)
	doc.Blocks = make([]hearsay.Block, len(spans))
	for i, s := range spans {
		doc.Blocks[i].Span = s
	}
	z := zoner{doc: doc}
	i := z.top()
	z.body(i)
	z.tags(i)
	z.bottom(i)
	z.date()
	return doc
}

// zoner gives the blocks of a plain text their zones, from the top, through the
// body, and again from the bottom.
type zoner struct {
	doc    *hearsay.Document
	stamps []stamp
	headed bool // a headline was found
	signed bool // a byline was found
	decks  int
}

func (z *zoner) text(i int) string {
	b := &z.doc.Blocks[i]
	return z.doc.Text[b.Start:b.End]
}

func (z *zoner) size() int { return len(z.doc.Blocks) }

// maxTop is the number of blocks in which the body must have begun.
const maxTop = 16

// maxDeck is the length in bytes above which a paragraph is no standfirst.
const maxDeck = 350

// top gives zones to what stands above the body, and returns the block where
// the body begins.
func (z *zoner) top() int {
	i := 0
	for i < z.size() && i < 6 && z.opening(i) {
		i++
	}
	if i < z.size() && z.headline(i) {
		z.doc.Blocks[i].Zone = hearsay.ZoneHeadline
		z.doc.Title = strings.Join(strings.Fields(z.text(i)), " ")
		z.headed = true
		i++
	}
	for i < z.size() && i < maxTop {
		if z.mark(i) {
			i++
			continue
		}
		if !z.headed || !z.deck(i) {
			break
		}
		z.doc.Blocks[i].Zone = hearsay.ZoneDeck
		z.decks++
		i++
	}
	return i
}

// opening gives its zone to a block above the headline: an address, a section's
// name, a date, a byline. It reports false for any other.
func (z *zoner) opening(i int) bool {
	s := z.text(i)
	switch {
	case len(s) > maxByline:
		return false
	case z.stamp(i), junkLine(s), z.kicker(i):
		z.doc.Blocks[i].Zone = hearsay.ZoneFurniture
	case z.byline(i):
	default:
		return false
	}
	return i+1 < z.size() // a text is never furniture alone
}

// kicker reports whether block i is the name of a section, or a path of them,
// above the headline.
func (z *zoner) kicker(i int) bool {
	s := z.text(i)
	if i+2 >= z.size() || len(s) > 60 || endsSentence(s) || strings.HasSuffix(s, ":") {
		return false
	}
	if strings.Contains(s, " > ") || strings.Contains(s, " » ") || strings.Contains(s, " › ") {
		return true
	}
	words := 2
	if t := z.text(i + 1); s == strings.ToUpper(s) && t != strings.ToUpper(t) {
		words = 4 // "WIRE SERVICE DIGEST"
	}
	if len(strings.Fields(s)) > words || len(s) > 30 {
		return false
	}
	// A second section's name may follow before the headline.
	for j := i + 1; j < z.size() && j <= i+2; j++ {
		t := z.text(j)
		n := len(strings.Fields(t))
		if n >= 4 {
			return !endsSentence(t) && len(t) < 200
		}
		if n > 2 || endsSentence(t) || stampLine(t) {
			return false
		}
	}
	return false
}

// mark gives its zone to a block that a date, a byline, a caption, a credit, a
// repeated headline or furniture fills. It reports false for any other.
func (z *zoner) mark(i int) bool {
	s := z.text(i)
	b := &z.doc.Blocks[i]
	switch {
	case len(s) > 700:
		return false
	case z.headed && sameWords(s, z.doc.Title), z.stamp(i), junkLine(s):
		b.Zone = hearsay.ZoneFurniture
	case z.byline(i):
	case caption(s):
		b.Zone = hearsay.ZoneCaption
	case z.mixed(i):
	case z.headed && z.bare(i):
		b.Zone = hearsay.ZoneByline
		if names := splitNames(s); len(names) > 0 {
			z.sign(names)
		} else { // an agency's name where the author's would stand
			z.doc.Credits = appendName(z.doc.Credits, s)
		}
	default:
		names, ok := readCredit(s)
		if !ok {
			return false
		}
		z.credit(i, names)
	}
	return true
}

// mixed reads a line of several parts with bars between, each a byline, a date
// or furniture: "By Ines Quall | 10 February 2024 | 4 min read".
func (z *zoner) mixed(i int) bool {
	s := z.text(i)
	if len(s) > maxByline {
		return false
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '|' || r == '•' || r == '·' || r == '\n' || r == '\t' })
	if len(parts) < 2 {
		// "By Ines Quall, 10 February 2024" and "By Ines Quall - 10 February 2024".
		for _, sep := range [...]string{", ", " - ", " – ", " — ", " Published ", " Updated "} {
			head, tail, ok := strings.Cut(s, sep)
			if !ok {
				continue
			}
			if names, ok := readByline(head); ok && (len(names) > 0 || strings.HasPrefix(head, "By ")) {
				if st, ok := readStamp(strings.TrimPrefix(strings.TrimSuffix(sep, " "), " ") + " " + tail); ok || z.reread(tail, &st) {
					z.stamps = append(z.stamps, st)
					z.sign(names)
					z.doc.Blocks[i].Zone = hearsay.ZoneByline
					return true
				}
			}
		}
		return false
	}
	var names []string
	var stamps []stamp
	signed := false
	for _, p := range parts {
		p = strings.TrimSpace(p)
		if st, ok := readStamp(p); ok {
			stamps = append(stamps, st)
		} else if n, ok := readByline(p); ok {
			names = append(names, n...)
			signed = true
		} else if bareName(p) && !signed {
			names = append(names, tidyName(p))
			signed = true
		} else if !junkLine(p) && !nameWordsOnly(p) {
			return false
		}
	}
	if !signed && len(stamps) == 0 {
		return false
	}
	z.stamps = append(z.stamps, stamps...)
	z.doc.Blocks[i].Zone = hearsay.ZoneFurniture
	if signed {
		z.doc.Blocks[i].Zone = hearsay.ZoneByline
		z.sign(names)
	}
	return true
}

func (z *zoner) reread(s string, st *stamp) bool {
	var ok bool
	*st, ok = readStamp(s)
	return ok
}

// stamp reads block i as a line of dates and remembers what it says.
func (z *zoner) stamp(i int) bool {
	st, ok := readStamp(z.text(i))
	if ok {
		z.stamps = append(z.stamps, st)
	}
	return ok
}

// byline reads block i as a byline and gives it that zone.
func (z *zoner) byline(i int) bool {
	names, ok := readByline(z.text(i))
	if !ok {
		return false
	}
	z.doc.Blocks[i].Zone = hearsay.ZoneByline
	z.sign(names)
	return true
}

func (z *zoner) sign(names []string) {
	z.signed = true
	for _, n := range names {
		z.doc.Byline = appendName(z.doc.Byline, n)
	}
}

func (z *zoner) credit(i int, names []string) {
	z.doc.Blocks[i].Zone = hearsay.ZoneCredit
	for _, n := range names {
		z.doc.Credits = appendName(z.doc.Credits, n)
	}
}

// bare reports whether block i is an author's name alone: right below the
// headline, standfirst or picture, with a date, furniture or a long paragraph
// next.
func (z *zoner) bare(i int) bool {
	s := z.text(i)
	if i+1 >= z.size() || len(s) > 100 || endsSentence(s) {
		return false
	}
	names := splitNames(s)
	for _, n := range names {
		if !bareName(n) {
			return false
		}
	}
	if len(names) == 0 && !(hasRole(strings.ToLower(s)) && nameLike(s)) {
		return false
	}
	if sameWords(s, z.text(i+1)) {
		return true
	}
	next := z.text(i + 1)
	if stampLine(next) || junkLine(next) || caption(next) || len(names) > 0 && len(next) > 120 {
		return true
	}
	// The author is presented at the end.
	for j := max(i+1, z.size()-4); j < z.size(); j++ {
		if len(names) == 1 && biography(z.text(j), names) {
			return true
		}
	}
	return false
}

// headline reports whether block i is the article's headline.
func (z *zoner) headline(i int) bool {
	s := z.text(i)
	words := len(strings.Fields(s))
	if words > 30 || len(s) > 250 || !hasWord(s) || strings.Contains(s, "\n") && words > 25 {
		return false
	}
	ends := endsSentence(s)
	if i+1 == z.size() {
		return !ends
	}
	if z.repeated(i) {
		return true
	}
	if datelineAgency(s) != "" {
		return false
	}
	if !ends {
		return !strings.HasSuffix(s, ",") && !strings.HasSuffix(s, ";") && (!strings.HasSuffix(s, ":") || words > 3)
	}
	if next := z.text(i + 1); words <= 20 && (datelineAgency(next) != "" || dateline(next)) && !dateline(s) {
		return true
	}
	last := s[len(strings.TrimRight(s, "\"'”’)» "))-1:]
	if last[0] == '?' || strings.HasSuffix(s, "…") || strings.HasSuffix(s, "...") {
		return words <= 20 && !strings.ContainsAny(s[:len(s)-1], "“\"") || titled(s)
	}
	if titled(s) {
		return true
	}
	// A full stop after few words without an article: headlines leave those
	// out. The paragraph below must be longer, and set apart.
	return words <= 18 && len(z.text(i+1)) > len(s) && z.gap(i) && telegraphic(s)
}

// repeated reports whether block i comes again among the next ones.
func (z *zoner) repeated(i int) bool {
	s := z.text(i)
	for j := i + 1; j < z.size() && j < i+8; j++ {
		if t := z.text(j); len(t) < 2*len(s)+8 && sameWords(s, t) {
			return true
		}
	}
	return false
}

// gap reports whether an empty line stands below block i.
func (z *zoner) gap(i int) bool {
	return strings.Count(z.doc.Text[z.doc.Blocks[i].End:z.doc.Blocks[i+1].Start], "\n") > 1
}

// titled reports whether the words of a line have capitals as those of a title.
func titled(s string) bool {
	long, upper := 0, 0
	first := true
	for w := range strings.FieldsSeq(s) {
		w = strings.TrimLeft(w, "\"'“‘(")
		r, _ := utf8.DecodeRuneInString(w)
		if !first && len(w) > 3 && unicode.IsLetter(r) {
			long++
			if unicode.IsUpper(r) {
				upper++
			}
		}
		first = false
	}
	return long >= 2 && upper*5 >= long*4
}

// telegraphic reports whether a sentence lacks what headlines leave out:
// articles, pronouns, the past of "to be", "said".
func telegraphic(s string) bool {
	for w := range strings.FieldsSeq(s) {
		switch strings.ToLower(strings.Trim(w, ".,:;\"'“”‘’!?")) {
		case "the", "a", "an", "he", "she", "it", "they", "i", "we", "was", "were", "said", "had", "there", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
			return false
		}
	}
	return true
}

// deck reports whether block i, below the headline, is a standfirst: a line
// without a full stop, or a short paragraph above the byline or the date.
func (z *zoner) deck(i int) bool {
	s := z.text(i)
	if len(s) > maxDeck || z.decks > 2 || z.signed && endsSentence(s) || i+1 >= z.size() {
		return false
	}
	if strings.HasPrefix(s, "Summary: ") {
		return true
	}
	if datelineAgency(s) != "" || bullet(s) {
		return false
	}
	for j := i + 1; j < z.size() && j <= i+2; j++ {
		t := z.text(j)
		if stampLine(t) || z.headed && sameWords(t, z.doc.Title) {
			return true
		}
		if _, ok := readByline(t); ok {
			return true
		}
		if bareName(t) && z.bare(j) {
			return true
		}
		if len(t) > maxDeck {
			break
		}
	}
	// Without such a mark: one line, no full stop, no quotation, and running
	// text below.
	return z.decks == 0 && !endsSentence(s) && len(s) <= 200 && len(strings.Fields(s)) >= 4 &&
		!strings.HasSuffix(s, ":") && !strings.HasSuffix(s, ",") && len(z.text(i+1)) > len(s) && endsSentence(z.text(i+1)) &&
		!strings.ContainsAny(s[:1], "\"") && !strings.HasPrefix(s, "“")
}

// body gives zones to the blocks from i on: all body, but for captions,
// credits, furniture and repeated headlines among them.
func (z *zoner) body(i int) {
	if i < z.size() {
		if name := datelineAgency(z.text(i)); name != "" {
			z.doc.Credits = appendName(z.doc.Credits, name)
		}
	}
	for ; i < z.size(); i++ {
		s := z.text(i)
		if len(s) > 700 {
			continue
		}
		b := &z.doc.Blocks[i]
		if names, ok := readCredit(s); ok {
			z.credit(i, names)
			continue
		}
		switch {
		case junkLine(s), len(z.doc.Title) > 20 && sameWords(s, z.doc.Title):
			b.Zone = hearsay.ZoneFurniture
		case z.tailStamp(i):
			b.Zone = hearsay.ZoneFurniture
		case caption(s):
			b.Zone = hearsay.ZoneCaption
		}
	}
}

// tailStamp reports whether block i, in the body, says when the article was
// published or updated. A date alone is none: timelines have such headings.
func (z *zoner) tailStamp(i int) bool {
	st, ok := readStamp(z.text(i))
	if !ok || !st.labeled && (!st.clock || st.date == "") && z.text(i) != "0:00" {
		return false
	}
	z.stamps = append(z.stamps, st)
	return true
}

// bottom gives zones to what stands below the body: the author's name again,
// and who the author is.
func (z *zoner) bottom(first int) {
	seen := 0
	for i := z.size() - 1; i > first && seen < 3 && i >= z.size()-12; i-- {
		b := &z.doc.Blocks[i]
		s := z.text(i)
		switch {
		case b.Zone != hearsay.ZoneBody:
		case biography(s, z.doc.Byline), z.author(s):
			b.Zone = hearsay.ZoneFurniture
		case !z.signed && strings.HasPrefix(s, "By ") && i >= z.size()-3 && z.byline(i):
		default:
			seen++
		}
	}
}

// tags gives the list of topics below the body, which a line "Topics" opens, to
// the furniture.
func (z *zoner) tags(first int) {
	for i := max(first+1, z.size()-20); i < z.size(); i++ {
		switch strings.ToLower(strings.Trim(z.text(i), " :")) {
		case "topics", "tags", "related topics", "more on", "filed under":
		default:
			continue
		}
		end := i + 1
		for end < z.size() && len(z.text(end)) < 40 && !endsSentence(z.text(end)) {
			end++
		}
		if end == z.size() {
			for j := i; j < end; j++ {
				z.doc.Blocks[j].Zone = hearsay.ZoneFurniture
			}
		}
		return
	}
}

// author reports whether s is one of the article's authors and nothing else,
// but for a dash before the name.
func (z *zoner) author(s string) bool {
	s = strings.Trim(s, " —–-.")
	for _, n := range z.doc.Byline {
		if strings.EqualFold(n, s) {
			return true
		}
	}
	return false
}

// date sets the day of publication from the lines of dates, or else from the
// dates in the text.
func (z *zoner) date() {
	for _, updated := range [...]bool{false, true} {
		for _, st := range z.stamps {
			if st.date != "" && st.updated == updated {
				z.doc.Published, z.doc.Basis = st.date, hearsay.BasisStated
				return
			}
		}
	}
	if day := inferPublished(z.doc); day != "" {
		z.doc.Published, z.doc.Basis = day, hearsay.BasisInferred
	}
}
