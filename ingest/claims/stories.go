package claims

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ledger"
)

// Story is the documents about one contested event, and the claims in them.
type Story struct {
	ID       string // "sy_…", the content address of its first document
	Title    string // of its first document
	From, To string // days of publication of the first and the last document
	Reports  []claim.Report
	Claims   []claim.Claim
}

// Options are how claims are made.
type Options struct {
	// AsOf leaves out what had not been published by a day, month or year; "" leaves out
	// nothing.
	AsOf string
	// Parties tells which party a word stands for; see claim.Parties.
	Parties claim.Parties
	// Permissive counts an outlet's own account, of which nobody is named as the origin,
	// as an origin. The rule is that unknown lineage counts as none.
	Permissive bool
}

// Make makes all stories and claims of a ledger, the latest story first.
func Make(ctx context.Context, log Log, opts Options) ([]Story, error) {
	f := NewFollower()
	if err := f.readAll(ctx, log); err != nil {
		return nil, err
	}
	k := NewKeeper(opts, f.Decisions())
	for _, r := range AsOf(f.Changed(), opts.AsOf) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		k.Add(r)
	}
	return k.Stories(ctx)
}

// One makes the story of some reports and its claims, as if all of them, and no others, were
// about one event. decisions are all of them, in order.
func One(reports []claim.Report, decisions []claim.Decision, opts Options) *Story {
	s := &Story{Reports: slices.Clone(reports)}
	if len(reports) > 0 {
		s.fill(claim.Standing(decisions), opts)
	}
	return s
}

// fill makes all of a story that follows from its reports and the decisions that stand.
func (s *Story) fill(decisions []claim.Decision, opts Options) {
	slices.SortFunc(s.Reports, func(a, b claim.Report) int {
		return cmp.Or(cmp.Compare(a.Public, b.Public), cmp.Compare(a.Doc.ID, b.Doc.ID))
	})
	first, last := &s.Reports[0], &s.Reports[len(s.Reports)-1]
	s.ID = hearsay.Address("sy_", first.Doc.ID)
	s.Title = title(first.Doc)
	s.From, s.To = day(first.Public), day(last.Public)
	s.Claims = claim.Build(s.Reports, claim.Options{Decisions: decisions, Parties: opts.Parties, Permissive: opts.Permissive})
}

// Decisions reads the analysts' acts of a ledger, in order, those undone too.
func Decisions(ctx context.Context, l *ledger.Ledger) ([]claim.Decision, error) {
	entries, err := l.Decisions(ctx)
	if err != nil {
		return nil, err
	}
	var out []claim.Decision
	for i := range entries {
		_, rec, err := ledger.ReadLeaf(entries[i].Data)
		if err != nil {
			return nil, err
		}
		d := claim.Decision{}
		if err := json.Unmarshal(rec, &d); err != nil {
			return nil, fmt.Errorf("read decision %s: %w: %w", entries[i].ID, ledger.ErrCorrupt, err)
		}
		d.ID = entries[i].ID
		out = append(out, d)
	}
	return out, nil
}

// Decide records a decision and gives its ID.
func Decide(ctx context.Context, l *ledger.Ledger, d claim.Decision) (string, error) {
	d.Schema = claim.DecisionSchema
	rec, err := json.Marshal(d)
	if err != nil {
		return "", fmt.Errorf("record a decision: %w", err)
	}
	return l.Decide(ctx, rec)
}

// AsOf leaves out what had not been published by the end of a day, month or year; "" leaves
// out nothing.
func AsOf(reports []claim.Report, day string) []claim.Report {
	if day == "" {
		return reports
	}
	beyond := ledger.Beyond(day)
	var out []claim.Report
	for _, r := range reports {
		if r.Public == "" || later(&r, day, beyond) {
			continue
		}
		if r.ReplacedOn >= beyond {
			r.ReplacedOn = ""
		}
		out = append(out, r)
	}
	return out
}

// later reports whether a report came after a day, month or year, by its own clock, or after
// an instant.
func later(r *claim.Report, day, beyond string) bool {
	if len(day) > len("2025-04-28") {
		return r.Public >= beyond
	}
	own := r.Day()
	return own[:min(len(own), len(day))] > day
}

func day(instant string) string { return instant[:min(10, len(instant))] }

// title is a document's title, else how its text begins.
func title(doc *hearsay.Document) string {
	if doc.Title != "" {
		return doc.Title
	}
	line, _, _ := strings.Cut(strings.TrimSpace(doc.Text), "\n")
	return Clip(line, brief)
}

// ErrNotFound says that there is no such story or claim.
var ErrNotFound = errors.New("there is no such")

// Find gives the story that an ID or the beginning of one, or a part of a title means.
func Find(stories []Story, name string) (*Story, error) {
	low := strings.ToLower(name)
	var found *Story
	for i := range stories {
		s := &stories[i]
		if s.ID == name {
			return s, nil
		}
		if strings.HasPrefix(s.ID, name) && len(name) > 5 || strings.Contains(strings.ToLower(s.Title), low) {
			if found != nil {
				return nil, fmt.Errorf("story %q: %w story alone: both %s and %s have it", name, ErrNotFound, found.ID, s.ID)
			}
			found = s
		}
	}
	if found == nil {
		return nil, fmt.Errorf("story %q: %w story", name, ErrNotFound)
	}
	return found, nil
}

// FindClaim gives the claim that an ID or the beginning of one means, and its story.
func FindClaim(stories []Story, id string) (*claim.Claim, *Story, error) {
	var c *claim.Claim
	var in *Story
	for i := range stories {
		for k := range stories[i].Claims {
			x := &stories[i].Claims[k]
			if x.ID == id {
				return x, &stories[i], nil
			}
			if len(id) > 5 && strings.HasPrefix(x.ID, id) {
				if c != nil {
					return nil, nil, fmt.Errorf("claim %q: %w claim alone: both %s and %s begin so", id, ErrNotFound, c.ID, x.ID)
				}
				c, in = x, &stories[i]
			}
		}
	}
	if c == nil {
		return nil, nil, fmt.Errorf("claim %q: %w claim", id, ErrNotFound)
	}
	return c, in, nil
}
