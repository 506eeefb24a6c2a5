package main

import (
	"context"
	"fmt"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/eval"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp/parse"
	"github.com/hearsay-news/hearsay/nlp/tag"
	"github.com/hearsay-news/hearsay/nlp/token"
)

// evalSyntaxCommand is `hearsay eval syntax`.
type evalSyntaxCommand struct {
	Files        []string `arg:"" optional:"" name:"file" default:"../shared/corpora/ud-ewt/dev.conllu" help:"Treebanks in CoNLL-U, scored together. Default: ${default}."`
	MinXpos      float64  `placeholder:"PERCENT" help:"Fail when the accuracy of tags on gold tokens is below this."`
	MinLemma     float64  `placeholder:"PERCENT" help:"The same for lemmas."`
	MinUas       float64  `placeholder:"PERCENT" help:"The same for heads."`
	MinLas       float64  `placeholder:"PERCENT" help:"The same for heads with their relation, subtype included."`
	MinTokens    float64  `placeholder:"F1" help:"Fail when the F1 of tokens found in raw text, in percent, is below this."`
	MinSentences float64  `placeholder:"F1" help:"The same for sentences."`
}

// Help is what --help adds.
func (c *evalSyntaxCommand) Help() string {
	return `Scores tokens, sentences, tags, lemmas and trees twice: on the treebank's own tokens and sentences, with the program's tags, and from raw text with everything the program's own. Punctuation is included.

Examples:
  hearsay eval syntax --min-xpos 94.5 --min-uas 85 --min-las 82
  hearsay eval syntax gum/GUM_news_*.conllu`
}

// Run scores.
func (c *evalSyntaxCommand) Run(ctx context.Context, m *Main) error {
	s, err := loadSyntax()
	if err != nil {
		return err
	}
	for _, file := range c.Files {
		sents, err := eval.FromFile(file, eval.ReadCoNLLU)
		if err != nil {
			return err
		}
		for _, part := range eval.Documents(sents) {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := s.add(eval.GoldAnalysis(part, eval.ByParagraph)); err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
		}
	}
	if _, err := fmt.Fprintf(m.Stdout, "given the gold tokens and sentences\n%sfrom raw text\n%s", &s.given, &s.raw); err != nil {
		return err
	}
	return eval.Check(
		eval.Floor{Name: "xpos", Got: 100 * s.given.XPOS.F(), Least: c.MinXpos},
		eval.Floor{Name: "lemma", Got: 100 * s.given.Lemma.F(), Least: c.MinLemma},
		eval.Floor{Name: "uas", Got: 100 * s.given.UAS.F(), Least: c.MinUas},
		eval.Floor{Name: "las", Got: 100 * s.given.LAS.F(), Least: c.MinLas},
		eval.Floor{Name: "tokens", Got: 100 * s.raw.Tokens.F(), Least: c.MinTokens},
		eval.Floor{Name: "sentences", Got: 100 * s.raw.Sentences.F(), Least: c.MinSentences},
	)
}

// syntaxScore runs the stages of the syntax and scores them.
type syntaxScore struct {
	tagger     *tag.Tagger
	parser     *parse.Parser
	an         hearsay.Analysis
	given, raw eval.Syntax
}

// loadSyntax makes the stages one by one, as the pipeline takes no tokens but its
// own.
func loadSyntax() (*syntaxScore, error) {
	data, err := model.Weights("clusters.bin")
	if err != nil {
		return nil, err
	}
	clusters, err := model.ReadClusters(data)
	if err != nil {
		return nil, err
	}
	s := new(syntaxScore)
	if data, err = model.Weights("tag.bin"); err != nil {
		return nil, err
	}
	if s.tagger, err = tag.New(data, clusters); err != nil {
		return nil, err
	}
	if data, err = model.Weights("parse.bin"); err != nil {
		return nil, err
	}
	s.parser, err = parse.New(data, clusters)
	return s, err
}

// add scores one document.
func (s *syntaxScore) add(gold *hearsay.Analysis) error {
	s.an.Reset(gold.Doc)
	for _, tok := range gold.Tokens { // the span alone is given
		s.an.Tokens = append(s.an.Tokens, hearsay.Token{Span: tok.Span, Space: tok.Space, Head: -1})
	}
	s.an.Sents = append(s.an.Sents, gold.Sents...)
	s.tagger.Tag(&s.an)
	s.parser.Parse(&s.an)
	if err := s.given.Add(gold, &s.an); err != nil {
		return err
	}
	s.an.Reset(gold.Doc)
	token.Tokenize(&s.an)
	s.tagger.Tag(&s.an)
	s.parser.Parse(&s.an)
	return s.raw.Add(gold, &s.an)
}
