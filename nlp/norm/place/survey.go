package place

import (
	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// hit is a name of the political world that the text has.
type hit struct {
	first, last int
	entry       world.Entry
}

// mention is a sign that the text is about a country or region.
type mention struct {
	at     int32 // token
	region int32 // none for a country alone
	land   uint8 // index of the gazetteer's countries
	weight float32
	bare   bool // by the country's own name, which may be meant otherwise
	named  bool // in words, and not by a city that is known to lie there
}

// part is the first or the last token of what looks like a person's name.
type part struct {
	token int
	last  bool
}

// survey collects what the text says before any place is judged: the names of the
// political world, and of people.
func (r *Resolver) survey(sent *hearsay.Sentence) {
	for i := sent.First; i < sent.Last; {
		if !capital1(r.an.Text(i)) {
			i++
			continue
		}
		n, e := world.Longest(r.an, i, sent.Last)
		if n == 0 {
			i++
			continue
		}
		r.hits = append(r.hits, hit{i, i + n, e})
		if e.Country != "" && !e.Kind.Outlet() {
			weight := float32(1)
			if e.Kind == world.Capital || e.Kind == world.Seat {
				weight = 0.6
			}
			r.evidence = append(r.evidence, mention{int32(i), none, r.g.land(e.Country), weight, e.Kind == world.CountryName, true})
		}
		i += n
	}
	if !r.titled(sent) {
		r.surveyPeople(sent)
	}
}

// land is the index of a country's code; 0 for none.
func (g *gazetteer) land(code string) uint8 {
	lo, hi := 1, len(g.countries)
	for lo < hi {
		if m := (lo + hi) / 2; g.countries[m] < code {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(g.countries) && g.countries[lo] == code {
		return uint8(lo)
	}
	return 0
}

// titled reports whether most words of a sentence are in capitals, so that they
// tell nothing.
func (r *Resolver) titled(sent *hearsay.Sentence) bool {
	great, small := 0, 0
	for i := sent.First; i < sent.Last; i++ {
		text := r.an.Text(i)
		switch {
		case capital1(text):
			great++
		case len(text) > 3 && 'a' <= text[0] && text[0] <= 'z':
			small++
		}
	}
	return great > 3 && great > 2*small
}

// surveyPeople notes the ends of runs of two to four proper nouns that are neither
// places nor organizations: people's names, for the most part. A single word that
// is one of those is a person's name again, unless the text clearly says where.
func (r *Resolver) surveyPeople(sent *hearsay.Sentence) {
	for i := sent.First; i < sent.Last; i++ {
		if !r.proper(i, sent.First, sent.Last) {
			continue
		}
		from := i
		for i+1 < sent.Last && r.proper(i+1, sent.First, sent.Last) && r.an.Tokens[i+1].Space {
			i++
		}
		end := i + 1
		start := from
		for from < end && (role(r.an.Text(from)) || aside(r.an.Text(from))) {
			from++
		}
		if end-from == 1 && from > start && role(r.an.Text(from-1)) {
			r.people = append(r.people, part{from, true}) // "President Orvane"
			continue
		}
		if n := end - from; n < 2 || n > 4 || r.known(from, end) {
			continue
		}
		tail := r.an.Text(end - 1)
		if office(tail) || regionWord(tail) || townWord(tail) || day(tail) || end < sent.Last && r.an.Text(end) == "&" {
			continue
		}
		r.people = append(r.people, part{end - 1, true})
		if end-from <= 3 && !role(r.an.Text(from+1)) && !office(r.an.Text(from+1)) {
			r.people = append(r.people, part{from, false})
		}
	}
}

// known reports whether a run of proper nouns holds a name of more than one word
// that is known, or begins with a known one and goes on with a title or an office.
func (r *Resolver) known(from, end int) bool {
	for i := from; i < end; i++ {
		if office(r.an.Text(i)) && i > from || role(r.an.Text(i)) && i > from {
			return true
		}
		if n, _ := world.Longest(r.an, i, end); n > 1 {
			return true
		}
	}
	n, name := r.g.longest(r.an, from, end)
	return n == end-from && name >= 0
}

// proper reports whether token i is a capitalised proper noun between first and
// last.
func (r *Resolver) proper(i, first, last int) bool {
	return i >= first && i < last && r.an.Tokens[i].Tag.Proper() && capital1(r.an.Text(i))
}

// person reports whether token i is a word that ends, or begins, a person's name
// elsewhere in the text.
func (r *Resolver) person(i int) (last, first bool) {
	text := r.an.Text(i)
	for _, p := range r.people {
		if p.token != i && r.an.Text(p.token) == text {
			last = last || p.last
			first = first || !p.last
		}
	}
	return last, first
}
