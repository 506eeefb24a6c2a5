package report_test

import (
	"bytes"
	"context"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/export/report"
	"github.com/hearsay-news/hearsay/export/selection"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/internal/roomtest"
	"github.com/hearsay-news/hearsay/ledger"
)

// totals are how many claims and documents a report must have.
func totals(t *testing.T, s *selection.Selection) (stories, claimed, documents int) {
	t.Helper()
	for x, err := range s.Stories(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		stories, claimed, documents = stories+1, claimed+len(x.Claims), documents+len(x.Reports)
	}
	return stories, claimed, documents
}

func TestHTML(t *testing.T) {
	s, _ := roomtest.Chosen(t)
	stories, claimed, documents := totals(t, s)
	out := string(roomtest.Twice(t, func(b *bytes.Buffer) error { return report.HTML(t.Context(), b, s) }))
	for what, want := range map[string]int{"<article>": stories, `<div class="claim">`: claimed, "<li id=\"s": documents, "<h1": stories} {
		if n := strings.Count(out, what); n != want {
			t.Errorf("%d of %s, want %d", n, what, want)
		}
	}
	for _, bad := range []string{"<script", "<img", "\"javascript:", "\u202e", "\x1b", "\u2028"} {
		if strings.Contains(out, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	if !strings.Contains(html.UnescapeString(out), report.Policy()) || regexp.MustCompile(`(?i)<(link|iframe|object|form)|src=["']`).MatchString(out) {
		t.Error("the page is not whole in itself")
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(out, -1) {
		if ids[m[1]] {
			t.Errorf("id %s twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range regexp.MustCompile(` href="#([^"]+)"`).FindAllStringSubmatch(out, -1) {
		if !ids[m[1]] {
			t.Errorf("#%s leads nowhere", m[1])
		}
	}
}

func TestMarkdown(t *testing.T) {
	s, _ := roomtest.Chosen(t)
	stories, claimed, documents := totals(t, s)
	out := string(roomtest.Twice(t, func(b *bytes.Buffer) error { return report.Markdown(t.Context(), b, s) }))
	for pattern, want := range map[string]int{"(?m)^# ": stories, "(?m)^#### ": claimed, "(?m)^\\d+\\. ": documents} {
		if n := len(regexp.MustCompile(pattern).FindAllString(out, -1)); n != want {
			t.Errorf("%d of %s, want %d", n, pattern, want)
		}
	}
	for _, bad := range []string{"<script", "<img", "](javascript:", "\u202e", "\x1b", "\u2028", "\r"} {
		for at := 0; ; {
			i := strings.Index(out[at:], bad)
			if i < 0 {
				break
			}
			if at += i; at == 0 || out[at-1] != '\\' {
				t.Errorf("the report has %q", bad)
			}
			at++
		}
	}
}

func TestNoStory(t *testing.T) {
	room := roomtest.Open(t)
	s, err := selection.New(t.Context(), room.Ledger, ledger.StatementQuery{}, func(context.Context, claims.Log) ([]claims.Story, error) { return nil, nil })
	if err != nil {
		t.Fatal(err)
	}
	var page, text bytes.Buffer
	if err := report.HTML(t.Context(), &page, s); err != nil || !strings.Contains(page.String(), "no story") || !strings.HasSuffix(page.String(), "</html>\n") {
		t.Errorf("%v %s", err, page.String())
	}
	if err := report.Markdown(t.Context(), &text, s); err != nil || !strings.Contains(text.String(), "no story") {
		t.Errorf("%v %s", err, text.String())
	}
}
