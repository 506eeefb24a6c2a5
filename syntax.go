package hearsay

// Tag is a part of speech of the Penn Treebank as the UD English treebanks use it
// (their XPOS column).
type Tag uint8

// The tags; TagNone stands for a token that was not tagged.
const (
	TagNone Tag = iota
	TagNN
	TagIN
	TagDT
	TagNNP
	TagJJ
	TagPRP
	TagStop
	TagRB
	TagComma
	TagNNS
	TagVB
	TagCC
	TagVBP
	TagVBD
	TagVBZ
	TagVBN
	TagCD
	TagVBG
	TagTO
	TagPRPS
	TagMD
	TagRRB
	TagLRB
	TagColon
	TagWDT
	TagUH
	TagWRB
	TagWP
	TagHYPH
	TagOpenQuote
	TagCloseQuote
	TagPOS
	TagRP
	TagNNPS
	TagJJR
	TagJJS
	TagEX
	TagRBR
	TagNFP
	TagADD
	TagSYM
	TagFW
	TagGW
	TagDollar
	TagPDT
	TagRBS
	TagLS
	TagAFX
	TagWPS
)

var tagNames = [...]string{"_", "NN", "IN", "DT", "NNP", "JJ", "PRP", ".", "RB", ",", "NNS", "VB", "CC", "VBP", "VBD", "VBZ", "VBN", "CD", "VBG", "TO", "PRP$", "MD", "-RRB-", "-LRB-", ":", "WDT", "UH", "WRB", "WP", "HYPH", "``", "''", "POS", "RP", "NNPS", "JJR", "JJS", "EX", "RBR", "NFP", "ADD", "SYM", "FW", "GW", "$", "PDT", "RBS", "LS", "AFX", "WP$"}

// Tags is the number of tags, TagNone included.
const Tags = len(tagNames)

// String is the tag as the treebanks write it.
func (t Tag) String() string {
	if int(t) < len(tagNames) {
		return tagNames[t]
	}
	return "_"
}

// ParseTag reads a tag as the treebanks write it; it reports false for one that
// is none of theirs.
func ParseTag(s string) (Tag, bool) {
	for i, n := range tagNames {
		if n == s {
			return Tag(i), true
		}
	}
	return TagNone, false
}

// Noun reports whether t is a common or proper noun.
func (t Tag) Noun() bool { return t == TagNN || t == TagNNS || t == TagNNP || t == TagNNPS }

// Proper reports whether t is a proper noun.
func (t Tag) Proper() bool { return t == TagNNP || t == TagNNPS }

// Verb reports whether t is a form of a verb, modals excepted.
func (t Tag) Verb() bool {
	switch t {
	case TagVB, TagVBP, TagVBD, TagVBZ, TagVBN, TagVBG:
		return true
	}
	return false
}

// Rel is a grammatical relation of Universal Dependencies, with its subtype.
type Rel uint8

// The relations; RelNone stands for a token that was not parsed.
const (
	RelNone Rel = iota
	RelRoot
	RelPunct
	RelCase
	RelDet
	RelNsubj
	RelAdvmod
	RelAmod
	RelObj
	RelObl
	RelNmod
	RelConj
	RelCompound
	RelCc
	RelMark
	RelAux
	RelCop
	RelNmodPoss
	RelAdvcl
	RelXcomp
	RelFlat
	RelAclRelcl
	RelCcomp
	RelAcl
	RelParataxis
	RelAuxPass
	RelAppos
	RelNummod
	RelNsubjPass
	RelDiscourse
	RelOblUnmarked
	RelNmodUnmarked
	RelCompoundPrt
	RelExpl
	RelFixed
	RelList
	RelIobj
	RelOblAgent
	RelDep
	RelNmodDesc
	RelCsubj
	RelNsubjOuter
	RelDetPredet
	RelAdvclRelcl
	RelVocative
	RelReparandum
	RelGoeswith
	RelCcPreconj
	RelOrphan
	RelDislocated
	RelCsubjPass
	RelCsubjOuter
)

var relNames = [...]string{"_", "root", "punct", "case", "det", "nsubj", "advmod", "amod", "obj", "obl", "nmod", "conj", "compound", "cc", "mark", "aux", "cop", "nmod:poss", "advcl", "xcomp", "flat", "acl:relcl", "ccomp", "acl", "parataxis", "aux:pass", "appos", "nummod", "nsubj:pass", "discourse", "obl:unmarked", "nmod:unmarked", "compound:prt", "expl", "fixed", "list", "iobj", "obl:agent", "dep", "nmod:desc", "csubj", "nsubj:outer", "det:predet", "advcl:relcl", "vocative", "reparandum", "goeswith", "cc:preconj", "orphan", "dislocated", "csubj:pass", "csubj:outer"}

// Rels is the number of relations, RelNone included.
const Rels = len(relNames)

// String is the relation as the treebanks write it.
func (r Rel) String() string {
	if int(r) < len(relNames) {
		return relNames[r]
	}
	return "_"
}

// ParseRel reads a relation as the treebanks write it; it reports false for one
// that is none of theirs.
func ParseRel(s string) (Rel, bool) {
	for i, n := range relNames {
		if n == s {
			return Rel(i), true
		}
	}
	return RelNone, false
}
