package claim_test

import (
	"encoding/binary"
	"fmt"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
)

// chopped makes reports of arbitrary text, cut into statements where bytes say: ten for
// each. What it makes is as sound as what a ledger gives back, and no more sensible.
func chopped(text string, cuts []byte) []claim.Report {
	if !utf8.ValidString(text) {
		return nil
	}
	edge := func(n uint16) int { // an edge of a character
		i := int(n) % (len(text) + 1)
		for i < len(text) && !utf8.RuneStart(text[i]) {
			i++
		}
		return i
	}
	span := func(b []byte) hearsay.Span {
		x, y := edge(binary.LittleEndian.Uint16(b)), edge(binary.LittleEndian.Uint16(b)+uint16(b[2]))
		return hearsay.Span{Start: min(x, y), End: max(x, y)}
	}
	doc := &hearsay.Document{ID: "doc_a", Text: text, Publisher: text[:edge(uint16(len(cuts)))], Published: "2031-03-05"}
	second := *doc
	second.ID = "doc_b"
	out := []claim.Report{{Doc: doc, Public: "2031-03-05"}, {Doc: &second, Public: "2031-03-06T08:00:00Z", ReplacedOn: "2031-03-07", Carries: "doc_a"}}
	for i := 0; len(cuts) >= 10 && i < 40; i, cuts = i+1, cuts[10:] {
		content, named := span(cuts), span(cuts[3:])
		if content.Empty() {
			continue
		}
		st := claim.Stated{ID: fmt.Sprint("st_", i)}
		st.Content, st.Nested = []hearsay.Span{content}, -1
		st.Act, st.Zone, st.Mode = hearsay.Act(cuts[6]%17), hearsay.Zone(cuts[6]%7), hearsay.Mode(cuts[6]%3)
		st.Speaker = hearsay.Speaker{Name: text[named.Start:named.End], Kind: hearsay.SpeakerKind(cuts[7] % 5)}
		if cuts[7]&0x20 != 0 {
			st.Speaker.Party = text[content.Start:content.End]
		}
		if cuts[7]&0x40 != 0 {
			st.Chain = []hearsay.Carrier{{Name: st.Speaker.Name}}
		}
		if f := span(cuts[5:8]); !f.Empty() && content.Contains(f) {
			st.Figures = []hearsay.Figure{{Span: f, Low: float64(cuts[8]), High: float64(cuts[9]), Unit: "person", Outcome: hearsay.Outcomes[int(cuts[9])%len(hearsay.Outcomes)], Of: st.Speaker.Name}}
		}
		if i > 0 && cuts[9]&1 == 0 {
			st.NestedIn = fmt.Sprint("st_", int(cuts[9])%i)
		}
		r := &out[int(cuts[8])&1]
		r.Statements = append(r.Statements, st)
	}
	for i := range out {
		claim.InOrder(out[i].Statements)
	}
	return out
}

// Whatever the text, and wherever it is cut, claims come of it in time, the same in either
// order of the reports.
func FuzzBuild(f *testing.F) {
	for seed := range uint64(3) {
		for _, r := range madeUp(seed, 2) {
			f.Add(r.Doc.Text, []byte("\x00\x00\x90\x00\x00\x14\x00\x02\x00\x01\x40\x00\x90\x40\x00\x14\x02\x02\x01\x02\x80\x00\xff\x00\x00\x10\x01\x22\x00\x03"))
		}
	}
	f.Add("The Orvalt Navy's chief, Admiral Kroll, said the Orvalt navy had withdrawn its report. “It was not so”, she said; 12 people died.", []byte("0123456789abcdefghijABCDEFGHIJ"))
	f.Fuzz(func(t *testing.T, text string, cuts []byte) {
		if len(text) > 4000 {
			return
		}
		in := chopped(text, cuts)
		begin := time.Now()
		all := build(in)
		if took := time.Since(begin); took > 20*time.Second {
			t.Fatalf("it took %s", took)
		}
		if len(in) == 2 {
			in[0], in[1] = in[1], in[0]
			if written(t, all) != written(t, build(in)) {
				t.Fatal("in the other order the claims are others")
			}
		}
	})
}
