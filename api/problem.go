package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/ledger"
)

const problemType = "application/problem+json"

// problem makes what a client is told of an error. What is no client's fault is logged, and
// not told in full.
func (a *API) problem(ctx context.Context, what string, err error) *huma.ErrorModel {
	var theirs *huma.ErrorModel
	switch {
	case errors.As(err, &theirs):
		return theirs
	case errors.Is(err, ledger.ErrNotFound):
		return missing("entry")
	case errors.Is(err, ledger.ErrQuery):
		return status(http.StatusBadRequest, "%s", err)
	case errors.Is(err, newsroom.ErrDecision):
		return bad("body", "%s", err)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled), ctx.Err() != nil:
		return status(http.StatusServiceUnavailable, "it took too long")
	}
	a.Log.Error("api", "operation", what, "err", err)
	return status(http.StatusInternalServerError, "something went wrong; the program's log says what")
}

// status makes a problem.
func status(code int, format string, args ...any) *huma.ErrorModel {
	return &huma.ErrorModel{Status: code, Title: http.StatusText(code), Detail: fmt.Sprintf(format, args...)}
}

// bad says that a part of the request, "query.limit" or "body.url", is not as it must be.
func bad(where, format string, args ...any) *huma.ErrorModel {
	p := status(http.StatusBadRequest, "%s: "+format, append([]any{where}, args...)...)
	p.Errors = []*huma.ErrorDetail{{Location: where, Message: fmt.Sprintf(format, args...)}}
	return p
}

// missing says that something is not there.
func missing(what string) *huma.ErrorModel {
	return status(http.StatusNotFound, "there is no such %s", what)
}

// mostTold is how much of what a client sent it is told again.
const mostTold = 200

func clip(s string) string {
	if len(s) <= mostTold {
		return s
	}
	return strings.ToValidUTF8(s[:mostTold], "") + "…"
}

// tell answers with a problem where no operation did.
func tell(w http.ResponseWriter, p *huma.ErrorModel) {
	w.Header().Set("Content-Type", problemType)
	w.Header().Set("Cache-Control", "no-store")
	if p.Status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "10")
	}
	w.WriteHeader(p.Status)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(p) // who is gone hears nothing
}
