package openai

import "slices"

// finish makes the spans those of the conventions: source, cue and content apart from
// each other, in order, each within a block, with their quotation marks and without
// the commas and full stops at their edges.
func (l *locator) finish(st *located) {
	st.source = l.tidy(st.source)
	st.cue = l.tidy(without(ordered(st.cue), st.source))
	apart := append(slices.Clone(st.source), st.cue...)
	apart = ordered(apart)
	content := l.joined(l.unbroken(without(ordered(st.content), apart)))
	for i := range content {
		if m := l.withMarks(content[i]); !slices.ContainsFunc(apart, m.overlaps) {
			content[i] = m
		}
	}
	st.content = l.tidy(content)
}

// tidy puts runs in order, joins what belongs together and trims it.
func (l *locator) tidy(runs []run) []run {
	runs = l.joined(ordered(runs))
	out := runs[:0]
	for _, r := range runs {
		if r = l.trimmed(r); r.first < r.last {
			out = append(out, r)
		}
	}
	return out
}

// ordered sorts runs and joins those that overlap.
func ordered(runs []run) []run {
	slices.SortFunc(runs, func(a, b run) int { return a.first - b.first })
	out := runs[:0]
	for _, r := range runs {
		if n := len(out); n > 0 && r.first < out[n-1].last {
			out[n-1].last = max(out[n-1].last, r.last)
		} else {
			out = append(out, r)
		}
	}
	return out
}

// without takes runs of holes, which are in order, out of runs.
func without(runs, holes []run) []run {
	var out []run
	for _, r := range runs {
		for _, h := range holes {
			if !h.overlaps(r) {
				continue
			}
			if h.first > r.first {
				out = append(out, run{r.first, h.first})
			}
			r.first = h.last
		}
		if r.first < r.last {
			out = append(out, r)
		}
	}
	return out
}

// unbroken cuts runs where something that is no part of the story stands in between,
// as an advertisement between two paragraphs of a quotation.
func (l *locator) unbroken(runs []run) []run {
	var out []run
	for _, r := range runs {
		from := r.first
		for i := r.first + 1; i <= r.last; i++ {
			if i == r.last || !l.adjoining(i-1, i) {
				out = append(out, run{from, i})
				from = i
			}
		}
	}
	return out
}

// adjoining reports whether two tokens stand in one block or in two with none between.
func (l *locator) adjoining(i, k int) bool { return l.index[l.block[k]]-l.index[l.block[i]] <= 1 }

// joined joins pieces that touch, and those of one quotation between which nothing
// stands but marks: its sentences, where they were returned one by one.
func (l *locator) joined(runs []run) []run {
	var out []run
	for _, r := range runs {
		if n := len(out); n > 0 && l.goesOn(out[n-1], r) {
			out[n-1].last = r.last
		} else {
			out = append(out, r)
		}
	}
	return out
}

func (l *locator) goesOn(a, b run) bool {
	within := l.opener[b.first] >= 0 && l.opener[a.last-1] == l.opener[b.first]
	return l.adjoining(a.last-1, b.first) && (a.last == b.first || within && !l.words(a.last, b.first))
}

// words reports whether there is a word among tokens first to last-1.
func (l *locator) words(first, last int) bool {
	for i := first; i < last; i++ {
		if l.word(i) {
			return true
		}
	}
	return false
}
