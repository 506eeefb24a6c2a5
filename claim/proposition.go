package claim

import (
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// proposition is one thing that a statement says.
type proposition struct {
	report     int // index of the report
	statement  int // index in it
	order      int // among all propositions
	span       hearsay.Span
	words      []word
	features   map[string]float64 // what it is compared by: classes, parties, words
	tells      []weight           // those that are no predicates, in order, less what most have in common
	telling    float64            // what those weigh together
	acts       []weight           // the predicates, likewise
	first      bool               // it says who was first
	predicates []string           // names of classes
	subject    string             // the party that comes before the predicate
	heads      []string           // small classes before the predicate: who
	specific   bool               // they say more than that it is people
	negative   bool
	refuted    bool // it is called a fiction
	hedged     bool
	voucher    *speaker        // whose the report is that is told, nil for the speaker's own
	figure     *hearsay.Figure // that the clause is about, for a figure's proposition
}

// conjunctions are words behind a comma or "and" that begin another proposition.
var conjunctions = set("and but while that")

// clauses cuts the pieces of a content into what it says one by one: sentences, and the
// parts that a comma with a conjunction or a semicolon joins.
func clauses(r *Report, pieces []hearsay.Span) [][]word {
	var out [][]word
	for _, piece := range pieces {
		ws := r.words(piece)
		first := 0
		for i := range ws {
			if i < first || i+1 < len(ws) && !cut(ws, first, i) {
				continue
			}
			if i+1 > first {
				out = append(out, ws[first:i+1])
			}
			first = i + 1
		}
	}
	return out
}

// cut reports whether a proposition ends with word i.
func cut(ws []word, first, i int) bool {
	switch ws[i].ends {
	case '.', ';':
		return true
	}
	next := ws[i+1]
	if ws[i].ends == ',' && conjunctions[next.low] && predicated(ws[first:i+1]) && predicated(ws[i+1:min(len(ws), i+8)]) {
		return true
	}
	return next.low == "and" && i+2 < len(ws) && (ws[i+2].low == "that" || verbish(ws, i+2)) && predicated(ws[first:i+1])
}

// verbish reports whether a word opens a second predicate: "and overran", "and regarded".
func verbish(ws []word, i int) bool {
	w := ws[i]
	if w.capital || light[w.low] {
		return false
	}
	if strings.HasSuffix(w.low, "ed") {
		return i+1 < len(ws) && (light[ws[i+1].low] || ws[i+1].capital)
	}
	for _, p := range classes[w.base] {
		if p.class.predicate && irregular[w.low] != "" && irregular[w.low] != w.low {
			return true
		}
	}
	return false
}

// predicated reports whether words hold a predicate of a class.
func predicated(ws []word) bool {
	for i := range ws {
		found, _, _ := classes.match(ws, i)
		for _, c := range found {
			if c.predicate {
				return true
			}
		}
	}
	return false
}

// negations turn what a clause says round.
var negations = set("not no never nobody none nothing neither nowhere cannot")

// refutations say of what they stand with that it is not so.
var refutations = set("fiction invention fabrication fabrications inventions fictions falsehood falsehoods lies false untrue fabricated invented baseless nonsense theatre hoax fantasy myth unfounded fake")

// comparing are words that "no" bounds a number with: "no fewer than".
var comparing = set("fewer less more later only one's longer")

// relative are words that begin what is only added to what was said.
var relative = set("which who whom where because although while after before")

// ownWords stand for the speaker's own side.
var ownWords = set("its our we it us ours")

// purposes are verbs that tell behind "to" what something was done for: "sent troops to help
// the capital retake the region".
var purposes = set("help aid assist support enable let allow back")

// seeming are verbs that hedge before "to", by their base forms.
var seeming = set("appear seem believ")

func negates(w *word) bool { return negations[w.low] || strings.HasSuffix(w.low, "n't") }

// hedging are words that make a clause no more than likely.
var hedging = set("may might possibly perhaps possible likely probably apparently presumably unlikely suspect suspected suspects")

// propose makes the proposition of a clause.
func (b *builder) propose(report, statement int, ws []word) *proposition {
	p := &proposition{report: report, statement: statement, words: ws, features: make(map[string]float64)}
	p.span = hearsay.Span{Start: ws[0].Start, End: ws[len(ws)-1].End}
	own := b.speakerParty(report, statement)
	indirect := b.statement(at{report, statement}).Mode == hearsay.ModeIndirect
	afterPredicate, closed := false, false // whether a predicate came, and a comma behind it
	negated, swallowed, turned := 0, -1, false
	purpose := false // what follows is what it was done for, not what was done
	for i := 0; i < len(ws); i++ {
		w := &ws[i]
		found, n, opposite := classes.match(ws, i)
		if opposite && !closed && !turned {
			negated, turned = negated+1, true
		}
		if n > 1 && negates(w) { // "did not come back" is what happened
			swallowed = i
		}
		if negates(w) && i != swallowed && !closed && !(i+1 < len(ws) && comparing[ws[i+1].low]) {
			negated++
		}
		p.refuted = p.refuted || refutations[w.low]
		if hedging[w.low] || i+1 < len(ws) && seeming[w.base] && ws[i+1].low == "to" || w.low == "could" && i+1 < len(ws) && ws[i+1].low == "have" && negated == 0 {
			p.hedged = true
		}
		if w.low == "until" && negated > 0 { // "did not leave until": it left
			negated--
		}
		party, taken := b.parties.at(ws, i)
		if party == "" && own != "" && ownWords[w.low] && (w.low != "it" || indirect) {
			party = own
		}
		if party != "" {
			p.note("party:"+party, 1)
			if !afterPredicate { // the nearest before it
				p.subject = party
			}
			if taken > 1 {
				i += taken - 1
				continue
			}
		}
		for _, c := range found {
			if c.predicate && purpose {
				p.note(strings.ToLower(c.name), 1)
			} else if c.predicate {
				p.note(c.name, 2.5)
				if !slices.Contains(p.predicates, c.name) {
					p.predicates = append(p.predicates, c.name)
				}
				afterPredicate = true
			} else {
				p.note(c.name, 1)
				if !afterPredicate {
					p.heads = append(p.heads, c.name)
				}
			}
		}
		purpose = purpose || afterPredicate && i+1 < len(ws) && w.low == "to" && purposes[ws[i+1].low]
		closed = closed || afterPredicate && (w.ends == ',' || relative[w.low])
		if n > 0 || party != "" || light[w.low] || referring[w.low] {
			continue
		}
		weight := 1.0
		if w.capital && !w.first {
			weight = 1.3
		}
		p.note(w.base, weight)
	}
	if !b.firstToAct(ws) {
		delete(p.features, "first")
		p.heads = slices.DeleteFunc(p.heads, func(h string) bool { return h == "first" })
	}
	if len(p.heads) == 0 && slices.ContainsFunc(p.predicates, func(s string) bool { return suffered[s] }) {
		for f := range p.features {
			if classNames[f] && !isPredicate(f) {
				p.heads = append(p.heads, f)
			}
		}
		slices.Sort(p.heads)
	}
	if p.subject == "" {
		p.subject = b.agent(ws)
	}
	if p.subject == "" && own != "" && b.armed(report, statement) && slices.ContainsFunc(p.predicates, func(s string) bool { return suffered[s] }) && slices.ContainsFunc(p.heads, func(h string) bool { return forces[h] }) {
		p.subject = own // "no soldier was lost", says their ministry
	}
	p.negative = (negated%2 == 1) != p.refuted
	return p
}

// firstToAct reports whether "first" stands beside what only one side can do first.
func (b *builder) firstToAct(ws []word) bool {
	for i := range ws {
		if ws[i].low != "first" {
			continue
		}
		for j := max(0, i-2); j < min(len(ws), i+3); j++ {
			found, _, _ := classes.match(ws, j)
			if slices.ContainsFunc(found, func(c *class) bool { return exclusive[c.name] }) {
				return true
			}
		}
	}
	return false
}

// suffered are predicates of what befalls those whom they are said of.
var suffered = map[string]bool{"DIE": true, "INJURE": true, "MISS": true, "CAPTURE": true, "ARREST": true}

// armed reports whether a statement's speaker is a body that has people under arms.
func (b *builder) armed(report, statement int) bool {
	x := b.speakers[at{report, statement}].body
	return x != nil && slices.ContainsFunc(x.key, func(w string) bool { return arms[w] })
}

var arms = set("defence border army navy police guard armed military interior frontier coast air force")

// forces are those of whom a side speaks without saying that they are its own.
var forces = set("soldier guard police crew")

// agent is the party behind "by" or "from": who did it, where nobody comes before.
func (b *builder) agent(ws []word) string {
	for i := 0; i+1 < len(ws); i++ {
		if ws[i].low != "by" && ws[i].low != "from" {
			continue
		}
		for j := i + 1; j < min(len(ws), i+4); j++ {
			if party, n := b.parties.at(ws, j); n > 0 {
				return party
			}
		}
	}
	return ""
}

func (p *proposition) note(feature string, weight float64) {
	p.features[feature] = max(p.features[feature], weight)
}

// text is the words of the proposition as they stand.
func (p *proposition) text(doc *hearsay.Document) string { return doc.Text[p.span.Start:p.span.End] }
