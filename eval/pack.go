package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// Pack is the gold of a story: its claims, and the articles that look as if they
// belonged to it and do not.
type Pack struct {
	Claims []GoldClaim
	Decoys []string // names of articles, without folder and extension
}

// GoldClaim is a claim of a story with the statements that take a position on it.
type GoldClaim struct {
	ID         string
	Statements []GoldPosition
	Origins    []string // names of those that stand behind it at the end
	Status     []StatusChange
}

// GoldPosition is a statement's position on a claim.
type GoldPosition struct {
	Article  string // as the gold names it
	Quote    string // its words in the article's text
	Span     hearsay.Span
	Position string // asserts, denies, hedges, declines, retracts
}

// StatusChange is a status with the day since which a claim has it.
type StatusChange struct {
	From   string `json:"from"`
	Status string `json:"status"`
}

// Faults of a pack.
var (
	errQuote  = errors.New("the article's text has no such words")
	errTwice  = errors.New("another claim has the same id")
	errNoGold = errors.New("no claims in it")
)

type packJSON struct {
	Claims []goldClaimJSON `json:"claims"`
	Decoys []string        `json:"decoys"`
}

type goldClaimJSON struct {
	ID         string `json:"id"`
	Statements []struct {
		Article  string `json:"article"`
		Quote    string `json:"quote"`
		Position string `json:"position"`
	} `json:"statements"`
	Origins []struct {
		Origins []string `json:"origins"`
	} `json:"independent_origins"`
	Status []StatusChange `json:"status"`
}

// ReadPack reads DIR/gold.json, and finds its quotes in the texts of DIR/articles.
func ReadPack(dir string) (*Pack, error) {
	path := filepath.Join(dir, "gold.json")
	raw, err := FromFile(path, readJSON[packJSON])
	if err != nil {
		return nil, err
	}
	if len(raw.Claims) == 0 {
		return nil, fmt.Errorf("read %s: %w", path, errNoGold)
	}
	p := &Pack{}
	for _, d := range raw.Decoys {
		p.Decoys = append(p.Decoys, stem(d))
	}
	texts, seen := map[string]string{}, map[string]bool{}
	for i := range raw.Claims {
		c := &raw.Claims[i]
		if seen[c.ID] {
			return nil, fmt.Errorf("read %s: claim %q: %w", path, c.ID, errTwice)
		}
		seen[c.ID] = true
		gold, err := c.claim(filepath.Join(dir, "articles"), texts)
		if err != nil {
			return nil, fmt.Errorf("read %s: claim %q: %w", path, c.ID, err)
		}
		p.Claims = append(p.Claims, gold)
	}
	return p, nil
}

// claim finds the quotes of a claim in the texts of dir. Those that were read are
// kept in texts.
func (c *goldClaimJSON) claim(dir string, texts map[string]string) (GoldClaim, error) {
	out := GoldClaim{ID: c.ID, Status: c.Status}
	if n := len(c.Origins); n > 0 {
		out.Origins = c.Origins[n-1].Origins
	}
	for _, s := range c.Statements {
		name := stem(s.Article)
		text, ok := texts[name]
		if !ok {
			var err error
			if text, err = readText(filepath.Join(dir, name+".txt")); err != nil {
				return out, err
			}
			texts[name] = text
		}
		at := strings.Index(text, s.Quote)
		if at < 0 || s.Quote == "" {
			return out, fmt.Errorf("%s: quote %q: %w", s.Article, s.Quote, errQuote)
		}
		start := utf8.RuneCountInString(text[:at])
		span := hearsay.Span{Start: start, End: start + utf8.RuneCountInString(s.Quote)}
		out.Statements = append(out.Statements, GoldPosition{s.Article, s.Quote, span, s.Position})
	}
	return out, nil
}

// readJSON reads one value.
func readJSON[T any](r io.Reader) (T, error) {
	var v T
	data, err := io.ReadAll(io.LimitReader(r, maxLine+1))
	if err != nil {
		return v, err
	}
	if len(data) > maxLine {
		return v, hearsay.ErrTooLarge
	}
	data = []byte(strings.TrimPrefix(string(data), byteOrderMark))
	if err := json.Unmarshal(data, &v); err != nil {
		return v, atLine(data, err)
	}
	return v, nil
}
