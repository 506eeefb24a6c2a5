package hearsay

// Token is a word or mark of a document, in the convention of the UD English
// treebanks: "don't" is two tokens, "U.S." one, "coal-fired" three.
//
// nlp/token sets the span and Space; nlp/tag sets Tag and Lemma; nlp/parse sets
// Head and Rel.
type Token struct {
	Span
	Lemma string
	Head  int32 // index in Analysis.Tokens of the token it depends on; -1 for a sentence's root
	Tag   Tag
	Rel   Rel
	Space bool // white space, or a block's edge, stands before it
}

// Sentence is a run of tokens inside one block.
type Sentence struct {
	First, Last int // Analysis.Tokens[First:Last]
	Block       int // index in Document.Blocks
	Zone        Zone
}

// Analysis owns the tokens of one document; sentences are views of them. Each
// stage of the pipeline takes the same Analysis and sets its own fields. It may
// be reused for another document by Reset.
type Analysis struct {
	Doc    *Document
	Tokens []Token
	Sents  []Sentence
}

// Reset empties the analysis and binds it to doc, keeping the memory it has.
func (an *Analysis) Reset(doc *Document) {
	an.Doc = doc
	an.Tokens = an.Tokens[:0]
	an.Sents = an.Sents[:0]
}

// Text is token i as it stands in the document.
func (an *Analysis) Text(i int) string {
	t := &an.Tokens[i]
	return an.Doc.Text[t.Start:t.End]
}
