package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/record"
)

// RedactionSchema is that of the record of what is withheld of a document.
const RedactionSchema = "hearsay/redaction/1"

// Redaction is what is withheld of the text of one document.
type Redaction struct {
	Of    string // ID of the document, or of a statement in it
	Spans []hearsay.Span
}

// ParseRedaction reads "st_…:12-40,52-60": characters of the text of the statement's
// document, as everywhere, or those of the document that it names.
func ParseRedaction(value string) (Redaction, error) {
	id, list, ok := strings.Cut(value, ":")
	bad := fmt.Errorf("%q: %w: it is STATEMENT:START-END, in characters of the document's text", value, ErrRedaction)
	if !ok || !strings.HasPrefix(id, "st_") && !strings.HasPrefix(id, "doc_") {
		return Redaction{}, bad
	}
	r := Redaction{Of: id}
	for part := range strings.SplitSeq(list, ",") {
		from, to, _ := strings.Cut(part, "-")
		start, err1 := strconv.Atoi(from)
		end, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil || start < 0 || start >= end {
			return Redaction{}, bad
		}
		r.Spans = append(r.Spans, hearsay.Span{Start: start, End: end})
	}
	return r, nil
}

// Opening is what opens one withheld piece: whoever is shown it can check that it is what
// was withheld.
type Opening struct {
	Document   string `json:"document"`
	Start      int    `json:"start"`
	End        int    `json:"end"`
	Salt       string `json:"salt"`
	Text       string `json:"text"`
	Commitment string `json:"commitment"`
}

// piece is a stretch of a document's text with the hash that its maker is bound to.
type piece struct {
	Start      int    `json:"start"` // in characters
	End        int    `json:"end"`
	Withheld   bool   `json:"withheld,omitempty"`
	Salt       string `json:"salt,omitempty"` // hexadecimal; only of what is shown
	Commitment string `json:"commitment"`     // SHA-256 of the salt's digits, a line feed and the text
}

// redacted is the record of a document of which something is withheld: it stands in the
// place of its entry.
type redacted struct {
	Schema   string `json:"schema"`
	Entry    int64  `json:"entry"`
	Leaf     string `json:"leaf"` // hexadecimal hash of the whole entry, which the log has
	ID       string `json:"id"`
	Recorded string `json:"recorded"`
	// Record is the entry's record, with █ for each withheld character.
	Record json.RawMessage `json:"record"`
	Pieces []piece         `json:"pieces"`
}

// entry is what stands in the place of the document's entry.
func (r *redacted) entry() (ledger.Entry, error) {
	at, err := time.Parse(recordedLayout, r.Recorded)
	if err != nil {
		return ledger.Entry{}, fmt.Errorf("read redaction of %s: %w", r.ID, ledger.ErrCorrupt)
	}
	return ledger.Entry{
		Index: r.Entry, Kind: ledger.KindDocument, ID: r.ID, Recorded: at, Data: ledger.Leaf(ledger.KindDocument, r.ID, at, r.Record),
	}, nil
}

// commitment binds to a text without telling it.
func commitment(salt, text string) string {
	sum := sha256.Sum256([]byte(salt + "\n" + text))
	return hex.EncodeToString(sum[:])
}

// mask is what stands for a withheld character.
const mask = '█'

// letters is a text whose characters are counted.
type letters struct {
	text string
	at   []int // where each begins, and the end
}

func lettersOf(text string) letters {
	l := letters{text, make([]int, 0, len(text)+1)}
	for i := range text {
		l.at = append(l.at, i)
	}
	l.at = append(l.at, len(text))
	return l
}

// count is how many there are.
func (l letters) count() int { return len(l.at) - 1 }

// bytes turns characters into bytes; what lies behind the end ends there.
func (l letters) bytes(s hearsay.Span) hearsay.Span {
	return hearsay.Span{Start: l.at[min(s.Start, l.count())], End: l.at[min(s.End, l.count())]}
}

// cut gives the text between two characters.
func (l letters) cut(s hearsay.Span) string {
	at := l.bytes(s)
	return l.text[at.Start:at.End]
}

// masked gives the text with marks in the place of the characters of spans, which are
// joined.
func (l letters) masked(spans []hearsay.Span) string {
	var b strings.Builder
	last := 0
	for _, s := range spans {
		b.WriteString(l.cut(hearsay.Span{Start: last, End: s.Start}))
		b.WriteString(strings.Repeat(string(mask), s.Len()))
		last = s.End
	}
	b.WriteString(l.cut(hearsay.Span{Start: last, End: l.count()}))
	return b.String()
}

// joined sorts spans and joins those that meet.
func joined(spans []hearsay.Span) []hearsay.Span {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b hearsay.Span) int { return a.Start - b.Start })
	var out []hearsay.Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// withhold makes the record of a document with some spans withheld, and what opens them.
func withhold(e *ledger.Entry, spans []hearsay.Span, key *ledger.Key) (*redacted, []Opening, error) {
	rec, doc, err := ledger.ReadDocument(e)
	if err != nil {
		return nil, nil, err
	}
	spans = joined(spans)
	text := lettersOf(doc.Text)
	if last := spans[len(spans)-1]; last.End > text.count() {
		return nil, nil, fmt.Errorf("%s: %w: its text has %d characters", doc.ID, ErrRedaction, text.count())
	}
	r := &redacted{Schema: RedactionSchema, Entry: e.Index, Leaf: leafOf(e), ID: e.ID, Recorded: recordedOf(e)}
	var openings []Opening
	for _, p := range pieces(doc, spans, text.count()) {
		secret, err := key.Secret(fmt.Sprintf("redaction of %s at %d to %d", doc.ID, p.Start, p.End))
		if err != nil {
			return nil, nil, err
		}
		salt, words := hex.EncodeToString(secret), text.cut(hearsay.Span{Start: p.Start, End: p.End})
		p.Commitment = commitment(salt, words)
		if p.Withheld {
			openings = append(openings, Opening{doc.ID, p.Start, p.End, salt, words, p.Commitment})
		} else {
			p.Salt = salt
		}
		r.Pieces = append(r.Pieces, p)
	}
	hide(doc, text, spans)
	rec.Document = record.AppendDocument(nil, doc)
	r.Record, err = encode(rec)
	return r, openings, err
}

// pieces cuts a text at the edges of its blocks and of what is withheld.
func pieces(doc *hearsay.Document, spans []hearsay.Span, length int) []piece {
	points := hearsay.NewCodePoints(doc.Text)
	cuts := []int{0, length}
	for _, b := range doc.Blocks {
		at := points.Span(b.Span)
		cuts = append(cuts, at.Start)
	}
	for _, s := range spans {
		cuts = append(cuts, s.Start, s.End)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []piece
	for i := 1; i < len(cuts); i++ {
		at := hearsay.Span{Start: cuts[i-1], End: cuts[i]}
		out = append(out, piece{Start: at.Start, End: at.End, Withheld: slices.ContainsFunc(spans, at.Overlaps)})
	}
	return out
}

// hide masks the text of a document, and what else it says that has the withheld words.
func hide(doc *hearsay.Document, text letters, spans []hearsay.Span) {
	words := wordsOf(text, spans)
	points := hearsay.NewCodePoints(doc.Text)
	left := lettersOf(text.masked(spans))
	title := doc.Title
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		at := points.Span(b.Span)
		if b.Zone == hearsay.ZoneHeadline && slices.ContainsFunc(spans, at.Overlaps) {
			title = strings.Join(strings.Fields(left.cut(at)), " ")
		}
		b.Span = left.bytes(at)
	}
	doc.Text, doc.Title = left.text, title
	conceal := func(s string) string {
		if tells(s, words) {
			return strings.Repeat(string(mask), utf8.RuneCountInString(s))
		}
		return s
	}
	doc.Title, doc.Publisher, doc.URL, doc.Path = conceal(doc.Title), conceal(doc.Publisher), conceal(doc.URL), conceal(doc.Path)
	for i := range doc.Byline {
		doc.Byline[i] = conceal(doc.Byline[i])
	}
	for i := range doc.Credits {
		doc.Credits[i] = conceal(doc.Credits[i])
	}
}
