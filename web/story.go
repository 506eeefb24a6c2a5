package web

import (
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/web/draw"
)

// storyPage is a story.
type storyPage struct {
	*known
	Part      string // the one list that is shown, "" for the beginnings of all
	Outlets   int
	Said      int // statements
	Statuses  []statusCount
	Days      []dayLink
	Timeline  template.HTML
	Map       template.HTML
	Happened  slice[happening]
	Silences  []silence
	Claims    []claimGroup
	Parties   slice[*partyLine]
	Documents slice[documentLine]
	Places    slice[*placeLine]
}

// dayLink leads to what was known on a day.
type dayLink struct {
	Name, URL string
	Here      bool
}

// claimGroup is the claims of a story of one status.
type claimGroup struct {
	Status claim.Status
	List   slice[claimLine]
}

// How many lines of a list a story shows before it is asked for all of it.
const (
	someClaims    = 12
	someHappened  = 30
	someParties   = 20
	someDocuments = 25
	somePlaces    = 20
	someDays      = 40
)

// storyParts are the lists that a page can be of alone; claims have the name of a status
// behind it.
var storyParts = [...]string{"happened", "parties", "documents", "places"}

const claimsPart = "claims-"

// story shows a story, or one list of it.
func (s *Site) story(w http.ResponseWriter, r *http.Request) error {
	v := s.Newsroom.Live.View()
	story := v.Story(r.PathValue("id"))
	if story == nil {
		return &notFound{"story"}
	}
	day, err := asOf(r)
	if err != nil {
		return err
	}
	from, err := offsetOf(r)
	if err != nil {
		return err
	}
	frame := draw.Frame{}
	if text := r.FormValue("map"); text != "" {
		var ok bool
		if frame, ok = draw.ParseFrame(text); !ok {
			return wrong("map: %q is no part of the world", text)
		}
	}
	p := &storyPage{known: s.knownOn(v, story, day), Part: r.FormValue("part")}
	if !partOfStory(p.Part) {
		return wrong("part: a story has no %q", p.Part)
	}
	p.Statuses, p.Days = countStatuses(p.known.Claims), p.dayLinks()
	outlets := make(map[string]bool)
	for i := range p.Reports {
		outlets[strings.ToLower(p.outlet(p.Reports[i].Doc.ID))] = true
		p.Said += len(p.Reports[i].Statements)
	}
	p.Outlets = len(outlets)
	p.lists(from)
	if p.Part == "" {
		p.Silences = p.silences()
		p.Timeline = timelinePicture(p.known)
		p.Map = mapPicture(p.places(), frame, func(f draw.Frame) string {
			return address("/story/"+p.ID, "as-of", p.AsOf, "map", f.String()) + "#places"
		})
	}
	s.show(w, r, http.StatusOK, "story.html", story.Title, p)
	return nil
}

func partOfStory(name string) bool {
	if status, ok := strings.CutPrefix(name, claimsPart); ok {
		_, ok = claim.ParseStatus(status)
		return ok || status == ""
	}
	return name == "" || slices.Contains(storyParts[:], name)
}

// lists fills in what is shown of each list: of one alone, so many lines from one on.
func (p *storyPage) lists(from int) {
	p.Happened = cutPart(p, "happened", p.happenings, from, someHappened)
	p.Parties = cutPart(p, "parties", p.parties, from, someParties)
	p.Documents = cutPart(p, "documents", p.documents, from, someDocuments)
	p.Places = cutPart(p, "places", p.places, from, somePlaces)
	for _, st := range statusOrder {
		list := cutPart(p, claimsPart+st.String(), func() []claimLine { return p.claimsOf(st) }, from, someClaims)
		if list.All > 0 {
			p.Claims = append(p.Claims, claimGroup{st, list})
		}
	}
}

// cutPart makes one list and takes what is shown of it, nothing where another is shown
// alone.
func cutPart[T any](p *storyPage, name string, list func() []T, from, some int) slice[T] {
	at := func(from int) string {
		n := ""
		if from > 0 {
			n = strconv.Itoa(from)
		}
		return address("/story/"+p.ID, "as-of", p.AsOf, "part", name, "from", n)
	}
	switch p.Part {
	case "":
		return cut(list(), 0, some, false, at)
	case name:
		return cut(list(), from, perPage, true, at)
	}
	return slice[T]{}
}

// claimsOf are the claims of a status, those with most positions first.
func (p *storyPage) claimsOf(st claim.Status) []claimLine {
	var out []claimLine
	for i := range p.known.Claims {
		if c := &p.known.Claims[i]; c.Status() == st {
			out = append(out, claimLine{Claim: c, URL: p.ClaimURL(c.ID)})
		}
	}
	slices.SortStableFunc(out, func(a, b claimLine) int { return len(b.Claim.Takes) - len(a.Claim.Takes) })
	return out
}

// dayLinks are the days on which a status of the story changed, the last first.
func (k *known) dayLinks() []dayLink {
	days := make(map[string]bool)
	for i := range k.Now.Claims {
		for j := range k.Now.Claims[i].History {
			days[k.Now.Claims[i].History[j].From] = true
		}
	}
	return linksOf(days, "/story/"+k.ID, k.AsOf, "")
}

// linksOf are links to what was known on some days, not more than a page can have: then the
// last of each month, or of each year.
func linksOf(days map[string]bool, path, here, story string) []dayLink {
	order := make([]string, 0, len(days))
	for d := range days {
		order = append(order, d)
	}
	slices.Sort(order)
	for _, length := range [...]int{len("2006-01"), len("2006")} {
		if len(order) > someDays {
			var fewer []string
			for i, d := range order {
				if i+1 == len(order) || d[:min(length, len(d))] != order[i+1][:min(length, len(order[i+1]))] {
					fewer = append(fewer, d)
				}
			}
			order = fewer
		}
	}
	var out []dayLink
	for _, d := range order {
		if d != "" {
			out = append(out, dayLink{Name: d, URL: address(path, "as-of", d, "story", story), Here: d == here})
		}
	}
	return out[max(0, len(out)-someDays):]
}
