package web

import (
	"net/http"
	"strings"
	"time"
)

// theme is the one that the user chose, "" for the browser's own.
func theme(r *http.Request) string {
	if c, err := r.Cookie("theme"); err == nil && (c.Value == "light" || c.Value == "dark") {
		return c.Value
	}
	return ""
}

func (s *Site) themeRoutes(mux *http.ServeMux) {
	mux.HandleFunc("POST /theme", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, cookie(r, "theme", r.FormValue("theme"), 365*24*time.Hour))
		http.Redirect(w, r, back(r.FormValue("back")), http.StatusSeeOther)
	})
}

// back is a path of this site to go back to, the first page for anything else.
func back(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	return path
}
