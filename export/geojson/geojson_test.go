package geojson_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/hearsay-news/hearsay/export/geojson"
	"github.com/hearsay-news/hearsay/internal/roomtest"
)

func TestWrite(t *testing.T) {
	s, _ := roomtest.Chosen(t)
	want := 0
	for st, err := range s.Statements(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		want += len(st.Places)
	}
	out := roomtest.Twice(t, func(b *bytes.Buffer) error { return geojson.Write(t.Context(), b, s) })
	var got struct {
		Type     string
		Features []struct {
			Type, ID string
			Geometry *struct {
				Type        string
				Coordinates []float64
			}
			Properties map[string]string
		}
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if got.Type != "FeatureCollection" || len(got.Features) != want || want < 2*len(roomtest.Bad) {
		t.Errorf("%s of %d, want %d", got.Type, len(got.Features), want)
	}
	seen, here, nowhere := map[string]bool{}, 0, 0
	for _, f := range got.Features {
		if f.Type != "Feature" || seen[f.ID] || f.Properties["statement"] == "" {
			t.Errorf("%+v", f)
		}
		seen[f.ID] = true
		switch {
		case f.Geometry == nil:
			nowhere++
		case f.Properties["place"] == "Oslo" && (f.Geometry.Coordinates[0] != 10.74 || f.Geometry.Coordinates[1] != 59.91):
			t.Errorf("longitude comes first: %v", f.Geometry.Coordinates)
		default:
			here++
		}
	}
	if here < len(roomtest.Bad) || nowhere < len(roomtest.Bad) {
		t.Errorf("%d are somewhere, %d nowhere", here, nowhere)
	}
}
