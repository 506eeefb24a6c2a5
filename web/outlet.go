package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

// outletPage is what one outlet published.
type outletPage struct {
	Name      string
	Count     int // documents
	Documents []outletDocument
	Next      string
	First     string
	Latest    int // documents that the figures are of
	Origins   []live.Name
	Unvouched int // statements of which nobody is named as the origin
	Copied    int
	From      []live.Name // whose text it carries
	Replaced  int         // documents that a later version took the place of
	Grade     *claim.Decision
	Graded    string // its words
	Seen      string
	Letters   []gradeWord
	Numbers   []gradeWord
	Analyst   bool
}

// outletDocument is a line of the list of documents.
type outletDocument struct {
	ID, Title, Public string
	Statements        int
	Story             *claims.Story
	Replaced          string
	Carries           named
}

// latestDocuments is how many documents of an outlet its figures are made of, and
// documentsAPage how many a page lists.
const (
	latestDocuments = 200
	documentsAPage  = 50
)

func (s *Site) outlet(w http.ResponseWriter, r *http.Request) error {
	name, err := nameAsked(r)
	if err != nil {
		return err
	}
	v := s.Newsroom.Live.View()
	p := &outletPage{Name: name, Letters: reliability, Numbers: credibility, Analyst: account.From(r.Context()).May(account.Analyst)}
	after, err := outletPlace(r.FormValue("after"))
	if err != nil {
		return err
	}
	for n := range v.Outlets(name) {
		if strings.EqualFold(n.Name, name) {
			p.Name, p.Count = n.Name, n.Count
		}
		break
	}
	p.grade(v)
	p.figures(v)
	p.list(v, after)
	if after != (live.Place{}) {
		p.First = nameURL("/outlet", p.Name)
	}
	if p.Latest == 0 && p.Grade == nil {
		return &notFound{"outlet"}
	}
	s.show(w, r, http.StatusOK, "outlet.html", p.Name, p)
	return nil
}

// list fills in the documents after a place.
func (p *outletPage) list(v *live.View, after live.Place) {
	last := live.Place{}
	for d, place := range v.Documents(p.Name, live.Range{}, after) {
		if len(p.Documents) == documentsAPage {
			p.Next = "/outlet?" + url.Values{"name": {p.Name}, "after": {last.Day + "," + last.ID}}.Encode()
			return
		}
		last = place
		line := outletDocument{ID: d.Report.Doc.ID, Title: titleOf(d.Report.Doc), Public: d.Report.Public, Statements: len(d.Report.Statements), Story: d.Story, Replaced: d.Report.ReplacedOn}
		if d.Report.Carries != "" {
			line.Carries = named{ID: d.Report.Carries, Outlet: d.Story.Outlet(d.Report.Carries)}
		}
		p.Documents = append(p.Documents, line)
	}
}

// outletPlace reads a place in the list of an outlet's documents: a day and an ID.
func outletPlace(s string) (live.Place, error) {
	if s == "" {
		return live.Place{}, nil
	}
	day, id, ok := strings.Cut(s, ",")
	if !ok || id == "" || strings.HasPrefix(day, "-") {
		return live.Place{}, wrong("after %q: there is no such place in the list", s)
	}
	return live.Place{Day: day, ID: id}, nil
}

// figures counts what the latest documents are made of.
func (p *outletPage) figures(v *live.View) {
	latest := make(map[*claims.Story]map[string]bool)
	from := make(map[string]int)
	for d := range v.Documents(p.Name, live.Range{}, live.Place{}) {
		if p.Latest++; p.Latest > latestDocuments {
			p.Latest--
			break
		}
		if latest[d.Story] == nil {
			latest[d.Story] = make(map[string]bool)
		}
		latest[d.Story][d.Report.Doc.ID] = true
		if d.Report.Carries != "" {
			p.Copied++
			from[d.Story.Outlet(d.Report.Carries)]++
		}
		if d.Report.ReplacedOn != "" {
			p.Replaced++
		}
	}
	origins := make(map[string]map[string]bool) // statements by origin
	for st, documents := range latest {
		originsOf(st, documents, origins)
	}
	p.Unvouched = len(origins[""])
	delete(origins, "")
	count := make(map[string]int, len(origins))
	for origin, statements := range origins {
		count[origin] = len(statements)
	}
	p.Origins, p.From = ranked(count), ranked(from)
}

// originsOf adds the statements of some documents of a story to those of their origins.
func originsOf(st *claims.Story, documents map[string]bool, origins map[string]map[string]bool) {
	for i := range st.Claims {
		for k := range st.Claims[i].Takes {
			t := &st.Claims[i].Takes[k]
			if !documents[t.Document] {
				continue
			}
			if origins[t.Origin] == nil {
				origins[t.Origin] = make(map[string]bool)
			}
			origins[t.Origin][t.Statement] = true
		}
	}
}

// mostRanked is how many names a ranking has.
const mostRanked = 20

// ranked puts names in order, the one with the most first.
func ranked(count map[string]int) []live.Name {
	var out []live.Name
	for name, n := range count {
		out = append(out, live.Name{Name: name, Count: n})
	}
	slices.SortFunc(out, func(a, b live.Name) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name))
	})
	return out[:min(len(out), mostRanked)]
}

// Share is how many of the latest documents some are, in hundredths.
func (p *outletPage) Share(n int) string {
	if p.Latest == 0 {
		return percent(0)
	}
	return percent(float64(n) / float64(p.Latest))
}
