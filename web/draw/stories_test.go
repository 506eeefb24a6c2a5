package draw_test

import (
	"fmt"
	"time"

	"github.com/hearsay-news/hearsay/web/draw"
)

// date reads a day, or a day and an hour.
func date(s string) time.Time {
	for _, layout := range [...]string{"2006-01-02", "2006-01-02 15:04"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	panic(s)
}

func ferry() draw.TimelineData {
	d := draw.TimelineData{Head: draw.Head{ID: "ferry", Title: "Who said what of the ferry", Desc: "Four parties from March to September 2031."}}
	lane := func(name string, marks ...draw.Mark) {
		for i := range marks {
			marks[i].Href = fmt.Sprintf("/statements/st_%d%d", len(d.Lanes), i)
		}
		d.Lanes = append(d.Lanes, draw.Lane{Name: name, Href: "/speakers/" + fmt.Sprint(len(d.Lanes)), Marks: marks})
	}
	m := func(day string, act draw.Act, text string) draw.Mark {
		return draw.Mark{At: date(day), Act: act, Text: text}
	}
	lane("Marenth Coast Guard", m("2031-03-05", draw.Decline, "to be drawn on how the ferry came to sink"), m("2031-03-05", draw.Assert, "Nine people had been recovered"),
		m("2031-03-06", draw.Assert, "17 people were dead"), m("2031-03-06", draw.Assert, "a warship had struck her"), m("2031-03-10", draw.Assert, "24 dead"))
	lane("Orvalt navy", m("2031-03-06", draw.Deny, "its warship hit ferry"), m("2031-03-07", draw.Deny, "that one of its ships had collided"), m("2031-03-13", draw.Deny, "that there was no contact"),
		m("2031-04-20", draw.Silence, "neither confirmed nor denied the departure"), m("2031-09-30", draw.Assert, "The Hadrik hit the ferry at eighteen knots"))
	lane("unnamed Skell port authority official", m("2031-03-05", draw.Assert, "An Orvalt warship ran down the passenger ferry"), m("2031-05-15", draw.Retract, "that he had only heard others say so"))
	lane("Linnet Star Association", m("2031-03-10", draw.Assert, "at least 26"), m("2031-03-11", draw.Assert, "at least 22"), m("2031-04-02", draw.Hedge, "may have been slow to put out"), m("2031-09-30", draw.Assert, "21"))
	d.Claims = []draw.Row{
		{Text: "An Orvalt warship ran down the passenger ferry Linnet Star in Varn Sound late on Tuesday", Href: "/claims/cl_pmg4tsrbgm", Spans: collision()},
		{Text: "How many: dead of the ferry", Href: "/claims/cl_pgh6hmyufi", Spans: []draw.Span{
			{Status: "single-source", From: date("2031-03-05"), To: date("2031-03-10")}, {Status: "disputed", From: date("2031-03-10"), To: date("2031-03-11")},
			{Status: "corroborated", From: date("2031-03-11"), To: date("2031-05-15")}, {Status: "disputed", From: date("2031-05-15")}}},
		{Text: "There were explosives in the hold", Spans: []draw.Span{{Status: "denied", From: date("2031-03-20"), To: date("2031-06-10")}, {Status: "retracted", From: date("2031-06-10")}}},
	}
	return d
}

func collision() []draw.Span {
	return []draw.Span{
		{Status: "single-source", From: date("2031-03-05"), To: date("2031-03-06"), Text: "Asserted by an unnamed official alone."},
		{Status: "disputed", From: date("2031-03-06"), To: date("2031-09-30"), Text: "Asserted by the Marenth Coast Guard, denied by the Orvalt navy."},
		{Status: "acknowledged", From: date("2031-09-30"), Text: "Orvalt, of which it is said, asserts it.", Href: "/statements/st_yuglnwvdjs"},
	}
}

func band() draw.BandData {
	return draw.BandData{Head: draw.Head{ID: "band", Title: "Status of the collision"}, Spans: collision()}
}

func dead() draw.FiguresData {
	f := func(day, origin string, low, high float64) draw.Figure {
		return draw.Figure{At: date(day), Origin: origin, Low: low, High: high, OpenHigh: high < low, Href: "/statements/st_1"}
	}
	d := draw.FiguresData{Head: draw.Head{ID: "dead", Title: "How many died"}, Unit: "dead", Points: []draw.Figure{
		f("2031-03-05", "Marenth Coast Guard", 9, 0), f("2031-03-06", "Marenth Coast Guard", 17, 0), f("2031-03-10", "Marenth Coast Guard", 24, 24),
		f("2031-03-10", "Linnet Star Association", 26, 0), f("2031-03-11", "Linnet Star Association", 22, 0), f("2031-03-20", "Orvalt navy", 12, 16),
		{At: date("2031-03-08"), Origin: "Orvalt navy", Low: 10, High: 10, OpenLow: true}, f("2031-05-15", "Skell coroner", 21, 21), f("2031-03-20", "Northgate hospital", 20, 30),
	}}
	d.Points[len(d.Points)-1].Approximate = true
	return d
}

func carriage() draw.CarriageData {
	out := func(label, detail string, isCopy bool) draw.Node {
		return draw.Node{Kind: draw.Outlet, Label: label, Detail: detail, Href: "/documents/1", Copy: isCopy, Why: "81 of 100 words in a row are the agency's"}
	}
	return draw.CarriageData{Head: draw.Head{ID: "carriage", Title: "Through whom it came"}, Roots: []draw.Node{
		{Label: "Orvalt navy", Detail: "denies", Href: "/speakers/orvalt", Children: []draw.Node{
			{Kind: draw.Agency, Label: "Halyard Press", Detail: "6 March 2031", Href: "/documents/2", Why: "It names the navy's spokesman", Children: []draw.Node{
				out("Northgate News", "6 March 2031", true), out("The Skell Mirror", "7 March 2031", true), out("The Evening Standard-Bearer of Upper and Lower Colvane", "7 March 2031", false)}},
			out("The Dockside Log", "13 March 2031", false)}},
		{Label: "unnamed Skell port authority official", Detail: "asserts", Children: []draw.Node{out("The Colvane Examiner", "5 March 2031", false)}},
	}}
}

func places() draw.MapData {
	return draw.MapData{Head: draw.Head{ID: "places", Title: "Where it happened"}, Points: []draw.Point{
		{Lat: 59.3, Lon: 18.1, Label: "Stockholm", Weight: 12, Href: "/places/1"}, {Lat: 60.2, Lon: 24.9, Label: "Helsinki", Weight: 7, Href: "/places/2"},
		{Lat: 59.4, Lon: 24.7, Label: "Tallinn", Weight: 3}, {Lat: 56.9, Lon: 24.1, Label: "Riga", Weight: 1}, {Lat: 55.7, Lon: 12.6, Label: "Copenhagen", Weight: 4}, {Lat: 54.7, Lon: 20.5, Label: "Kaliningrad", Weight: 2}}}
}
