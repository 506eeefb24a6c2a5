package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Person is a user as admins see them.
type Person struct {
	Name, Display string
	Role          Role
	Issuer        string // of OpenID Connect, "" for who logs in by password
	Must          bool   // has a password for one login
	Disabled      bool
	Created, Seen time.Time // Seen is the zero time without a session
}

// oneTimeLasts is how long a password for one login is good, in seconds.
const oneTimeLasts = 72 * 60 * 60

var names = regexp.MustCompile(`^[a-z0-9][a-z0-9._@+-]{0,63}$`)

// fold gives the form in which names are kept.
func fold(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// CheckName gives the form in which a name is kept, or says why nobody can have it. Names
// sign decisions, so that none may look like another: small letters, digits and . _ @ + -.
func CheckName(name string) (string, error) {
	folded := fold(name)
	if !names.MatchString(folded) {
		return "", refuse("a name has up to 64 letters a to z, digits, and . _ @ + - after the first")
	}
	return folded, nil
}

// checkDisplay refuses what would spoil a line that it is shown in.
func checkDisplay(display string) (string, error) {
	display = strings.TrimSpace(display)
	if utf8.RuneCountInString(display) > 100 || !utf8.ValidString(display) {
		return "", refuse("what somebody is called has at most 100 characters")
	}
	for _, r := range display {
		if !unicode.IsPrint(r) {
			return "", refuse("what somebody is called has no characters that cannot be seen")
		}
	}
	return display, nil
}

// Add adds a user, and gives a password for one login.
func (a *Accounts) Add(ctx context.Context, by, name, display string, role Role) (password string, err error) {
	if name, err = CheckName(name); err != nil {
		return "", err
	}
	if display, err = checkDisplay(display); err != nil {
		return "", err
	}
	if role < Viewer || role > Admin {
		return "", refuse("there is no such role")
	}
	password = oneTime()
	hash, err := a.hasher.make(ctx, password)
	if err != nil {
		return "", err
	}
	return password, a.audited(ctx, by, "add", name, role.String(), func(tx *sql.Tx) error {
		return a.insert(ctx, tx, &row{name: name, display: display, role: role, hash: hash, must: true, until: a.now() + oneTimeLasts})
	})
}

// row is a user as kept.
type row struct {
	id              int64
	name, display   string
	role            Role
	hash            string
	must            bool
	until           int64
	issuer, subject string
	disabled        bool
}

func (a *Accounts) insert(ctx context.Context, tx *sql.Tx, r *row) error {
	res, err := tx.ExecContext(ctx, `INSERT INTO users (name, display, role, hash, must, until, issuer, subject, disabled, created)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (name) DO NOTHING`,
		r.name, r.display, r.role.String(), r.hash, r.must, r.until, r.issuer, r.subject, a.now())
	if err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(ErrTaken, err)
	}
	r.id, err = res.LastInsertId()
	return err
}

// querier is a database or a transaction.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// find gives the user that a condition holds for.
func find(ctx context.Context, q querier, condition string, args ...any) (*row, error) {
	var r row
	var role string
	err := q.QueryRowContext(ctx, "SELECT id, name, display, role, hash, must, until, issuer, subject, disabled FROM users WHERE "+condition, args...).
		Scan(&r.id, &r.name, &r.display, &role, &r.hash, &r.must, &r.until, &r.issuer, &r.subject, &r.disabled)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNoUser
	}
	if err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	r.role, _ = ParseRole(role)
	return &r, nil
}

// about changes a user, if an admin is left afterwards, and writes down who did it.
func (a *Accounts) about(ctx context.Context, by, what, name, detail string, f func(tx *sql.Tx, r *row) error) error {
	name = fold(name)
	return a.audited(ctx, by, what, name, detail, func(tx *sql.Tx) error {
		r, err := find(ctx, tx, "name = ?", name)
		if err != nil {
			return err
		}
		if err := f(tx, r); err != nil {
			return err
		}
		if r.role != Admin || r.disabled {
			return nil
		}
		var left int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM users WHERE role = ? AND disabled = 0", Admin.String()).Scan(&left); err != nil {
			return fmt.Errorf("accounts: %w", err)
		}
		if left == 0 {
			return ErrLast
		}
		return nil
	})
}

// SetRole gives a user another role.
func (a *Accounts) SetRole(ctx context.Context, by, name string, role Role) error {
	if role < Viewer || role > Admin {
		return refuse("there is no such role")
	}
	return a.about(ctx, by, "role", name, role.String(), func(tx *sql.Tx, r *row) error {
		if r.issuer != "" {
			return refuse("%s has the role that the OpenID rules give at each login", r.name)
		}
		return exec(ctx, tx, "UPDATE users SET role = ? WHERE id = ?", role.String(), r.id)
	})
}

// Disable shuts a user out at once: their sessions and tokens end.
func (a *Accounts) Disable(ctx context.Context, by, name string) error {
	return a.about(ctx, by, "disable", name, "", func(tx *sql.Tx, r *row) error {
		if err := exec(ctx, tx, "UPDATE users SET disabled = 1 WHERE id = ?", r.id); err != nil {
			return err
		}
		return shut(ctx, tx, r.id)
	})
}

// Enable lets a user in again, who logs in anew.
func (a *Accounts) Enable(ctx context.Context, by, name string) error {
	return a.about(ctx, by, "enable", name, "", func(tx *sql.Tx, r *row) error {
		return exec(ctx, tx, "UPDATE users SET disabled = 0 WHERE id = ?", r.id)
	})
}

// Reset gives a user a password for one login; their sessions and tokens end, as somebody
// else may have them.
func (a *Accounts) Reset(ctx context.Context, by, name string) (password string, err error) {
	password = oneTime()
	hash, err := a.hasher.make(ctx, password)
	if err != nil {
		return "", err
	}
	return password, a.about(ctx, by, "reset", name, "", func(tx *sql.Tx, r *row) error {
		if r.issuer != "" {
			return refuse("%s logs in by OpenID Connect and has no password here", r.name)
		}
		if err := exec(ctx, tx, "UPDATE users SET hash = ?, must = 1, until = ? WHERE id = ?", hash, a.now()+oneTimeLasts, r.id); err != nil {
			return err
		}
		if err := exec(ctx, tx, "DELETE FROM attempts WHERE kind = ? AND key = ?", byName.kind, sum(r.name)); err != nil {
			return err
		}
		return shut(ctx, tx, r.id)
	})
}

// shut ends all sessions and tokens of a user.
func shut(ctx context.Context, tx *sql.Tx, id int64) error {
	if err := exec(ctx, tx, "DELETE FROM sessions WHERE user = ?", id); err != nil {
		return err
	}
	return exec(ctx, tx, "DELETE FROM tokens WHERE user = ?", id)
}

func exec(ctx context.Context, tx *sql.Tx, statement string, args ...any) error {
	if _, err := tx.ExecContext(ctx, statement, args...); err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	return nil
}

// List gives users in the order of their names, those after one.
func (a *Accounts) List(ctx context.Context, after string, limit int) ([]Person, error) {
	return list(ctx, a.db, func(rows *sql.Rows, p *Person) error {
		var role string
		var created, seen int64
		err := rows.Scan(&p.Name, &p.Display, &role, &p.Issuer, &p.Must, &p.Disabled, &created, &seen)
		p.Role, _ = ParseRole(role)
		p.Created, p.Seen = moment(created), moment(seen)
		return err
	}, `SELECT name, display, role, issuer, must, disabled, created, coalesce((SELECT max(seen) FROM sessions WHERE user = users.id), 0)
		FROM users WHERE name > ? ORDER BY name LIMIT ?`, after, limit)
}

// Empty reports whether there are no users yet.
func (a *Accounts) Empty(ctx context.Context) (bool, error) {
	var n int
	if err := a.db.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM users LIMIT 1)").Scan(&n); err != nil {
		return false, fmt.Errorf("accounts: %w", err)
	}
	return n == 0, nil
}
