package main

import (
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/nlp"
	"github.com/hearsay-news/hearsay/record"
)

// Reader finds statements with one model: it names the model and makes an
// extractor for each goroutine.
type Reader struct {
	By  record.Extractor
	New func() ingest.Extractor
}

// Loader makes a Reader of a model's name.
type Loader func(model string) (*Reader, error)

// load makes a Reader of the models that the program carries.
func load(model string) (*Reader, error) {
	if !slices.Contains(nlp.Models, model) {
		return nil, usage("no model %q%s; there is: %s", model, didYouMean(model, nlp.Models), strings.Join(nlp.Models, ", "))
	}
	p, err := nlp.Load(model)
	if err != nil {
		return nil, err
	}
	name, version := p.Name()
	return &Reader{
		By:  record.Extractor{Model: name, Version: version},
		New: func() ingest.Extractor { return p.Clone() },
	}, nil
}

// parser makes documents of bytes; language is "en" or "" for whatever it is.
func parser(language string) ingest.Parser {
	return func(data []byte, path string) (*hearsay.Document, error) {
		return article.Parse(data, article.Options{Path: path, Language: language})
	}
}

// checkLanguage refuses languages that the program does not read.
func checkLanguage(language string) error {
	if language != "" && language != "en" {
		return usage("language %q is not read yet; there is: en, which insists that the text is English", language)
	}
	return nil
}
