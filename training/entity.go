package training

import (
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/eval"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
	"github.com/hearsay-news/hearsay/nlp/tag"
)

// The seed of the sentences that are set again as headlines are.
const seedEntity = 23

// Recognizer trains nlp/norm/entity on the documents of DIR/gum but those held
// out, with tags by taggers that have not seen them.
func Recognizer(dir string, clusters *model.Clusters, log io.Writer) ([]byte, error) {
	docs, err := readNamed(dir)
	if err != nil {
		return nil, err
	}
	docs = slices.DeleteFunc(docs, func(d *namedDocument) bool { return HeldOut(d.name) })
	if _, err := tagNamed(dir, docs, clusters, log); err != nil {
		return nil, err
	}
	return entity.Train(goldNames(docs), clusters, entity.Options{Log: log})
}

// namedDocument is a document of gum with its names.
type namedDocument struct {
	name  string // of its file, without the ending
	an    *hearsay.Analysis
	names []eval.Entity
	cased *hearsay.Analysis // the same with some sentences set as headlines are
	only  []bool            // which those are
}

// news reports whether the document is an article.
func (d *namedDocument) news() bool { return strings.Contains(d.name, "_news_") }

// readNamed reads all documents of gum, in the order of their names.
func readNamed(dir string) ([]*namedDocument, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "gum", "*.conllu"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("read names: no treebank in %s", filepath.Join(dir, "gum"))
	}
	slices.Sort(paths)
	rng := rand.New(rand.NewPCG(seedEntity, 0))
	var out []*namedDocument
	for _, path := range paths {
		sents, err := eval.FromFile(path, eval.ReadCoNLLU)
		if err != nil {
			return nil, err
		}
		for _, part := range eval.Documents(sents) {
			an := eval.GoldAnalysis(part, eval.ByParagraph)
			d := &namedDocument{name: strings.TrimSuffix(filepath.Base(path), ".conllu"), an: an, names: eval.GoldEntities(part, an)}
			d.cased, d.only = recased(an, rng)
			out = append(out, d)
		}
	}
	return out, nil
}

// recased gives a copy of a document in which one sentence of four is set in
// capitals or with capital first letters.
func recased(an *hearsay.Analysis, rng *rand.Rand) (*hearsay.Analysis, []bool) {
	text := []byte(an.Doc.Text)
	only := make([]bool, len(an.Sents))
	for s := range an.Sents {
		set := rng.IntN(8)
		if only[s] = set < 2; !only[s] {
			continue
		}
		for i := an.Sents[s].First; i < an.Sents[s].Last; i++ {
			recase(text[an.Tokens[i].Start:an.Tokens[i].End], set == 0)
		}
	}
	doc := *an.Doc
	doc.Text = string(text)
	return &hearsay.Analysis{Doc: &doc, Tokens: slices.Clone(an.Tokens), Sents: an.Sents}, only
}

// recase sets a word in capitals, or gives it a capital first letter unless it is
// one of the short words that headlines leave small. Letters beyond ASCII stay.
func recase(word []byte, all bool) {
	switch string(word) {
	case "a", "an", "the", "and", "or", "of", "to", "in", "on", "at", "by", "for", "as", "but", "'s", "n't":
		if !all {
			return
		}
	}
	for i := range word {
		if 'a' <= word[i] && word[i] <= 'z' {
			word[i] -= 'a' - 'A'
		}
		if !all {
			return
		}
	}
}

// entityFolds is the number of parts that gum is cut into to tag each by a tagger
// trained on the others.
const entityFolds = 3

// tagNamed tags the documents, each by a tagger that has not seen it, so that the
// tags have the mistakes that they have in other text, and gives the taggers.
func tagNamed(dir string, docs []*namedDocument, clusters *model.Clusters, log io.Writer) ([entityFolds]*tag.Tagger, error) {
	var taggers [entityFolds]*tag.Tagger
	more, err := ReadTreebanks(filepath.Join(dir, "ud-ewt", "train.conllu"))
	if err != nil {
		return taggers, err
	}
	for fold := range taggers {
		learn := slices.Clone(more)
		for i, d := range docs {
			if i%entityFolds != fold && !HeldOut(d.name) {
				learn = append(learn, d.an)
			}
		}
		data, err := tag.Train(learn, clusters, tag.Options{Parts: 1, Epochs: 3})
		if err != nil {
			return taggers, err
		}
		if taggers[fold], err = tag.New(data, clusters); err != nil {
			return taggers, err
		}
		fmt.Fprintf(log, "tagger of part %d of %d\n", fold+1, entityFolds)
	}
	for i, d := range docs { // the gold tags are needed no more
		taggers[i%entityFolds].Tag(d.an)
		taggers[i%entityFolds].Tag(d.cased)
	}
	return taggers, nil
}

// goldNames gives what nlp/norm/entity learns of the documents.
func goldNames(docs []*namedDocument) []entity.Gold {
	var out []entity.Gold
	for _, d := range docs {
		names := mentions(d.an, d.names)
		out = append(out, entity.Gold{An: d.an, Names: names, Article: d.name},
			entity.Gold{An: d.cased, Names: names, Only: d.only, Article: d.name})
	}
	return out
}

// mentions gives the tokens of names whose ends are those of tokens.
func mentions(an *hearsay.Analysis, names []eval.Entity) []entity.Mention {
	var out []entity.Mention
	i := 0
	for _, n := range names {
		for i < len(an.Tokens) && an.Tokens[i].Start < n.Start {
			i++
		}
		last := i
		for last < len(an.Tokens) && an.Tokens[last].End < n.End {
			last++
		}
		if kind, ok := entity.ParseKind(n.Kind); ok && last < len(an.Tokens) {
			out = append(out, entity.Mention{First: i, Last: last + 1, Kind: kind})
		}
	}
	return out
}

// Entities gives the spans of names that nlp/norm/entity found.
func Entities(an *hearsay.Analysis, found []entity.Mention) []eval.Entity {
	var out []eval.Entity
	for _, m := range found {
		out = append(out, eval.Entity{Span: hearsay.Span{Start: an.Tokens[m.First].Start, End: an.Tokens[m.Last-1].End}, Kind: m.Kind.String()})
	}
	return out
}
