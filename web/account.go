package web

import (
	"errors"
	"math"
	"net/http"
	"strconv"

	"github.com/hearsay-news/hearsay/account"
)

// mostAccountForm is how many bytes a form of these pages has at most.
const mostAccountForm = 64 << 10

func (s *Site) accountRoutes(mux *http.ServeMux) {
	if s.Accounts == nil {
		return
	}
	s.page(mux, "GET /login", account.Nobody, s.login)
	s.page(mux, "POST /login", account.Nobody, s.loginDone)
	s.page(mux, "POST /logout", account.Nobody, s.logout)
	s.page(mux, "GET /setup", account.Nobody, s.setUp)
	s.page(mux, "POST /setup", account.Nobody, s.setUpDone)
	if s.Accounts.Provider != nil {
		s.page(mux, "GET /login/oidc", account.Nobody, s.depart)
		s.page(mux, "GET "+account.WayBack, account.Nobody, s.arrive)
	}
	s.ownRoutes(mux)
	s.userRoutes(mux)
}

// loginView is what the login page shows.
type loginView struct {
	Back, Name, Problem string
	Provider            string // "" where passwords are the only way
	Empty               bool   // there are no users yet
}

// accountForm reads a form, and refuses one that is too long.
func accountForm(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, mostAccountForm)
	if err := r.ParseForm(); err != nil {
		return wrong("the form could not be read")
	}
	return nil
}

func (s *Site) login(w http.ResponseWriter, r *http.Request) error {
	if account.From(r.Context()).Name != "" {
		http.Redirect(w, r, back(r.FormValue("back")), http.StatusSeeOther)
		return nil
	}
	return s.loginAgain(w, r, http.StatusOK, &loginView{Back: back(r.FormValue("back"))})
}

// loginAgain shows the login page.
func (s *Site) loginAgain(w http.ResponseWriter, r *http.Request, code int, v *loginView) (err error) {
	if v.Empty, err = s.Accounts.Empty(r.Context()); err != nil {
		return err
	}
	if p := s.Accounts.Provider; p != nil {
		v.Provider = p.Title
	}
	w.Header().Set("Cache-Control", "no-store")
	s.show(w, r, code, "login.html", "Log in", v)
	return nil
}

func (s *Site) loginDone(w http.ResponseWriter, r *http.Request) error {
	if err := accountForm(w, r); err != nil {
		return err
	}
	to, name := back(r.PostFormValue("back")), r.PostFormValue("name")
	session, err := s.Accounts.Login(r.Context(), s.Accounts.VisitOf(r), name, r.PostFormValue("password"))
	if err != nil {
		code := refusal(w, err)
		if code == 0 {
			return err
		}
		return s.loginAgain(w, r, code, &loginView{Back: to, Name: name, Problem: spoken(err)})
	}
	s.Accounts.SetSession(w, r, session)
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// refusal gives the status of an error that a user is told of, 0 for others.
func refusal(w http.ResponseWriter, err error) int {
	var wait *account.WaitError
	switch {
	case errors.As(err, &wait):
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Wait.Seconds()))))
		return http.StatusTooManyRequests
	case errors.Is(err, account.ErrRefused):
		return http.StatusUnauthorized
	case errors.Is(err, account.ErrStranger):
		return http.StatusForbidden
	case errors.Is(err, account.ErrProvider):
		return http.StatusBadGateway
	case errors.Is(err, account.ErrTaken), errors.Is(err, account.ErrLast):
		return http.StatusConflict
	case errors.Is(err, account.ErrInput), errors.Is(err, account.ErrWay), errors.Is(err, account.ErrCanceled):
		return http.StatusBadRequest
	}
	return 0
}

func (s *Site) logout(w http.ResponseWriter, r *http.Request) error {
	if err := s.Accounts.Leave(r.Context(), w, r); err != nil {
		return err
	}
	w.Header().Set("Clear-Site-Data", `"cache"`) // what was read is not for who comes next
	http.Redirect(w, r, "/login", http.StatusSeeOther)
	return nil
}

// depart sends a browser to the OpenID provider.
func (s *Site) depart(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Cache-Control", "no-store")
	to, err := s.Accounts.Depart(w, r, back(r.FormValue("back")))
	if err != nil {
		return s.tell(w, r, err, &loginView{Back: back(r.FormValue("back"))})
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// arrive takes a browser that comes back from there.
func (s *Site) arrive(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Cache-Control", "no-store")
	session, to, err := s.Accounts.Arrive(w, r)
	if err != nil {
		return s.tell(w, r, err, &loginView{Back: back(to)})
	}
	s.Accounts.SetSession(w, r, session)
	http.Redirect(w, r, back(to), http.StatusSeeOther)
	return nil
}

// tell shows the login page with what went wrong at the provider.
func (s *Site) tell(w http.ResponseWriter, r *http.Request, err error, v *loginView) error {
	code := refusal(w, err)
	if code == 0 {
		return err
	}
	v.Problem = spoken(err)
	if code == http.StatusBadGateway { // what it said is for the log
		s.Log.Error("openid", "err", err)
		v.Problem = spoken(account.ErrProvider)
	}
	return s.loginAgain(w, r, code, v)
}

// setUpView is what the page of the first admin shows.
type setUpView struct {
	Code, Name, Problem string
	Empty               bool
}

func (s *Site) setUp(w http.ResponseWriter, r *http.Request) error {
	return s.setUpAgain(w, r, http.StatusOK, &setUpView{Code: r.FormValue("code")})
}

func (s *Site) setUpAgain(w http.ResponseWriter, r *http.Request, code int, v *setUpView) (err error) {
	if v.Empty, err = s.Accounts.Empty(r.Context()); err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer") // the address has the code
	s.show(w, r, code, "setup.html", "Set up", v)
	return nil
}

func (s *Site) setUpDone(w http.ResponseWriter, r *http.Request) error {
	if err := accountForm(w, r); err != nil {
		return err
	}
	v := setUpView{Code: r.PostFormValue("code"), Name: r.PostFormValue("name")}
	if r.PostFormValue("password") != r.PostFormValue("again") {
		v.Problem = "The two passwords are not the same."
		return s.setUpAgain(w, r, http.StatusBadRequest, &v)
	}
	session, err := s.Accounts.First(r.Context(), s.Accounts.VisitOf(r), v.Code, v.Name, r.PostFormValue("password"))
	if err != nil {
		code := refusal(w, err)
		if code == 0 {
			return err
		}
		v.Problem = spoken(err)
		return s.setUpAgain(w, r, code, &v)
	}
	s.Accounts.SetSession(w, r, session)
	http.Redirect(w, r, "/users", http.StatusSeeOther)
	return nil
}
