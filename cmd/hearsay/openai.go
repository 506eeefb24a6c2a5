package main

import (
	"cmp"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/nlp"
	"github.com/hearsay-news/hearsay/openai"
	"github.com/hearsay-news/hearsay/record"
)

// The names that --extractor takes.
const (
	builtIn    = "built-in"
	viaOpenAI  = "openai"
	defaultKey = "OPENAI_API_KEY"
)

// openaiFlags are the flags of who is asked for statements. Nothing but
// --extractor openai makes the program contact anybody.
type openaiFlags struct {
	Extractor    string        `default:"built-in" placeholder:"NAME" help:"What finds statements: built-in, or openai, a language model behind --endpoint, which is sent the articles. What it returns counts only where it stands in them word for word."`
	Endpoint     string        `placeholder:"URL" help:"For openai: where a server speaks OpenAI's chat completions, as http://localhost:11434/v1."`
	APIKeyEnv    string        `name:"api-key-env" placeholder:"NAME" help:"For openai: environment variable that holds the key. Default: OPENAI_API_KEY, which is not sent over plain http to another machine unless it is named."`
	RequestChars int           `placeholder:"N" help:"For openai: most characters of an article in one request. Default: 6000."`
	Timeout      time.Duration `placeholder:"TIME" help:"For openai: longest to wait for one answer. Default: 2m."`
}

// check refuses what makes no sense.
func (f *openaiFlags) check(model string) error {
	if err := oneOf("--extractor", f.Extractor, []string{builtIn, viaOpenAI}); err != nil {
		return err
	}
	if f.Extractor == viaOpenAI {
		switch {
		case f.Endpoint == "":
			return usage("--extractor openai needs --endpoint, as http://localhost:11434/v1")
		case strings.TrimSpace(model) == "":
			return usage("--extractor openai needs --model, the endpoint's name for it")
		case f.RequestChars < 0, f.RequestChars > 0 && f.RequestChars < 200:
			return usage("--request-chars %d: at least 200, or a statement does not fit", f.RequestChars)
		case f.Timeout < 0:
			return usage("--timeout %s: there must be some time to wait", f.Timeout)
		}
		return nil
	}
	for _, flag := range []struct {
		name  string
		given bool
	}{{"--endpoint", f.Endpoint != ""}, {"--api-key-env", f.APIKeyEnv != ""}, {"--request-chars", f.RequestChars != 0}, {"--timeout", f.Timeout != 0}} {
		if flag.given {
			return usage("%s is for --extractor openai", flag.name)
		}
	}
	return nil
}

// options says whom to ask, with the key that is meant for it.
func (f *openaiFlags) options(m *Main, model string) (openai.Options, error) {
	endpoint, err := openai.ParseEndpoint(f.Endpoint)
	if err != nil {
		return openai.Options{}, usage("--endpoint %w", err)
	}
	opts := openai.Options{Endpoint: endpoint, Model: model, Chars: f.RequestChars, Timeout: f.Timeout}
	if f.APIKeyEnv == "" && !openai.Private(endpoint) {
		return opts, nil
	}
	opts.KeyName = cmp.Or(f.APIKeyEnv, defaultKey)
	opts.Key = m.env(opts.KeyName)
	if f.APIKeyEnv != "" && opts.Key == "" {
		return opts, usage("--api-key-env %s: there is no such environment variable, or it is empty", f.APIKeyEnv)
	}
	return opts, nil
}

// reader makes the Reader that was asked for, and a last word to say when all is
// read.
func (c *extractCommand) reader(m *Main) (*Reader, func(), error) {
	if c.Extractor != viaOpenAI {
		r, err := m.Load(cmp.Or(c.Model, defaultModel))
		return r, func() {}, err
	}
	opts, err := c.options(m, c.Model)
	if err != nil {
		return nil, nil, err
	}
	client, err := openai.New(opts)
	if err != nil {
		return nil, nil, usage("%w", err)
	}
	p, err := nlp.Load(nlp.Fast) // all models resolve alike
	if err != nil {
		return nil, nil, err
	}
	r := &Reader{
		By:  record.Extractor{Model: viaOpenAI, Version: c.Model},
		New: func() ingest.Extractor { return client.Extractor(p.Clone()) },
	}
	return r, func() {
		count, hint := client.Count(), ""
		if count.Short > 0 {
			hint = "; a smaller --request-chars may help"
		}
		m.say("openai: %v%s", count, hint)
	}, nil
}
