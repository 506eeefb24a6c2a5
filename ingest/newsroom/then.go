package newsroom

import (
	"slices"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

// Then gives a story as it was known at the end of a day, month or year, nil where it was
// not known yet. The decisions that stand now hold then too: they correct how articles were
// read, not what was known.
func (n *Newsroom) Then(v *live.View, s *claims.Story, day string) *claims.Story {
	then := &claims.Story{ID: s.ID, Title: s.Title, Reports: claims.AsOf(s.Reports, day)}
	last := len(then.Reports) - 1
	if last < 0 {
		return nil
	}
	then.From, then.To = dayOf(then.Reports[0].Public), dayOf(then.Reports[last].Public)
	o := n.Live.Options()
	then.Claims = claim.Build(then.Reports, claim.Options{Decisions: claim.Standing(v.Decisions), Parties: o.Parties, Permissive: o.Permissive})
	return then
}

// ClaimThen gives a claim as it was known at the end of a day; it reports false where it was
// not. Its ID may have been another then: a statement that both have tells it.
func (n *Newsroom) ClaimThen(v *live.View, e live.Entry, day string) (live.Entry, bool) {
	then := n.Then(v, e.Story, day)
	if then == nil {
		return live.Entry{}, false
	}
	for i := range then.Claims {
		if then.Claims[i].ID == e.Claim.ID {
			return live.Entry{Claim: &then.Claims[i], Story: then}, true
		}
	}
	figure := e.Claim.Anchor().Figure
	for i := range then.Claims {
		a := then.Claims[i].Anchor()
		if a.Figure == figure && slices.ContainsFunc(e.Claim.Takes, func(t claim.Take) bool { return t.Statement == a.Statement && t.Text == a.Text }) {
			return live.Entry{Claim: &then.Claims[i], Story: then}, true
		}
	}
	return live.Entry{}, false
}

func dayOf(instant string) string { return instant[:min(10, len(instant))] }
