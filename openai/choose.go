package openai

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// reach is how many blocks that tell the story may lie between a content and its cue
// or source: quotations run on for some paragraphs, but not for pages.
const reach = 3

// add finds the places of a statement's quotations and keeps it, or says why not.
func (l *locator) add(st *returned) reason {
	switch {
	case st.senseless || max(len(st.Source), len(st.Cue), len(st.Content)) > mostQuotes:
		return noSense
	case len(st.Content) == 0:
		return noContent
	}
	content, exact, ok := l.findAll(st.Content, true)
	if !ok {
		return notFound
	}
	// A colon or a dash may be all that signals a statement; such a cue is not marked.
	st.Cue = slices.DeleteFunc(st.Cue, func(s string) bool { return !wordy(s) })
	cue, exactCue, ok := l.findAll(st.Cue, false)
	if !ok {
		return notFound
	}
	source, exactSource, ok := l.findAll(st.Source, false)
	if !ok && !nobody(st.Source) {
		return notFound
	}
	score := float64(exact+exactCue+exactSource) / float64(len(content)+len(cue)+len(source))
	return l.choose(content, cue, source, min(score, 1))
}

// nobody reports whether a source is a word for there being none.
func nobody(source quotes) bool {
	if len(source) != 1 {
		return false
	}
	switch strings.ToLower(strings.Trim(source[0], " .()[]")) {
	case "none", "null", "n/a", "unknown", "unnamed", "unstated", "unspecified", "not stated":
		return true
	}
	return false
}

// findAll finds the quotations of one role, and how many stand letter for letter. It
// reports false when the text lacks one. A content may be given as one, with dots for
// what was left out; a source or cue lies within one block.
func (l *locator) findAll(list quotes, content bool) (out []quotation, exact int, ok bool) {
	for i, s := range list {
		if !content && slices.Contains(list[:i], s) {
			continue // given twice by a slip: another "said" is another statement's
		}
		q := l.find(s)
		if !content {
			q.places = slices.DeleteFunc(q.places, func(r run) bool { return l.block[r.first] != l.block[r.last-1] })
		}
		found := []quotation{q}
		if len(q.places) == 0 {
			if found = l.findParts(s, content); found == nil {
				return nil, 0, false
			}
		}
		for _, q := range found {
			if q.exact {
				exact++
			}
		}
		out = append(out, found...)
	}
	return out, exact, true
}

// findParts finds what stands between the dots of a content, nil when the text lacks
// some of it.
func (l *locator) findParts(s string, content bool) (out []quotation) {
	parts := strings.Split(strings.NewReplacer("[…]", "…", "[...]", "…", "...", "…").Replace(s), "…")
	if !content || len(parts) < 2 || len(parts) > mostQuotes {
		return nil
	}
	for _, part := range parts {
		if !wordy(part) {
			continue
		}
		q := l.find(part)
		if len(q.places) == 0 {
			return nil
		}
		out = append(out, q)
	}
	return out
}

// choose keeps the statement at the place where its quotations stand nearest
// together, of those at which it does not stand already.
func (l *locator) choose(content, cue, source []quotation, score float64) reason {
	type option struct {
		located
		cost int
	}
	var options []option
	for _, at := range content[0].places {
		o := option{}
		o.content = []run{at}
		o.cost += l.nearest(content[1:], &o.content, true)
		near := slices.Clone(o.content)
		o.cost += l.nearest(cue, &o.cue, false, near)
		o.cost += l.nearest(source, &o.source, false, near, o.cue)
		options = append(options, o)
	}
	sort.SliceStable(options, func(i, j int) bool { return options[i].cost < options[j].cost })
	why := noContent
	for _, o := range options {
		if l.apart(&o.located) {
			if why == noContent {
				why = farApart
			}
			continue
		}
		if l.finish(&o.located); len(o.content) == 0 {
			continue
		}
		key := fmt.Sprint(o.source, o.cue, o.content)
		if l.taken[key] {
			why = repeated
			continue
		}
		l.taken[key] = true
		o.score = score
		l.found = append(l.found, o.located)
		return kept
	}
	return why
}

// nearest adds to into, for each quotation, that of its places which is nearest to
// the runs of near and, where those are pieces of one role that go on, to the piece
// before. It gives the sum of their distances.
func (l *locator) nearest(list []quotation, into *[]run, goesOn bool, near ...[]run) (cost int) {
	for _, q := range list {
		best, least := run{}, -1
		for _, r := range q.places {
			d := 0
			for _, runs := range near {
				d += l.distanceAny(r, runs)
			}
			if n := len(*into); n > 0 {
				d += l.distance(r, (*into)[n-1])
				if goesOn && r.first < (*into)[n-1].first {
					d += 50 // pieces come in the order of the text as a rule
				}
			}
			if least < 0 || d < least {
				best, least = r, d
			}
		}
		*into = append(*into, best)
		cost += least
	}
	return cost
}

// distanceAny is the distance to the nearest of runs, 0 when there are none.
func (l *locator) distanceAny(r run, runs []run) int {
	least := -1
	for _, o := range runs {
		if r.overlaps(o) { // a "said" within the content is another's
			return l.distance(r, o)
		}
		if d := l.distance(r, o); least < 0 || d < least {
			least = d
		}
	}
	return max(least, 0)
}

// distance is how far two runs lie apart: tokens between them, and much for each
// block's edge. Runs of one statement overlap only by mistake.
func (l *locator) distance(a, b run) int {
	if a.overlaps(b) {
		return 200
	}
	if b.first < a.first {
		a, b = b, a
	}
	return b.first - a.last + 20*int(l.block[b.first]-l.block[a.last-1])
}

// apart reports whether cue or source lie too far from the content.
func (l *locator) apart(st *located) bool {
	for _, runs := range [...][]run{st.cue, st.source} {
		for _, r := range runs {
			least := reach + 1
			for _, c := range st.content {
				switch b := l.block[r.first]; {
				case b < l.block[c.first]:
					least = min(least, int(l.block[c.first]-b))
				case b > l.block[c.last-1]:
					least = min(least, int(b-l.block[c.last-1]))
				default:
					least = 0
				}
			}
			if least > reach {
				return true
			}
		}
	}
	return false
}
