package main

import (
	"fmt"

	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/eval"
	"github.com/hearsay-news/hearsay/eval/web"
)

// evalWebCommand is `hearsay eval web`.
type evalWebCommand struct {
	Dir   string  `arg:"" optional:"" default:"../shared/corpora/web-articles" help:"Folder with ground-truth.json and the pages. Default: ${default}."`
	MinF  float64 `name:"min-f" placeholder:"F1" help:"Fail when F1, in percent, is below this."`
	Worst int     `placeholder:"N" help:"List the N pages with the lowest F1."`
}

// Help is what --help adds.
func (c *evalWebCommand) Help() string {
	return `Scores the bodies of articles by shingles of four tokens, page by page, as the article-extraction-benchmark of Scrapinghub does.

Examples:
  hearsay eval web --min-f 95.5
  hearsay eval web --worst 10`
}

// Run scores.
func (c *evalWebCommand) Run(m *Main) error {
	res, err := web.Score(c.Dir, func(page []byte, url string) (string, error) {
		doc, err := article.Parse(page, article.Options{URL: url, Language: "en"})
		if err != nil {
			return "", err
		}
		return article.Body(doc), nil
	})
	if err != nil {
		return err
	}
	if err := res.Worst(m.Stdout, max(c.Worst, 0)); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(m.Stdout, res); err != nil {
		return err
	}
	return eval.Check(eval.Floor{Name: "F1", Got: 100 * res.F1, Least: c.MinF})
}
