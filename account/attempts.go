package account

import (
	"context"
	"database/sql"
	"fmt"
	"net/netip"
	"strings"
	"time"
)

// WaitError says that nothing is tried before a while has passed.
type WaitError struct{ Wait time.Duration }

// Error says how long.
func (e *WaitError) Error() string {
	if e.Wait >= 2*time.Minute {
		return fmt.Sprintf("too many attempts: try again in %d minutes", int((e.Wait+time.Minute-1)/time.Minute))
	}
	return fmt.Sprintf("too many attempts: try again in %d seconds", int((e.Wait+time.Second-1)/time.Second))
}

// busy is how long those wait who are sent away because all are logging in at once.
const busy = 5 * time.Second

// throttle is how failures of a kind slow down what follows.
type throttle struct {
	kind string
	free int64 // failures that cost nothing yet
	most int64 // seconds to wait at most
}

// A name may be guessed at 5 times and then ever more slowly; the most is short, as anybody
// can have a name they know slowed down. An address may belong to many.
var (
	byName    = throttle{"name", 5, 5 * 60}
	byAddress = throttle{"address", 20, 15 * 60}
)

// Failures are forgotten after a day without any, and no more than so many are kept.
const (
	forgetAfter  = 24 * 60 * 60
	mostAttempts = 10000
)

// wait is for how many seconds nothing is tried after so many failures.
func (t throttle) wait(failures int64) int64 {
	over := failures - t.free
	switch {
	case over < 0:
		return 0
	case over > 20:
		return t.most
	}
	return min(t.most, 1<<over)
}

// attempt counts a login as failed before it is tried, so that a thousand at once count as
// a thousand. It is an error if it is too early for one.
func (a *Accounts) attempt(ctx context.Context, keys map[throttle]string) error {
	now := a.now()
	return a.change(ctx, func(tx *sql.Tx) error {
		var wait int64
		for t, key := range keys {
			var until int64
			err := tx.QueryRowContext(ctx, "SELECT coalesce(max(until), 0) FROM attempts WHERE kind = ? AND key = ?", t.kind, sum(key)).Scan(&until)
			if err != nil {
				return fmt.Errorf("accounts: %w", err)
			}
			// A clock that was set back must not lock anybody out for long.
			wait = max(wait, min(until-now, t.most))
		}
		if wait > 0 {
			return &WaitError{time.Duration(wait) * time.Second}
		}
		for t, key := range keys {
			var failures int64
			err := tx.QueryRowContext(ctx, `INSERT INTO attempts (kind, key, failures, last, until) VALUES (?, ?, 1, ?, 0)
				ON CONFLICT DO UPDATE SET failures = CASE WHEN last < ? THEN 1 ELSE failures + 1 END, last = excluded.last RETURNING failures`,
				t.kind, sum(key), now, now-forgetAfter).Scan(&failures)
			if err == nil {
				_, err = tx.ExecContext(ctx, "UPDATE attempts SET until = ? WHERE kind = ? AND key = ?", now+t.wait(failures), t.kind, sum(key))
			}
			if err != nil {
				return fmt.Errorf("accounts: %w", err)
			}
		}
		return prune(ctx, tx, now)
	})
}

// prune forgets old failures, and the least of them where there are too many.
func prune(ctx context.Context, tx *sql.Tx, now int64) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM attempts WHERE last < ?", now-forgetAfter)
	var n int64
	if err == nil {
		err = tx.QueryRowContext(ctx, "SELECT count(*) FROM attempts").Scan(&n)
	}
	if err == nil && n > mostAttempts {
		_, err = tx.ExecContext(ctx, "DELETE FROM attempts WHERE (kind, key) IN (SELECT kind, key FROM attempts ORDER BY failures, last LIMIT ?)", n-mostAttempts+mostAttempts/100)
	}
	if err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	return nil
}

// forget undoes what an attempt that went well counted. The address keeps its other
// failures: who has one password must not guess at others' for ever.
func (a *Accounts) forget(ctx context.Context, name, address string) error {
	return a.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM attempts WHERE kind = ? AND key = ?", byName.kind, sum(name))
		if err == nil {
			_, err = tx.ExecContext(ctx, "UPDATE attempts SET failures = max(0, failures - 1), until = 0 WHERE kind = ? AND key = ?", byAddress.kind, sum(address))
		}
		if err != nil {
			return fmt.Errorf("accounts: %w", err)
		}
		return nil
	})
}

// neighbours gives what an address is counted by: one of IPv6 by its network, as each has
// 2^64 of them.
func neighbours(address string) string {
	ip, err := netip.ParseAddr(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	network, _ := ip.Prefix(64)
	return network.String()
}
