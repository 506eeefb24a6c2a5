package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hearsay-news/hearsay/docs/schema"
)

// about is what the document says of the whole.
const about = `Who said what, in which article, and what became of it: the statements, claims, stories and documents of one ledger. Nothing here says what is true.

Lists are pages of {"items": […], "next": "…"}; the next page is asked for by cursor. A page may have fewer items than the limit and still have a next. Errors are problems (RFC 9457) that name the parameter or the field. A GET has a strong ETag and honours If-None-Match. A POST may carry an Idempotency-Key: for 24 hours the same request with the same key is done once and answered the same. Who the user is, and what they may do, is the server's to say: viewers read, analysts add and decide, admins verify and back up.`

// record is a record of the JSON contract, as it is.
type record json.RawMessage

// MarshalJSON gives the record.
func (r record) MarshalJSON() ([]byte, error) { return r, nil }

// The records, each with its schema.
type (
	statementRecord struct{ record }
	claimRecord     struct{ record }
	storedDocument  struct{ record }
)

// Schema is the contract's.
func (statementRecord) Schema(huma.Registry) *huma.Schema { return component("Statement") }

// Schema is the contract's.
func (claimRecord) Schema(huma.Registry) *huma.Schema { return component("Claim") }

// Schema is the ledger's, around the contract's.
func (storedDocument) Schema(huma.Registry) *huma.Schema { return component("StoredDocument") }

const components = "#/components/schemas/"

func component(name string) *huma.Schema { return &huma.Schema{Ref: components + name} }

// raw is a schema as it is written.
func raw(text string) map[string]any {
	var m map[string]any
	_ = json.Unmarshal([]byte(text), &m) // the tests see that there is one
	return m
}

// contract adds the schemas of the contract's records and of problems to the document.
func contract(to huma.Registry) error {
	for file, name := range map[string]string{"statement-1.json": "Statement", "claim-1.json": "Claim", "document-1.json": "Article"} {
		if err := addSchema(to, file, name); err != nil {
			return err
		}
	}
	if properties, ok := to.Map()["Statement"].Extensions["properties"].(map[string]any); ok {
		properties["ledger"] = raw(`{"type": "object", "description": "What the ledger knows of it.", "required": ["entry", "recorded", "public", "replaced", "superseded_by"], "properties": {
			"entry": {"type": "integer", "minimum": 0, "description": "Index in the log."},
			"recorded": {"type": "string", "description": "When it was recorded, RFC 3339, UTC."},
			"public": {"type": "string", "description": "Since when it has been public, as far as is known."},
			"replaced": {"type": "boolean", "description": "It is of a version that a later one replaced."},
			"superseded_by": {"type": ["integer", "null"], "description": "Index of the reading that superseded it."},
			"snippet": {"type": "string", "description": "Of a search: the content around what was found, marked by « »."}}}`)
	}
	to.Map()["StoredDocument"] = &huma.Schema{Extensions: raw(`{"type": "object", "description": "A document as the log has it.", "required": ["schema", "snapshot", "retrieved", "public", "document"], "properties": {
		"schema": {"const": "hearsay/recorded-document/1"},
		"canonical": {"type": "string", "description": "Canonical URL, the same for all versions."},
		"snapshot": {"type": "string", "description": "SHA-256 of the bytes that it was made of."},
		"retrieved": {"type": "string", "description": "When they were fetched."},
		"public": {"type": "string", "description": "Since when its text was public, as far as is known."},
		"document": {"$ref": "#/components/schemas/Article"}}}`)}
	to.Map()["Problem"] = &huma.Schema{Extensions: raw(`{"type": "object", "description": "What is wrong, by RFC 9457.", "required": ["title", "status", "detail"], "properties": {
		"type": {"type": "string"}, "instance": {"type": "string"},
		"title": {"type": "string"}, "status": {"type": "integer", "minimum": 400}, "detail": {"type": "string"},
		"errors": {"type": "array", "items": {"type": "object", "properties": {
			"location": {"type": "string", "description": "The part of the request: query.limit, body.act, path.id."},
			"message": {"type": "string"}, "value": {"description": "What was there, where it is short; of a conflict, the basis as it is now."}}}}}}`)}
	return nil
}

// addSchema adds a schema of a file, and those that it defines under names of their own.
func addSchema(to huma.Registry, file, name string) error {
	data, err := schema.Files.ReadFile(file)
	if err != nil {
		return fmt.Errorf("read schema %s: %w", file, err)
	}
	data = bytes.ReplaceAll(data, []byte(`"#/$defs/`), []byte(`"`+components+name+"_"))
	var whole map[string]any
	if err := json.Unmarshal(data, &whole); err != nil {
		return fmt.Errorf("read schema %s: %w", file, err)
	}
	defs, _ := whole["$defs"].(map[string]any)
	for _, key := range []string{"$defs", "$schema", "$id"} {
		delete(whole, key)
	}
	for def, s := range defs {
		m, ok := s.(map[string]any)
		if !ok {
			return fmt.Errorf("read schema %s: %s is none", file, def)
		}
		to.Map()[name+"_"+def] = &huma.Schema{Extensions: m}
	}
	to.Map()[name] = &huma.Schema{Extensions: whole}
	return nil
}

// loosen lets answers have fields that the document does not know yet: a later version may
// add some. Requests may not have such.
func loosen(doc *huma.OpenAPI) {
	asked := make(map[string]bool)
	for _, item := range doc.Paths {
		if item.Post == nil || item.Post.RequestBody == nil {
			continue
		}
		for _, m := range item.Post.RequestBody.Content {
			note(doc, m.Schema, asked)
		}
	}
	for name, s := range doc.Components.Schemas.Map() {
		if !asked[name] {
			s.AdditionalProperties = nil
		}
	}
}

// note notes the components that a request's schema is made of.
func note(doc *huma.OpenAPI, s *huma.Schema, in map[string]bool) {
	if s == nil {
		return
	}
	if name, ok := strings.CutPrefix(s.Ref, components); ok && !in[name] {
		in[name] = true
		note(doc, doc.Components.Schemas.Map()[name], in)
	}
	for _, p := range s.Properties {
		note(doc, p, in)
	}
	note(doc, s.Items, in)
}
