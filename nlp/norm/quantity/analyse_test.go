package quantity_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp"
)

var pipeline = sync.OnceValues(func() (*nlp.Pipeline, error) {
	var w nlp.Weights
	for file, into := range map[string]*[]byte{"clusters.bin": &w.Clusters, "tag.bin": &w.Tag, "parse.bin": &w.Parse} {
		data, err := model.Weights(file)
		if err != nil {
			return nil, err
		}
		*into = data
	}
	return nlp.New(w)
})

// analyse reads text, one block a line. The analysis lasts until the next call.
func analyse(t testing.TB, text string) *hearsay.Analysis {
	t.Helper()
	p, err := pipeline()
	if err != nil {
		t.Fatal(err)
	}
	doc := &hearsay.Document{Text: text}
	at := 0
	for line := range strings.Lines(text) {
		doc.Blocks = append(doc.Blocks, hearsay.Block{Span: hearsay.Span{Start: at, End: at + len(line)}})
		at += len(line)
	}
	an, err := p.Analyse(t.Context(), doc)
	if err != nil {
		t.Fatal(err)
	}
	return an
}
