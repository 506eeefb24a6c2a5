// Package newsroom is a ledger as people work with it: what they see follows the log as it
// grows, what they decide is checked against what others decided meanwhile, and what they
// add is read while they look on. The faces of the program (pages, API, tools for language
// models) are thin over it.
package newsroom

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ledger"
)

// Newsroom is a ledger that is being worked with. Its methods may be called from any
// goroutine.
type Newsroom struct {
	Ledger *ledger.Ledger
	Live   *live.Live // somebody calls its Run
	Jobs   *Jobs      // what is added; nil where nothing can be
	Checks *Checks    // verifications; nil where none can be asked for

	deciding sync.Mutex
	counted  atomic.Pointer[counted]
}

// Errors that callers tell apart.
var (
	// ErrChanged says that somebody decided something about the same statements since the
	// caller looked.
	ErrChanged = errors.New("somebody else decided about this meanwhile")
	// ErrDecision marks a decision that makes no sense.
	ErrDecision = errors.New("not a decision that can be made")
)

// Basis is what a decision about some statements is founded on: the ID of the last
// decision that says something of them, "" for none. Who decides gives back what they saw.
func Basis(v *live.View, statements ...string) string {
	for i := len(v.Decisions) - 1; i >= 0; i-- {
		d := &v.Decisions[i]
		touched := d.Touches()
		if d.Act == claim.Undo {
			for k := range v.Decisions[:i] {
				if v.Decisions[k].ID == d.Undoes {
					touched = v.Decisions[k].Touches()
				}
			}
		}
		if slices.ContainsFunc(touched, func(id string) bool { return slices.Contains(statements, id) }) {
			return d.ID
		}
	}
	return ""
}

// Subjects are the IDs of the statements that a decision says something of, those of the
// decision that it takes back where it does so.
func Subjects(v *live.View, d *claim.Decision) []string {
	if d.Act != claim.Undo {
		return d.Touches()
	}
	for i := range v.Decisions {
		if v.Decisions[i].ID == d.Undoes {
			return v.Decisions[i].Touches()
		}
	}
	return nil
}

// Decide records a decision and waits until what is seen follows from it. basis is what
// Basis gave for its Subjects when the one who decides looked; where it is another now,
// nothing is recorded and the error wraps ErrChanged. A decision that cannot be made wraps
// ErrDecision.
func (n *Newsroom) Decide(ctx context.Context, d claim.Decision, basis string) (id string, err error) {
	n.deciding.Lock()
	defer n.deciding.Unlock()
	v, err := n.Now(ctx)
	if err != nil {
		return "", err
	}
	if err := n.check(v, &d); err != nil {
		return "", err
	}
	if now := Basis(v, Subjects(v, &d)...); now != basis {
		return "", fmt.Errorf("%w: decision %s", ErrChanged, now)
	}
	if id, err = claims.Decide(ctx, n.Ledger, d); err != nil {
		return "", err
	}
	_, err = n.Now(ctx)
	return id, err
}

// Now waits for a view of all that the log has at present.
func (n *Newsroom) Now(ctx context.Context) (*live.View, error) {
	head, err := n.Ledger.Head(ctx)
	if err != nil {
		return nil, err
	}
	return n.Live.Until(ctx, head.Size)
}
