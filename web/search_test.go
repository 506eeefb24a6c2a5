package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/claim"
)

var (
	found = regexp.MustCompile(`href="/statement/(st_\w+)" aria-label="Read it in the text of its document"`)
	next  = regexp.MustCompile(`<a rel="next" href="([^"]+)"`)
)

// walk gives what all pages of a list have, each once.
func (p *paper) walk(path string, what *regexp.Regexp) map[string]bool {
	p.Helper()
	all := make(map[string]bool)
	for range 50 {
		page := p.get(path, http.StatusOK)
		for _, m := range what.FindAllStringSubmatch(page, -1) {
			if all[m[1]] {
				p.Errorf("%s has %s again", path, m[1])
			}
			all[m[1]] = true
		}
		m := next.FindStringSubmatch(page)
		if m == nil {
			return all
		}
		path = strings.ReplaceAll(m[1], "&amp;", "&")
	}
	p.Errorf("%s does not end", path)
	return all
}

// Search finds, keeps what its form had, and can be walked to its end.
func TestSearch(t *testing.T) {
	p := newPaper(t, ferry, leak)
	everything := p.walk("/search", found)
	counts, err := p.room.Ledger.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if n := int64(len(everything)); n < 100 || n > counts.Statements {
		t.Errorf("%d statements of %d", n, counts.Statements)
	}
	page := p.get("/search?q=ferry&act=deny&speaker=Orsk&from=2031&to=2032", http.StatusOK)
	for _, want := range []string{`value="ferry"`, `<option selected>deny`, `value="Orsk"`, `value="2031"`, `<details open>`} {
		if !strings.Contains(page, want) {
			t.Errorf("the form does not keep %s", want)
		}
	}
	if page := p.get("/search?q=ferry", http.StatusOK); !strings.Contains(page, "<mark>ferry</mark>") {
		t.Error("what was found is not marked")
	}
	p.sifted()
	for path, code := range map[string]int{
		"/search?act=zzz": 400, "/search?certainty=x": 400, "/search?status=x": 400, "/search?from=yesterday": 400, "/search?after=-1": 400,
		"/search?q=%22%22": 400, "/search?speaker=%21": 400, "/search?q=" + url.QueryEscape(`"unended `): 200, "/search?place=%3Cb%3E": 200,
		"/search?status=disputed&after=-7": 400, "/search?q=%00": 400,
	} {
		page := p.get(path, code)
		if code == http.StatusBadRequest && !strings.Contains(page, `role="alert"`) {
			t.Errorf("%s does not say why", path)
		}
	}
	p.speakers()
	p.outlets()
}

// sifted looks at filters that only looking at each statement tells.
func (p *paper) sifted() {
	v := p.room.Live.View()
	for _, status := range []string{"disputed", "acknowledged", "single-source"} {
		got := p.walk("/search?status="+status, found)
		if len(got) == 0 {
			p.Errorf("nothing is %s", status)
		}
		for id := range got {
			_, r, _, ok := v.Statement(id)
			if !ok {
				p.Fatalf("%s is of no report", id)
			}
			fits := false
			for _, e := range v.ClaimsOf(r.Doc.ID, id) {
				fits = fits || e.Claim.Status().String() == status
			}
			if !fits {
				p.Errorf("%s is of no claim that is %s", id, status)
			}
		}
	}
	if page := p.get("/search?status=disputed", http.StatusOK); !strings.Contains(page, "looked at") {
		p.Error("it does not say how many were looked at")
	}
}

// speakers looks at lists of names and at what became of what they said.
func (p *paper) speakers() {
	v := p.room.Live.View()
	n := 0
	var denied, contradicted bool
	for name := range v.Speakers("") {
		n++
		page := p.get("/speaker?name="+url.QueryEscape(name.Name), http.StatusOK)
		denied = denied || strings.Contains(page, "Denied, and later acknowledged")
		contradicted = contradicted || strings.Contains(page, "Asserted, and later denied")
	}
	if n < 20 || !denied || !contradicted {
		p.Errorf("%d speakers, denied %v, contradicted %v", n, denied, contradicted)
	}
	if got := p.walk("/speakers", regexp.MustCompile(`<li><a href="(/speaker\?name=[^"]+)"`)); len(got) != n {
		p.Errorf("%d speakers are listed of %d", len(got), n)
	}
	for path, code := range map[string]int{
		"/speaker": 400, "/speaker?name=": 400, "/speaker?name=nobody+at+all": 404, "/speaker?name=%21": 400, "/speaker?name=Orvalt&after=-1": 400,
		"/speaker?name=Orvalt&from=-1": 400, "/speaker?name=Orvalt&from=x": 400, "/speakers?from=%3Cscript%3E": 200, "/speakers?from=%ff": 200,
		"/outlet": 400, "/outlet?name=none": 404, "/outlet?name=Halyard+Press&after=-1": 400, "/outlet?name=Halyard+Press&after=2031,doc_x": 200,
		"/outlets?from=Z": 200,
	} {
		p.get(path, code)
	}
}

func (p *paper) outlets() {
	page := p.get("/outlet?name=northgate+news", http.StatusOK)
	for _, want := range []string{"Northgate News", "Halyard Press", "Origins of what it reports", "No analyst has graded", "completely reliable", "50 %"} {
		if !strings.Contains(page, want) {
			p.Errorf("the outlet's page does not have %q", want)
		}
	}
	p.as = account.Viewer
	if page := p.get("/outlet?name=Northgate+News", http.StatusOK); strings.Contains(page, "Give this grade") {
		p.Error("viewers are asked for a grade")
	}
	p.as = account.Analyst
}

func (p *paper) post(path string, fields url.Values, code int) string {
	p.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(fields.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := p.do(r)
	if w.Code != code {
		p.Errorf("POST %s %v: %d, not %d", path, fields, w.Code, code)
	}
	return w.Header().Get("Location")
}

// An analyst's grade is recorded once, by who looked at what stands.
func TestGrade(t *testing.T) {
	p := newPaper(t, leak)
	outlet := p.documents()[0].Publisher
	form := url.Values{"source": {outlet}, "letter": {"B"}, "number": {"2"}, "note": {"<b>careful</b>"}}
	p.as = account.Viewer
	p.post("/grade", form, http.StatusForbidden)
	p.as = account.Analyst
	if to := p.post("/grade", form, http.StatusSeeOther); to != "/outlet?name="+url.QueryEscape(outlet) {
		t.Errorf("it goes on to %s", to)
	}
	page := p.get("/outlet?name="+url.QueryEscape(outlet), http.StatusOK)
	if !strings.Contains(page, ">B2<") || !strings.Contains(page, "usually reliable, probably true") || !strings.Contains(page, "m.osk") || strings.Contains(page, "<b>careful") {
		t.Error("the grade is not shown")
	}
	p.post("/grade", form, http.StatusConflict) // it was given meanwhile
	seen := regexp.MustCompile(`name="seen" value="([^"]+)"`).FindStringSubmatch(page)
	if seen == nil {
		t.Fatal("the form does not say what was seen")
	}
	form.Set("seen", seen[1])
	form.Set("number", "7")
	p.post("/grade", form, http.StatusBadRequest)
	form.Set("number", "3")
	form.Set("back", "//elsewhere.example")
	if to := p.post("/grade", form, http.StatusSeeOther); to != "/" {
		t.Errorf("it leads to %s", to)
	}
	form.Set("source", "")
	form.Del("seen")
	p.post("/grade", form, http.StatusBadRequest)
	standing := claim.Standing(p.room.Live.View().Decisions)
	if n := len(standing); n != 2 || standing[1].Value != "B3" || standing[1].By != "m.osk" {
		t.Errorf("%+v", standing)
	}
}
