package openai

import (
	"slices"
	"sort"

	"github.com/hearsay-news/hearsay"
)

// attributions are what was kept, in the order of their contents, with those that
// stand within another's content nested in it.
func (l *locator) attributions() []hearsay.Attribution {
	sort.SliceStable(l.found, func(i, j int) bool {
		a, b := l.found[i].content, l.found[j].content
		if a[0].first != b[0].first {
			return a[0].first < b[0].first
		}
		return size(a) > size(b)
	})
	out := make([]hearsay.Attribution, len(l.found))
	for k := range l.found {
		st := &l.found[k]
		a := &out[k]
		a.Source, a.Cue, a.Content = l.spans(st.source), l.spans(st.cue), l.spans(st.content)
		a.Zone = l.an.Doc.Blocks[l.index[l.block[st.content[0].first]]].Zone
		a.Score = st.score
		var within []run
		if a.Nested = l.parent(k); a.Nested >= 0 {
			within = l.found[a.Nested].content
		}
		a.Mode = l.mode(st.content, within)
	}
	return out
}

// parent is the statement with the smallest content that holds all of statement k.
func (l *locator) parent(k int) int {
	best, least := -1, 0
	own := size(l.found[k].content)
	for j := range l.found {
		o := &l.found[j]
		if n := size(o.content); j == k || n <= own || best >= 0 && n >= least || !holds(o.content, &l.found[k]) {
			continue
		}
		best, least = j, size(o.content)
	}
	return best
}

func holds(content []run, st *located) bool {
	for _, runs := range [...][]run{st.source, st.cue, st.content} {
		for _, r := range runs {
			if !slices.ContainsFunc(content, func(c run) bool { return c.first <= r.first && r.last <= c.last }) {
				return false
			}
		}
	}
	return true
}

func size(runs []run) (n int) {
	for _, r := range runs {
		n += r.last - r.first
	}
	return n
}

func (l *locator) spans(runs []run) []hearsay.Span {
	var out []hearsay.Span
	for _, r := range runs {
		out = append(out, hearsay.Span{Start: l.an.Tokens[r.first].Start, End: l.an.Tokens[r.last-1].End})
	}
	return out
}
