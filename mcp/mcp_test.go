package mcp_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/internal/roomtest"
	"github.com/hearsay-news/hearsay/mcp"
	"github.com/hearsay-news/hearsay/nlp"
)

const ferry = "../examples/stories/varn-ferry/manifest.json"

var model = sync.OnceValues(func() (*nlp.Pipeline, error) { return nlp.Load("fast") })

// read reads texts as the program does.
func read(ctx context.Context, text string) (*mcp.Reading, error) {
	doc, err := article.Parse([]byte(text), article.Options{ContentType: "text/plain; charset=utf-8"})
	if err != nil {
		return nil, err
	}
	p, err := model()
	if err != nil {
		return nil, err
	}
	sts, _, err := ingest.NewReader(func() ingest.Extractor { return p.Clone() }).Read(ctx, doc)
	return &mcp.Reading{Doc: doc, Statements: sts, Model: "fast", Version: "test"}, err
}

func serve(t testing.TB, room *newsroom.Newsroom) *mcp.Server {
	t.Helper()
	s, err := mcp.New(mcp.Options{Newsroom: room, Read: read, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// client is a model that asks.
type client struct {
	t       testing.TB
	session *sdk.ClientSession
	tools   map[string]*sdk.Tool
}

// inMemory connects a client without a network.
func inMemory(t testing.TB, s *mcp.Server) *client {
	t.Helper()
	there, here := sdk.NewInMemoryTransports()
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- s.Connect(ctx, there) }()
	c := connect(t, here)
	t.Cleanup(func() {
		_ = c.session.Close()
		stop()
		if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("serve: %v", err)
		}
	})
	return c
}

// overHTTP serves as a user has it.
func overHTTP(t testing.TB, s *mcp.Server, u account.User) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", http.NotFound) // as the pages have it
	s.Register(mux)
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mux.ServeHTTP(w, r.WithContext(account.With(r.Context(), u)))
	}))
	t.Cleanup(web.Close)
	return web
}

func connect(t testing.TB, over sdk.Transport) *client {
	t.Helper()
	session, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), over, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &client{t: t, session: session, tools: make(map[string]*sdk.Tool)}
	for tool, err := range session.Tools(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		c.tools[tool.Name] = tool
	}
	return c
}

// args are arguments of a call.
type args = map[string]any

// call calls a tool that must answer, holds the answer against the tool's schema, and gives
// the text.
func (c *client) call(into any, tool string, given args) string {
	c.t.Helper()
	res, err := c.session.CallTool(c.t.Context(), &sdk.CallToolParams{Name: tool, Arguments: given})
	if err != nil {
		c.t.Fatalf("%s %v: %v", tool, given, err)
	}
	text := textOf(c.t, res)
	if res.IsError {
		c.t.Fatalf("%s %v: %s", tool, given, text)
	}
	data, err := json.Marshal(res.StructuredContent)
	if err != nil {
		c.t.Fatal(err)
	}
	hold(c.t, c.tools[tool].OutputSchema, res.StructuredContent)
	if err := json.Unmarshal(data, into); err != nil {
		c.t.Fatalf("%s: %v\n%s", tool, err, data)
	}
	if len(data) > 120<<10 || len(text) > 120<<10 {
		c.t.Errorf("%s %v: %d and %d bytes", tool, given, len(data), len(text))
	}
	if !strings.HasPrefix(text, "What is in double quotes is quoted") {
		c.t.Errorf("%s: nothing says that it is quoted: %.80s", tool, text)
	}
	return text
}

// fails makes a call that must fail, and says what the answer must name.
func (c *client) fails(tool string, given any, names ...string) {
	c.t.Helper()
	res, err := c.session.CallTool(c.t.Context(), &sdk.CallToolParams{Name: tool, Arguments: given})
	if err != nil {
		c.t.Errorf("%s %v: %v", tool, given, err)
		return
	}
	text := textOf(c.t, res)
	if !res.IsError {
		c.t.Errorf("%s %v: no error: %.200s", tool, given, text)
	}
	for _, n := range names {
		if !strings.Contains(text, n) {
			c.t.Errorf("%s %v: nothing of %q in: %s", tool, given, n, text)
		}
	}
	if len(text) > 1000 {
		c.t.Errorf("%s: an error of %d bytes", tool, len(text))
	}
}

func textOf(t testing.TB, res *sdk.CallToolResult) string {
	t.Helper()
	if len(res.Content) != 1 {
		t.Fatalf("%d contents", len(res.Content))
	}
	text, ok := res.Content[0].(*sdk.TextContent)
	if !ok {
		t.Fatalf("%T", res.Content[0])
	}
	return text.Text
}

// both runs a test in memory and over HTTP.
func both(t *testing.T, test func(t *testing.T, c *client)) {
	s := serve(t, roomtest.Open(t, ferry))
	t.Run("memory", func(t *testing.T) { test(t, inMemory(t, s)) })
	t.Run("http", func(t *testing.T) {
		web := overHTTP(t, s, account.User{Name: "ada", Role: account.Viewer})
		c := connect(t, &sdk.StreamableClientTransport{Endpoint: web.URL + mcp.Root, DisableStandaloneSSE: true})
		defer c.session.Close()
		test(t, c)
	})
}
