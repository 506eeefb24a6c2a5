// Package training makes each weight file of the program from the corpora, with
// fixed seeds, byte for byte. It is what `hearsay train` runs.
package training

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/hearsay-news/hearsay/model"
)

// The seeds of every weight file.
const (
	seedClusters = 11
)

// Clusters groups the word vectors in DIR/glove (words.txt, one a line;
// vectors.f16le, a row of little-endian float16 for each) and returns the file of
// model.ReadClusters.
func Clusters(dir string) ([]byte, error) {
	words, vectors, err := readGlove(filepath.Join(dir, "glove"))
	if err != nil {
		return nil, err
	}
	fine := model.TrainClusters(vectors, len(vectors)/len(words), seedClusters)
	of := make(map[uint32]uint16, len(words))
	for i, w := range words {
		key := model.HashLower(w)
		if _, taken := of[key]; !taken { // words come in the order of their frequency
			of[key] = fine[i]
		}
	}
	return model.EncodeClusters(of), nil
}

func readGlove(dir string) ([]string, []float32, error) {
	list, err := os.ReadFile(filepath.Join(dir, "words.txt"))
	if err != nil {
		return nil, nil, fmt.Errorf("read word vectors: %w", err)
	}
	words := strings.Split(strings.TrimSuffix(string(list), "\n"), "\n")
	data, err := os.ReadFile(filepath.Join(dir, "vectors.f16le"))
	if err != nil {
		return nil, nil, fmt.Errorf("read word vectors: %w", err)
	}
	if len(data)%(2*len(words)) != 0 {
		return nil, nil, fmt.Errorf("read word vectors: %d bytes do not make rows for %d words", len(data), len(words))
	}
	vectors := make([]float32, len(data)/2)
	for i := range vectors {
		vectors[i] = float16(binary.LittleEndian.Uint16(data[2*i:]))
	}
	return words, vectors, nil
}

// float16 widens an IEEE 754 half.
func float16(h uint16) float32 {
	sign, exp, frac := uint32(h>>15)<<31, uint32(h>>10&0x1F), uint32(h&0x3FF)
	switch exp {
	case 0:
		v := float32(frac) / (1 << 24)
		if sign != 0 {
			v = -v
		}
		return v
	case 31:
		return math.Float32frombits(sign | 0xFF<<23 | frac<<13)
	}
	return math.Float32frombits(sign | (exp+112)<<23 | frac<<13)
}
