package web

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ledger"
)

// todayEdit is a version of an article that took the place of another and says otherwise.
type todayEdit struct {
	Day, Outlet, Title, URL, Was string
	Notice                       string // of the correction, "" for a silent edit
	Reasons                      []string
	Vanished, Changed, Appeared  int // statements
	Story                        *claims.Story
	Changes                      []changed // of claims that either version speaks of, on that day
}

// mostEdits is how many versions are asked for on one page.
const mostEdits = 20

// mostChanges is how many changes are looked at for the stories of edits.
const mostChanges = 1000

// editDays are the days of some changes: with those before and after them in which nothing
// changed but texts.
func editDays(p *todayPage, events []live.Event) live.Range {
	days := live.Range{From: "9999"} // none
	if len(events) > 0 {
		days = live.Range{From: events[len(events)-1].Change.From, To: events[0].Change.From}
	}
	if p.last && !p.Nothing {
		days.From = p.Since
	}
	if p.first {
		days.To = "9999"
	}
	return days
}

// todayEdits gives the edits with consequences in some stories, within days.
func (s *Site) todayEdits(r *http.Request, days live.Range, stories map[string]*known) ([]todayEdit, error) {
	type replaced struct {
		in     *known
		report *claim.Report
	}
	var list []replaced
	for _, k := range stories {
		for i := range k.Reports {
			if on := dayOf(k.Reports[i].ReplacedOn); on != "" && on >= days.From && on <= days.To {
				list = append(list, replaced{k, &k.Reports[i]})
			}
		}
	}
	slices.SortFunc(list, func(a, b replaced) int {
		return cmp.Or(cmp.Compare(b.report.ReplacedOn, a.report.ReplacedOn), cmp.Compare(a.report.Doc.ID, b.report.Doc.ID))
	})
	var out []todayEdit
	for _, x := range list[:min(len(list), mostEdits)] {
		versions, err := s.Newsroom.Ledger.Versions(r.Context(), x.report.Doc.ID)
		if err != nil {
			return nil, err
		}
		for i := range versions {
			if rec := &versions[i]; rec.Replaces == x.report.Doc.ID && rec.Class == "substantive" {
				out = append(out, editOf(x.in, x.report, rec))
				break
			}
		}
	}
	return out, nil
}

func editOf(k *known, was *claim.Report, rec *ledger.VersionRecord) todayEdit {
	e := todayEdit{
		Day: dayOf(was.ReplacedOn), Outlet: k.outlet(was.Doc.ID), Title: was.Doc.Title, URL: "/document/" + rec.Document, Was: "/document/" + was.Doc.ID,
		Notice: rec.Notice, Reasons: rec.Reasons[:min(len(rec.Reasons), 4)], Story: k.Story,
	}
	for _, link := range rec.Statements {
		switch link.Change {
		case "changed":
			e.Changed++
		case "vanished":
			e.Vanished++
		case "appeared":
			e.Appeared++
		}
	}
	for i := range k.Claims {
		c := &k.Claims[i]
		n := slices.IndexFunc(c.History, func(h claim.Change) bool { return h.From == e.Day })
		if n >= 0 && len(e.Changes) < 5 && slices.ContainsFunc(c.Takes, func(t claim.Take) bool { return t.Document == was.Doc.ID || t.Document == rec.Document }) {
			e.Changes = append(e.Changes, k.change(c, n, 0))
		}
	}
	return e
}
