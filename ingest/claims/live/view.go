package live

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/tidwall/btree"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
)

// View is one state of the stories and claims of a ledger. It never changes, so that a
// page that is made of it agrees with itself; any number of goroutines may read it.
type View struct {
	Size      int64            // entries of the log that it follows from
	Whole     bool             // it follows from all that the log had when it was begun with
	Faults    []error          // entries that could not be read and were left out
	Decisions []claim.Decision // analysts' acts, in order, those undone too
	New       []Event          // changes of status that the view before did not have

	rows    *btree.BTreeG[row]
	stories *btree.Map[string, *claims.Story] // by ID
	of      *btree.Map[string, *claims.Story] // by the ID of a document
	claims  *btree.Map[string, Entry]
	with    *btree.Map[string, *claims.Story] // by the ID of a statement
	names   *btree.Map[string, Name]          // of speakers, by the name in lower case
	outlets *btree.Map[string, Name]
}

// Entry is a claim and the story that it is of.
type Entry struct {
	Claim *claim.Claim
	Story *claims.Story
}

// Event is a change of a claim's status.
type Event struct {
	Entry
	Change *claim.Change
	Was    claim.Status // None where it is the first
}

// Name is a speaker or an outlet with how much there is of it: positions on claims,
// documents.
type Name struct {
	Name  string
	Count int
}

// Document is a document of a story.
type Document struct {
	Report *claim.Report
	Story  *claims.Story
}

// row is a line of one of the lists that a view has; each list is in the order of the days,
// the last first.
type row struct {
	list, day, id string
	n             int
	story         *claims.Story
	at            int // index of the claim or the report in its story
}

// The lists. Those with a name have it behind them, in lower case.
const (
	allStories = "story"
	allClaims  = "claim"
	allChanges = "change"
	ofStatus   = "status "
	ofParty    = "party "
	bySpeaker  = "speaker "
	inOutlet   = "outlet "
)

func before(a, b row) bool {
	return cmp.Or(cmp.Compare(a.list, b.list), cmp.Compare(b.day, a.day), cmp.Compare(a.id, b.id), cmp.Compare(a.n, b.n)) < 0
}

// rows gives the lines that a story has in the lists.
func rowsOf(s *claims.Story, names *interned) iter.Seq[row] {
	return func(yield func(row) bool) {
		if !yield(row{list: allStories, day: s.To, id: s.ID, story: s}) {
			return
		}
		for i := range s.Reports {
			r := &s.Reports[i]
			if !yield(row{list: names.of(inOutlet, s.Outlet(r.Doc.ID)), day: r.Public, id: r.Doc.ID, story: s, at: i}) {
				return
			}
		}
		for i := range s.Claims {
			if !claimRows(s, i, names, yield) {
				return
			}
		}
	}
}

func claimRows(s *claims.Story, i int, names *interned, yield func(row) bool) bool {
	c := &s.Claims[i]
	r := row{list: allClaims, day: Since(c), id: c.ID, story: s, at: i}
	if !yield(r) {
		return false
	}
	if r.list = names.of(ofStatus, c.Status().String()); !yield(r) {
		return false
	}
	for _, p := range partiesOf(c) {
		if r.list = names.of(ofParty, p); !yield(r) {
			return false
		}
	}
	var speakers []string
	for k := range c.Takes {
		t := &c.Takes[k]
		list := names.of(bySpeaker, t.Speaker)
		if t.Speaker == "" || slices.Contains(speakers, list) {
			continue
		}
		speakers = append(speakers, list)
		if !yield(row{list: list, day: t.Published, id: c.ID, story: s, at: i}) {
			return false
		}
	}
	for k := range c.History {
		if !yield(row{list: allChanges, day: c.History[k].From, id: c.ID, n: k, story: s, at: i}) {
			return false
		}
	}
	return true
}

// partiesOf are the parties that a claim is about or that take a position on it, in lower
// case, each once.
func partiesOf(c *claim.Claim) []string {
	var out []string
	add := func(p string) {
		if p = strings.ToLower(p); p != "" && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	add(c.Subject)
	for i := range c.Takes {
		add(c.Takes[i].Party)
	}
	return out
}

// Since is the day since which a claim has its status, else of its first position.
func Since(c *claim.Claim) string {
	if n := len(c.History); n > 0 {
		return c.History[n-1].From
	}
	if len(c.Takes) > 0 {
		return c.Takes[0].Published
	}
	return ""
}

// Story gives the story of an ID, nil for none.
func (v *View) Story(id string) *claims.Story {
	s, _ := v.stories.Get(id)
	return s
}

// StoryOf gives the story that a document is in, nil for none.
func (v *View) StoryOf(document string) *claims.Story {
	s, _ := v.of.Get(document)
	return s
}

// Statement gives a statement and the report that it is in; it reports false for one that
// is of no last reading.
func (v *View) Statement(id string) (*claims.Story, *claim.Report, *claim.Stated, bool) {
	s, _ := v.with.Get(id)
	if s == nil {
		return nil, nil, nil, false
	}
	for i := range s.Reports {
		for k := range s.Reports[i].Statements {
			if st := &s.Reports[i].Statements[k]; st.ID == id {
				return s, &s.Reports[i], st, true
			}
		}
	}
	return nil, nil, nil, false
}

// Anchored gives the claim that an anchor tells; it reports false for none.
func (v *View) Anchored(a claim.Anchor) (Entry, bool) {
	s, _ := v.with.Get(a.Statement)
	if s == nil {
		return Entry{}, false
	}
	for i := range s.Claims {
		if c := &s.Claims[i]; c.Anchor() == a {
			return Entry{c, s}, true
		}
	}
	for i := range s.Claims {
		c := &s.Claims[i]
		if (c.Kind == claim.Figure) == a.Figure && slices.ContainsFunc(c.Takes, func(t claim.Take) bool { return t.Statement == a.Statement && t.Text == a.Text }) {
			return Entry{c, s}, true
		}
	}
	return Entry{}, false
}

// Claim gives the claim of an ID; it reports false for none.
func (v *View) Claim(id string) (Entry, bool) { return v.claims.Get(id) }

// ClaimsOf gives the claims of its story on which a statement of a document takes a
// position.
func (v *View) ClaimsOf(document, statement string) []Entry {
	s := v.StoryOf(document)
	if s == nil {
		return nil
	}
	var out []Entry
	for i := range s.Claims {
		if slices.ContainsFunc(s.Claims[i].Takes, func(t claim.Take) bool { return t.Statement == statement }) {
			out = append(out, Entry{&s.Claims[i], s})
		}
	}
	return out
}

// Counts is how many stories and claims there are.
func (v *View) Counts() (stories, claims int) { return v.stories.Len(), v.claims.Len() }

// Place is a place in a list: what comes after it is behind that line. The zero value is
// before all.
type Place struct {
	Day, ID string
	N       int
}

// Range limits a list to some days, both within; "" leaves an end open.
type Range struct{ From, To string }

// list gives the lines of a list after a place, the last day first.
func (v *View) list(name string, days Range, after Place) iter.Seq[row] {
	return func(yield func(row) bool) {
		start := row{list: name, day: cmp.Or(days.To, "9999") + "~"}
		if after.ID != "" {
			if p := (row{list: name, day: after.Day, id: after.ID, n: after.N + 1}); before(start, p) {
				start = p
			}
		}
		v.rows.Ascend(start, func(r row) bool {
			return r.list == name && r.day >= days.From && yield(r)
		})
	}
}

// Stories gives the stories after a place, the latest first, each with the place after it.
func (v *View) Stories(days Range, after Place) iter.Seq2[*claims.Story, Place] {
	return func(yield func(*claims.Story, Place) bool) {
		for r := range v.list(allStories, days, after) {
			if !yield(r.story, Place{Day: r.day, ID: r.id}) {
				return
			}
		}
	}
}

// Filter says which claims are wanted; the zero value wants all.
type Filter struct {
	Status  claim.Status // None for any
	Party   string       // about it, or with a position of it
	Speaker string       // with a position of the speaker of this very name
	Story   string       // ID
	Least   int          // statements that speak of it
	Days    Range        // since when it has its status; of a speaker, when the first position was published
}

// keeps reports whether a claim is wanted, whatever list it is from.
func (f *Filter) keeps(c *claim.Claim, s *claims.Story) bool {
	return (f.Status == claim.None || c.Status() == f.Status) && (f.Story == "" || s.ID == f.Story) && len(c.Takes) >= f.Least &&
		(f.Party == "" || slices.Contains(partiesOf(c), strings.ToLower(f.Party)))
}

// Claims gives the claims after a place that are wanted, the last changed first, each with
// the place after it.
func (v *View) Claims(f Filter, after Place) iter.Seq2[Entry, Place] {
	list := allClaims
	switch {
	case f.Speaker != "":
		list = bySpeaker + strings.ToLower(f.Speaker)
	case f.Party != "":
		list = ofParty + strings.ToLower(f.Party)
	case f.Status != claim.None:
		list = ofStatus + f.Status.String()
	}
	return func(yield func(Entry, Place) bool) {
		if f.Story != "" {
			v.claimsOf(&f, after, yield)
			return
		}
		for r := range v.list(list, f.Days, after) {
			if c := &r.story.Claims[r.at]; f.keeps(c, r.story) && !yield(Entry{c, r.story}, Place{Day: r.day, ID: r.id}) {
				return
			}
		}
	}
}

// claimsOf gives those of a story, in its order.
func (v *View) claimsOf(f *Filter, after Place, yield func(Entry, Place) bool) {
	s := v.Story(f.Story)
	if s == nil {
		return
	}
	for i := after.N; i < len(s.Claims); i++ {
		if c := &s.Claims[i]; f.keeps(c, s) && !yield(Entry{c, s}, Place{ID: c.ID, N: i + 1}) {
			return
		}
	}
}

// Changes gives the changes of status after a place, the last first, each with the place
// after it.
func (v *View) Changes(days Range, after Place) iter.Seq2[Event, Place] {
	return func(yield func(Event, Place) bool) {
		for r := range v.list(allChanges, days, after) {
			if !yield(event(r), Place{Day: r.day, ID: r.id, N: r.n}) {
				return
			}
		}
	}
}

func event(r row) Event {
	c := &r.story.Claims[r.at]
	e := Event{Entry: Entry{c, r.story}, Change: &c.History[r.n]}
	if r.n > 0 {
		e.Was = c.History[r.n-1].Status
	}
	return e
}

// Documents gives the documents of an outlet after a place, the latest first, each with the
// place after it.
func (v *View) Documents(outlet string, days Range, after Place) iter.Seq2[Document, Place] {
	return func(yield func(Document, Place) bool) {
		for r := range v.list(inOutlet+strings.ToLower(outlet), days, after) {
			if !yield(Document{&r.story.Reports[r.at], r.story}, Place{Day: r.day, ID: r.id}) {
				return
			}
		}
	}
}

// Speakers gives the names of who takes positions, in the order of the alphabet, from one on.
func (v *View) Speakers(from string) iter.Seq[Name] { return named(v.names, from) }

// Outlets gives the names of the outlets, in the order of the alphabet, from one on.
func (v *View) Outlets(from string) iter.Seq[Name] { return named(v.outlets, from) }

func named(m *btree.Map[string, Name], from string) iter.Seq[Name] {
	return func(yield func(Name) bool) {
		m.Ascend(strings.ToLower(from), func(_ string, n Name) bool { return yield(n) })
	}
}

// interned keeps one copy of each list's name.
type interned struct{ names map[string]string }

func (n *interned) of(kind, name string) string {
	list := kind + strings.ToLower(name)
	if have, ok := n.names[list]; ok {
		return have
	}
	n.names[list] = list
	return list
}
