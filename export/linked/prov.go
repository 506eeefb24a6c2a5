package linked

import (
	"cmp"
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/export/selection"
)

// ref refers to a node.
type ref struct {
	ID string `json:"@id"`
}

type typed struct {
	Value string `json:"@value"`
	Type  string `json:"@type"`
}

// node is an entity or an agent of PROV-O.
type node struct {
	ID         string   `json:"@id"`
	Type       []string `json:"@type"`
	Label      string   `json:"label,omitempty"`
	Value      string   `json:"value,omitempty"`
	Generated  *typed   `json:"generatedAtTime,omitempty"`
	Quoted     *ref     `json:"wasQuotedFrom,omitempty"`
	Primary    *ref     `json:"hadPrimarySource,omitempty"`
	Attributed []ref    `json:"wasAttributedTo,omitempty"`
	Revision   []ref    `json:"wasRevisionOf,omitempty"`
	Derived    []ref    `json:"wasDerivedFrom,omitempty"`
	At         *ref     `json:"atLocation,omitempty"`
	ActedFor   *ref     `json:"actedOnBehalfOf,omitempty"`
}

var provContext = map[string]any{
	"prov": "http://www.w3.org/ns/prov#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "xsd": "http://www.w3.org/2001/XMLSchema#", "hearsay": Namespace,
	"label": "rdfs:label", "value": "prov:value", "generatedAtTime": "prov:generatedAtTime", "wasQuotedFrom": "prov:wasQuotedFrom",
	"hadPrimarySource": "prov:hadPrimarySource", "wasAttributedTo": "prov:wasAttributedTo", "wasRevisionOf": "prov:wasRevisionOf",
	"wasDerivedFrom": "prov:wasDerivedFrom", "atLocation": "prov:atLocation", "actedOnBehalfOf": "prov:actedOnBehalfOf",
}

// provenance writes nodes, agents once each.
type provenance struct {
	*list
	agents map[string]bool
}

// Provenance writes documents and statements as a graph of PROV-O: a statement was quoted
// from its document and has what its speaker uttered as its primary source, through those
// who carried it; a document is a revision of the version before and derived from the text
// that it carries.
func Provenance(ctx context.Context, to io.Writer, s *selection.Selection) error {
	l, err := open(to, "@graph", map[string]any{"@context": provContext})
	if err != nil {
		return err
	}
	p := &provenance{l, make(map[string]bool)}
	for d, err := range s.Documents(ctx) {
		if err != nil {
			return err
		}
		if err := p.document(d); err != nil {
			return err
		}
		for st, err := range s.Of(ctx, d.ID) {
			if err != nil {
				return err
			}
			if err := p.statement(st); err != nil {
				return err
			}
		}
	}
	return p.close("")
}

func (p *provenance) document(d *selection.Document) error {
	n := node{ID: urn(d.ID), Type: []string{"prov:Entity", "hearsay:Document"}, Label: d.Title, Generated: instant(d.Public)}
	if u := webURL(d.URL); u != "" {
		n.At = &ref{u}
	}
	if d.Publisher != "" {
		id := hearsay.Address("ag_", strings.ToLower(d.Publisher))
		if err := p.agent(urn(id), d.Publisher, "prov:Organization", ""); err != nil {
			return err
		}
		n.Attributed = []ref{{urn(id)}}
	}
	for i := range d.Versions {
		if v := &d.Versions[i]; v.Document == d.ID && v.Replaces != d.ID {
			n.Revision = append(n.Revision, ref{urn(v.Replaces)})
		}
	}
	for i := range d.Copied {
		if first := d.Copied[i].First; first != "" && first != d.ID {
			n.Derived = append(n.Derived, ref{urn(first)})
		}
	}
	return p.add(&n)
}

func (p *provenance) statement(st *selection.Statement) error {
	n := node{
		ID: urn(st.ID), Type: []string{"prov:Entity", "hearsay:Statement"}, Value: st.Content.Text(), Generated: instant(st.Public),
		Quoted: &ref{urn(st.Document.ID)}, Primary: &ref{urn(st.ID) + "#said"},
	}
	said := node{ID: urn(st.ID) + "#said", Type: []string{"prov:Entity", "hearsay:Utterance"}, Label: strings.TrimSpace(cmp.Or(st.Who(), "somebody unnamed") + " " + st.Act)}
	if len(st.SaidOn) == len("2006-01-02") {
		said.Generated = &typed{st.SaidOn + "T00:00:00Z", "xsd:dateTime"}
	}
	if who := st.Who(); who != "" {
		id := cmp.Or(st.Speaker.ID, hearsay.Address("ag_", st.ID))
		if err := p.agent(urn(id), who, agentClass(st.Speaker.Kind), st.Speaker.Party); err != nil {
			return err
		}
		said.Attributed, n.Attributed = []ref{{urn(id)}}, []ref{{urn(id)}}
	}
	from := said.ID
	if err := p.add(&said); err != nil {
		return err
	}
	for i, name := range st.Carriers() {
		id := hearsay.Address("ag_", strings.ToLower(name))
		if err := p.agent(urn(id), name, "", ""); err != nil {
			return err
		}
		carried := node{ID: urn(st.ID) + "#via-" + strconv.Itoa(i+1), Type: []string{"prov:Entity", "hearsay:Carried"}, Derived: []ref{{from}}, Attributed: []ref{{urn(id)}}}
		if err := p.add(&carried); err != nil {
			return err
		}
		from = carried.ID
	}
	if from != said.ID {
		n.Derived = []ref{{from}}
	}
	return p.add(&n)
}

// agent writes an agent that was not written before, and whom it speaks for.
func (p *provenance) agent(id, name, class, party string) error {
	if p.agents[id] {
		return nil
	}
	p.agents[id] = true
	n := node{ID: id, Type: []string{"prov:Agent"}, Label: name}
	if class != "" {
		n.Type = append(n.Type, class)
	}
	if party != "" && !strings.EqualFold(party, name) {
		of := urn(hearsay.Address("ag_", strings.ToLower(party)))
		if err := p.agent(of, party, "", ""); err != nil {
			return err
		}
		n.ActedFor = &ref{of}
	}
	return p.add(&n)
}

func agentClass(kind string) string {
	switch kind {
	case "person":
		return "prov:Person"
	case "organization", "country":
		return "prov:Organization"
	}
	return ""
}

// instant is a time of ISO 8601, nil for what is no whole one.
func instant(s string) *typed {
	switch {
	case len(s) == len("2006-01-02"):
		return &typed{s + "T00:00:00Z", "xsd:dateTime"}
	case len(s) > len("2006-01-02"):
		return &typed{s, "xsd:dateTime"}
	}
	return nil
}
