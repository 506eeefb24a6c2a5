package queue

import (
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// words is what the server inside the process says: warnings and errors go to the
// log, the rest nowhere. A fatal error does not end the process, as the server's own
// log would.
type words struct {
	log *slog.Logger
	mu  sync.Mutex
	bad string
	at  time.Time // when it was said
}

func newWords(log *slog.Logger) *words { return &words{log: log} }

// last is the last error that was said, if not longer ago than that.
func (w *words) last(ago time.Duration) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if time.Since(w.at) > ago {
		return ""
	}
	return w.bad
}

func (w *words) fail(format string, v []any) {
	said := fmt.Sprintf(format, v...)
	w.mu.Lock()
	w.bad, w.at = said, time.Now()
	w.mu.Unlock()
	w.log.Error("nats: " + said)
}

// Warnf is of the server's logger, as are the others.
func (w *words) Warnf(format string, v ...any)  { w.log.Warn("nats: " + fmt.Sprintf(format, v...)) }
func (w *words) Errorf(format string, v ...any) { w.fail(format, v) }
func (w *words) Fatalf(format string, v ...any) { w.fail(format, v) }
func (w *words) Noticef(string, ...any)         {}
func (w *words) Debugf(string, ...any)          {}
func (w *words) Tracef(string, ...any)          {}
