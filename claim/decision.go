package claim

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Anchor tells a claim by something that is said of it: a claim's ID may change when an
// earlier statement of it is found.
type Anchor struct {
	Statement string `json:"statement"` // ID
	Text      string `json:"text"`      // the words that take the position
	Figure    bool   `json:"figure,omitempty"`
}

// Act is what an analyst decides.
type Act string

// The acts.
const (
	Merge   Act = "merge"   // the claims of two anchors are one
	Split   Act = "split"   // some statements of a claim are another claim
	Correct Act = "correct" // a field of a statement is otherwise
	Accept  Act = "accept"  // a statement is as it should be
	Reject  Act = "reject"  // a statement is none
	Grade   Act = "grade"   // a source's reliability and credibility, by Admiralty letters and numbers
	Undo    Act = "undo"    // a decision is taken back
)

// Decision is an analyst's act. It wins over what the rules come to, and outlasts every
// rebuild.
type Decision struct {
	ID         string   `json:"-"`
	Schema     string   `json:"schema"` // "hearsay/decision/1"
	Act        Act      `json:"act"`
	Claims     []Anchor `json:"claims,omitempty"`     // of merge two, of split one
	Statements []string `json:"statements,omitempty"` // IDs
	Field      string   `json:"field,omitempty"`      // of correct: "speaker", "party", "act", "polarity"
	Source     string   `json:"source,omitempty"`     // of grade: an origin or an outlet
	Value      string   `json:"value,omitempty"`      // of correct and grade
	Undoes     string   `json:"undoes,omitempty"`     // ID of a decision
	By         string   `json:"by,omitempty"`         // who decided
	Note       string   `json:"note,omitempty"`
}

// Touches are the IDs of the statements that a decision says something of.
func (d *Decision) Touches() []string {
	ids := slices.Clone(d.Statements)
	for i := range d.Claims {
		ids = append(ids, d.Claims[i].Statement)
	}
	return ids
}

// DecisionSchema is that of a decision's record.
const DecisionSchema = "hearsay/decision/1"

// Standing gives the decisions that are not undone, in order. A decision that undoes
// another may itself be undone.
func Standing(all []Decision) []Decision {
	undone := make(map[string]bool)
	for i := len(all) - 1; i >= 0; i-- {
		if d := &all[i]; d.Act == Undo && !undone[d.ID] {
			undone[d.Undoes] = true
		}
	}
	var out []Decision
	for _, d := range all {
		if d.Act != Undo && !undone[d.ID] {
			out = append(out, d)
		}
	}
	return out
}

// correct changes what an analyst said is otherwise, before anything is read.
func correct(reports []Report, decisions []Decision) {
	for i := range reports {
		r := &reports[i]
		var sts []Stated
		for _, st := range r.Statements {
			if st, kept := st.Corrected(r.Doc, decisions); kept {
				sts = append(sts, st)
			}
		}
		r.Statements = sts
	}
}

// Fields are those of a statement that can be corrected. The last three are spans of the
// document, as ParseSpans reads them.
var Fields = []string{"speaker", "party", "act", "polarity", "source", "cue", "content"}

// CheckCorrection refuses a value that a field cannot have in a document.
func CheckCorrection(doc *hearsay.Document, field, value string) error {
	switch field {
	case "speaker":
		if strings.TrimSpace(value) == "" {
			return fmt.Errorf("speaker: %w: it is empty", ErrValue)
		}
	case "party":
	case "act":
		if _, ok := hearsay.ParseAct(value); !ok {
			return fmt.Errorf("act %q: %w: there is no such act", value, ErrValue)
		}
	case "polarity":
		if value != "positive" && value != "negative" {
			return fmt.Errorf("polarity %q: %w: it is positive or negative", value, ErrValue)
		}
	case "source", "cue", "content":
		spans, err := ParseSpans(doc, value)
		if err == nil && len(spans) == 0 && field == "content" {
			err = fmt.Errorf("content: %w: it is empty", ErrValue)
		}
		return err
	default:
		return fmt.Errorf("field %q: %w: there is no such field", field, ErrValue)
	}
	return nil
}

// ErrValue marks a value that a field cannot have.
var ErrValue = errors.New("not a value of the field")

// ParseSpans reads spans of a document, "12-40,52-60" in code points: each at least one
// character, none before the end of the one before. "" is none. What is otherwise wraps
// ErrValue.
func ParseSpans(doc *hearsay.Document, value string) ([]hearsay.Span, error) {
	if value == "" {
		return nil, nil
	}
	var out []hearsay.Span
	for part := range strings.SplitSeq(value, ",") {
		from, to, ok := strings.Cut(part, "-")
		start, err1 := strconv.Atoi(from)
		end, err2 := strconv.Atoi(to)
		if !ok || err1 != nil || err2 != nil {
			return nil, fmt.Errorf("span %q: %w: it is written 12-40, in characters", part, ErrValue)
		}
		span, ok := byteSpan(doc.Text, start, end)
		if !ok || len(out) > 0 && span.Start < out[len(out)-1].End {
			return nil, fmt.Errorf("span %q: %w: it does not lie in the text, or not behind the one before", part, ErrValue)
		}
		out = append(out, span)
	}
	return out, nil
}

// byteSpan turns code points of a text into bytes; it reports false where they are out of
// the text or none.
func byteSpan(text string, start, end int) (hearsay.Span, bool) {
	if start < 0 || start >= end {
		return hearsay.Span{}, false
	}
	s, n := hearsay.Span{Start: -1}, 0
	for i := range text {
		switch n {
		case start:
			s.Start = i
		case end:
			s.End = i
			return s, true
		}
		n++
	}
	s.End = len(text)
	return s, s.Start >= 0 && n == end
}

func (st *Stated) correct(doc *hearsay.Document, field, value string) {
	if CheckCorrection(doc, field, value) != nil {
		return
	}
	switch field {
	case "source":
		st.Source, _ = ParseSpans(doc, value)
	case "cue":
		st.Cue, _ = ParseSpans(doc, value)
	case "content":
		st.Content, _ = ParseSpans(doc, value)
		in := func(s hearsay.Span) bool {
			return slices.ContainsFunc(st.Content, func(c hearsay.Span) bool { return s.Start >= c.Start && s.End <= c.End })
		}
		st.Figures = slices.DeleteFunc(slices.Clone(st.Figures), func(f hearsay.Figure) bool { return !in(f.Span) })
	case "speaker":
		st.Speaker.Name = value
		if strings.HasPrefix(value, "unnamed ") {
			st.Speaker.Kind = hearsay.KindUnnamed
		} else if st.Speaker.Kind == hearsay.KindUnnamed {
			st.Speaker.Kind = hearsay.KindOrganization
		}
	case "party":
		st.Speaker.Party = value
	case "act":
		if act, ok := hearsay.ParseAct(value); ok {
			st.Act = act
		}
	case "polarity":
		st.turned = value
	}
}

// holds reports whether a group has what an anchor tells it by.
func (b *builder) holds(g *group, a *Anchor) bool {
	return (g.figure != nil) == a.Figure && slices.ContainsFunc(g.props, func(p *proposition) bool {
		return b.statement(at{p.report, p.statement}).ID == a.Statement && p.text(b.reports[p.report].Doc) == a.Text
	})
}

// decide has decisions on claims done, in order.
func (b *builder) decide(decisions []Decision) {
	find := func(a *Anchor) *group {
		for _, g := range b.groups {
			if b.holds(g, a) {
				return g
			}
		}
		return nil
	}
	for i := range decisions {
		d := &decisions[i]
		switch d.Act {
		case Merge:
			if len(d.Claims) != 2 {
				continue
			}
			x, y := find(&d.Claims[0]), find(&d.Claims[1])
			if x == nil || y == nil || x == y || (x.figure == nil) != (y.figure == nil) {
				continue
			}
			x.props = append(x.props, y.props...)
			b.groups = slices.DeleteFunc(b.groups, func(g *group) bool { return g == y })
		case Split:
			if len(d.Claims) != 1 {
				continue
			}
			x := find(&d.Claims[0])
			if x == nil {
				continue
			}
			apart := &group{figure: x.figure}
			x.props = slices.DeleteFunc(x.props, func(p *proposition) bool {
				if slices.Contains(d.Statements, b.statement(at{p.report, p.statement}).ID) {
					apart.props = append(apart.props, p)
					return true
				}
				return false
			})
			if len(apart.props) > 0 {
				b.groups = append(b.groups, apart)
			}
			if len(x.props) == 0 {
				b.groups = slices.DeleteFunc(b.groups, func(g *group) bool { return g == x })
			}
		}
	}
	for _, g := range b.groups {
		slices.SortFunc(g.props, func(x, y *proposition) int { return x.order - y.order })
	}
}

// Anchor gives what tells the claim.
func (c *Claim) Anchor() Anchor { return c.anchor }

// grade gives origins the grades that decisions gave them last.
func (c *Claim) grade(decisions []Decision) {
	for i := range c.Origins {
		for _, d := range decisions {
			if d.Act == Grade && strings.EqualFold(d.Source, c.Origins[i].Name) {
				c.Origins[i].Grade = d.Value
			}
		}
	}
}
