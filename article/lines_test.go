package article

import (
	"strings"
	"testing"
)

func TestReadStamp(t *testing.T) {
	for _, c := range []struct {
		in, date string
		ok       bool
	}{
		{"Updated: Tuesday 6 February 2024, 11.40", "2024-02-06T11:40:00", true},
		{"7 February 2024 13:20 GMT", "2024-02-07T13:20:00Z", true},
		{"Published 7 February 2024 at 17:05", "2024-02-07T17:05:00", true},
		{"07:15, 8 FEB 2024", "2024-02-08T07:15:00", true},
		{"09.02.2024 12:30", "2024-02-09T12:30:00", true},
		{"Thursday, 18 April 2024", "2024-04-18", true},
		{"21 February 2024, 8:05 a.m.", "2024-02-21T08:05:00", true},
		{"Feb. 7, 2024, 9:15 p.m. EST", "2024-02-07T21:15:00-05:00", true},
		{"Posted on Mar 3rd, 2021", "2021-03-03", true},
		{"2024-02-06T11:40:00+01:00", "2024-02-06T11:40:00+01:00", true},
		{"2024/02/06", "2024-02-06", true},
		{"02/14/2024", "2024-02-14", true},
		{"02/03/2024", "", true}, // of which month cannot be told
		{"Sept. 9, 2020 | 5 min read", "2020-09-09", true},
		{"Published: 12:01 AM, Jan 2 2020 Updated: 3:00 PM, Jan 4 2020", "2020-01-02T00:01:00", true},
		{"MAY 3, 2013 AT 1: 10PM", "2013-05-03T13:10:00", true},
		{"14 / 09 / 2013", "2013-09-14", true},
		{"Updated:", "", true}, {"0:00", "", true}, {"3 hours ago", "", true}, {"4 min read", "", true},
		{"31 February 2024", "", true},
		{"Friday night.", "", false}, {"Wednesday", "", false}, {"2024", "", false}, {"10", "", false},
		{"In May 2024 the ministry said so.", "", false}, {"May", "", false},
		{"On 6 February the Courier reported it", "", false},
		{"1,200 people", "", false}, {"", "", false}, {"9-1-1", "", false},
	} {
		st, ok := readStamp(c.in)
		if ok != c.ok || st.date != c.date {
			t.Errorf("%q: %q %v, want %q %v", c.in, st.date, ok, c.date, c.ok)
		}
	}
}

func TestReadByline(t *testing.T) {
	for _, c := range []struct {
		in, names string
		ok        bool
	}{
		{"By Ines Quall", "Ines Quall", true},
		{"By Hanne Ostley in Aldane and Piet Corrin in Brannoch", "Hanne Ostley+Piet Corrin", true},
		{"BY HANNE OSTLEY AND PIET CORRIN", "Hanne Ostley+Piet Corrin", true},
		{"By Ines Quall, Tove Arnell and J. R. van der Berg", "Ines Quall+Tove Arnell+J. R. van der Berg", true},
		{"By Ines Quall, Staff Writer", "Ines Quall", true},
		{"By Ines Quall for The Dorn Argus", "Ines Quall", true},
		{"By Ines Quall | The Dorn Argus", "Ines Quall", true},
		{"Written by Ines Quall", "Ines Quall", true},
		{"Tove Arnell, security correspondent", "Tove Arnell", true},
		{"Tove Arnell, correspondent in Sennick", "Tove Arnell", true},
		{"Northline staff", "", true}, {"By Echo Reporter", "", true}, {"By our correspondent", "", true},
		{"Staff and agencies", "", true}, {"By Staff", "", true},
		{"By Tuesday", "", false}, {"By then, the army had left", "", false},
		{"By Friday evening the post was empty.", "", false},
		{"By all accounts he was there", "", false}, {"By law", "", false},
		{"Halvern Border Service", "", false}, {"Lise Carrow, the commander", "", false},
		{"Lise Carrow, who commands the service, is its editor", "", false},
		{"“By Ines Quall”", "", false},
	} {
		names, ok := readByline(c.in)
		if got := strings.Join(names, "+"); ok != c.ok || got != c.names {
			t.Errorf("%q: %q %v, want %q %v", c.in, got, ok, c.names, c.ok)
		}
	}
}

func TestReadCredit(t *testing.T) {
	for _, c := range []struct {
		in, names string
		ok        bool
	}{
		{"Corwire and Jon Pell contributed to this report.", "Corwire+Jon Pell", true},
		{"(Reporting by Meridian Wire bureaus in Sennick and Aldane; editing by C. Vell)", "Meridian Wire+C. Vell", true},
		{"Reporting by Ada Brom in Port Selm, Nils Quay in Dorn; Editing by T. Orr", "Ada Brom+Nils Quay+T. Orr", true},
		{"Additional reporting by Ada Brom", "Ada Brom", true},
		{"DST. Photo chronicle: Presidential Press Service", "DST+Presidential Press Service", true},
		{"Associated Press writer Jon Pell in Dorn contributed to this report.", "Associated Press+Jon Pell", true},
		{"With files from Corwire", "Corwire", true},
		{"___ Brom reported from Dorn.", "Brom", true},
		{"He said the minister contributed to this report. It was late.", "", false},
		{"The rain contributed to the flooding, the ministry said.", "", false},
		{"“Reporting by day is safer,” she said.", "", false},
	} {
		names, ok := readCredit(c.in)
		if got := strings.Join(names, "+"); ok != c.ok || ok && got != c.names {
			t.Errorf("%q: %q %v, want %q %v", c.in, got, ok, c.names, c.ok)
		}
	}
}

func TestCaption(t *testing.T) {
	for s, want := range map[string]bool{
		"The leader watches a drill in Selm on Feb. 3, 2031. BNA via Corwire":               true,
		"Smoke over the road. Photograph: Piet Corrin/Aldane Courier":                       true,
		"📷 The saddle in an undated photograph.":                                            true,
		"The road was closed to traffic (Image: Echo archive)":                              true,
		"A guard at the post on Monday. (AP Photo/Nils Quay)":                               true,
		"A guard at the post on Monday. Nils Quay/Getty Images":                             true,
		"FILE PHOTO: A guard at the post":                                                   true,
		"He told the agency on Monday. It did not reply.":                                   false,
		"The ministry said it had seen the report. Reuters could not verify it.":            false,
		"The rich include Michael R. Bloomberg.":                                            false,
		"Officials spoke to the wire (and to Reuters)":                                      false,
		"\"We did not fire first,\" she said. \"We fired last.\"":                           false,
		"The minister (Conservative) said so. The deputy (Labour/Green alliance) disagreed": false,
	} {
		if got := caption(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestJunkLine(t *testing.T) {
	for s, want := range map[string]bool{
		"Advertisement": true, "READ MORE: How the quay was closed": true, "___": true, "* * *": true,
		"Sign up for our newsletter": true, "Follow Mira Tolland on Twitter @mira.": true, "© 2030 The Dorn Argus": true,
		"Share this article": true, "https://dorn-argus.example/a/b": true, "mira@dorn-argus.example": true,
		"http: / / www. dorn - argus. example / a": true, "You might also like...": true,
		"Don't miss: ten quays to see": true, "More great Argus stories": true,
		"More than nine guards were killed, she said.":                              false,
		"Read the letter, the judge told him, and he did.":                          false,
		"“Follow me on this,” he said.":                                             false,
		"The minister asked people to sign up for the reserve.":                     false,
		"Share prices fell.":                                                        false,
		"Watch committees were set up in every street, the mayor said.":             false,
		"He signed off with his address, mira@dorn-argus.example, as he always did": false,
		"No.": false, "She did not.": false, "6": false,
	} {
		if got := junkLine(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestBiography(t *testing.T) {
	for s, want := range map[string]bool{
		"Ines Quall is a freelance writer covering the ridge for The Argus.":  true,
		"Quall is the author of two books on the war.":                        true,
		"Nils Quay is a reporter for Corwire. He lives in Dorn.":              true,
		"Lise Carrow is a former reporter who said she saw the boats.":        false,
		"The minister is a writer.":                                           false,
		"Quall is the commander of the post.":                                 false,
		"Sanne Oberlo is a professor of law, and she said the accord lapsed.": false,
	} {
		if got := biography(s, []string{"Ines Quall"}); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestMendJSON(t *testing.T) {
	for _, src := range []string{
		`{"@type":"NewsArticle","headline":"A b","datePublished":"2030-01-02","author":{"name":"Ines Quall"},}`,
		"<!-- {\"@type\":\"NewsArticle\",\"headline\":\"A b\",\"datePublished\":\"2030-01-02\",\"author\":{\"name\":\"Ines Quall\"}} -->",
		"[{\"@graph\":[{\"@type\":[\"Thing\",\"BlogPosting\"],\"headline\":\"A\nb\",\"datePublished\":\"2030-01-02\",\"author\":[\"Ines Quall\"]}]}]",
		`{"@type":"Article" "headline":"A b", "datePublished": "2030-01-02", "author": {"name": "Ines Quall"`,
	} {
		var m meta
		m.jsonLD(src)
		if m.title != "A b" || m.published != "2030-01-02" || strings.Join(m.authors, "+") != "Ines Quall" {
			t.Errorf("%s: %+v", src, m)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"a b\r\nc\rd\n\n e\u2028f", []string{"a b", "c", "d", "e", "f"}},
		{"\ufeffa\n\u200b\nb\u00a0\n", []string{"a", "b"}},
		{"", nil}, {" \n\t", nil},
	} {
		var got []string
		for _, s := range cut(c.in) {
			got = append(got, c.in[s.Start:s.End])
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%q: %q", c.in, got)
		}
	}
}
