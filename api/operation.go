package api

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hearsay-news/hearsay/account"
)

// rules are what is asked of a request before it is answered.
type rules struct {
	least  account.Role
	most   int64         // bytes that a body may have
	limit  time.Duration // for the answer
	stream bool          // the answer goes out as it comes
}

// Limits.
const (
	usual       = 30 * time.Second
	longest     = 5 * time.Minute // for a large body to come
	mostDecided = 1 << 20
	mostGiven   = 64 << 20
	largeBody   = 1 << 20 // from here on a body is large
	mostLarge   = 2
)

// operation is what an operation is registered by.
type operation struct {
	id, tag, method, path string
	summary, text         string
	least                 account.Role
	status                int   // of success, 0 for 200
	most                  int64 // bytes that a body may have
	limit                 time.Duration
	stream                string // the answer's type, where it goes out as it comes
	also                  []int  // statuses of errors beside those that any request may end with
}

// responses are the answers beside the one of success; that follows from its type.
func (o *operation) responses() map[string]*huma.Response {
	codes := append([]int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusInternalServerError, http.StatusServiceUnavailable}, o.also...)
	if o.method == http.MethodPost {
		codes = append(codes, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity)
	}
	if strings.Contains(o.path, "{") {
		codes = append(codes, http.StatusNotFound)
	}
	out := make(map[string]*huma.Response)
	for _, code := range codes {
		out[strconv.Itoa(code)] = &huma.Response{Description: meaning(code), Content: map[string]*huma.MediaType{
			problemType: {Schema: &huma.Schema{Ref: "#/components/schemas/Problem"}},
		}}
	}
	switch {
	case o.stream != "":
		out["200"] = &huma.Response{Description: "A stream.", Content: map[string]*huma.MediaType{o.stream: {Schema: &huma.Schema{Type: huma.TypeString}}}}
	case o.method == http.MethodGet:
		out["304"] = &huma.Response{Description: "It is as the client has it: If-None-Match names the ETag."}
		out["200"] = &huma.Response{Description: "OK", Headers: map[string]*huma.Header{
			"ETag": {Description: "Changes with the answer", Schema: &huma.Schema{Type: huma.TypeString}},
		}}
	}
	return out
}

// meaning is what a status says here.
func meaning(code int) string {
	switch code {
	case http.StatusBadRequest:
		return "A parameter or a field is not as it must be; the problem names it."
	case http.StatusUnauthorized:
		return "Nobody is logged in."
	case http.StatusForbidden:
		return "The user's role does not allow it."
	case http.StatusConflict:
		return "Somebody else decided meanwhile; the problem has the basis as it is now."
	case http.StatusUnprocessableEntity:
		return "The Idempotency-Key was used for another request."
	case http.StatusTooManyRequests:
		return "Too much is under way; the header Retry-After says when to try again."
	case http.StatusServiceUnavailable:
		return "It took too long, or cannot be done here now."
	}
	return http.StatusText(code)
}
