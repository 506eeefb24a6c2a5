package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay/claim/story"
	"github.com/hearsay-news/hearsay/eval"
)

// mixer makes articles of the paragraphs of others.
type mixer struct {
	random *rand.Rand
	texts  [][]string // the paragraphs of each article
}

func newMixer(list []eval.StoryArticle) *mixer {
	x := &mixer{random: rand.New(rand.NewPCG(1, 2))}
	for _, a := range list {
		x.texts = append(x.texts, strings.Split(strings.TrimSpace(a.Text), "\n"))
	}
	return x
}

// next makes an article of five paragraphs of each of three others.
func (x *mixer) next(id string) story.Article {
	var out []string
	for range 3 {
		text := x.texts[x.random.IntN(len(x.texts))]
		for range 5 {
			out = append(out, text[x.random.IntN(len(text))])
		}
	}
	return story.Article{ID: id, Title: out[0], Text: strings.Join(out, "\n")}
}

// timeStories groups n articles mixed of a corpus, prints how long that took, and gives
// the 99th percentile of the last tenth in milliseconds.
func timeStories(ctx context.Context, w io.Writer, list []eval.StoryArticle, n int) (float64, error) {
	x, groups := newMixer(list), story.New()
	reads := make([]time.Duration, n)
	adds := make([]time.Duration, n)
	words := 0
	for i := range n {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		a := x.next(strconv.Itoa(i))
		words += len(strings.Fields(a.Text))
		begin := time.Now()
		f := story.Read(a)
		reads[i] = time.Since(begin)
		groups.Add(f)
		adds[i] = time.Since(begin) - reads[i]
	}
	fmt.Fprintf(w, "reading %d words: %s\n", words/n, span(reads))
	tenth := max(1, n/10)
	fmt.Fprintf(w, "adding the first %d: %s\n", tenth, span(adds[:tenth]))
	last := adds[n-tenth:]
	fmt.Fprintf(w, "adding the last %d: %s\n", tenth, span(last))
	var mem runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&mem)
	fmt.Fprintf(w, "%d stories, %d MB\n", len(groups.Stories()), mem.HeapAlloc>>20)
	return percentile(last, 99).Seconds() * 1000, nil
}

// span is the mean, the 99th percentile and the longest of some times.
func span(times []time.Duration) string {
	var sum time.Duration
	for _, t := range times {
		sum += t
	}
	return fmt.Sprintf("mean %s, p99 %s, longest %s", (sum / time.Duration(len(times))).Round(time.Microsecond),
		percentile(times, 99).Round(time.Microsecond), slices.Max(times).Round(time.Microsecond))
}

func percentile(times []time.Duration, p int) time.Duration {
	sorted := slices.Sorted(slices.Values(times))
	return sorted[(len(sorted)*p-1)/100]
}
