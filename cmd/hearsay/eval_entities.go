package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/hearsay-news/hearsay/eval"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp"
	"github.com/hearsay-news/hearsay/nlp/token"
	"github.com/hearsay-news/hearsay/training"
)

// evalEntitiesCommand is `hearsay eval entities`.
type evalEntitiesCommand struct {
	Corpora string   `type:"existingdir" default:"../shared/corpora" help:"Folder of the corpora (gum, ud-ewt). Default: ${default}."`
	Files   []string `arg:"" optional:"" name:"file" help:"Documents of GUM in CoNLL-U, scored together. Default: its news that nothing is trained on."`
	Model   string   `default:"fast" placeholder:"NAME" help:"fast, or accurate: with the encoder of names."`
	Folds   bool     `help:"Train again for each seventh of GUM's news, without it, and score all of its news."`
	MinF    float64  `placeholder:"F1" help:"Fail when the F1 of persons, organizations and places together, in percent, is below this."`
}

// Help is what --help adds.
func (c *evalEntitiesCommand) Help() string {
	return `Scores names of persons, organizations and places, found from raw text, against those that GUM's entities give: both ends and the kind must be right.

Four articles are few; --folds gives the steadier figure, in two minutes.

Examples:
  hearsay eval entities --min-f 75
  hearsay eval entities --model accurate --min-f 80
  hearsay eval entities --folds`
}

// Run scores.
func (c *evalEntitiesCommand) Run(ctx context.Context, m *Main) error {
	score, err := c.score(ctx, m)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprint(m.Stdout, &score); err != nil {
		return err
	}
	return eval.Check(eval.Floor{Name: "f", Got: 100 * score.All().F(), Least: c.MinF})
}

func (c *evalEntitiesCommand) score(ctx context.Context, m *Main) (eval.Entities, error) {
	if err := oneOf("model", c.Model, []string{nlp.Fast, nlp.Accurate}); err != nil {
		return eval.Entities{}, err
	}
	if c.Folds {
		clusters, err := loadClusters()
		if err != nil {
			return eval.Entities{}, err
		}
		return training.EntityFolds(c.Corpora, clusters, m.Stderr)
	}
	files := c.Files
	if len(files) == 0 {
		all, err := filepath.Glob(filepath.Join(c.Corpora, "gum", "*.conllu"))
		if err != nil {
			return eval.Entities{}, err
		}
		for _, file := range all {
			if training.HeldOut(file) {
				files = append(files, file)
			}
		}
	}
	if len(files) == 0 {
		return eval.Entities{}, fmt.Errorf("no held-out documents in %s", filepath.Join(c.Corpora, "gum"))
	}
	return scoreEntities(ctx, files, c.Model)
}

func loadClusters() (*model.Clusters, error) {
	data, err := model.Weights("clusters.bin")
	if err != nil {
		return nil, err
	}
	return model.ReadClusters(data)
}

// scoreEntities scores the embedded recognizer on documents.
func scoreEntities(ctx context.Context, files []string, name string) (eval.Entities, error) {
	var score eval.Entities
	s, err := loadSyntax()
	if err != nil {
		return score, err
	}
	r, err := nlp.LoadNames(name)
	if err != nil {
		return score, err
	}
	for _, file := range files {
		sents, err := eval.FromFile(file, eval.ReadCoNLLU)
		if err != nil {
			return score, err
		}
		for _, part := range eval.Documents(sents) {
			if err := ctx.Err(); err != nil {
				return score, err
			}
			gold := eval.GoldAnalysis(part, eval.ByParagraph)
			s.an.Reset(gold.Doc)
			token.Tokenize(&s.an)
			s.tagger.Tag(&s.an)
			found, err := r.Find(ctx, &s.an, nil)
			if err != nil {
				return score, err
			}
			score.Add(eval.GoldEntities(part, gold), training.Entities(&s.an, found))
		}
	}
	return score, nil
}
