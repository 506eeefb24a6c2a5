// Package claims makes the claims of a ledger: it reads what was recorded, has it put
// into stories, and each story's statements into claims.
package claims

import (
	"context"
	"errors"

	"github.com/hearsay-news/hearsay/claim"
)

// Reports reads every version of every article that a log has, with the statements of its
// last reading. What cannot be read is an error.
func Reports(ctx context.Context, log Log) ([]claim.Report, error) {
	f := NewFollower()
	if err := f.readAll(ctx, log); err != nil {
		return nil, err
	}
	return f.Changed(), nil
}

// atOnce is how many entries are read before it is looked whether there are more.
const atOnce = 100_000

// readAll reads to the end of a log.
func (f *Follower) readAll(ctx context.Context, log Log) error {
	for more := true; more; {
		var err error
		if more, err = f.Read(ctx, log, atOnce); err != nil {
			return err
		}
	}
	return errors.Join(f.faults...)
}
