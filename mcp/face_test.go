package mcp_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/internal/roomtest"
	"github.com/hearsay-news/hearsay/mcp"
)

// post sends a message as a client of an older version of the protocol does.
func post(ctx context.Context, url, body string, headers ...string) (int, string) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url+mcp.Root, strings.NewReader(body))
	if err != nil {
		return 0, err.Error()
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json, text/event-stream")
	r.Header.Set("MCP-Protocol-Version", "2025-06-18")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, err.Error()
	}
	return res.StatusCode, string(data)
}

const list = `{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "list_stories", "arguments": {}}}`

// Who is nobody gets nothing; what is no message of the protocol does no harm.
func TestFace(t *testing.T) {
	s := serve(t, roomtest.Open(t))
	viewer := overHTTP(t, s, account.User{Name: "ada", Role: account.Viewer})
	for _, one := range []struct {
		name, url, body string
		code            int
		names           string
	}{
		{"a viewer", viewer.URL, list, 200, `"structuredContent"`},
		{"nobody", overHTTP(t, s, account.User{}).URL, list, 401, "token"},
		{"a session", overHTTP(t, s, account.User{Name: "ada", Role: account.Admin, Session: 3}).URL, list, 403, "token"},
		{"the local user", overHTTP(t, s, account.User{Name: "local", Role: account.Admin, Local: true}).URL, list, 200, `"items":[]`},
		{"too much", viewer.URL, `{"jsonrpc": "2.0", "id": 1, "method": "` + strings.Repeat("x", 1<<20) + `"}`, 413, "1 MB"},
		{"a batch", viewer.URL, " [" + list + "," + list + "]", 400, "one message"},
		{"no JSON", viewer.URL, "{", 400, ""},
		{"deep JSON", viewer.URL, strings.Repeat(`{"a":`, 100_000), 400, ""},
		{"nothing", viewer.URL, "", 400, ""},
		{"another method", viewer.URL, `{"jsonrpc": "2.0", "id": 1, "method": "ledger/erase"}`, 400, "not handled"},
		{"a tool that is none", viewer.URL, `{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "erase"}}`, 200, "unknown tool"},
	} {
		code, body := post(t.Context(), one.url, one.body)
		if code != one.code || !strings.Contains(body, one.names) || len(body) > 5000 {
			t.Errorf("%s: %d %.300s", one.name, code, body)
		}
	}
	res, err := http.Get(viewer.URL + mcp.Root)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("GET: %d", res.StatusCode)
	}
	if code, body := post(t.Context(), viewer.URL, list, "Mcp-Session-Id", "made up"); code != 200 {
		t.Errorf("a session that is none: %d %s", code, body)
	}
}

// A client of an older version that hangs up is answered no more.
func TestHangUp(t *testing.T) {
	began, ended := make(chan struct{}), make(chan struct{}, 1)
	s, err := mcp.New(mcp.Options{Newsroom: roomtest.Open(t), Read: func(ctx context.Context, _ string) (*mcp.Reading, error) {
		began <- struct{}{}
		<-ctx.Done()
		ended <- struct{}{}
		return nil, ctx.Err()
	}})
	if err != nil {
		t.Fatal(err)
	}
	web := overHTTP(t, s, account.User{Name: "ada", Role: account.Viewer})
	ctx, stop := context.WithCancel(t.Context())
	go post(ctx, web.URL, `{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "extract_statements", "arguments": {"text": "The mayor said it was safe."}}}`)
	<-began
	stop()
	gone(t, "hang-up", ended)
}

// Tokens let clients in where there are accounts: those that only ask, too.
func TestTokens(t *testing.T) {
	a, err := account.Open(t.Context(), filepath.Join(t.TempDir(), account.FileName), account.Options{Cost: account.Cost{Memory: 64, Passes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	code, err := a.SetUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	session, err := a.First(t.Context(), account.Visit{}, code, "ana", "three blue herons")
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	serve(t, roomtest.Open(t)).Register(mux)
	web := httptest.NewServer(a.Admit(mux))
	defer web.Close()
	if code, body := post(t.Context(), web.URL, list); code != 401 || !strings.Contains(body, "token") {
		t.Errorf("nobody: %d %s", code, body)
	}
	if code, body := post(t.Context(), web.URL, list, "Cookie", "hearsay="+session); code != 403 {
		t.Errorf("a session: %d %s", code, body)
	}
	if code, body := post(t.Context(), web.URL, list, "Authorization", "Bearer hs_nothing"); code != 401 {
		t.Errorf("a false token: %d %s", code, body)
	}
	for _, scope := range []account.Scope{account.Read, account.Write} {
		token, err := a.MakeToken(t.Context(), account.User{Name: "ana", Role: account.Admin, Session: 1}, "desk "+scope.String(), scope, 30)
		if err != nil {
			t.Fatal(err)
		}
		c := connect(t, &sdk.StreamableClientTransport{Endpoint: web.URL + mcp.Root, DisableStandaloneSSE: true, HTTPClient: &http.Client{Transport: bearer(token)}})
		var all stories
		c.call(&all, "list_stories", args{})
		if err := c.session.Close(); err != nil {
			t.Error(err)
		}
	}
}

// bearer sends a token with each request.
type bearer string

// RoundTrip makes a request.
func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+string(b))
	return http.DefaultTransport.RoundTrip(r)
}
