package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// read takes the body of an answer, decoded.
func (v *visit) read(ctx context.Context, cancel context.CancelCauseFunc, answer *http.Response) ([]byte, *failure) {
	if answer.ContentLength > v.limit && !v.robots {
		return nil, &failure{err: fmt.Errorf("a body of %d bytes, %w", answer.ContentLength, tooLarge(v.limit))}
	}
	idle := v.client.opts.Idle
	timer := time.AfterFunc(idle, func() { cancel(tooSlow("nothing more of the answer", idle)) })
	defer timer.Stop()
	raw := &rawBody{body: answer.Body, left: v.limit, more: func() { timer.Reset(idle) }}
	decoded, err := undone(raw, answer.Header.Values("Content-Encoding"))
	if err != nil {
		return nil, &failure{err: err}
	}
	defer decoded.Close()
	data, err := io.ReadAll(io.LimitReader(decoded, v.limit+1))
	over := int64(len(data)) > v.limit || raw.over
	switch {
	case over && v.robots:
		return data[:min(int64(len(data)), v.limit)], nil
	case over:
		return nil, &failure{err: tooLarge(v.limit)}
	case err == nil:
		return data, nil
	case raw.err != nil: // the connection's error, whatever the decoder made of it
		return nil, v.torn(ctx, raw.err)
	}
	return nil, &failure{err: err}
}

// torn is an answer that broke off.
func (v *visit) torn(ctx context.Context, err error) *failure {
	if cause := context.Cause(ctx); cause != nil {
		return &failure{err: cause, again: true}
	}
	return &failure{err: fmt.Errorf("the answer broke off: %w", err), again: true}
}

// rawBody is a body as sent. It is counted as well as what it decodes to, as there
// are endless streams that decode to nothing.
type rawBody struct {
	body io.Reader
	left int64
	more func() // called whenever something came
	over bool   // there is more than may be
	err  error  // of the connection
}

var errOver = errors.New("more than may be")

func (r *rawBody) Read(p []byte) (int, error) {
	if r.over {
		return 0, errOver
	}
	n, err := r.body.Read(p)
	if n > 0 {
		r.more()
	}
	if int64(n) > r.left {
		n, r.over = int(r.left), true
		err = errOver
	}
	r.left -= int64(n)
	if err != nil && !errors.Is(err, io.EOF) && !r.over {
		r.err = err
	}
	return n, err
}
