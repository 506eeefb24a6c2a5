package place

import (
	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// sight is what the scan knows of the sentence that it reads.
type sight struct {
	first, last int
	titled      bool
	end         int  // where the last place found ended
	locative    bool // and whether the words before it said that it is one
}

// scan finds the places of one sentence; next is the first of the hits that may lie
// in it. It returns the first behind it.
func (r *Resolver) scan(sent *hearsay.Sentence, next int) int {
	s := sight{first: sent.First, last: sent.Last, titled: r.titled(sent), end: -1}
	for i := sent.First; i < sent.Last; {
		for next < len(r.hits) && r.hits[next].first < i {
			next++
		}
		var h *hit
		if next < len(r.hits) && r.hits[next].first == i {
			h = &r.hits[next]
		}
		if capital1(r.an.Text(i)) {
			if end := r.at(&s, i, h); end > i {
				i = end
				continue
			}
		}
		i++
	}
	for next < len(r.hits) && r.hits[next].first < sent.Last {
		next++
	}
	return next
}

// at looks for a place at token i, where h is the name of the political world, and
// adds it to those found. It returns where the name that stands there ends, be it a
// place or not; i when there is none.
func (r *Resolver) at(s *sight, i int, h *hit) int {
	n, name := r.g.longest(r.an, i, s.last)
	c := Candidate{First: i, Last: i + n, name: name, region: none}
	if n == 0 {
		c.name = none
	}
	if h != nil && h.last >= i+n {
		c.Last = h.last
		if h.last > i+n {
			c.name = none
		}
		switch {
		case h.entry.Kind == world.CountryName:
			c.country = h.entry.Country
			if i+1 < c.Last && r.an.Text(i) == "The" {
				c.First++
			}
		case h.entry.Kind == world.Capital && c.name >= 0:
		case h.entry.Kind.Outlet() && h.last == i+1 && n == 1 && r.locative(s, i, false):
		default:
			return h.last
		}
	} else if n == 0 {
		return r.unknown(s, i)
	}
	end := c.Last
	c.locative = r.locative(s, i, false)
	c.called = r.calledAt(s, c.First, c.Last)
	if c.called != nothing && !r.mayBe(&c) {
		c.called = nothing
	}
	r.reach(s, &c)
	if !r.fits(s, &c) {
		if n > 0 && c.country == "" {
			end = i + 1 // a shorter name may begin at the next word
		}
		return end
	}
	r.add(s, &c)
	return max(c.Last, end)
}

func (r *Resolver) add(s *sight, c *Candidate) {
	if r.veto != nil && r.veto(c.First, c.Last) {
		return
	}
	c.Span = hearsay.Span{Start: r.an.Tokens[c.First].Start, End: r.an.Tokens[c.Last-1].End}
	s.end, s.locative = c.Last, c.locative
	r.found = append(r.found, *c)
	switch spot := r.alone(c.name); {
	case c.region != none:
		r.sign(c, c.region, 1)
	case c.land != 0:
		r.evidence = append(r.evidence, mention{int32(c.First), none, c.land, 1, false, true})
	case spot >= 0 && c.country == "" && r.g.spots[spot].kind == region:
		r.sign(c, spot, 0.5) // now, so that it helps to judge the names that follow
	}
}

// unknown finds a place that the gazetteer does not have where the text calls it
// one: "the village of Upper Hesk".
func (r *Resolver) unknown(s *sight, i int) int {
	if i < s.first+2 || r.an.Text(i-1) != "of" || !townWord(r.an.Text(i-2)) || capital1(r.an.Text(i-2)) || !r.proper(i, s.first, s.last) {
		return i
	}
	end := i + 1
	for end-i < most && r.proper(end, s.first, s.last) && !day(r.an.Text(end)) {
		end++
	}
	r.add(s, &Candidate{First: i, Last: end, name: none, region: none, called: aTown, locative: true})
	return end
}

// mayBe reports whether a name may be that of what the text calls it: "battleground
// state" names no region.
func (r *Resolver) mayBe(c *Candidate) bool {
	for _, p := range r.g.places(c.name) {
		s := &r.g.spots[p>>1]
		if c.called == aTown && s.kind <= seat || c.called == aRegion && (s.kind == region || s.kind == county || s.kind == seat || s.kind == capital || s.kind == feature) {
			return true
		}
	}
	return false
}

// calledAt says what the words beside a name call it.
func (r *Resolver) calledAt(s *sight, i, j int) called {
	if tail := r.an.Text(j - 1); j-i > 1 && capital1(tail) && regionWord(tail) {
		return aRegion // "Suffolk County"
	}
	if j < s.last {
		word := r.an.Text(j)
		switch {
		case regionWord(word) && !(capital1(word) && r.proper(j+1, s.first, s.last)):
			return aRegion
		case townWord(word) && !capital1(word):
			return aTown
		}
		if word == "and" || word == "," {
			for k := j + 1; k < s.last && k < j+8; k++ {
				if t := r.an.Text(k); regionWord(t) && t[len(t)-1] == 's' {
					return aRegion
				} else if !capital1(t) && t != "and" && t != "," {
					break
				}
			}
		}
	}
	k := i - 1
	for k > s.first && aside(r.an.Text(k)) {
		k--
	}
	if k > s.first && r.an.Text(k) == "of" {
		switch word := r.an.Text(k - 1); {
		case regionWord(word):
			return aRegion
		case townWord(word):
			return aTown
		}
	}
	if k >= s.first {
		switch r.an.Text(k) {
		case "province", "region", "state", "county":
			return aRegion
		}
	}
	return nothing
}

// elsewhere reports whether none of a name's places lies in the country of the
// region that another is an abbreviation of.
func (r *Resolver) elsewhere(name, abbreviation int32) bool {
	for _, in := range r.g.places(abbreviation) {
		if s := &r.g.spots[in>>1]; in&1 == 1 && s.kind == region {
			for _, p := range r.g.places(name) {
				if o := &r.g.spots[p>>1]; o.region == int32(in>>1) {
					return false
				}
			}
			return true
		}
	}
	return false
}

// reach takes a capitalised word for the region's type into the name, and the
// region or country behind a comma.
func (r *Resolver) reach(s *sight, c *Candidate) {
	if c.called == aRegion && c.Last < s.last && regionWord(r.an.Text(c.Last)) && capital1(r.an.Text(c.Last)) && !s.titled {
		c.Last++
	}
	if c.name < 0 || c.country != "" || c.Last+1 >= s.last || r.an.Text(c.Last) != "," || !capital1(r.an.Text(c.Last+1)) {
		return
	}
	from := c.Last + 1
	n, name := r.g.longest(r.an, from, s.last)
	m, e := world.Longest(r.an, from, s.last)
	if m >= n && m > 0 && e.Kind == world.CountryName {
		land := r.g.land(e.Country)
		for _, p := range r.g.places(c.name) {
			if r.g.spots[p>>1].country == land && land != 0 {
				c.land = land
			}
		}
	}
	if n >= m && n > 0 {
		if r.an.Text(from + n - 1)[len(r.an.Text(from+n-1))-1] == '.' && r.elsewhere(c.name, name) {
			c.name = none // "Ashvale, Md.," of which the gazetteer has only others
			c.called = aTown
			return
		}
		for _, in := range r.g.places(name) {
			if k := r.g.spots[in>>1].kind; k != region && k != county {
				continue
			}
			for _, p := range r.g.places(c.name) {
				if spot := &r.g.spots[p>>1]; spot.region == int32(in>>1) && spot.kind <= seat || r.g.spots[in>>1].kind == county && spot.region == r.g.spots[in>>1].region && spot.kind <= seat {
					c.region = r.g.spots[in>>1].region
					if r.g.spots[in>>1].kind == region {
						c.region = int32(in >> 1)
					}
				}
			}
		}
	}
	if c.region == none && c.land == 0 {
		return
	}
	if c.region != none {
		c.land = 0
		m = n
	}
	if end := from + m; end >= s.last || r.an.Tokens[end].Tag != hearsay.TagPOS {
		c.Last = end
	}
}
