package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/ingest/source"
)

func (s *Site) addRoutes(mux *http.ServeMux) {
	s.page(mux, "GET /add", account.Analyst, s.add)
	s.page(mux, "POST /add/text", account.Analyst, s.addText)
	s.page(mux, "POST /add/url", account.Analyst, s.addURL)
	s.page(mux, "POST /add/files", account.Analyst, s.addFiles)
	s.page(mux, "GET /jobs", account.Analyst, s.jobs)
	s.page(mux, "GET /job/{id}", account.Analyst, s.job)
	s.page(mux, "GET /job/{id}/events", account.Analyst, s.jobEvents)
}

// addPage is the forms by which articles are added.
type addPage struct {
	Can, CanFetch bool
	Jobs          []jobRow // the last ones
	MostMB        int
	Fault         string
	Form          url.Values // what was sent and could not be done
	Of            string     // the form that it was sent by: "text", "url", "files"
}

// How much is taken at once, in bytes; mostLine is how many characters a title may have.
const (
	mostUpload = 64 << 20
	mostText   = 8 << 20
	mostLine   = 500
	lastJobs   = 10
)

func (s *Site) add(w http.ResponseWriter, r *http.Request) error {
	s.showAdd(w, r, http.StatusOK, &addPage{})
	return nil
}

func (s *Site) showAdd(w http.ResponseWriter, r *http.Request, code int, p *addPage) {
	p.MostMB, p.Can, p.CanFetch = mostUpload>>20, s.Newsroom.Jobs != nil, s.Fetch != nil
	if p.Can {
		all := s.Newsroom.Jobs.All()
		for _, j := range all[:min(len(all), lastJobs)] {
			p.Jobs = append(p.Jobs, rowOf(j))
		}
	}
	s.show(w, r, code, "add.html", "Add", p)
}

// again shows the forms with what was sent and what is wrong with it.
func (s *Site) again(w http.ResponseWriter, r *http.Request, code int, of string, form url.Values, fault string) {
	s.showAdd(w, r, code, &addPage{Fault: fault, Form: form, Of: of})
}

// addText adds what was pasted.
func (s *Site) addText(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, mostText)
	if err := r.ParseForm(); err != nil {
		if err = tooLarge(err, "the text", mostText); errors.Is(err, errTooLarge) {
			w.Header().Set("Connection", "close")
			s.again(w, r, http.StatusRequestEntityTooLarge, "text", nil, err.Error())
			return nil
		}
		return err
	}
	f := r.PostForm
	item, fault := pasted(f)
	if fault != "" {
		s.again(w, r, http.StatusBadRequest, "text", f, fault)
		return nil
	}
	return s.start(w, r, "text", f, item.Name, one(item))
}

// pasted makes an item of a form.
func pasted(f url.Values) (item *source.Item, fault string) {
	text := strings.ToValidUTF8(f.Get("text"), "\ufffd")
	item = &source.Item{
		Title: line(f.Get("title")), Publisher: line(f.Get("outlet")), Published: line(f.Get("date")), URL: strings.TrimSpace(f.Get("url")),
		Data: []byte(text), Type: "text/plain; charset=utf-8", Retrieved: time.Now().UTC(),
	}
	switch {
	case strings.TrimSpace(text) == "":
		return nil, "There is no text."
	case item.URL != "" && !isURL(item.URL):
		return nil, "The address is none of the web: it begins with https://."
	case item.Published != "" && !isDate(item.Published):
		return nil, "The date is none: it is written 2031-03-05, or 2031-03-05T14:30Z."
	}
	if item.Name = item.URL; item.Name == "" {
		if item.Name = item.Title; item.Name == "" {
			item.Name = line(claims.Clip(strings.TrimSpace(text), 60))
		}
		item.Name = "pasted: " + item.Name
	}
	return item, ""
}

// addURL adds the article, or the feed, of an address.
func (s *Site) addURL(w http.ResponseWriter, r *http.Request) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	address := strings.TrimSpace(f.Get("url"))
	switch {
	case s.Fetch == nil:
		s.again(w, r, http.StatusBadRequest, "url", f, "Nothing is fetched from here.")
		return nil
	case !isURL(address):
		s.again(w, r, http.StatusBadRequest, "url", f, "That is no address of the web: it begins with https://.")
		return nil
	}
	return s.start(w, r, "url", f, address, s.Fetch(address))
}

// start begins a job and shows it.
func (s *Site) start(w http.ResponseWriter, r *http.Request, of string, f url.Values, name string, items source.Items) error {
	if s.Newsroom.Jobs == nil {
		return wrong("nothing can be added here")
	}
	job, ok := s.Newsroom.Jobs.Start(name, account.From(r.Context()).Name, items)
	if !ok {
		s.again(w, r, http.StatusServiceUnavailable, of, f, "As much is being read as can be at once. Try again when one of the jobs below has ended.")
		return nil
	}
	http.Redirect(w, r, jobURL(job), http.StatusSeeOther)
	return nil
}

func jobURL(j *newsroom.Job) string { return "/job/" + j.ID }

// one is a source of some items.
func one(items ...*source.Item) source.Items {
	return func(yield func(*source.Item, error) bool) {
		for _, item := range items {
			if !yield(item, nil) {
				return
			}
		}
	}
}

// line makes one line of what was typed, of printed characters and not too many.
func line(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return ' ' // what would move a cursor or turn what is read around
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return claims.Clip(strings.Join(strings.Fields(s), " "), mostLine)
}

// isURL reports whether an address is one of the web.
func isURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && len(s) <= 4000
}

// isDate reports whether a text is a day, a month or an instant of ISO 8601.
func isDate(s string) bool {
	for _, layout := range [...]string{time.DateOnly, "2006-01", "2006", time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}
