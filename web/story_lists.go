package web

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay/claim"
)

// happening is what happened on a day of a story: a document, or a change of a claim.
type happening struct {
	Day      string
	Document *documentLine // nil for a change
	Change   changed
}

// leastTakes is how many positions a claim has that a story's timeline tells of, where
// there are such.
const leastTakes = 2

// happenings are what happened, by day: first what was published, then what changed by it.
func (p *storyPage) happenings() []happening {
	least := leastTakes
	if len(p.told(least)) == 0 {
		least = 1
	}
	var out []happening
	for _, d := range p.documents() {
		out = append(out, happening{Day: d.Day, Document: &d})
	}
	for _, c := range p.told(least) {
		for n := range c.History {
			out = append(out, happening{Day: c.History[n].From, Change: p.change(c, n, 1)})
		}
	}
	slices.SortStableFunc(out, func(a, b happening) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(rankOf(&a), rankOf(&b)))
	})
	return out
}

func rankOf(h *happening) int {
	if h.Document != nil {
		return -1
	}
	return slices.Index(statusOrder[:], h.Change.Status)
}

// told are the claims with at least so many positions.
func (k *known) told(least int) []*claim.Claim {
	var out []*claim.Claim
	for i := range k.Claims {
		if len(k.Claims[i].Takes) >= least {
			out = append(out, &k.Claims[i])
		}
	}
	return out
}

// documentLine is a document of a story.
type documentLine struct {
	Day, Outlet, Title, URL string
	Version                 int    // of its article in this story, 0 for the only one
	Replaced                string // day, "" while it stands
	Carries, CarriesURL     string // the outlet whose text it has
	Said                    int
}

// documents are those of the story, in order of publication.
func (p *storyPage) documents() []documentLine {
	out := make([]documentLine, 0, len(p.Reports))
	earlier := make(map[string]int) // versions of a URL
	for i := range p.Reports {
		r := &p.Reports[i]
		d := documentLine{
			Day: dayOf(r.Public), Outlet: p.outlet(r.Doc.ID), Title: r.Doc.Title, URL: "/document/" + r.Doc.ID,
			Replaced: dayOf(r.ReplacedOn), Said: len(r.Statements),
		}
		if r.Doc.URL != "" {
			earlier[r.Doc.URL]++
			if d.Version = earlier[r.Doc.URL]; d.Version == 1 && d.Replaced == "" {
				d.Version = 0
			}
		}
		if r.Carries != "" {
			d.Carries, d.CarriesURL = "an article of another story", "/document/"+r.Carries
			if p.docs[r.Carries] != nil {
				d.Carries = p.outlet(r.Carries)
			}
		}
		out = append(out, d)
	}
	return out
}

// partyLine is a party with who speaks for it.
type partyLine struct {
	Name     string   // "" for those whose party is not known
	Speakers []string // those who say most first
	More     int      // speakers that are not named
	Stances  [5]int   // statements, by stance
	said     map[string]int
}

// Said is how many positions the party takes.
func (l *partyLine) Said() int {
	n := 0
	for _, s := range l.Stances {
		n += s
	}
	return n
}

// mostSpeakers is how many speakers of a party are named.
const mostSpeakers = 8

// parties are those that take positions, those who say most first.
func (p *storyPage) parties() []*partyLine {
	by := make(map[string]*partyLine)
	type taken struct {
		statement string
		stance    claim.Stance
	}
	seen := make(map[taken]bool)
	for i := range p.known.Claims {
		for j := range p.known.Claims[i].Takes {
			t := &p.known.Claims[i].Takes[j]
			l := by[t.Party]
			if l == nil {
				l = &partyLine{Name: t.Party, said: make(map[string]int)}
				by[t.Party] = l
			}
			if key := (taken{t.Statement, t.Stance}); !seen[key] {
				seen[key] = true
				l.Stances[t.Stance]++
				l.said[t.Speaker]++
			}
		}
	}
	var out []*partyLine
	for _, l := range by {
		l.name()
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b *partyLine) int {
		return cmp.Or(compareEmpty(a.Name, b.Name), cmp.Compare(b.Said(), a.Said()), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// compareEmpty has the one that is empty come last.
func compareEmpty(a, b string) int {
	switch {
	case a == "" && b != "":
		return 1
	case a != "" && b == "":
		return -1
	}
	return 0
}

// name fills in the speakers of a party.
func (l *partyLine) name() {
	for s := range l.said {
		if s != "" {
			l.Speakers = append(l.Speakers, s)
		}
	}
	slices.SortFunc(l.Speakers, func(a, b string) int { return cmp.Or(cmp.Compare(l.said[b], l.said[a]), cmp.Compare(a, b)) })
	l.More = max(0, len(l.Speakers)-mostSpeakers)
	l.Speakers = l.Speakers[:len(l.Speakers)-l.More]
}

// placeLine is a place that statements name.
type placeLine struct {
	Name, Country string
	Lat, Lon      float64 // NaN where it is not known
	Said          int     // statements
	First         string  // ID of the first statement
	last          string  // ID of the one that named it last
}

// Known says that the place is on the map.
func (l *placeLine) Known() bool { return !math.IsNaN(l.Lat) && !math.IsNaN(l.Lon) }

// Where writes the place's coordinates.
func (l *placeLine) Where() string { return fmt.Sprintf("%.2f, %.2f", l.Lat, l.Lon) }

// places are those that statements name, the most named first.
func (p *storyPage) places() []*placeLine {
	by := make(map[string]*placeLine)
	var out []*placeLine
	for i := range p.Reports {
		for j := range p.Reports[i].Statements {
			st := &p.Reports[i].Statements[j]
			for _, at := range st.Places {
				key := strings.ToLower(at.Name) + "\x00" + at.Country
				l := by[key]
				if l == nil {
					l = &placeLine{Name: at.Name, Country: at.Country, Lat: at.Lat, Lon: at.Lon, First: st.ID}
					by[key] = l
					out = append(out, l)
				}
				if l.last != st.ID {
					l.Said++
					l.last = st.ID
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *placeLine) int { return b.Said - a.Said })
	return out
}

// daysBetween is how many days lie between two, 0 where one is none.
func daysBetween(from, to string) int {
	a, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return 0
	}
	b, err := time.Parse(time.DateOnly, to)
	if err != nil {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}
