package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/hearsay-news/hearsay"
)

// Decide records an analyst's act and gives its ID. What a decision says is for those who
// make claims to know; the ledger keeps it, in order, for ever.
func (l *Ledger) Decide(ctx context.Context, decision json.RawMessage) (id string, err error) {
	if !json.Valid(decision) {
		return "", fmt.Errorf("record a decision: %w: it is not JSON", ErrCorrupt)
	}
	err = l.update(ctx, func(a *appender) error {
		id = hearsay.Address("dc_", string(decision), a.recorded.Format(time.RFC3339Nano), fmt.Sprint(a.tree.size))
		_, err := a.addRaw(KindDecision, id, decision)
		return err
	})
	return id, err
}
