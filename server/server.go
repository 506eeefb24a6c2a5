// Package server puts the pages and the API behind one address: who asks, whether they may,
// and what a browser is told about what it gets.
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os/user"
	"slices"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay/account"
)

// Options are what a Server is made of.
type Options struct {
	Address string // host:port to listen on
	// Faces adds the pages and the API.
	Faces []interface{ Register(mux *http.ServeMux) }
	// Admit says who makes a request and hands it on, or answers it itself; nil lets the
	// one local user in, which only a loopback address allows.
	Admit func(next http.Handler) http.Handler
	Hosts []string // names that requests may ask for beside the address's own
	Log   *slog.Logger
}

// Server serves.
type Server struct {
	Options
	http   http.Server
	listen net.Listener
}

// ErrExposed says that an address that others can reach needs accounts.
var ErrExposed = errors.New("others could reach it")

// Listen takes the address. Without Admit, one that is not loopback's is refused.
func Listen(ctx context.Context, o Options) (*Server, error) {
	host, _, err := net.SplitHostPort(o.Address)
	if err != nil {
		return nil, fmt.Errorf("serve at %s: %w", o.Address, err)
	}
	if o.Admit == nil && !loopback(host) {
		return nil, fmt.Errorf("serve at %s: %w, and anybody would be let in: use an address of this machine alone (127.0.0.1), or accounts (--team)", o.Address, ErrExposed)
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{Options: o}
	var config net.ListenConfig
	if s.listen, err = config.Listen(ctx, "tcp", o.Address); err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	mux := http.NewServeMux()
	for _, f := range o.Faces {
		f.Register(mux)
	}
	s.http = http.Server{
		Handler: s.outer(mux), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(o.Log.Handler(), slog.LevelDebug), BaseContext: func(net.Listener) context.Context { return ctx },
	}
	return s, nil
}

// loopback reports whether a host is this machine alone.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// URL is where the server is found.
func (s *Server) URL() string { return "http://" + s.listen.Addr().String() + "/" }

// Serve serves until ctx ends, and lets requests that are under way end.
func (s *Server) Serve(ctx context.Context) error {
	ended := make(chan error, 1)
	go func() { ended <- s.http.Serve(s.listen) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	last, stop := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer stop()
	if err := s.http.Shutdown(last); err != nil {
		_ = s.http.Close() // who is left looks at a stream of events
	}
	return nil
}

// outer is what goes around every request.
func (s *Server) outer(next http.Handler) http.Handler {
	admit := s.Admit
	if admit == nil {
		admit = local
	}
	crossing := http.NewCrossOriginProtection()
	return health(s.named(headers(crossing.Handler(admit(next)))))
}

// local lets the one user in that there is without accounts.
func local(next http.Handler) http.Handler {
	name := "local"
	if u, err := user.Current(); err == nil && u.Username != "" {
		name = u.Username
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(account.With(r.Context(), account.User{Name: name, Role: account.Admin, Local: true})))
	})
}

// headers tells browsers to load nothing from elsewhere, to run nothing that is not a file
// of the program, and to show pages nowhere else.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		next.ServeHTTP(w, r)
	})
}

// named refuses requests for another name than the server's: without that, a page from
// elsewhere whose name leads here would be of the same origin.
func (s *Server) named(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if h, _, err := net.SplitHostPort(r.Host); err == nil {
			host = h
		}
		host = strings.Trim(host, "[]")
		own, _, _ := net.SplitHostPort(s.listen.Addr().String())
		if !loopback(host) && host != own && !slices.ContainsFunc(s.Hosts, func(h string) bool { return strings.EqualFold(h, host) }) {
			http.Error(w, "this server does not go by that name", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}
