package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Prediction is a statement that the program found; spans are in code points, in
// the order in which they were printed. The fields of type any hold the values of
// the contract as JSON decodes them, nil for one that is absent or null.
type Prediction struct {
	BratAttribution
	Nested bool // inside another statement

	Speaker     string // name; "" for none
	SpeakerKind any
	Chain       []string
	Mode        any
	Act         any
	Certainty   any
	Distanced   any
	SaidOn      any
	Figures     []Figure
}

// Figure is a count or amount, by what is scored of it.
type Figure struct {
	Low, High any // float64, or nil where there is no bound
	Approx    bool
	Outcome   any
}

// Predictions are the statements of articles by the article's name: that of its
// file, without folder and extension.
type Predictions map[string][]Prediction

// Add puts the statements of doc behind those that its name has.
func (p Predictions) Add(doc *hearsay.Document, statements []hearsay.Statement) {
	name := stem(doc.Path)
	points := hearsay.NewCodePoints(doc.Text)
	convert := func(spans []hearsay.Span) []hearsay.Span {
		out := make([]hearsay.Span, len(spans))
		for i, s := range spans {
			out[i] = points.Span(s)
		}
		return out
	}
	for i := range statements {
		st := &statements[i]
		pred := Prediction{
			BratAttribution: BratAttribution{convert(st.Source), convert(st.Cue), convert(st.Content)},
			Nested:          st.Nested >= 0,
			Speaker:         st.Speaker.Name,
			SpeakerKind:     st.Speaker.Kind.String(),
			Mode:            st.Mode.String(),
			Act:             st.Act.String(),
			Certainty:       st.Certainty.String(),
			Distanced:       st.Distanced,
		}
		if st.SaidOn != "" {
			pred.SaidOn = st.SaidOn
		}
		for _, c := range st.Chain {
			pred.Chain = append(pred.Chain, c.Name)
		}
		for k := range st.Figures {
			pred.Figures = append(pred.Figures, figureOf(&st.Figures[k]))
		}
		p[name] = append(p[name], pred)
	}
}

// figureOf is what is scored of a figure.
func figureOf(f *hearsay.Figure) Figure {
	out := Figure{Approx: f.Approx}
	low, high := f.Bounds()
	if low != nil {
		out.Low = *low
	}
	if high != nil {
		out.High = *high
	}
	if f.Outcome != "" {
		out.Outcome = f.Outcome
	}
	return out
}

// Faults of a prediction.
var (
	errPath = errors.New("statement without document.path")
	errSpan = errors.New("span is not a start and an end that are whole numbers from 0")
)

// statementJSON is what is scored of a line of `hearsay extract --format jsonl`.
type statementJSON struct {
	Document struct {
		Path *string `json:"path"`
	} `json:"document"`
	Source   piecesJSON `json:"source"`
	Cue      piecesJSON `json:"cue"`
	Content  piecesJSON `json:"content"`
	NestedIn any        `json:"nested_in"`
	Speaker  struct {
		Name *string `json:"name"`
		Kind any     `json:"kind"`
	} `json:"speaker"`
	Chain []struct {
		Name string `json:"name"`
	} `json:"chain"`
	Mode      any          `json:"mode"`
	Act       any          `json:"act"`
	Certainty any          `json:"certainty"`
	Distanced any          `json:"distanced"`
	SaidOn    any          `json:"said_on"`
	Figures   []figureJSON `json:"figures"`
}

type piecesJSON struct {
	Spans []struct {
		Start *int `json:"start"`
		End   *int `json:"end"`
	} `json:"spans"`
}

type figureJSON struct {
	Low     any `json:"low"`
	High    any `json:"high"`
	Approx  any `json:"approx"`
	Outcome any `json:"outcome"`
}

// ReadPredictions reads what `hearsay extract --format jsonl` prints: a statement
// a line; blank lines are passed over.
func ReadPredictions(r io.Reader) (Predictions, error) {
	out := Predictions{}
	err := eachLine(r, func(n int, line string) error {
		if n == 1 {
			line = strings.TrimPrefix(line, byteOrderMark)
		}
		if strings.TrimFunc(line, isSpace) == "" {
			return nil
		}
		var s statementJSON
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			return err
		}
		if s.Document.Path == nil {
			return errPath
		}
		p, err := s.prediction()
		if err != nil {
			return err
		}
		name := stem(*s.Document.Path)
		out[name] = append(out[name], p)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("predictions: %w", err)
	}
	return out, nil
}

func (s *statementJSON) prediction() (Prediction, error) {
	p := Prediction{
		Nested:      truthy(s.NestedIn),
		SpeakerKind: s.Speaker.Kind,
		Mode:        s.Mode, Act: s.Act, Certainty: s.Certainty, Distanced: s.Distanced, SaidOn: s.SaidOn,
		Figures: figures(s.Figures),
	}
	if s.Speaker.Name != nil {
		p.Speaker = *s.Speaker.Name
	}
	for _, c := range s.Chain {
		p.Chain = append(p.Chain, c.Name)
	}
	for k, pieces := range [roles]piecesJSON{s.Source, s.Cue, s.Content} {
		spans := p.role(k)
		for _, x := range pieces.Spans {
			if x.Start == nil || x.End == nil || *x.Start < 0 || *x.End < 0 {
				return p, fmt.Errorf("%s: %w", roleNames[k], errSpan)
			}
			*spans = append(*spans, hearsay.Span{Start: *x.Start, End: *x.End})
		}
	}
	return p, nil
}

func figures(fs []figureJSON) []Figure {
	out := make([]Figure, len(fs))
	for i, f := range fs {
		out[i] = Figure{f.Low, f.High, truthy(f.Approx), f.Outcome}
	}
	return out
}

// truthy is what Python takes for true: all but nothing, zero and the empty.
func truthy(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case float64:
		return v != 0
	case string:
		return v != ""
	case []any:
		return len(v) > 0
	case map[string]any:
		return len(v) > 0
	}
	return true
}
