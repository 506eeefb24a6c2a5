package copies_test

import (
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ledger/copies"
)

// document makes a document of lines; a letter and a colon before a line names its
// zone: headline, deck, byline, caption, credit, furniture; none is body.
func document(lines ...string) *hearsay.Document {
	zones := map[string]hearsay.Zone{"h": hearsay.ZoneHeadline, "d": hearsay.ZoneDeck, "b": hearsay.ZoneByline, "c": hearsay.ZoneCaption, "r": hearsay.ZoneCredit, "f": hearsay.ZoneFurniture}
	doc := &hearsay.Document{Language: "en"}
	var text strings.Builder
	for _, line := range lines {
		zone := hearsay.ZoneBody
		if k, rest, ok := strings.Cut(line, ":"); ok && len(k) == 1 {
			zone, line = zones[k], rest
		}
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		start := text.Len()
		text.WriteString(line)
		doc.Blocks = append(doc.Blocks, hearsay.Block{Span: hearsay.Span{Start: start, End: text.Len()}, Zone: zone})
	}
	doc.Text = text.String()
	return doc
}

func TestAgency(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"SENNICK/ALDANE, Feb 7 (Meridian Wire) - Drevia's Defence Ministry denied it.", "Meridian Wire"},
		{"SENNICK, 9 February. /DST/ The President of the Republic has declared it.", "DST"},
		{"LONDON (AP) — The ministry denied it.", "Associated Press"},
		{"LONDON, Feb 7 (Reuters) - The ministry denied it.", "Reuters"},
		{"NEW YORK, Feb. 7 /PRNewswire/ -- The company said so.", "PR Newswire"},
		{"SENNICK — DST — The ministry denied it.", "DST"},
		{"ST. PETERSBURG (AFP) The ministry denied it.", "Agence France-Presse"},
		{"The ministry denied it on Monday. — AP", "Associated Press"},
		{"The ministry denied it on Monday. (Reuters)", "Reuters"},
		{"The ministry denied it on Monday. -AFP", "Agence France-Presse"},
		{"— The Associated Press", "Associated Press"},
		{"r:(Reporting by Meridian Wire bureaus in Sennick and Aldane; editing by C. Vell)", "Meridian Wire"},
		{"r:Meridian Wire contributed to this report.", "Meridian Wire"},
		{"With files from The Canadian Press", "The Canadian Press"},
		{"r:With files from Ada Sile and Meridian Wire", "Meridian Wire"},
		{"r:Source: Agence France-Presse", "Agence France-Presse"},
		{"b:By ADA SILE, Associated Press", "Associated Press"},
		{"b:By Ada Sile | Reuters", "Reuters"},
		{"b:AFP", "Agence France-Presse"},
		{"Copyright 2024 The Associated Press. All rights reserved.", "Associated Press"},
		{"r:Associated Press writer Ada Sile contributed to this report.", "Associated Press"},
		{"f:Reuters", "Reuters"},

		{"r:Reporting by Ada Sile; editing by C. Vell", ""},
		{"r:Photo: Meridian Wire", ""},
		{"r:Photo chronicle: Presidential Press Service", ""},
		{"The ministry denied it, Meridian Wire reported.", ""},
		{"The Associated Press first reported the raid.", ""},
		{"The ministry (AP) denied it.", ""},
		{"ALDANE — The coroner ruled on Thursday — late — that eight died.", ""},
		{"SENNICK/ALDANE, Feb 7 - The ministry denied it.", ""},
		{"NATO (which has bases there) - said it.", ""},
		{"b:By Ada Sile in Aldane", ""},
		{"r:The Central Intelligence Agency contributed to this report.", ""},
		{"", ""},
	} {
		doc := document("h:Drevia denies it", "A first paragraph that says nothing of who wrote it.", c.line)
		if got := copies.Agency(doc); got != c.want {
			t.Errorf("%s: %q, want %q", c.line, got, c.want)
		}
	}
}

func TestAgencyOfMetadata(t *testing.T) {
	for _, c := range []struct {
		doc  *hearsay.Document
		want string
	}{
		{&hearsay.Document{Credits: []string{"Ada Sile", "Meridian Wire Sennick"}}, "Meridian Wire"},
		{&hearsay.Document{Byline: []string{"Associated Press"}}, "Associated Press"},
		{&hearsay.Document{Byline: []string{"Ada Sile"}, Credits: []string{"C. Vell"}}, ""},
		{nil, ""},
	} {
		if got := copies.Agency(c.doc); got != c.want {
			t.Errorf("%+v: %q, want %q", c.doc, got, c.want)
		}
	}
}
