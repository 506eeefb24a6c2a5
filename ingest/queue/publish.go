package queue

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/hearsay-news/hearsay"
)

// MaxBytes is the most data of an item, or of an outcome. Both hold addresses, not
// articles.
const MaxBytes = 256 << 10

// maxID is the longest ID, in bytes.
const maxID = 128

// The codes of the server's API that mean something to a publisher.
const (
	codeNotStored = 10077 // the stream is full, or the item is in it
	codeUnderWay  = 10158 // the same ID is just being stored
	codeTooLarge  = 10054
)

// How long a publisher that found the queue full waits before it asks again. It is
// told earlier when an item leaves the queue through this process.
const (
	shortestPause = time.Millisecond
	longestPause  = 100 * time.Millisecond
)

// Publish puts an item in and returns when it is stored. An ID that is in the queue
// already, or was put in within the window, is not put in again, and that is no
// error. While the queue is full, or cannot be reached, Publish waits; with an error
// of ctx the item may or may not be in the queue.
//
// An ID is a content address: up to 128 printable ASCII characters without blanks,
// full stops, asterisks and angle brackets.
func (q *Queue) Publish(ctx context.Context, id string, data []byte) error {
	_, err := q.publish(ctx, id, id, data)
	if err != nil {
		return fmt.Errorf("publish item %s: %w", shown(id), err)
	}
	return nil
}

// publish puts an item in, which key stands for within the window, and reports
// whether it had been put in already.
func (q *Queue) publish(ctx context.Context, id, key string, data []byte) (again bool, err error) {
	if err := checkID(id); err != nil {
		return false, err
	}
	if len(data) > MaxBytes {
		return false, fmt.Errorf("%w: %d bytes, the most is %d", hearsay.ErrTooLarge, len(data), MaxBytes)
	}
	msg := &nats.Msg{Subject: q.names.subject(work, id), Data: data}
	pause, failures := shortestPause, 0
	for {
		again, err = q.store(ctx, msg, jetstream.WithMsgID(key))
		if err == nil {
			return again, nil
		}
		if err := q.ended(ctx); err != nil {
			return false, err
		}
		full := isFull(err)
		if !full && !passing(err) {
			return false, err
		}
		if !full {
			if failures++; failures%3 == 0 {
				if err := q.gone(ctx); err != nil {
					return false, err
				}
			}
		}
		if err := q.waitForRoom(ctx, pause, full); err != nil {
			return false, err
		}
		pause = min(2*pause, longestPause)
	}
}

// store asks the server once to store a message, and reports whether it was there.
func (q *Queue) store(ctx context.Context, msg *nats.Msg, opts ...jetstream.PublishOpt) (again bool, err error) {
	ctx, cancel := q.during(ctx, storeTime)
	defer cancel()
	opts = append(opts, jetstream.WithRetryAttempts(0), jetstream.WithExpectStream(q.streamOf(msg.Subject)))
	ack, err := q.js.PublishMsg(ctx, msg, opts...)
	if err == nil {
		return ack.Duplicate, nil
	}
	var api *jetstream.APIError
	if errors.As(err, &api) && api.ErrorCode == codeNotStored && strings.Contains(api.Description, "per subject") {
		return true, nil
	}
	if errors.As(err, &api) && api.ErrorCode == codeTooLarge {
		return false, fmt.Errorf("%w: %w", hearsay.ErrTooLarge, err)
	}
	return false, err
}

// streamOf is the stream that keeps messages of a subject.
func (q *Queue) streamOf(subject string) string {
	kind, _, _ := strings.Cut(strings.TrimPrefix(subject, q.names.prefix+"."), ".")
	return q.names.stream(kind)
}

// waitForRoom waits for d, or until an item has left the queue through here.
func (q *Queue) waitForRoom(ctx context.Context, d time.Duration, full bool) error {
	if !full {
		return q.pause(ctx, max(d, 10*shortestPause))
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-q.room:
	case <-timer.C:
	case <-ctx.Done():
	case <-q.life.Done():
	}
	return q.ended(ctx)
}

// left tells a publisher that waits here that there is room.
func (q *Queue) left() {
	select {
	case q.room <- struct{}{}:
	default:
	}
}

// isFull reports whether the stream took no more, which is what holds back a source
// that is faster than the workers.
func isFull(err error) bool {
	var api *jetstream.APIError
	return errors.As(err, &api) && api.ErrorCode == codeNotStored
}

// passing reports whether a request that failed with err may go well later: when
// nobody answers, or a server has a fault of its own for now.
func passing(err error) bool {
	var api *jetstream.APIError
	if errors.As(err, &api) {
		return api.Code >= 500 && api.ErrorCode != jetstream.JSErrCodeJetStreamNotEnabled &&
			api.ErrorCode != jetstream.JSErrCodeJetStreamNotEnabledForAccount && !tooFew(err) || api.ErrorCode == codeUnderWay
	}
	for _, lasting := range []error{
		nats.ErrConnectionClosed, nats.ErrMaxPayload, nats.ErrBadSubject, nats.ErrInvalidConnection,
		nats.ErrAuthorization, nats.ErrAuthExpired,
		jetstream.ErrMsgAlreadyAckd, jetstream.ErrMsgDeleteUnsuccessful,
		jetstream.ErrStreamNotFound, jetstream.ErrConsumerNotFound,
	} {
		if errors.Is(err, lasting) {
			return false
		}
	}
	return true
}

// checkID reports why an ID cannot be one.
func checkID(id string) error {
	if id == "" || len(id) > maxID {
		return fmt.Errorf("an ID has 1 to %d characters, not %d", maxID, len(id))
	}
	for i, c := range []byte(id) {
		if c <= ' ' || c >= 0x7F || c == '.' || c == '*' || c == '>' {
			return fmt.Errorf("the ID has a character %q at %d that cannot be in one", c, i)
		}
	}
	return nil
}

// shown is an ID as it stands in messages, whatever was given for one.
func shown(id string) string {
	if checkID(id) == nil {
		return id
	}
	return fmt.Sprintf("%.40q", id)
}
