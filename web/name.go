package web

import (
	"iter"
	"net/http"
	"net/url"
	"strings"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

func (s *Site) nameRoutes(mux *http.ServeMux) {
	s.page(mux, "GET /speakers", account.Viewer, func(w http.ResponseWriter, r *http.Request) error {
		return s.names(w, r, &namesPage{Title: "Speakers", What: "position", One: "/speaker"}, s.Newsroom.Live.View().Speakers)
	})
	s.page(mux, "GET /outlets", account.Viewer, func(w http.ResponseWriter, r *http.Request) error {
		return s.names(w, r, &namesPage{Title: "Outlets", What: "document", One: "/outlet"}, s.Newsroom.Live.View().Outlets)
	})
	s.page(mux, "GET /speaker", account.Viewer, s.speaker)
	s.page(mux, "GET /outlet", account.Viewer, s.outlet)
	s.page(mux, "POST /grade", account.Analyst, s.grade)
}

// namesPage is a part of a list of names.
type namesPage struct {
	Title, What string
	One         string // path of the page of one
	From        string
	Names       []live.Name
	Letters     []string
	Next, First string
}

// namesAPage is how many names a page has.
const namesAPage = 50

func (s *Site) names(w http.ResponseWriter, r *http.Request, p *namesPage, list func(from string) iter.Seq[live.Name]) error {
	p.From = r.FormValue("from")
	for n := range list(p.From) {
		if len(p.Names) == namesAPage {
			p.Next = r.URL.Path + "?" + url.Values{"from": {n.Name}}.Encode()
			break
		}
		p.Names = append(p.Names, n)
	}
	if p.From != "" {
		p.First = r.URL.Path
	}
	for c := 'A'; c <= 'Z'; c++ {
		p.Letters = append(p.Letters, string(c))
	}
	s.show(w, r, http.StatusOK, "name.html", p.Title, p)
	return nil
}

// URL is where one of the names has its page.
func (p *namesPage) URL(name string) string { return nameURL(p.One, name) }

// nameURL is where a name has its page.
func nameURL(path, name string) string { return path + "?" + url.Values{"name": {name}}.Encode() }

// nameAsked is the name that a page is asked for.
func nameAsked(r *http.Request) (string, error) {
	name := strings.TrimSpace(r.FormValue("name"))
	if name == "" {
		return "", wrong("name: the page needs one")
	}
	return name, nil
}
