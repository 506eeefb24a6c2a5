package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// didYouMean gives "; did you mean X?" for the candidate nearest to a word, "" when
// none is near. One letter in three may be wrong, endings of files not counted.
func didYouMean(word string, candidates []string) string {
	stem := strings.TrimSuffix(word, filepath.Ext(word))
	best, least := "", len([]rune(stem))/3+1
	for _, c := range candidates {
		if d := distance(strings.ToLower(word), strings.ToLower(c)); d < least && d > 0 {
			best, least = c, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %s?", best)
}

// nearPath suggests a file of the same folder for one that is not there.
func nearPath(path string) string {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) > 10_000 {
		return ""
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return didYouMean(filepath.Base(path), names)
}

// distance is the number of letters to add, drop, change or swap with their
// neighbour to turn a into b (restricted Damerau–Levenshtein).
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := range s {
		row[0] = i + 1
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(t)]
}
