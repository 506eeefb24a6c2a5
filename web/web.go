// Package web shows a ledger in a browser: pages made on the server, which need no script
// to be read and no network but this one. All text of articles is hostile: it is only ever
// written through html/template.
package web

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"time"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/ingest/source"
	"github.com/hearsay-news/hearsay/ledger"
)

// Options are what a Site is made of.
type Options struct {
	Newsroom *newsroom.Newsroom
	// Fetch gives the articles of a URL that a user names; nil where nothing is fetched.
	Fetch func(url string) source.Items
	// Feeds says how the feeds fare that are watched; nil where none is.
	Feeds func() []FeedHealth
	// Accounts are the users: nobody but those who are let in sees anything. Nil where the
	// program has one user.
	Accounts *account.Accounts
	// Team says that there are accounts; it is so wherever Accounts is not nil.
	Team    bool
	Version string
	Log     *slog.Logger
}

// Site is the pages.
type Site struct {
	Options
	pages  *pages
	assets *assets
	thens  thens // stories as they were known on days
	least  map[string]account.Role
}

// Roles gives the least role for each pattern that was registered, Nobody for what needs
// none or says more itself.
func (s *Site) Roles() map[string]account.Role { return maps.Clone(s.least) }

// New makes a Site.
func New(o Options) (*Site, error) {
	s := &Site{Options: o, least: make(map[string]account.Role)}
	s.Team = s.Team || s.Accounts != nil
	if s.Log == nil {
		s.Log = slog.New(slog.DiscardHandler)
	}
	var err error
	if s.assets, err = readAssets(); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if s.pages, err = readPages(s.assets); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	return s, nil
}

// Register adds the pages to a mux. Whoever serves it says who the user is
// (account.With); without one, nothing but what needs nobody is shown.
func (s *Site) Register(mux *http.ServeMux) {
	mux.Handle("GET /static/{name}", s.assets)
	s.todayRoutes(mux)
	s.storyRoutes(mux)
	s.claimRoutes(mux)
	s.documentRoutes(mux)
	s.nameRoutes(mux)
	s.searchRoutes(mux)
	s.reviewRoutes(mux)
	s.addRoutes(mux)
	s.ledgerRoutes(mux)
	s.accountRoutes(mux)
	s.themeRoutes(mux)
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) { s.fail(w, r, errNoPage) })
}

// handler makes a page; what it returns is shown as an error page.
type handler func(w http.ResponseWriter, r *http.Request) error

// page registers a page for users of a role.
func (s *Site) page(mux *http.ServeMux, pattern string, least account.Role, h handler) {
	s.least[pattern] = least
	mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		if !account.From(r.Context()).May(least) {
			s.fail(w, r, errMayNot)
			return
		}
		if err := h(w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}

// Errors that have a page of their own.
var (
	errNoPage = errors.New("there is no such page")
	errMayNot = errors.New("your role does not let you do this")
)

// notFound says that something is not there.
type notFound struct{ what string }

func (e *notFound) Error() string { return "there is no such " + e.what }

// mistake is a user's: it is told as it is.
type mistake struct{ text string }

func (e *mistake) Error() string { return e.text }

// wrong makes a mistake.
func wrong(format string, args ...any) error { return &mistake{fmt.Sprintf(format, args...)} }

// fail shows an error. What is no user's fault is logged, and not shown in full.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, err error) {
	code, text := http.StatusInternalServerError, "Something went wrong. The program's log says what."
	var missing *notFound
	var theirs *mistake
	switch {
	case errors.Is(err, errNoPage), errors.As(err, &missing), errors.Is(err, ledger.ErrNotFound):
		code, text = http.StatusNotFound, err.Error()
	case errors.Is(err, errMayNot):
		code, text = http.StatusForbidden, err.Error()
	case errors.Is(err, newsroom.ErrChanged):
		code, text = http.StatusConflict, "Somebody else decided about this since you looked. Go back, load the page again, and see what they decided."
	case errors.As(err, &theirs), errors.Is(err, newsroom.ErrDecision), errors.Is(err, ledger.ErrQuery):
		code, text = http.StatusBadRequest, err.Error()
	case r.Context().Err() != nil: // nobody is there to see it
		return
	default:
		s.Log.Error("page", "path", r.URL.Path, "err", err)
	}
	s.show(w, r, code, "error.html", "Error", struct {
		Code int
		Text string
	}{code, text})
}

// cookie is one that only this site reads.
func cookie(r *http.Request, name, value string, age time.Duration) *http.Cookie {
	return &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: int(age.Seconds()), HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil}
}
