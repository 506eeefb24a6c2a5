package mcp

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"runtime/debug"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

// within is how long a call may take.
const within = 30 * time.Second

// tool is what a model is told of a tool.
type tool struct{ name, title, text string }

// answer is what a tool answers: it is written as JSON, and tells itself in short.
type answer interface{ brief(b *brief) }

// add adds a tool: its arguments are the fields of I, its answer those of O. Only this much
// is made for each pair of types: the program is large enough.
func add[I any, O answer](s *Server, t tool, do func(ctx context.Context, in *I) (O, error)) error {
	return s.add(t, reflect.TypeFor[I](), reflect.TypeFor[O](), func(ctx context.Context, in any) (answer, error) { return do(ctx, in.(*I)) })
}

func (s *Server) add(t tool, in, out reflect.Type, do func(ctx context.Context, in any) (answer, error)) error {
	f, err := formOf(in)
	if err != nil {
		return fmt.Errorf("tool %s: %w", t.name, err)
	}
	no, closed := false, false
	s.server.AddTool(&sdk.Tool{
		Name: t.name, Title: t.title, Description: t.text, InputSchema: f.schema(), OutputSchema: schemaOf(out),
		Annotations: &sdk.ToolAnnotations{Title: t.title, ReadOnlyHint: true, IdempotentHint: true, DestructiveHint: &no, OpenWorldHint: &closed},
	}, func(ctx context.Context, r *sdk.CallToolRequest) (*sdk.CallToolResult, error) {
		return s.call(ctx, t.name, f, r.Params.Arguments, in, do), nil
	})
	return nil
}

// call answers a call. A fault of one call is no more than that.
func (s *Server) call(ctx context.Context, name string, f *form, args json.RawMessage, in reflect.Type, do func(ctx context.Context, in any) (answer, error)) (res *sdk.CallToolResult) {
	ctx, stop := timed(ctx)
	defer stop()
	defer func() {
		if p := recover(); p != nil {
			s.Log.Error("mcp", "tool", name, "panic", p, "stack", string(debug.Stack()))
			res = failed("something went wrong here; the program's log says what")
		}
	}()
	select {
	case s.calls <- struct{}{}:
		defer func() { <-s.calls }()
	case <-ctx.Done():
		return failed("too many calls are being answered. Try: again in a while, one call at a time")
	}
	asked := reflect.New(in)
	if err := f.read(args, asked.Elem()); err != nil {
		return failed(s.told(ctx, name, err))
	}
	got, err := do(ctx, asked.Interface())
	if err == nil {
		err = ctx.Err() // nobody waits for it any more
	}
	if err != nil {
		return failed(s.told(ctx, name, err))
	}
	data, err := encode(got)
	if err != nil {
		return failed(s.told(ctx, name, err))
	}
	var b brief
	got.brief(&b)
	return &sdk.CallToolResult{Content: []sdk.Content{&sdk.TextContent{Text: b.String()}}, StructuredContent: data}
}

// timed limits a call: by time, and by the client's being there.
func timed(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, stop := context.WithTimeout(ctx, within)
	if gone, ok := ctx.Value(clientKey{}).(context.Context); ok {
		left := context.AfterFunc(gone, stop)
		return ctx, func() { left(); stop() }
	}
	return ctx, stop
}

func failed(text string) *sdk.CallToolResult {
	return &sdk.CallToolResult{IsError: true, Content: []sdk.Content{&sdk.TextContent{Text: text}}}
}

// firstLook is how long a call waits for the ledger to be read for the first time.
const firstLook = 20 * time.Second

// view gives the stories and claims as they are now.
func (s *Server) view(ctx context.Context) (*live.View, error) {
	if v := s.Newsroom.Live.View(); v.Whole {
		return v, nil
	}
	waiting, stop := context.WithTimeout(ctx, firstLook)
	defer stop()
	v, err := s.Newsroom.Live.Until(waiting, 0)
	if err == nil {
		return v, nil
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	read, total := s.Newsroom.Live.Progress()
	return nil, wrong("the same again in a minute; who_said_what, search_statements and get_document answer already", "the ledger is still being read for its stories and claims: %d of %d entries", read, total)
}
