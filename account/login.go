package account

import (
	"context"
	"database/sql"
	"errors"
)

// Visit is from where somebody logs in.
type Visit struct {
	Address string // IP
	Agent   string // what the browser calls itself
	Old     string // the session that it had, which ends
}

// Login gives a session to who knows a password. The answer to an unknown name is that to a
// wrong password (ErrRefused), and takes the same work; *WaitError says that it is too early.
func (a *Accounts) Login(ctx context.Context, v Visit, name, password string) (session string, err error) {
	name = fold(name)
	if err := a.attempt(ctx, map[throttle]string{byName: name, byAddress: neighbours(v.Address)}); err != nil {
		return "", err
	}
	r, err := find(ctx, a.db, "name = ?", name)
	if errors.Is(err, ErrNoUser) {
		r, err = &row{disabled: true}, nil
	}
	if err != nil {
		return "", err
	}
	if len(password) > 4*mostPassword {
		password = "" // nobody's, and no work for the hash
	}
	good, old, err := a.hasher.check(ctx, r.hash, password)
	switch {
	case err != nil:
		return "", err
	case !good, r.disabled, r.must && r.until < a.now():
		return "", ErrRefused
	}
	if err := a.forget(ctx, name, neighbours(v.Address)); err != nil {
		return "", err
	}
	var renewed string
	if old {
		if renewed, err = a.hasher.make(ctx, password); err != nil {
			return "", err
		}
	}
	err = a.change(ctx, func(tx *sql.Tx) error {
		// What was checked may have changed meanwhile.
		again, err := find(ctx, tx, "id = ?", r.id)
		if err != nil {
			return err
		}
		if again.disabled || again.hash != r.hash {
			return ErrRefused
		}
		if renewed != "" {
			if err := exec(ctx, tx, "UPDATE users SET hash = ? WHERE id = ?", renewed, r.id); err != nil {
				return err
			}
		}
		session, err = a.begin(ctx, tx, r.id, v)
		return err
	})
	return session, err
}

// ChangePassword gives the user of a session another password, and a new session: all
// that they had end.
func (a *Accounts) ChangePassword(ctx context.Context, v Visit, u User, old, password string) (session string, err error) {
	r, err := find(ctx, a.db, "name = ?", u.Name)
	if err != nil {
		return "", err
	}
	if r.issuer != "" {
		return "", refuse("you log in by OpenID Connect and have no password here")
	}
	// Who found a browser open must not guess at the password either.
	if err := a.attempt(ctx, map[throttle]string{byName: r.name}); err != nil {
		return "", err
	}
	good, _, err := a.hasher.check(ctx, r.hash, old)
	if err != nil {
		return "", err
	}
	if !good {
		return "", refuse("that is not your current password")
	}
	if err := a.forget(ctx, r.name, ""); err != nil {
		return "", err
	}
	if err := checkPassword(r.name, password); err != nil {
		return "", err
	}
	if password == old {
		return "", refuse("the new password is the old one")
	}
	hash, err := a.hasher.make(ctx, password)
	if err != nil {
		return "", err
	}
	err = a.about(ctx, r.name, "password", r.name, "", func(tx *sql.Tx, now *row) error {
		if now.disabled || now.hash != r.hash {
			return ErrRefused
		}
		if err := exec(ctx, tx, "UPDATE users SET hash = ?, must = 0, until = 0 WHERE id = ?", hash, r.id); err != nil {
			return err
		}
		if err := exec(ctx, tx, "DELETE FROM sessions WHERE user = ?", r.id); err != nil {
			return err
		}
		session, err = a.begin(ctx, tx, r.id, v)
		return err
	})
	return session, err
}
