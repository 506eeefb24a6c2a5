package web

import (
	"net/http"
	"strings"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
)

// gradeWord is a letter or a number of a grade with what it means.
type gradeWord struct{ Value, Word string }

// The words of the Admiralty code.
var (
	reliability = []gradeWord{
		{"A", "completely reliable"}, {"B", "usually reliable"}, {"C", "fairly reliable"}, {"D", "not usually reliable"},
		{"E", "unreliable"}, {"F", "reliability cannot be judged"},
	}
	credibility = []gradeWord{
		{"1", "confirmed by other sources"}, {"2", "probably true"}, {"3", "possibly true"}, {"4", "doubtful"},
		{"5", "improbable"}, {"6", "truth cannot be judged"},
	}
)

// gradeWords is a grade in words, "" for what is none.
func gradeWords(value string) string {
	if len(value) != 2 {
		return ""
	}
	var words []string
	for i, list := range [...][]gradeWord{reliability, credibility} {
		for _, w := range list {
			if w.Value == value[i:i+1] {
				words = append(words, w.Word)
			}
		}
	}
	return strings.Join(words, ", ")
}

// gradeOf is the decision by which a source has its grade, nil for none.
func gradeOf(v *live.View, source string) *claim.Decision {
	var last *claim.Decision
	standing := claim.Standing(v.Decisions)
	for i := range standing {
		if d := &standing[i]; d.Act == claim.Grade && strings.EqualFold(d.Source, source) {
			last = d
		}
	}
	return last
}

// grade fills in the grade that analysts gave the outlet.
func (p *outletPage) grade(v *live.View) {
	if p.Grade = gradeOf(v, p.Name); p.Grade != nil {
		p.Graded, p.Seen = gradeWords(p.Grade.Value), p.Grade.ID
	}
}

// Chosen reports whether a letter or a number is part of the grade that stands.
func (p *outletPage) Chosen(value string) bool {
	return p.Grade != nil && strings.Contains(p.Grade.Value, value)
}

// grade records the grade that an analyst gives a source.
func (s *Site) grade(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	if err := r.ParseForm(); err != nil {
		return wrong("the form could not be read")
	}
	field := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	d := claim.Decision{
		Act: claim.Grade, Source: field("source"), Value: field("letter") + field("number"), Note: field("note"), By: account.From(r.Context()).Name,
	}
	if len(d.Source) > 500 || len(d.Note) > 2000 {
		return wrong("the source's name or the note is too long")
	}
	v, err := s.Newsroom.Now(r.Context())
	if err != nil {
		return err
	}
	seen := ""
	if last := gradeOf(v, d.Source); last != nil {
		seen = last.ID
	}
	if seen != field("seen") {
		return newsroom.ErrChanged
	}
	if _, err := s.Newsroom.Decide(r.Context(), d, ""); err != nil {
		return err
	}
	to := nameURL("/outlet", d.Source)
	if b := r.PostForm.Get("back"); b != "" {
		to = back(b)
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
