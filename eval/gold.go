package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Gold is an article's gold in the JSON of the project's annotation format.
type Gold struct {
	Doc        string
	Title      string
	Publisher  string
	Published  string
	Statements []GoldStatement // nil for JSON that is no gold of statements
}

// GoldStatement is an annotated statement; its fields read as those of a
// Prediction do.
type GoldStatement struct {
	ID string
	Prediction
	NestedIn string
}

// errMissing is a statement without a field that it must have.
var errMissing = errors.New("field is missing")

type goldJSON struct {
	Doc        string              `json:"doc"`
	Title      string              `json:"title"`
	Publisher  string              `json:"publisher"`
	Published  string              `json:"published"`
	Statements []goldStatementJSON `json:"statements"`
}

type goldStatementJSON struct {
	ID          any          `json:"id"`
	Source      *[][]int     `json:"source"`
	Cue         *[][]int     `json:"cue"`
	Content     *[][]int     `json:"content"`
	Mode        any          `json:"mode"`
	Speaker     *string      `json:"speaker"`
	SpeakerKind any          `json:"speaker_kind"`
	Chain       []string     `json:"chain"`
	Act         any          `json:"act"`
	Certainty   any          `json:"certainty"`
	Distanced   any          `json:"distanced"`
	SaidOn      any          `json:"said_on"`
	Figures     []figureJSON `json:"figures"`
	NestedIn    any          `json:"nested_in"`
}

// ReadGold reads one article's gold. JSON without "statements" is no error: a
// folder of gold may hold other files.
func ReadGold(r io.Reader) (*Gold, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxLine+1))
	if err != nil {
		return nil, fmt.Errorf("gold: %w", err)
	}
	if len(data) > maxLine {
		return nil, fmt.Errorf("gold: %w", hearsay.ErrTooLarge)
	}
	data = []byte(strings.TrimPrefix(string(data), byteOrderMark))
	var fields map[string]json.RawMessage
	var wrongType *json.UnmarshalTypeError
	err = json.Unmarshal(data, &fields)
	if _, ok := fields["statements"]; err == nil && !ok || errors.As(err, &wrongType) {
		return &Gold{}, nil
	}
	var g goldJSON
	if err == nil {
		err = json.Unmarshal(data, &g)
	}
	if err != nil {
		return nil, fmt.Errorf("gold: %w", atLine(data, err))
	}
	out := &Gold{Doc: g.Doc, Title: g.Title, Publisher: g.Publisher, Published: g.Published,
		Statements: make([]GoldStatement, 0, len(g.Statements))}
	for i := range g.Statements {
		s, err := g.Statements[i].statement()
		if err != nil {
			return nil, fmt.Errorf("gold: statement %d: %w", i+1, err)
		}
		out.Statements = append(out.Statements, s)
	}
	return out, nil
}

func (g *goldStatementJSON) statement() (GoldStatement, error) {
	s := GoldStatement{Prediction: Prediction{
		Nested:      truthy(g.NestedIn),
		SpeakerKind: g.SpeakerKind, Chain: g.Chain,
		Mode: g.Mode, Act: g.Act, Certainty: g.Certainty, Distanced: g.Distanced, SaidOn: g.SaidOn,
		Figures: figures(g.Figures),
	}}
	s.ID, _ = g.ID.(string)
	s.NestedIn, _ = g.NestedIn.(string)
	if g.Speaker != nil {
		s.Speaker = *g.Speaker
	}
	for k, pairs := range [roles]*[][]int{g.Source, g.Cue, g.Content} {
		if pairs == nil {
			return s, fmt.Errorf("%s: %w", roleNames[k], errMissing)
		}
		spans := s.role(k)
		for _, x := range *pairs {
			if len(x) != 2 || x[0] < 0 || x[1] < 0 {
				return s, fmt.Errorf("%s: %w", roleNames[k], errSpan)
			}
			*spans = append(*spans, hearsay.Span{Start: x[0], End: x[1]})
		}
	}
	return s, nil
}

// atLine puts the line of a fault in JSON before it, where it is known.
func atLine(data []byte, err error) error {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	at := int64(-1)
	if errors.As(err, &syntax) {
		at = syntax.Offset
	} else if errors.As(err, &wrong) {
		at = wrong.Offset
	}
	if at < 0 || at > int64(len(data)) {
		return err
	}
	return fmt.Errorf("line %d: %w", 1+strings.Count(string(data[:at]), "\n"), err)
}
