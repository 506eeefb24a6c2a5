package export_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/export"
	"github.com/hearsay-news/hearsay/internal/inline"
)

func TestAnn(t *testing.T) {
	for _, c := range []struct{ name, marked, want string }{
		{"plain", "[S1 Né] [C1 said] [T1 so].", `
T1	Source 0 2	Né
T2	Cue 3 7	said
T3	Content 8 10	so
T4	Attribution 3 7	said
E1	Attribution:T4 Content:T3 Cue:T2 Source:T1
`},
		{"pieces", "“[T1 One,” ][S1 he] [C1 said], “[T1 two]”", `
T1	Source 7 9	he
T2	Cue 10 14	said
T3	Content 1 7;17 20	One,”  two
T4	Attribution 10 14	said
E1	Attribution:T4 Content:T3 Cue:T2 Source:T1
`},
		{"no source", "[C1 Reportedly], [T1 so].", `
T1	Cue 0 10	Reportedly
T2	Content 12 14	so
T3	Attribution-no-source 0 10	Reportedly
E1	Attribution-no-source:T3 Content:T2 Cue:T1
`},
		{"no cue", "[S1 She]: [T1 so]. [T2 And so].", `
T1	Source 0 3	She
T2	Content 5 7	so
T3	Attribution 0 3	She
E1	Attribution:T3 Content:T2 Source:T1
T4	Content 9 15	And so
T5	Attribution-no-source 9 15	And so
E2	Attribution-no-source:T5 Content:T4
`},
		{"lines", "[S1 A] [C1 said] [T1 one \r\n\n two\u2028three\tfour\n].", `
T1	Source 0 1	A
T2	Cue 2 6	said
T3	Content 7 10;15 18;19 29	one two three four
T4	Attribution 2 6	said
E1	Attribution:T4 Content:T3 Cue:T2 Source:T1
`},
		{"nested", "[S1 A] [C1 said] [T1 [S2 B] [C2 lied] [T2 x]]", `
T1	Source 0 1	A
T2	Cue 2 6	said
T3	Content 7 15	B lied x
T4	Attribution 2 6	said
E1	Attribution:T4 Content:T3 Cue:T2 Source:T1
T5	Source 7 8	B
T6	Cue 9 13	lied
T7	Content 14 15	x
T8	Attribution 9 13	lied
E2	Attribution:T8 Content:T7 Cue:T6 Source:T5
#1	AnnotatorNotes E2	nested in E1
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, sts := inline.Parse(strings.ReplaceAll(c.marked, "\n\n", "\v\v"))
			doc.Text = strings.ReplaceAll(doc.Text, "\v", "\n")
			if got := "\n" + string(export.AppendAnn(nil, doc, sts)); got != c.want {
				t.Errorf("got %s\nwant %s", got, c.want)
			}
		})
	}
}

// folder writes documents into dir.
func folder(t *testing.T, dir string, force bool, docs ...*hearsay.Document) error {
	t.Helper()
	w, err := export.NewBratFolder(dir, force)
	if err != nil {
		t.Fatal(err)
	}
	for _, doc := range docs {
		if err := w.Write(doc, nil); err != nil {
			return err
		}
	}
	return w.Close()
}

func TestBratFolderNames(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "out")
	var docs []*hearsay.Document
	for _, path := range []string{"x/a.txt", "y/a.html", "A.txt", "-", "..", "b:c\n.txt", "-rf.txt", "no ending", "annotation.txt"} {
		docs = append(docs, &hearsay.Document{Path: path, Text: "of " + path})
	}
	if err := folder(t, dir, false, docs...); err != nil {
		t.Fatal(err)
	}
	var got []string
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".txt"); ok {
			got = append(got, name)
		}
	}
	want := "A-3 a-2 a annotation-2 b_c_ no ending rf stdin text"
	if strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
	if len(entries) != 2*len(docs)+1 {
		t.Errorf("%d files", len(entries))
	}
}

func TestBratFolderKeepsWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	at := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(at, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	doc := &hearsay.Document{Path: "a.txt", Text: "other"}
	if err := folder(t, dir, false, doc); !errors.Is(err, export.ErrExists) || !strings.Contains(err.Error(), at) {
		t.Errorf("got %v", err)
	}
	if data, _ := os.ReadFile(at); string(data) != "mine" {
		t.Errorf("the file is now %q", data)
	}
	if err := folder(t, dir, true, doc); err != nil {
		t.Error(err)
	}
	if data, _ := os.ReadFile(at); string(data) != "other" {
		t.Errorf("the file is still %q", data)
	}
	if err := folder(t, dir, false, doc); err != nil {
		t.Errorf("writing the same again: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".hearsay*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestAnnToStream(t *testing.T) {
	doc, sts := inline.Parse("[S1 A] [C1 said] [T1 so].")
	var out bytes.Buffer
	w := export.NewAnn(&out)
	if err := w.Write(doc, sts); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	if out.String() != string(export.AppendAnn(nil, doc, sts)) {
		t.Error(out.String())
	}
}
