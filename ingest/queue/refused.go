package queue

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// The headers of a refused item, and of its outcome.
const (
	headerReason    = "Hearsay-Reason"
	headerDelivered = "Hearsay-Delivered"
)

// maxReason is the most that is kept of a reason, in bytes.
const maxReason = 1000

// Refusal is an item that was set aside.
type Refusal struct {
	ID        string
	Data      []byte
	Reason    string
	Delivered int       // how often it had been handed out
	At        time.Time // when it was set aside
}

// Reject sets the item aside, with the reason, for somebody to look at. It is for
// items that no further try would help; Take does the same with items that were
// handed out too often. After an error the item may come again.
func (m *Message) Reject(ctx context.Context, reason string) error {
	if err := m.reject(ctx, reason, m.delivered); err != nil {
		return fmt.Errorf("reject item %s: %w", m.id, err)
	}
	return nil
}

// reject sets the item aside, which had been handed out so often.
func (m *Message) reject(ctx context.Context, reason string, delivered int) error {
	reason = oneLine(reason)
	msg := nats.NewMsg(m.q.names.subject(refused, m.id))
	msg.Data = m.Data()
	msg.Header.Set(headerReason, reason)
	msg.Header.Set(headerDelivered, strconv.Itoa(delivered))
	for {
		_, err := m.q.store(ctx, msg)
		if err == nil {
			break
		}
		if again := m.again(ctx, err); again != nil {
			return again
		}
	}
	outcome := nats.NewMsg("")
	outcome.Header.Set(headerReason, reason)
	return m.finish(ctx, outcome)
}

// oneLine makes a reason fit for a header. There is always one, as it is what tells
// a refusal from other outcomes.
func oneLine(reason string) string {
	reason = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(reason, "\uFFFD"))
	reason = strings.Join(strings.Fields(reason), " ")
	if len(reason) > maxReason {
		reason = strings.ToValidUTF8(reason[:maxReason], "") + "…"
	}
	if reason == "" {
		return "no reason given"
	}
	return reason
}

// Refused gives the items that were set aside, the first first. One at a time is
// held in memory. An error ends the sequence.
func (q *Queue) Refused(ctx context.Context) iter.Seq2[Refusal, error] {
	return func(yield func(Refusal, error) bool) {
		for seq := uint64(1); ; seq++ {
			raw, err := q.message1(ctx, q.bad, seq, q.names.subject(refused, "*"))
			if err != nil {
				yield(Refusal{}, fmt.Errorf("list refused items: %w", err))
				return
			}
			if raw == nil || !yield(q.refusal(raw), nil) {
				return
			}
			seq = raw.Sequence
		}
	}
}

// message1 gives the first message of a stream from a number on, nil when there is none.
func (q *Queue) message1(ctx context.Context, stream jetstream.Stream, seq uint64, subject string) (raw *jetstream.RawStreamMsg, err error) {
	err = q.request(ctx, func(ctx context.Context) error {
		raw, err = stream.GetMsg(ctx, seq, jetstream.WithGetMsgSubject(subject))
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			raw, err = nil, nil
		}
		return err
	})
	return raw, err
}

// latest gives an item's message in a stream, nil when there is none.
func (q *Queue) latest(ctx context.Context, stream jetstream.Stream, kind, id string) (raw *jetstream.RawStreamMsg, err error) {
	err = q.request(ctx, func(ctx context.Context) error {
		raw, err = stream.GetLastMsgForSubject(ctx, q.names.subject(kind, id))
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			raw, err = nil, nil
		}
		return err
	})
	return raw, err
}

func (q *Queue) refusal(raw *jetstream.RawStreamMsg) Refusal {
	delivered, _ := strconv.Atoi(raw.Header.Get(headerDelivered)) // 0 when not known
	return Refusal{
		ID:        q.names.id(refused, raw.Subject),
		Data:      raw.Data,
		Reason:    raw.Header.Get(headerReason),
		Delivered: delivered,
		At:        raw.Time,
	}
}

// Requeue puts an item that was set aside back into the queue, with as many tries as
// a new one. Like Publish it waits while the queue is full. It fails with
// ErrNotRefused when the item was not set aside.
func (q *Queue) Requeue(ctx context.Context, id string) error {
	if err := q.requeue(ctx, id); err != nil {
		return fmt.Errorf("requeue item %s: %w", shown(id), err)
	}
	return nil
}

func (q *Queue) requeue(ctx context.Context, id string) error {
	if err := checkID(id); err != nil {
		return err
	}
	raw, err := q.latest(ctx, q.bad, refused, id)
	switch {
	case err != nil:
		return err
	case raw == nil:
		return ErrNotRefused
	}
	// The key is another than the item's own, which the window may still remember, and
	// the same if this is done twice.
	key := id + ">" + strconv.FormatUint(raw.Sequence, 10)
	if _, err := q.publish(ctx, id, key, raw.Data); err != nil {
		return err
	}
	err = q.request(ctx, func(ctx context.Context) error { return q.bad.DeleteMsg(ctx, raw.Sequence) })
	if err != nil { // it may have been requeued by another meanwhile, or refused again
		still, fault := q.latest(ctx, q.bad, refused, id)
		if fault == nil && (still == nil || still.Sequence != raw.Sequence) {
			return nil
		}
	}
	return err
}
