package bundle_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/hearsay-news/hearsay/bundle"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/internal/roomtest"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

const ferry = "../examples/stories/varn-ferry/manifest.json"

// most gives the claim of a ledger that most statements speak of.
func most(t *testing.T, room *newsroom.Newsroom) string {
	t.Helper()
	stories, err := claims.Make(t.Context(), room.Ledger, claims.Options{Parties: world.Party})
	if err != nil {
		t.Fatal(err)
	}
	id, n := "", 0
	for _, s := range stories {
		for _, c := range s.Claims {
			if len(c.Takes) > n {
				id, n = c.ID, len(c.Takes)
			}
		}
	}
	return id
}

func write(t *testing.T, room *newsroom.Newsroom, o bundle.Options) ([]byte, *bundle.Summary) {
	t.Helper()
	var b bytes.Buffer
	s, err := bundle.Write(t.Context(), room.Ledger, &b, o)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), s
}

func options(id string) bundle.Options {
	return bundle.Options{Claim: id, Parties: world.Party, Program: "test"}
}

// ferryBundle is the bundle that most tests change.
func ferryBundle(t *testing.T) []byte {
	t.Helper()
	once.Do(func() {
		room := roomtest.Open(t, ferry)
		made, _ = write(t, room, options(most(t, room)))
		key = room.Ledger.Verifier()
	})
	if made == nil {
		t.Skip("there is no bundle to change")
	}
	return made
}

var (
	once sync.Once
	made []byte
	key  string
)

func verify(t *testing.T, data []byte, trusted ...string) *bundle.Verification {
	t.Helper()
	v, err := bundle.Verify(t.Context(), bytes.NewReader(data), int64(len(data)), bundle.VerifyOptions{Parties: world.Party, Program: "test", Trusted: trusted})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// unpack gives the files of an archive.
func unpack(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string][]byte)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// pack writes files as bundles are written.
func pack(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		packOne(t, w, name, files[name])
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func packOne(t testing.TB, w *zip.Writer, name string, data []byte) {
	t.Helper()
	h := &zip.FileHeader{Name: name, CRC32: crc32.ChecksumIEEE(data), CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data))}
	//lint:ignore SA1019 Modified is not looked at by CreateRaw
	h.ModifiedDate = 1<<5 | 1
	h.SetMode(0o644)
	f, err := w.CreateRaw(h)
	if err == nil {
		_, err = f.Write(data)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// summed makes the list of digests fit.
func summed(files map[string][]byte) map[string][]byte {
	var b bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name != "SHA256SUMS" {
			fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(files[name]), name)
		}
	}
	files["SHA256SUMS"] = b.Bytes()
	return files
}

func TestBundleVerifies(t *testing.T) {
	data := ferryBundle(t)
	v := verify(t, data, key)
	if len(v.Faults) > 0 || len(v.Notes) != 1 || !strings.Contains(v.Notes[0], "not signed") {
		t.Fatalf("%v %v", v.Faults, v.Notes)
	}
	if v.Documents < 2 || v.Snapshots != v.Documents || v.Statements < 10 || v.Status == "" || !v.Follows || v.Key != key {
		t.Errorf("%+v", v)
	}
	if !bytes.Equal(pack(t, summed(unpack(t, data))), data) {
		t.Error("the archive has another form than the tests write")
	}
	page := string(unpack(t, data)["report.html"])
	for _, want := range []string{"Content-Security-Policy", "default-src &#39;none&#39;", "<mark"} {
		if !strings.Contains(page, want) {
			t.Errorf("the report has no %s", want)
		}
	}
	for _, not := range []string{"<script", "http-equiv=\"refresh", "src=\"", "@import"} {
		if strings.Contains(page, not) {
			t.Errorf("the report has %s", not)
		}
	}
	other := verify(t, data, "hearsay-other+2efa1802+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f", "nonsense")
	if len(other.Faults) != 2 {
		t.Errorf("keys that did not sign: %v", other.Faults)
	}
	if len(verify(t, data).Notes) != 2 {
		t.Error("nothing is said of a key that nobody vouches for")
	}
}

// The same ledger has the same bundle.
func TestSameAgain(t *testing.T) {
	room := roomtest.Open(t, ferry)
	id := most(t, room)
	a, _ := write(t, room, options(id))
	b, _ := write(t, room, options(id[:12]))
	if !bytes.Equal(a, b) {
		t.Error("the same claim has two bundles")
	}
	o := options(id)
	o.Permissive = true
	if c, _ := write(t, room, o); len(verify(t, c).Faults) > 0 {
		t.Error("a permissive bundle does not verify")
	}
	for _, id := range []string{"", "cl_", "cl_nonesuchthing", "sy_x"} {
		if _, err := bundle.Write(t.Context(), room.Ledger, io.Discard, options(id)); !errors.Is(err, claims.ErrNotFound) {
			t.Errorf("%q: %v", id, err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := bundle.Write(ctx, room.Ledger, io.Discard, options(id)); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// A flipped byte is found wherever it is, and the file named; also where whoever flipped it
// made the list of digests fit.
func TestFlippedByte(t *testing.T) {
	data := ferryBundle(t)
	clean := unpack(t, data)
	names := slices.Sorted(maps.Keys(clean))
	total := 0
	for _, n := range names {
		total += len(clean[n])
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 200 {
		at := random.IntN(total)
		name := names[i%len(names)] // every file for once, the large ones oftener
		if i >= len(names) || len(clean[name]) == 0 {
			for _, name = range names {
				if at < len(clean[name]) {
					break
				}
				at -= len(clean[name])
			}
		}
		at %= len(clean[name])
		files := maps.Clone(clean)
		files[name] = bytes.Clone(clean[name])
		files[name][at] ^= 1 << random.IntN(8)
		v := verify(t, pack(t, files), key)
		if !slices.ContainsFunc(v.Faults, func(f bundle.Fault) bool { return f.File == name }) {
			t.Errorf("byte %d of %s: %v", at, name, v.Faults)
		}
		if name == "SHA256SUMS" || bytes.Contains(line(clean[name], at), []byte(`"program"`)) {
			continue // of another version, of which see TestOtherVersion
		}
		if v := verify(t, pack(t, summed(files)), key); len(v.Faults) == 0 {
			t.Errorf("byte %d of %s, with the digests made to fit: nothing is found", at, name)
		}
	}
}

// line is the line of a text that a byte is in.
func line(text []byte, at int) []byte {
	from := bytes.LastIndexByte(text[:at], '\n') + 1
	if n := bytes.IndexByte(text[at:], '\n'); n >= 0 {
		return text[from : at+n]
	}
	return text[from:]
}

// So is one of the archive itself.
func TestFlippedArchive(t *testing.T) {
	data := ferryBundle(t)
	random := rand.New(rand.NewPCG(3, 4))
	for i := range 200 {
		at := random.IntN(len(data))
		if i%2 == 0 { // the directory is at its end
			at = len(data) - 1 - random.IntN(20_000)
		}
		flipped := bytes.Clone(data)
		flipped[at] ^= 1 << random.IntN(8)
		if v := verify(t, flipped, key); len(v.Faults) == 0 {
			t.Errorf("byte %d of the archive: nothing is found", at)
		}
	}
	for _, cut := range []int{0, 1, 100, len(data) / 2, len(data) - 1} {
		if v := verify(t, data[:cut], key); len(v.Faults) == 0 {
			t.Errorf("cut to %d bytes: nothing is found", cut)
		}
	}
	for _, more := range [][]byte{append(bytes.Clone(data), 0), append([]byte("#!/bin/sh\n"), data...)} {
		if v := verify(t, more, key); len(v.Faults) == 0 {
			t.Error("bytes around the archive: nothing is found")
		}
	}
}

// What is left out, added, renamed or exchanged is found, with digests made to fit.
func TestOtherFiles(t *testing.T) {
	clean := unpack(t, ferryBundle(t))
	for _, name := range slices.Sorted(maps.Keys(clean)) {
		if dir := path.Dir(name); strings.HasPrefix(dir, "log/") && !strings.HasSuffix(name, "7.json") && !strings.HasSuffix(name, "3.txt") {
			continue // some of each
		}
		files := maps.Clone(clean)
		delete(files, name)
		if name != "SHA256SUMS" {
			summed(files)
		}
		if v := verify(t, pack(t, files), key); len(v.Faults) == 0 {
			t.Errorf("without %s: nothing is found", name)
		}
		files = maps.Clone(clean)
		delete(files, name)
		files[name+"x"] = clean[name]
		if v := verify(t, pack(t, summed(files)), key); len(v.Faults) == 0 {
			t.Errorf("%s renamed: nothing is found", name)
		}
	}
	for _, name := range []string{
		"more.txt", "snapshots/" + strings.Repeat("0", 64), "log/entries/000000000000.JSON", "log/entries/999999999999.json",
		"log/entries/-00000000001.json", "texts/doc_x.txt", "redactions/doc_x.json", "redactions/doc_x.note", "claim/as-of/2000-01-01.json",
	} {
		files := maps.Clone(clean)
		files[name] = []byte("{}")
		if v := verify(t, pack(t, summed(files)), key); len(v.Faults) == 0 {
			t.Errorf("with %s: nothing is found", name)
		}
	}
}

func TestHostileArchives(t *testing.T) {
	clean := unpack(t, ferryBundle(t))
	for name, add := range map[string]func(w *zip.Writer) error{
		"there twice": func(w *zip.Writer) error {
			packOne(t, w, "bundle.json", clean["bundle.json"])
			return nil
		},
		"absolute":    func(w *zip.Writer) error { packOne(t, w, "/etc/x", nil); return nil },
		"parent":      func(w *zip.Writer) error { packOne(t, w, "texts/../../x", nil); return nil },
		"backslash":   func(w *zip.Writer) error { packOne(t, w, `texts\x`, nil); return nil },
		"a folder":    func(w *zip.Writer) error { packOne(t, w, "zz/", nil); return nil },
		"not letters": func(w *zip.Writer) error { packOne(t, w, "zz\u202e", nil); return nil },
		"packed": func(w *zip.Writer) error {
			f, err := w.Create("zz")
			if err == nil {
				_, err = f.Write(make([]byte, 10<<20))
			}
			return err
		},
		"vast": func(w *zip.Writer) error {
			_, err := w.CreateRaw(&zip.FileHeader{Name: "zz", CompressedSize64: 1 << 40, UncompressedSize64: 1 << 40})
			return err
		},
		"more than there is": func(w *zip.Writer) error {
			_, err := w.CreateRaw(&zip.FileHeader{Name: "zz", CompressedSize64: 100 << 20, UncompressedSize64: 100 << 20})
			return err
		},
		"a comment": func(w *zip.Writer) error { return w.SetComment("hello") },
		"a time": func(w *zip.Writer) error {
			_, err := w.CreateRaw(&zip.FileHeader{Name: "zz", Extra: []byte("UT\x05\x00\x01abcd")})
			return err
		},
	} {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, n := range slices.Sorted(maps.Keys(clean)) {
			packOne(t, w, n, clean[n])
		}
		if err := errors.Join(add(w), w.Close()); err != nil {
			t.Fatal(err)
		}
		if v := verify(t, b.Bytes(), key); len(v.Faults) == 0 {
			t.Errorf("%s: nothing is found", name)
		}
	}
	var b bytes.Buffer // in another order
	w := zip.NewWriter(&b)
	names := slices.Sorted(maps.Keys(clean))
	slices.Reverse(names)
	for _, n := range names {
		packOne(t, w, n, clean[n])
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if v := verify(t, b.Bytes(), key); len(v.Faults) == 0 {
		t.Error("in another order: nothing is found")
	}
}

// Another version of the program may make another report; the log is proved all the same.
func TestOtherVersion(t *testing.T) {
	clean := unpack(t, ferryBundle(t))
	clean["bundle.json"] = bytes.Replace(clean["bundle.json"], []byte(`"program": "test"`), []byte(`"program": "v9"`), 1)
	clean["report.html"] = append(clean["report.html"], '\n')
	v := verify(t, pack(t, summed(clean)), key)
	if len(v.Faults) > 0 || v.Follows || !strings.Contains(strings.Join(v.Notes, " "), "v9") {
		t.Errorf("%v %v", v.Faults, v.Notes)
	}
}

func FuzzVerify(f *testing.F) {
	files := map[string][]byte{
		"bundle.json": []byte(`{"schema":"hearsay/bundle/1","entries":1,"withheld":[{"entry":0,"kind":"document","id":"doc_x"}]}`), "log/key.pub": []byte("x\n"),
		"log/checkpoint.txt": []byte("hearsay ledger\n1\nAAAA\nafter 0\n\n— x AAAA\n"), "log/proofs/000000000000.txt": []byte("entry 0 of 1\nleaf 00\n"),
		"log/entries/000000000000.json": []byte(`{"kind":"key","id":"key_x","recorded":"2031-03-05T00:00:00.000Z","record":{"schema":"hearsay/key/1","verifier":"x"}}`),
		"redactions/doc_x.json":         []byte(`{"schema":"hearsay/redaction/1","id":"doc_x","pieces":[{"start":0,"end":3}]}`),
	}
	f.Add(pack(f, summed(files)))
	f.Add([]byte("PK\x05\x06\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := bundle.Verify(t.Context(), bytes.NewReader(data), int64(len(data)), bundle.VerifyOptions{Parties: world.Party, Program: "test"})
		if err == nil && len(v.Faults) == 0 {
			t.Error("a bundle without a signature verifies")
		}
	})
}
