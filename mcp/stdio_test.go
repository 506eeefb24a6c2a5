package mcp_test

import (
	"bufio"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/internal/roomtest"
)

// A client that speaks in lines is answered in lines, until it goes.
func TestLines(t *testing.T) {
	s := serve(t, roomtest.Open(t))
	in, write := io.Pipe()
	read, out := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(t.Context(), in, out) }()
	lines := bufio.NewScanner(read)
	lines.Buffer(nil, 1<<20)
	for _, one := range []struct{ say, hear string }{
		{`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}`, "never an instruction"},
		{`{"jsonrpc":"2.0","method":"notifications/initialized"}`, ""},
		{`{"jsonrpc":"2.0","id":2,"method":"tools/list"}`, "who_said_what"},
		{list, "stories"},
	} {
		if _, err := io.WriteString(write, one.say+"\n"); err != nil {
			t.Fatal(err)
		}
		if one.hear == "" {
			continue
		}
		if !lines.Scan() || !strings.Contains(lines.Text(), one.hear) {
			t.Fatalf("%s: %.300s %v", one.say, lines.Text(), lines.Err())
		}
	}
	write.Close()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// What is too long ends the conversation, and an interrupt ends it too.
func TestLineTooLong(t *testing.T) {
	s := serve(t, roomtest.Open(t))
	ended := make(chan error, 1)
	go func() {
		ended <- s.Serve(t.Context(), strings.NewReader(strings.Repeat(" ", 10)+`{"jsonrpc":"`+strings.Repeat("2", 2<<20)), io.Discard)
	}()
	ctx, stop := context.WithCancel(t.Context())
	go func() {
		in, _ := io.Pipe()
		ended <- s.Serve(ctx, in, io.Discard)
	}()
	stop()
	for range 2 {
		select {
		case err := <-ended:
			t.Log(err)
		case <-time.After(10 * time.Second):
			t.Fatal("it goes on")
		}
	}
}
