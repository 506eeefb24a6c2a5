package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hearsay-news/hearsay/ledger"
)

// patience is how long a ledger that cannot be reached is waited for: a database that is
// begun again takes some seconds, one that another takes the place of a minute.
const patience = 2 * time.Minute

// errAway marks that the ledger could not be reached, which says nothing of an article.
var errAway = errors.New("the ledger cannot be reached")

// patiently does what may fail for a while, until it is done, ctx ends or patience does.
// Then its error wraps errAway.
func patiently(ctx context.Context, do func() error) error {
	end := time.Now().Add(patience)
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, 5*time.Second) {
		err := do()
		if err == nil || errors.Is(err, ledger.ErrCorrupt) || errors.Is(err, ledger.ErrNotFound) {
			return err
		}
		if time.Now().After(end) {
			return fmt.Errorf("%w: %w", errAway, err)
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return fmt.Errorf("%w: %w", errAway, err)
		}
	}
}
