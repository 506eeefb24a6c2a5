package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/hearsay-news/hearsay/account"
)

// usersShown is how many users, and how many changes, a page has.
const usersShown = 50

// userRoutes are what admins do with users, logged in themselves.
func (s *Site) userRoutes(mux *http.ServeMux) {
	s.admins(mux, "GET /users", s.users)
	s.admins(mux, "POST /users", s.addUser)
	s.admins(mux, "POST /users/{name}/role", s.setRole)
	s.admins(mux, "POST /users/{name}/disable", s.disableUser)
	s.admins(mux, "POST /users/{name}/enable", s.enableUser)
	s.admins(mux, "POST /users/{name}/reset", s.resetUser)
}

func (s *Site) admins(mux *http.ServeMux, pattern string, h handler) {
	s.page(mux, pattern, account.Admin, func(w http.ResponseWriter, r *http.Request) error {
		if account.From(r.Context()).Session == 0 {
			return errMayNot
		}
		return h(w, r)
	})
}

// usersView is what the users page shows.
type usersView struct {
	Me          string
	People      []account.Person
	More        string
	Events      []account.Event
	Earlier     string
	Roles       []account.Role
	Problem     string
	Name        string // as given to the form
	Display     string
	Whom, Given string // a password for one login, shown once
}

func (s *Site) users(w http.ResponseWriter, r *http.Request) error {
	return s.usersAgain(w, r, http.StatusOK, &usersView{})
}

// usersAgain shows the users page.
func (s *Site) usersAgain(w http.ResponseWriter, r *http.Request, code int, v *usersView) (err error) {
	ctx, q := r.Context(), r.URL.Query()
	var before int64
	if text := q.Get("before"); text != "" {
		if before, err = strconv.ParseInt(text, 10, 64); err != nil || before < 1 {
			return wrong("before: %q is no number of a change", text)
		}
	}
	v.Me, v.Roles = account.From(ctx).Name, []account.Role{account.Viewer, account.Analyst, account.Admin}
	if v.People, err = s.Accounts.List(ctx, q.Get("after"), usersShown+1); err != nil {
		return err
	}
	if len(v.People) > usersShown {
		v.People = v.People[:usersShown]
		v.More = "/users?" + url.Values{"after": {v.People[usersShown-1].Name}}.Encode()
	}
	if v.Events, err = s.Accounts.Events(ctx, before, usersShown+1); err != nil {
		return err
	}
	if len(v.Events) > usersShown {
		v.Events = v.Events[:usersShown]
		v.Earlier = "/users?before=" + strconv.FormatInt(v.Events[usersShown-1].ID, 10) + "#changes"
	}
	w.Header().Set("Cache-Control", "no-store")
	s.show(w, r, code, "users.html", "Users", v)
	return nil
}

// usersWrong shows the users page with what was refused.
func (s *Site) usersWrong(w http.ResponseWriter, r *http.Request, err error, v *usersView) error {
	if errors.Is(err, account.ErrNoUser) {
		return &notFound{"user"}
	}
	code := refusal(w, err)
	if code == 0 {
		return err
	}
	v.Problem = spoken(err)
	return s.usersAgain(w, r, code, v)
}

func (s *Site) addUser(w http.ResponseWriter, r *http.Request) error {
	if err := accountForm(w, r); err != nil {
		return err
	}
	v := usersView{Name: r.PostFormValue("name"), Display: r.PostFormValue("display")}
	role, _ := account.ParseRole(r.PostFormValue("role"))
	password, err := s.Accounts.Add(r.Context(), account.From(r.Context()).Name, v.Name, v.Display, role)
	if err != nil {
		return s.usersWrong(w, r, err, &v)
	}
	name, _ := account.CheckName(v.Name) // it was accepted
	return s.usersAgain(w, r, http.StatusOK, &usersView{Whom: name, Given: password})
}

func (s *Site) setRole(w http.ResponseWriter, r *http.Request) error {
	if err := accountForm(w, r); err != nil {
		return err
	}
	role, _ := account.ParseRole(r.PostFormValue("role"))
	return s.changed(w, r, s.Accounts.SetRole(r.Context(), account.From(r.Context()).Name, r.PathValue("name"), role))
}

func (s *Site) disableUser(w http.ResponseWriter, r *http.Request) error {
	return s.changed(w, r, s.Accounts.Disable(r.Context(), account.From(r.Context()).Name, r.PathValue("name")))
}

func (s *Site) enableUser(w http.ResponseWriter, r *http.Request) error {
	return s.changed(w, r, s.Accounts.Enable(r.Context(), account.From(r.Context()).Name, r.PathValue("name")))
}

func (s *Site) resetUser(w http.ResponseWriter, r *http.Request) error {
	password, err := s.Accounts.Reset(r.Context(), account.From(r.Context()).Name, r.PathValue("name"))
	if err != nil {
		return s.usersWrong(w, r, err, &usersView{})
	}
	return s.usersAgain(w, r, http.StatusOK, &usersView{Whom: r.PathValue("name"), Given: password})
}

// changed goes back to the users, or says why nothing was changed.
func (s *Site) changed(w http.ResponseWriter, r *http.Request, err error) error {
	if err != nil {
		return s.usersWrong(w, r, err, &usersView{})
	}
	http.Redirect(w, r, "/users", http.StatusSeeOther)
	return nil
}
