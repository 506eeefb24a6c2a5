package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// The claims that the program makes of a story keep the contract, and are of statements and
// documents that it prints.
func TestClaimsKeepTheContract(t *testing.T) {
	claim, led := schema(t, "claim-1.json"), intoLedger(t, ferryPack, "accurate")
	document := map[string]string{} // by the ID of the statement
	for line := range strings.Lines(runReal(t, exitDone, "statements", "--ledger", led, "--format", "jsonl", "--limit", "0")) {
		var st struct {
			ID       string
			Document struct{ ID string }
		}
		if err := json.Unmarshal([]byte(line), &st); err != nil {
			t.Fatal(err)
		}
		document[st.ID] = st.Document.ID
	}
	var records []json.RawMessage
	if err := json.Unmarshal([]byte(runReal(t, exitDone, "claims", "--ledger", led, "--format", "json")), &records); err != nil {
		t.Fatal(err)
	}
	if len(records) < 20 {
		t.Errorf("%d claims in the story, there are at least 20", len(records))
	}
	for _, record := range records {
		keeps(t, claim, string(record))
		var cl claimShown
		if err := json.Unmarshal(record, &cl); err != nil {
			t.Fatal(err)
		}
		if fault := cl.misfit(document); fault != "" {
			t.Errorf("%s\n%s", fault, record)
		}
	}
	for was, is := range map[string]string{
		`"rule": 5`: `"rule": 1`, `"stance": "asserts"`: `"stance": "says"`, `"kind": "event"`: `"kind": "fact"`, `"because": [`: `"because": ["",`,
	} {
		refuses(t, claim, records, was, is)
	}
}

// refuses holds the first record that has some words against a schema, with others in their
// place.
func refuses(t *testing.T, s *jsonschema.Schema, records []json.RawMessage, was, is string) {
	t.Helper()
	i := slices.IndexFunc(records, func(r json.RawMessage) bool { return strings.Contains(string(r), was) })
	if i < 0 {
		t.Fatalf("no record has %s", was)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.Replace(string(records[i]), was, is, 1)))
	if err != nil {
		t.Fatal(err)
	}
	if s.Validate(value) == nil {
		t.Errorf("%s passes in the place of %s", is, was)
	}
}

type changeShown struct {
	From, Status string
	Because      []string
}

// claimShown is a claim as it is printed, as far as its parts must fit each other.
type claimShown struct {
	Status                string
	History               []changeShown
	Positions             []struct{ Statements []string }
	Origins               []struct{ Statements, Documents []string }
	Independent           int `json:"independent_origins"`
	Figures               []struct{ Statement string }
	Statements, Documents []string
}

// misfit says what of a claim does not fit the rest of it, or the documents that
// statements are of; "" for nothing.
func (c *claimShown) misfit(document map[string]string) string {
	var of, taken []string
	for _, id := range c.Statements {
		of = append(of, document[id])
	}
	named := []string{}
	for _, h := range c.History {
		named = append(named, h.Because...)
	}
	for _, o := range c.Origins {
		named = append(named, o.Statements...)
		for _, id := range o.Documents {
			if !slices.Contains(c.Documents, id) {
				return "an origin's document is none of the claim's"
			}
		}
	}
	for _, f := range c.Figures {
		named = append(named, f.Statement)
	}
	for _, p := range c.Positions {
		taken = append(taken, p.Statements...)
	}
	inAll := func(list, all []string) bool {
		return !slices.ContainsFunc(list, func(id string) bool { return !slices.Contains(all, id) })
	}
	last := ""
	if n := len(c.History); n > 0 {
		last = c.History[n-1].Status
	}
	switch {
	case !inAll(of, c.Documents) || !inAll(c.Documents, of):
		return "its documents are not those of its statements"
	case !inAll(named, c.Statements):
		return "it names a statement that is none of its own"
	case !inAll(taken, c.Statements) || !inAll(c.Statements, taken):
		return "its positions are not those of its statements"
	case c.Independent != len(c.Origins):
		return "its origins are not as many as it says"
	case c.Status != last:
		return "its status is not the last of its history"
	case !slices.IsSortedFunc(c.History, func(a, b changeShown) int { return strings.Compare(a.From, b.From) }):
		return "its history is out of order"
	}
	return ""
}
