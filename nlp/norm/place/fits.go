package place

import (
	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// great is the population from which a city needs no words beside it that say it
// is a place.
const great = 300_000

// fits reports whether the words beside a name let it be a place's here.
func (r *Resolver) fits(s *sight, c *Candidate) bool {
	if !r.clear(s, c) {
		return false
	}
	behind := c.region != none || c.land != 0
	if c.called != nothing || behind {
		return true
	}
	single := c.Last == c.First+1
	if single {
		if text := r.an.Text(c.First); c.country == "" && (day(text) || aside(text) || office(text) || role(text)) {
			return false
		}
		last, first := r.person(c.First)
		if (last || first && (!r.well(c) || given(r.an.Text(c.First)))) && !(c.locative && r.locative(s, c.First, true)) {
			return false
		}
		if text := r.an.Text(c.First); c.country == "" && len(text) <= 4 && shouting(text) && len(text) > 1 && !r.dateline(s, c) {
			return false
		}
	}
	if c.country != "" || r.explained(c) {
		return true
	}
	strong, weakest, near, full := r.standing(c)
	if !full {
		return false
	}
	if c.locative && weakest && !near && !r.sizeable(c) {
		return false // "so far from God"
	}
	if c.locative || r.dateline(s, c) {
		return true
	}
	tagged := r.an.Tokens[c.First].Tag.Proper() || !single
	if strong {
		return tagged && !(s.titled && weakest)
	}
	return tagged && near && !weakest && !s.titled && !r.speaking(c)
}

// standing says of a name's places: whether one is so great that it needs no sign,
// whether all are words or first names too, whether one is in a country that the
// text names, and whether there is any at all that may stand without a comma.
func (r *Resolver) standing(c *Candidate) (strong, weakest, near, full bool) {
	weakest = true
	for _, p := range r.g.places(c.name) {
		spot := &r.g.spots[p>>1]
		if p&1 == 1 && spot.kind == region {
			continue // an abbreviation
		}
		full = true
		if spot.flags&weak == 0 {
			weakest = false
			strong = strong || spot.kind == region && spot.pop > great || spot.kind == feature || spot.pop >= great && p&1 == 0
		}
		near = near || r.mentioned(spot.country)
	}
	return strong, weakest, near, full
}

// explained reports whether the text has said before that the name is a place's, by
// a comma or in words.
func (r *Resolver) explained(c *Candidate) bool {
	for i := range r.found {
		if f := &r.found[i]; f.name == c.name && c.name >= 0 && (f.called != nothing || f.region != none || f.land != 0) {
			return true
		}
	}
	return false
}

// sizeable reports whether any place of a name has people enough that the news
// may speak of it without its country.
func (r *Resolver) sizeable(c *Candidate) bool {
	for _, p := range r.g.places(c.name) {
		if s := &r.g.spots[p>>1]; s.pop >= 50_000 && p&1 == 0 {
			return true
		}
	}
	return false
}

// well reports whether a name is that of a country, a region or a great city.
func (r *Resolver) well(c *Candidate) bool {
	if c.country != "" {
		return true
	}
	for _, p := range r.g.places(c.name) {
		if spot := &r.g.spots[p>>1]; spot.kind == region && spot.pop > 1_000_000 || spot.kind == feature || spot.pop > 1_000_000 && p&1 == 0 {
			return true
		}
	}
	return false
}

func (r *Resolver) mentioned(land uint8) bool {
	for i := range r.evidence {
		if r.evidence[i].land == land && land != 0 {
			return true
		}
	}
	return false
}

// speaking reports whether a name is the subject of a verb of speech.
func (r *Resolver) speaking(c *Candidate) bool {
	t := &r.an.Tokens[c.Last-1]
	if t.Rel != hearsay.RelNsubj || t.Head < 0 || int(t.Head) >= len(r.an.Tokens) {
		return false
	}
	return speaks(r.an.Tokens[t.Head].Lemma)
}

// clear reports whether a name is whole: not a part of a person's or an
// organization's name.
func (r *Resolver) clear(s *sight, c *Candidate) bool {
	i, j := c.First, c.Last
	if !s.titled {
		if r.proper(i-1, s.first, s.last) && s.end != i && !r.beside(i-1) {
			return false
		}
		if r.proper(j, s.first, s.last) && !r.behind(s, j) {
			return false
		}
	}
	if i > s.first {
		switch before := r.an.Text(i - 1); {
		case before == "&", before == "@", before == "#":
			return false
		case hyphen(before) && !r.an.Tokens[i].Space && i-2 >= s.first && s.end != i-1 && !aside(r.an.Text(i-2)):
			return false
		case before == "of" && i-2 >= s.first && office(r.an.Text(i-2)):
			return false
		case before == "of" && i-3 >= s.first && r.an.Tokens[i-2].Tag.Proper() && office(r.an.Text(i-3)):
			return false
		}
	}
	if j < s.last {
		switch after := r.an.Text(j); {
		case !s.titled && capital1(after) && r.an.Tokens[j].Tag.Noun() && !r.behind(s, j):
			return false
		case office(after) && !role(after):
			return false
		case after == "&":
			return false
		case hyphen(after) && j+1 < s.last && !r.an.Tokens[j].Space && !r.an.Tokens[j+1].Space && capital1(r.an.Text(j+1)):
			n, _ := r.g.longest(r.an, j+1, s.last)
			return n > 0 || c.country != ""
		}
	}
	return true
}

// beside reports whether a proper noun may stand straight before a place.
func (r *Resolver) beside(i int) bool {
	text := r.an.Text(i)
	if aside(text) || day(text) {
		return true
	}
	for k := range r.hits { // a demonym: "Russian Kursk region"
		if h := &r.hits[k]; h.last == i+1 && h.entry.Kind == world.Demonym {
			return true
		}
	}
	return false
}

// behind reports whether a proper noun may stand straight behind a place.
func (r *Resolver) behind(s *sight, j int) bool {
	text := r.an.Text(j)
	switch {
	case day(text):
		return true
	case regionWord(text), townWord(text), role(text):
		return role(text) || !r.proper(j+1, s.first, s.last)
	}
	return false
}

// dateline reports whether a name opens a text as its dateline: "KYIV (Agency) —".
func (r *Resolver) dateline(s *sight, c *Candidate) bool {
	if c.First != s.first || c.Last >= s.last {
		return false
	}
	for k := c.Last; k < s.last && k < c.Last+6; k++ {
		switch text := r.an.Text(k); {
		case text == "—" || text == "–" || text == "--" || (text == "-" && r.an.Tokens[k].Space):
			return true
		case text == "(" && shouting(r.an.Text(c.First)):
			return true
		}
	}
	return false
}

// locative reports whether the words before token i say that a place stands there;
// with sure only those that are said of no person.
func (r *Resolver) locative(s *sight, i int, sure bool) bool {
	k := i - 1
	for k >= s.first && k > i-5 && (aside(r.an.Text(k)) || r.an.Tokens[k].Tag == hearsay.TagJJ && !capital1(r.an.Text(k)) && !locative(r.an.Text(k))) {
		if surely(r.an.Text(k)) {
			break
		}
		k--
	}
	if k < s.first {
		return false
	}
	word := r.an.Text(k)
	switch {
	case sure && i+1 < s.last && r.an.Tokens[i+1].Tag == hearsay.TagPOS:
		return false // "in Lisle's favour"
	case sure:
		return surely(word)
	case word == "," || word == "and" || word == "or":
		if word != "," && k > s.first && r.an.Text(k-1) == "," {
			k--
		}
		return s.end == k && s.end > 0 && s.locative
	case word == "to":
		return k == s.first || r.an.Text(k-1) != "according" && r.an.Text(k-1) != "According"
	case locative(word):
		return true
	}
	return r.an.Tokens[k].Tag.Verb() && goesTo(r.an.Tokens[k].Lemma)
}
