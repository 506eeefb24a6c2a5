package api

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// form is what may be asked of an operation: the fields of a struct that have a tag "path",
// "query" or "header", and the field Body.
type form struct {
	params []param
	body   *huma.Schema // nil for none
}

// param is a parameter.
type param struct {
	in, name string
	index    []int // of its field
	required bool
	many     bool
	initial  string
	schema   *huma.Schema
}

// formOf reads what a struct asks for.
func formOf(to huma.Registry, t reflect.Type) *form {
	f := new(form)
	for _, field := range reflect.VisibleFields(t) {
		if field.Name == "Body" {
			f.body = huma.SchemaFromField(to, field, "")
			continue
		}
		for _, in := range []string{"path", "query", "header"} {
			name := field.Tag.Get(in)
			if name == "" || field.Anonymous {
				continue
			}
			f.params = append(f.params, param{
				in: in, name: name, index: field.Index, required: in == "path" || field.Tag.Get("required") == "true",
				many: field.Type.Kind() == reflect.Slice, initial: field.Tag.Get("default"), schema: huma.SchemaFromField(to, field, ""),
			})
		}
	}
	return f
}

// described is what the document says of the parameters.
func (f *form) described() []*huma.Param {
	var all []*huma.Param
	for i := range f.params {
		p := &f.params[i]
		d := &huma.Param{Name: p.name, In: p.in, Required: p.required, Description: p.schema.Description, Schema: p.schema}
		if p.many {
			yes := true
			p.schema.Nullable, d.Explode = false, &yes
		}
		all = append(all, d)
	}
	return all
}

// bodyDescribed is what the document says of the body.
func (f *form) bodyDescribed() *huma.RequestBody {
	if f.body == nil {
		return nil
	}
	return &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: f.body}}}
}

// read fills in what a request asks, or says what in it does not fit the document.
func (f *form) read(schemas huma.Registry, r *http.Request, into reflect.Value) *huma.ErrorModel {
	path, found := huma.NewPathBuffer(nil, 0), &huma.ValidateResult{}
	query := r.URL.Query()
	for name := range query {
		if !f.asks(name) {
			path.Reset()
			path.Push("query")
			path.Push(name)
			found.Add(path, nil, "there is no such parameter")
		}
	}
	for i := range f.params {
		p := &f.params[i]
		path.Reset()
		path.Push(p.in)
		path.Push(p.name)
		p.read(schemas, r, query, into.FieldByIndex(p.index), path, found)
	}
	if p := refused(found); p != nil || f.body == nil {
		return p
	}
	return f.readBody(schemas, r, into.FieldByName("Body"), path, found)
}

func (f *form) asks(name string) bool {
	for i := range f.params {
		if f.params[i].in == "query" && f.params[i].name == name {
			return true
		}
	}
	return false
}

// read reads a parameter.
func (p *param) read(schemas huma.Registry, r *http.Request, query url.Values, into reflect.Value, path *huma.PathBuffer, found *huma.ValidateResult) {
	var values []string
	switch p.in {
	case "path":
		values = []string{r.PathValue(p.name)}
	case "query":
		values = query[p.name]
	case "header":
		values = r.Header.Values(p.name)
	}
	if len(values) == 1 && values[0] == "" && !p.many {
		values = nil
	}
	switch {
	case p.many && len(values) > 0:
		into.Set(reflect.ValueOf(values))
		huma.Validate(schemas, p.schema, path, huma.ModeWriteToServer, values, found)
		return
	case len(values) > 1:
		found.Add(path, nil, "it is there more than once")
		return
	case len(values) == 0 && p.required:
		found.Add(path, nil, "it is missing")
		return
	case len(values) == 0 && p.initial != "":
		values = []string{p.initial}
	case len(values) == 0:
		return
	}
	value, err := parse(into, values[0])
	if err != nil {
		found.Add(path, values[0], err.Error())
		return
	}
	huma.Validate(schemas, p.schema, path, huma.ModeWriteToServer, value, found)
}

// parse reads a value of the type that a field has.
func parse(into reflect.Value, text string) (any, error) {
	switch into.Kind() {
	case reflect.Int:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, errors.New("it is no whole number")
		}
		into.SetInt(n)
		return n, nil
	case reflect.Bool:
		b, err := strconv.ParseBool(text)
		if err != nil {
			return nil, errors.New("it is true or false")
		}
		into.SetBool(b)
		return b, nil
	default:
		into.SetString(text)
		return text, nil
	}
}

// readBody reads the body.
func (f *form) readBody(schemas huma.Registry, r *http.Request, into reflect.Value, path *huma.PathBuffer, found *huma.ValidateResult) *huma.ErrorModel {
	if !isJSON(r.Header.Get("Content-Type")) {
		return status(http.StatusUnsupportedMediaType, "header.Content-Type: the body is application/json")
	}
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return bad("body", "it did not come whole")
	}
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		return bad("body", "it is no JSON: %s", clip(err.Error()))
	}
	path.Reset()
	path.Push("body")
	huma.Validate(schemas, f.body, path, huma.ModeWriteToServer, value, found)
	if p := refused(found); p != nil {
		return p
	}
	if err := json.Unmarshal(data, into.Addr().Interface()); err != nil {
		return bad("body", "%s", clip(err.Error()))
	}
	return nil
}

// mostFaults is how many faults of a request are told.
const mostFaults = 20

// refused says what in a request does not fit, nil for nothing.
func refused(found *huma.ValidateResult) *huma.ErrorModel {
	if len(found.Errors) == 0 {
		return nil
	}
	p := status(http.StatusBadRequest, "")
	var all []string
	for _, err := range found.Errors[:min(len(found.Errors), mostFaults)] {
		var e *huma.ErrorDetail
		if !errors.As(err, &e) {
			e = &huma.ErrorDetail{Message: err.Error()}
		}
		told := &huma.ErrorDetail{Message: clip(e.Message), Location: clip(e.Location), Value: e.Value}
		if s, err := json.Marshal(e.Value); err != nil || len(s) > mostTold {
			told.Value = nil
		}
		p.Errors = append(p.Errors, told)
		all = append(all, told.Location+": "+told.Message)
	}
	p.Detail = strings.Join(all, "; ")
	return p
}
