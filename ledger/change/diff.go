package change

import "slices"

// hunk is a stretch of two sequences that is not the same in both: a[A0:A1] became
// b[B0:B1].
type hunk struct{ a0, a1, b0, b1 int }

// cells bounds the table in which the longest common sequence of a stretch is worked
// out. A larger stretch is divided at what occurs once in both (patience, Cohen 2003);
// one that has nothing of the kind is taken as replaced. So the time is at most some
// 256 steps for each element.
const cells = 1 << 16

// diff gives the hunks between two sequences.
func diff(a, b []int32) []hunk {
	var out []hunk
	type stretch struct{ hunk }
	todo := []stretch{{hunk{0, len(a), 0, len(b)}}}
	for len(todo) > 0 { // a stack, so that no input makes the recursion deep
		h := todo[len(todo)-1].hunk
		todo = todo[:len(todo)-1]
		for h.a0 < h.a1 && h.b0 < h.b1 && a[h.a0] == b[h.b0] {
			h.a0, h.b0 = h.a0+1, h.b0+1
		}
		for h.a0 < h.a1 && h.b0 < h.b1 && a[h.a1-1] == b[h.b1-1] {
			h.a1, h.b1 = h.a1-1, h.b1-1
		}
		n, m := h.a1-h.a0, h.b1-h.b0
		switch {
		case n == 0 && m == 0:
			continue
		case n == 0 || m == 0:
			out = append(out, h)
			continue
		case n <= cells/m:
			out = table(a, b, h, out)
			continue
		}
		common := anchors(a[h.a0:h.a1], b[h.b0:h.b1])
		if len(common) == 0 {
			out = append(out, h)
			continue
		}
		next := stretch{h}
		for i := len(common) - 1; i >= 0; i-- { // the last pushed first, so that they come in order
			x, y := h.a0+common[i][0], h.b0+common[i][1]
			todo = append(todo, stretch{hunk{x + 1, next.a1, y + 1, next.b1}})
			next.a1, next.b1 = x, y
		}
		todo = append(todo, next)
	}
	return out
}

// table finds the longest common sequence of a stretch and appends its hunks.
func table(a, b []int32, h hunk, out []hunk) []hunk {
	n, m := h.a1-h.a0, h.b1-h.b0
	w := m + 1
	best := make([]int32, (n+1)*w) // best[i*w+j]: of what is left from i and j on
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if a[h.a0+i] == b[h.b0+j] {
				best[i*w+j] = best[(i+1)*w+j+1] + 1
			} else {
				best[i*w+j] = max(best[(i+1)*w+j], best[i*w+j+1])
			}
		}
	}
	i, j := 0, 0
	cur := hunk{h.a0, h.a0, h.b0, h.b0}
	for i < n || j < m {
		switch {
		case i < n && j < m && a[h.a0+i] == b[h.b0+j]:
			if cur.a1 > cur.a0 || cur.b1 > cur.b0 {
				out = append(out, cur)
			}
			i, j = i+1, j+1
			cur = hunk{h.a0 + i, h.a0 + i, h.b0 + j, h.b0 + j}
		case j == m || i < n && best[(i+1)*w+j] >= best[i*w+j+1]:
			i++
			cur.a1 = h.a0 + i
		default:
			j++
			cur.b1 = h.b0 + j
		}
	}
	if cur.a1 > cur.a0 || cur.b1 > cur.b0 {
		out = append(out, cur)
	}
	return out
}

// anchors are the elements that occur once in both sequences, the longest run of them
// that is in the same order in both.
func anchors(a, b []int32) [][2]int {
	type place struct{ a, b, na, nb int }
	places := make(map[int32]*place)
	for i, v := range a {
		if p := places[v]; p != nil {
			p.na++
		} else {
			places[v] = &place{a: i, na: 1}
		}
	}
	for i, v := range b {
		if p := places[v]; p != nil {
			p.b, p.nb = i, p.nb+1
		}
	}
	var once [][2]int
	for i, v := range a {
		if p := places[v]; p.na == 1 && p.nb == 1 {
			once = append(once, [2]int{i, p.b})
		}
	}
	return increasing(once)
}

// increasing is the longest run of pairs, in order of their first, whose second
// increase.
func increasing(pairs [][2]int) [][2]int {
	var tails []int // indexes into pairs of the run's end, by length
	before := make([]int, len(pairs))
	for i, p := range pairs {
		k, _ := slices.BinarySearchFunc(tails, p[1], func(t, v int) int { return pairs[t][1] - v })
		before[i] = -1
		if k > 0 {
			before[i] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, i)
		} else {
			tails[k] = i
		}
	}
	if len(tails) == 0 {
		return nil
	}
	out := make([][2]int, len(tails))
	for i, k := tails[len(tails)-1], len(tails)-1; k >= 0; i, k = before[i], k-1 {
		out[k] = pairs[i]
	}
	return out
}

// numbers gives words numbers, the same word the same.
type numbers map[string]int32

func (n numbers) of(s string) int32 {
	id, ok := n[s]
	if !ok {
		id = int32(len(n))
		n[s] = id
	}
	return id
}
