package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/record"
)

// A statement that only an earlier reading has is found in its document all the same.
func TestStatementOfEarlierReading(t *testing.T) {
	p := newPaper(t, leak)
	found := p.documents()[0]
	story := p.room.Live.View().StoryOf(found.ID)
	var sts []hearsay.Statement
	var gone, kept string
	for i := range story.Reports {
		if r := &story.Reports[i]; r.Doc.ID == found.ID {
			for k := range r.Statements {
				st := r.Statements[k].Statement
				st.Nested = -1
				sts = append(sts, st)
			}
			gone, kept = r.Statements[0].ID, r.Statements[1].ID
		}
	}
	doc, rec, err := p.room.Ledger.Document(t.Context(), found.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.room.Ledger.Record(t.Context(), []*ledger.Article{{
		Name: found.Path, SHA256: rec.Snapshot, Canonical: rec.Canonical, Doc: doc, Statements: sts[1:], By: record.Extractor{Model: "other", Version: "2"}, Again: true,
	}}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.room.Now(t.Context()); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{gone: "/document/" + doc.ID + "?earlier=1#st-" + gone, kept: "/document/" + doc.ID + "#st-" + kept} {
		w := p.do(httptest.NewRequest(http.MethodGet, "/statement/"+id, nil))
		if to := w.Header().Get("Location"); w.Code != http.StatusSeeOther || to != want {
			t.Errorf("%d %s, not %s", w.Code, to, want)
		}
		page := p.get(strings.SplitN(want, "#", 2)[0], http.StatusOK)
		if strings.Count(page, `id="st-`+id+`"`) != 1 {
			t.Errorf("the page does not have statement %s once", id)
		}
	}
	if page := p.get("/document/"+doc.ID, http.StatusOK); strings.Contains(page, gone) {
		t.Error("what only an earlier reading has is shown without being asked for")
	}
	if got := p.textOf(doc.ID); got != doc.Text {
		t.Error("the text is another")
	}
}

// What analysts decided about a statement is shown beside the text, and the text stays as
// it is.
func TestStatementDecided(t *testing.T) {
	p := newPaper(t, leak)
	id := p.documents()[0].ID
	doc, _, err := p.room.Ledger.Document(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	found, err := p.room.Ledger.FindStatements(t.Context(), ledger.StatementQuery{Document: id})
	if err != nil || len(found.Statements) < 2 {
		t.Fatal(len(found.Statements), err)
	}
	a, b := found.Statements[0].ID, found.Statements[1].ID
	decide := func(d claim.Decision) {
		d.By = "m.<i>osk"
		if _, err := p.room.Decide(t.Context(), d, newsroom.Basis(p.room.Live.View(), d.Statements...)); err != nil {
			t.Fatal(err)
		}
	}
	decide(claim.Decision{Act: claim.Correct, Statements: []string{a}, Field: "speaker", Value: "<b>Somebody Else"})
	decide(claim.Decision{Act: claim.Correct, Statements: []string{a}, Field: "content", Value: "0-5,9-12"})
	decide(claim.Decision{Act: claim.Reject, Statements: []string{b}})
	page := p.get("/document/"+id, http.StatusOK)
	for _, want := range []string{"Somebody Else", "speaker corrected by m.", "content corrected by m.", "1 statement that analysts rejected", "rejected by m."} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not have %q", want)
		}
	}
	if strings.Contains(page, "<b>Some") || strings.Contains(page, "<i>osk") {
		t.Error("what analysts write is more than text")
	}
	if strings.Count(page, `id="st-`+a+`"`) != 1 || strings.Count(page, `id="st-`+b+`"`) != 1 {
		t.Error("a statement is not there once")
	}
	if got := p.textOf(id); got != doc.Text {
		t.Errorf("%q", got)
	}
}
