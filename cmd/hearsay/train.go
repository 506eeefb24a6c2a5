package main

import (
	"fmt"
	"os"

	"github.com/hearsay-news/hearsay/training"
)

// trainCommand is `hearsay train`.
type trainCommand struct {
	Names    []string `arg:"" optional:"" name:"name" help:"Weight files to make: clusters, tag, parse, attrib, entity. Default: all, in this order."`
	Corpora  string   `type:"existingdir" default:"../shared/corpora" help:"Folder of the corpora (glove, ud-ewt, gum, polnear). Default: ${default}."`
	Silver   bool     `help:"Have attrib learn from the accurate model as well, as it reads the news of ecb; that model must be there."`
	Examples string   `placeholder:"FOLDER" type:"existingdir" help:"Make no weights, but write what the encoder is trained on to this folder: train.jsonl and dev.jsonl."`
	Written  string   `name:"name-examples" placeholder:"FOLDER" type:"path" help:"Make no weights, but write what the encoder of names is trained on to this folder: train.jsonl and dev.jsonl."`
	Rarity   string   `placeholder:"FILE" help:"Make no weights, but write how rare words are, by which stories are told apart, to this file: claim/story/rarity.bin."`
	Out      string   `type:"existingdir" default:"model/weights" help:"Folder to write NAME.bin to, and to read those from that are not made but needed. Default: ${default}."`
}

// Help is what --help adds.
func (c *trainCommand) Help() string {
	return `Makes the weight files again from the corpora, with fixed seeds: the same corpora and program give the same bytes. The files are embedded when the program is built, so build it again afterwards.

To train on articles of your own, marked in brat, lay them out as PolNeAR is: DIR/polnear/train/text/NAME.txt and DIR/polnear/train/attributions/NAME_ANNOTATOR.ann, and run hearsay train --corpora DIR attrib.`
}

// Run trains.
func (c *trainCommand) Run(m *Main) error {
	if c.Examples != "" {
		return training.Examples(c.Corpora, c.Out, c.Examples, m.Stderr)
	}
	if c.Written != "" {
		return training.NameExamples(c.Corpora, c.Written, m.Stderr)
	}
	if c.Rarity != "" {
		data, err := training.Rarity(c.Corpora)
		if err != nil {
			return fmt.Errorf("train rarity: %w", err)
		}
		if err := os.WriteFile(c.Rarity, data, 0o644); err != nil {
			return fmt.Errorf("train rarity: %w", err)
		}
		return nil
	}
	return training.Run(c.Corpora, c.Out, c.Names, c.Silver, m.Stderr)
}
