package story

// link parts articles into stories by average linkage: the two groups whose articles are
// most alike on the average are joined until none are alike by least. sim holds the
// likenesses below its diagonal and is used up; the result is the number of the group of
// each. Groups are followed from neighbour to nearest neighbour (Murtagh 1983), which
// gives the same groups in a time that grows with the square of their number.
func link(sim [][]float32, least float32) []int {
	n := len(sim)
	at := func(i, j int) *float32 {
		if i < j {
			i, j = j, i
		}
		return &sim[i][j]
	}
	whole := make([]bool, n)
	within := make([]float32, n) // sum of the likenesses within
	group := make([]int, n)      // the group that each was joined to, itself while it stands
	size := make([]float32, n)
	open := make([]int, n) // those that may still be joined
	for i := range n {
		group[i], size[i], open[i], whole[i] = i, 1, i, true
	}
	var chain []int
	for len(open) > 0 {
		if len(chain) == 0 {
			chain = append(chain, open[0])
		}
		a := chain[len(chain)-1]
		b, best := -1, float32(-1)
		if len(chain) > 1 { // the one before wins a tie, or the chain would go round
			b = chain[len(chain)-2]
			best = *at(a, b)
		}
		for _, c := range open {
			if c != a && *at(a, c) > best {
				b, best = c, *at(a, c)
			}
		}
		switch {
		case b < 0 || best < least: // a is near none, nor will be
			open = without(open, a)
			chain = chain[:len(chain)-1]
		case len(chain) > 1 && b == chain[len(chain)-2]:
			chain = chain[:len(chain)-2]
			if b < a {
				a, b = b, a
			}
			for _, c := range open {
				if c != a && c != b {
					x := at(a, c)
					*x = (*x*size[a] + *at(b, c)*size[b]) / (size[a] + size[b])
				}
			}
			h := best
			mean := func(x int) float32 {
				return within[x] / (size[x] * (size[x] - 1) / 2)
			}
			ok := whole[a] && whole[b] && h >= float32(P.T1)
			if ok && min(size[a], size[b]) >= float32(P.MinN) {
				ok = h >= float32(P.Rho)*min(mean(a), mean(b))
			} else if ok && max(size[a], size[b]) >= 2 {
				m := float32(0)
				if size[a] >= 2 {
					m = mean(a)
				}
				if size[b] >= 2 && (m == 0 || mean(b) < m) {
					m = mean(b)
				}
				ok = h >= float32(P.Rho1)*m
			}
			within[a] += within[b] + h*size[a]*size[b]
			if ok {
				group[b] = a
			} else {
				whole[a] = false
			}
			size[a] += size[b]
			open = without(open, b)
		default:
			chain = append(chain, b)
		}
	}
	for i := range group { // who joined whom is always the lower number
		group[i] = group[group[i]]
	}
	return group
}

func without(list []int, x int) []int {
	for i, y := range list {
		if y == x {
			return append(list[:i], list[i+1:]...)
		}
	}
	return list
}
