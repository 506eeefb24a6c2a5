package norm

import (
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// mastheads are the last words of outlets' names.
var mastheads = wordSet(`times post news wire telegraph courier herald tribune gazette journal radio television tv
		press echo ledger guardian observer mail chronicle star globe standard independent register dispatch bulletin broadcasting
		channel magazine weekly daily mirror express inquirer examiner newswire today reporter
		sentinel advocate argus review reader messenger mercury voice broadcaster newspaper podcast`)

func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// periodicals are the nouns that say of the name before them that it is an outlet; a
// company may have a website.
var periodicals = wordSet(`newspaper magazine daily weekly tabloid newswire broadcaster`)

// platforms are where people post for themselves.
var platforms = map[string]string{"twitter": "Twitter", "facebook": "Facebook", "telegram": "Telegram", "instagram": "Instagram",
	"tiktok": "TikTok", "youtube": "YouTube", "weibo": "Weibo", "whatsapp": "WhatsApp", "linkedin": "LinkedIn", "bluesky": "Bluesky",
	"threads": "Threads", "vkontakte": "VKontakte", "snapchat": "Snapchat", "substack": "Substack", "mastodon": "Mastodon", "truth": "Truth Social", "x": "X"}

func isPlatform(name string) bool {
	for _, p := range platforms {
		if p == name {
			return true
		}
	}
	return false
}

// platformParts are what a platform's name may stand before: "his Telegram channel".
var platformParts = wordSet(`post posts channel page account message messages feed thread story video livestream statement profile`)

// owners are the words by which outlets are described that have no name: "state media".
var owners = wordSet(`state official state-run state-owned state-controlled local national regional provincial government pro-government
	opposition independent run owned controlled foreign international`)

// common are outlets' words that tell no two apart.
var common = wordSet(`news online the com www agency newspaper`)

// knownOutlet reports whether the tables of the world have an outlet of that name.
func knownOutlet(name string) bool {
	e, ok := world.Lookup(name)
	return ok && e.Kind.Outlet()
}

// outletName is the name of the outlet that a noun phrase names, and the tokens that do
// so; "" where it names none.
func (t *text) outletName(r run) (name string, first, last int) {
	for i := r.first; i < r.last; i++ {
		if n, e := world.Longest(t.an, i, r.last); n > 0 && e.Kind.Outlet() && !t.partOf(i, i+n) {
			return t.fullest(e.Name, i, i+n), i, i + n
		}
		if name, n := t.platform(r, i); n > 0 {
			return name, i, i + n
		}
	}
	for i := r.first; i < r.last; i++ {
		if m := t.nameOf[i]; m >= 0 && (i == r.first || t.nameOf[i-1] != m) {
			if first, last := t.bare(max(t.names[m].First, r.first), min(t.names[m].Last, r.last)); t.reads(m, first, last) {
				if t.tag(last) == hearsay.TagHYPH && last+1 < r.last && t.capitalised(last+1) { // "Journal-Constitution"
					return t.slice(first, last+2), first, last + 2
				}
				return t.fullest(t.entryName(m, first, last), first, last), first, last
			}
		}
		if end := t.masthead(i, r.last); end > i {
			return t.fullest(t.entryName(t.nameOf[i], i, end), i, end), i, end
		}
		if end := t.capitals(i, r.last); t.introducedElsewhere(i, end) {
			return t.slice(i, end), i, end
		}
		if t.introduces(i) { // "the newspaper Kestrel"
			if end := t.capitals(i+1, r.last); end > i+1 {
				return t.entryName(t.nameOf[i+1], i+1, end), i + 1, end
			}
		}
	}
	return t.describedOutlet(r)
}

// masthead is the end of the run of capitalised tokens that begins at token i where its
// last word or its first says that it is an outlet's name: "the Courier", "Radio Sill";
// i for none.
func (t *text) masthead(i, end int) int {
	if !t.capitalised(i) || t.tag(i) == hearsay.TagDT || i > 0 && t.capitals(i-1, i) == i && t.tag(i-1) != hearsay.TagDT && t.sentOf[i-1] == t.sentOf[i] {
		return i
	}
	last := t.capitals(i, end)
	switch t.lower(i) {
	case "radio", "channel", "television", "tv":
		if last > i+1 {
			return last
		}
	}
	m := t.nameOf[i]
	if mastheads[t.lower(last-1)] && (t.tag(i-1) == hearsay.TagDT || last > i+1 && (m < 0 || t.names[m].Kind != entity.Person)) {
		return last
	}
	return i
}

// partOf reports whether tokens first to last-1 are part of a longer name that is no
// outlet's: a person's, "Reuters Institute".
func (t *text) partOf(first, last int) bool {
	m := t.nameOf[first]
	if m < 0 {
		return false
	}
	n := &t.names[m]
	return n.Kind == entity.Person && n.Last-n.First > last-first || n.Last > last && t.is(n.Last-1, institution)
}

// platform is the platform that token i of a noun phrase names, with its number of
// tokens, 0 for none.
func (t *text) platform(r run, i int) (string, int) {
	name := platforms[t.lower(i)]
	if name == "" || !t.capitalised(i) || name == "X" && t.word(i) != "X" {
		return "", 0
	}
	n := 1
	if name == "Truth Social" {
		if t.lower(i+1) != "social" {
			return "", 0
		}
		n = 2
	}
	next := i + n
	if next == r.last && (i == r.first || t.tag(r.first) == hearsay.TagDT) || next < r.last && platformParts[t.lower(next)] && !t.tag(next+1).Proper() {
		return name, n
	}
	return "", 0
}

// reads reports whether name m, of which tokens first to last-1 are looked at, reads as
// an outlet's, or the document calls it one.
func (t *text) reads(m int32, first, last int) bool {
	if k := t.names[m].Kind; first >= last || k == entity.Person || k == entity.Place {
		return false
	}
	if mastheads[t.lower(last-1)] || t.lower(last-1) == "service" && t.lower(last-2) == "press" {
		return true
	}
	for i := first; i < last; i++ {
		if w := t.lower(i); strings.HasSuffix(w, "news") || strings.HasPrefix(w, "news") || strings.HasSuffix(w, "press") {
			return true
		}
	}
	n := t.of(m)
	if n == nil || n.kind != hearsay.KindOrganization {
		return false
	}
	f := strings.Fields(strings.ToLower(n.name))
	return len(f) > 0 && mastheads[f[len(f)-1]] && contained(t.wordsOf(first, last), f) || n.medium || t.called(n)
}

// introducedElsewhere reports whether the document says of tokens first to last-1 that
// they are an outlet's name, whatever they have been taken for here.
func (t *text) introducedElsewhere(first, last int) bool {
	if first >= last || !t.tag(first).Proper() || first > 0 && t.capitals(first-1, first) == first && t.tag(first-1) != hearsay.TagDT && t.sentOf[first-1] == t.sentOf[first] {
		return false
	}
	found := false
	t.occurrences(first, last, func(j int) bool {
		found = t.introduces(j-1) && t.capitals(j, j+last-first+1) == j+last-first
		return !found
	})
	return found
}

// mentionsRead is how many mentions of a name are read for what the document says of it:
// it does so at the first ones.
const mentionsRead = 40

// occurrences calls yield with the first token of each of the first places in the document
// where the text of tokens first to last-1 stands, until it says false.
func (t *text) occurrences(first, last int, yield func(j int) bool) {
	whole := t.an.Doc.Text
	words := whole[t.an.Tokens[first].Start:t.an.Tokens[last-1].End]
	for at, n := 0, 0; n < mentionsRead; n++ {
		next := strings.Index(whole[at:], words)
		if next < 0 {
			return
		}
		at += next
		j := t.tokens(hearsay.Span{Start: at, End: at + len(words)}).first
		if t.an.Tokens[j].Start == at && !yield(j) {
			return
		}
		at += len(words)
	}
}

// called reports whether the document says of an organization that it is an outlet.
func (t *text) called(n *named) bool {
	for _, i := range n.at[:min(len(n.at), mentionsRead)] {
		m := t.nameOf[i]
		if m < 0 {
			continue
		}
		if last := t.names[m].Last; t.introduces(i-1) || periodicals[t.lower(last)] && !t.adjective(last-1) && !t.capitalised(last+1) {
			n.medium = true
			return true
		}
	}
	return false
}

// introduces reports whether token i is a noun that says of the name behind it that it
// is an outlet: "the newspaper Kestrel".
func (t *text) introduces(i int) bool {
	if i <= 0 || !t.outletNoun(i) {
		return false
	}
	if l := t.lower(i); l == "agency" || l == "service" {
		b := t.lower(i - 1)
		return b == "the" || b == "news" || b == "press" || b == "wire" || owners[b] || t.capitalised(i-1) && t.adjective(i-1)
	}
	return true
}

// adjective reports whether a capitalised token is a people's or a country's adjective by
// its looks, whatever the tagger says.
func (t *text) adjective(i int) bool {
	w := t.lower(i)
	for _, s := range [...]string{"ian", "ean", "ish", "ese"} {
		if strings.HasSuffix(w, s) && len(w) > len(s)+1 {
			return true
		}
	}
	return t.tag(i) == hearsay.TagJJ
}

// outletNoun reports whether token i is a common noun for an outlet.
func (t *text) outletNoun(i int) bool {
	if t.capitalised(i) {
		return false
	}
	switch t.lower(i) {
	case "daily", "weekly":
		return t.tag(i).Noun() || t.capitalised(i+1)
	case "site", "website", "portal":
		return t.lower(i-1) == "news"
	}
	if !t.is(i, outlet) || !t.tag(i).Noun() {
		return false
	}
	switch t.lower(i) {
	case "agency":
		return true
	case "media", "news", "press", "outlets", "websites", "blogs", "channels":
		return false
	}
	return true
}

// capitals is the end of the run of capitalised tokens from i on, up to the name of a
// day.
func (t *text) capitals(i, end int) int {
	first := i
	for i < end && (t.capitalised(i) && !t.punct(i) && !weekdays[t.lower(i)] || i > first && t.tag(i) == hearsay.TagCD && len(t.word(i)) <= 2 || t.tag(i) == hearsay.TagHYPH && t.capitalised(i+1)) {
		i++
	}
	return i
}

// entryName is the fullest name that the document has for name m, of which tokens first
// to last-1 are looked at; as written for none.
func (t *text) entryName(m int32, first, last int) string {
	first, last = t.bare(first, last)
	if n := t.of(m); n != nil && n.kind == hearsay.KindOrganization {
		n.medium = true
		if e, ok := world.Lookup(n.name); ok && e.Kind.Outlet() {
			return e.Name
		}
		return outletTrim(n.name)
	}
	return outletTrim(t.slice(first, last))
}

// outletTrim takes off a name what only says that it is an outlet's: "Kestrel newspaper".
func outletTrim(name string) string {
	for _, s := range [...]string{" newspaper", " magazine", " newspapers", " website"} {
		name = strings.TrimSuffix(name, s)
	}
	return trimName(name)
}

// fullest is the one longer outlet's name in the document of which tokens first to
// last-1 are the end: "the Daily News" of the "Sennick Daily News". It is the given name
// where there is none, or more.
func (t *text) fullest(name string, first, last int) string {
	found := ""
	words := t.wordsOf(first, last)
	if len(words) == 0 || !mastheads[words[len(words)-1]] {
		return name
	}
	first, last = t.bare(first, last)
	several := false
	t.occurrences(first, last, func(j int) bool {
		k := t.nameOf[j]
		if k < 0 || t.names[k].First >= j || t.names[k].Last != j+last-first || t.names[k].Kind == entity.Person {
			return true
		}
		f, l := t.bare(t.names[k].First, t.names[k].Last)
		if f >= j {
			return true
		}
		whole := outletTrim(t.slice(f, l))
		if e, ok := world.Lookup(whole); ok && e.Kind.Outlet() {
			whole = e.Name
		}
		several = several || found != "" && found != whole
		found = whole
		return true
	})
	if several {
		return name
	}
	if found != "" {
		return found
	}
	return name
}

// describedOutlet is the outlet that a phrase without a name means: "state media", "a
// local newspaper"; "the newspaper" is the outlet named last.
func (t *text) describedOutlet(r run) (name string, first, last int) {
	c := t.core(r)
	h := c.last - 1
	if h <= c.first || !t.is(h, outlet) || t.tag(c.first) == hearsay.TagPRPS || t.possessed(c) {
		return "", 0, 0
	}
	if bare := c.last - c.first; (bare == 2 || bare == 3 && t.hasLower(run{h - 1, h}, "news", "television", "radio", "press")) && t.lower(c.first) == "the" && t.outletNoun(h) {
		if name := t.lastOutlet(c.first, t.lemma(h)); name != "" {
			return name, c.first, c.last
		}
		return "", 0, 0
	}
	// "the state-run Ulmark Telegraph Agency": a name whose last word says what it is.
	if m := t.nameOf[h]; m >= 0 && t.names[m].Kind == entity.Organization && t.names[m].First < h {
		carries := t.hasLower(c, "news", "press", "wire", "telegraph", "telegraphic", "information")
		for i := c.first; i < t.names[m].First; i++ {
			carries = carries || owners[t.lower(i)]
		}
		if n := t.of(m); carries && n != nil {
			n.medium = true
			return t.entryName(m, t.names[m].First, t.names[m].Last), t.names[m].First, t.names[m].Last
		}
	}
	switch t.lemma(h) {
	case "website", "blog", "podcast", "portal", "outlet":
		return "", 0, 0
	}
	first = c.first
	if t.tag(first) == hearsay.TagDT {
		first++
	}
	whose := false
	for i := first; i < h; i++ {
		whose = whose || owners[t.lower(i)]
		if m := t.nameOf[i]; t.capitalised(i) && (t.adjective(i) || m < 0 || t.names[m].Kind == entity.Place || t.names[m].Kind == entity.Other) {
			whose = true
		}
		if n := t.nameOf[i]; n >= 0 && t.names[n].Kind != entity.Place && t.names[n].Kind != entity.Other && !t.adjective(i) {
			if end := t.capitals(i, h); end > i && t.lemma(h) != "agency" { // "Kestrel newspaper"
				return t.entryName(n, i, end), i, end
			}
		}
	}
	if t.lemma(h) == "agency" && !t.hasLower(c, "news", "press", "wire") {
		return "", 0, 0
	}
	if !whose {
		return "", 0, 0
	}
	name = t.slice(first, c.last)
	if owners[t.lower(first)] { // the same at the beginning of a sentence
		name = strings.ToLower(name[:1]) + name[1:]
	}
	return name, first, c.last
}

// lastOutlet is the outlet named last before token i that may be called by a noun: no
// newspaper is "the agency".
func (t *text) lastOutlet(i int, noun string) string {
	stateRun := -1 // "state television", nearer than any name
	for j := i - 1; j > 0 && j > i-60 && noun != "agency" && noun != "newspaper"; j-- {
		if h := t.lower(j); owners[t.lower(j-1)] && (h == "television" || h == "tv" || h == "radio" || h == "broadcaster" && t.tag(j+1) != hearsay.TagNNP) {
			stateRun = j
			break
		}
	}
	for k := len(t.names) - 1; k >= 0; k-- {
		m := &t.names[k]
		if m.Last > i {
			continue
		}
		if m.Last <= stateRun {
			break
		}
		first, last := t.bare(m.First, m.Last)
		e, ok := world.Lookup(t.slice(first, last))
		switch {
		case ok && e.Kind.Outlet():
			if !callable(noun, e.Kind) {
				continue
			}
			return e.Name
		case !ok && t.introducedElsewhere(first, last):
			return t.slice(first, last)
		case !ok && t.reads(int32(k), first, last):
			return t.entryName(int32(k), first, last)
		}
	}
	if stateRun > 0 {
		return t.slice(stateRun-1, stateRun+1)
	}
	return ""
}

// callable reports whether an outlet of a kind may be called by a noun.
func callable(noun string, k world.Kind) bool {
	switch noun {
	case "agency", "wire", "newswire":
		return k == world.Agency
	case "broadcaster", "channel", "station", "network":
		return k == world.Broadcaster
	case "newspaper", "paper", "daily", "weekly", "tabloid", "magazine":
		return k == world.Newspaper
	}
	return true
}

func (t *text) hasLower(r run, words ...string) bool {
	for i := r.first; i < r.last; i++ {
		if slices.Contains(words, t.lower(i)) {
			return true
		}
	}
	return false
}
