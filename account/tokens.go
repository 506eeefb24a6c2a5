package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// tokenPrefix is how tokens are recognised, by people and by programs that look for lost
// ones.
const tokenPrefix = "hs_"

// mostTokens is how many a user has at most.
const mostTokens = 100

// Scope is what a token may do of what its user may.
type Scope int

// The scopes: each may do what the one before may.
const (
	Read  Scope = iota + 1 // ask
	Write                  // add, decide
	Full                   // what admins do
)

var scopeNames = [...]string{"", "read", "write", "admin"}

// String is the scope's name.
func (s Scope) String() string {
	if s < Read || s > Full {
		return ""
	}
	return scopeNames[s]
}

// ParseScope reads a scope's name.
func ParseScope(name string) (Scope, bool) {
	for s := Read; s <= Full; s++ {
		if scopeNames[s] == name {
			return s, true
		}
	}
	return 0, false
}

// role is the most that a scope lets a user do.
func (s Scope) role() Role { return Role(s) }

// Token is one that a user made.
type Token struct {
	ID                     int64
	Name                   string
	Scope                  Scope
	Created, Used, Expires time.Time // Used is the zero time for never
	Over                   bool      // it has expired
}

// MakeToken makes a token for programs; what it gives is not kept and not shown again.
func (a *Accounts) MakeToken(ctx context.Context, u User, name string, scope Scope, days int) (token string, err error) {
	if name, err = checkDisplay(name); err != nil || name == "" {
		return "", refuse("a token has a name of up to 100 characters, to know it by")
	}
	switch {
	case u.Session == 0:
		return "", refuse("tokens make no tokens")
	case scope.String() == "":
		return "", refuse("there is no such scope")
	case !u.May(scope.role()):
		return "", refuse("a token may not do more than you may")
	case days < 1 || days > 366:
		return "", refuse("a token is good for 1 to 366 days")
	}
	token = tokenPrefix + secret()
	return token, a.audited(ctx, u.Name, "token", u.Name, fmt.Sprintf("%s (%s, %d days)", name, scope, days), func(tx *sql.Tx) error {
		r, err := find(ctx, tx, "name = ? AND disabled = 0", u.Name)
		if err != nil {
			return err
		}
		var n int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM tokens WHERE user = ?", r.id).Scan(&n); err != nil {
			return fmt.Errorf("accounts: %w", err)
		}
		if n >= mostTokens {
			return refuse("you have %d tokens: revoke some", n)
		}
		now := a.now()
		return exec(ctx, tx, "INSERT INTO tokens (hash, user, name, scope, created, used, expires) VALUES (?, ?, ?, ?, ?, 0, ?)",
			sum(token), r.id, name, scope.String(), now, now+int64(days)*24*60*60)
	})
}

// Tokens gives those of a user, the latest first; there are few.
func (a *Accounts) Tokens(ctx context.Context, name string) ([]Token, error) {
	return list(ctx, a.db, func(rows *sql.Rows, t *Token) error {
		var scope string
		var created, used, expires int64
		err := rows.Scan(&t.ID, &t.Name, &scope, &created, &used, &expires)
		t.Scope, _ = ParseScope(scope)
		t.Created, t.Used, t.Expires, t.Over = moment(created), moment(used), moment(expires), expires <= a.now()
		return err
	}, `SELECT t.id, t.name, t.scope, t.created, t.used, t.expires FROM tokens t JOIN users u ON u.id = t.user
		WHERE u.name = ? ORDER BY t.id DESC`, name)
}

// RevokeToken ends one of a user's own tokens.
func (a *Accounts) RevokeToken(ctx context.Context, u User, id int64) error {
	var name string
	err := a.db.QueryRowContext(ctx, "SELECT t.name FROM tokens t JOIN users u ON u.id = t.user WHERE t.id = ? AND u.name = ?", id, u.Name).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // it is gone, which is what was wanted
	}
	if err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	return a.audited(ctx, u.Name, "revoke", u.Name, name, func(tx *sql.Tx) error { return exec(ctx, tx, "DELETE FROM tokens WHERE id = ?", id) })
}

// byToken gives the user that a token speaks for, with no more than its scope's role.
func (a *Accounts) byToken(ctx context.Context, token string) (u User, scope Scope, ok bool, err error) {
	if !strings.HasPrefix(token, tokenPrefix) {
		return u, 0, false, nil
	}
	now := a.now()
	var id, used int64
	var role, scopeName string
	err = a.db.QueryRowContext(ctx, `SELECT t.id, t.used, t.scope, u.name, u.display, u.role, u.must FROM tokens t JOIN users u ON u.id = t.user
		WHERE t.hash = ? AND t.expires > ? AND u.disabled = 0`, sum(token), now).Scan(&id, &used, &scopeName, &u.Name, &u.Display, &role, &u.Must)
	if errors.Is(err, sql.ErrNoRows) {
		return User{}, 0, false, nil
	}
	if err != nil {
		return User{}, 0, false, fmt.Errorf("accounts: %w", err)
	}
	u.Role, _ = ParseRole(role)
	scope, _ = ParseScope(scopeName)
	if u.Role = min(u.Role, scope.role()); u.Must {
		u.Role = Nobody
	}
	if now-used >= seenEvery {
		if _, err := a.db.ExecContext(ctx, "UPDATE tokens SET used = ? WHERE id = ?", now, id); err != nil {
			return User{}, 0, false, fmt.Errorf("accounts: %w", err)
		}
	}
	return u, scope, true, nil
}
