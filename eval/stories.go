package eval

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// StoryArticle is an article of a corpus that says of which story each is.
type StoryArticle struct {
	Name  string
	Topic int    // of stories that are alike
	Story string // the one that it tells
	Title string // its first line
	Text  string
}

// ReadStories reads DIR/labels.tsv (document, topic and story, a head line first) and the
// articles in DIR/text. A first line that is an address is left out: it is where an
// article was taken from, no part of it.
func ReadStories(dir string) ([]StoryArticle, error) {
	list, err := FromFile(filepath.Join(dir, "labels.tsv"), readStoryLabels)
	if err != nil {
		return nil, err
	}
	for i := range list {
		a := &list[i]
		data, err := os.ReadFile(filepath.Join(dir, "text", filepath.Base(a.Name)+".txt"))
		if err != nil {
			return nil, fmt.Errorf("read story: %w", err)
		}
		a.Text = string(data)
		if first, rest, ok := strings.Cut(a.Text, "\n"); ok && strings.HasPrefix(first, "http") {
			a.Text = rest
		}
		a.Title, _, _ = strings.Cut(strings.TrimSpace(a.Text), "\n")
	}
	return list, nil
}

func readStoryLabels(r io.Reader) ([]StoryArticle, error) {
	var out []StoryArticle
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		cells := strings.Split(lines.Text(), "\t")
		if n == 1 && cells[0] == "document" || lines.Text() == "" {
			continue
		}
		if len(cells) != 3 {
			return nil, fmt.Errorf("line %d: %d cells, want document, topic, story", n, len(cells))
		}
		topic, err := strconv.Atoi(cells[1])
		if err != nil {
			return nil, fmt.Errorf("line %d: topic %q is no number", n, cells[1])
		}
		out = append(out, StoryArticle{Name: cells[0], Topic: topic, Story: cells[2]})
	}
	return out, lines.Err()
}

// OddTopics are every other topic in the order of their numbers, the first among them.
func OddTopics(list []StoryArticle) map[int]bool {
	var topics []int
	for _, a := range list {
		topics = append(topics, a.Topic)
	}
	slices.Sort(topics)
	out := map[int]bool{}
	for i, t := range slices.Compact(topics) {
		if i%2 == 0 {
			out[t] = true
		}
	}
	return out
}
