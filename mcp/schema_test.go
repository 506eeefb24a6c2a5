package mcp_test

import (
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// hold holds an answer against the schema that its tool promises.
func hold(t testing.TB, schema, answer any) {
	t.Helper()
	c := jsonschema.NewCompiler()
	if err := c.AddResource("tool.json", schema); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("tool.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(answer); err != nil {
		t.Error(err)
	}
}
