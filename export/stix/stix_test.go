package stix_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/export/stix"
	"github.com/hearsay-news/hearsay/internal/roomtest"
)

// required are the properties that the specification asks of each type, beyond those of all.
var required = map[string][]string{
	"report": {"name", "published", "object_refs"}, "identity": {"name"}, "location": {}, "opinion": {"opinion", "object_refs"},
	"note": {"content", "object_refs"}, "extension-definition": {"name", "schema", "version", "extension_types", "created_by_ref"}, stix.ClaimType: {"name", "extensions"},
}

// allowed are all properties of each type in the specification, beyond those of all; a type
// of an extension may have what it likes.
var allowed = map[string][]string{
	"report": {"name", "description", "report_types", "published", "object_refs"}, "identity": {"name", "description", "roles", "identity_class", "sectors", "contact_information"},
	"location": {"name", "description", "latitude", "longitude", "precision", "region", "country", "administrative_area", "city", "street_address", "postal_code"},
	"opinion":  {"explanation", "authors", "opinion", "object_refs"}, "note": {"abstract", "content", "authors", "object_refs"},
	"extension-definition": {"name", "description", "schema", "version", "extension_types", "extension_properties"},
}

// everywhere are the properties that all objects may have but confidence, which is the
// maker's and never a speaker's.
var everywhere = []string{"type", "spec_version", "id", "created_by_ref", "created", "modified", "revoked", "labels", "lang", "external_references", "object_marking_refs", "granular_markings", "extensions"}

// vocabularies are the values that the specification names.
var vocabularies = map[string][]string{
	"identity_class": {"individual", "group", "system", "organization", "class", "unknown"},
	"opinion":        {"strongly-disagree", "disagree", "neutral", "agree", "strongly-agree"},
}

var (
	idForm    = regexp.MustCompile(`^([a-z0-9-]{3,250})--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	timeForm  = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$`)
	countries = regexp.MustCompile(`^[A-Z]{2}$`)
)

// check holds an object against the rules of the specification.
func check(o map[string]any, ids map[string]bool) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	kind, _ := o["type"].(string)
	want, known := required[kind]
	if !known {
		fault("type %q", kind)
	}
	for _, name := range append([]string{"type", "spec_version", "id", "created", "modified"}, want...) {
		if v, ok := o[name]; !ok || v == "" {
			fault("it lacks %s", name)
		}
	}
	for name, v := range o {
		if list, ok := allowed[kind]; ok && !slices.Contains(list, name) && !slices.Contains(everywhere, name) {
			fault("property %s", name)
		}
		if name == "confidence" {
			fault("confidence")
		}
		if list, ok := v.([]any); ok && len(list) == 0 {
			fault("%s is an empty list", name)
		}
		if words := vocabularies[name]; words != nil && !slices.Contains(words, v.(string)) {
			fault("%s %q", name, v)
		}
		switch {
		case name == "created" || name == "modified" || name == "published":
			if s, _ := v.(string); !timeForm.MatchString(s) {
				fault("%s %q", name, s)
			} else if _, err := time.Parse(time.RFC3339, s); err != nil {
				fault("%s: %v", name, err)
			}
		case strings.HasSuffix(name, "_ref"):
			if !ids[v.(string)] {
				fault("%s leads nowhere", name)
			}
		case strings.HasSuffix(name, "_refs"):
			seen := map[any]bool{}
			for _, r := range v.([]any) {
				if !ids[r.(string)] || seen[r] {
					fault("%s %s leads nowhere, or twice", name, r)
				}
				seen[r] = true
			}
		}
	}
	if m := idForm.FindStringSubmatch(fmt.Sprint(o["id"])); m == nil || m[1] != kind || o["spec_version"] != "2.1" {
		fault("id %v, version %v", o["id"], o["spec_version"])
	}
	if fmt.Sprint(o["modified"]) < fmt.Sprint(o["created"]) {
		fault("modified before it was created")
	}
	return append(faults, checkParts(o, ids)...)
}

// checkParts holds what is particular to some objects against the specification.
func checkParts(o map[string]any, ids map[string]bool) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if refs, ok := o["external_references"].([]any); ok {
		for _, r := range refs {
			r := r.(map[string]any)
			if name, _ := r["source_name"].(string); name == "" || r["url"] == nil && r["external_id"] == nil && r["description"] == nil {
				fault("reference %v", r)
			}
		}
	}
	if o["type"] == "location" {
		_, lat := o["latitude"]
		_, lon := o["longitude"]
		country, _ := o["country"].(string)
		if lat != lon || !lat && country == "" && o["region"] == nil || country != "" && !countries.MatchString(country) {
			fault("location %v", o)
		}
	}
	if ext, ok := o["extensions"].(map[string]any); ok {
		for id, e := range ext {
			if !ids[id] || e.(map[string]any)["extension_type"] != "new-sdo" {
				fault("extension %s", id)
			}
		}
	}
	return faults
}

func TestWrite(t *testing.T) {
	s, in := roomtest.Chosen(t)
	out := roomtest.Twice(t, func(b *bytes.Buffer) error { return stix.Write(t.Context(), b, s) })
	var bundle struct {
		Type, ID string
		Objects  []map[string]any
	}
	if err := json.Unmarshal(out, &bundle); err != nil {
		t.Fatal(err)
	}
	if bundle.Type != "bundle" || !idForm.MatchString(bundle.ID) {
		t.Errorf("%s %s", bundle.Type, bundle.ID)
	}
	ids, kinds := map[string]bool{}, map[any]int{}
	for _, o := range bundle.Objects {
		id := fmt.Sprint(o["id"])
		if ids[id] {
			t.Errorf("%s twice", id)
		}
		ids[id] = true
		kinds[o["type"]]++
	}
	for _, o := range bundle.Objects {
		for _, f := range check(o, ids) {
			t.Errorf("%v: %s", o["id"], f)
		}
	}
	claimed, taken := 0, 0
	for x, err := range s.Stories(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		claimed += len(x.Claims)
		for i := range x.Claims {
			seen := map[string]bool{}
			for k := range x.Claims[i].Takes {
				seen[x.Claims[i].Takes[k].Statement] = true
			}
			taken += len(seen)
		}
	}
	if kinds["note"] != int(in.Statements) || kinds[stix.ClaimType] != claimed || kinds["opinion"] != taken || kinds["extension-definition"] != 1 || kinds["report"] == 0 || kinds["location"] == 0 {
		t.Errorf("%v; want %d notes, %d claims, %d opinions", kinds, in.Statements, claimed, taken)
	}
}

// The rules refuse what they should.
func TestRules(t *testing.T) {
	good := map[string]any{
		"type": "identity", "spec_version": "2.1", "id": "identity--6a5d0f6e-1c93-5b0a-9d27-5e428f31c710", "created": "2025-01-01T00:00:00.000Z", "modified": "2025-01-01T00:00:00.000Z", "name": "A", "identity_class": "group",
	}
	if f := check(good, nil); len(f) > 0 {
		t.Error(f)
	}
	for name, v := range map[string]any{"id": "identity--1", "created": "2025-01-01", "modified": "2024-01-01T00:00:00.000Z", "confidence": 80, "identity_class": "firm", "name": "", "created_by_ref": "identity--2", "mood": "good", "labels": []any{}} {
		bad := map[string]any{}
		for k, v := range good {
			bad[k] = v
		}
		bad[name] = v
		if len(check(bad, nil)) == 0 {
			t.Errorf("%s: %v passes", name, v)
		}
	}
}
