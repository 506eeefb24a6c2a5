package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hearsay-news/hearsay/account"
)

// ServeHTTP answers a request: whether the user may, how much the body has and how long it
// all takes is looked at here, the same for every operation.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	defer a.recover(w, r)
	_, pattern := a.mux.Handler(r)
	rule := a.rules[pattern]
	if rule == nil {
		a.noOperation(w, r)
		return
	}
	if p := rule.allow(r); p != nil {
		if p.Status == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", `Bearer realm="hearsay"`)
		}
		tell(w, p)
		return
	}
	if rule.stream {
		a.mux.ServeHTTP(w, r) // it limits itself
		return
	}
	ctx, stop := context.WithTimeout(r.Context(), rule.limit)
	defer stop()
	r = r.WithContext(ctx)
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Now().Add(rule.limit)) // not every server has deadlines
	_ = control.SetWriteDeadline(time.Now().Add(2 * rule.limit))
	if r.Method != http.MethodPost {
		a.answer(r).send(w, r)
		return
	}
	body, free, p := a.body(w, r, rule)
	if p != nil {
		tell(w, p)
		return
	}
	defer free()
	_ = control.SetReadDeadline(time.Time{}) // all of it is here
	a.once(w, r, rule, body)
}

// allow says why a request is not let in, nil where it is.
func (u *rules) allow(r *http.Request) *huma.ErrorModel {
	who := account.From(r.Context())
	switch {
	case who.Role == account.Nobody:
		return status(http.StatusUnauthorized, "nobody is logged in")
	case !who.May(u.least):
		return status(http.StatusForbidden, "it takes the role %s; yours is %s", u.least, who.Role)
	}
	if _, err := url.ParseQuery(r.URL.RawQuery); err != nil {
		return bad("query", "it is not written as a URL's query must be")
	}
	return nil
}

// body reads what was sent. free is called when it is needed no longer.
func (a *API) body(w http.ResponseWriter, r *http.Request, rule *rules) (body []byte, free func(), p *huma.ErrorModel) {
	free = func() {}
	if r.ContentLength > rule.most {
		return nil, nil, status(http.StatusRequestEntityTooLarge, "the body may have %d bytes", rule.most)
	}
	if rule.most > largeBody && (r.ContentLength < 0 || r.ContentLength > largeBody) {
		select {
		case a.large <- struct{}{}:
			free = func() { <-a.large }
		case <-r.Context().Done():
			return nil, nil, status(http.StatusServiceUnavailable, "too much is being sent at once")
		}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, rule.most))
	if err == nil {
		return body, free, nil
	}
	free()
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		return nil, nil, status(http.StatusRequestEntityTooLarge, "the body may have %d bytes", rule.most)
	}
	return nil, nil, bad("body", "it did not come whole")
}

// with gives a request the body that was read of it.
func with(r *http.Request, body []byte) *http.Request {
	r = r.Clone(r.Context())
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return r
}

// noOperation says that there is nothing at an address, or nothing by that method.
func (a *API) noOperation(w http.ResponseWriter, r *http.Request) {
	if account.From(r.Context()).Role == account.Nobody {
		tell(w, status(http.StatusUnauthorized, "nobody is logged in"))
		return
	}
	looked := a.answer(r)
	if allowed := looked.head.Get("Allow"); looked.code == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", allowed)
		tell(w, status(http.StatusMethodNotAllowed, "it takes %s here", strings.ReplaceAll(allowed, ", ", " or ")))
		return
	}
	tell(w, missing("operation; "+Root+"/openapi.json has all"))
}

// recover keeps a fault of one request from being more than that.
func (a *API) recover(w http.ResponseWriter, r *http.Request) {
	fault := recover()
	if fault == nil {
		return
	}
	if err, ok := fault.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(fault) // it asks the server to cut the connection
	}
	a.Log.Error("api", "path", r.URL.Path, "panic", fault)
	tell(w, status(http.StatusInternalServerError, "something went wrong; the program's log says what"))
}
