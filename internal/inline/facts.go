package inline

import (
	"fmt"
	"math"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// At is the first span of text that reads as words. It panics where there is none.
func At(doc *hearsay.Document, words string) hearsay.Span {
	n := strings.Index(doc.Text, words)
	if n < 0 {
		panic(fmt.Sprintf("inline: no %q", words))
	}
	return hearsay.Span{Start: n, End: n + len(words)}
}

// Known is a document with two statements of which everything is known, the second
// nested in the first.
func Known() (*hearsay.Document, []hearsay.Statement) {
	doc, sts := Parse("[S1 The ministry] [C1 claimed in May], the Plain Wire said, [T1 that [S2 rebels] [C2 believed] [T2 at least 300 soldiers were killed near Kursk in 2024]].")
	low := hearsay.Figure{Span: At(doc, "at least 300"), Low: 300, High: math.Inf(1), Unit: "person", Outcome: "killed", Of: "soldiers"}
	place := hearsay.Place{Span: At(doc, "Kursk"), Name: "Kursk", Country: "RU", Lat: 51.73, Lon: 36.19, Basis: "only"}
	when := hearsay.Time{Span: At(doc, "2024"), Value: "2024", Precision: hearsay.Year}
	wire := hearsay.Carrier{Name: "Plain Wire", Span: At(doc, "Plain Wire")}
	for i := range sts {
		sts[i].Figures, sts[i].Places, sts[i].Times = []hearsay.Figure{low}, []hearsay.Place{place}, []hearsay.Time{when}
	}
	sts[0].Speaker = hearsay.Speaker{ID: hearsay.SpeakerID("Drevian Defence Ministry", "Norland", ""), Name: "Drevian Defence Ministry", Kind: hearsay.KindOrganization, Party: "Norland", Basis: hearsay.ByTitle}
	sts[0].Chain, sts[0].Act, sts[0].Certainty, sts[0].Distanced = []hearsay.Carrier{wire}, hearsay.ActAnnounce, hearsay.Certain, true
	sts[0].SaidOn, sts[0].Hedges = "2031-05", []hearsay.Span{At(doc, "claimed")}
	sts[1].Speaker = hearsay.Speaker{ID: hearsay.SpeakerID("rebels", "", doc.ID), Name: "rebels", Kind: hearsay.KindUnnamed}
	sts[1].Chain = []hearsay.Carrier{{Name: "Drevian Defence Ministry"}, wire}
	sts[1].Act, sts[1].Certainty, sts[1].Negative = hearsay.ActEstimate, hearsay.Probable, true
	sts[1].Hedges = []hearsay.Span{At(doc, "believed")}
	return doc, sts
}

// Evil sets everything of a statement that is text to s.
func Evil(st *hearsay.Statement, s string) {
	st.Speaker = hearsay.Speaker{ID: "sp_x", Name: s, Kind: hearsay.KindPerson, Party: s}
	st.Chain = []hearsay.Carrier{{Name: s}, {Name: s}, {Name: s}, {Name: s}, {Name: s}, {Name: s}}
	st.SaidOn = s
	for _, c := range st.Content {
		st.Figures = append(st.Figures, hearsay.Figure{Span: c, Low: math.Inf(-1), High: math.NaN(), Unit: s, Of: s, Outcome: s})
		st.Places = append(st.Places, hearsay.Place{Span: c, Name: s, Country: s, Basis: s})
		st.Times = append(st.Times, hearsay.Time{Span: c, Value: s})
		st.Hedges = append(st.Hedges, c)
	}
}
