package bundle_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/bundle"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/internal/roomtest"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// named finds a document of a claim that has some words, and where.
func named(t *testing.T, room *newsroom.Newsroom, id, words string) (string, int) {
	t.Helper()
	stories, err := claims.Make(t.Context(), room.Ledger, claims.Options{Parties: world.Party})
	if err != nil {
		t.Fatal(err)
	}
	_, s, err := claims.FindClaim(stories, id)
	if err != nil {
		t.Fatal(err)
	}
	for i := range s.Reports {
		if doc := s.Reports[i].Doc; strings.Contains(doc.Text, words) {
			before, _, _ := strings.Cut(doc.Text, words)
			return doc.ID, len([]rune(before))
		}
	}
	t.Fatalf("nobody says %q", words)
	return "", 0
}

func redaction(t *testing.T, format string, args ...any) []bundle.Redaction {
	t.Helper()
	r, err := bundle.ParseRedaction(fmt.Sprintf(format, args...))
	if err != nil {
		t.Fatal(err)
	}
	return []bundle.Redaction{r}
}

// Withheld words are nowhere in the archive, what is left verifies, and who is shown an
// opening can check it.
func TestRedaction(t *testing.T) {
	room := roomtest.Open(t, ferry)
	id := most(t, room)
	const words = "Joren Vask"
	doc, at := named(t, room, id, words)
	o := options(id)
	o.Key = room.Ledger.Key()
	o.Redact = redaction(t, "%s:%d-%d", doc, at, at+len(words))
	var sink bytes.Buffer
	if _, err := bundle.Write(t.Context(), room.Ledger, &sink, o); !errors.Is(err, bundle.ErrLeak) || !strings.Contains(err.Error(), "doc_") || sink.Len() > 0 {
		t.Fatalf("a name that stands elsewhere too: %v, %d bytes written", err, sink.Len())
	}
	o.Everywhere = true
	data, sum := write(t, room, o)
	again, _ := write(t, room, o)
	if !bytes.Equal(data, again) {
		t.Error("the same redaction has two bundles")
	}
	if i := bytes.Index(bytes.ToLower(data), []byte("joren")); i >= 0 {
		t.Errorf("it is there: %q", data[max(0, i-80):i+40])
	}
	v := verify(t, data, room.Ledger.Verifier())
	if len(v.Faults) > 0 || v.Withheld != sum.Withheld || v.Withheld < 3 || len(v.Notes) == 0 {
		t.Errorf("%v %v, %d withheld", v.Faults, v.Notes, v.Withheld)
	}
	files := unpack(t, data)
	if !strings.Contains(string(files["texts/"+doc+".txt"]), strings.Repeat("█", len(words))) {
		t.Error("nothing stands in the place of the words")
	}
	opened(t, sum.Openings, files)
	tampered(t, files, doc)
}

// opened checks openings by the files of a bundle.
func opened(t *testing.T, openings []bundle.Opening, files map[string][]byte) {
	t.Helper()
	for _, o := range openings {
		var r struct {
			Pieces []struct {
				Start, End       int
				Withheld         bool
				Salt, Commitment string
			}
		}
		if err := json.Unmarshal(files["redactions/"+o.Document+".json"], &r); err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(r.Pieces, func(p struct {
			Start, End       int
			Withheld         bool
			Salt, Commitment string
		}) bool {
			return p.Start == o.Start && p.End == o.End
		})
		if at < 0 || !r.Pieces[at].Withheld || r.Pieces[at].Salt != "" {
			t.Fatalf("%+v opens no piece", o)
		}
		if got := fmt.Sprintf("%x", sha256.Sum256([]byte(o.Salt+"\n"+o.Text))); got != r.Pieces[at].Commitment {
			t.Errorf("%+v does not open its piece", o)
		}
	}
	if len(openings) == 0 {
		t.Error("nothing opens what is withheld")
	}
}

// tampered changes what is left of a redacted document.
func tampered(t *testing.T, files map[string][]byte, doc string) {
	t.Helper()
	name := "redactions/" + doc + ".json"
	for was, is := range map[string]string{
		`"withheld":true,`: ``, `█`: `x`, ` the `: ` no `, `"salt":"`: `"salt":"0`, `"leaf":"`: `"leaf":"0`, `"retrieved":"2`: `"retrieved":"1`,
	} {
		other := maps.Clone(files)
		other[name] = bytes.Replace(files[name], []byte(was), []byte(is), 1)
		if bytes.Equal(other[name], files[name]) {
			t.Errorf("the redaction has no %s", was)
		}
		delete(other, "SHA256SUMS.note")
		if v := verify(t, pack(t, summed(other)), key); len(v.Faults) == 0 {
			t.Errorf("%s in the place of %s: nothing is found", is, was)
		}
	}
	other := maps.Clone(files)
	delete(other, "redactions/"+doc+".note")
	delete(other, "SHA256SUMS.note")
	if v := verify(t, pack(t, summed(other))); len(v.Faults) == 0 {
		t.Error("a redaction that nobody signed: nothing is found")
	}
}

func TestRefusesRedactions(t *testing.T) {
	for _, bad := range []string{"", "st_x", "st_x:", "st_x:5", "st_x:5-4", "st_x:5-5", "st_x:-1-4", "x:1-2", "st_x:1-2,", "st_x:a-b", "doc_x:1-99999999999999999999"} {
		if _, err := bundle.ParseRedaction(bad); !errors.Is(err, bundle.ErrRedaction) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	room := roomtest.Open(t, ferry)
	id := most(t, room)
	doc, _ := named(t, room, id, "Joren Vask")
	for what, o := range map[string]bundle.Options{
		"no key":               {Redact: redaction(t, "%s:0-5", doc)},
		"a document elsewhere": {Redact: redaction(t, "doc_elsewhere:0-5"), Key: room.Ledger.Key()},
		"beyond the text":      {Redact: redaction(t, "%s:0-999999", doc), Key: room.Ledger.Key()},
	} {
		o.Claim, o.Parties, o.Program = id, world.Party, "test"
		if _, err := bundle.Write(t.Context(), room.Ledger, &bytes.Buffer{}, o); !errors.Is(err, bundle.ErrRedaction) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
