package record

import (
	"math"
	"strconv"

	"github.com/hearsay-news/hearsay"
)

// appendResolved writes what a statement was resolved to: the fields of its record
// between the content and what it is nested in. One that was not resolved has none.
func appendResolved(b []byte, text string, points *hearsay.CodePoints, st *hearsay.Statement) []byte {
	if st.Speaker.ID == "" {
		return b
	}
	b = append(b, `,"speaker":{"id":`...)
	b = appendString(b, st.Speaker.ID)
	b = append(b, `,"name":`...)
	b = appendKnown(b, st.Speaker.Name)
	b = append(b, `,"kind":"`...)
	b = append(b, st.Speaker.Kind.String()...)
	b = append(b, `","party":`...)
	b = appendKnown(b, st.Speaker.Party)
	b = append(b, `,"basis":"`...)
	b = append(b, st.Speaker.Basis.String()...)
	b = append(b, `"},"chain":[`...)
	for k := range st.Chain {
		b = comma(b, k)
		b = append(b, `{"name":`...)
		b = appendString(b, st.Chain[k].Name)
		b = append(b, `,"span":`...)
		if s := st.Chain[k].Span; s.Empty() {
			b = append(b, `null`...)
		} else {
			b = appendSpan(b, text, points, s)
		}
		b = append(b, '}')
	}
	b = append(b, `],"act":"`...)
	b = append(b, st.Act.String()...)
	b = append(b, `","plover":`...)
	b = appendKnown(b, st.Act.Plover())
	b = append(b, `,"certainty":"`...)
	b = append(b, st.Certainty.String()...)
	b = append(b, `","polarity":"`...)
	if st.Negative {
		b = append(b, `negative`...)
	} else {
		b = append(b, `positive`...)
	}
	b = append(b, `","distanced":`...)
	b = strconv.AppendBool(b, st.Distanced)
	b = append(b, `,"hedges":[`...)
	for k, s := range st.Hedges {
		b = comma(b, k)
		b = appendSpan(b, text, points, s)
	}
	b = append(b, `],"said_on":`...)
	b = appendKnown(b, st.SaidOn)
	b = append(b, `,"times":[`...)
	for k := range st.Times {
		t := &st.Times[k]
		b = comma(b, k)
		b = open(b, text, points, t.Span)
		b = append(b, `,"value":`...)
		b = appendKnown(b, t.Value)
		b = append(b, `,"precision":"`...)
		b = append(b, t.Precision.String()...)
		b = append(b, `"}`...)
	}
	b = append(b, `],"figures":[`...)
	for k := range st.Figures {
		b = comma(b, k)
		b = appendFigure(b, text, points, &st.Figures[k])
	}
	b = append(b, `],"places":[`...)
	for k := range st.Places {
		b = comma(b, k)
		b = appendPlace(b, text, points, &st.Places[k])
	}
	return append(b, ']')
}

func appendFigure(b []byte, text string, points *hearsay.CodePoints, f *hearsay.Figure) []byte {
	low, high := f.Bounds()
	b = open(b, text, points, f.Span)
	b = append(b, `,"low":`...)
	b = appendNumber(b, low)
	b = append(b, `,"high":`...)
	b = appendNumber(b, high)
	b = append(b, `,"approx":`...)
	b = strconv.AppendBool(b, f.Approx)
	b = append(b, `,"unit":`...)
	b = appendKnown(b, f.Unit)
	b = append(b, `,"outcome":`...)
	b = appendKnown(b, f.Outcome)
	b = append(b, `,"of":`...)
	b = appendKnown(b, f.Of)
	return append(b, '}')
}

func appendPlace(b []byte, text string, points *hearsay.CodePoints, p *hearsay.Place) []byte {
	b = open(b, text, points, p.Span)
	b = append(b, `,"name":`...)
	b = appendString(b, p.Name)
	b = append(b, `,"country":`...)
	b = appendKnown(b, p.Country)
	lat, lon := &p.Lat, &p.Lon
	if math.IsNaN(p.Lat) || math.IsNaN(p.Lon) {
		lat, lon = nil, nil
	}
	b = append(b, `,"lat":`...)
	b = appendNumber(b, lat)
	b = append(b, `,"lon":`...)
	b = appendNumber(b, lon)
	b = append(b, `,"basis":`...)
	b = appendString(b, p.Basis)
	return append(b, '}')
}

// open writes a span without its closing brace, for more fields to follow.
func open(b []byte, text string, points *hearsay.CodePoints, s hearsay.Span) []byte {
	b = appendSpan(b, text, points, s)
	return b[:len(b)-1]
}

func comma(b []byte, k int) []byte {
	if k > 0 {
		return append(b, ',')
	}
	return b
}

// appendNumber writes a number, null for nil and for what JSON has no number for.
func appendNumber(b []byte, f *float64) []byte {
	if f == nil || math.IsNaN(*f) || math.IsInf(*f, 0) {
		return append(b, `null`...)
	}
	if *f == math.Trunc(*f) && math.Abs(*f) < 1e15 {
		return strconv.AppendInt(b, int64(*f), 10)
	}
	return strconv.AppendFloat(b, *f, 'g', -1, 64)
}
