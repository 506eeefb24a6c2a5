package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/date"
	"github.com/hearsay-news/hearsay/nlp/norm/quantity"
)

// The files of Recognizers-Text that are scored.
const (
	NumberCases     = "NumberModel"
	RangeCases      = "NumberRangeModel"
	DateCases       = "DateParser"
	DatePeriodCases = "DatePeriodParser"
)

// platforms are the programs that the corpus is for. A case whose NotSupported
// names all of them is one that none reads.
var platforms = [...]string{"dotnet", "java", "javascript", "python"}

// Recognized is something found in a case's input: its text in code points,
// [Start, End), and its value in one notation for both sides.
type Recognized struct {
	Start, End int
	Value      string
}

// RecognizerCase is a case of Recognizers-Text: an input and what is to be found
// in it, nothing more.
type RecognizerCase struct {
	Input     string
	Reference time.Time // the day on which dates are read; zero where the case gives none
	Supported bool      // at least one platform reads it
	Want      []Recognized
}

// Recognizer finds what one file of cases asks for. Spans are bytes of the text of
// an; the conventions of value are those of the corpus.
type Recognizer func(an *hearsay.Analysis, reference time.Time) []RecognizedSpan

// RecognizedSpan is Recognized by bytes.
type RecognizedSpan struct {
	hearsay.Span
	Value string
}

// Recognizers gives the recognizer of each file of cases.
func Recognizers() map[string]Recognizer {
	return map[string]Recognizer{
		NumberCases: recognizeNumbers, RangeCases: recognizeRanges,
		DateCases: recognizeDates, DatePeriodCases: recognizePeriods,
	}
}

// RecognizerScore counts the cases of one file of which exactly the expected is
// found.
type RecognizerScore struct {
	Name                    string
	Right, Cases            int // of all
	SupportedRight, Support int // of those that are supported
}

// Share is the share of supported cases that are right.
func (s RecognizerScore) Share() float64 {
	if s.Support == 0 {
		return 0
	}
	return float64(s.SupportedRight) / float64(s.Support)
}

// String is a line of the report.
func (s RecognizerScore) String() string {
	all := 0.0
	if s.Cases > 0 {
		all = float64(s.Right) / float64(s.Cases)
	}
	return fmt.Sprintf("%-16s supported %3d of %3d = %.3f   all %3d of %3d = %.3f", s.Name,
		s.SupportedRight, s.Support, s.Share(), s.Right, s.Cases, all)
}

// ScoreRecognizers scores the cases of dir/name.json. analyse gives the analysis of
// a text. Cases that are wrong are listed on list where it is not nil.
func ScoreRecognizers(dir, name string, find Recognizer, analyse func(*hearsay.Document) (*hearsay.Analysis, error), list io.Writer) (RecognizerScore, error) {
	score := RecognizerScore{Name: name}
	cases, err := readRecognizerCases(filepath.Join(dir, name+".json"))
	if err != nil {
		return score, err
	}
	for i := range cases {
		c := &cases[i]
		doc := &hearsay.Document{Text: c.Input, Blocks: []hearsay.Block{{Span: hearsay.Span{Start: 0, End: len(c.Input)}}}}
		an, err := analyse(doc)
		if err != nil {
			return score, err
		}
		got := inCodePoints(c.Input, find(an, c.Reference))
		right := sameRecognized(c.Want, got)
		score.Cases++
		score.Right += one(right)
		if c.Supported {
			score.Support++
			score.SupportedRight += one(right)
		}
		if !right && list != nil {
			if _, err := fmt.Fprintf(list, "%s: %q\n  want %s\n  got  %s\n", name, c.Input, showRecognized(c.Input, c.Want), showRecognized(c.Input, got)); err != nil {
				return score, err
			}
		}
	}
	return score, nil
}

func inCodePoints(text string, spans []RecognizedSpan) []Recognized {
	points := hearsay.NewCodePoints(text)
	var out []Recognized
	for _, x := range spans {
		s := points.Span(x.Span)
		out = append(out, Recognized{s.Start, s.End, x.Value})
	}
	return out
}

// sameRecognized reports whether both hold the same, in the order of the text.
func sameRecognized(want, got []Recognized) bool {
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		if want[i] != got[i] {
			return false
		}
	}
	return true
}

func showRecognized(text string, found []Recognized) string {
	runes := []rune(text)
	var each []string
	for _, f := range found {
		if 0 <= f.Start && f.Start <= f.End && f.End <= len(runes) {
			each = append(each, fmt.Sprintf("%q %s", string(runes[f.Start:f.End]), f.Value))
		}
	}
	if each == nil {
		return "nothing"
	}
	return strings.Join(each, " · ")
}

// recognizerJSON is a case as the corpus writes it. The number models give the last
// character and a Resolution, the date parsers a length and a Value with two
// readings.
type recognizerJSON struct {
	Input        string
	NotSupported string
	Context      struct{ ReferenceDateTime string }
	Results      []struct {
		Start, End, Length int
		Resolution         struct {
			Value string `json:"value"`
		}
		Value struct {
			FutureResolution, PastResolution map[string]string
		}
	}
}

func readRecognizerCases(path string) ([]RecognizerCase, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read cases: %w", err)
	}
	var raw []recognizerJSON
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(data), "\ufeff")), &raw); err != nil {
		return nil, fmt.Errorf("read cases %s: %w", path, err)
	}
	out := make([]RecognizerCase, len(raw))
	for i, r := range raw {
		c := RecognizerCase{Input: r.Input, Supported: supported(r.NotSupported)}
		if at := r.Context.ReferenceDateTime; at != "" {
			if c.Reference, err = time.Parse("2006-01-02T15:04:05", at); err != nil {
				return nil, fmt.Errorf("read cases %s: case %d: %w", path, i+1, err)
			}
		}
		for _, x := range r.Results {
			f := Recognized{Start: x.Start, End: x.End + 1, Value: canonicalNumbers(x.Resolution.Value)}
			if x.Length > 0 {
				f.End = x.Start + x.Length
			}
			if x.Value.FutureResolution != nil || x.Value.PastResolution != nil {
				f.Value = bothReadings(x.Value.PastResolution, x.Value.FutureResolution)
			}
			c.Want = append(c.Want, f)
		}
		out[i] = c
	}
	return out, nil
}

// supported reports whether a platform is left that the list does not name.
func supported(not string) bool {
	named := map[string]bool{}
	for _, p := range strings.Split(not, ",") {
		named[strings.ToLower(strings.TrimSpace(p))] = true
	}
	for _, p := range platforms {
		if !named[p] {
			return true
		}
	}
	return false
}

// bothReadings writes the past and the future reading of a date: its day, or the
// first day and the one after the last.
func bothReadings(past, future map[string]string) string {
	one := func(m map[string]string) string {
		if d := m["date"]; d != "" {
			return d
		}
		return m["startDate"] + "/" + m["endDate"]
	}
	return one(past) + " " + one(future)
}

// canonicalNumbers writes the numbers of a value, alone or the bounds of a range,
// with the fifteen digits that the corpus keeps.
func canonicalNumbers(value string) string {
	open := strings.TrimLeft(value, "[(")
	body := strings.TrimRight(open, "])")
	lead, tail := value[:len(value)-len(open)], open[len(body):]
	fields := strings.Split(body, ",")
	for i, f := range fields {
		if v, err := strconv.ParseFloat(strings.TrimSpace(f), 64); err == nil {
			fields[i] = fifteen(v)
		}
	}
	return lead + strings.Join(fields, ",") + tail
}

func fifteen(v float64) string { return strconv.FormatFloat(v, 'g', 15, 64) }

// recognizeNumbers leaves out what the corpus reads by other models: vague numbers
// and those with a unit against them.
func recognizeNumbers(an *hearsay.Analysis, _ time.Time) []RecognizedSpan {
	var out []RecognizedSpan
	for _, n := range quantity.Numbers(an, 0, len(an.Tokens), nil) {
		if n.Kind != quantity.Vague && !n.Measured {
			out = append(out, RecognizedSpan{n.Span, fifteen(n.Value)})
		}
	}
	return out
}

func recognizeRanges(an *hearsay.Analysis, _ time.Time) []RecognizedSpan {
	var out []RecognizedSpan
	for _, r := range quantity.Ranges(an, 0, len(an.Tokens), nil) {
		out = append(out, RecognizedSpan{r.Span, interval(r)})
	}
	return out
}

// unstated is the day for the cases that state no day of reference: any does.
var unstated = time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)

func recognizeDates(an *hearsay.Analysis, reference time.Time) []RecognizedSpan {
	return findDates(an, reference, false)
}

func recognizePeriods(an *hearsay.Analysis, reference time.Time) []RecognizedSpan {
	return findDates(an, reference, true)
}

// findDates keeps days or periods: the corpus has a model for each.
func findDates(an *hearsay.Analysis, reference time.Time, periods bool) []RecognizedSpan {
	if reference.IsZero() {
		reference = unstated
	}
	var out []RecognizedSpan
	for _, d := range date.Find(an, 0, len(an.Tokens), reference, nil) {
		if d.Period != periods {
			continue
		}
		past, future := map[string]string{"date": iso(d.PastStart)}, map[string]string{"date": iso(d.FutureStart)}
		if periods {
			past = map[string]string{"startDate": iso(d.PastStart), "endDate": iso(d.PastEnd)}
			future = map[string]string{"startDate": iso(d.FutureStart), "endDate": iso(d.FutureEnd)}
		}
		out = append(out, RecognizedSpan{d.Span, bothReadings(past, future)})
	}
	return out
}

// iso writes a day, "" for an open end.
func iso(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// interval writes a range in the corpus's notation: "[20,30)" where two numbers
// are joined, "(,5]" for at most five.
func interval(r quantity.Range) string {
	low, high := "(", ")"
	if r.High < math.Inf(1) {
		if high = fifteen(r.High) + "]"; r.HighOpen || r.Between {
			high = fifteen(r.High) + ")"
		}
	}
	if r.Low > math.Inf(-1) {
		if low = "[" + fifteen(r.Low); r.LowOpen {
			low = "(" + fifteen(r.Low)
		}
	}
	return low + "," + high
}
