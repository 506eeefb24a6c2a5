package selection

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/hearsay-news/hearsay/ledger"
)

// Statement is a statement of the ledger with its record read. Spans are of code points.
type Statement struct {
	*ledger.FoundStatement `json:"-"`
	Document               struct {
		ID        string   `json:"id"`
		Path      string   `json:"path"`
		URL       string   `json:"url"`
		Title     string   `json:"title"`
		Publisher string   `json:"publisher"`
		Byline    []string `json:"byline"`
		Published string   `json:"published"`
		Basis     string   `json:"published_basis"`
		Language  string   `json:"language"`
	} `json:"document"`
	Zone    string `json:"zone"`
	Mode    string `json:"mode"`
	Source  Spans  `json:"source"`
	Cue     Spans  `json:"cue"`
	Content Spans  `json:"content"`
	Speaker struct {
		ID    string `json:"id"`
		Name  string `json:"name"`
		Kind  string `json:"kind"`
		Party string `json:"party"`
		Basis string `json:"basis"`
	} `json:"speaker"`
	Chain []struct {
		Name string `json:"name"`
	} `json:"chain"`
	Act       string   `json:"act"`
	Plover    string   `json:"plover"`
	Certainty string   `json:"certainty"`
	Polarity  string   `json:"polarity"`
	Distanced bool     `json:"distanced"`
	Hedges    []Span   `json:"hedges"`
	SaidOn    string   `json:"said_on"`
	Times     []Time   `json:"times"`
	Figures   []Figure `json:"figures"`
	Places    []Place  `json:"places"`
	NestedIn  string   `json:"nested_in"`
	Extractor struct {
		Model   string `json:"model"`
		Version string `json:"version"`
	} `json:"extractor"`
	Confidence float64 `json:"confidence"`
}

// Span is a half-open range of code points with its text.
type Span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Spans are the pieces of a source, a cue or a content.
type Spans struct {
	Spans []Span `json:"spans"`
}

// Time is a date that the text names.
type Time struct {
	Span
	Value     string `json:"value"`
	Precision string `json:"precision"`
}

// Figure is a count or an amount, as bounds; nil is no bound.
type Figure struct {
	Span
	Low     *float64 `json:"low"`
	High    *float64 `json:"high"`
	Approx  bool     `json:"approx"`
	Unit    string   `json:"unit"`
	Outcome string   `json:"outcome"`
	Of      string   `json:"of"`
}

// Place is a place that the text names; Lat and Lon are nil where it is not known.
type Place struct {
	Span
	Name    string   `json:"name"`
	Country string   `json:"country"`
	Lat     *float64 `json:"lat"`
	Lon     *float64 `json:"lon"`
	Basis   string   `json:"basis"`
}

// read reads a statement's record.
func read(f *ledger.FoundStatement) (*Statement, error) {
	st := &Statement{FoundStatement: f}
	if err := json.Unmarshal(f.Record, st); err != nil {
		return nil, fmt.Errorf("read statement %s: %w: %w", f.ID, ledger.ErrCorrupt, err)
	}
	return st, nil
}

// Text is the pieces' text, " … " between.
func (s Spans) Text() string {
	parts := make([]string, 0, len(s.Spans))
	for _, p := range s.Spans {
		parts = append(parts, p.Text)
	}
	return strings.Join(parts, " … ")
}

// Who is the speaker's name, else the words of the source, else "".
func (st *Statement) Who() string {
	if st.Speaker.Name != "" {
		return st.Speaker.Name
	}
	return st.Source.Text()
}

// Carriers are the names of the chain, nearest the speaker first.
func (st *Statement) Carriers() []string {
	out := make([]string, 0, len(st.Chain))
	for _, c := range st.Chain {
		out = append(out, c.Name)
	}
	return out
}
