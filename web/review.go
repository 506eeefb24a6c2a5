package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
)

func (s *Site) reviewRoutes(mux *http.ServeMux) {
	s.page(mux, "GET /review", account.Viewer, s.review)
	s.page(mux, "GET /review/gold.zip", account.Analyst, s.gold)
	s.page(mux, "POST /review/{act}", account.Analyst, s.reviewed)
	s.page(mux, "GET /review/{act}", account.Viewer, func(w http.ResponseWriter, r *http.Request) error {
		http.Redirect(w, r, "/review", http.StatusSeeOther) // the form's answer was loaded again
		return nil
	})
	s.page(mux, "GET /decisions", account.Viewer, s.decisions)
	s.page(mux, "POST /decisions/undo", account.Analyst, s.undo)
}

// review shows one statement of those that wait.
func (s *Site) review(w http.ResponseWriter, r *http.Request) error {
	v := s.Newsroom.Live.View()
	ask, err := readReviewAsk(v, r.URL.Query())
	if err != nil {
		return err
	}
	p := &reviewPage{Ask: ask, May: account.From(r.Context()).May(account.Analyst)}
	x, wanted := ask.find(v)
	if wanted && x.Stated == nil {
		return &notFound{"statement"}
	}
	if err := s.fillReview(r.Context(), p, v, x, r.URL.Query()["done"]); err != nil {
		return err
	}
	s.show(w, r, http.StatusOK, "review.html", "Review", p)
	return nil
}

// reviewAsk is which statement is to be shown: a place in the queue and what limits it.
type reviewAsk struct {
	Story, Claim  string // IDs that limit the queue
	Statement     string // ID of the one that is wanted, "" for what the queue gives
	after, before *newsroom.Place
	StoryTitle    string
	ClaimWording  string
}

func readReviewAsk(v *live.View, q url.Values) (reviewAsk, error) {
	a := reviewAsk{Story: q.Get("story"), Claim: q.Get("claim"), Statement: q.Get("statement")}
	if a.Story != "" {
		st := v.Story(a.Story)
		if st == nil {
			return a, &notFound{"story"}
		}
		a.StoryTitle = st.Title
	}
	if a.Claim != "" {
		e, ok := v.Claim(a.Claim)
		if !ok {
			return a, &notFound{"claim"}
		}
		a.ClaimWording = e.Claim.Wording
	}
	for _, x := range [...]struct {
		text string
		to   **newsroom.Place
	}{{q.Get("after"), &a.after}, {q.Get("before"), &a.before}} {
		if x.text == "" {
			continue
		}
		p, err := readPlace(x.text)
		if err != nil {
			return a, err
		}
		*x.to = &p
	}
	return a, nil
}

// find gives the statement that is asked for; wanted says that it was asked for by its ID.
// One without Stated is none.
func (a *reviewAsk) find(v *live.View) (x newsroom.Queued, wanted bool) {
	f := newsroom.QueueFilter{Story: a.Story, Claim: a.Claim, Statement: a.Statement}
	switch {
	case a.Statement != "":
		for x = range newsroom.Queue(v, f) {
			return x, true
		}
		return x, true
	case a.before != nil:
		for y := range newsroom.Queue(v, f) {
			if y.Compare(*a.before) >= 0 && x.Stated != nil {
				break
			}
			if x = y; y.Compare(*a.before) >= 0 {
				break // it is the first of all
			}
		}
		return x, false
	}
	for y := range newsroom.Queue(v, f) {
		if a.after == nil || y.Compare(*a.after) > 0 {
			return y, false
		}
	}
	return x, false
}

// with is the address of the review with a parameter more, and what limits the queue.
func (a *reviewAsk) with(more ...string) string {
	q := url.Values{}
	for _, x := range [...][2]string{{"story", a.Story}, {"claim", a.Claim}} {
		if x[1] != "" {
			q.Set(x[0], x[1])
		}
	}
	for i := 0; i+1 < len(more); i += 2 {
		q.Add(more[i], more[i+1])
	}
	if len(q) == 0 {
		return "/review"
	}
	return "/review?" + q.Encode()
}

// First is where the queue begins.
func (a *reviewAsk) First() string { return a.with() }

// queuePlace writes a place in the queue for an address.
func queuePlace(p newsroom.Place) string {
	return fmt.Sprintf("%d~%s~%s", p.Urgency, strconv.FormatFloat(p.Score, 'g', -1, 64), p.Statement)
}

func readPlace(text string) (newsroom.Place, error) {
	parts := strings.SplitN(text, "~", 3)
	if len(parts) == 3 {
		u, err1 := strconv.Atoi(parts[0])
		score, err2 := strconv.ParseFloat(parts[1], 64)
		if cmp.Or(err1, err2) == nil && u >= 0 && u <= int(newsroom.OnNone) && score == score {
			return newsroom.Place{Urgency: newsroom.Urgency(u), Score: score, Statement: parts[2]}, nil
		}
	}
	return newsroom.Place{}, wrong("the address names no place in the queue: %q", text)
}
