package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

func (s *Site) storyRoutes(mux *http.ServeMux) {
	s.page(mux, "GET /stories", account.Viewer, s.stories)
	s.page(mux, "GET /story/{id}", account.Viewer, s.story)
}

// statusOrder is the order in which pages show statuses: what is argued about comes first.
var statusOrder = [...]claim.Status{claim.Disputed, claim.Acknowledged, claim.Retracted, claim.Denied, claim.Corroborated, claim.SingleSource, claim.None}

// storiesPage is a list of stories.
type storiesPage struct {
	Query, From, To string
	All             int
	Stories         []storyLine
	More            string
	Further         bool // not all were looked through
}

// storyLine is a story with how much there is of it.
type storyLine struct {
	*claims.Story
	Outlets  int
	Statuses []statusCount
}

type statusCount struct {
	Status claim.Status
	Count  int
}

// stories shows the stories, the latest first.
func (s *Site) stories(w http.ResponseWriter, r *http.Request) error {
	after, err := placeOf(r)
	if err != nil {
		return err
	}
	p := &storiesPage{Query: strings.TrimSpace(r.FormValue("q"))}
	if p.From, err = dateOf(r, "from"); err != nil {
		return err
	}
	if p.To, err = dateOf(r, "to"); err != nil {
		return err
	}
	v := s.Newsroom.Live.View()
	p.All, _ = v.Counts()
	low, looked := strings.ToLower(p.Query), 0
	var last live.Place
	for story, at := range v.Stories(live.Range{From: p.From, To: p.To}, after) {
		looked++
		wanted := low == "" || strings.Contains(strings.ToLower(story.Title), low)
		if p.Further = looked > mostLooked; p.Further || wanted && len(p.Stories) == perPage {
			p.More = address("/stories", "q", p.Query, "from", p.From, "to", p.To, "after", placeText(last))
			break
		}
		if last = at; wanted {
			p.Stories = append(p.Stories, lineOf(story))
		}
	}
	s.show(w, r, http.StatusOK, "stories.html", "Stories", p)
	return nil
}

func lineOf(s *claims.Story) storyLine {
	l := storyLine{Story: s, Statuses: countStatuses(s.Claims)}
	outlets := make(map[string]bool)
	for i := range s.Reports {
		outlets[strings.ToLower(s.Reports[i].Doc.Publisher)] = true
	}
	l.Outlets = len(outlets)
	return l
}

// countStatuses counts claims by status, in the order of pages; those without one are left
// out.
func countStatuses(list []claim.Claim) []statusCount {
	counts := make(map[claim.Status]int)
	for i := range list {
		counts[list[i].Status()]++
	}
	var out []statusCount
	for _, st := range statusOrder {
		if counts[st] > 0 && st != claim.None {
			out = append(out, statusCount{st, counts[st]})
		}
	}
	return slices.Clip(out)
}
