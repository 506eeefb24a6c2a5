package queue

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// How long a request about the streams may take, how long one to store or to
// acknowledge may before it is made again, and how long a connection that was lost
// waits between its attempts. A cluster that chooses a new leader answers within a few
// seconds, and never what was asked before.
const (
	requestTime   = 5 * time.Second
	storeTime     = 2 * time.Second
	reconnectWait = 250 * time.Millisecond
)

// dialer opens connections for as long as the queue lives.
type dialer struct{ life context.Context }

// Dial is of nats.CustomDialer.
func (d dialer) Dial(network, address string) (net.Conn, error) {
	nd := net.Dialer{Timeout: requestTime}
	return nd.DialContext(d.life, network, address)
}

// connect opens the connection. Once open it is kept for ever: what happens
// meanwhile is for each call to ride out. Nothing is buffered while it is down, as
// each call knows better whether to try again.
func (q *Queue) connect(ctx context.Context) error {
	options := []nats.Option{
		nats.Name("hearsay"),
		nats.MaxReconnects(-1),
		nats.ReconnectWait(reconnectWait),
		nats.ReconnectBufSize(-1),
		nats.IgnoreAuthErrorAbort(),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil && q.life.Err() == nil {
				q.log.Warn("the connection to the queue is lost", "err", err)
			}
		}),
		nats.ReconnectHandler(func(*nats.Conn) { q.log.Warn("the connection to the queue is back") }),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			q.log.Error("nats: " + err.Error())
		}),
	}
	if q.local != nil {
		options = append(options, nats.InProcessServer(q.local.nats))
	} else {
		options = append(options, nats.SetCustomDialer(dialer{q.life}))
		if q.opts.Credentials != "" {
			options = append(options, nats.UserCredentials(q.opts.Credentials))
		}
		if q.opts.TLS != nil {
			options = append(options, nats.Secure(q.opts.TLS))
		}
	}
	unhook := context.AfterFunc(ctx, q.end) // the library's connect knows no context
	conn, err := nats.Connect(q.opts.URL, options...)
	if !unhook() {
		if conn != nil {
			conn.Close()
		}
		return fmt.Errorf("connect: %w", ctx.Err())
	}
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	q.conn = conn
	q.js, err = jetstream.New(conn)
	return err
}

// gone asks whether the streams are still there, after a call has failed more than
// once. A server that does not answer may come back; one that answers that there
// is no such stream, or that it keeps none, is not waited for.
func (q *Queue) gone(ctx context.Context) error {
	if q.local != nil {
		said := q.local.said.last(2 * requestTime)
		if said != "" || !q.local.nats.JetStreamEnabled() { // a disk that is full, as a rule
			return fmt.Errorf("%w: the server cannot use %s: %s", ErrGone, q.opts.Dir, said)
		}
	}
	ctx, cancel := q.during(ctx, requestTime)
	defer cancel()
	_, err := q.js.Consumer(ctx, q.names.stream(work), consumerName)
	switch {
	case errors.Is(err, jetstream.ErrStreamNotFound), errors.Is(err, jetstream.ErrConsumerNotFound),
		errors.Is(err, jetstream.ErrJetStreamNotEnabled), errors.Is(err, jetstream.ErrJetStreamNotEnabledForAccount):
		return fmt.Errorf("%w: %w", ErrGone, err)
	}
	return nil
}
