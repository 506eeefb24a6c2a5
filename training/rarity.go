package training

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/hearsay-news/hearsay/claim/story"
)

const (
	// zipf is the share of a text that its commonest word would make up by the law
	// that the word of rank r is found 1/r times as often.
	zipf = .1
	// newsWords is the length of the article whose chance to have a word is taken.
	newsWords = 400
	// rankArticles is how many articles the rank in the list of words counts for,
	// beside the 840 that are counted.
	rankArticles = 1000
)

// Rarity says how rare words are in news at large, for telling stories apart: by the
// articles of DIR/polnear/train that have them, and, as those are of politics and few,
// by their rank among the words of DIR/glove. It returns the file of package story.
func Rarity(dir string) ([]byte, error) {
	words, _, err := readGlove(filepath.Join(dir, "glove"))
	if err != nil {
		return nil, err
	}
	chance := map[string]float64{}
	for i, w := range words {
		chance[story.Stem(w)] += zipf / float64(i+1)
	}
	paths, err := filepath.Glob(filepath.Join(dir, "polnear", "train", "text", "*.txt"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("no articles in %s", filepath.Join(dir, "polnear", "train", "text"))
	}
	docs := map[string]float64{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("count words: %w", err)
		}
		seen := map[string]bool{}
		for _, w := range strings.FieldsFunc(strings.ToLower(string(text)), func(c rune) bool { return !unicode.IsLetter(c) }) {
			if s := story.Stem(w); !seen[s] {
				seen[s] = true
				docs[s]++
			}
		}
	}
	share := map[string]float64{}
	for s, p := range chance {
		share[s] = rankArticles * (1 - math.Exp(-p*newsWords))
	}
	for s, n := range docs {
		if n > 1 || share[s] > 0 {
			share[s] += n
		}
	}
	for s := range share {
		share[s] /= float64(len(paths) + rankArticles)
	}
	return story.EncodeRarity(share), nil
}
