package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay/claim/story"
	"github.com/hearsay-news/hearsay/eval"
)

// evalEcbCommand is `hearsay eval ecb`.
type evalEcbCommand struct {
	Dir    string  `arg:"" optional:"" default:"../shared/corpora/ecb" help:"Folder with labels.tsv (document, topic, story) and text/. Default: ${default}."`
	Topics string  `enum:"all,odd,even" default:"all" help:"Score the articles of ${enum} topics, counted in the order of their numbers; those of the others are grouped with them all the same. Thresholds were chosen on odd. Default: ${default}."`
	Show   bool    `help:"Print the stories that are not as they should be."`
	MinF   float64 `placeholder:"F1" help:"Fail when the B-cubed F1, in percent, is below this."`
	Mixed  int     `placeholder:"N" help:"Group N articles mixed of the corpus's paragraphs as well, and say how long an addition takes."`
	MaxP99 float64 `name:"max-p99" placeholder:"MS" help:"Fail when the 99th percentile of the last tenth of these takes longer, in milliseconds."`
}

// Help is what --help adds.
func (c *evalEcbCommand) Help() string {
	return `Groups all articles of the corpus into stories together, two look-alikes to each topic, and scores the groups by B-cubed.

Examples:
  hearsay eval ecb --min-f 85
  hearsay eval ecb --topics even --show`
}

// Run scores.
func (c *evalEcbCommand) Run(ctx context.Context, m *Main) error {
	list, err := eval.ReadStories(c.Dir)
	if err != nil {
		return err
	}
	groups := story.New()
	gold := map[string]string{}
	topic := map[string]int{}
	for _, a := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		groups.Add(story.Read(story.Article{ID: a.Name, Title: a.Title, Text: a.Text}))
		gold[a.Name], topic[a.Name] = a.Story, a.Topic
	}
	odd := eval.OddTopics(list)
	counts := func(name string) bool { return c.Topics == "all" || odd[topic[name]] == (c.Topics == "odd") }
	stories := groups.Stories()
	got := map[string]string{}
	for _, ids := range stories {
		for _, id := range ids {
			got[id] = ids[0]
		}
	}
	if c.Show {
		showMixed(m, stories, gold, counts)
	}
	var score eval.BCubed
	score.Add(gold, got, counts)
	if _, err := fmt.Fprintf(m.Stdout, "STORIES P %.2f R %.2f F %.2f of %d articles; %d in %d stories\n",
		100*score.P(), 100*score.R(), 100*score.F(), score.Things, len(list), len(stories)); err != nil {
		return err
	}
	if c.Mixed > 0 {
		p99, err := timeStories(ctx, m.Stdout, list, c.Mixed)
		if err != nil {
			return err
		}
		if c.MaxP99 > 0 && p99 > c.MaxP99 {
			return fmt.Errorf("a p99 of %.1f ms, more than %g", p99, c.MaxP99)
		}
	}
	return eval.Check(eval.Floor{Name: "f", Got: 100 * score.F(), Least: c.MinF})
}

// showMixed prints the groups that hold articles of several stories or lack some of one.
func showMixed(m *Main, stories [][]string, gold map[string]string, counts func(string) bool) {
	whole := map[string]int{}
	for _, s := range gold {
		whole[s]++
	}
	for _, ids := range stories {
		in := map[string]int{}
		for _, id := range ids {
			in[gold[id]]++
		}
		if !slices.ContainsFunc(ids, counts) || len(in) == 1 && whole[gold[ids[0]]] == len(ids) {
			continue
		}
		var parts []string
		for s, n := range in {
			parts = append(parts, fmt.Sprintf("%d of %d of %s", n, whole[s], s))
		}
		slices.Sort(parts)
		fmt.Fprintln(m.Stdout, strings.Join(parts, " and "))
	}
}
