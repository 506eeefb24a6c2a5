package claim

// Schema is that of a claim's record.
const Schema = "hearsay/claim/1"

type record struct {
	Schema      string     `json:"schema"`
	ID          string     `json:"id"`
	Story       string     `json:"story"`
	Wording     string     `json:"wording"`
	Kind        string     `json:"kind"`
	Subject     *string    `json:"subject_party"`
	Status      string     `json:"status"`
	AsOf        string     `json:"as_of"`
	History     []change   `json:"history"`
	Positions   []position `json:"positions"`
	Origins     []origin   `json:"origins"`
	Independent int        `json:"independent_origins"`
	Figures     []figure   `json:"figures"`
	Statements  []string   `json:"statements"`
	Documents   []string   `json:"documents"`
}

type change struct {
	From    string   `json:"from"`
	Status  string   `json:"status"`
	Rule    int      `json:"rule"`
	Because []string `json:"because"`
	Why     string   `json:"why"`
}

type position struct {
	Speaker    string   `json:"speaker"`
	Party      string   `json:"party"`
	Origin     string   `json:"origin"`
	Stance     string   `json:"stance"`
	Since      string   `json:"since"`
	Statements []string `json:"statements"`
	Why        string   `json:"why"`
}

type origin struct {
	Name       string   `json:"name"`
	Party      string   `json:"party"`
	Grade      string   `json:"grade,omitempty"`
	Statements []string `json:"statements"`
	Documents  []string `json:"documents"`
}

type figure struct {
	Origin    string   `json:"origin"`
	SaidOn    string   `json:"said_on"`
	Low       *float64 `json:"low"`
	High      *float64 `json:"high"`
	Approx    bool     `json:"approx"`
	Unit      string   `json:"unit"`
	Outcome   string   `json:"outcome"`
	Statement string   `json:"statement"`
}

// Record gives the claim in the form of the JSON contract, as known on a day, of a story.
func (c *Claim) Record(story, asOf string) any {
	r := record{
		Schema: Schema, ID: c.ID, Story: story, Wording: c.Wording, Kind: c.Kind.String(), AsOf: asOf, Status: c.Status().String(),
		History: []change{}, Positions: []position{}, Origins: []origin{}, Figures: []figure{}, Statements: []string{}, Documents: []string{},
		Independent: len(c.Origins),
	}
	if c.Subject != "" {
		r.Subject = &c.Subject
	}
	for _, h := range c.History {
		r.History = append(r.History, change{h.From, h.Status.String(), h.Rule, append([]string{}, h.Because...), h.Why})
	}
	for _, o := range c.Origins {
		r.Origins = append(r.Origins, origin(o))
	}
	for _, p := range c.Positions() {
		r.Positions = append(r.Positions, position{p.Speaker, p.Party, p.Origin, p.Stance.String(), p.Since, p.Statements, p.Why})
	}
	for i := range c.Takes {
		t := &c.Takes[i]
		r.Statements = once(r.Statements, t.Statement)
		r.Documents = once(r.Documents, t.Document)
		if t.Figure != nil {
			low, high := t.Figure.Bounds()
			r.Figures = append(r.Figures, figure{t.Origin, t.Said, low, high, t.Figure.Approx, t.Figure.Unit, t.Figure.Outcome, t.Statement})
		}
	}
	return r
}

func once(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}

// Status is the one that holds at the end of the history, None for none.
func (c *Claim) Status() Status {
	if len(c.History) == 0 {
		return None
	}
	return c.History[len(c.History)-1].Status
}

// Position is a speaker's standing on a claim with all the statements that take it.
type Position struct {
	Speaker, Party, Origin string
	Stance                 Stance
	Since                  string // day of publication of the first
	Statements             []string
	Why                    string
}

// Positions gives who takes which position since when, in order of publication.
func (c *Claim) Positions() []Position {
	type key struct {
		origin, speaker string
		stance          Stance
	}
	var out []Position
	at := make(map[key]int)
	for i := range c.Takes {
		t := &c.Takes[i]
		k := key{t.Origin, t.Speaker, t.Stance}
		n, ok := at[k]
		if !ok {
			n = len(out)
			at[k] = n
			out = append(out, Position{Speaker: t.Speaker, Party: t.Party, Origin: t.Origin, Stance: t.Stance, Since: t.Published, Why: t.Why})
		}
		out[n].Statements = once(out[n].Statements, t.Statement)
	}
	return out
}
