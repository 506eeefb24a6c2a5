package api_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/hearsay-news/hearsay/api"
)

// document is the OpenAPI document as a client has it: it compiles the schemas that are in
// it and holds requests and answers against them.
type document struct {
	whole   map[string]any
	schemas *jsonschema.Compiler

	mu     sync.Mutex
	called map[string]bool // IDs of operations that were called and answered with success
	all    []string
}

func readDocument(t testing.TB, d *desk) *document {
	t.Helper()
	got := d.do("GET", api.Root+"/openapi.json", "")
	got.want(t, http.StatusOK)
	doc := &document{called: make(map[string]bool), schemas: jsonschema.NewCompiler()}
	got.read(t, &doc.whole)
	for name, s := range doc.components() {
		if base, _, _ := strings.Cut(name, "_"); base != "Statement" && base != "Claim" && base != "Article" { // those are the contract's
			tighten(s)
		}
	}
	if err := doc.schemas.AddResource("openapi.json", doc.whole); err != nil {
		t.Fatal(err)
	}
	for _, item := range doc.paths() {
		for _, op := range item.(map[string]any) {
			doc.all = append(doc.all, op.(map[string]any)["operationId"].(string))
		}
	}
	return doc
}

// tighten has objects refuse what the document does not name: a field that is answered and
// not described is a fault here, though clients must bear it.
func tighten(v any) {
	switch v := v.(type) {
	case map[string]any:
		for _, sub := range v {
			tighten(sub)
		}
		_, object := v["properties"].(map[string]any)
		if _, says := v["additionalProperties"]; object && !says && v["type"] == "object" {
			v["additionalProperties"] = false
		}
	case []any:
		for _, sub := range v {
			tighten(sub)
		}
	}
}

func (doc *document) components() map[string]any {
	return doc.whole["components"].(map[string]any)["schemas"].(map[string]any)
}

func (doc *document) paths() map[string]any { return doc.whole["paths"].(map[string]any) }

// find gives the operation of a request and the pointer to it, nil for none.
func (doc *document) find(method, path string) (op map[string]any, pointer string, values map[string]string) {
	if method == http.MethodHead {
		method = http.MethodGet
	}
	asked := strings.Split(strings.TrimPrefix(path, api.Root), "/")
	best := -1
	for template, item := range doc.paths() {
		parts := strings.Split(template, "/")
		if len(parts) != len(asked) {
			continue
		}
		fixed, vars, ok := 0, map[string]string{}, true
		for i, p := range parts {
			if strings.HasPrefix(p, "{") {
				vars[strings.Trim(p, "{}")] = asked[i]
			} else if ok = ok && p == asked[i]; ok {
				fixed++
			}
		}
		found, has := item.(map[string]any)[strings.ToLower(method)].(map[string]any)
		if ok && has && fixed > best {
			best, op, values = fixed, found, vars
			pointer = "openapi.json#/paths/" + strings.ReplaceAll(url.PathEscape(strings.ReplaceAll(template, "/", "~1")), "%7E", "~") + "/" + strings.ToLower(method)
		}
	}
	return op, pointer, values
}

// hold holds a request and its answer against the document.
func (doc *document) hold(t testing.TB, r *http.Request, body string, got answer) {
	t.Helper()
	op, at, vars := doc.find(r.Method, r.URL.Path)
	if op == nil {
		return
	}
	what := r.Method + " " + r.URL.String()
	if got.code < 300 {
		doc.mu.Lock()
		doc.called[op["operationId"].(string)] = true
		doc.mu.Unlock()
		if err := doc.request(op, at, vars, r, body); err != nil {
			t.Errorf("%s was answered, and does not fit the document: %v", what, err)
		}
	}
	if err := doc.response(op, at, r.Method, got); err != nil {
		t.Errorf("%s: the answer does not fit the document: %v", what, err)
	}
}

func (doc *document) request(op map[string]any, at string, vars map[string]string, r *http.Request, body string) error {
	known := map[string]bool{}
	params, _ := op["parameters"].([]any)
	for i, p := range params {
		p := p.(map[string]any)
		name, in := p["name"].(string), p["in"].(string)
		var values []string
		switch in {
		case "path":
			values = []string{vars[name]}
		case "query":
			known[name] = true
			values = r.URL.Query()[name]
		case "header":
			values = r.Header.Values(name)
		}
		if len(values) == 0 {
			if p["required"] == true {
				return fmt.Errorf("%s.%s is missing", in, name)
			}
			continue
		}
		if err := doc.valid(fmt.Sprintf("%s/parameters/%d/schema", at, i), typed(p["schema"].(map[string]any), values)); err != nil {
			return fmt.Errorf("%s.%s: %w", in, name, err)
		}
	}
	for name := range r.URL.Query() {
		if !known[name] {
			return fmt.Errorf("query.%s is not described", name)
		}
	}
	if op["requestBody"] == nil {
		return nil
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
	if err != nil {
		return err
	}
	return doc.valid(at+"/requestBody/content/application~1json/schema", value)
}

// typed reads the text of a parameter as its schema says.
func typed(schema map[string]any, values []string) any {
	switch schema["type"] {
	case "integer":
		n, _ := strconv.Atoi(values[0])
		return n
	case "boolean":
		return values[0] == "true"
	case "array":
		var all []any
		for _, v := range values {
			all = append(all, v)
		}
		return all
	}
	return values[0]
}

func (doc *document) response(op map[string]any, at, method string, got answer) error {
	said, ok := op["responses"].(map[string]any)[strconv.Itoa(got.code)].(map[string]any)
	if !ok {
		return fmt.Errorf("status %d is not described", got.code)
	}
	content, _ := said["content"].(map[string]any)
	kind := got.head.Get("Content-Type")
	if len(content) == 0 || method == http.MethodHead {
		if len(got.body) > 0 {
			return fmt.Errorf("it has a body: %.100s", got.body)
		}
		return nil
	}
	if _, ok := content[kind]; !ok {
		return fmt.Errorf("status %d: type %q is not described", got.code, kind)
	}
	if !strings.HasSuffix(kind, "json") {
		return nil
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(got.body))
	if err != nil {
		return err
	}
	return doc.valid(fmt.Sprintf("%s/responses/%d/content/%s/schema", at, got.code, strings.ReplaceAll(kind, "/", "~1")), value)
}

func (doc *document) valid(at string, value any) error {
	doc.mu.Lock()
	defer doc.mu.Unlock()
	s, err := doc.schemas.Compile(at)
	if err != nil {
		return fmt.Errorf("%s: %w", at, err)
	}
	return s.Validate(value)
}

// The document says of all operations who they are for and what they are, in both forms.
func TestDocument(t *testing.T) {
	d := open(t)
	doc := readDocument(t, d)
	if len(doc.all) < 25 {
		t.Errorf("%d operations", len(doc.all))
	}
	if doc.whole["openapi"] != "3.1.0" {
		t.Errorf("openapi: %v", doc.whole["openapi"])
	}
	var refs func(v any)
	refs = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if ref, ok := v["$ref"].(string); ok {
				name := strings.TrimPrefix(ref, "#/components/schemas/")
				if _, ok := doc.components()[name]; !ok {
					t.Errorf("%s: there is no such schema", ref)
				}
			}
			for _, sub := range v {
				refs(sub)
			}
		case []any:
			for _, sub := range v {
				refs(sub)
			}
		}
	}
	refs(doc.whole)
	for path, item := range doc.paths() {
		for method, op := range item.(map[string]any) {
			op := op.(map[string]any)
			if op["summary"] == nil || op["description"] == nil {
				t.Errorf("%s %s is not described", method, path)
			}
			params, _ := op["parameters"].([]any)
			for _, p := range params {
				if p := p.(map[string]any); p["description"] == nil {
					t.Errorf("%s %s: %s is not described", method, path, p["name"])
				}
			}
		}
	}
	got := d.do("GET", api.Root+"/openapi.yaml", "")
	got.want(t, http.StatusOK)
	if !bytes.Contains(got.body, []byte("openapi: 3.1.0")) && !bytes.Contains(got.body, []byte(`openapi: "3.1.0"`)) {
		t.Errorf("not YAML: %.200s", got.body)
	}
	if bytes.Contains(got.body, []byte("http://")) {
		t.Error("the document leads elsewhere")
	}
}
