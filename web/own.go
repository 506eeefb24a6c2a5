package web

import (
	"net/http"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay/account"
)

// ownRoutes are a user's own account: what a token cannot do for them.
func (s *Site) ownRoutes(mux *http.ServeMux) {
	s.own(mux, "GET /account", s.account)
	s.own(mux, "POST /account/password", s.changePassword)
	s.own(mux, "POST /account/sessions/{id}/end", s.endSession)
	s.own(mux, "POST /account/tokens", s.makeToken)
	s.own(mux, "POST /account/tokens/{id}/revoke", s.revokeToken)
}

// own registers a page for who is logged in themselves.
func (s *Site) own(mux *http.ServeMux, pattern string, h handler) {
	s.page(mux, pattern, account.Nobody, func(w http.ResponseWriter, r *http.Request) error {
		if account.From(r.Context()).Session == 0 {
			return errMayNot
		}
		return h(w, r)
	})
}

// accountView is what the account page shows.
type accountView struct {
	Me       account.User
	Sessions []account.Session
	Tokens   []account.Token
	Scopes   []account.Scope // that the user may give
	Problem  string          // of which form: Form
	Form     string
	Done     string
	Token    string // shown once
	Name     string
}

// accountDone are the changes that the account page says were made.
var accountDone = map[string]string{
	"password": "Your password is changed. All your other sessions have ended.",
	"session":  "The session has ended.",
	"revoked":  "The token is revoked.",
}

func (s *Site) account(w http.ResponseWriter, r *http.Request) error {
	return s.accountAgain(w, r, http.StatusOK, &accountView{Done: accountDone[r.FormValue("done")]})
}

// accountAgain shows the account page.
func (s *Site) accountAgain(w http.ResponseWriter, r *http.Request, code int, v *accountView) (err error) {
	ctx := r.Context()
	v.Me = account.From(ctx)
	if v.Sessions, err = s.Accounts.Sessions(ctx, v.Me.Name); err != nil {
		return err
	}
	if v.Tokens, err = s.Accounts.Tokens(ctx, v.Me.Name); err != nil {
		return err
	}
	for scope := account.Read; scope <= account.Full; scope++ {
		if v.Me.May(account.Role(scope)) {
			v.Scopes = append(v.Scopes, scope)
		}
	}
	w.Header().Set("Cache-Control", "no-store")
	s.show(w, r, code, "account.html", "Your account", v)
	return nil
}

// accountWrong shows the account page with what was wrong about a form.
func (s *Site) accountWrong(w http.ResponseWriter, r *http.Request, form string, err error, v *accountView) error {
	code := refusal(w, err)
	if code == 0 {
		return err
	}
	v.Form, v.Problem = form, spoken(err)
	return s.accountAgain(w, r, code, v)
}

func (s *Site) changePassword(w http.ResponseWriter, r *http.Request) error {
	if err := accountForm(w, r); err != nil {
		return err
	}
	password := r.PostFormValue("password")
	if password != r.PostFormValue("again") {
		return s.accountAgain(w, r, http.StatusBadRequest, &accountView{Form: "password", Problem: "The two new passwords are not the same."})
	}
	session, err := s.Accounts.ChangePassword(r.Context(), s.Accounts.VisitOf(r), account.From(r.Context()), r.PostFormValue("old"), password)
	if err != nil {
		return s.accountWrong(w, r, "password", err, &accountView{})
	}
	s.Accounts.SetSession(w, r, session)
	http.Redirect(w, r, "/account?done=password", http.StatusSeeOther)
	return nil
}

func (s *Site) endSession(w http.ResponseWriter, r *http.Request) error {
	id, err := pathNumber(r, "session")
	if err != nil {
		return err
	}
	if err := s.Accounts.EndSession(r.Context(), account.From(r.Context()).Name, id); err != nil {
		return err
	}
	http.Redirect(w, r, "/account?done=session#sessions", http.StatusSeeOther)
	return nil
}

func (s *Site) makeToken(w http.ResponseWriter, r *http.Request) error {
	if err := accountForm(w, r); err != nil {
		return err
	}
	scope, _ := account.ParseScope(r.PostFormValue("scope"))
	days, _ := strconv.Atoi(r.PostFormValue("days"))
	name := r.PostFormValue("name")
	token, err := s.Accounts.MakeToken(r.Context(), account.From(r.Context()), name, scope, days)
	if err != nil {
		return s.accountWrong(w, r, "token", err, &accountView{Name: name})
	}
	return s.accountAgain(w, r, http.StatusOK, &accountView{Token: token})
}

func (s *Site) revokeToken(w http.ResponseWriter, r *http.Request) error {
	id, err := pathNumber(r, "token")
	if err != nil {
		return err
	}
	if err := s.Accounts.RevokeToken(r.Context(), account.From(r.Context()), id); err != nil {
		return err
	}
	http.Redirect(w, r, "/account?done=revoked#tokens", http.StatusSeeOther)
	return nil
}

// pathNumber is the number of a path.
func pathNumber(r *http.Request, what string) (int64, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || id < 1 {
		return 0, &notFound{what}
	}
	return id, nil
}

// spoken writes an error as people do.
func spoken(err error) string {
	text := strings.TrimPrefix(err.Error(), account.ErrInput.Error()+": ")
	first, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[n:] + "."
}
