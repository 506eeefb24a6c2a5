package export

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// AppendAnn appends the standoff file of a document to b, in the form that brat
// reads and PolNeAR uses: a text-bound line (T) for each role of an attribution
// and one for its event, then the event (E). Pieces are separated by semicolons; a
// span that runs over lines is cut at their ends, as brat asks. A statement nested
// in another says so in a note.
func AppendAnn(b []byte, doc *hearsay.Document, sts []hearsay.Statement) []byte {
	points := hearsay.NewCodePoints(doc.Text)
	t := 0
	bound := func(kind string, spans []hearsay.Span) string {
		t++
		id := "T" + strconv.Itoa(t)
		b = append(b, id+"\t"+kind+" "...)
		b = appendFragments(b, doc.Text, points, spans)
		return id
	}
	for i := range sts {
		a := &sts[i]
		kind := "Attribution"
		if len(a.Source) == 0 {
			kind = "Attribution-no-source"
		}
		var args []string
		for _, role := range hearsay.Roles {
			if spans := role.Of(&a.Attribution); len(spans) > 0 {
				name := strings.ToUpper(role.String()[:1]) + role.String()[1:]
				args = append(args, name+":"+bound(name, spans))
			}
		}
		// An event needs words that it hangs on: without a cue those of the source,
		// or else the beginning of what is attributed.
		trigger := a.Cue
		if len(trigger) == 0 {
			trigger = a.Source
		}
		if len(trigger) == 0 {
			trigger = a.Content[:1]
		}
		event := bound(kind, trigger)
		b = append(b, fmt.Sprintf("E%d\t%s:%s", i+1, kind, event)...)
		for k := len(args) - 1; k >= 0; k-- {
			b = append(b, " "+args[k]...)
		}
		b = append(b, '\n')
	}
	notes := 0
	for i := range sts {
		if n := sts[i].Nested; n >= 0 && n < len(sts) {
			notes++
			b = append(b, fmt.Sprintf("#%d\tAnnotatorNotes E%d\tnested in E%d\n", notes, i+1, n+1)...)
		}
	}
	return b
}

// appendFragments writes offsets and text of the spans and ends the line.
func appendFragments(b []byte, text string, points *hearsay.CodePoints, spans []hearsay.Span) []byte {
	pieces := make([]hearsay.Span, 0, len(spans))
	for _, s := range spans {
		pieces = appendLines(pieces, text, s)
	}
	for i, s := range pieces {
		if i > 0 {
			b = append(b, ';')
		}
		s = points.Span(s)
		b = strconv.AppendInt(b, int64(s.Start), 10)
		b = append(b, ' ')
		b = strconv.AppendInt(b, int64(s.End), 10)
	}
	for i, s := range pieces {
		b = append(b, "\t "[min(i, 1)])
		for _, r := range text[s.Start:s.End] {
			if lineEnd(r) || r == '\t' {
				r = ' '
			}
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '\n')
}

// appendLines cuts a span at the ends of lines, without the white space there. A
// span of nothing else stays whole.
func appendLines(pieces []hearsay.Span, text string, s hearsay.Span) []hearsay.Span {
	before := len(pieces)
	for rest := s; !rest.Empty(); {
		line := rest
		if n := strings.IndexFunc(text[rest.Start:rest.End], lineEnd); n >= 0 {
			line.End = rest.Start + n
		}
		rest.Start = line.End
		if !rest.Empty() {
			_, size := utf8.DecodeRuneInString(text[rest.Start:])
			rest.Start += size
		}
		if line != s { // only where it is cut
			line = trim(text, line)
		}
		if !line.Empty() {
			pieces = append(pieces, line)
		}
	}
	if len(pieces) == before {
		pieces = append(pieces, s)
	}
	return pieces
}

func trim(text string, s hearsay.Span) hearsay.Span {
	t := text[s.Start:s.End]
	s.Start += len(t) - len(strings.TrimLeftFunc(t, unicode.IsSpace))
	s.End -= len(t) - len(strings.TrimRightFunc(t, unicode.IsSpace))
	return s
}

// lineEnd reports whether some reader of lines ends one at r.
func lineEnd(r rune) bool {
	switch r {
	case '\n', '\v', '\f', '\r', 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// BratConfig tells brat what the files may hold.
const BratConfig = `[entities]
Source
Cue
Content

[relations]

[events]
Attribution	Source?:Source, Cue?:Cue, Content:Content
Attribution-no-source	Cue?:Cue, Content:Content

[attributes]
`

// ErrExists is the fault of a file that is there already, with other content.
var ErrExists = errors.New("there is such a file already, and it differs")

// BratFolder writes NAME.txt and NAME.ann for each document into a folder.
type BratFolder struct {
	dir   string
	force bool
	taken map[string]bool // names given out, in lower case
}

// NewBratFolder makes a writer into dir, which is made if need be. It replaces a
// file that is there already and differs only when force is set.
func NewBratFolder(dir string, force bool) (*BratFolder, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("make folder for standoff files: %w", err)
	}
	w := &BratFolder{dir: dir, force: force, taken: map[string]bool{"annotation": true}}
	config := filepath.Join(dir, "annotation.conf")
	if _, err := os.Lstat(config); errors.Is(err, fs.ErrNotExist) {
		return w, w.file("annotation.conf", []byte(BratConfig))
	}
	return w, nil
}

// Write writes the two files of one document.
func (w *BratFolder) Write(doc *hearsay.Document, sts []hearsay.Statement) error {
	name := w.name(doc.Path)
	if err := w.file(name+".txt", []byte(doc.Text)); err != nil {
		return err
	}
	return w.file(name+".ann", AppendAnn(nil, doc, sts))
}

// Close does nothing: each document's files are complete when Write returns.
func (w *BratFolder) Close() error { return nil }

// name gives a document's files a name: that of the file it came from, without
// its ending, with a number when another had it first.
func (w *BratFolder) name(path string) string {
	base := filepath.Base(path)
	base = strings.TrimSuffix(base, filepath.Ext(base))
	base = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, base)
	base = strings.TrimLeft(base, ".-")
	if base == "" {
		base = "text"
		if path == "-" {
			base = "stdin"
		}
	}
	name := base
	for n := 2; w.taken[strings.ToLower(name)]; n++ {
		name = base + "-" + strconv.Itoa(n)
	}
	w.taken[strings.ToLower(name)] = true
	return name
}

// file writes one file whole or not at all: under another name first, so that a
// run that is cut short leaves no half of it.
func (w *BratFolder) file(name string, data []byte) (err error) {
	path := filepath.Join(w.dir, name)
	switch old, err := os.ReadFile(path); {
	case err == nil && bytes.Equal(old, data):
		return nil
	case err == nil && !w.force:
		return fmt.Errorf("write %s: %w", path, ErrExists)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("write standoff file: %w", err)
	case err != nil:
		if _, err := os.Lstat(path); err == nil && !w.force { // a link to nowhere
			return fmt.Errorf("write %s: %w", path, ErrExists)
		}
	}
	f, err := os.CreateTemp(w.dir, ".hearsay-*")
	if err != nil {
		return fmt.Errorf("write standoff file: %w", err)
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	if _, err = f.Write(data); err == nil {
		err = f.Chmod(0o644)
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// Ann writes standoff files one after another to a stream; it is meant for one
// document, whose text the reader has.
type Ann struct{ w io.Writer }

// NewAnn makes a writer of standoff files to w.
func NewAnn(w io.Writer) *Ann { return &Ann{w} }

// Write writes one document's standoff file.
func (a *Ann) Write(doc *hearsay.Document, sts []hearsay.Statement) error {
	_, err := a.w.Write(AppendAnn(nil, doc, sts))
	return err
}

// Close does nothing.
func (a *Ann) Close() error { return nil }
