package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/ledger"
)

func (s *Site) ledgerRoutes(mux *http.ServeMux) {
	s.page(mux, "GET /ledger", account.Viewer, s.ledger)
	s.page(mux, "POST /ledger/verify", account.Analyst, s.verify)
	s.page(mux, "GET /ledger/backup", account.Admin, s.backup)
}

// ledgerPage is what the ledger holds and how it fares.
type ledgerPage struct {
	Counts      ledger.Counts
	Stories     int
	Claims      int
	Decisions   int
	Head        ledger.Head
	Root        string
	Key         string
	Read, Total int64
	Whole       bool
	Faults      []error // entries left out, the first of them
	MoreFaults  int
	Check       newsroom.CheckState
	CanCheck    bool // the user may ask for a verification
	CanBackup   bool
	Watched     bool
	Feeds       []FeedHealth
	AllFeeds    int
	Failing     int
	Next        string
	Now         time.Time
}

// mostFaults is how many faults of entries are shown.
const mostFaults = 50

func (s *Site) ledger(w http.ResponseWriter, r *http.Request) error {
	l, v := s.Newsroom.Ledger, s.Newsroom.Live.View()
	p := &ledgerPage{Decisions: len(v.Decisions), Key: l.Verifier(), Whole: v.Whole, Faults: v.Faults, Now: time.Now()}
	var err error
	if p.Counts, err = s.Newsroom.Counts(r.Context()); err != nil {
		return err
	}
	if p.Head, err = l.Head(r.Context()); err != nil {
		return err
	}
	if p.Head.Size > 0 {
		p.Root = p.Head.Root.String()
	}
	p.Stories, p.Claims = v.Counts()
	p.Read, p.Total = s.Newsroom.Live.Progress()
	if len(p.Faults) > mostFaults {
		p.Faults, p.MoreFaults = p.Faults[:mostFaults], len(p.Faults)-mostFaults
	}
	u := account.From(r.Context())
	if s.Newsroom.Checks != nil {
		p.Check, p.CanCheck = s.Newsroom.Checks.State(), u.May(account.Analyst)
	}
	p.CanBackup = u.May(account.Admin)
	if err := s.feeds(p, r.URL.Query()); err != nil {
		return err
	}
	s.show(w, r, http.StatusOK, "ledger.html", "Ledger", p)
	return nil
}

// feeds lists the feeds that are watched, from one on.
func (s *Site) feeds(p *ledgerPage, q url.Values) error {
	from := 0
	if at := q.Get("feeds"); at != "" {
		var err error
		if from, err = strconv.Atoi(at); err != nil || from < 0 {
			return wrong("the address names no place among the feeds: %q", at)
		}
	}
	if s.Feeds == nil {
		return nil
	}
	all := s.Feeds()
	p.Watched, p.AllFeeds = true, len(all)
	for i := range all {
		if all[i].LastError != "" || all[i].Failures > 0 {
			p.Failing++
		}
	}
	from = min(from, len(all))
	to := min(from+decisionsAPage, len(all))
	if p.Feeds = all[from:to]; to < len(all) {
		p.Next = "/ledger?feeds=" + strconv.Itoa(to)
	}
	return nil
}

// verify begins a verification; where one is under way, that one is looked at.
func (s *Site) verify(w http.ResponseWriter, r *http.Request) error {
	if s.Newsroom.Checks == nil {
		return wrong("the ledger cannot be verified from here: hearsay verify does it")
	}
	s.Newsroom.Checks.Start(account.From(r.Context()).Name)
	http.Redirect(w, r, "/ledger#verification", http.StatusSeeOther)
	return nil
}

// backup writes all of the ledger, whatever is appended meanwhile.
func (s *Site) backup(w http.ResponseWriter, r *http.Request) error {
	head, err := s.Newsroom.Ledger.Head(r.Context())
	if err != nil {
		return err
	}
	out := &begun{ResponseWriter: w, begin: func(h http.Header) {
		h.Set("Content-Type", "application/octet-stream")
		h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="hearsay-%d-entries.backup"`, head.Size))
		h.Set("Cache-Control", "no-store")
	}}
	if err := s.Newsroom.Ledger.Backup(r.Context(), out); err != nil {
		if !out.wrote {
			return err
		}
		s.broken(r, err)
	}
	return nil
}

// begun is an answer that says what it is when its first byte is written, so that until
// then it can be an error page.
type begun struct {
	http.ResponseWriter
	begin func(http.Header)
	wrote bool
}

// Write writes.
func (b *begun) Write(p []byte) (int, error) {
	if !b.wrote {
		b.wrote = true
		b.begin(b.Header())
	}
	return b.ResponseWriter.Write(p)
}

// Took is how long a verification ran.
func (p *ledgerPage) Took(c *newsroom.Check) string {
	return strings.TrimSuffix(c.Ended.Sub(c.Started).Round(time.Millisecond).String(), "0ms")
}

// Behind is how many entries of the log are not read yet.
func (p *ledgerPage) Behind() int64 { return max(0, p.Total-p.Read) }

// Percent is how far a verification is.
func (p *ledgerPage) Percent() int64 {
	if p.Check.Of <= 0 {
		return 0
	}
	return 100 * p.Check.Done / p.Check.Of
}

// Int is a number as templates count things by it.
func (p *ledgerPage) Int(n int64) int { return int(n) }
