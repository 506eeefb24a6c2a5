package model

import (
	"math"
	"math/rand/v2"
)

// TrainClusters groups word vectors (row i of vectors, dim numbers each) by
// hierarchical spherical k-means: 64 coarse groups, each split in 8, each of
// those in 8 again. It returns the fine group, from 1, of each word. The result
// depends on the seed and the input alone.
func TrainClusters(vectors []float32, dim int, seed uint64) []uint16 {
	n := len(vectors) / dim
	unit := whiten(vectors, dim)
	all := make([]int32, n)
	for i := range all {
		all[i] = int32(i)
	}
	rng := rand.New(rand.NewPCG(seed, 1))
	fine := make([]uint16, n)
	for a, coarse := range split(unit, dim, all, clusterCoarse, rng) {
		for b, middle := range split(unit, dim, coarse, clusterFanout, rng) {
			for c, group := range split(unit, dim, middle, clusterFanout, rng) {
				for _, i := range group {
					fine[i] = uint16((a*clusterFanout+b)*clusterFanout + c + 1)
				}
			}
		}
	}
	return fine
}

// whiten removes from the vectors their mean and the three directions in which
// they vary most, which tell how frequent a word is rather than what it means
// (Mu and Viswanath 2018), and scales each to length one.
func whiten(vectors []float32, dim int) []float32 {
	n := len(vectors) / dim
	out := append([]float32(nil), vectors...)
	mean := make([]float64, dim)
	for i, v := range out {
		mean[i%dim] += float64(v) / float64(n)
	}
	for i := range out {
		out[i] -= float32(mean[i%dim])
	}
	for range 3 {
		top := make([]float32, dim)
		top[0] = 1
		for range 20 { // power iteration
			next := make([]float32, dim)
			for i := 0; i < n; i++ {
				v := out[i*dim:][:dim]
				d := dot(v, top)
				for j, x := range v {
					next[j] += d * x
				}
			}
			normalise(top, next)
		}
		for i := 0; i < n; i++ {
			v := out[i*dim:][:dim]
			d := dot(v, top)
			for j := range v {
				v[j] -= d * top[j]
			}
		}
	}
	for i := 0; i < n; i++ {
		normalise(out[i*dim:][:dim], out[i*dim:][:dim])
	}
	return out
}

// split divides members into k groups, some perhaps empty.
func split(unit []float32, dim int, members []int32, k int, rng *rand.Rand) [][]int32 {
	centre := make([]float32, k*dim)
	for j := 0; j < k; j++ {
		if len(members) > 0 {
			m := int(members[rng.IntN(len(members))])
			copy(centre[j*dim:(j+1)*dim], unit[m*dim:(m+1)*dim])
		}
	}
	of := make([]uint8, len(members))
	for range 12 {
		moved := 0
		for x, m := range members {
			v := unit[int(m)*dim:][:dim]
			best, at := float32(math.Inf(-1)), 0
			for j := 0; j < k; j++ {
				if d := dot(v, centre[j*dim:][:dim]); d > best {
					best, at = d, j
				}
			}
			if of[x] != uint8(at) {
				of[x] = uint8(at)
				moved++
			}
		}
		clear(centre)
		for x, m := range members {
			c := centre[int(of[x])*dim:][:dim]
			for i, v := range unit[int(m)*dim:][:dim] {
				c[i] += v
			}
		}
		for j := 0; j < k; j++ {
			c := centre[j*dim:][:dim]
			normalise(c, c)
		}
		if moved*200 < len(members) {
			break
		}
	}
	groups := make([][]int32, k)
	for x, m := range members {
		groups[of[x]] = append(groups[of[x]], m)
	}
	return groups
}

func normalise(out, v []float32) {
	n := float32(math.Sqrt(float64(dot(v, v))))
	if n == 0 {
		n = 1
	}
	for i, x := range v {
		out[i] = x / n
	}
}

func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	for i := 0; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	for i := len(a) &^ 3; i < len(a); i++ {
		s0 += a[i] * b[i]
	}
	return s0 + s1 + s2 + s3
}
