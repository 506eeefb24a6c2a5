package place

import (
	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// pin is a name whose meaning the text itself gives: by the region or country
// behind a comma, or by calling it a region.
type pin struct {
	name  int32
	spot  int32
	basis string
}

// learn pins the names that the text explains, and takes regions and well-known
// cities as signs of their countries, for the resolution of others.
func (r *Resolver) learn() {
	for i := range r.found {
		c := &r.found[i]
		if c.country != "" || c.name < 0 {
			continue
		}
		if c.region != none || c.land != 0 || c.called == aRegion {
			if spot, basis := r.choose(c); spot >= 0 {
				if s := &r.g.spots[spot]; s.kind <= seat || r.g.countries[s.country] != "US" { // after "New York state", New York is still the city
					r.pinned = append(r.pinned, pin{c.name, spot, basis})
				}
				if c.called == aRegion && c.region == none && c.land == 0 {
					r.sign(c, spot, 1)
				}
				continue
			}
		}
		if spot := r.alone(c.name); spot >= 0 && r.g.spots[spot].kind != region {
			r.sign(c, spot, 0.5)
		}
	}
}

func (r *Resolver) sign(c *Candidate, spot int32, weight float32) {
	s := &r.g.spots[spot]
	in := s.region
	if s.kind == region {
		in = spot
	}
	r.evidence = append(r.evidence, mention{int32(c.First), in, s.country, weight, false, weight == 1})
}

// alone is the place of a name that has but one; none else.
func (r *Resolver) alone(name int32) int32 {
	if list := r.g.places(name); len(list) == 1 {
		return int32(list[0] >> 1)
	}
	return none
}

// Resolve gives the place that a candidate names. What is known nowhere, or of
// several no more likely than another, is given with its own words for a name, no
// country, coordinates that are not numbers, and the basis "unresolved".
func (r *Resolver) Resolve(c Candidate) hearsay.Place {
	if c.country != "" && !r.regionInstead(&c) {
		country, ok := world.CountryOf(c.country)
		if !ok {
			return r.unresolved(&c)
		}
		return hearsay.Place{Span: c.Span, Name: country.Name, Country: country.Code, Lat: country.Lat, Lon: country.Lon, Basis: basisCountry}
	}
	spot, basis := r.choose(&c)
	if spot < 0 {
		return r.unresolved(&c)
	}
	s := &r.g.spots[spot]
	return hearsay.Place{Span: c.Span, Name: s.name, Country: r.g.countries[s.country], Lat: float64(s.lat) / 1e4, Lon: float64(s.lon) / 1e4, Basis: basis}
}

// regionInstead reports whether a country's name means a region here: a part of the
// country itself ("Scotland"), or Georgia where the text speaks of the United States
// and of nothing else Georgian.
func (r *Resolver) regionInstead(c *Candidate) bool {
	own := r.g.land(c.country)
	for _, p := range r.g.places(c.name) {
		s := &r.g.spots[p>>1]
		if s.kind != region || p&1 == 1 {
			continue
		}
		if s.country == own && s.pop > 0 && !sameName(c.country, r.an.Doc.Text[c.Start:c.End]) {
			c.country, c.called = "", aRegion
			return true
		}
		if r.g.countries[s.country] == "US" && (c.called == aRegion || r.mentioned(s.country) && !r.besides(own)) {
			c.country, c.called = "", aRegion
			return true
		}
	}
	return false
}

func sameName(code, text string) bool {
	country, _ := world.CountryOf(code)
	return country.Name == text
}

// besides reports whether a country is spoken of otherwise than by its bare name.
func (r *Resolver) besides(land uint8) bool {
	for i := range r.evidence {
		if r.evidence[i].land == land && !r.evidence[i].bare {
			return true
		}
	}
	return false
}

// choose gives the place of the gazetteer that a candidate names, with the basis;
// none where there is no telling.
func (r *Resolver) choose(c *Candidate) (int32, string) {
	list := r.g.places(c.name)
	switch {
	case len(list) == 0:
		return none, ""
	case c.region != none || c.land != 0:
		return r.within(list, c), basisNamed
	case c.called == aRegion:
		if spot := r.regionOf(list, c); spot >= 0 {
			return spot, basisRegion
		}
	}
	for i := range r.pinned {
		if p := &r.pinned[i]; p.name == c.name && (c.called != aTown || r.g.spots[p.spot].kind <= seat) {
			return p.spot, p.basis
		}
	}
	return r.rank(list, c)
}

// within is the greatest city of the list in the region or country behind the
// comma, or else what else there is of that name.
func (r *Resolver) within(list []uint32, c *Candidate) int32 {
	best, most := int32(none), int64(-1)
	for _, p := range list {
		s := &r.g.spots[p>>1]
		if c.region != none && s.region != c.region || c.region == none && s.country != c.land {
			continue
		}
		value := int64(s.pop) + 1
		if s.kind > seat || p&1 == 1 {
			value /= 1000
		}
		if value > most {
			best, most = int32(p>>1), value
		}
	}
	return best
}

// regionOf is the region that a name called a region means: by its own name, or by
// that of its seat.
func (r *Resolver) regionOf(list []uint32, c *Candidate) int32 {
	best, most, second := int32(none), 0.0, 0.0
	for _, p := range list {
		spot := int32(p >> 1)
		s := &r.g.spots[spot]
		near, _ := r.near(s.country, none, c.First)
		value := near * (float64(s.pop) + 1)
		switch {
		case s.kind == region || s.kind == county:
		case (s.kind == seat || s.kind == capital) && s.region >= 0:
			spot, value = s.region, value/10
		default:
			continue
		}
		switch {
		case spot == best:
			most = max(most, value)
		case value > most:
			best, most, second = spot, value, most
		default:
			second = max(second, value)
		}
	}
	if most < ratio*second {
		return none
	}
	return best
}

// near is how much the text is about a country, and a region of it, at a token: 1
// for not at all, the more the oftener and the nearer it is mentioned, 15 at most;
// and whether the country itself is named, or the region behind a comma.
func (r *Resolver) near(land uint8, in int32, at int) (factor float64, named bool) {
	own, all := 0.0, 0.0
	for i := range r.evidence {
		m := &r.evidence[i]
		away := float64(int(m.at) - at)
		if away < 0 {
			away = -away
		}
		weight := float64(m.weight) * (0.2 + 1/(1+away/40))
		all += weight
		if m.land == land && land != 0 && int(m.at) != at {
			own += weight
			named = named || m.named
			if m.region == in && in != none {
				own += 2 * weight
			}
		}
	}
	if own == 0 {
		return 1, false
	}
	return 1 + 14*min(1, 0.3+0.7*own/all), named
}

// ratio is by how much the likeliest place must lead the next where the text names
// its country; where it does not, by a whole order.
const (
	ratio = 1.5
	order = 10
)

// rank chooses among the places of a name by their size and by what the text is
// about.
func (r *Resolver) rank(list []uint32, c *Candidate) (int32, string) {
	best, top, second, single := int32(none), 0.0, 0.0, 0
	largest, others := 0.0, 0.0 // as top and second, whatever the text is about
	said := false
	for _, p := range list {
		s := &r.g.spots[p>>1]
		if p&1 == 1 && s.kind == region || c.called == aTown && s.kind > seat {
			continue
		}
		if r.yields(list, s, int32(p>>1)) {
			continue
		}
		single++
		in := s.region
		if s.kind == region {
			in = int32(p >> 1)
		}
		near, named := r.near(s.country, in, c.First)
		size := s.size(p&1 == 1)
		if value := near * size; value > top {
			best, top, second, said = int32(p>>1), value, top, named
			largest, others = size, max(others, largest)
		} else {
			second, others = max(second, value), max(others, size)
		}
	}
	if best < 0 {
		return none, ""
	}
	s := &r.g.spots[best]
	switch {
	case s.kind == capital && top >= ratio*second:
		return best, basisCapital
	case (s.kind == region || s.kind == county || s.kind == feature) && top >= ratio*second:
		return best, basisRegion
	case said && top >= ratio*second:
		return best, basisNamed
	case single == 1:
		return best, basisOnly
	case top >= ratio*second && largest >= order*others:
		return best, basisPopulation
	}
	return none, ""
}

// size is a place's weight among those of its name: its population, more for a
// capital or a region's seat, less for a name that is only another spelling.
func (s *spot) size(alias bool) float64 {
	size := float64(s.pop) + 1
	switch s.kind {
	case capital:
		size *= 5
	case seat:
		size *= 2
	}
	if alias {
		size /= 5
	}
	return size
}

// yields reports whether a place of a list leaves its name to another of it: a
// region to its seat, a lesser city to the region, a county to a city, and all but
// capitals and seats to a sea or a greater region.
func (r *Resolver) yields(list []uint32, s *spot, self int32) bool {
	for _, p := range list {
		o := &r.g.spots[p>>1]
		other := int32(p >> 1)
		if o.kind == feature && (s.kind == region || s.kind == county || s.kind == city) {
			return true
		}
		if other == self || o.country != s.country || p&1 == 1 {
			continue
		}
		switch {
		case s.kind == region && o.kind == capital:
			return true
		case s.kind == region && o.region == self && o.kind == seat:
			return true
		case s.kind == region && o.kind <= seat && o.pop > s.pop/5:
			return true
		case s.kind == county && o.kind <= seat:
			return true
		case s.kind == city && o.kind == region && s.pop <= o.pop/5:
			return true
		}
	}
	return false
}
