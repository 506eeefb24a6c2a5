package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/ledger"
)

// decisionsPage is a page of what analysts decided, the newest first.
type decisionsPage struct {
	Rows     []decisionRow
	All      int
	Seen     string
	Back     string
	Next     string
	May      bool
	Fault    string
	Conflict []decisionRow
}

// decisionRow is a decision as it is shown.
type decisionRow struct {
	*claim.Decision
	When      time.Time
	What      string // was decided
	Stands    bool
	Undone    bool
	Statement string // ID of the first statement that it is about, "" for none that there is
	Quote     string // of that one
}

// decisionsAPage is how many rows a page of a list has.
const decisionsAPage = 50

func (s *Site) decisions(w http.ResponseWriter, r *http.Request) error {
	p := &decisionsPage{}
	if err := s.fillDecisions(r, p, r.URL.Query().Get("before")); err != nil {
		return err
	}
	s.show(w, r, http.StatusOK, "decisions.html", "Decisions", p)
	return nil
}

// fillDecisions lists the decisions before a place among all of them, "" for the last.
func (s *Site) fillDecisions(r *http.Request, p *decisionsPage, before string) error {
	v := s.Newsroom.Live.View()
	end := len(v.Decisions)
	if before != "" {
		n, err := strconv.Atoi(before)
		if err != nil || n < 0 {
			return wrong("the address names no place among the decisions: %q", before)
		}
		end = min(end, n)
	}
	from := max(0, end-decisionsAPage)
	var list []*claim.Decision
	for i := end - 1; i >= from; i-- {
		list = append(list, &v.Decisions[i])
	}
	p.All, p.Seen, p.May = len(v.Decisions), newsroom.Last(v), account.From(r.Context()).May(account.Analyst)
	p.Back = "/decisions"
	if before != "" {
		p.Back += "?before=" + strconv.Itoa(end)
	}
	if from > 0 {
		p.Next = "/decisions?before=" + strconv.Itoa(from)
	}
	var err error
	p.Rows, err = s.decisionRows(r.Context(), v, claim.Standing(v.Decisions), list)
	return err
}

// decisionRows says of decisions what is shown of them.
func (s *Site) decisionRows(ctx context.Context, v *live.View, standing []claim.Decision, list []*claim.Decision) ([]decisionRow, error) {
	if len(list) == 0 {
		return nil, nil
	}
	stands := make(map[string]bool, len(standing))
	for i := range standing {
		stands[standing[i].ID] = true
	}
	var out []decisionRow
	for _, d := range list {
		row := decisionRow{Decision: d, What: decided(v, d), Stands: stands[d.ID], Undone: d.Act != claim.Undo && !stands[d.ID]}
		e, err := s.Newsroom.Ledger.Entry(ctx, ledger.KindDecision, d.ID)
		if err != nil {
			return nil, fmt.Errorf("decision %s: %w", d.ID, err)
		}
		row.When = e.Recorded
		for _, id := range newsroom.Subjects(v, d) {
			if _, r, st, ok := v.Statement(id); ok {
				row.Statement, row.Quote = id, claims.Clip(spansWords(r.Doc.Text, st.Content), 160)
				break
			}
		}
		out = append(out, row)
	}
	return out, nil
}

// decided says what a decision says.
func decided(v *live.View, d *claim.Decision) string {
	switch d.Act {
	case claim.Accept:
		return "accepted the statement"
	case claim.Reject:
		return "rejected the statement"
	case claim.Correct:
		if d.Value == "" {
			return "corrected: no " + d.Field
		}
		return fmt.Sprintf("corrected: %s is %s", d.Field, claims.Clip(d.Value, 120))
	case claim.Merge:
		return "merged two claims"
	case claim.Split:
		return "split " + plural(len(d.Statements), "statement") + " off a claim"
	case claim.Grade:
		return fmt.Sprintf("graded %s %s", claims.Clip(d.Source, 80), d.Value)
	case claim.Undo:
		for i := range v.Decisions {
			if x := &v.Decisions[i]; x.ID == d.Undoes && x.Act != claim.Undo {
				return fmt.Sprintf("took back what %s had decided: %s", x.By, decided(v, x))
			}
		}
		return "took a decision back"
	}
	return claims.Clip(string(d.Act), 40)
}

// undo takes decisions back, the last first.
func (s *Site) undo(w http.ResponseWriter, r *http.Request) error {
	form, err := readForm(w, r)
	if err != nil {
		return err
	}
	ids := form["decision"]
	if len(ids) == 0 || len(ids) > len(claim.Fields) {
		return wrong("the form does not say which decision is to be taken back")
	}
	v, err := s.Newsroom.Now(r.Context())
	if err != nil {
		return err
	}
	basis := ""
	for i, id := range slices.Backward(ids) {
		d := claim.Decision{Act: claim.Undo, Undoes: id, By: account.From(r.Context()).Name, Note: form.Get("note")}
		if i == len(ids)-1 {
			var ok bool
			if basis, ok = newsroom.Seen(v, form.Get("seen"), newsroom.Subjects(v, &d)...); !ok {
				return wrong("the form does not say what you had seen: load the page again")
			}
			if basis != newsroom.Basis(v, newsroom.Subjects(v, &d)...) {
				return s.notUndone(w, r, form, newsroom.Subjects(v, &d))
			}
		}
		if basis, err = s.Newsroom.Decide(r.Context(), d, basis); err != nil {
			if errors.Is(err, newsroom.ErrChanged) {
				return s.notUndone(w, r, form, newsroom.Subjects(v, &d))
			}
			return err
		}
	}
	http.Redirect(w, r, back(form.Get("back")), http.StatusSeeOther)
	return nil
}

// notUndone shows what others decided about the same statements meanwhile.
func (s *Site) notUndone(w http.ResponseWriter, r *http.Request, form url.Values, subjects []string) error {
	v, err := s.Newsroom.Now(r.Context())
	if err != nil {
		return err
	}
	p := &decisionsPage{Fault: "Somebody else decided about this meanwhile, and nothing was taken back. Look at what they decided first."}
	var list []*claim.Decision
	for _, d := range newsroom.Meanwhile(v, form.Get("seen"), subjects...) {
		list = append(list, &d)
	}
	if p.Conflict, err = s.decisionRows(r.Context(), v, claim.Standing(v.Decisions), list); err != nil {
		return err
	}
	if err := s.fillDecisions(r, p, ""); err != nil {
		return err
	}
	s.show(w, r, http.StatusConflict, "decisions.html", "Decisions", p)
	return nil
}
