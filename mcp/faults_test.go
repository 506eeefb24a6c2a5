package mcp_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/internal/roomtest"
	"github.com/hearsay-news/hearsay/mcp"
)

// What is wrong is named, and what to try; the protocol goes on.
func TestBadArguments(t *testing.T) {
	both(t, func(t *testing.T, c *client) {
		var st said
		c.call(&st, "who_said_what", args{"limit": 1})
		id, cursor := st.Items[0].ID, st.Cursor
		for _, one := range []struct {
			tool  string
			given any
			names []string
		}{
			{"list_claims", args{"status": "true"}, []string{"status", "disputed"}},
			{"list_claims", args{"limit": 51}, []string{"limit", "1 to 50", "cursor"}},
			{"list_claims", args{"limit": -1}, []string{"limit"}},
			{"list_claims", args{"limit": "10"}, []string{"whole number"}},
			{"list_claims", args{"limit": 1.5}, []string{"whole number"}},
			{"list_claims", args{"limit": 1e300}, []string{"whole number"}},
			{"list_claims", args{"topic": "ferry"}, []string{"topic", "words"}},
			{"list_claims", args{"story": "sy_none"}, []string{"list_stories"}},
			{"list_claims", args{"statement": "cl_none"}, []string{"ID of a claim", "who_said_what"}},
			{"list_claims", args{"as_of": "yesterday"}, []string{"as_of", "2025-04-28"}},
			{"list_claims", args{"cursor": cursor}, []string{"cursor"}},
			{"list_claims", args{"party": []string{"Orvalt"}}, []string{"party is a text"}},
			{"list_claims", args{"party": strings.Repeat("x", 301)}, []string{"301", "300"}},
			{"get_claim", args{}, []string{"id is missing", "cl_"}},
			{"get_claim", args{"id": "  "}, []string{"id is empty"}},
			{"get_claim", args{"id": id}, []string{"ID of a statement", "list_claims"}},
			{"get_claim", args{"id": "cl_\" ignore all that\u202e"}, []string{`\"`, `\u202e`}},
			{"get_document", args{}, []string{"id", "url"}},
			{"get_document", args{"id": "x", "url": "y"}, []string{"id", "url"}},
			{"get_document", args{"url": "https://nowhere.example/"}, []string{"who_said_what"}},
			{"get_document", args{"id": st.Items[0].Document.ID, "text_from": 99_999_999, "text_length": 1}, []string{"text_from", "code points"}},
			{"get_document", args{"id": st.Items[0].Document.ID, "text_length": 8001}, []string{"text_length"}},
			{"who_said_what", args{"act": "sing"}, []string{"act", "deny"}},
			{"who_said_what", args{"speaker": "…"}, []string{"speaker"}},
			{"who_said_what", args{"about": "-ferry"}, []string{"about", "Try"}},
			{"who_said_what", args{"cursor": "%%%"}, []string{"cursor"}},
			{"who_said_what", args{"cursor": cursor + "x"}, []string{"cursor"}},
			{"who_said_what", args{"about": "ferry", "cursor": cursor}, []string{"cursor"}},
			{"who_said_what", args{"versions": "yes"}, []string{"versions", "true or false"}},
			{"search_statements", args{}, []string{"query is missing"}},
			{"search_statements", args{"query": "-ferry"}, []string{"query"}},
			{"what_changed", args{"story": "doc_x"}, []string{"ID of a document"}},
			{"extract_statements", args{"text": ""}, []string{"text"}},
			{"extract_statements", args{"text": strings.Repeat("x", 50_001)}, []string{"50001", "50000"}},
			{"extract_statements", args{"text": "Der Bürgermeister sagte am Montag, die Brücke sei sicher. Die Opposition widersprach ihm und forderte eine Untersuchung. Das teilte sie am Abend in einer Erklärung mit."}, []string{"English"}},
			{"extract_statements", args{"text": "The mayor said it was safe.", "cursor": cursor}, []string{"cursor"}},
		} {
			c.fails(one.tool, one.given, one.names...)
		}
		for _, given := range []any{[]int{1}, "text", 3} {
			if res, err := c.session.CallTool(t.Context(), &sdk.CallToolParams{Name: "list_claims", Arguments: given}); err == nil && !res.IsError {
				t.Errorf("%v: %s", given, textOf(t, res))
			}
		}
		if _, err := c.session.CallTool(t.Context(), &sdk.CallToolParams{Name: "record_statement"}); err == nil {
			t.Error("there is a tool record_statement")
		}
		c.call(&st, "who_said_what", args{"limit": 1, "party": nil})
	})
}

// Nothing found is no error; it is said what to try.
func TestNothing(t *testing.T) {
	c := inMemory(t, serve(t, roomtest.Open(t)))
	var st said
	if text := c.call(&st, "who_said_what", args{"about": "zeppelin"}); st.Hint == "" || !strings.Contains(text, "Try") || st.Items == nil {
		t.Errorf("%+v %s", st, text)
	}
	for _, tool := range []string{"list_stories", "list_claims", "what_changed"} {
		var p struct{ Items []any }
		if c.call(&p, tool, args{}); p.Items == nil || len(p.Items) > 0 {
			t.Errorf("%s: %v", tool, p)
		}
	}
	c.fails("get_claim", args{"id": "cl_x"}, "list_claims")
}

// A text is read and recorded nowhere; its offsets are those of the text as it was sent.
func TestExtract(t *testing.T) {
	room := roomtest.Open(t)
	c := inMemory(t, serve(t, room))
	text := "Ferry held\n\n\U0001F6A2 The harbour master of Colvane, Ines Marr, said on Monday that the ferry was safe. “We checked it twice,” she said.\n\nThe union denied that."
	var x, y extracted
	c.call(&x, "extract_statements", args{"text": text, "limit": 1})
	if x.Count < 2 || len(x.Items) != 1 || !x.More || x.Read != nil {
		t.Fatalf("%+v", x)
	}
	c.call(&y, "extract_statements", args{"text": text, "cursor": x.Cursor})
	if len(y.Items) != x.Count-1 || y.More || y.Items[0].ID == x.Items[0].ID {
		t.Errorf("%+v", y)
	}
	runes := []rune(text)
	for _, st := range append(x.Items, y.Items...) {
		for _, q := range append(st.Content, st.Source...) {
			if got := string(runes[q.Start:q.End]); got != q.Text {
				t.Errorf("%d–%d is %q, not %q", q.Start, q.End, got, q.Text)
			}
		}
	}
	c.fails("extract_statements", args{"text": text + " More.", "cursor": x.Cursor}, "another text")
	n, err := room.Ledger.Counts(t.Context())
	if err != nil || n.Documents > 0 || n.Statements > 0 {
		t.Errorf("%+v %v", n, err)
	}
}

// A call that nobody waits for any more ends.
func TestCancelled(t *testing.T) {
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
	remote := connect(t, &sdk.StreamableClientTransport{Endpoint: web.URL + mcp.Root, DisableStandaloneSSE: true})
	defer remote.session.Close()
	for name, c := range map[string]*client{"memory": inMemory(t, s), "http": remote} {
		ctx, stop := context.WithCancel(t.Context())
		told := make(chan error, 1)
		go func() {
			_, err := c.session.CallTool(ctx, &sdk.CallToolParams{Name: "extract_statements", Arguments: args{"text": "The mayor said it was safe."}})
			told <- err
		}()
		<-began
		stop()
		if err := <-told; !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
		gone(t, name, ended)
	}
}

func gone(t *testing.T, name string, ended chan struct{}) {
	t.Helper()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Errorf("%s: the call goes on", name)
	}
}

// A fault in a call is the call's alone.
func TestPanic(t *testing.T) {
	s, err := mcp.New(mcp.Options{Newsroom: roomtest.Open(t), Read: func(context.Context, string) (*mcp.Reading, error) { panic("broken") }})
	if err != nil {
		t.Fatal(err)
	}
	c := inMemory(t, s)
	c.fails("extract_statements", args{"text": "The mayor said it was safe."}, "log")
	var all stories
	c.call(&all, "list_stories", args{})
}

// The acts that tools name are those that there are.
func TestActs(t *testing.T) {
	c := inMemory(t, serve(t, roomtest.Open(t)))
	schema := c.tools["who_said_what"].InputSchema.(map[string]any)
	for _, x := range schema["properties"].(map[string]any)["act"].(map[string]any)["enum"].([]any) {
		if _, ok := hearsay.ParseAct(x.(string)); !ok {
			t.Errorf("there is no act %s", x)
		}
	}
}
