package newsroom

import (
	"cmp"
	"iter"
	"slices"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

// Urgency says why a statement should be looked at: what is disputed goes first.
type Urgency int

// The urgencies, the most urgent first.
const (
	OnDisputed Urgency = iota // it is on a claim that is disputed
	OnStatus                  // on one that has another status
	OnNone                    // on none that has one
)

// Place is a place in the queue: before all statements that are less urgent, or as urgent
// and read more surely.
type Place struct {
	Urgency   Urgency
	Score     float64
	Statement string // ID
}

// Compare orders places as the queue does.
func (p Place) Compare(o Place) int {
	return cmp.Or(cmp.Compare(p.Urgency, o.Urgency), cmp.Compare(p.Score, o.Score), cmp.Compare(p.Statement, o.Statement))
}

// Queued is a statement that waits for a person to look at it.
type Queued struct {
	Place
	Claim  live.Entry // on which it takes a position, the most urgent one; none where it takes none
	Story  *claims.Story
	Report *claim.Report
	Stated *claim.Stated // as it was read
	Of     int           // how many wait that are as urgent
	Cut    bool          // more than these may wait: not all claims were looked at
}

// QueueFilter says which statements are wanted; the zero value wants all that wait.
type QueueFilter struct {
	Story, Claim string // IDs
	Statement    string // ID: that statement alone, whether somebody decided about it or not
}

// Most is how much of a ledger the queue looks at for each page. It is the claims that
// changed last and the stories told last that matter; what is decided makes room.
const (
	MostClaims  = 1000 // of one status
	MostStories = 500  // for what is on no claim
	mostWaiting = 2000 // statements that are as urgent
)

// Queue gives the statements that nobody accepted, corrected or rejected: those on disputed
// claims first, then those on claims with another status, then the others; of each those
// that were read least surely first.
func Queue(v *live.View, f QueueFilter) iter.Seq[Queued] {
	q := &queue{view: v, filter: f, settled: Settled(v), known: make(map[string]bool), reports: make(map[*claims.Story]map[string]*claim.Report)}
	return func(yield func(Queued) bool) {
		if f.Statement != "" {
			q.only(yield)
			return
		}
		for _, collect := range [...]func(){q.disputed, q.others, q.rest} {
			q.waiting, q.cut = nil, false
			collect()
			slices.SortFunc(q.waiting, func(a, b Queued) int { return a.Compare(b.Place) })
			for _, x := range q.waiting {
				if x.Of, x.Cut = len(q.waiting), q.cut; !yield(x) {
					return
				}
			}
		}
	}
}

// Settled are the IDs of the statements that somebody accepted, corrected or rejected, as
// decisions stand.
func Settled(v *live.View) map[string]bool {
	out := make(map[string]bool)
	for _, d := range claim.Standing(v.Decisions) {
		switch d.Act {
		case claim.Accept, claim.Correct, claim.Reject:
			for _, id := range d.Statements {
				out[id] = true
			}
		}
	}
	return out
}

// queue is a Queue in the making.
type queue struct {
	view    *live.View
	filter  QueueFilter
	settled map[string]bool
	known   map[string]bool // statements that wait already, being more urgent
	waiting []Queued
	cut     bool
	reports map[*claims.Story]map[string]*claim.Report // by document
}

// stated is where a statement is.
type stated struct {
	report *claim.Report
	st     *claim.Stated
}

// find gives the statement that takes a position. The reports of a story are looked through
// once, as there may be thousands.
func (q *queue) find(s *claims.Story, t *claim.Take) (stated, bool) {
	in, ok := q.reports[s]
	if !ok {
		in = make(map[string]*claim.Report, len(s.Reports))
		for i := range s.Reports {
			in[s.Reports[i].Doc.ID] = &s.Reports[i]
		}
		q.reports[s] = in
	}
	if r := in[t.Document]; r != nil {
		for i := range r.Statements {
			if r.Statements[i].ID == t.Statement {
				return stated{r, &r.Statements[i]}, true
			}
		}
	}
	return stated{}, false
}

// put adds a statement, and reports false where no more are wanted.
func (q *queue) put(u Urgency, e live.Entry, s *claims.Story, x stated) bool {
	id := x.st.ID
	if q.settled[id] || q.known[id] {
		return true
	}
	if len(q.waiting) >= mostWaiting {
		q.cut = true
		return false
	}
	q.known[id] = true
	q.waiting = append(q.waiting, Queued{Place: Place{u, x.st.Score, id}, Claim: e, Story: s, Report: x.report, Stated: x.st})
	return true
}

// entry adds the statements on a claim.
func (q *queue) entry(u Urgency, e live.Entry) bool {
	for i := range e.Claim.Takes {
		if x, ok := q.find(e.Story, &e.Claim.Takes[i]); ok && !q.put(u, e, e.Story, x) {
			return false
		}
	}
	return true
}

func (q *queue) disputed() { q.of(OnDisputed, claim.Disputed) }

func (q *queue) others() {
	for _, s := range [...]claim.Status{claim.Acknowledged, claim.Corroborated, claim.SingleSource, claim.Denied, claim.Retracted} {
		q.of(OnStatus, s)
	}
}

// of adds the statements on claims of a status.
func (q *queue) of(u Urgency, s claim.Status) {
	if q.filter.Claim != "" {
		if e, ok := q.view.Claim(q.filter.Claim); ok && e.Claim.Status() == s && (q.filter.Story == "" || e.Story.ID == q.filter.Story) {
			q.entry(u, e)
		}
		return
	}
	n := 0
	for e := range q.view.Claims(live.Filter{Status: s, Story: q.filter.Story}, live.Place{}) {
		if n++; n > MostClaims {
			q.cut = true
			return
		}
		if !q.entry(u, e) {
			return
		}
	}
}

// rest adds the statements on claims without a status, and on none at all.
func (q *queue) rest() {
	if q.filter.Claim != "" {
		q.of(OnNone, claim.None)
		return
	}
	if q.filter.Story != "" {
		if s := q.view.Story(q.filter.Story); s != nil {
			q.story(s)
		}
		return
	}
	n := 0
	for s := range q.view.Stories(live.Range{}, live.Place{}) {
		if n++; n > MostStories {
			q.cut = true
			return
		}
		if !q.story(s) {
			return
		}
	}
}

// story adds all statements of a story that are on no claim with a status.
func (q *queue) story(s *claims.Story) bool {
	status, on := make(map[string]bool), make(map[string]live.Entry)
	for i := range s.Claims {
		c := &s.Claims[i]
		for k := range c.Takes {
			on[c.Takes[k].Statement] = live.Entry{Claim: c, Story: s}
			status[c.Takes[k].Statement] = status[c.Takes[k].Statement] || c.Status() != claim.None
		}
	}
	for i := range s.Reports {
		r := &s.Reports[i]
		for k := range r.Statements {
			st := &r.Statements[k]
			if !status[st.ID] && !q.put(OnNone, on[st.ID], s, stated{r, st}) {
				return false
			}
		}
	}
	return true
}

// only gives the one statement that is wanted.
func (q *queue) only(yield func(Queued) bool) {
	s, r, st, ok := q.view.Statement(q.filter.Statement)
	if !ok {
		return
	}
	x := Queued{Place: Place{OnNone, st.Score, st.ID}, Story: s, Report: r, Stated: st, Of: 1}
	for _, e := range q.view.ClaimsOf(r.Doc.ID, st.ID) {
		u := OnStatus
		switch e.Claim.Status() {
		case claim.Disputed:
			u = OnDisputed
		case claim.None:
			u = OnNone
		}
		wanted := q.filter.Claim == "" || e.Claim.ID == q.filter.Claim
		if wanted && (x.Claim.Claim == nil || u < x.Urgency) {
			x.Claim, x.Urgency = e, u
		}
	}
	yield(x)
}
