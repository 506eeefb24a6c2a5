package training

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/eval"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp/parse"
	"github.com/hearsay-news/hearsay/nlp/tag"
)

// tagFolds is the number of parts the treebanks are cut into to tag each by a
// tagger trained on the others.
const tagFolds = 5

// Tagger trains nlp/tag on the training part of ud-ewt and on all of gum but the
// documents held out.
func Tagger(dir string, clusters *model.Clusters, log io.Writer) ([]byte, error) {
	docs, err := treebanks(dir)
	if err != nil {
		return nil, err
	}
	return tag.Train(docs, clusters, tag.Options{Log: log})
}

// Parser trains nlp/parse on the same trees, with the tags that taggers give
// which were trained on the other parts.
func Parser(dir string, clusters *model.Clusters, log io.Writer) ([]byte, error) {
	docs, err := treebanks(dir)
	if err != nil {
		return nil, err
	}
	gold, err := treebanks(dir) // docs lose their gold tags as they are tagged
	if err != nil {
		return nil, err
	}
	for fold := range tagFolds {
		var learn, give []*hearsay.Analysis
		for i := range docs {
			if i%tagFolds == fold {
				give = append(give, docs[i])
			} else {
				learn = append(learn, gold[i])
			}
		}
		data, err := tag.Train(learn, clusters, tag.Options{Parts: 2})
		if err != nil {
			return nil, err
		}
		t, err := tag.New(data, clusters)
		if err != nil {
			return nil, err
		}
		for _, an := range give {
			t.Tag(an)
		}
		fmt.Fprintf(log, "tagged part %d of %d\n", fold+1, tagFolds)
	}
	return parse.Train(docs, clusters, parse.Options{Log: log})
}

// treebanks reads what tagger and parser are trained on.
func treebanks(dir string) ([]*hearsay.Analysis, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "gum", "*.conllu"))
	if err != nil {
		return nil, fmt.Errorf("read treebanks: %w", err)
	}
	slices.Sort(paths)
	paths = slices.DeleteFunc(paths, func(p string) bool { return HeldOut(p) })
	paths = append(paths, filepath.Join(dir, "ud-ewt", "train.conllu"))
	return ReadTreebanks(paths...)
}

// ReadTreebanks reads CoNLL-U files into gold analyses, one a document.
func ReadTreebanks(paths ...string) ([]*hearsay.Analysis, error) {
	var docs []*hearsay.Analysis
	for _, path := range paths {
		sents, err := eval.FromFile(path, eval.ReadCoNLLU)
		if err != nil {
			return nil, err
		}
		for _, d := range eval.Documents(sents) {
			docs = append(docs, eval.GoldAnalysis(d, eval.ByParagraph))
		}
	}
	return docs, nil
}

// heldOut are the news documents of gum that nothing is trained on.
var heldOut = []string{"GUM_news_clock", "GUM_news_nasa", "GUM_news_soccer", "GUM_news_taxes"}

// HeldOut reports whether the file is one that nothing is trained on.
func HeldOut(path string) bool {
	return slices.Contains(heldOut, strings.TrimSuffix(filepath.Base(path), ".conllu"))
}
