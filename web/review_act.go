package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
)

// mostForm is how many bytes a form of decisions may have, mostNote how many characters a
// note.
const (
	mostForm = 1 << 20
	mostNote = 2000
)

// reviewed carries out what a form of the review asks for.
func (s *Site) reviewed(w http.ResponseWriter, r *http.Request) error {
	form, err := readForm(w, r)
	if err != nil {
		return err
	}
	act := r.PathValue("act")
	if !slices.Contains([]string{"accept", "reject", "correct", "merge", "split"}, act) {
		return errNoPage
	}
	v := s.Newsroom.Live.View()
	ask, err := readReviewAsk(v, url.Values{"story": form["story"], "statement": form["statement"]})
	if err != nil {
		return err
	}
	ask.Claim = form.Get("claim") // it may be no more, by what others decided
	x, _ := (&reviewAsk{Statement: ask.Statement}).find(v)
	if x.Stated == nil {
		return &notFound{"statement"}
	}
	ids, err := s.decide(r.Context(), act, form, x)
	if err != nil {
		return s.refused(w, r, ask, act, form, err)
	}
	to := []string{"after", form.Get("place")}
	if _, err := readPlace(form.Get("place")); err != nil || act == "merge" || act == "split" {
		to = []string{"statement", ask.Statement}
	}
	for _, id := range ids {
		to = append(to, "done", id)
	}
	if _, ok := s.Newsroom.Live.View().Claim(ask.Claim); !ok {
		ask.Claim = ""
	}
	http.Redirect(w, r, ask.with(to...), http.StatusSeeOther)
	return nil
}

// readForm reads a form that is not long.
func readForm(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	r.Body = http.MaxBytesReader(w, r.Body, mostForm)
	if err := r.ParseForm(); err != nil {
		return nil, wrong("the form cannot be read: %s", err)
	}
	if note := []rune(r.PostForm.Get("note")); len(note) > mostNote {
		return nil, wrong("the note is longer than %d characters", mostNote)
	}
	return r.PostForm, nil
}

// decide records the decisions that a form comes to, and gives their IDs. Each is founded
// on what the one who sent it had seen.
func (s *Site) decide(ctx context.Context, act string, form url.Values, x newsroom.Queued) (ids []string, err error) {
	v, err := s.Newsroom.Now(ctx)
	if err != nil {
		return nil, err
	}
	var list []claim.Decision
	switch act {
	case "merge":
		list, err = mergers(v, form)
	case "split":
		list, err = splits(v, form)
	case "correct":
		list, err = corrections(v, form, x)
	default:
		list = []claim.Decision{{Act: claim.Act(act), Statements: []string{x.Stated.ID}}}
	}
	if err != nil {
		return nil, err
	}
	basis := ""
	for i, d := range list {
		d.By, d.Note = account.From(ctx).Name, strings.TrimSpace(form.Get("note"))
		if i == 0 {
			var ok bool
			if basis, ok = newsroom.Seen(v, form.Get("seen"), newsroom.Subjects(v, &d)...); !ok {
				return nil, wrong("the form does not say what you had seen: load the page again")
			}
			if basis != newsroom.Basis(v, newsroom.Subjects(v, &d)...) {
				return nil, fmt.Errorf("%s: %w", act, newsroom.ErrChanged)
			}
		}
		if basis, err = s.Newsroom.Decide(ctx, d, basis); err != nil {
			return ids, err
		}
		ids = append(ids, basis)
	}
	return ids, nil
}

// mergers is the decision that two claims are one.
func mergers(v *live.View, form url.Values) ([]claim.Decision, error) {
	other := strings.TrimSpace(form.Get("other-id"))
	if other == "" {
		other = form.Get("other")
	}
	a, ok1 := v.Claim(form.Get("of"))
	b, ok2 := v.Claim(other)
	switch {
	case other == "":
		return nil, wrong("choose the claim that this one is to be one with")
	case !ok1 || !ok2:
		return nil, gone(v, form)
	}
	return []claim.Decision{{Act: claim.Merge, Claims: []claim.Anchor{a.Claim.Anchor(), b.Claim.Anchor()}}}, nil
}

// gone says why a claim is not there that a form names: what was decided since may have
// made it another.
func gone(v *live.View, form url.Values) error {
	if newsroom.Last(v) != form.Get("seen") {
		return newsroom.ErrChanged
	}
	return wrong("there is no such claim")
}

// splits is the decision that some statements of a claim are another claim.
func splits(v *live.View, form url.Values) ([]claim.Decision, error) {
	e, ok := v.Claim(form.Get("of"))
	if !ok {
		return nil, gone(v, form)
	}
	list := slices.Compact(slices.Sorted(slices.Values(form["take"])))
	if len(list) == 0 {
		return nil, wrong("tick the statements that are another claim")
	}
	if !slices.ContainsFunc(e.Claim.Takes, func(t claim.Take) bool { return !slices.Contains(list, t.Statement) }) {
		return nil, wrong("all statements are ticked: nothing would be left of the claim")
	}
	return []claim.Decision{{Act: claim.Split, Claims: []claim.Anchor{e.Claim.Anchor()}, Statements: list}}, nil
}

// corrections are a decision for each field that is otherwise than it is now. All of them
// are checked before the first is recorded.
func corrections(v *live.View, form url.Values, x newsroom.Queued) ([]claim.Decision, error) {
	doc, id := x.Report.Doc, x.Stated.ID
	if then, ok := newsroom.Seen(v, form.Get("seen"), id); ok && then != newsroom.Basis(v, id) {
		return nil, fmt.Errorf("correct: %w", newsroom.ErrChanged)
	}
	st, _ := x.Stated.Corrected(doc, claim.Standing(v.Decisions))
	points := hearsay.NewCodePoints(doc.Text)
	now := map[string]string{
		"speaker": st.Speaker.Name, "party": st.Speaker.Party, "act": st.Act.String(), "polarity": st.Polarity(),
		"source": spansText(points, st.Source), "cue": spansText(points, st.Cue), "content": spansText(points, st.Content),
	}
	var out []claim.Decision
	for _, field := range claim.Fields {
		if !form.Has(field) {
			continue
		}
		value := strings.TrimSpace(form.Get(field))
		if field == "source" || field == "cue" || field == "content" {
			value = strings.Join(strings.Fields(value), "")
		}
		if value == strings.TrimSpace(now[field]) {
			continue
		}
		if len(value) > 4000 {
			return nil, wrong("%s is longer than 4000 characters", field)
		}
		if err := claim.CheckCorrection(doc, field, value); err != nil {
			return nil, wrong("%s", err)
		}
		out = append(out, claim.Decision{Act: claim.Correct, Statements: []string{id}, Field: field, Value: value})
	}
	if len(out) == 0 {
		return nil, wrong("nothing is otherwise than it was: to say that the statement is as it should be, accept it")
	}
	return out, nil
}

// refused shows the statement again with what was sent, and why it could not be done: what
// others decided meanwhile, or what is wrong with it.
func (s *Site) refused(w http.ResponseWriter, r *http.Request, ask reviewAsk, act string, form url.Values, why error) error {
	var theirs *mistake
	code := http.StatusBadRequest
	switch {
	case errors.Is(why, newsroom.ErrChanged):
		code = http.StatusConflict
	case errors.As(why, &theirs), errors.Is(why, newsroom.ErrDecision):
	default:
		return why
	}
	v, err := s.Newsroom.Now(r.Context())
	if err != nil {
		return err
	}
	x, _ := (&reviewAsk{Statement: ask.Statement}).find(v)
	if x.Stated == nil {
		return &notFound{"statement"}
	}
	p := &reviewPage{Ask: ask, May: true, Sent: act, Form: form}
	if err := s.fillReview(r.Context(), p, v, x, nil); err != nil {
		return err
	}
	if code == http.StatusConflict {
		list := meanwhile(v, x, form)
		if p.Conflict, err = s.decisionRows(r.Context(), v, claim.Standing(v.Decisions), list); err != nil {
			return err
		}
		p.Fault = "Somebody else decided about this meanwhile. Nothing of yours was recorded. Look at what they decided, and send yours again if it still holds."
	} else {
		p.Fault = why.Error()
	}
	s.show(w, r, code, "review.html", "Review", p)
	return nil
}

// meanwhile are the last decisions since a form was made that say something of what it is
// about; where its claims are no more, of anything in the story.
func meanwhile(v *live.View, x newsroom.Queued, form url.Values) []*claim.Decision {
	subjects := append([]string{x.Stated.ID}, form["take"]...)
	for _, field := range [...]string{"of", "other", "other-id"} {
		if e, ok := v.Claim(form.Get(field)); ok {
			subjects = append(subjects, e.Claim.Anchor().Statement)
		}
	}
	list := newsroom.Meanwhile(v, form.Get("seen"), subjects...)
	if len(list) == 0 {
		for i := range x.Story.Reports {
			for k := range x.Story.Reports[i].Statements {
				subjects = append(subjects, x.Story.Reports[i].Statements[k].ID)
			}
		}
		list = newsroom.Meanwhile(v, form.Get("seen"), subjects...)
	}
	var out []*claim.Decision
	for i := max(0, len(list)-mostHistory); i < len(list); i++ {
		out = append(out, &list[i])
	}
	return out
}
