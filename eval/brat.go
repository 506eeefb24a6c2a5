package eval

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/hearsay-news/hearsay"
)

// The roles of an attribution in the order in which scores list them.
const (
	Source = iota
	Cue
	Content
	roles
)

var roleNames = [roles]string{"source", "cue", "content"}

// BratAttribution is one attribution of a brat standoff file; spans are in code
// points, sorted within each role.
type BratAttribution struct {
	Source, Cue, Content []hearsay.Span
}

// Role gives the spans of Source, Cue or Content.
func (a *BratAttribution) Role(role int) []hearsay.Span { return *a.role(role) }

func (a *BratAttribution) role(role int) *[]hearsay.Span {
	switch role {
	case Source:
		return &a.Source
	case Cue:
		return &a.Cue
	}
	return &a.Content
}

// Faults of a line of standoff.
var (
	errOffsets = errors.New("offsets are not pairs of numbers")
	errArg     = errors.New("argument is not role:ID")
)

// ReadBrat reads the attributions of a brat standoff file as PolNeAR writes
// them: events whose arguments are Source, Cue and Content, each perhaps several
// times and with a number behind ("Content2"), and whose spans may be
// discontinuous. References to nothing, or to a line further down, are passed
// over; so are events without content and lines that are neither text-bound nor
// events. The text column is not read.
func ReadBrat(r io.Reader) ([]BratAttribution, error) {
	spans := map[string][]hearsay.Span{}
	var out []BratAttribution
	err := eachLine(r, func(_ int, line string) error {
		id, rest, ok := strings.Cut(line, "\t")
		if !ok {
			return nil
		}
		body, _, _ := strings.Cut(rest, "\t")
		switch {
		case numbered(id, 'T'):
			s, err := bratSpans(body)
			spans[id] = s
			return err
		case numbered(id, 'E'):
			a, err := bratEvent(body, spans)
			if len(a.Content) > 0 {
				out = append(out, a)
			}
			return err
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("brat: %w", err)
	}
	return out, nil
}

// numbered reports whether id is kind followed by digits alone.
func numbered(id string, kind byte) bool {
	return len(id) > 1 && id[0] == kind && strings.IndexFunc(id[1:], notDigit) < 0
}

func notDigit(r rune) bool { return !unicode.IsDigit(r) }

// bratSpans reads "Content 10 20;25 30".
func bratSpans(body string) ([]hearsay.Span, error) {
	_, offsets, ok := strings.Cut(body, " ")
	if !ok {
		return nil, fmt.Errorf("%w: %q", errOffsets, body)
	}
	var out []hearsay.Span
	for _, piece := range strings.Split(offsets, ";") {
		f := strings.FieldsFunc(piece, isSpace)
		if len(f) != 2 {
			return nil, fmt.Errorf("%w: %q", errOffsets, body)
		}
		a, err1 := strconv.Atoi(f[0])
		b, err2 := strconv.Atoi(f[1])
		if err1 != nil || err2 != nil {
			return nil, fmt.Errorf("%w: %q", errOffsets, body)
		}
		out = append(out, hearsay.Span{Start: a, End: b})
	}
	return out, nil
}

// bratEvent reads "Attribution:T4 Content:T3 Cue:T2 Source:T1".
func bratEvent(body string, spans map[string][]hearsay.Span) (BratAttribution, error) {
	var a BratAttribution
	for _, arg := range strings.FieldsFunc(body, isSpace) {
		kind, ref, ok := strings.Cut(arg, ":")
		if !ok || strings.Contains(ref, ":") {
			return BratAttribution{}, fmt.Errorf("%w: %q", errArg, arg)
		}
		name := strings.ToLower(strings.TrimRightFunc(kind, unicode.IsDigit))
		if k := slices.Index(roleNames[:], name); k >= 0 {
			s := a.role(k)
			*s = append(*s, spans[ref]...)
		}
	}
	for k := range roles {
		slices.SortFunc(*a.role(k), compareSpans)
	}
	return a, nil
}

func compareSpans(a, b hearsay.Span) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}
