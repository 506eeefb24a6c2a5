package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"github.com/hearsay-news/hearsay"
)

// ErrRecord marks a record that does not fit the contract.
var ErrRecord = errors.New("not a record of the contract")

// about is what a record says of a document.
type about struct {
	ID         string   `json:"id"`
	Path       string   `json:"path"`
	URL        string   `json:"url"`
	Title      string   `json:"title"`
	Publisher  string   `json:"publisher"`
	Byline     []string `json:"byline"`
	Published  string   `json:"published"`
	Basis      string   `json:"published_basis"`
	Language   string   `json:"language"`
	Supersedes string   `json:"supersedes"`
}

// ReadDocument reads a document's record, as AppendDocument writes it. Blocks that do
// not lie in the text are an error that wraps ErrRecord.
func ReadDocument(data []byte) (*hearsay.Document, error) {
	var r struct {
		Schema string `json:"schema"`
		about
		Credits []string `json:"credits"`
		Text    string   `json:"text"`
		Zones   []struct {
			Zone  string `json:"zone"`
			Start int    `json:"start"`
			End   int    `json:"end"`
		} `json:"zones"`
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, fmt.Errorf("read document: %w: %w", ErrRecord, err)
	}
	if r.Schema != DocumentSchema {
		return nil, fmt.Errorf("read document: %w: schema %q", ErrRecord, r.Schema)
	}
	doc := &hearsay.Document{
		ID: r.ID, Path: r.Path, URL: r.URL, Title: r.Title, Publisher: r.Publisher, Byline: r.Byline, Credits: r.Credits,
		Published: r.Published, Basis: hearsay.ParseBasis(r.Basis), Language: r.Language, Supersedes: r.Supersedes, Text: r.Text,
	}
	at := newBytesAt(doc.Text)
	last := 0
	for _, z := range r.Zones {
		s, ok := at.span(z.Start, z.End)
		if !ok || s.Start < last {
			return nil, fmt.Errorf("read document %s: %w: a zone at %d to %d", r.ID, ErrRecord, z.Start, z.End)
		}
		last = s.End
		doc.Blocks = append(doc.Blocks, hearsay.Block{Span: s, Zone: hearsay.ParseZone(z.Zone)})
	}
	return doc, nil
}

// span is a span of a record.
type span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// statement is the record of a statement.
type statement struct {
	Schema   string                 `json:"schema"`
	ID       string                 `json:"id"`
	Document struct{ ID string }    `json:"document"`
	Zone     string                 `json:"zone"`
	Mode     string                 `json:"mode"`
	Source   struct{ Spans []span } `json:"source"`
	Cue      struct{ Spans []span } `json:"cue"`
	Content  struct{ Spans []span } `json:"content"`
	Speaker  struct {
		ID    string `json:"id"`
		Name  string `json:"name"`
		Kind  string `json:"kind"`
		Party string `json:"party"`
		Basis string `json:"basis"`
	} `json:"speaker"`
	Chain []struct {
		Name string `json:"name"`
		Span *span  `json:"span"`
	} `json:"chain"`
	Act       string `json:"act"`
	Certainty string `json:"certainty"`
	Polarity  string `json:"polarity"`
	Distanced bool   `json:"distanced"`
	Hedges    []span `json:"hedges"`
	SaidOn    string `json:"said_on"`
	Times     []struct {
		span
		Value     string `json:"value"`
		Precision string `json:"precision"`
	} `json:"times"`
	Figures []struct {
		span
		Low     *float64 `json:"low"`
		High    *float64 `json:"high"`
		Approx  bool     `json:"approx"`
		Unit    string   `json:"unit"`
		Outcome string   `json:"outcome"`
		Of      string   `json:"of"`
	} `json:"figures"`
	Places []struct {
		span
		Name    string   `json:"name"`
		Country string   `json:"country"`
		Lat     *float64 `json:"lat"`
		Lon     *float64 `json:"lon"`
		Basis   string   `json:"basis"`
	} `json:"places"`
	NestedIn  string `json:"nested_in"`
	Extractor struct {
		Model   string `json:"model"`
		Version string `json:"version"`
	} `json:"extractor"`
	Confidence float64 `json:"confidence"`
}

// Reader reads statements of one document from their records.
type Reader struct {
	doc *hearsay.Document
	at  bytesAt
}

// NewReader makes a Reader of statements of doc.
func NewReader(doc *hearsay.Document) *Reader {
	return &Reader{doc: doc, at: newBytesAt(doc.Text)}
}

// Statement reads one record, as Statements.Append writes it, and its ID. Spans that do
// not lie in the document's text, or whose text is another, are an error that wraps
// ErrRecord. Nested is -1; nestedIn is the ID of the statement that this one lies in,
// "" for none.
func (r *Reader) Statement(data []byte) (st hearsay.Statement, id, nestedIn string, err error) {
	var in statement
	if err := json.Unmarshal(data, &in); err != nil {
		return st, "", "", fmt.Errorf("read statement: %w: %w", ErrRecord, err)
	}
	bad := func(what string) error { return fmt.Errorf("read statement %s: %w: %s", in.ID, ErrRecord, what) }
	if in.Schema != StatementSchema {
		return st, "", "", bad("schema " + in.Schema)
	}
	if in.Document.ID != r.doc.ID {
		return st, "", "", bad("it is of another document, " + in.Document.ID)
	}
	sound := true
	place := func(s span) hearsay.Span {
		at, ok := r.at.span(s.Start, s.End)
		if !ok || r.doc.Text[at.Start:at.End] != s.Text {
			sound = false
			return hearsay.Span{}
		}
		return at
	}
	places := func(spans []span) (out []hearsay.Span) {
		for _, s := range spans {
			out = append(out, place(s))
		}
		return out
	}
	st.Nested = -1
	st.Source, st.Cue, st.Content = places(in.Source.Spans), places(in.Cue.Spans), places(in.Content.Spans)
	st.Zone, st.Mode = hearsay.ParseZone(in.Zone), hearsay.ParseMode(in.Mode)
	st.Model, st.Score = in.Extractor.Model, in.Confidence
	st.Speaker = hearsay.Speaker{
		ID: in.Speaker.ID, Name: in.Speaker.Name, Party: in.Speaker.Party,
		Kind: hearsay.ParseSpeakerKind(in.Speaker.Kind), Basis: hearsay.ParseSpeakerBasis(in.Speaker.Basis),
	}
	for _, c := range in.Chain {
		carrier := hearsay.Carrier{Name: c.Name}
		if c.Span != nil {
			carrier.Span = place(*c.Span)
		}
		st.Chain = append(st.Chain, carrier)
	}
	st.Act, _ = hearsay.ParseAct(in.Act)
	st.Certainty = hearsay.ParseCertainty(in.Certainty)
	st.Negative, st.Distanced, st.SaidOn = in.Polarity == "negative", in.Distanced, in.SaidOn
	st.Hedges = places(in.Hedges)
	for _, t := range in.Times {
		st.Times = append(st.Times, hearsay.Time{Span: place(t.span), Value: t.Value, Precision: hearsay.ParsePrecision(t.Precision)})
	}
	for _, f := range in.Figures {
		st.Figures = append(st.Figures, hearsay.Figure{Span: place(f.span), Low: number(f.Low, math.Inf(-1)), High: number(f.High, math.Inf(1)),
			Approx: f.Approx, Unit: f.Unit, Outcome: f.Outcome, Of: f.Of})
	}
	for _, p := range in.Places {
		st.Places = append(st.Places, hearsay.Place{Span: place(p.span), Name: p.Name, Country: p.Country,
			Lat: number(p.Lat, math.NaN()), Lon: number(p.Lon, math.NaN()), Basis: p.Basis})
	}
	if !sound {
		return st, "", "", bad("its spans are not those of the text")
	}
	return st, in.ID, in.NestedIn, nil
}

// number is *f, or none where the record has null.
func number(f *float64, none float64) float64 {
	if f == nil {
		return none
	}
	return *f
}

// bytesAt gives the byte offset of each code point of a text.
type bytesAt struct {
	text string
	at   []int32 // nil where the text is ASCII
}

func newBytesAt(text string) bytesAt {
	b := bytesAt{text: text}
	for i := range len(text) {
		if text[i] >= 0x80 {
			b.at = make([]int32, 0, len(text)+1)
			for k := range text {
				b.at = append(b.at, int32(k))
			}
			b.at = append(b.at, int32(len(text)))
			return b
		}
	}
	return b
}

// span turns code points into bytes; it reports false where they are out of the text
// or empty.
func (b bytesAt) span(start, end int) (hearsay.Span, bool) {
	most := len(b.text)
	if b.at != nil {
		most = len(b.at) - 1
	}
	if start < 0 || start >= end || end > most {
		return hearsay.Span{}, false
	}
	if b.at == nil {
		return hearsay.Span{Start: start, End: end}, true
	}
	return hearsay.Span{Start: int(b.at[start]), End: int(b.at[end])}, true
}
