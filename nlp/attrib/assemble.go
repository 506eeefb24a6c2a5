package attrib

import (
	"github.com/hearsay-news/hearsay"
)

// assemble makes attributions of the labels in guess.
func (a *Attributor) assemble() []hearsay.Attribution {
	a.recover()
	a.tolls()
	a.headlines()
	a.declines()
	a.signatures()
	a.link.pieces = a.pieces(a.link.pieces[:0], a.guess, 0, len(a.guess))
	groups := a.groups(a.link.pieces, true)
	a.link.pieces, groups = a.repair(a.link.pieces, groups)
	pieces := a.link.pieces
	groups = a.sure(groups)
	outer := make([]hearsay.Attribution, len(groups))
	for g := range groups {
		outer[g] = a.attribution(pieces, &groups[g])
		outer[g].Model = a.readBy[pieces[groups[g].contents[0]].block]
	}
	inside, nested := a.nested(pieces, groups)
	out := make([]hearsay.Attribution, 0, len(groups)+len(nested))
	for g := range outer {
		at := len(out)
		if a.carries(pieces, &groups[g], inside, nested, g) {
			at = -1
		} else {
			out = append(out, outer[g])
		}
		for k := range nested {
			if nested[k].parent == g {
				in := a.attribution(inside, &nested[k])
				in.Nested = at
				in.Model = outer[g].Model // the reading that found what it stands in
				out = append(out, in)
			}
		}
	}
	return out
}

// attribution turns one group into spans of text.
func (a *Attributor) attribution(pieces []piece, g *group) hearsay.Attribution {
	v := &a.view
	at := hearsay.Attribution{Nested: -1}
	score, n := float32(0), float32(0)
	add := func(x int) hearsay.Span {
		p := &pieces[x]
		score += p.score
		n++
		return v.span(p.first, p.last)
	}
	if g.source >= 0 {
		at.Source = []hearsay.Span{add(g.source)}
	}
	if g.cue >= 0 {
		at.Cue = []hearsay.Span{add(g.cue)}
	}
	for _, x := range g.contents {
		at.Content = append(at.Content, add(x))
	}
	at.Mode = v.mode(pieces, g.contents)
	at.Zone = v.an.Sents[v.words[pieces[g.contents[0]].first].sent].Zone
	at.Score = float64(score / n)
	return at
}

// mode tells direct, indirect and mixed apart by how much of the contents stands
// in quotation marks.
func (v *view) mode(pieces []piece, contents []int) hearsay.Mode {
	quoted, plain := 0, 0
	for _, x := range contents {
		for i := pieces[x].first; i < pieces[x].last; i++ {
			switch w := &v.words[i]; {
			case w.quote == quoteIn || w.quote == quoteInSingle:
				if !w.punct {
					quoted++
				}
			case w.quote == quoteOut && !w.punct:
				plain++
			}
		}
	}
	return hearsay.ModeOf(quoted, plain)
}

// The mean probability of cue and content below which a statement is not worth a
// reader's time, as nearly all of those are narration: of the linear model, and of
// both scorers together, who know better.
const (
	leastScore  = .5
	leastSecond = .6
)

// sure leaves out groups that are too unlikely, and contents that nothing signals
// unless they are quoted.
func (a *Attributor) sure(groups []group) []group {
	pieces := a.link.pieces
	out := groups[:0]
	for _, g := range groups {
		if g.cue < 0 && a.view.mode(pieces, g.contents) == hearsay.ModeIndirect {
			continue
		}
		if g.cue >= 0 && a.setting(pieces, &g) {
			continue
		}
		least := float32(leastScore)
		if a.readBy[pieces[g.contents[0]].block] != hearsay.ModelFast {
			least = leastSecond
		}
		if g.cue >= 0 && (pieces[g.cue].score+pieces[g.contents[0]].score)/2 < least {
			continue
		}
		out = append(out, g)
	}
	return out
}

// setting reports whether a group only says how a statement came about: "Asked
// whether …, he said", "who spoke on condition of anonymity".
func (a *Attributor) setting(pieces []piece, g *group) bool {
	v, cue := &a.view, &pieces[g.cue]
	first := &v.words[cue.first]
	if g.source < 0 && cue.first == v.an.Sents[first.sent].First && first.tag == uint32(hearsay.TagVBN) {
		return true
	}
	content := &pieces[g.contents[0]]
	for i := cue.first; i < min(content.first+4, content.last); i++ {
		if i == cue.last && content.first > cue.first {
			i = max(i, content.first)
		}
		if l := v.lemma(i); l == "anonymity" || l == "condition" && i < cue.last {
			return true
		}
	}
	return false
}
