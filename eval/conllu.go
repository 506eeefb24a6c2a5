package eval

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Word is one syntactic word of a treebank sentence: a line of CoNLL-U whose ID
// is a plain number.
type Word struct {
	Form  string
	Lemma string
	UPOS  string
	Tag   hearsay.Tag // XPOS
	Feats string      // as written; "" for "_"
	Head  int         // index in Sentence.Words of its head; -1 for the root and where no head is given
	Rel   hearsay.Rel // DEPREL
	Misc  string      // as written; "" for "_"
	Space bool        // white space follows it in the text; read from the range's line inside a multiword token
}

// MiscValue gives the value of key in the word's MISC column, "" where the word
// lacks it. GUM keeps entities and coreference under "Entity".
func (w *Word) MiscValue(key string) string { return miscValue(w.Misc, key) }

// Multiword is a token of the text that stands for several words: "don't" for
// "do" and "n't".
type Multiword struct {
	First, Last int // Sentence.Words[First:Last]
	Form        string
	Misc        string
}

// Sentence is a sentence of a treebank. Empty nodes ("8.1") are left out: they
// stand for no text and no basic relation points at them.
type Sentence struct {
	ID       string // "sent_id"
	Text     string // "text", as the treebank gives it
	Doc      string // ID of the document it belongs to, by the last "newdoc"
	NewDoc   bool   // a document begins here
	NewPar   bool   // a paragraph begins here
	Comments []string
	Words    []Word
	Multi    []Multiword
	Line     int // of its first comment or word
}

// Comment gives the value of "# key = value", "" where the sentence has none.
func (s *Sentence) Comment(key string) string {
	for _, c := range s.Comments {
		if k, v, ok := strings.Cut(c, "="); ok && strings.TrimSpace(k) == key {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

// Faults of a CoNLL-U line.
var (
	errColumns = errors.New("not the ten columns of CoNLL-U")
	errOrder   = errors.New("word IDs do not count up from 1")
	errRange   = errors.New("range of a multiword token is unsound")
	errForm    = errors.New("empty form")
	errTree    = errors.New("heads of the sentence are not a tree")
)

// ReadCoNLLU reads the sentences of a treebank in the CoNLL-U format of
// Universal Dependencies. A relation with an unknown subtype is read as its
// universal part. An error names the line; unknown tags and relations, heads
// outside the sentence, and cycles are errors.
func ReadCoNLLU(r io.Reader) ([]Sentence, error) {
	c := conllu{sent: &Sentence{}}
	err := eachLine(r, func(n int, line string) error {
		if n == 1 {
			line = strings.TrimPrefix(line, byteOrderMark)
		}
		if c.sent.Line == 0 {
			c.sent.Line = n
		}
		switch {
		case strings.TrimSpace(line) == "":
			return c.end()
		case line[0] == '#':
			c.comment(strings.TrimSpace(line[1:]))
			return nil
		}
		return c.word(line)
	})
	if err == nil {
		if err = c.end(); err != nil {
			err = fmt.Errorf("at the end: %w", err)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("CoNLL-U: %w", err)
	}
	return c.out, nil
}

// conllu is the state of reading one file.
type conllu struct {
	out  []Sentence
	sent *Sentence // being read
	doc  string    // of the last "newdoc"
}

func (c *conllu) comment(text string) {
	s := c.sent
	s.Comments = append(s.Comments, text)
	key, value, _ := strings.Cut(text, "=")
	value = strings.TrimSpace(value)
	switch strings.TrimSpace(key) {
	case "newdoc", "newdoc id":
		s.NewDoc, c.doc = true, value
	case "newpar", "newpar id":
		s.NewPar = true
	case "sent_id":
		s.ID = value
	case "text":
		s.Text = value
	}
}

// end closes the sentence being read. Comments without words are dropped, but
// the start of a document or paragraph that they tell stays for the next.
func (c *conllu) end() error {
	s := c.sent
	if len(s.Words) == 0 {
		*s = Sentence{NewDoc: s.NewDoc, NewPar: s.NewPar}
		return nil
	}
	if m := len(s.Multi); m > 0 && s.Multi[m-1].Last > len(s.Words) {
		return errRange
	}
	if !tree(s.Words) {
		return errTree
	}
	s.Doc = c.doc
	for _, m := range s.Multi {
		for i := m.First; i < m.Last; i++ {
			s.Words[i].Space = false
		}
		s.Words[m.Last-1].Space = spaceAfter(m.Misc)
	}
	c.out = append(c.out, *s)
	c.sent = &Sentence{}
	return nil
}

func (c *conllu) word(line string) error {
	var col [10]string
	if n := strings.Count(line, "\t"); n != len(col)-1 {
		return fmt.Errorf("%w: %d", errColumns, n+1)
	}
	for i := range col {
		col[i], line, _ = strings.Cut(line, "\t")
	}
	id, s := col[0], c.sent
	if strings.Contains(id, ".") {
		return nil
	}
	form := strings.TrimSpace(col[1])
	if form == "" {
		return errForm
	}
	if a, b, ok := strings.Cut(id, "-"); ok {
		first, err1 := strconv.Atoi(a)
		last, err2 := strconv.Atoi(b)
		if err1 != nil || err2 != nil || first != len(s.Words)+1 || last < first ||
			len(s.Multi) > 0 && s.Multi[len(s.Multi)-1].Last >= first {
			return fmt.Errorf("%w: %q", errRange, id)
		}
		s.Multi = append(s.Multi, Multiword{First: first - 1, Last: last, Form: form, Misc: blank(col[9])})
		return nil
	}
	if n, err := strconv.Atoi(id); err != nil || n != len(s.Words)+1 {
		return fmt.Errorf("%w: %q", errOrder, id)
	}
	w := Word{Form: form, Lemma: col[2], UPOS: col[3], Feats: blank(col[5]), Misc: blank(col[9]), Space: spaceAfter(col[9])}
	if w.Lemma == "_" && form != "_" {
		w.Lemma = ""
	}
	var ok bool
	if w.Tag, ok = hearsay.ParseTag(col[4]); !ok {
		return fmt.Errorf("unknown tag %q", col[4])
	}
	if w.Rel, ok = parseRel(col[7]); !ok {
		return fmt.Errorf("unknown relation %q", col[7])
	}
	w.Head = -1
	if col[6] != "_" {
		head, err := strconv.Atoi(col[6])
		if err != nil || head < 0 {
			return fmt.Errorf("head %q is no number of a word", col[6])
		}
		w.Head = head - 1
	}
	s.Words = append(s.Words, w)
	return nil
}

// parseRel reads a relation; an unknown subtype falls back on its universal part.
func parseRel(s string) (hearsay.Rel, bool) {
	if r, ok := hearsay.ParseRel(s); ok {
		return r, true
	}
	universal, _, _ := strings.Cut(s, ":")
	return hearsay.ParseRel(universal)
}

// tree reports whether every word's heads lead to a word without one.
func tree(words []Word) bool {
	for i := range words {
		if words[i].Head >= len(words) {
			return false
		}
	}
	done := make([]int, len(words)) // 1 + the word whose walk passed here
	for i := range words {
		for j := i; j >= 0 && done[j] != -1; j = words[j].Head {
			if done[j] == i+1 {
				return false
			}
			done[j] = i + 1
		}
		for j := i; j >= 0 && done[j] != -1; j = words[j].Head {
			done[j] = -1
		}
	}
	return true
}

func blank(s string) string {
	if s == "_" {
		return ""
	}
	return s
}

func miscValue(misc, key string) string {
	for misc != "" {
		var item string
		item, misc, _ = strings.Cut(misc, "|")
		if k, v, ok := strings.Cut(item, "="); ok && k == key {
			return v
		}
	}
	return ""
}

func spaceAfter(misc string) bool { return miscValue(misc, "SpaceAfter") != "No" }
