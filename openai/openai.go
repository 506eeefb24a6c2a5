// Package openai finds statements by asking a language model behind an endpoint that
// speaks OpenAI's chat completions, which many servers do, also on one's own machine.
//
// The model is asked for quotations, never for offsets. Whatever it returns counts
// only where it stands in the text word for word; the rest is refused and counted.
// What is kept is resolved by the same stage as the statements of the built-in models.
//
//	client, err := openai.New(openai.Options{Endpoint: endpoint, Model: "name", Key: key})
//	…
//	statements, err := client.Extractor(pipeline).Extract(ctx, doc)
//
// Nothing is sent anywhere before Extract is called.
package openai

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hearsay-news/hearsay"
)

// The defaults of Options.
const (
	Chars   = 6000 // some 1500 word pieces: with prompt and answer within the 4096 that small servers have
	Timeout = 2 * time.Minute
	retries = 4
	pause   = time.Second
	longest = 2 * time.Minute // that a server may have us wait
	largest = 8 << 20
)

// Options says whom to ask and how.
type Options struct {
	Endpoint *url.URL // of ParseEndpoint
	Model    string   // the endpoint's name for it
	Key      string   // sent as a bearer token; "" for none
	KeyName  string   // where Key was looked for, for messages: the name of a variable

	Chars    int           // most code points of an article in one request; 0 for Chars
	Timeout  time.Duration // for one request with its answer; 0 for Timeout
	Retries  int           // after a failure that may pass; 0 for 4, negative for none
	Pause    time.Duration // before the first of them, doubled each time; 0 for a second
	MaxBytes int64         // most to read of one answer; 0 for 8 MiB
}

// Resolver makes statements of attributions: *nlp.Pipeline is one.
type Resolver interface {
	Resolve(ctx context.Context, doc *hearsay.Document, attrs []hearsay.Attribution) ([]hearsay.Statement, error)
}

// Client asks one model at one endpoint. It is safe for many goroutines.
type Client struct {
	opts     Options
	http     *http.Client
	answered atomic.Bool // the endpoint has answered a request, with whatever

	mu    sync.Mutex
	shape shape // of requests, as far as the endpoint was found to take it
	fatal error // that would meet every request: a refused key, nobody there
	count Count
}

// New makes a client. It contacts nobody.
func New(opts Options) (*Client, error) {
	switch {
	case opts.Endpoint == nil:
		return nil, errors.New("no endpoint to ask")
	case strings.TrimSpace(opts.Model) == "":
		return nil, errors.New("no model to ask for")
	}
	opts.Key = strings.TrimSpace(opts.Key)
	if strings.ContainsFunc(opts.Key, func(r rune) bool { return r <= ' ' || r >= 0x7F }) {
		return nil, errors.New("the key in " + opts.KeyName + " has characters that no header may carry")
	}
	opts.Chars = orElse(opts.Chars, Chars)
	opts.Timeout = orElse(opts.Timeout, Timeout)
	opts.Pause = orElse(opts.Pause, pause)
	opts.MaxBytes = orElse(opts.MaxBytes, largest)
	if opts.Retries == 0 {
		opts.Retries = retries
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 32
	return &Client{opts: opts, http: &http.Client{
		Transport: transport,
		// To follow would be to show article and key to somebody who was not named.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// orElse is v, or what stands for a v that is not set.
func orElse[T int | int64 | time.Duration](v, standard T) T {
	if v <= 0 {
		return standard
	}
	return v
}

// Count is what became of the statements that the model returned so far, in all
// documents that were read to their end.
func (c *Client) Count() Count {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.count
}

// Extractor makes an extractor, for one goroutine as its resolver is.
func (c *Client) Extractor(r Resolver) *Extractor { return &Extractor{client: c, resolver: r} }

// Extractor finds statements by its client's model.
type Extractor struct {
	client   *Client
	resolver Resolver
	an       hearsay.Analysis
}

// Extract gives the statements of doc in the order of their contents. The document is
// sent in as many requests as it takes, one after another; the first that fails is
// the document's error.
func (e *Extractor) Extract(ctx context.Context, doc *hearsay.Document) ([]hearsay.Statement, error) {
	var count Count
	l := newLocator(&e.an, doc)
	for _, p := range passages(doc, e.client.opts.Chars) {
		rep, err := e.client.ask(ctx, doc, p)
		if err != nil {
			return nil, err
		}
		l.read(p)
		for i := range rep.statements {
			why := tooMany
			if i < most {
				why = l.add(&rep.statements[i])
			}
			count.take(why)
		}
		if rep.short {
			count.Short++
		}
	}
	sts, err := e.resolver.Resolve(ctx, doc, l.attributions())
	if err != nil {
		return nil, err
	}
	e.client.mu.Lock()
	defer e.client.mu.Unlock()
	e.client.count.plus(&count)
	return sts, nil
}
