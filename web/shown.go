package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

// shownStatement is a statement as it stands beside the text.
type shownStatement struct {
	marked
	Speaker, Party string
	Named          bool // the speaker has a name
	Does           string
	Certainty      string
	Ways           []string // what else there is to its wording
	Through        []string
	SaidOn         string
	Figures        []string
	Confidence     string
	Model          string
	Content        string
	In             int // number of the statement that it lies in, 0 for none
	Claims         []claimShown
	MoreClaims     int // that are not shown
	Rejected       bool
	Notes          []string // what analysts decided
}

// claimShown is a statement's position on a claim.
type claimShown struct {
	ID, Wording string
	Status      claim.Status
	Stance      string
}

// mostClaims is how many claims stand beside a statement.
const mostClaims = 4

// mostContent is how much of a content a list shows, in characters.
const mostContent = 140

// showStatements makes the statements of a document ready to be shown, as analysts
// corrected them, in the order of its text.
func showStatements(v *live.View, d *read) []*shownStatement {
	decided := decisionsOn(v, d.statements)
	numbers := make(map[string]int, len(d.statements))
	for i := range d.statements {
		numbers[d.statements[i].ID] = i + 1
	}
	var out []*shownStatement
	for i := range d.statements {
		st := d.statements[i]
		if len(st.Content) == 0 {
			continue
		}
		shown := &shownStatement{In: numbers[st.NestedIn], Claims: d.claims[st.ID]}
		if n := len(shown.Claims) - mostClaims; n > 0 {
			shown.Claims, shown.MoreClaims = shown.Claims[:mostClaims], n
		}
		shown.decide(d.doc, &st, decided[st.ID])
		shown.fill(d.doc, &st)
		shown.marker = marker{Number: i + 1, Anchor: st.ID}
		shown.Told = shown.told()
		shown.source, shown.cue, shown.content = st.Source, st.Cue, st.Content
		out = append(out, shown)
	}
	return out
}

// decisionsOn gives the standing decisions about each of some statements.
func decisionsOn(v *live.View, list []claim.Stated) map[string][]claim.Decision {
	if len(v.Decisions) == 0 {
		return nil
	}
	ours := make(map[string]bool, len(list))
	for i := range list {
		ours[list[i].ID] = true
	}
	out := make(map[string][]claim.Decision)
	for _, d := range claim.Standing(v.Decisions) {
		for _, id := range d.Statements {
			if ours[id] {
				out[id] = append(out[id], d)
			}
		}
	}
	return out
}

// claimLines gives the positions that the statements of a document take on claims of its
// story.
func claimLines(st *claims.Story, document string) map[string][]claimShown {
	if st == nil {
		return nil
	}
	out := make(map[string][]claimShown)
	for i := range st.Claims {
		c := &st.Claims[i]
		for k := range c.Takes {
			if t := &c.Takes[k]; t.Document == document {
				out[t.Statement] = append(out[t.Statement], claimShown{c.ID, c.Wording, c.Status(), t.Stance.String()})
			}
		}
	}
	return out
}

// decide carries out what analysts decided about a statement.
func (x *shownStatement) decide(doc *hearsay.Document, st *claim.Stated, decided []claim.Decision) {
	for i := range decided {
		d := &decided[i]
		by := cmp.Or(d.By, "an analyst")
		switch d.Act {
		case claim.Reject:
			x.Rejected = true
			x.Notes = append(x.Notes, "rejected by "+by)
		case claim.Accept:
			x.Notes = append(x.Notes, "accepted by "+by)
		case claim.Correct:
			if amend(doc, st, d.Field, d.Value) {
				x.Notes = append(x.Notes, d.Field+" corrected by "+by)
			}
		case claim.Split:
			x.Notes = append(x.Notes, "split from a claim by "+by)
		}
	}
}

// amend changes a field of a statement; it reports false for a value that it cannot have.
func amend(doc *hearsay.Document, st *claim.Stated, field, value string) bool {
	if claim.CheckCorrection(doc, field, value) != nil {
		return false
	}
	switch field {
	case "speaker":
		st.Speaker.Name = value
		if st.Speaker.Kind == hearsay.KindUnnamed && !strings.HasPrefix(value, "unnamed ") {
			st.Speaker.Kind = hearsay.KindOrganization
		}
	case "party":
		st.Speaker.Party = value
	case "act":
		st.Act, _ = hearsay.ParseAct(value)
	case "polarity":
		st.Negative = value == "negative"
	case "source":
		st.Source, _ = claim.ParseSpans(doc, value)
	case "cue":
		st.Cue, _ = claim.ParseSpans(doc, value)
	case "content":
		st.Content, _ = claim.ParseSpans(doc, value)
	}
	return true
}

// fill tells what is known of a statement in words.
func (x *shownStatement) fill(doc *hearsay.Document, st *claim.Stated) {
	x.Speaker, x.Party, x.Named = st.Speaker.Name, st.Speaker.Party, st.Speaker.Kind != hearsay.KindUnnamed && st.Speaker.Name != ""
	x.Speaker = cmp.Or(x.Speaker, "nobody that is named")
	if strings.EqualFold(x.Party, x.Speaker) {
		x.Party = ""
	}
	x.Does, x.SaidOn, x.Model = does(st.Act.String()), st.SaidOn, st.Model
	if st.Certainty != hearsay.Unspecified {
		x.Certainty = st.Certainty.String()
	}
	if st.Negative {
		x.Ways = append(x.Ways, "says that it is not so")
	}
	if st.Distanced {
		x.Ways = append(x.Ways, "the outlet keeps its distance")
	}
	if st.Mode != hearsay.ModeIndirect {
		x.Ways = append(x.Ways, map[hearsay.Mode]string{hearsay.ModeDirect: "quoted", hearsay.ModeMixed: "quoted in part"}[st.Mode])
	}
	for _, c := range st.Chain {
		x.Through = append(x.Through, c.Name)
	}
	for i := range st.Figures {
		f := &st.Figures[i]
		x.Figures = append(x.Figures, figureShown(f))
	}
	x.Figures = slices.Compact(x.Figures)
	x.Confidence = fmt.Sprintf("%.0f %%", 100*st.Score)
	x.Content = claims.Clip(contentOf(doc, st), mostContent)
}

// figureShown writes a figure with what is counted: at least 22 people killed.
func figureShown(f *hearsay.Figure) string {
	of := cmp.Or(f.Of, f.Unit)
	if of == "person" {
		of = "people"
	}
	return strings.Join(strings.Fields(claim.Shown(f)+" "+of+" "+f.Outcome), " ")
}

// told is the statement in one line, for who points at its number or hears it.
func (x *shownStatement) told() string {
	var b strings.Builder
	b.WriteString(x.Speaker)
	if x.Party != "" {
		b.WriteString(" (" + x.Party + ")")
	}
	b.WriteString(" " + x.Does)
	if x.Certainty != "" {
		b.WriteString(", " + x.Certainty)
	}
	if len(x.Through) > 0 {
		b.WriteString(", through " + strings.Join(x.Through, ", "))
	}
	if len(x.Claims) > 0 {
		c := x.Claims[0]
		b.WriteString(". Claim: " + claims.Clip(c.Wording, 80))
		if c.Status != claim.None {
			b.WriteString(" (" + c.Status.String() + ")")
		}
		if n := len(x.Claims) + x.MoreClaims - 1; n > 0 {
			fmt.Fprintf(&b, "; %d more", n)
		}
	}
	return b.String()
}

// does is an act as a verb of what a speaker does: denies.
func does(act string) string {
	if stem, ok := strings.CutSuffix(act, "y"); ok {
		return stem + "ies"
	}
	return act + "s"
}
