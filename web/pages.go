package web

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
)

//go:embed templates/*
var templates embed.FS

// pages are the templates: each file of the folder is a page but those whose names begin
// with an underscore, which every page may use.
type pages struct{ by map[string]*template.Template }

func readPages(a *assets) (*pages, error) {
	shared, err := fs.Glob(templates, "templates/_*.html")
	if err != nil {
		return nil, err
	}
	base, err := template.New("").Funcs(functions(a)).ParseFS(templates, shared...)
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(templates, "templates/[a-z]*.html")
	if err != nil {
		return nil, err
	}
	p := &pages{by: make(map[string]*template.Template)}
	for _, name := range names {
		t, err := base.Clone()
		if err == nil {
			t, err = t.ParseFS(templates, name)
		}
		if err != nil {
			return nil, err
		}
		p.by[path.Base(name)] = t
	}
	return p, nil
}

// functions are what templates may call.
func functions(a *assets) template.FuncMap {
	return template.FuncMap{
		"asset":  func(name string) string { return a.urls[name] },
		"clip":   func(n int, s string) string { return claims.Clip(s, n) },
		"status": func(s claim.Status) string { return s.String() },
		"day":    func(s string) string { return s[:min(10, len(s))] },
		"date":   shownDate,
		"moment": func(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") },
		"lower":  strings.ToLower,
		"join":   func(sep string, list []string) string { return strings.Join(list, sep) },
		"plural": plural,
		"dict":   dict,
	}
}

// shownDate writes a date of ISO 8601 as people read it: 3 March 2024.
func shownDate(s string) string {
	for _, layout := range [...]struct{ in, out string }{{"2006-01-02", "2 January 2006"}, {"2006-01", "January 2006"}} {
		if len(s) >= len(layout.in) {
			if t, err := time.Parse(layout.in, s[:len(layout.in)]); err == nil {
				return t.Format(layout.out)
			}
		}
	}
	return s
}

// plural is a number of things: 1 claim, 2 claims, 2 stories.
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	if stem, ok := strings.CutSuffix(what, "y"); ok && what != "day" {
		return fmt.Sprintf("%d %sies", n, stem)
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// dict makes a map of names and values, for a template that calls another.
func dict(list ...any) (map[string]any, error) {
	m := make(map[string]any, len(list)/2)
	for i := 0; i+1 < len(list); i += 2 {
		name, ok := list[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: %v is no name", list[i])
		}
		m[name] = list[i+1]
	}
	return m, nil
}

// frame is what every page has around it.
type frame struct {
	Title   string
	Path    string
	Here    string // the path with its query, for coming back
	Theme   string // "light", "dark", "" for the browser's own
	User    account.User
	Team    bool
	Reading bool // the log is still being read
	Read    int64
	Total   int64
	Version string
	Page    any
}

// show writes a page. Nothing is sent before all of it is made.
func (s *Site) show(w http.ResponseWriter, r *http.Request, code int, name, title string, page any) {
	f := frame{
		Title: title, Path: r.URL.Path, Here: r.URL.RequestURI(), Theme: theme(r), User: account.From(r.Context()), Team: s.Team,
		Version: s.Version, Page: page, Reading: !s.Newsroom.Live.View().Whole,
	}
	f.Read, f.Total = s.Newsroom.Live.Progress()
	var out bytes.Buffer
	t := s.pages.by[name]
	if t == nil {
		s.Log.Error("page", "template", name, "err", "there is no such template")
		http.Error(w, "there is no such template", http.StatusInternalServerError)
		return
	}
	if err := t.ExecuteTemplate(&out, "_layout.html", &f); err != nil {
		s.Log.Error("page", "template", name, "path", r.URL.Path, "err", err)
		http.Error(w, "the page could not be made", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache")
	}
	h.Add("Vary", "Accept-Encoding, Cookie")
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.WriteHeader(code)
		_, _ = out.WriteTo(w) // who hung up is gone
		return
	}
	h.Set("Content-Encoding", "gzip")
	w.WriteHeader(code)
	z := gzip.NewWriter(w)
	_, _ = out.WriteTo(z)
	_ = z.Close()
}
