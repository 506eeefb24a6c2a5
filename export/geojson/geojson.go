// Package geojson writes the places that statements name as GeoJSON (RFC 7946).
package geojson

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/hearsay-news/hearsay/export/selection"
)

type feature struct {
	Type       string     `json:"type"`
	ID         string     `json:"id"`
	Geometry   *geometry  `json:"geometry"`
	Properties properties `json:"properties"`
}

type geometry struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude, latitude
}

type properties struct {
	Statement string `json:"statement"`
	Document  string `json:"document"`
	Place     string `json:"place"`
	Written   string `json:"written"`
	Country   string `json:"country,omitempty"`
	Basis     string `json:"basis"`
	Speaker   string `json:"speaker"`
	Party     string `json:"party,omitempty"`
	Act       string `json:"act"`
	Content   string `json:"content"`
	SaidOn    string `json:"said_on,omitempty"`
	Published string `json:"published,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	URL       string `json:"url,omitempty"`
}

// Write writes a feature for every place in a statement's content; one that the gazetteer
// does not know has no geometry.
func Write(ctx context.Context, to io.Writer, s *selection.Selection) error {
	w := bufio.NewWriter(to)
	w.WriteString(`{"type":"FeatureCollection","features":[`)
	n := 0
	for st, err := range s.Statements(ctx) {
		if err != nil {
			return err
		}
		for i := range st.Places {
			if n++; n > 1 {
				w.WriteByte(',')
			}
			w.WriteByte('\n')
			var b bytes.Buffer
			enc := json.NewEncoder(&b)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(featureOf(st, i)); err != nil {
				return fmt.Errorf("write places: %w", err)
			}
			if _, err := w.Write(bytes.TrimSuffix(b.Bytes(), []byte("\n"))); err != nil {
				return err
			}
		}
	}
	w.WriteString("\n]}\n")
	return w.Flush()
}

func featureOf(st *selection.Statement, i int) *feature {
	p := &st.Places[i]
	f := &feature{Type: "Feature", ID: fmt.Sprintf("%s#place-%d", st.ID, i+1), Properties: properties{
		st.ID, st.Document.ID, p.Name, p.Text, p.Country, p.Basis, st.Who(), st.Speaker.Party, st.Act, st.Content.Text(), st.SaidOn, st.Document.Published, st.Document.Publisher, st.Document.URL,
	}}
	if p.Lat != nil && p.Lon != nil {
		f.Geometry = &geometry{"Point", [2]float64{*p.Lon, *p.Lat}}
	}
	return f
}
