package claim

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// quantity is what figures count.
type quantity struct {
	outcome string
	unit    string
	party   string   // whose: "Drevian soldiers"
	heads   []string // small classes: soldier, guard
	words   []weight // of a figure without an outcome: what it counts, and of what it is told
}

// counts says what is counted, "" for no quantity.
func (q *quantity) counts() string {
	if q == nil {
		return ""
	}
	return q.outcome + "/" + q.unit
}

// quantityOf gives what a figure counts, nil where it is a part of another's or counts
// nothing that claims are about.
func (b *builder) quantityOf(r *Report, p *proposition, f *hearsay.Figure) *quantity {
	text := r.Doc.Text
	if rest := text[f.End:min(f.End+24, len(text))]; partitive(rest) {
		return nil
	}
	q := &quantity{outcome: f.Outcome, unit: f.Unit}
	if q.outcome == "" && f.Unit == "person" { // "suffered injuries", "treated 112 people"
		for _, name := range p.predicates {
			if out := outcomes[name]; out != "" {
				q.outcome = out
				break
			}
		}
	}
	if q.outcome == "" {
		if f.Unit == "" || len(p.predicates) == 0 && !measured[f.Unit] {
			return nil
		}
		numbers := make(map[string]bool)
		for i := range p.words {
			if w := &p.words[i]; slices.ContainsFunc(b.statement(at{p.report, p.statement}).Figures, func(g hearsay.Figure) bool { return w.Start < g.End && g.Start < w.End }) {
				numbers[w.base] = true
			}
		}
		for _, w := range slices.Concat(p.acts, p.tells) { // capitals come first
			if !strings.HasPrefix(w.name, "party:") && !numbers[w.name] {
				q.words = append(q.words, w)
			}
		}
	}
	ws := words(f.Of, hearsay.Span{End: len(f.Of)})
	own := b.speakerParty(p.report, p.statement)
	for i := range ws {
		if party, n := b.parties.at(ws, i); n > 0 && q.party == "" {
			q.party = party
		}
		if own != "" && (ws[i].low == "our" || ws[i].low == "its") && q.party == "" {
			q.party = own
		}
		found, _, _ := classes.match(ws, i)
		for _, c := range found {
			if !c.predicate {
				q.heads = append(q.heads, c.name)
			}
		}
	}
	// "Six of our soldiers", "its dead": what stands around the figure.
	for i := range p.words {
		w := &p.words[i]
		if d := w.Start - f.End; w.End > f.Start-16 && d < 28 && own != "" && q.party == "" && (w.low == "our" || w.low == "its") {
			q.party = own
		}
	}
	if q.party == "" {
		q.party = p.subject
	}
	slices.Sort(q.heads)
	q.heads = slices.Compact(q.heads)
	return q
}

// outcomes are what predicates make of people whom a figure counts.
var outcomes = map[string]string{"DIE": "killed", "INJURE": "injured", "MISS": "missing", "CAPTURE": "captured", "ARREST": "detained", "EVACUATE": "evacuated", "RESCUE": "rescued"}

// measured are units of what is seldom measured twice in one story: amounts, not distances
// or times.
var measured = set("kilogram tonne ton litre liter gallon barrel hectare acre cubic megawatt gram pound ounce")

// partitive reports whether a figure is of some that were counted before: "two of the
// bodies".
func partitive(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	for _, s := range [...]string{"of the ", "of them", "of those", "of these", "of whom", "of which", "of his ", "of her "} {
		if strings.HasPrefix(rest, s) {
			return true
		}
	}
	return false
}

// same reports whether two quantities may be one, and how surely.
func (q *quantity) same(o *quantity) float64 {
	if q.outcome != o.outcome || q.outcome == "" && q.unit != o.unit {
		return 0
	}
	if q.party != "" && o.party != "" && q.party != o.party {
		return 0
	}
	if q.outcome == "" {
		v := overlap(q.words, o.words)
		if measured[q.unit] && (q.vague() || o.vague()) { // "the amount was", "put the loss at"
			v = max(v, sameFigure+.05)
		}
		return v
	}
	score := .5
	if q.party != "" && q.party == o.party {
		score += .3
	}
	switch n := common(q.heads, o.heads); {
	case n > 0:
		score += .3
	case specific(q.heads) && specific(o.heads):
		return 0
	}
	return score
}

// generalHeads are small classes that tell no group of people or ships from another.
var generalHeads = set("civilian patient night first border post vessel worker plant")

// vague reports whether nothing says of what an amount is.
func (q *quantity) vague() bool {
	for _, w := range q.words {
		if w.name != "amount" && !isPredicate(w.name) {
			return false
		}
	}
	return true
}

// specific reports whether heads say more than that people are counted.
func specific(heads []string) bool {
	return slices.ContainsFunc(heads, func(h string) bool { return !generalHeads[h] })
}

// overlap is the part of the lighter of two lists that the other has.
func overlap(a, b []weight) float64 {
	both := inCommon(a, b)
	if both == 0 {
		return 0
	}
	return both / min(total(a), total(b))
}

// total is what a list weighs.
func total(list []weight) float64 {
	sum := 0.0
	for i := range list {
		sum += list[i].weight
	}
	return sum
}

// sameFigure is the line above which two quantities are one.
const sameFigure = .5

// never keeps quantities apart that cannot be one, whatever else is in their groups.
const never = -1e4

// figures groups what is counted, by mean likeness.
func (b *builder) figures() {
	var props []*proposition
	var qs []*quantity
	for _, p := range b.props {
		r := &b.reports[p.report]
		st := &r.Statements[p.statement]
		for i := range st.Figures {
			f := &st.Figures[i]
			if f.Start < p.span.Start || f.End > p.span.End {
				continue
			}
			q := b.quantityOf(r, p, f)
			if q == nil || q.outcome == "" && b.speakers[at{p.report, p.statement}].origin == "" {
				continue
			}
			if q.outcome != "" || f.Unit == "person" { // else the figure is not all that is told
				b.counted[p.order] = true
			}
			c := *p
			c.figure = f
			props, qs = append(props, &c), append(qs, q)
		}
	}
	groups := cluster(len(props), sameFigure-1e-6, func(i, j int) float64 {
		if v := qs[i].same(qs[j]); v > 0 {
			return v
		}
		return never
	})
	for _, members := range groups {
		g := &group{figure: qs[members[0]]}
		for _, i := range members {
			g.props = append(g.props, props[i])
			if g.figure.party == "" {
				g.figure.party = qs[i].party
			}
			if len(g.figure.heads) == 0 {
				g.figure.heads = qs[i].heads
			}
		}
		b.groups = append(b.groups, g)
	}
}

// approximately is how far a figure that is only about right may be off.
const approximately = .1

// bounds are a figure's, widened where it is only about right.
func bounds(f *hearsay.Figure) (low, high float64) {
	low, high = f.Low, f.High
	if f.Approx {
		low, high = low-math.Abs(low)*approximately, high+math.Abs(high)*approximately
	}
	return low, high
}

// fits reports whether two figures can both hold.
func fits(a, b *hearsay.Figure) bool {
	la, ha := bounds(a)
	lb, hb := bounds(b)
	return la <= hb && lb <= ha
}

// Shown writes the bounds of a figure in words: "at least 300".
func Shown(f *hearsay.Figure) string {
	low, high := f.Bounds()
	about := ""
	if f.Approx {
		about = "about "
	}
	switch {
	case low == nil && high == nil:
		return "an unknown number"
	case high == nil:
		return about + "at least " + number(*low)
	case low == nil:
		return about + "at most " + number(*high)
	case *low == *high:
		return about + number(*low)
	}
	return about + number(*low) + " to " + number(*high)
}

func number(f float64) string { return strings.TrimSuffix(fmt.Sprintf("%.10g", f), ".0") }
