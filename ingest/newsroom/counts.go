package newsroom

import (
	"context"

	"github.com/hearsay-news/hearsay/ledger"
)

// counted is what a ledger holds as of some head.
type counted struct {
	size   int64
	counts ledger.Counts
}

// Counts is how much the ledger holds. It is counted once for each size of the log.
func (n *Newsroom) Counts(ctx context.Context) (ledger.Counts, error) {
	head, err := n.Ledger.Head(ctx)
	if err != nil {
		return ledger.Counts{}, err
	}
	if c := n.counted.Load(); c != nil && c.size == head.Size {
		return c.counts, nil
	}
	counts, err := n.Ledger.Counts(ctx)
	if err != nil {
		return ledger.Counts{}, err
	}
	n.counted.Store(&counted{head.Size, counts})
	return counts, nil
}
