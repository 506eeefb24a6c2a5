package account

import (
	"context"
	"crypto/subtle"
	"database/sql"
	"fmt"
)

// SetUp gives a code by which the first admin is made, "" where there are users already.
// It is good once, and until the program ends.
func (a *Accounts) SetUp(ctx context.Context) (code string, err error) {
	empty, err := a.Empty(ctx)
	if err != nil || !empty {
		return "", err
	}
	code = secret()
	a.once.Lock()
	defer a.once.Unlock()
	a.setUp = sum(code)
	return code, nil
}

// First makes the first admin by the code, and logs them in.
func (a *Accounts) First(ctx context.Context, v Visit, code, name, password string) (session string, err error) {
	a.once.Lock()
	defer a.once.Unlock()
	if a.setUp == nil || subtle.ConstantTimeCompare(sum(code), a.setUp) != 1 {
		return "", refuse("that is not the code of the program's start, or it was used")
	}
	if name, err = CheckName(name); err != nil {
		return "", err
	}
	if err := checkPassword(name, password); err != nil {
		return "", err
	}
	hash, err := a.hasher.make(ctx, password)
	if err != nil {
		return "", err
	}
	err = a.audited(ctx, "set-up", "add", name, Admin.String(), func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM users").Scan(&n); err != nil {
			return fmt.Errorf("accounts: %w", err)
		}
		if n > 0 {
			return refuse("there are users already: an admin adds others")
		}
		r := row{name: name, role: Admin, hash: hash}
		if err := a.insert(ctx, tx, &r); err != nil {
			return err
		}
		session, err = a.begin(ctx, tx, r.id, v)
		return err
	})
	if err == nil {
		a.setUp = nil
	}
	return session, err
}
