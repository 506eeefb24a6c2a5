package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// How long sessions last, in seconds: some time without a request, and in all.
const (
	idleLasts    = 12 * 60 * 60
	sessionLasts = 7 * 24 * 60 * 60
	seenEvery    = 60 // what was seen within is not written again
	mostSessions = 50 // of a user; the oldest end
)

// Session is one that a user has.
type Session struct {
	ID             int64
	Created, Seen  time.Time
	Agent, Address string
}

// begin makes a session; the one that the browser had ends. What identifies it is new
// each time: nothing that a browser sent becomes a session.
func (a *Accounts) begin(ctx context.Context, tx *sql.Tx, user int64, v Visit) (string, error) {
	now := a.now()
	if err := exec(ctx, tx, "DELETE FROM sessions WHERE hash = ? OR expires <= ? OR seen <= ?", sum(v.Old), now, now-idleLasts); err != nil {
		return "", err
	}
	if err := exec(ctx, tx, "DELETE FROM sessions WHERE user = ? AND id NOT IN (SELECT id FROM sessions WHERE user = ? ORDER BY id DESC LIMIT ?)", user, user, mostSessions-1); err != nil {
		return "", err
	}
	session := secret()
	return session, exec(ctx, tx, "INSERT INTO sessions (hash, user, created, seen, expires, agent, address) VALUES (?, ?, ?, ?, ?, ?, ?)",
		sum(session), user, now, now, now+sessionLasts, short(v.Agent), short(v.Address))
}

// short keeps what others say about themselves within a line.
func short(s string) string {
	s = strings.ToValidUTF8(s, "�")
	for i := range s {
		if i > 200 {
			return s[:i] + "…"
		}
	}
	return s
}

// bySession gives the user of a session, false for none that is alive.
func (a *Accounts) bySession(ctx context.Context, session string) (u User, ok bool, err error) {
	if session == "" {
		return u, false, nil
	}
	now := a.now()
	var role string
	var seen int64
	err = a.db.QueryRowContext(ctx, `SELECT s.id, s.seen, u.name, u.display, u.role, u.must, u.issuer <> '' FROM sessions s JOIN users u ON u.id = s.user
		WHERE s.hash = ? AND s.expires > ? AND s.seen > ? AND u.disabled = 0`, sum(session), now, now-idleLasts).
		Scan(&u.Session, &seen, &u.Name, &u.Display, &role, &u.Must, &u.OpenID)
	if errors.Is(err, sql.ErrNoRows) {
		return User{}, false, nil
	}
	if err != nil {
		return User{}, false, fmt.Errorf("accounts: %w", err)
	}
	if u.Role, _ = ParseRole(role); u.Must {
		u.Role = Nobody
	}
	if now-seen >= seenEvery {
		if _, err := a.db.ExecContext(ctx, "UPDATE sessions SET seen = ? WHERE id = ?", now, u.Session); err != nil {
			return User{}, false, fmt.Errorf("accounts: %w", err)
		}
	}
	return u, true, nil
}

// Logout ends a session.
func (a *Accounts) Logout(ctx context.Context, session string) error {
	return a.change(ctx, func(tx *sql.Tx) error { return exec(ctx, tx, "DELETE FROM sessions WHERE hash = ?", sum(session)) })
}

// Sessions gives those of a user, the latest first; there are few.
func (a *Accounts) Sessions(ctx context.Context, name string) ([]Session, error) {
	now := a.now()
	return list(ctx, a.db, func(rows *sql.Rows, s *Session) error {
		var created, seen int64
		err := rows.Scan(&s.ID, &created, &seen, &s.Agent, &s.Address)
		s.Created, s.Seen = moment(created), moment(seen)
		return err
	}, `SELECT s.id, s.created, s.seen, s.agent, s.address FROM sessions s JOIN users u ON u.id = s.user
		WHERE u.name = ? AND s.expires > ? AND s.seen > ? ORDER BY s.id DESC`, name, now, now-idleLasts)
}

// EndSession ends one of a user's own sessions.
func (a *Accounts) EndSession(ctx context.Context, name string, id int64) error {
	return a.change(ctx, func(tx *sql.Tx) error {
		return exec(ctx, tx, "DELETE FROM sessions WHERE id = ? AND user = (SELECT id FROM users WHERE name = ?)", id, name)
	})
}
