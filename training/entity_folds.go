package training

import (
	"context"
	"fmt"
	"io"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/eval"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
	"github.com/hearsay-news/hearsay/nlp/token"
)

// newsFolds is the number of parts of the news documents of gum that EntityFolds
// leaves out in turn.
const newsFolds = 7

// EntityFolds scores nlp/norm/entity on all news documents of DIR/gum, from raw
// text: each by a recognizer that is trained on all documents but a seventh of the
// news, which it is of, with tags by a tagger that has not seen it.
func EntityFolds(dir string, clusters *model.Clusters, log io.Writer) (eval.Entities, error) {
	var score eval.Entities
	docs, err := readNamed(dir)
	if err != nil {
		return score, err
	}
	taggers, err := tagNamed(dir, docs, clusters, log)
	if err != nil {
		return score, err
	}
	for fold := range newsFolds {
		var learn []*namedDocument
		var give []int
		news := 0
		for i, d := range docs {
			if d.news() {
				news++
				if news%newsFolds == fold {
					give = append(give, i)
					continue
				}
			}
			learn = append(learn, d)
		}
		data, err := entity.Train(goldNames(learn), clusters, entity.Options{})
		if err != nil {
			return score, err
		}
		r, err := entity.New(data, clusters)
		if err != nil {
			return score, err
		}
		for _, i := range give {
			an := &hearsay.Analysis{Doc: docs[i].an.Doc}
			token.Tokenize(an)
			taggers[i%entityFolds].Tag(an)
			names, err := r.Find(context.Background(), an, nil)
			if err != nil {
				return score, err
			}
			found := Entities(an, names)
			var one eval.Entities
			one.Add(docs[i].names, found)
			fmt.Fprintf(log, "%s: %s\n", docs[i].name, one.All())
			score.Add(docs[i].names, found)
		}
	}
	return score, nil
}
