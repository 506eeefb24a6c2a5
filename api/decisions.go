package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
)

// decisionRecord is a decision with its ID.
type decisionRecord struct {
	ID       string `json:"id"`
	Standing bool   `json:"standing" doc:"It is not undone"`
	claim.Decision
}

// claimNamed names a claim that is decided about: by its ID, or by what tells it whatever
// its ID becomes.
type claimNamed struct {
	ID        string `json:"id,omitempty" maxLength:"100" doc:"The claim's ID; else the other fields tell it"`
	Statement string `json:"statement,omitempty" maxLength:"100" doc:"ID of a statement on it"`
	Text      string `json:"text,omitempty" maxLength:"20000" doc:"The words that take the position"`
	Figure    bool   `json:"figure,omitempty" doc:"It is a claim about a figure"`
}

// decisionGiven is a decision as it is given.
type decisionGiven struct {
	Act        string       `json:"act" enum:"merge,split,correct,accept,reject,grade,undo"`
	Claims     []claimNamed `json:"claims,omitempty" maxItems:"2" nullable:"false" doc:"Of merge two, of split one"`
	Statements []string     `json:"statements,omitempty" maxItems:"1000" nullable:"false" doc:"IDs; of split, those that become a claim of their own"`
	Field      string       `json:"field,omitempty" enum:"speaker,party,act,polarity,source,cue,content" doc:"Of correct"`
	Source     string       `json:"source,omitempty" maxLength:"500" doc:"Of grade: an origin or an outlet"`
	Value      string       `json:"value,omitempty" maxLength:"5000" doc:"Of correct and grade; spans are written 12-40,52-60, in code points"`
	Undoes     string       `json:"undoes,omitempty" maxLength:"100" doc:"Of undo: a decision's ID"`
	Note       string       `json:"note,omitempty" maxLength:"10000"`
	Basis      *string      `json:"basis,omitempty" maxLength:"100" doc:"What /decisions/basis said when the one who decides looked, empty for nothing; If-Match may say it instead"`
}

type decisionAsked struct {
	IfMatch string `header:"If-Match" maxLength:"200" doc:"The basis, in quotation marks"`
	Keyed
	Body decisionGiven
}

// Keyed is the header of what is to be done once.
type Keyed struct {
	Key string `header:"Idempotency-Key" maxLength:"255" doc:"The same request with the same key is done once in 24 hours"`
}

type undoAsked struct {
	ByID
	IfMatch string `header:"If-Match" maxLength:"200" doc:"The basis, in quotation marks"`
	Keyed
	Body undoGiven
}

type undoGiven struct {
	Note  string  `json:"note,omitempty" maxLength:"10000"`
	Basis *string `json:"basis,omitempty" maxLength:"100" doc:"What /decisions/basis said; where it is left out, that the decision was the last one of its statements"`
}

type decisionsAsked struct {
	Standing bool `query:"standing" doc:"Leave out what is undone, and what undoes"`
	Paging
}

type basisAsked struct {
	Statements []string `query:"statement" maxItems:"1000" doc:"Statements that are to be decided about, by their IDs"`
	Claims     []string `query:"claim" maxItems:"10" doc:"Claims that are to be decided about, by their IDs"`
	Undoes     string   `query:"undoes" maxLength:"100" doc:"Decision that is to be undone, by its ID"`
}

type basisAnswer struct {
	Basis string `json:"basis" doc:"ID of the last decision about any of them, empty for none"`
}

func (a *API) decisionOperations() {
	add(a, operation{
		id: "list-decisions", tag: "decisions", method: http.MethodGet, path: "/decisions", least: account.Viewer,
		summary: "Decisions", text: "What analysts decided, the last first.",
	}, func(_ context.Context, in *decisionsAsked) (*out[list[decisionRecord]], error) {
		page, err := slice("decisions", &in.Paging, decisionsOf(a.Newsroom.Live.View(), in.Standing))
		return &out[list[decisionRecord]]{page}, err
	})
	add(a, operation{
		id: "get-basis", tag: "decisions", method: http.MethodGet, path: "/decisions/basis", least: account.Viewer,
		summary: "What a decision is founded on", text: "Who decides about statements or claims gives back what this said when they looked; where others decided meanwhile, nothing is recorded.",
	}, a.basis)
	add(a, operation{
		id: "get-decision", tag: "decisions", method: http.MethodGet, path: "/decisions/{id}", least: account.Viewer,
		summary: "A decision", text: "One decision.",
	}, func(_ context.Context, in *ByID) (*out[decisionRecord], error) {
		r, ok := decisionOf(a.Newsroom.Live.View(), in.ID)
		if !ok {
			return nil, missing("decision")
		}
		return &out[decisionRecord]{r}, nil
	})
	add(a, operation{
		id: "decide", tag: "decisions", method: http.MethodPost, path: "/decisions", least: account.Analyst, status: http.StatusCreated, most: mostDecided, also: []int{http.StatusConflict},
		summary: "Decide", text: "Records a decision by the user. It is answered when stories and claims follow from it.",
	}, a.decide)
	add(a, operation{
		id: "undo", tag: "decisions", method: http.MethodPost, path: "/decisions/{id}/undo", least: account.Analyst, status: http.StatusCreated, most: mostDecided, also: []int{http.StatusConflict},
		summary: "Undo a decision", text: "Takes a decision back, by another decision.",
	}, a.undo)
}

// decisionsOf gives the decisions of a view, the last first.
func decisionsOf(v *live.View, standing bool) []decisionRecord {
	stand := make(map[string]bool)
	for _, d := range claim.Standing(v.Decisions) {
		stand[d.ID] = true
	}
	for i := range v.Decisions { // what undoes stands while its own undoing does not
		if d := &v.Decisions[i]; d.Act == claim.Undo && !stand[d.Undoes] && !standing {
			stand[d.ID] = true
		}
	}
	out := []decisionRecord{}
	for i := range v.Decisions {
		if d := v.Decisions[i]; stand[d.ID] || !standing {
			out = append(out, decisionRecord{ID: d.ID, Standing: stand[d.ID], Decision: d})
		}
	}
	slices.Reverse(out)
	return out
}

func decisionOf(v *live.View, id string) (decisionRecord, bool) {
	for _, r := range decisionsOf(v, false) {
		if r.ID == id {
			return r, true
		}
	}
	return decisionRecord{}, false
}

func (a *API) basis(_ context.Context, in *basisAsked) (*out[basisAnswer], error) {
	v := a.Newsroom.Live.View()
	ids := slices.Clone(in.Statements)
	for _, id := range in.Claims {
		e, ok := v.Claim(id)
		if !ok {
			return nil, bad("query.claim", "there is no claim %s", clip(id))
		}
		ids = append(ids, e.Claim.Anchor().Statement)
	}
	if in.Undoes != "" {
		if _, ok := decisionOf(v, in.Undoes); !ok {
			return nil, bad("query.undoes", "there is no decision %s", clip(in.Undoes))
		}
		ids = append(ids, newsroom.Subjects(v, &claim.Decision{Act: claim.Undo, Undoes: in.Undoes})...)
	}
	return &out[basisAnswer]{basisAnswer{newsroom.Basis(v, ids...)}}, nil
}

func (a *API) decide(ctx context.Context, in *decisionAsked) (*made[decisionRecord], error) {
	g := &in.Body
	d := claim.Decision{
		Act: claim.Act(g.Act), Statements: g.Statements, Field: g.Field, Source: g.Source, Value: g.Value, Undoes: g.Undoes, Note: g.Note,
	}
	v := a.Newsroom.Live.View()
	for _, c := range g.Claims {
		anchor := claim.Anchor{Statement: c.Statement, Text: c.Text, Figure: c.Figure}
		if c.ID != "" {
			e, ok := v.Claim(c.ID)
			if !ok {
				return nil, bad("body.claims", "there is no claim %s", c.ID)
			}
			anchor = e.Claim.Anchor()
		}
		d.Claims = append(d.Claims, anchor)
	}
	basis, err := basisOf(in.IfMatch, g.Basis, "")
	if err != nil {
		return nil, err
	}
	return a.record(ctx, d, basis)
}

func (a *API) undo(ctx context.Context, in *undoAsked) (*made[decisionRecord], error) {
	v := a.Newsroom.Live.View()
	if _, ok := decisionOf(v, in.ID); !ok {
		return nil, missing("decision")
	}
	d := claim.Decision{Act: claim.Undo, Undoes: in.ID, Note: in.Body.Note}
	usual := "" // of a grade, which is of no statements
	if len(newsroom.Subjects(v, &d)) > 0 {
		usual = in.ID
	}
	basis, err := basisOf(in.IfMatch, in.Body.Basis, usual)
	if err != nil {
		return nil, err
	}
	return a.record(ctx, d, basis)
}

// basisOf reads what a decision is founded on, from the header or the body.
func basisOf(match string, given *string, otherwise string) (string, error) {
	basis := otherwise
	if given != nil {
		basis = *given
	}
	if match == "" {
		return basis, nil
	}
	tag, ok := strings.CutPrefix(strings.TrimSpace(match), `"`)
	tag, ok2 := strings.CutSuffix(tag, `"`)
	if !ok || !ok2 || strings.Contains(tag, `"`) {
		return "", bad("header.If-Match", `it is one basis in quotation marks, "" for none`)
	}
	if given != nil && *given != tag {
		return "", bad("header.If-Match", "it says another basis than the body")
	}
	return tag, nil
}

// record records a decision by the user.
func (a *API) record(ctx context.Context, d claim.Decision, basis string) (*made[decisionRecord], error) {
	d.By = account.From(ctx).Name
	id, err := a.Newsroom.Decide(ctx, d, basis)
	if errors.Is(err, newsroom.ErrChanged) {
		v := a.Newsroom.Live.View()
		p := bad("body.basis", "somebody else decided about this since: look again")
		p.Status, p.Title = http.StatusConflict, http.StatusText(http.StatusConflict)
		p.Errors[0].Value = newsroom.Basis(v, newsroom.Subjects(v, &d)...)
		return nil, p
	}
	if err != nil && id == "" {
		return nil, err
	}
	// Where it was recorded and only the waiting failed, it is done all the same.
	d.ID, d.Schema = id, claim.DecisionSchema
	r, ok := decisionOf(a.Newsroom.Live.View(), id)
	if !ok {
		r = decisionRecord{ID: id, Standing: true, Decision: d}
	}
	return &made[decisionRecord]{Location: Root + "/decisions/" + id, Body: r}, nil
}
