package claims

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay/claim"
)

// Carrier is a node of a carriage tree: an origin, an agency, or an outlet.
type Carrier struct {
	Name    string
	Why     string // why it is believed to have it from the node above, in one sentence
	Carried []*Carrier
}

// Carriage gives through whom each origin's statements on a claim came: origin, then those
// who carried it, nearest the origin first, then the outlets, and the outlets that carry an
// outlet's text.
func (s *Story) Carriage(c *claim.Claim) []*Carrier {
	var roots []*Carrier
	byName := func(list *[]*Carrier, name, why string) *Carrier {
		for _, n := range *list {
			if strings.EqualFold(n.Name, name) {
				return n
			}
		}
		n := &Carrier{Name: name, Why: why}
		*list = append(*list, n)
		return n
	}
	for i := range c.Takes {
		t := &c.Takes[i]
		r, st := s.statement(t)
		if r == nil || t.Origin == "" {
			continue
		}
		at := byName(&roots, t.Origin, "")
		for _, link := range st.Chain {
			why := "the article names it"
			if !link.Span.Empty() {
				why = fmt.Sprintf("“%s” stands in the text of %s", Clip(r.Doc.Text[link.Span.Start:link.Span.End], brief), outlet(r))
			}
			at = byName(&at.Carried, link.Name, why)
		}
		for _, from := range s.lineage(r) { // whose text it carries, the first first
			at = byName(&at.Carried, outlet(from), "")
		}
		why := fmt.Sprintf("it %s on %s: “%s”", t.Stance, t.Published, Clip(t.Text, brief))
		if r.Carries != "" {
			why = "its text is that of " + outlet(s.report(r.Carries, r)) + "; " + why
		}
		n := byName(&at.Carried, outlet(r), why)
		n.Why = cmp.Or(n.Why, why)
	}
	return roots
}

// lineage is the reports whose text a report carries, the first one first.
func (s *Story) lineage(r *claim.Report) (out []*claim.Report) {
	for range 10 {
		from := s.report(r.Carries, nil)
		if from == nil || slices.Contains(out, from) {
			break
		}
		out = append(out, from)
		r = from
	}
	slices.Reverse(out)
	return out
}

func (s *Story) report(id string, none *claim.Report) *claim.Report {
	for i := range s.Reports {
		if id != "" && s.Reports[i].Doc.ID == id {
			return &s.Reports[i]
		}
	}
	return none
}

// statement finds a position's statement.
func (s *Story) statement(t *claim.Take) (*claim.Report, *claim.Stated) {
	r := s.report(t.Document, nil)
	if r == nil {
		return nil, nil
	}
	for k := range r.Statements {
		if r.Statements[k].ID == t.Statement {
			return r, &r.Statements[k]
		}
	}
	return nil, nil
}

func outlet(r *claim.Report) string {
	if r == nil {
		return ""
	}
	return cmp.Or(r.Doc.Publisher, r.Doc.URL, r.Doc.Path, r.Doc.ID)
}

// Outlet is what the outlet of a document of the story is called.
func (s *Story) Outlet(document string) string {
	return cmp.Or(outlet(s.report(document, nil)), document)
}

// Clip cuts a text to so many characters.
func Clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// brief is how much of a text an explanation or a title has, in characters.
const brief = 80
