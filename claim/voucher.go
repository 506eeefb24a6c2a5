package claim

import (
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// reported are words for what a body has said, before "from", "of" or "by".
var reported = set("report account findings finding word assessment assessments statement estimate claim figures data intelligence")

// informed are words before "by".
var informed = set("informed told advised briefed report compiled")

// relayed finds whose report a clause tells: "a report from his Northern Field Command,
// that …", "the Field Command had withdrawn its report that …". The name is in capitals;
// none is "".
func relayed(text string, ws []word) string {
	for i := range ws {
		if i+2 < len(ws) && (reported[ws[i].low] && (ws[i+1].low == "from" || ws[i+1].low == "of") || informed[ws[i].low] && ws[i+1].low == "by") {
			j := i + 2
			for j < len(ws) && !ws[j].capital && j < i+4 {
				j++
			}
			if name := capitals(text, ws, j); name != "" {
				return name
			}
		}
		if retracting[ws[i].low] && i+2 < len(ws) && slices.ContainsFunc(ws[i+1:min(len(ws), i+4)], func(w word) bool { return reported[w.low] }) {
			for j := 0; j < i; j++ {
				if name := capitals(text, ws, j); name != "" {
					return name
				}
			}
		}
	}
	return ""
}

// capitals is the run of two or more words in capitals from a word on.
func capitals(text string, ws []word, i int) string {
	j := i
	for j < len(ws) && (ws[j].capital || j > i && (ws[j].low == "of" || ws[j].low == "for") && j+1 < len(ws) && ws[j+1].capital) {
		j++
		if ws[j-1].ends != 0 {
			break
		}
	}
	if j-i < 2 {
		return ""
	}
	return text[ws[i].Start:ws[j-1].End]
}

// readVouchers makes the bodies known whose reports others tell.
func (b *builder) readVouchers() {
	b.each(func(a at, r *Report, st *Stated) {
		for _, ws := range clauses(r, st.Content) {
			if name := relayed(r.Doc.Text, ws); name != "" && b.bodies.find(name, "", "") == nil {
				x := b.bodies.add(name, b.partyName(st.Speaker.Party))
				x.said++
			}
		}
	})
}

// voucher is who stands behind what a clause tells, nil for its speaker.
func (b *builder) voucher(a at, text string, ws []word) *speaker {
	name := relayed(text, ws)
	if name == "" {
		return nil
	}
	if x := b.bodies.find(name, "", b.homes[a.report]); x != nil {
		return x.speaker()
	}
	return nil
}

// toldByOther reports whether a clause of a statement is what another statement within it
// says, whose speaker is known: then it is that one's.
func (b *builder) toldByOther(a at, clause hearsay.Span) bool {
	r := &b.reports[a.report]
	for k := range r.Statements {
		in := &r.Statements[k]
		if k == a.statement || in.NestedIn != r.Statements[a.statement].ID {
			continue
		}
		s := b.speakers[at{a.report, k}]
		if s.origin == "" || strings.EqualFold(in.Speaker.Name, r.Statements[a.statement].Speaker.Name) {
			continue
		}
		n := 0
		for _, c := range in.Content {
			n += max(0, min(c.End, clause.End)-max(c.Start, clause.Start))
		}
		if 10*n >= 6*(clause.End-clause.Start) {
			return true
		}
	}
	return false
}
