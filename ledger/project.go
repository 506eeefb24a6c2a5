package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay/ledger/copies"
	"github.com/hearsay-news/hearsay/record"
)

// Row is a row of a table.
type Row struct {
	Table  *Table
	Values []any
}

// settled gives the rows that an entry alone says, in their tables' settled columns.
// The columns after them are empty until finish fills them.
func settled(e *Entry, rec []byte) ([]Row, error) {
	recorded := e.Recorded.UTC().Format(recordedLayout)
	switch e.Kind {
	case KindSnapshot:
		r, err := decode[SnapshotRecord](e, rec)
		if err != nil {
			return nil, err
		}
		return []Row{{SnapshotTable, []any{e.Index, e.ID, r.SHA256, r.Size, Keyed(r.Name), Keyed(r.URL), plain(r.Type), Instant(r.Retrieved), r.Document, Keyed(r.Replaces), recorded}}}, nil
	case KindDocument:
		return documentRows(e, rec, recorded)
	case KindStatement:
		return statementRows(e, rec, recorded)
	case KindReading:
		r, err := decode[ReadingRecord](e, rec)
		if err != nil {
			return nil, err
		}
		return []Row{{ReadingTable, []any{e.Index, e.ID, r.Document, r.First, r.Count, plain(r.Model), plain(r.Version), recorded}}}, nil
	case KindVersion:
		r, err := decode[VersionRecord](e, rec)
		if err != nil {
			return nil, err
		}
		return []Row{{VersionTable, []any{e.Index, e.ID, Keyed(r.Canonical), r.Document, r.Replaces, int64(r.Number), r.Class, Instant(r.Retrieved), r.Public, recorded}}}, nil
	case KindCopy:
		r, err := decode[CopyRecord](e, rec)
		if err != nil {
			return nil, err
		}
		return []Row{{CopyTable, []any{e.Index, e.ID, r.Document, r.Of, r.Similarity, r.Containment, r.First, plain(r.Agency), recorded}}}, nil
	case KindDecision, KindKey:
		return nil, nil
	}
	return nil, fmt.Errorf("read entry %d: %w: kind %q", e.Index, ErrCorrupt, e.Kind)
}

func documentRows(e *Entry, rec []byte, recorded string) ([]Row, error) {
	r, err := decode[DocumentRecord](e, rec)
	if err != nil {
		return nil, err
	}
	doc, err := record.ReadDocument(r.Document)
	if err != nil {
		return nil, fmt.Errorf("read entry %d: %w: %w", e.Index, ErrCorrupt, err)
	}
	sig := copies.Sketch(doc)
	rows := []Row{{DocumentTable, []any{e.Index, e.ID, Keyed(r.Canonical), Keyed(doc.URL), plain(doc.Path), plain(doc.Title), Keyed(doc.Publisher),
		plain(doc.Published), doc.Basis.String(), plain(doc.Language), r.Snapshot, Instant(r.Retrieved), r.Public, recorded, searchable(doc.Title, ""), sig.Outline()}}}
	for _, band := range sig.Bands() {
		rows = append(rows, Row{BandTable, []any{int64(band), e.Index}})
	}
	return rows, nil
}

// statementOf is what the tables hold of a statement's record.
type statementOf struct {
	Document struct{ ID string } `json:"document"`
	Zone     string              `json:"zone"`
	Mode     string              `json:"mode"`
	Content  struct {
		Spans []struct{ Text string } `json:"spans"`
	} `json:"content"`
	Speaker struct {
		ID    string `json:"id"`
		Name  string `json:"name"`
		Kind  string `json:"kind"`
		Party string `json:"party"`
	} `json:"speaker"`
	Act       string `json:"act"`
	Polarity  string `json:"polarity"`
	Certainty string `json:"certainty"`
	Distanced bool   `json:"distanced"`
	SaidOn    string `json:"said_on"`
	Times     []struct {
		Value string `json:"value"`
	} `json:"times"`
	Extractor struct {
		Model   string `json:"model"`
		Version string `json:"version"`
	} `json:"extractor"`
	Confidence float64 `json:"confidence"`
}

// Content is the content of a statement's record: its pieces, " … " between each two.
func Content(rec []byte) string {
	var s statementOf
	if json.Unmarshal(rec, &s) != nil {
		return ""
	}
	return s.content()
}

func (s *statementOf) content() string {
	var b strings.Builder
	for i, p := range s.Content.Spans {
		if i > 0 {
			b.WriteString(" … ")
		}
		b.WriteString(p.Text)
	}
	return b.String()
}

func statementRows(e *Entry, rec []byte, recorded string) ([]Row, error) {
	var s statementOf
	if err := json.Unmarshal(rec, &s); err != nil {
		return nil, fmt.Errorf("read entry %d: %w: %w", e.Index, ErrCorrupt, err)
	}
	saidFrom, saidTo := days(s.SaidOn)
	values := make([]string, len(s.Times))
	for i, t := range s.Times {
		values[i] = t.Value
	}
	from, to := span(values)
	name := Keyed(s.Speaker.Name)
	rows := []Row{{StatementTable, []any{e.Index, e.ID, plain(s.Document.ID), name, plain(s.Speaker.ID), plain(s.Speaker.Kind), Keyed(s.Speaker.Party), Keyed(s.Act), Keyed(s.Certainty),
		truth(s.Polarity == "negative"), truth(s.Distanced), plain(s.Zone), plain(s.Mode), Keyed(s.Extractor.Model), plain(s.Extractor.Version), s.Confidence,
		saidFrom, saidTo, from, to, recorded, searchable(s.content(), s.Speaker.Name)}}}
	if name != "" {
		rows = append(rows, Row{NameTable, []any{name, Words(name)}})
	}
	return rows, nil
}

func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// longestKey is how many bytes of a text an index takes; PostgreSQL's take 2,700 for all
// columns together.
const longestKey = 600

// Keyed makes a text fit for a column that is looked things up by: plain, and where it is
// too long for an index, its beginning and its hash.
func Keyed(s string) string {
	s = plain(s)
	if len(s) <= longestKey {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	return strings.ToValidUTF8(s[:longestKey-80], "") + "… " + hex.EncodeToString(sum[:])
}

// plain makes a text fit for a column of any database: valid UTF-8 without NUL.
func plain(s string) string {
	if strings.IndexByte(s, 0) < 0 && utf8.ValidString(s) {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}
