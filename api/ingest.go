package api

import (
	"context"
	"net/http"
	"net/url"
	"time"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/ingest/desk"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/ingest/source"
	"github.com/hearsay-news/hearsay/ledger"
)

// articleGiven is what is to be added: a text with what is known of it, or the URL of a page
// or a feed that is to be fetched.
type articleGiven struct {
	URL       string   `json:"url,omitempty" maxLength:"2000" doc:"What is to be fetched; with a text, where that was published"`
	Text      string   `json:"text,omitempty" doc:"The article; nothing is fetched then"`
	Type      string   `json:"type,omitempty" enum:"text/plain,text/html" doc:"Of the text; text/plain where it is left out"`
	Name      string   `json:"name,omitempty" maxLength:"500" doc:"What the text is called"`
	Title     string   `json:"title,omitempty" maxLength:"2000"`
	Publisher string   `json:"publisher,omitempty" maxLength:"500"`
	Byline    []string `json:"byline,omitempty" maxItems:"100" nullable:"false"`
	Published string   `json:"published,omitempty" maxLength:"40" doc:"A date or a time of ISO 8601"`
}

type ingestAsked struct {
	Keyed
	Body articleGiven
}

// jobRecord is how far an addition is.
type jobRecord struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	By       string         `json:"by"`
	Started  string         `json:"started"`
	Total    int            `json:"total" doc:"Articles so far"`
	Read     int            `json:"read" doc:"Of them, those of which it is known what became of them"`
	Ended    bool           `json:"ended"`
	Fault    string         `json:"fault,omitempty" doc:"Why it ended early"`
	Outcomes []desk.Outcome `json:"outcomes" nullable:"false" doc:"What became of the articles, of the first 1000"`
}

func (a *API) ingestOperations() {
	add(a, operation{
		id: "ingest", tag: "ingest", method: http.MethodPost, path: "/ingest", least: account.Analyst, status: http.StatusAccepted, most: mostGiven, limit: longest, also: []int{http.StatusTooManyRequests},
		summary: "Add an article", text: "Begins to read a text, or what is at a URL, into the ledger.",
	}, a.ingest)
	add(a, operation{
		id: "list-jobs", tag: "ingest", method: http.MethodGet, path: "/ingest", least: account.Viewer,
		summary: "Additions", text: "The additions under way and the last that ended, the newest first, without the outcomes of each.",
	}, func(_ context.Context, in *Paging) (*out[list[jobRecord]], error) {
		var all []jobRecord
		if a.Newsroom.Jobs != nil {
			for _, j := range a.Newsroom.Jobs.All() {
				r := recordOfJob(j)
				r.Outcomes = []desk.Outcome{}
				all = append(all, r)
			}
		}
		page, err := slice("jobs", in, all)
		return &out[list[jobRecord]]{page}, err
	})
	add(a, operation{
		id: "get-job", tag: "ingest", method: http.MethodGet, path: "/ingest/{id}", least: account.Viewer,
		summary: "An addition", text: "How far an addition is, and what became of its articles.",
	}, func(_ context.Context, in *ByID) (*out[jobRecord], error) {
		j := a.job(in.ID)
		if j == nil {
			return nil, missing("addition")
		}
		return &out[jobRecord]{recordOfJob(j)}, nil
	})
	add(a, operation{
		id: "follow-job", tag: "ingest", method: http.MethodGet, path: "/ingest/{id}/events", least: account.Viewer, stream: eventStream, also: []int{http.StatusTooManyRequests},
		summary: "An addition as it goes on", text: "Server-sent events: \"outcome\", with what became of an article, as /ingest/{id} lists them; \"progress\", with the addition without its outcomes; \"end\", the same, after which the stream ends. Last-Event-ID is the number of outcomes that the client had.",
	}, func(_ context.Context, in *jobFollowed) (*streaming, error) {
		j := a.job(in.ID)
		if j == nil {
			return nil, missing("addition")
		}
		return a.stream(func(s *stream) { followJob(s, j, in.LastEventID) }), nil
	})
}

type jobFollowed struct {
	ByID
	Followed
}

func (a *API) job(id string) *newsroom.Job {
	if a.Newsroom.Jobs == nil {
		return nil
	}
	return a.Newsroom.Jobs.Job(id)
}

func (a *API) ingest(ctx context.Context, in *ingestAsked) (*made[jobRecord], error) {
	if a.Newsroom.Jobs == nil {
		return nil, status(http.StatusServiceUnavailable, "nothing can be added here")
	}
	name, items, err := a.items(&in.Body)
	if err != nil {
		return nil, err
	}
	job, ok := a.Newsroom.Jobs.Start(name, account.From(ctx).Name, items)
	if !ok {
		return nil, status(http.StatusTooManyRequests, "too many additions are under way")
	}
	return &made[jobRecord]{Location: Root + "/ingest/" + job.ID, Body: recordOfJob(job)}, nil
}

// items gives what is to be read, and what it is called.
func (a *API) items(g *articleGiven) (name string, items source.Items, err error) {
	if g.URL != "" {
		u, err := url.Parse(g.URL)
		if err != nil || !desk.IsURL(g.URL) || u.Host == "" {
			return "", nil, bad("body.url", "it is no address of the web")
		}
	}
	if g.Published != "" && ledger.Instant(g.Published) == "" {
		return "", nil, bad("body.published", "a date is 2025, 2025-04, 2025-04-28 or 2025-04-28T12:00:00Z")
	}
	for _, f := range [][2]string{{"body.name", g.Name}, {"body.title", g.Title}, {"body.publisher", g.Publisher}, {"body.url", g.URL}} {
		if err := plainName(f[0], f[1]); err != nil {
			return "", nil, err
		}
	}
	switch {
	case g.Text != "":
		return given(g)
	case g.URL == "":
		return "", nil, bad("body", "it has neither text nor url")
	case g.Name != "" || g.Title != "" || g.Publisher != "" || len(g.Byline) > 0 || g.Published != "" || g.Type != "":
		return "", nil, bad("body.text", "what is said of an article goes with its text; of what is fetched, the page itself says it")
	case a.Fetch == nil:
		return "", nil, status(http.StatusServiceUnavailable, "nothing is fetched here")
	}
	return g.URL, a.Fetch(g.URL), nil
}

// given gives the one item that a text is.
func given(g *articleGiven) (string, source.Items, error) {
	if !utf8.ValidString(g.Text) {
		return "", nil, bad("body.text", "it is no text")
	}
	item := &source.Item{
		Name: g.Name, URL: g.URL, Data: []byte(g.Text), Type: "text/plain; charset=utf-8", Title: g.Title, Publisher: g.Publisher, Published: g.Published,
		Byline: g.Byline, Retrieved: time.Now().UTC(),
	}
	if g.Type == "text/html" {
		item.Type = "text/html; charset=utf-8"
	}
	for _, n := range []string{g.URL, g.Title, "text"} {
		if item.Name == "" {
			item.Name = n
		}
	}
	return item.Name, func(yield func(*source.Item, error) bool) { yield(item, nil) }, nil
}

func recordOfJob(j *newsroom.Job) jobRecord {
	s := j.State()
	return jobRecord{
		ID: j.ID, Name: j.Name, By: j.By, Started: j.Started.Format(time.RFC3339), Total: s.Total, Read: s.Read, Ended: s.Ended, Fault: s.Fault,
		Outcomes: append([]desk.Outcome{}, s.Outcomes...),
	}
}
