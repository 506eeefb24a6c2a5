package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ledger"
)

// versionLine is a version that came before a document or after it.
type versionLine struct {
	Before   bool // it was replaced by the document
	Other    named
	Compare  string // URL
	Public   string
	Class    string
	Reasons  []string
	Notice   string
	Outcomes string // what became of the statements, in numbers
}

// copyLine is a document that shares text with another.
type copyLine struct {
	Other       named
	Share       string // of the shorter one
	Similarity  string
	First       string // which of them was public first, "" where nobody knows
	Agency      string
	Whole, Part int // blocks that are shared, of the document's
}

// named is a document as another page names it.
type named struct{ ID, Title, Outlet, Public string }

// mostAround is how many versions and how many copies a page shows.
const mostAround = 50

// surround looks up what the ledger has around a document: its row, its versions, its
// copies.
func (s *Site) surround(ctx context.Context, v *live.View, p *documentPage) error {
	found, err := s.Newsroom.Ledger.FindDocuments(ctx, ledger.DocumentQuery{ID: p.ID, All: true, Limit: 1})
	if err != nil {
		return err
	}
	if len(found.Documents) > 0 {
		p.Found = found.Documents[0]
	}
	if r := reportOf(p.Story, p.ID); r != nil && r.Carries != "" {
		if p.Carries, err = s.nameOf(ctx, v, r.Carries); err != nil {
			return err
		}
	}
	versions, err := s.Newsroom.Ledger.Versions(ctx, p.ID)
	if err != nil {
		return err
	}
	for i := range versions[:min(len(versions), mostAround)] {
		line, err := s.versionLine(ctx, v, p.ID, &versions[i])
		if err != nil {
			return err
		}
		p.Versions = append(p.Versions, line)
	}
	copies, err := s.Newsroom.Ledger.Copies(ctx, p.ID)
	if err != nil {
		return err
	}
	for i := range copies[:min(len(copies), mostAround)] {
		c := &copies[i]
		other := c.Of
		if other == p.ID {
			other = c.Document
		}
		line := copyLine{Share: percent(c.Containment), Similarity: percent(c.Similarity), Agency: c.Agency, Part: len(c.Shared), Whole: len(p.Doc.Blocks)}
		if line.Other, err = s.nameOf(ctx, v, other); err != nil {
			return err
		}
		switch c.First {
		case "":
		case p.ID:
			line.First = "this one was public first"
		default:
			line.First = "that one was public first"
		}
		p.Copies = append(p.Copies, line)
	}
	return nil
}

func (s *Site) versionLine(ctx context.Context, v *live.View, id string, rec *ledger.VersionRecord) (line versionLine, err error) {
	other := rec.Document
	line = versionLine{
		Compare: "/compare/" + rec.Replaces + "/" + rec.Document, Public: rec.Public, Class: rec.Class, Reasons: rec.Reasons, Notice: rec.Notice,
	}
	if rec.Document == id {
		line.Before, other = true, rec.Replaces
	}
	line.Outcomes = outcomes(rec.Statements)
	line.Other, err = s.nameOf(ctx, v, other)
	return line, err
}

// outcomes counts what became of statements: 3 kept, 1 changed.
func outcomes(links []ledger.StatementLink) string {
	count := make(map[string]int)
	for i := range links {
		count[links[i].Change]++
	}
	out := ""
	for _, what := range [...]string{"kept", "changed", "vanished", "appeared"} {
		if n := count[what]; n > 0 {
			if out != "" {
				out += ", "
			}
			out += strconv.Itoa(n) + " " + what
		}
	}
	return out
}

// nameOf gives a document's title and outlet.
func (s *Site) nameOf(ctx context.Context, v *live.View, id string) (named, error) {
	if r := reportOf(v.StoryOf(id), id); r != nil {
		return named{id, titleOf(r.Doc), outletOf(r.Doc), r.Public}, nil
	}
	doc, rec, err := s.Newsroom.Ledger.Document(ctx, id)
	if isMissing(err) {
		return named{ID: id, Title: id}, nil
	}
	if err != nil {
		return named{}, err
	}
	return named{id, titleOf(doc), outletOf(doc), rec.Public}, nil
}

// percent writes a share.
func percent(f float64) string { return strconv.Itoa(int(100*f+.5)) + " %" }

// isMissing reports whether an error says that the ledger has something not.
func isMissing(err error) bool { return errors.Is(err, ledger.ErrNotFound) }

// snapshot gives the bytes that a document was made of, to be kept, never shown: they are
// whatever somebody put on the web.
func (s *Site) snapshot(w http.ResponseWriter, r *http.Request) error {
	_, rec, err := s.Newsroom.Ledger.Document(r.Context(), r.PathValue("id"))
	if err != nil {
		return orMissing(err, "document")
	}
	data, err := s.Newsroom.Ledger.Snapshots().Get(r.Context(), rec.Snapshot)
	if err != nil {
		return orMissing(err, "snapshot")
	}
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	h.Set("Content-Disposition", `attachment; filename="`+r.PathValue("id")+`.bin"`)
	h.Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = w.Write(data) // who hung up is gone
	return nil
}
