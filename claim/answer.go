package claim

import (
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// answer is what a statement says of claims that it only refers to: "declined to comment
// on the report", "rejected the minister's figure", "withdraws the account".
type answer struct {
	at     at
	stance Stance
	groups []*group
}

// referring are words for what somebody else has said.
var referring = set(`report reports account accusation accusations allegation allegations claim claims charge charges figure figures toll estimate estimates number numbers
finding findings statement statements suggestion suggestions assertion assertions version story reading comment matter question questions ruling conclusion conclusions evidence list it them that this these those
remark remarks admission reaction request incident crossing affair`)

// numeric are those that mean a figure.
var numeric = set("figure figures toll estimate estimates number numbers list count")

// readAnswers finds the statements that answer a claim without saying it again.
func (b *builder) readAnswers() {
	said := make(map[at][]*group) // the groups of each statement
	for _, g := range b.groups {
		for _, p := range g.props {
			a := at{p.report, p.statement}
			said[a] = append(said[a], g)
		}
	}
	b.each(func(a at, r *Report, st *Stated) {
		if b.speakers[a].origin == "" {
			return
		}
		ws := r.contentWords(st)
		stance, ok := answering(st, ws)
		if !ok {
			return
		}
		groups := b.referred(a, st, ws, said)
		if len(groups) > 0 {
			b.answers = append(b.answers, answer{at: a, stance: stance, groups: groups})
		}
	})
}

// retracting are what takes a statement back.
var retracting = set("withdraw withdraws withdrew withdrawn retract retracts retracted recant recants recanted")

// answering is the stance of a statement that only answers, and whether it is one.
func answering(st *Stated, ws []word) (Stance, bool) {
	refers := slices.ContainsFunc(ws, func(w word) bool { return referring[w.low] })
	for i := range ws {
		if retracting[ws[i].low] && i+1 < len(ws) && slices.ContainsFunc(ws[i+1:min(len(ws), i+4)], func(w word) bool { return referring[w.low] }) {
			return Retracts, !complemented(ws[i:])
		}
	}
	switch st.Act {
	case hearsay.ActDecline:
		return Declines, true
	case hearsay.ActRetract:
		return Retracts, true
	case hearsay.ActDeny, hearsay.ActReject:
		if refers && !predicated(ws) && !complemented(ws) {
			return Denies, true
		}
	case hearsay.ActConfirm, hearsay.ActSupport:
		if refers && !predicated(ws) && len(ws) < 8 {
			return Asserts, true
		}
	}
	return 0, false
}

// complemented reports whether what is referred to is said: "suggestions that …".
func complemented(ws []word) bool {
	for i := 0; i+1 < len(ws); i++ {
		if referring[ws[i].low] && (ws[i+1].low == "that" || ws[i+1].low == "of" || ws[i+1].low == "about") {
			return true
		}
	}
	return false
}

// referred finds the claims that a statement refers to: those of whom it names as their
// speaker, else those of the statements before it in the article, else the article's
// first.
func (b *builder) referred(a at, st *Stated, ws []word, said map[at][]*group) []*group {
	figures := slices.ContainsFunc(ws, func(w word) bool { return numeric[w.low] })
	own := b.speakers[a].key
	pick := func(t at) []*group {
		var out []*group
		for _, g := range said[t] {
			if (g.figure != nil) == figures && !slices.Contains(out, g) {
				out = append(out, g)
			}
		}
		return out
	}
	r := &b.reports[a.report]
	if i := possessor(ws, r.Doc.Text); i != "" { // "the committee's figure"
		for k := range r.Statements {
			t := at{a.report, k}
			s := b.speakers[t]
			if k != a.statement && s.origin != "" && strings.Contains(strings.ToLower(r.Statements[k].Speaker.Name+" "+s.origin), i) {
				if gs := pick(t); len(gs) > 0 {
					return gs
				}
			}
		}
	}
	self := st.Act == hearsay.ActRetract || slices.ContainsFunc(ws, func(w word) bool { return retracting[w.low] })
	for k := a.statement - 1; k >= 0; k-- { // the nearest before
		t := at{a.report, k}
		if r.Statements[k].Act == hearsay.ActDecline || !self && b.speakers[t].key == own {
			continue
		}
		if gs := pick(t); len(gs) > 0 {
			return b.about(gs, ws)
		}
	}
	return nil
}

// about keeps of several claims those that share a word with the answer, if any do.
func (b *builder) about(groups []*group, ws []word) []*group {
	var out []*group
	for _, g := range groups {
		for i := range ws {
			if light[ws[i].low] || referring[ws[i].low] {
				continue
			}
			if slices.ContainsFunc(g.props, func(p *proposition) bool { _, ok := p.features[ws[i].base]; return ok }) {
				out = append(out, g)
				break
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	return groups[:1]
}

// possessor is the word before the possessive of what is referred to, "" for none.
func possessor(ws []word, text string) string {
	for i := 0; i+1 < len(ws); i++ {
		raw := text[ws[i].Start:ws[i].End]
		if (strings.HasSuffix(raw, "'s") || strings.HasSuffix(raw, "’s") || strings.HasSuffix(raw, "’") || strings.HasSuffix(raw, "'")) &&
			(referring[ws[i+1].low] || i+2 < len(ws) && referring[ws[i+2].low]) {
			return ws[i].low
		}
	}
	return ""
}
