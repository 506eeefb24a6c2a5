package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/oauth2"
)

// Errors of logins by OpenID Connect.
var (
	ErrWay      = errors.New("this login was begun in another browser, was used already, or took longer than ten minutes: begin again")
	ErrStranger = errors.New("the provider knows you, but nobody has let you in here: ask an admin")
	ErrCanceled = errors.New("the provider did not log you in")
)

// A login at the provider takes so long at most, in seconds; so many are under way.
const (
	wayLasts = 10 * 60
	mostWays = 10000
)

// WayBack is where the provider sends browsers back to.
const WayBack = "/login/oidc/back"

// way is a login that is under way at the provider.
type way struct{ nonce, verifier, redirect, back string }

// Depart gives the provider's page to send a browser to, and marks the browser as the one
// that may come back.
func (a *Accounts) Depart(w http.ResponseWriter, r *http.Request, back string) (to string, err error) {
	here := url.URL{Scheme: "http", Host: r.Host, Path: WayBack}
	if a.Secure(r) {
		here.Scheme = "https"
	}
	on := way{nonce: secret(), verifier: oauth2.GenerateVerifier(), redirect: here.String(), back: back}
	state, browser := secret(), secret()
	if to, err = a.Provider.address(r.Context(), state, &on); err != nil {
		return "", err
	}
	ctx, now := r.Context(), a.now()
	err = a.change(ctx, func(tx *sql.Tx) error {
		if err := exec(ctx, tx, "DELETE FROM ways WHERE expires <= ?", now); err != nil {
			return err
		}
		if err := exec(ctx, tx, "DELETE FROM ways WHERE state IN (SELECT state FROM ways ORDER BY expires DESC LIMIT -1 OFFSET ?)", mostWays); err != nil {
			return err
		}
		return exec(ctx, tx, "INSERT INTO ways (state, browser, nonce, verifier, redirect, back, expires) VALUES (?, ?, ?, ?, ?, ?, ?)",
			sum(state), sum(browser), on.nonce, on.verifier, on.redirect, on.back, now+wayLasts)
	})
	if err == nil {
		http.SetCookie(w, a.cookie(r, wayCookie, browser, wayLasts*time.Second))
	}
	return to, err
}

// Arrive logs in who comes back from the provider, and gives their session and where they
// wanted to go.
func (a *Accounts) Arrive(w http.ResponseWriter, r *http.Request) (session, back string, err error) {
	ctx, q := r.Context(), r.URL.Query()
	browser := a.cookieOf(r, wayCookie)
	http.SetCookie(w, a.cookie(r, wayCookie, "", -time.Second))
	var on way
	// A way is taken once, and only by the browser that began it.
	err = a.db.QueryRowContext(ctx, "DELETE FROM ways WHERE state = ? AND browser = ? AND expires > ? RETURNING nonce, verifier, redirect, back",
		sum(q.Get("state")), sum(browser), a.now()).Scan(&on.nonce, &on.verifier, &on.redirect, &on.back)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", "", ErrWay
	case err != nil:
		return "", "", fmt.Errorf("accounts: %w", err)
	case q.Get("iss") != "" && q.Get("iss") != a.Provider.Issuer:
		return "", "", ErrWay
	case q.Get("error") != "" || q.Get("code") == "":
		a.Log.WarnContext(ctx, "openid", "error", short(q.Get("error")), "description", short(q.Get("error_description")))
		return "", "", ErrCanceled
	}
	v, err := a.Provider.redeem(ctx, &on, q.Get("code"), a.Now)
	if err != nil {
		return "", "", err
	}
	session, err = a.welcome(ctx, a.VisitOf(r), v)
	return session, on.back, err
}

// errMeanwhile says that somebody new came in another window at the same time.
var errMeanwhile = errors.New("the user is there already")

// openID is who did what the rules of the provider say.
const openID = "openid"

// welcome logs in somebody whom the provider vouches for, with the role that the rules
// give today. Whom they let in no more is shut out.
func (a *Accounts) welcome(ctx context.Context, visit Visit, v *vouched) (session string, err error) {
	role := granted(a.Provider.Rules, v)
	r, err := find(ctx, a.db, "issuer = ? AND subject = ?", a.Provider.Issuer, v.subject)
	switch {
	case errors.Is(err, ErrNoUser) && role == Nobody:
		a.Log.WarnContext(ctx, "openid", "refused", short(v.email), "subject", short(v.subject))
		return "", ErrStranger
	case errors.Is(err, ErrNoUser):
		return a.welcomeNew(ctx, visit, v, role)
	case err != nil:
		return "", err
	case role == Nobody:
		if err := a.audited(ctx, openID, "shut out", r.name, "no rule lets them in", func(tx *sql.Tx) error { return shut(ctx, tx, r.id) }); err != nil {
			return "", err
		}
		return "", ErrStranger
	}
	if role != r.role {
		if err := a.audited(ctx, openID, "role", r.name, role.String(), func(tx *sql.Tx) error {
			return exec(ctx, tx, "UPDATE users SET role = ? WHERE id = ?", role.String(), r.id)
		}); err != nil {
			return "", err
		}
	}
	err = a.change(ctx, func(tx *sql.Tx) error {
		now, err := find(ctx, tx, "id = ?", r.id)
		if err != nil {
			return err
		}
		if now.disabled {
			return ErrStranger
		}
		session, err = a.begin(ctx, tx, r.id, visit)
		return err
	})
	return session, err
}

// welcomeNew makes a user of somebody who comes for the first time. One of the same name
// who is here already is somebody else.
func (a *Accounts) welcomeNew(ctx context.Context, visit Visit, v *vouched, role Role) (session string, err error) {
	display, err := checkDisplay(v.display)
	if err != nil {
		display = ""
	}
	name := v.candidate()
	for i := 2; i < 100; i++ {
		err = a.audited(ctx, openID, "add", name, role.String(), func(tx *sql.Tx) error {
			if _, err := find(ctx, tx, "issuer = ? AND subject = ?", a.Provider.Issuer, v.subject); !errors.Is(err, ErrNoUser) {
				return errors.Join(errMeanwhile, err)
			}
			r := row{name: name, display: display, role: role, issuer: a.Provider.Issuer, subject: v.subject}
			if err := a.insert(ctx, tx, &r); err != nil {
				return err
			}
			session, err = a.begin(ctx, tx, r.id, visit)
			return err
		})
		if !errors.Is(err, ErrTaken) {
			break
		}
		name = fmt.Sprintf("%s-%d", v.candidate(), i)
	}
	if errors.Is(err, errMeanwhile) {
		return a.welcome(ctx, visit, v)
	}
	return session, err
}
