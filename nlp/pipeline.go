// Package nlp reads a document and gives the statements attributed in it. It
// joins the stages: tokens and sentences, tags and lemmas, dependency trees,
// attributions, and what these mean: speakers, chains, acts, figures.
//
//	p, err := nlp.Load("fast")
//	…
//	statements, err := p.Extract(ctx, doc)
package nlp

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp/attrib"
	"github.com/hearsay-news/hearsay/nlp/encoder"
	"github.com/hearsay-news/hearsay/nlp/norm"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
	"github.com/hearsay-news/hearsay/nlp/parse"
	"github.com/hearsay-news/hearsay/nlp/tag"
	"github.com/hearsay-news/hearsay/nlp/token"
)

// version names the weights and rules of this release; it changes whenever the
// same text may be read differently.
const version = "6"

// The models that Load knows. Fast is linear; Accurate asks a transformer encoder
// about all of a text that is not plain to it; Auto asks only where the linear model
// is quite unsure.
const (
	Fast     = hearsay.ModelFast
	Accurate = hearsay.ModelAccurate
	Auto     = "auto"
)

// Models are the names that Load knows.
var Models = []string{Fast, Accurate, Auto}

// The number of labels of a paragraph that the linear model must expect to have wrong
// for the encoder to read it; see docs/performance.md for the curve that they were
// chosen from. Where less than settled is in doubt the encoder only adds errors.
const (
	unsure  = 5.2 // for Auto
	settled = 1.5 // for Accurate
)

// unsureNames is the number of labels of a sentence that the linear model of names must
// expect to have wrong for the encoder of names to read it.
const unsureNames = .8

// Pipeline reads documents with one model. It holds work space and is for one
// goroutine at a time; Clone makes another that shares its weights.
type Pipeline struct {
	name   string
	tagger *tag.Tagger
	parser *parse.Parser
	attrib *attrib.Attributor
	norm   *norm.Normalizer
	an     hearsay.Analysis
}

// Load makes a pipeline from the embedded weights of the model with that name,
// one of Models.
func Load(name string) (*Pipeline, error) {
	if !slices.Contains(Models, name) {
		return nil, fmt.Errorf("load model: no model %q (there is: %s)", name, strings.Join(Models, ", "))
	}
	var w Weights
	files := map[string]*[]byte{"clusters.bin": &w.Clusters, "tag.bin": &w.Tag, "parse.bin": &w.Parse, "attrib.bin": &w.Attrib, "entity.bin": &w.Entity}
	if name != Fast {
		files["words.bin"], files["reader.bin"] = &w.Words, &w.Reader
	}
	if name == Accurate {
		files["names.bin"] = &w.Names
	}
	for file, into := range files {
		data, err := model.Weights(file)
		if err != nil {
			return nil, fmt.Errorf("load model %s: %w", name, err)
		}
		*into = data
	}
	switch name {
	case Accurate:
		w.Unsure, w.UnsureNames = settled, unsureNames
	case Auto:
		w.Unsure = unsure
	}
	p, err := New(w)
	if err != nil {
		return nil, fmt.Errorf("load model %s: %w", name, err)
	}
	p.name = name
	return p, nil
}

// Weights are the weight files that a pipeline is made of.
type Weights struct {
	Clusters, Tag, Parse []byte
	Attrib               []byte // nil for a pipeline that only analyses
	Entity               []byte // nil where names are not looked for

	// Words and Reader are those of nlp/encoder, nil for the linear model alone. The Reader
	// is asked about paragraphs in which that expects more than Unsure of its labels to be
	// wrong.
	Words, Reader []byte
	Unsure        float64
	// Names is the encoder of names, nil for the linear model alone. It is asked about
	// sentences in which that expects more than UnsureNames of its labels to be wrong.
	Names       []byte
	UnsureNames float64
}

// New makes a pipeline from weight files. Without Attrib, Extract must not be
// called on it.
func New(w Weights) (*Pipeline, error) {
	clusters, err := model.ReadClusters(w.Clusters)
	if err != nil {
		return nil, err
	}
	p := &Pipeline{name: "custom"}
	var reader *encoder.Reader
	var scorer *encoder.Names
	var wait sync.WaitGroup // reading weights is most of a short run
	var names *entity.Recognizer
	var tagErr, parseErr, attribErr, entityErr, encoderErr, namesErr error
	wait.Go(func() { p.tagger, tagErr = tag.New(w.Tag, clusters) })
	wait.Go(func() { p.parser, parseErr = parse.New(w.Parse, clusters) })
	if w.Attrib != nil {
		wait.Go(func() { p.attrib, attribErr = attrib.New(w.Attrib, clusters) })
	}
	if w.Entity != nil {
		wait.Go(func() { names, entityErr = entity.New(w.Entity, clusters) })
	}
	if w.Words != nil {
		words, err := encoder.NewWords(w.Words)
		if err != nil {
			return nil, err
		}
		if w.Reader != nil {
			wait.Go(func() { reader, encoderErr = encoder.NewReader(w.Reader, words) })
		}
		if w.Names != nil {
			wait.Go(func() { scorer, namesErr = encoder.NewNames(w.Names, words) })
		}
	}
	wait.Wait()
	if err := errors.Join(tagErr, parseErr, attribErr, entityErr, encoderErr, namesErr); err != nil {
		return nil, err
	}
	if names != nil && scorer != nil {
		names = names.With(scorer, w.UnsureNames)
	}
	p.norm = norm.New(names)
	if reader != nil {
		if p.attrib, err = p.attrib.With(reader, reader.Transitions(), w.Unsure); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// LoadNames makes what finds names alone, from the embedded weights of the model with that
// name: it needs tokens, sentences and tags.
func LoadNames(name string) (*entity.Recognizer, error) {
	p, err := Load(name)
	if err != nil {
		return nil, err
	}
	return p.norm.Names(), nil
}

// Clone makes a pipeline for another goroutine; the weights are shared.
func (p *Pipeline) Clone() *Pipeline {
	c := &Pipeline{name: p.name, tagger: p.tagger.Clone(), parser: p.parser.Clone(), norm: p.norm.Clone()}
	if p.attrib != nil {
		c.attrib = p.attrib.Clone()
	}
	return c
}

// Asking makes a pipeline for another goroutine whose encoder reads those
// paragraphs in which the linear model expects more than unsure of its labels to
// be wrong. The pipeline must have an encoder.
func (p *Pipeline) Asking(unsure float64) *Pipeline {
	c := p.Clone()
	c.attrib = c.attrib.Asking(unsure)
	return c
}

// Name gives the model's name and version. Statements carry the version, and the
// name of the model that read their passage, which for Auto may be either.
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

// Extract gives the statements of doc in the order of their contents. The only error
// is that of a cancelled context.
func (p *Pipeline) Extract(ctx context.Context, doc *hearsay.Document) ([]hearsay.Statement, error) {
	attrs, err := p.Attribute(ctx, doc)
	if err != nil {
		return nil, err
	}
	return p.norm.Resolve(ctx, &p.an, attrs)
}

// Resolve makes statements of attributions of doc that were found by other means. They
// must be sound (hearsay.Attribution.Check). The only error is that of a cancelled
// context.
func (p *Pipeline) Resolve(ctx context.Context, doc *hearsay.Document, attrs []hearsay.Attribution) ([]hearsay.Statement, error) {
	an, err := p.Analyse(ctx, doc)
	if err != nil {
		return nil, err
	}
	return p.norm.Resolve(ctx, an, attrs)
}

// Attribute gives the attributions of doc in the order of their contents, not yet
// resolved. The only error is that of a cancelled context.
func (p *Pipeline) Attribute(ctx context.Context, doc *hearsay.Document) ([]hearsay.Attribution, error) {
	an, err := p.Analyse(ctx, doc)
	if err != nil {
		return nil, err
	}
	attrs, err := p.attrib.Attribute(ctx, an)
	if p.name == Accurate { // what the linear model is sure of is its reading as well
		for i := range attrs {
			attrs[i].Model = Accurate
		}
	}
	return attrs, err
}
