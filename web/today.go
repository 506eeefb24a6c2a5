package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

func (s *Site) todayRoutes(mux *http.ServeMux) {
	s.page(mux, "GET /{$}", account.Viewer, s.today)
}

// todayKinds are what can be asked for, by their names in URLs, in the order in which a day
// shows them.
var todayKinds = [...]struct{ name, title string }{
	{"disputed", "New disputes"},
	{"acknowledged", "New acknowledgements"},
	{"retracted", "Retractions"},
	{"other", "Other changes of status"},
	{"new", "New claims"},
}

// todayKind is the index in todayKinds of what a change is. That a party speaks of itself
// for the first time acknowledges nothing: it is new.
func todayKind(was, is claim.Status) int {
	switch {
	case is == claim.Disputed:
		return 0
	case was == claim.None:
		return 4
	case is == claim.Acknowledged:
		return 1
	case is == claim.Retracted:
		return 2
	}
	return 3
}

// everSince is the parameter that asks for all changes.
const everSince = "all"

// todayPage is what has changed.
type todayPage struct {
	Since   string // day, "" for all
	Visit   string // day of the visit before, "" for none
	Chosen  bool   // the reader chose the day
	Nothing bool   // nothing is as new: these are the last changes
	Kinds   []todayLink
	Days    []todayDay
	More    string
	Form    string // the kind, for the form

	first, last bool // of the pages of the list
}

type todayLink struct {
	Name, URL string
	Here      bool
}

type todayDay struct {
	Day    string
	Groups []todayGroup
	Edits  []todayEdit
}

type todayGroup struct {
	Title   string
	Changes []changed
}

func (s *Site) today(w http.ResponseWriter, r *http.Request) error {
	after, err := placeOf(r)
	if err != nil {
		return err
	}
	p := &todayPage{Chosen: r.URL.Query().Has("since"), Form: r.FormValue("kind")}
	if r.FormValue("since") != everSince {
		if p.Since, err = dateOf(r, "since"); err != nil {
			return err
		}
	}
	if p.Form != "" && p.Form != "all" && p.Form != "edits" && !slices.ContainsFunc(todayKinds[:], func(k struct{ name, title string }) bool { return k.name == p.Form }) {
		return wrong("kind: there is no %q", p.Form)
	}
	p.Visit = s.visit(w, r)
	if !p.Chosen {
		p.Since = p.Visit
	}
	v := s.Newsroom.Live.View()
	events, next := todayEvents(v, live.Range{From: p.Since}, after, p.Form)
	if len(events) == 0 && next == "" && p.Since != "" && after.ID == "" {
		p.Nothing = true
		events, next = todayEvents(v, live.Range{}, after, p.Form)
	}
	since := []string{"since", r.FormValue("since")}
	if next != "" {
		from := p.Since // the next page begins where this one did, whenever it is read
		if p.Nothing || from == "" {
			from = everSince
		}
		p.More = address("/", "since", from, "kind", p.Form, "after", next)
	}
	p.first, p.last = after.ID == "", next == ""
	if err := s.todayDays(r, v, p, events); err != nil {
		return err
	}
	p.Kinds = append(p.Kinds, todayLink{"Changes", address("/", since...), p.Form == ""})
	for _, k := range todayKinds {
		p.Kinds = append(p.Kinds, todayLink{k.title, address("/", append(since, "kind", k.name)...), p.Form == k.name})
	}
	p.Kinds = append(p.Kinds, todayLink{"Edits", address("/", append(since, "kind", "edits")...), p.Form == "edits"},
		todayLink{"Everything", address("/", append(since, "kind", "all")...), p.Form == "all"})
	s.show(w, r, http.StatusOK, "today.html", "Today", p)
	return nil
}

// todayEvents gives the changes of one page, and the place behind them where there are
// more. Without a kind, claims that are merely new are left out.
func todayEvents(v *live.View, days live.Range, after live.Place, kind string) (events []live.Event, next string) {
	looked, most := 0, perPage
	if kind == "edits" { // changes only say in which stories to look for them
		most = mostChanges
	}
	var last live.Place
	for e, at := range v.Changes(days, after) {
		if looked++; looked > mostLooked {
			return events, placeText(last)
		}
		is := todayKinds[todayKind(e.Was, e.Change.Status)].name
		if kind == "all" || kind == "edits" || kind == is || kind == "" && is != "new" {
			if len(events) == most {
				return events, placeText(last)
			}
			events = append(events, e)
		}
		last = at
	}
	return events, ""
}

// todayDays puts changes and edits under their days.
func (s *Site) todayDays(r *http.Request, v *live.View, p *todayPage, events []live.Event) error {
	by := make(map[string]*[len(todayKinds)][]changed)
	stories := make(map[string]*known)
	var days []string
	day := func(d string) *[len(todayKinds)][]changed {
		if by[d] == nil {
			by[d] = new([len(todayKinds)][]changed)
			days = append(days, d)
		}
		return by[d]
	}
	for _, e := range events {
		k := stories[e.Story.ID]
		if k == nil {
			k = s.knownOn(v, e.Story, "")
			stories[e.Story.ID] = k
		}
		if p.Form == "edits" {
			continue
		}
		n := slices.IndexFunc(e.Claim.History, func(h claim.Change) bool { return h.From == e.Change.From })
		list := day(e.Change.From)
		at := todayKind(e.Was, e.Change.Status)
		list[at] = append(list[at], k.change(e.Claim, n, 3))
	}
	edits := make(map[string][]todayEdit)
	if p.Form == "" || p.Form == "edits" || p.Form == "all" {
		list, err := s.todayEdits(r, editDays(p, events), stories)
		if err != nil {
			return err
		}
		for _, e := range list {
			day(e.Day)
			edits[e.Day] = append(edits[e.Day], e)
		}
	}
	slices.Sort(days)
	slices.Reverse(days)
	for _, d := range days {
		out := todayDay{Day: d, Edits: edits[d]}
		for i, list := range by[d] {
			if len(list) > 0 {
				out.Groups = append(out.Groups, todayGroup{todayKinds[i].title, list})
			}
		}
		p.Days = append(p.Days, out)
	}
	return nil
}

// aVisit is how long after a page was seen the next one is another visit.
const aVisit = time.Hour

// visit gives the day of the visit before this one, and notes this one. A visit lasts while
// pages are looked at, so that one that is loaded again says the same.
func (s *Site) visit(w http.ResponseWriter, r *http.Request) string {
	var before, last int64
	if c, err := r.Cookie("visit"); err == nil {
		a, b, _ := strings.Cut(c.Value, "_")
		before, _ = strconv.ParseInt(a, 10, 64) // what is no number is no visit
		last, _ = strconv.ParseInt(b, 10, 64)
	}
	now := time.Now().Unix()
	if before < 0 || last < 0 || before > now || last > now {
		before, last = 0, 0
	}
	if now-last > int64(aVisit.Seconds()) {
		before = last
	}
	http.SetCookie(w, cookie(r, "visit", fmt.Sprintf("%d_%d", before, now), 365*24*time.Hour))
	if before == 0 {
		return ""
	}
	return time.Unix(before, 0).UTC().Format(time.DateOnly)
}
