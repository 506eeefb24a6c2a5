package mcp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/hearsay-news/hearsay/account"
)

// Root is where the face is.
const Root = "/mcp"

// mostMessage is how many bytes a message of a client may have.
const mostMessage = 1 << 20

// handler speaks the protocol over HTTP, each request on its own: nothing is kept between
// requests that a client could forget to end.
func (s *Server) handler() *sdk.StreamableHTTPHandler {
	return sdk.NewStreamableHTTPHandler(func(*http.Request) *sdk.Server { return s.server }, &sdk.StreamableHTTPOptions{
		Stateless: true, JSONResponse: true, Logger: s.Log, MaxRequestBodyBytes: mostMessage, PropagateRequestCancellation: true,
		DisableLocalhostProtection: true, // whoever serves it looks at names: behind a proxy, requests name its host
	})
}

// Register adds the face to a mux. Whoever serves it says who the user is (account.With);
// without one, nothing is answered.
func (s *Server) Register(mux *http.ServeMux) {
	for _, method := range []string{"GET", "POST", "DELETE"} { // without one, it would quarrel with a page's "GET /"
		mux.Handle(method+" "+Root, s)
	}
}

// clientKey is the key of the context that ends when the client goes. The protocol's own
// lets go of it for clients of older versions, which may be answered later; here they are
// not.
type clientKey struct{}

// ServeHTTP answers a request of who may read. Where there are accounts, that takes a token:
// a browser that is logged in is no client.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	u := account.From(r.Context())
	switch {
	case u.Role == account.Nobody:
		w.Header().Set("WWW-Authenticate", `Bearer realm="hearsay"`)
		problem(w, http.StatusUnauthorized, "send a token: Authorization: Bearer hs_…")
		return
	case !u.Local && u.Session != 0:
		problem(w, http.StatusForbidden, "it takes a token, not a session: Authorization: Bearer hs_…")
		return
	}
	if r.Method == http.MethodPost {
		body, code, fault := s.body(w, r)
		if fault != "" {
			problem(w, code, fault)
			return
		}
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	}
	w.Header().Set("Cache-Control", "no-store")
	s.http.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), clientKey{}, r.Context())))
}

// body reads one message.
func (s *Server) body(w http.ResponseWriter, r *http.Request) (body []byte, code int, fault string) {
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Now().Add(within)) // not every server has deadlines
	_ = control.SetWriteDeadline(time.Now().Add(4 * within))
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostMessage))
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		return nil, http.StatusRequestEntityTooLarge, "a message may have 1 MB"
	}
	if err != nil {
		return nil, http.StatusBadRequest, "the message did not come whole"
	}
	_ = control.SetReadDeadline(time.Time{}) // all of it is here
	if b := bytes.TrimLeft(body, " \t\r\n"); len(b) > 0 && b[0] == '[' {
		return nil, http.StatusBadRequest, "one message at a time: batches are not answered"
	}
	return body, 0, ""
}

// problem answers where the protocol has no say.
func problem(w http.ResponseWriter, code int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(map[string]any{"type": "about:blank", "title": http.StatusText(code), "status": code, "detail": detail}) // who hung up is gone
}
