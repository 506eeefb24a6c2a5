// Package stix writes what is selected of a ledger as a bundle of STIX 2.1: a report for
// each story, an object for each claim by an extension, an opinion for each position, a note
// for each statement, identities and locations for who and what they name.
//
// How sure a speaker is, is the speaker's own: it stands in words in the note, and never in
// the property confidence, which says how sure the maker of an object is.
package stix

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/export/selection"
	"github.com/hearsay-news/hearsay/ingest/claims"
)

// bundle writes objects, each once.
type bundle struct {
	w       *bufio.Writer
	written map[string]bool
}

// Write writes the bundle, story by story.
func Write(ctx context.Context, to io.Writer, s *selection.Selection) error {
	b := &bundle{bufio.NewWriter(to), make(map[string]bool)}
	first := program()
	// A bundle is of no version and nothing refers to it: its ID is that of its form.
	fmt.Fprintf(b.w, "{\"type\":\"bundle\",\"id\":%q,\"objects\":[", identifier("bundle", "Hearsay", "2.1"))
	if err := b.add(first.ID, first); err != nil {
		return err
	}
	if err := b.add(extensionID, definition()); err != nil {
		return err
	}
	for x, err := range s.Stories(ctx) {
		if err != nil {
			return err
		}
		t := &teller{bundle: b, story: x, notes: make(map[string]*noted)}
		if err := t.tell(ctx, s); err != nil {
			return err
		}
	}
	b.w.WriteString("\n]}\n")
	return b.w.Flush()
}

// add writes an object that was not written before.
func (b *bundle) add(id string, object any) error {
	if b.written[id] {
		return nil
	}
	if len(b.written) > 0 {
		b.w.WriteByte(',')
	}
	b.written[id] = true
	b.w.WriteByte('\n')
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(object); err != nil {
		return fmt.Errorf("write STIX: %w", err)
	}
	_, err := b.w.Write(bytes.TrimSuffix(line.Bytes(), []byte("\n")))
	return err
}

// noted is a statement that has a note.
type noted struct {
	recorded string
	authors  []string
	where    reference
}

// teller writes a story.
type teller struct {
	*bundle
	story *claims.Story
	notes map[string]*noted // by the statement's ID
	refs  []string          // of the report
	last  string            // when the last of its statements was recorded
}

func (t *teller) tell(ctx context.Context, s *selection.Selection) error {
	for i := range t.story.Reports {
		r := &t.story.Reports[i]
		for st, err := range s.Of(ctx, r.Doc.ID) {
			if err != nil {
				return err
			}
			if err := t.statement(st); err != nil {
				return err
			}
		}
	}
	for i := range t.story.Claims {
		if err := t.claim(&t.story.Claims[i]); err != nil {
			return err
		}
	}
	return t.report()
}

// statement writes a note, and who and what places it names.
func (t *teller) statement(st *selection.Statement) error {
	refs := []string{}
	who := cmp.Or(st.Who(), "somebody unnamed")
	speaker, err := t.identity(who, st.Speaker.Kind, cmp.Or(st.Speaker.ID, st.Document.ID))
	if err != nil {
		return err
	}
	refs = append(refs, speaker)
	for i := range st.Places {
		id, err := t.location(&st.Places[i])
		if err != nil {
			return err
		}
		if id != "" {
			refs = append(refs, id)
		}
	}
	id, recorded := identifier("note", st.ID), stamp(st.Recorded)
	n := note{
		common: made("note", id, recorded, recorded), Abstract: clip(who + ": " + st.Act), Content: st.Content.Text(), Authors: []string{who}, Refs: once(refs),
		References: []reference{{"hearsay", "", st.ID, ""}, article(st.Document.Publisher, st.Document.URL, st.Document.ID, st.Document.Title)},
	}
	if words := worded(st); words != "" {
		n.Abstract = clip(n.Abstract + " (" + words + ")")
	}
	t.notes[st.ID] = &noted{recorded, n.Authors, n.References[1]}
	t.refs = append(append(t.refs, id), refs...)
	t.last = max(t.last, recorded)
	return t.add(id, n)
}

// worded tells how surely a speaker says it, in the words of the contract.
func worded(st *selection.Statement) string {
	var parts []string
	if st.Certainty == "probable" || st.Certainty == "possible" {
		parts = append(parts, "worded as "+st.Certainty)
	}
	if st.Distanced {
		parts = append(parts, "the outlet keeps its distance")
	}
	return strings.Join(parts, "; ")
}

func (t *teller) identity(name, kind, key string) (string, error) {
	id := identifier("identity", "speaker", key, name)
	return id, t.add(id, identity{made("identity", id, epoch, epoch), name, identityClass(kind)})
}

// location writes a place that is known, and gives its ID; "" for another.
func (t *teller) location(p *selection.Place) (string, error) {
	known := p.Lat != nil && p.Lon != nil
	if !known && p.Country == "" {
		return "", nil
	}
	l := location{Name: p.Name, Country: p.Country}
	if known {
		l.Latitude, l.Longitude = p.Lat, p.Lon
	}
	id := identifier("location", p.Name, p.Country, fmt.Sprint(value(p.Lat), value(p.Lon)))
	l.common = made("location", id, epoch, epoch)
	return id, t.add(id, l)
}

func value(f *float64) any {
	if f == nil {
		return nil
	}
	return *f
}

// claim writes a claim with the positions on it that are of statements with a note.
func (t *teller) claim(c *claim.Claim) error {
	id := identifier(ClaimType, c.ID)
	x := claimed{
		Name: c.Wording, Kind: c.Kind.String(), Subject: c.Subject, Status: c.Status().String(), Count: len(c.Origins),
		References: []reference{{"hearsay", "", c.ID, ""}}, Extensions: map[string]map[string]string{extensionID: {"extension_type": "new-sdo"}},
	}
	for i := range c.Origins {
		x.Origins = append(x.Origins, c.Origins[i].Name)
	}
	if n := len(c.History); n > 0 {
		x.Since, x.Why = c.History[n-1].From, c.History[n-1].Why
	}
	created, modified := "", ""
	for i := range c.Takes {
		if n := t.notes[c.Takes[i].Statement]; n != nil {
			modified = max(modified, n.recorded)
			if created == "" || n.recorded < created {
				created = n.recorded
			}
		}
	}
	x.common = made(ClaimType, id, cmp.Or(created, epoch), cmp.Or(modified, epoch))
	t.refs = append(t.refs, id)
	if err := t.add(id, x); err != nil {
		return err
	}
	for i := range c.Takes {
		if err := t.opinion(c, &c.Takes[i], id); err != nil {
			return err
		}
	}
	return nil
}

func (t *teller) opinion(c *claim.Claim, k *claim.Take, about string) error {
	n := t.notes[k.Statement]
	if n == nil {
		return nil
	}
	id := identifier("opinion", c.ID, k.Statement)
	t.refs = append(t.refs, id)
	return t.add(id, opinion{
		made("opinion", id, n.recorded, n.recorded), k.Stance.String() + ": " + k.Why, n.authors, opinions[k.Stance.String()], []string{about},
		[]reference{{"hearsay", "", k.Statement, ""}, n.where},
	})
}

func (t *teller) report() error {
	if len(t.refs) == 0 { // nothing was said in it, and a report must be of something
		return nil
	}
	id := identifier("report", t.story.ID)
	r := report{
		common: made("report", id, cmp.Or(t.last, epoch), cmp.Or(t.last, epoch)), Name: cmp.Or(t.story.Title, t.story.ID), Published: stamp(t.story.To), Refs: once(t.refs),
		About:      fmt.Sprintf("Who said what in %d documents, %s to %s. It does not say what is true.", len(t.story.Reports), cmp.Or(t.story.From, "no date"), cmp.Or(t.story.To, "no date")),
		References: []reference{{"hearsay", "", t.story.ID, ""}},
	}
	for i := range t.story.Reports {
		d := t.story.Reports[i].Doc
		r.References = append(r.References, article(d.Publisher, d.URL, d.ID, d.Title))
	}
	return t.add(id, r)
}

// article refers to an article.
func article(publisher, where, id, title string) reference {
	r := reference{cmp.Or(publisher, "article"), "", id, title}
	if u, err := url.Parse(where); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		r.URL = u.String()
	}
	return r
}

// longest is how many characters an abstract has.
const longest = 200

func clip(s string) string {
	if r := []rune(s); len(r) > longest {
		return string(r[:longest-1]) + "…"
	}
	return s
}
