package claim

import "slices"

// cluster groups n things by mean likeness, the likest first, as long as it is above the
// least, and gives the members of each group in order. What is likest to one another both
// ways is joined, whatever else there is (nearest-neighbour chains; Murtagh 1983), which
// comes to the same and takes time as the square of n.
//
// More than mostTogether are grouped in runs of so many, as they come: no story of news has
// as many propositions, and who made one up is not to take all memory.
func cluster(n int, least float64, likeness func(i, j int) float64) [][]int {
	var out [][]int
	for first := 0; first < n; first += mostTogether {
		for _, members := range clusterRun(min(mostTogether, n-first), least, func(i, j int) float64 { return likeness(first+i, first+j) }) {
			for k := range members {
				members[k] += first
			}
			out = append(out, members)
		}
	}
	return out
}

// mostTogether is how many things are grouped at once: they take 100 MB.
const mostTogether = 5000

func clusterRun(n int, least float64, likeness func(i, j int) float64) [][]int {
	c := clusters{like: make([][]float32, n), size: make([]float32, n), members: make([][]int, n)}
	for i := range n {
		c.like[i], c.size[i], c.members[i] = make([]float32, n), 1, []int{i}
		for j := range i {
			v := float32(likeness(i, j))
			c.like[i][j], c.like[j][i] = v, v
		}
	}
	done := make([]bool, n) // nothing is near enough, nor will be
	var chain []int
	for start := 0; ; {
		if len(chain) == 0 {
			for start < n && (c.size[start] == 0 || done[start]) {
				start++
			}
			if start == n {
				break
			}
			chain = append(chain, start)
		}
		i := chain[len(chain)-1]
		j, v := c.nearest(i)
		if j < 0 || v <= float32(least) {
			done[i] = true
			chain = chain[:len(chain)-1]
			continue
		}
		k := slices.Index(chain, j)
		if k < 0 {
			chain = append(chain, j)
			continue
		}
		chain = chain[:min(k, len(chain)-2)] // j is the one before, or as near as it is
		i, j = min(i, j), max(i, j)
		c.join(i, j)
		done[i], start = false, 0
	}
	var out [][]int
	for _, m := range c.members {
		if len(m) > 0 {
			slices.Sort(m)
			out = append(out, m)
		}
	}
	return out
}

// clusters are groups that are being joined.
type clusters struct {
	like    [][]float32 // sums over all pairs of two groups
	size    []float32   // 0 for one that went into another
	members [][]int
}

// tie is how much likelier one must be to be the likelier.
const tie = 1e-6

// nearest is the group likest to one, the first among equals, and their mean likeness; -1
// where none is like it at all.
func (c *clusters) nearest(i int) (at int, best float32) {
	at = -1
	for j, size := range c.size {
		if j == i || size == 0 {
			continue
		}
		if v := c.like[i][j] / (c.size[i] * size); v > best+tie {
			best, at = v, j
		}
	}
	return at, best
}

// join puts group j into group i.
func (c *clusters) join(i, j int) {
	c.members[i] = append(c.members[i], c.members[j]...)
	c.size[i] += c.size[j]
	c.members[j], c.size[j] = nil, 0
	for k := range c.like {
		c.like[i][k] += c.like[j][k]
		c.like[k][i] = c.like[i][k]
	}
}
