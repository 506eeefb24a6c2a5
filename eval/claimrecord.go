package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// ClaimRecord is what is scored of a claim as `hearsay claims --format json` prints
// it.
type ClaimRecord struct {
	ID         string         `json:"id"`
	Statements []string       `json:"statements"` // IDs
	History    []StatusChange `json:"history"`
	Positions  []struct {
		Stance     string   `json:"stance"`
		Statements []string `json:"statements"`
	} `json:"positions"`
	Origins []struct {
		Name string `json:"name"`
	} `json:"origins"`
}

// ReadClaims reads what `hearsay claims --format json` prints: an array of claims.
func ReadClaims(r io.Reader) ([]ClaimRecord, error) {
	claims, err := readJSON[[]ClaimRecord](r)
	if err != nil {
		return nil, fmt.Errorf("claims: %w", err)
	}
	return claims, nil
}

// StatementRecord is where a statement of a ledger stands; spans are in code points.
type StatementRecord struct {
	ID      string
	Article string // the name of its file, without folder and extension
	Content []hearsay.Span
}

// ReadStatements reads what `hearsay statements --format jsonl` prints: a statement
// a line; blank lines are passed over.
func ReadStatements(r io.Reader) ([]StatementRecord, error) {
	var out []StatementRecord
	err := eachLine(r, func(n int, line string) error {
		if n == 1 {
			line = strings.TrimPrefix(line, byteOrderMark)
		}
		if strings.TrimFunc(line, isSpace) == "" {
			return nil
		}
		var s struct {
			ID string `json:"id"`
			statementJSON
		}
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			return err
		}
		p, err := s.prediction()
		if err != nil {
			return err
		}
		st := StatementRecord{ID: s.ID, Content: p.Content}
		if s.Document.Path != nil {
			st.Article = stem(*s.Document.Path)
		}
		out = append(out, st)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("statements: %w", err)
	}
	return out, nil
}
