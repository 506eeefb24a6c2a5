package mcp

import (
	"context"
	"errors"
	"io"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// Serve serves one client that writes to in and reads from out, a message a line, until in
// ends or ctx does.
func (s *Server) Serve(ctx context.Context, in io.Reader, out io.Writer) error {
	err := s.Connect(ctx, &sdk.IOTransport{Reader: io.NopCloser(&patient{in, func() { s.settle(ctx) }}), Writer: open{out}, MaxLineLength: mostMessage})
	if errors.Is(err, io.EOF) || ctx.Err() != nil {
		return nil // it is how it ends
	}
	return err
}

// patient is a reader that waits before it says that it has ended: the protocol forgets what
// it has not answered by then, and who pipes a few lines in wants their answers.
type patient struct {
	io.Reader
	wait func()
}

// Read reads.
func (p *patient) Read(b []byte) (int, error) {
	n, err := p.Reader.Read(b)
	if n == 0 && errors.Is(err, io.EOF) {
		p.wait()
	}
	return n, err
}

// settle waits until no call is being answered, and has not been for a while.
func (s *Server) settle(ctx context.Context) {
	ctx, stop := context.WithTimeout(ctx, within)
	defer stop()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for idle := 0; idle < 5; idle++ {
		if len(s.calls) > 0 {
			idle = 0
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// open is a writer that others close.
type open struct{ io.Writer }

// Close leaves it open.
func (open) Close() error { return nil }
