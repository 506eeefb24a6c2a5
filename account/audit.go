package account

import (
	"context"
	"database/sql"
	"time"
)

// Event is what somebody changed about users, roles or tokens.
type Event struct {
	ID                     int64
	At                     time.Time
	By, What, Whom, Detail string
}

// audited makes a change and writes it down with it.
func (a *Accounts) audited(ctx context.Context, by, what, whom, detail string, f func(tx *sql.Tx) error) error {
	err := a.change(ctx, func(tx *sql.Tx) error {
		if err := f(tx); err != nil {
			return err
		}
		return exec(ctx, tx, "INSERT INTO audit (at, by, what, whom, detail) VALUES (?, ?, ?, ?, ?)", a.now(), by, what, whom, detail)
	})
	if err == nil {
		a.Log.InfoContext(ctx, "accounts", "by", by, "what", what, "whom", whom, "detail", detail)
	}
	return err
}

// Events gives what was changed, the latest first, before one (0: all).
func (a *Accounts) Events(ctx context.Context, before int64, limit int) ([]Event, error) {
	return list(ctx, a.db, func(rows *sql.Rows, e *Event) error {
		var at int64
		err := rows.Scan(&e.ID, &at, &e.By, &e.What, &e.Whom, &e.Detail)
		e.At = moment(at)
		return err
	}, "SELECT id, at, by, what, whom, detail FROM audit WHERE ? = 0 OR id < ? ORDER BY id DESC LIMIT ?", before, before, limit)
}
