package training

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/eval"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp"
	"github.com/hearsay-news/hearsay/nlp/attrib"
)

// Attributor trains nlp/attrib on all annotated copies of the articles in
// DIR/polnear/train, read with the stages that w holds. Where w holds the accurate
// model as well, the news of DIR/ecb as that reads it is added.
func Attributor(dir string, w nlp.Weights, log io.Writer) ([]byte, error) {
	gold, err := ReadPolnear(filepath.Join(dir, "polnear", "train"), w)
	if err != nil {
		return nil, err
	}
	clusters, err := model.ReadClusters(w.Clusters)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(log, "%d annotated articles\n", len(gold))
	if w.Reader != nil {
		more, err := silver(dir, w, log)
		if err != nil {
			return nil, err
		}
		gold = append(gold, more...)
	}
	return attrib.Train(gold, clusters, attrib.Options{Log: log})
}

// ReadPolnear reads a part of PolNeAR (DIR/text, DIR/attributions) with the
// stages that w holds, one Gold for each annotator of each article.
func ReadPolnear(dir string, w nlp.Weights) ([]attrib.Gold, error) {
	anns, err := filepath.Glob(filepath.Join(dir, "attributions", "*.ann"))
	if err != nil {
		return nil, fmt.Errorf("read polnear: %w", err)
	}
	if len(anns) == 0 {
		return nil, fmt.Errorf("read polnear: no annotations in %s", dir)
	}
	slices.Sort(anns)
	p, err := nlp.New(nlp.Weights{Clusters: w.Clusters, Tag: w.Tag, Parse: w.Parse})
	if err != nil {
		return nil, err
	}
	read := map[string]*hearsay.Analysis{}
	var out []attrib.Gold
	for _, path := range anns {
		name := strings.TrimSuffix(filepath.Base(path), ".ann")
		if i := strings.LastIndexByte(name, '_'); i >= 0 { // the annotator
			name = name[:i]
		}
		an := read[name]
		if an == nil {
			if an, err = analyse(p, filepath.Join(dir, "text", name+".txt")); err != nil {
				return nil, err
			}
			read[name] = an
		}
		marked, err := eval.FromFile(path, eval.ReadBrat)
		if err != nil {
			return nil, err
		}
		out = append(out, attrib.Gold{An: an, Attributions: attributions(an.Doc, marked), Article: name, Weight: 1})
	}
	return out, nil
}

func analyse(p *nlp.Pipeline, path string) (*hearsay.Analysis, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read polnear: %w", err)
	}
	doc, err := article.Parse(data, article.Options{Path: path, Language: "en"})
	if err != nil {
		return nil, fmt.Errorf("read polnear: %s: %w", path, err)
	}
	an, err := p.Analyse(context.Background(), doc)
	if err != nil {
		return nil, err
	}
	return &hearsay.Analysis{Doc: doc, Tokens: slices.Clone(an.Tokens), Sents: slices.Clone(an.Sents)}, nil
}

// attributions converts what people marked from code points to bytes.
func attributions(doc *hearsay.Document, marked []eval.BratAttribution) []hearsay.Attribution {
	points := hearsay.NewCodePoints(doc.Text)
	spans := func(in []hearsay.Span) (out []hearsay.Span) {
		for _, s := range in {
			start, ok1 := points.Byte(s.Start)
			end, ok2 := points.Byte(s.End)
			if ok1 && ok2 && start < end {
				out = append(out, hearsay.Span{Start: start, End: end})
			}
		}
		return out
	}
	out := make([]hearsay.Attribution, 0, len(marked))
	for _, m := range marked {
		out = append(out, hearsay.Attribution{Source: spans(m.Source), Cue: spans(m.Cue), Content: spans(m.Content), Nested: -1})
	}
	return out
}
