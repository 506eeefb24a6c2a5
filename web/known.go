package web

import (
	"net/http"
	"strings"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

// known is a story as it was known on a day.
type known struct {
	*claims.Story
	AsOf string        // "" for all that is known
	Now  *claims.Story // with all that is known
	docs map[string]*claim.Report
}

// knownOn gives a story as it was known at the end of a day, month or year. The decisions
// that stand now hold then too: they correct how articles were read, not what was known.
func (s *Site) knownOn(v *live.View, story *claims.Story, asOf string) *known {
	k := &known{Story: story, AsOf: asOf, Now: story}
	if asOf != "" {
		k.Story = s.thens.get(thenKey{story, asOf}, func() *claims.Story { return s.storyThen(v, story, asOf) })
	}
	k.docs = make(map[string]*claim.Report, len(k.Reports))
	for i := range k.Reports {
		k.docs[k.Reports[i].Doc.ID] = &k.Reports[i]
	}
	return k
}

// storyThen makes the claims of what a story had by a day: none where it had nothing yet.
func (s *Site) storyThen(v *live.View, story *claims.Story, asOf string) *claims.Story {
	if then := s.Newsroom.Then(v, story, asOf); then != nil {
		return then
	}
	return &claims.Story{ID: story.ID, Title: story.Title}
}

func dayOf(instant string) string { return instant[:min(10, len(instant))] }

// asOf reads the day on which a page wants to know what was known.
func asOf(r *http.Request) (string, error) { return dateOf(r, "as-of") }

// outlet is what the outlet of a document is called.
func (k *known) outlet(document string) string {
	r := k.docs[document]
	if r == nil {
		return document
	}
	for _, name := range [...]string{r.Doc.Publisher, r.Doc.URL, r.Doc.Path} {
		if name != "" {
			return name
		}
	}
	return document
}

// stated is the statement of a position, nil where it is not of the story.
func (k *known) stated(t *claim.Take) *claim.Stated {
	r := k.docs[t.Document]
	if r == nil {
		return nil
	}
	for i := range r.Statements {
		if r.Statements[i].ID == t.Statement {
			return &r.Statements[i]
		}
	}
	return nil
}

// claim finds what a claim was on the day: the one that an anchor tells, else the one that
// has its words.
func (k *known) claim(a claim.Anchor) *claim.Claim {
	for i := range k.Claims {
		if c := &k.Claims[i]; c.Anchor() == a {
			return c
		}
	}
	for i := range k.Claims {
		c := &k.Claims[i]
		if (c.Kind == claim.Figure) != a.Figure {
			continue
		}
		for j := range c.Takes {
			if t := &c.Takes[j]; t.Statement == a.Statement && t.Text == a.Text {
				return c
			}
		}
	}
	return nil
}

// byID finds a claim by the ID that it has on the day.
func (k *known) byID(id string) *claim.Claim {
	for i := range k.Claims {
		if k.Claims[i].ID == id {
			return &k.Claims[i]
		}
	}
	return nil
}

// ClaimURL is where a claim of the story is shown as it was known on the day. The story is
// named too, as the claim may have gone into another one since.
func (k *known) ClaimURL(id string) string {
	if k.AsOf == "" {
		return "/claim/" + id
	}
	return address("/claim/"+id, "as-of", k.AsOf, "story", k.ID)
}

// URL is where the story is shown, as known on the day.
func (k *known) URL() string { return address("/story/"+k.ID, "as-of", k.AsOf) }

// quoted is a position with what a page says of it.
type quoted struct {
	*claim.Take
	Outlet string
	Chain  []string // through whom it came, nearest the speaker first
	URL    string   // of the document
}

// Through is the chain in words, "" for none.
func (q *quoted) Through() string { return strings.Join(q.Chain, ", then ") }

// Voucher is who vouches for it where that is another than who speaks, else "".
func (q *quoted) Voucher() string {
	if strings.EqualFold(q.Origin, q.Speaker) {
		return ""
	}
	return q.Origin
}

func (k *known) quote(t *claim.Take) quoted {
	q := quoted{Take: t, Outlet: k.outlet(t.Document), URL: "/document/" + t.Document}
	if st := k.stated(t); st != nil {
		for _, link := range st.Chain {
			q.Chain = append(q.Chain, link.Name)
		}
	}
	return q
}

// because gives the positions on a claim of some statements, so many at most, and how many
// more there are.
func (k *known) because(c *claim.Claim, ids []string, most int) (list []quoted, more int) {
	for i, id := range ids {
		if len(list) == most {
			return list, len(ids) - i
		}
		for j := range c.Takes {
			if c.Takes[j].Statement == id {
				list = append(list, k.quote(&c.Takes[j]))
				break
			}
		}
	}
	return list, 0
}

// changed is a change of a claim's status with what a page says of it.
type changed struct {
	*claim.Change
	Claim *claim.Claim
	Was   claim.Status // None where it is the first
	URL   string       // of the claim
	Story *claims.Story
	Quote []quoted
	More  int // quotes that are not shown
}

// New says that the claim had no status before.
func (c *changed) New() bool { return c.Was == claim.None }

// change gives the change of a claim that is the n-th of its history.
func (k *known) change(c *claim.Claim, n, quotes int) changed {
	h := changed{Change: &c.History[n], Claim: c, URL: k.ClaimURL(c.ID), Story: k.Story}
	if n > 0 {
		h.Was = c.History[n-1].Status
	}
	h.Quote, h.More = k.because(c, h.Because, quotes)
	return h
}
