package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/hearsay-news/hearsay/ingest/newsroom"
)

// heartbeat is after how long a stream of events says something, so that what lies between
// does not take it for dead.
const heartbeat = 15 * time.Second

// mostSent is how many outcomes one event has at most.
const mostSent = 100

// jobEvent is how far a job is, with what became known since the event before.
type jobEvent struct {
	Read     int          `json:"read"`
	Total    int          `json:"total"`
	Outcomes []outcomeRow `json:"outcomes"`
	Ended    bool         `json:"ended"`
	Fault    string       `json:"fault,omitempty"`
}

// jobEvents streams how a job goes on: from the outcome that a browser asks for, or behind
// the last event that it says it had. Each event's ID is the place behind its outcomes.
func (s *Site) jobEvents(w http.ResponseWriter, r *http.Request) error {
	j, err := s.findJob(r)
	if err != nil {
		return err
	}
	at := r.Header.Get("Last-Event-ID")
	again := at != ""
	if !again {
		at = r.URL.Query().Get("from")
	}
	from, err := number(at)
	if err != nil {
		return err
	}
	if now := j.State(); again && now.Ended && from >= len(now.Outcomes) {
		w.WriteHeader(http.StatusNoContent) // the browser asks no more
		return nil
	}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	w.WriteHeader(http.StatusOK)
	stream(r.Context(), w, j, from, heartbeat)
	return nil
}

// stream writes events until the job has ended or nobody listens.
func stream(ctx context.Context, w http.ResponseWriter, j *newsroom.Job, from int, every time.Duration) {
	out := http.NewResponseController(w)
	changed, stop := j.Watch()
	defer stop()
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if _, err := fmt.Fprint(w, ": still there\n\n"); err != nil || out.Flush() != nil {
				return
			}
			continue
		case <-changed:
		}
		for more := true; more; {
			e, next := jobEventOf(j.State(), from)
			more, from = next > from && len(e.Outcomes) == mostSent, next
			data, err := json.Marshal(e) // it has no line ends, whatever is in it
			if err != nil {
				return
			}
			if _, err := fmt.Fprintf(w, "id: %d\nevent: progress\ndata: %s\n\n", from, data); err != nil || out.Flush() != nil || e.Ended {
				return
			}
		}
	}
}

// jobEventOf says how far a job is, with the outcomes from one on. The last event is the
// one that has all.
func jobEventOf(s newsroom.JobState, from int) (e jobEvent, next int) {
	from = min(from, len(s.Outcomes))
	next = min(from+mostSent, len(s.Outcomes))
	e = jobEvent{Read: s.Read, Total: s.Total, Outcomes: []outcomeRow{}, Ended: s.Ended && next == len(s.Outcomes), Fault: s.Fault}
	for i := from; i < next; i++ {
		e.Outcomes = append(e.Outcomes, outcomeOf(&s.Outcomes[i]))
	}
	return e, next
}
