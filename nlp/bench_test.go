package nlp

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/nlp/token"
)

// BenchmarkStages times each stage on the text examples, the stages before it
// done, in tokens a second on one core.
func BenchmarkStages(b *testing.B) {
	p, err := Load("fast")
	if err != nil {
		b.Fatal(err)
	}
	paths, err := filepath.Glob("../examples/*.txt")
	if err != nil || len(paths) == 0 {
		b.Fatal("no examples", err)
	}
	var all []*hearsay.Analysis
	attrs := map[*hearsay.Analysis][]hearsay.Attribution{}
	tokens := 0
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		doc, err := article.Parse(data, article.Options{})
		if err != nil {
			b.Fatal(err)
		}
		an := &hearsay.Analysis{Doc: doc}
		token.Tokenize(an)
		p.tagger.Tag(an)
		p.parser.Parse(an)
		all = append(all, an)
		if attrs[an], err = p.attrib.Attribute(b.Context(), an); err != nil {
			b.Fatal(err)
		}
		tokens += len(an.Tokens)
	}
	for _, stage := range []struct {
		name string
		run  func(*hearsay.Analysis)
	}{
		{"token", func(an *hearsay.Analysis) { an.Reset(an.Doc); token.Tokenize(an) }},
		{"tag", func(an *hearsay.Analysis) { p.tagger.Tag(an) }},
		{"parse", func(an *hearsay.Analysis) { p.parser.Parse(an) }},
		{"attrib", func(an *hearsay.Analysis) { p.attrib.Attribute(b.Context(), an) }},
		{"norm", func(an *hearsay.Analysis) { p.norm.Resolve(b.Context(), an, attrs[an]) }},
	} {
		b.Run(stage.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, an := range all {
					stage.run(an)
				}
			}
			b.ReportMetric(float64(tokens*b.N)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}
