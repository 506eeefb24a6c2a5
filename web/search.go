package web

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ledger"
)

func (s *Site) searchRoutes(mux *http.ServeMux) {
	s.page(mux, "GET /search", account.Viewer, s.search)
}

// asked is what the search form has in it.
type asked struct {
	Q, Speaker, Party, Act, Certainty, Status, Place, From, To, Publisher string
}

// searchPage is what was asked and what was found.
type searchPage struct {
	asked
	Fault                        string
	Found                        []said
	Looked                       int  // statements that were looked at, where only some can be told by looking
	Stopped                      bool // there are more to look at
	Next, First                  string
	Acts, Certainties, StatusSet []string
	More                         bool // a filter beside the words is set
}

// said is a statement of the ledger as lists have it.
type said struct {
	ID        string
	Document  struct{ ID, Title, Publisher, Published string }
	Speaker   struct{ Name, Kind, Party string }
	Act       string
	Certainty string
	Polarity  string
	Chain     []struct{ Name string }
	Places    []struct{ Name, Country string }
	SaidOn    string       `json:"said_on"`
	Pieces    []snip       `json:"-"`
	Claims    []claimShown `json:"-"`
	Public    string       `json:"-"`
	Does      string       `json:"-"`
}

// Named reports whether the speaker has a name.
func (x *said) Named() bool { return x.Speaker.Name != "" && x.Speaker.Kind != "unnamed" }

// snip is a run of a snippet, found or not.
type snip struct {
	Text string
	Hit  bool
}

// What a search that has to look at statements one by one does at most.
const (
	mostSearched = 1000
	lookedOnce   = 200
)

var (
	certainties = []string{"certain", "probable", "possible", "unspecified"}
	statuses    = []string{"retracted", "acknowledged", "disputed", "corroborated", "single-source", "denied"}
)

func (s *Site) search(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	get := func(name string) string { return strings.TrimSpace(q.Get(name)) }
	p := &searchPage{
		asked: asked{get("q"), get("speaker"), get("party"), get("act"), get("certainty"), get("status"), get("place"), get("from"), get("to"), get("publisher")},
		Acts:  actNames(), Certainties: certainties, StatusSet: statuses,
	}
	p.More = p.asked != asked{Q: p.Q}
	code := http.StatusOK
	cursor, err := s.find(r.Context(), p, q.Get("after"))
	switch {
	case isQuery(err):
		code, p.Fault, p.Found = http.StatusBadRequest, err.Error(), nil
	case err != nil:
		return err
	}
	p.Next = further(r.URL, cursor)
	if q.Get("after") != "" {
		p.First = further(r.URL, "-")
	}
	title := "Search"
	if p.Q != "" {
		title = "Search: " + p.Q
	}
	s.show(w, r, code, "search.html", title, p)
	return nil
}

// actNames are the names of all acts.
func actNames() []string {
	var out []string
	for a := hearsay.ActState; ; a++ {
		name := a.String()
		if a != hearsay.ActState && name == hearsay.ActState.String() {
			return out
		}
		out = append(out, name)
	}
}

// find looks for a page of statements and gives the cursor of the next.
func (s *Site) find(ctx context.Context, p *searchPage, after string) (next string, err error) {
	if err := p.check(); err != nil {
		return "", err
	}
	query := ledger.StatementQuery{
		Text: p.Q, Speaker: p.Speaker, Party: p.Party, Act: p.Act, Certainty: p.Certainty, Publisher: p.Publisher,
		Published: ledger.Period{From: p.From, To: p.To}, After: after,
	}
	index := claimIndex{view: s.Newsroom.Live.View()}
	if p.Status == "" && p.Place == "" {
		page, err := s.Newsroom.Ledger.FindStatements(ctx, query)
		if err != nil {
			return "", err
		}
		for i := range page.Statements {
			x, err := readSaid(&page.Statements[i], &index)
			if err != nil {
				return "", err
			}
			p.Found = append(p.Found, x)
		}
		return page.Next, nil
	}
	found, looked, next, err := s.sift(ctx, query, &index, ledger.DefaultLimit, p.keeps)
	p.Found, p.Looked, p.Stopped = found, looked, next != ""
	return next, err
}

// check refuses filters that name nothing there is.
func (p *searchPage) check() error {
	for _, f := range [...]struct {
		what, value string
		known       []string
	}{{"act", p.Act, p.Acts}, {"certainty", p.Certainty, certainties}, {"status", p.Status, statuses}} {
		if f.value != "" && !slices.Contains(f.known, f.value) {
			return &unknownFilter{f.what, f.value}
		}
	}
	return nil
}

// unknownFilter is a filter whose value is none.
type unknownFilter struct{ what, value string }

func (e *unknownFilter) Error() string { return "there is no " + e.what + " “" + e.value + "”" }
func (e *unknownFilter) Unwrap() error { return ledger.ErrQuery }

// keeps reports whether a statement passes the filters that only looking at it tells.
func (p *searchPage) keeps(x *said) bool {
	if p.Status != "" && !slices.ContainsFunc(x.Claims, func(c claimShown) bool { return c.Status.String() == p.Status }) {
		return false
	}
	if p.Place == "" {
		return true
	}
	for _, place := range x.Places {
		if strings.EqualFold(place.Country, p.Place) || strings.Contains(strings.ToLower(place.Name), strings.ToLower(p.Place)) {
			return true
		}
	}
	return false
}

// sift looks at the statements of a query one by one until enough are kept, or it has
// looked at as many as it may. next leads on from the last that it looked at, "" where
// there is no more.
func (s *Site) sift(ctx context.Context, query ledger.StatementQuery, index *claimIndex, want int, keep func(*said) bool) (found []said, looked int, next string, err error) {
	query.Limit = lookedOnce
	for {
		page, err := s.Newsroom.Ledger.FindStatements(ctx, query)
		if err != nil {
			return nil, looked, "", err
		}
		for i := range page.Statements {
			f := &page.Statements[i]
			looked++
			x, err := readSaid(f, index)
			if err != nil {
				return nil, looked, "", err
			}
			if !keep(&x) {
				continue
			}
			if found = append(found, x); len(found) == want {
				if i+1 < len(page.Statements) || page.Next != "" {
					next = ledger.Cursor{Key: f.Public, Seq: f.Index}.String()
				}
				return found, looked, next, nil
			}
		}
		if page.Next == "" || looked >= mostSearched {
			return found, looked, page.Next, nil
		}
		query.After = page.Next
	}
}

// claimIndex finds the claims that statements take positions on, each story read once.
type claimIndex struct {
	view *live.View
	by   map[*claims.Story]map[string][]claimShown
}

func (x *claimIndex) of(document, statement string) []claimShown {
	st := x.view.StoryOf(document)
	if st == nil {
		return nil
	}
	lines, ok := x.by[st]
	if !ok {
		lines = make(map[string][]claimShown)
		for i := range st.Claims {
			c := &st.Claims[i]
			status := c.Status()
			for k := range c.Takes {
				t := &c.Takes[k]
				lines[t.Statement] = append(lines[t.Statement], claimShown{c.ID, c.Wording, status, t.Stance.String()})
			}
		}
		if x.by == nil {
			x.by = make(map[*claims.Story]map[string][]claimShown)
		}
		x.by[st] = lines
	}
	return lines[statement]
}

// readSaid reads a statement that was found.
func readSaid(f *ledger.FoundStatement, index *claimIndex) (said, error) {
	var x said
	if err := json.Unmarshal(f.Record, &x); err != nil {
		return x, err
	}
	x.ID, x.Public, x.Does = f.ID, f.Public, does(x.Act)
	if f.Snippet != "" {
		x.Pieces = snips(f.Snippet)
	} else {
		x.Pieces = []snip{{Text: claims.Clip(ledger.Content(f.Record), 400)}}
	}
	x.Claims = index.of(x.Document.ID, f.ID)
	return x, nil
}

// snips cuts a snippet at the marks around what was found. Marks that the text itself has
// are told by there being no end to them; one that has both is shown as found.
func snips(text string) []snip {
	var out []snip
	for text != "" {
		before, rest, ok := strings.Cut(text, "«")
		hit, after, ok2 := strings.Cut(rest, "»")
		if !ok || !ok2 {
			return append(out, snip{Text: text})
		}
		if before != "" {
			out = append(out, snip{Text: before})
		}
		out = append(out, snip{hit, true})
		text = after
	}
	return out
}

// StatusName is the name of a claim's status.
func (c claimShown) StatusName() string {
	if c.Status == claim.None {
		return ""
	}
	return c.Status.String()
}
