package api

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// out is an answer with a body.
type out[T any] struct{ Body T }

func (o *out[T]) body() any        { return o.Body }
func (o *out[T]) location() string { return "" }

// made is the answer to what was made or begun.
type made[T any] struct {
	Location string
	Body     T
}

func (m *made[T]) body() any        { return m.Body }
func (m *made[T]) location() string { return m.Location }

// bodied is an answer that has a body.
type bodied interface {
	body() any
	location() string
}

// streaming is an answer that goes out as it comes.
type streaming struct {
	run func(w http.ResponseWriter, r *http.Request)
}

// call does what an operation does; in is a pointer to what was asked.
type call func(ctx context.Context, in any) (any, error)

// add registers an operation: its parameters and its body are what I has, its answer what O
// has. Only this much is made for each pair of types: the program is large enough.
func add[I, O any](a *API, o operation, h func(ctx context.Context, in *I) (*O, error)) {
	a.register(o, reflect.TypeFor[I](), reflect.TypeFor[O](), func(ctx context.Context, in any) (any, error) {
		got, err := h(ctx, in.(*I))
		if err != nil {
			return nil, err
		}
		return got, nil
	})
}

// register registers an operation and describes it in the document.
func (a *API) register(o operation, in, answer reflect.Type, do call) {
	if o.limit == 0 {
		o.limit = usual
	}
	if o.status == 0 {
		o.status = http.StatusOK
	}
	form := formOf(a.doc.Components.Schemas, in)
	op := &huma.Operation{
		OperationID: o.id, Method: o.method, Path: o.path, Summary: o.summary, Description: o.text, Tags: []string{o.tag},
		Responses: o.responses(), Parameters: form.described(), RequestBody: form.bodyDescribed(),
	}
	if f, ok := answer.FieldByName("Body"); ok {
		r := op.Responses[strconv.Itoa(o.status)]
		if r == nil {
			r = &huma.Response{Description: http.StatusText(o.status)}
			op.Responses[strconv.Itoa(o.status)] = r
		}
		r.Content = map[string]*huma.MediaType{"application/json": {Schema: a.doc.Components.Schemas.Schema(f.Type, true, "")}}
		if _, ok := answer.FieldByName("Location"); ok {
			r.Headers = map[string]*huma.Header{"Location": {Description: "Where it is found", Schema: &huma.Schema{Type: huma.TypeString}}}
		}
	}
	a.doc.AddOperation(op)
	pattern := o.method + " " + Root + o.path
	a.rules[pattern] = &rules{least: o.least, most: o.most, limit: o.limit, stream: o.stream != ""}
	a.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { a.serve(w, r, &o, form, in, do) })
}

// serve answers a request for an operation.
func (a *API) serve(w http.ResponseWriter, r *http.Request, o *operation, form *form, in reflect.Type, do call) {
	asked := reflect.New(in)
	if p := form.read(a.doc.Components.Schemas, r, asked.Elem()); p != nil {
		tell(w, p)
		return
	}
	got, err := do(r.Context(), asked.Interface())
	if err != nil {
		tell(w, a.problem(r.Context(), o.id, err))
		return
	}
	switch got := got.(type) {
	case *streaming:
		got.run(w, r)
	case bodied:
		w.Header().Set("Content-Type", "application/json")
		if at := got.location(); at != "" {
			w.Header().Set("Location", at)
		}
		w.WriteHeader(o.status)
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(got.body()); err != nil { // a record of the ledger that is no JSON
			a.Log.Error("api", "operation", o.id, "err", err)
			panic(http.ErrAbortHandler)
		}
	}
}

// isJSON reports whether a body says that it is JSON, or nothing.
func isJSON(kind string) bool {
	kind, _, _ = strings.Cut(kind, ";")
	kind = strings.TrimSpace(kind)
	return kind == "" || strings.EqualFold(kind, "application/json")
}
