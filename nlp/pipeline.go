// Package nlp reads a document and gives the statements attributed in it. It
// joins the stages: tokens and sentences, tags and lemmas, dependency trees,
// attributions.
//
//	p, err := nlp.Load("fast")
//	…
//	attributions, err := p.Extract(ctx, doc)
package nlp

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp/attrib"
	"github.com/hearsay-news/hearsay/nlp/parse"
	"github.com/hearsay-news/hearsay/nlp/tag"
	"github.com/hearsay-news/hearsay/nlp/token"
)

// version names the weights and rules of this release; it changes whenever the
// same text may be read differently.
const version = "1"

// Models are the names that Load knows.
var Models = []string{"fast"}

// Pipeline reads documents with one model. It holds work space and is for one
// goroutine at a time; Clone makes another that shares its weights.
type Pipeline struct {
	name   string
	tagger *tag.Tagger
	parser *parse.Parser
	attrib *attrib.Attributor
	an     hearsay.Analysis
}

// Load makes a pipeline from the embedded weights of the model with that name,
// one of Models.
func Load(name string) (*Pipeline, error) {
	if name != "fast" {
		return nil, fmt.Errorf("load model: no model %q (there is: %s)", name, strings.Join(Models, ", "))
	}
	return load(name, true)
}

// LoadSyntax makes a pipeline that analyses but finds no attributions: Extract
// must not be called on it. Training reads its texts with it.
func LoadSyntax() (*Pipeline, error) { return load("syntax", false) }

func load(name string, attributions bool) (*Pipeline, error) {
	data, err := model.Weights("clusters.bin")
	if err != nil {
		return nil, err
	}
	clusters, err := model.ReadClusters(data)
	if err != nil {
		return nil, err
	}
	p := &Pipeline{name: name}
	var wait sync.WaitGroup // reading weights is most of a short run
	errs := make([]error, 3)
	read := func(k int, file string, into func([]byte) error) {
		wait.Go(func() {
			data, err := model.Weights(file)
			if err == nil {
				err = into(data)
			}
			errs[k] = err
		})
	}
	read(0, "tag.bin", func(b []byte) (err error) { p.tagger, err = tag.New(b, clusters); return err })
	read(1, "parse.bin", func(b []byte) (err error) { p.parser, err = parse.New(b, clusters); return err })
	if attributions {
		read(2, "attrib.bin", func(b []byte) (err error) { p.attrib, err = attrib.New(b, clusters); return err })
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("load model %s: %w", name, err)
		}
	}
	return p, nil
}

// Clone makes a pipeline for another goroutine; the weights are shared.
func (p *Pipeline) Clone() *Pipeline {
	return &Pipeline{name: p.name, tagger: p.tagger.Clone(), parser: p.parser.Clone(), attrib: p.attrib.Clone()}
}

// Name gives the model's name and version, as statements carry them.
func (p *Pipeline) Name() (model, ver string) { return p.name, version }

// Analyse runs the stages before attribution: tokens, sentences, tags, lemmas and
// trees. The analysis is the pipeline's own and is overwritten by its next call.
func (p *Pipeline) Analyse(ctx context.Context, doc *hearsay.Document) (*hearsay.Analysis, error) {
	p.an.Reset(doc)
	token.Tokenize(&p.an)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p.tagger.Tag(&p.an)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p.parser.Parse(&p.an)
	return &p.an, ctx.Err()
}

// Extract gives the attributions of doc in the order of their contents. The only
// error is that of a cancelled context.
func (p *Pipeline) Extract(ctx context.Context, doc *hearsay.Document) ([]hearsay.Attribution, error) {
	an, err := p.Analyse(ctx, doc)
	if err != nil {
		return nil, err
	}
	return p.attrib.Attribute(an), nil
}
