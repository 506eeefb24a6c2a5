package change

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

const (
	alike  = .4 // of two blocks' words that both have, for one to be the other edited
	crowd  = 40 // blocks that a word may stand in; what stands in more tells none apart
	runner = 8  // blocks that are looked at for one
)

// differences finds the blocks that are not the same in both versions.
func (t *text) differences(o *text) []Difference {
	var out []Difference
	// What is the same in the same order, what is the same elsewhere, what is cut
	// otherwise, what is much alike; then the rest came or went.
	for _, p := range inOrder(t.blocks, o.blocks) {
		t.pair(o, p[0], p[1], false, &out)
	}
	for _, p := range elsewhere(t.blocks, o.blocks) {
		t.pair(o, p[0], p[1], true, &out)
	}
	for _, p := range recut(t.blocks, o.blocks) {
		out = append(out, Difference{Kind: Recut, Old: t.blocks[p[0]].at, New: o.blocks[p[1]].at, Cosmetic: true})
	}
	for _, p := range recut(o.blocks, t.blocks) {
		out = append(out, Difference{Kind: Recut, Old: t.blocks[p[1]].at, New: o.blocks[p[0]].at, Cosmetic: true})
	}
	for _, p := range likeliest(t.blocks, o.blocks) {
		t.pair(o, p[0], p[1], false, &out)
	}
	out = append(out, t.alone(o, Vanished)...)
	return append(out, o.alone(t, Appeared)...)
}

// pair puts two blocks together and appends their difference, if there is any.
func (t *text) pair(o *text, i, j int, moved bool, out *[]Difference) {
	a, b := &t.blocks[i], &o.blocks[j]
	a.caught, b.caught = true, true
	if !moved && t.of(a.span) == o.of(b.span) {
		return
	}
	d := Difference{Kind: Edited, Old: a.at, New: b.at, Cosmetic: true}
	if moved {
		d.Kind = Moved
	}
	d.Edits = t.edits(o, a, b)
	if a.told && b.told {
		d.Cosmetic = !slices.ContainsFunc(d.Edits, func(e Edit) bool { return !e.Kind.Cosmetic() })
	}
	*out = append(*out, d)
}

// alone are the blocks of a version that have no counterpart in the other. One that
// repeats another block is cosmetic.
func (t *text) alone(o *text, kind Kind) []Difference {
	keys := make(map[string]bool)
	for i := range o.blocks {
		keys[o.blocks[i].key] = true
	}
	var out []Difference
	for i := range t.blocks {
		b := &t.blocks[i]
		if b.caught {
			continue
		}
		d := Difference{Kind: kind, Old: b.at, New: -1, Cosmetic: !b.told || b.key == "" || keys[b.key]}
		if kind == Appeared {
			d.Old, d.New = -1, b.at
		}
		out = append(out, d)
	}
	return out
}

// inOrder pairs blocks of the same words that stand in the same order.
func inOrder(a, b []block) [][2]int {
	ids := make(numbers)
	x, y := make([]int32, len(a)), make([]int32, len(b))
	for i := range a {
		x[i] = ids.of(a[i].key)
	}
	for i := range b {
		y[i] = ids.of(b[i].key)
	}
	var out [][2]int
	i, j := 0, 0
	for _, h := range append(diff(x, y), hunk{len(a), len(a), len(b), len(b)}) {
		for i < h.a0 {
			out = append(out, [2]int{i, j})
			i, j = i+1, j+1
		}
		i, j = h.a1, h.b1
	}
	return out
}

// elsewhere pairs blocks of the same words that are left.
func elsewhere(a, b []block) [][2]int {
	left := make(map[string][]int)
	for j := range b {
		if !b[j].caught {
			left[b[j].key] = append(left[b[j].key], j)
		}
	}
	var out [][2]int
	for i := range a {
		if l := left[a[i].key]; !a[i].caught && len(l) > 0 {
			left[a[i].key] = l[1:]
			out = append(out, [2]int{i, l[0]})
		}
	}
	return out
}

// recut finds blocks of a that are several of b, one behind another, in the same words.
// It marks them and gives a pair for each of b's.
func recut(a, b []block) [][2]int {
	starts := make(map[string][]int) // by the first words
	for j := range b {
		if !b[j].caught && b[j].key != "" {
			h := opening(b[j].key)
			if l := starts[h]; len(l) < runner {
				starts[h] = append(l, j)
			}
		}
	}
	var out [][2]int
	for i := range a {
		if a[i].caught || a[i].key == "" {
			continue
		}
		for _, j := range starts[opening(a[i].key)] {
			k, rest, told := j, a[i].key, a[i].told
			for k < len(b) && rest != "" && !b[k].caught && b[k].key != "" && b[k].told == told && strings.HasPrefix(rest, b[k].key) {
				rest = rest[len(b[k].key):]
				k++
			}
			if rest != "" || k-j < 2 {
				continue
			}
			a[i].caught = true
			for ; j < k; j++ {
				b[j].caught = true
				out = append(out, [2]int{i, j})
			}
			break
		}
	}
	return out
}

// opening is the first word of a key, which two beginnings have in common at least.
func opening(key string) string {
	first, _, _ := strings.Cut(key, " ")
	return first
}

// match is two blocks that may be one edited.
type match struct {
	i, j  int
	score float64
}

// likeliest pairs what is left by the words that blocks share, the most alike first. A
// headline is one whatever its words, so long as there is one in either.
func likeliest(a, b []block) [][2]int {
	holders := make(map[string][]int32)
	sets := make([][]string, len(b))
	for j := range b {
		if b[j].caught {
			continue
		}
		sets[j] = distinct(b[j].key)
		for _, w := range sets[j] {
			if l := holders[w]; len(l) <= crowd {
				holders[w] = append(l, int32(j))
			}
		}
	}
	var found []match
	count := make(map[int32]int)
	for i := range a {
		if a[i].caught {
			continue
		}
		words := distinct(a[i].key)
		clear(count)
		for _, w := range words {
			if l := holders[w]; len(l) <= crowd {
				for _, j := range l {
					count[j]++
				}
			}
		}
		for _, j := range most(count) {
			if s := dice(words, sets[j]); s >= alike {
				found = append(found, match{i, int(j), s})
			}
		}
	}
	slices.SortFunc(found, func(p, q match) int {
		return cmp.Or(cmp.Compare(q.score, p.score), cmp.Compare(p.i, q.i), cmp.Compare(p.j, q.j))
	})
	var out [][2]int
	ofA, ofB := make(map[int]bool), make(map[int]bool)
	for _, m := range append(found, titles(a, b)...) {
		if !ofA[m.i] && !ofB[m.j] {
			ofA[m.i], ofB[m.j] = true, true
			out = append(out, [2]int{m.i, m.j})
		}
	}
	slices.SortFunc(out, func(p, q [2]int) int { return cmp.Compare(p[0], q[0]) })
	return out
}

// titles pairs the one headline, standfirst or byline that is left on either side.
func titles(a, b []block) []match {
	var out []match
	for _, z := range [...]hearsay.Zone{hearsay.ZoneHeadline, hearsay.ZoneDeck, hearsay.ZoneByline} {
		i, j := only(a, z), only(b, z)
		if i >= 0 && j >= 0 {
			out = append(out, match{i: i, j: j})
		}
	}
	slices.SortFunc(out, func(p, q match) int { return cmp.Compare(p.i, q.i) })
	return out
}

// only is the one block of a zone that is left, -1 where there are none or several.
func only(blocks []block, z hearsay.Zone) int {
	at := -1
	for i := range blocks {
		if blocks[i].caught || blocks[i].zone != z {
			continue
		}
		if at >= 0 {
			return -1
		}
		at = i
	}
	return at
}

// most are the blocks with the highest counts.
func most(count map[int32]int) []int32 {
	js := make([]int32, 0, len(count))
	for j := range count {
		js = append(js, j)
	}
	slices.SortFunc(js, func(x, y int32) int { return cmp.Or(cmp.Compare(count[y], count[x]), cmp.Compare(x, y)) })
	return js[:min(len(js), runner)]
}

// distinct are the words of a key, each once and in order.
func distinct(key string) []string {
	words := strings.Fields(key)
	slices.Sort(words)
	return slices.Compact(words)
}

// dice is how much of two sets of words both have (Dice 1945).
func dice(a, b []string) float64 {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := strings.Compare(a[i], b[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	if len(a)+len(b) == 0 {
		return 0
	}
	return 2 * float64(n) / float64(len(a)+len(b))
}
