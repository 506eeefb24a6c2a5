package change

import (
	"regexp"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// NoticeKind is what an outlet's word about a change amounts to: a correction by which
// it does not stand by its report any more is a retraction.
type NoticeKind uint8

// The kinds of notices, the weightiest first.
const (
	Retraction NoticeKind = iota
	Correction
	Clarification
	EditorsNote
	Update
)

var noticeNames = [...]string{"retraction", "correction", "clarification", "editor's note", "update"}

// String is the kind's name.
func (k NoticeKind) String() string { return nameOf(noticeNames[:], int(k)) }

// Notice is what an outlet says of a change of its own article.
type Notice struct {
	Kind NoticeKind
	Span hearsay.Span // in the new text
}

// sign is a wording by which a notice is known.
type sign struct {
	kind NoticeKind
	re   *regexp.Regexp
}

// openings begin a block that is a notice, wherever it stands. Longest first: what is
// read after them is the block.
var openings = []sign{
	{Retraction, regexp.MustCompile(`(?i)^(?:(?:editor['’]?s['’]? )?(?:note of )?retraction\b|retracted\b|(?:notice of )?withdrawal\s*[:.—–-]|(?:mandatory |bulletin )?kill\b\s*[:.—–-]|editors?: please (?:kill|withdraw))`)},
	{Correction, regexp.MustCompile(`(?i)^(?:corrections?(?: (?:and|&) (?:clarifications?|amplifications?))?|corrected|erratum|errata|correx)\s*(?:[:.—–|(-]|$|to this |appended|\d)`)},
	{Clarification, regexp.MustCompile(`(?i)^(?:clarifications?|clarified)\s*(?:[:.—–|(-]|$|\d)`)},
	{EditorsNote, regexp.MustCompile(`(?i)^(?:editor['’]?s['’]? ?note|a note to (?:our )?readers|note to (?:our )?readers|publisher['’]?s note)\b`)},
	{Update, regexp.MustCompile(`(?i)^(?:update|updated)\s*(?:[:—–|]|\([^)]*\)\s*[:—–-]|,? ?(?:at )?\d[\d:. ]*(?:a\.?m\.?|p\.?m\.?|gmt|et|bst)?[^.]{0,24}[:—–-] |to (?:add|include|reflect|correct|clarify|say|remove))`)},
}

// within are wordings by which a sentence is a notice, in a block that stands at the
// beginning or the end or is set apart.
var within = []sign{
	{Retraction, regexp.MustCompile(`(?i)\b(?:this|the) (?:article|story|report|post|piece|page|column) (?:has been|was|is) (?:retracted|withdrawn|removed|taken down|unpublished|deleted)|\bwe (?:have )?(?:retract(?:ed)?|withdr[ae]wn?) (?:this|the|our|that)|\bwe no longer stand by|\bwe (?:have )?(?:removed|taken down) (?:this|the) (?:article|story|report|post|piece)\b`)},
	{Correction, regexp.MustCompile(`(?i)\b(?:this|the) (?:article|story|report|post|piece|page|column|headline|caption|version|transcript|graphic|copy|dispatch|item|text)(?: above)? (?:has been|was|is|has since been|were) (?:since )?(?:corrected|amended|revised|refiled|changed to correct|edited to correct|updated to correct|modified to correct)|` +
		`\b(?:an? |the |our |in an? )?(?:earlier|previous|original|initial|prior|first|older) (?:version|edition|headline|caption|form)s? (?:of (?:this|the|our) [a-z'’ -]{3,40} )?(?:on [a-z ]{3,20} )?(?:mis[a-z]+|incorrectly|wrongly|mistakenly|erroneously|inaccurately|inadvertently|said|stated|gave|had|reported|identified|contained|referred|described|omitted|overstated|understated|included|attributed|named|put|quoted|suggested|implied|transposed|we)|` +
		`\bwe (?:deeply |sincerely )?(?:regret|apologi[sz]e for) (?:the|this|that|our|any) (?:error|errors|mistake|inaccuracy|omission|confusion)|\b(?:because of|due to|owing to) (?:an? )?(?:editing|production|reporting|typographical|transcription|translation|typing) error|\bdue to incorrect information\b|` +
		`^\W*\(?(?:corrects|this version corrects|refiles|removes|deletes|fixes)\b[^.]{0,30}\b(?:to|in|that|spelling|name|figure|paragraph|headline|typo|number|date|title|day|year|throughout|story|extraneous|incorrect|reference|quote|age|attribution)|\bthis (?:story|article|report) corrects\b|\bamended (?:on|at) \d`)},
	{Clarification, regexp.MustCompile(`(?i)\b(?:this|the) (?:article|story|report|post|piece|headline|version|page) (?:has been|was|is) (?:since )?(?:clarified|(?:updated|edited|amended|changed|revised) (?:on [^.]{3,30} )?(?:to|for) (?:clarify|clarity|clarification|make clear))|\(?\bclarifies (?:that|the|in|headline|paragraph|attribution)`)},
	{EditorsNote, regexp.MustCompile(`(?i)\beditor['’]?s['’]? note:|\bafter (?:this|the) (?:article|story|report) was (?:first )?(?:published|posted)|\bsince (?:this|the) (?:article|story|report) was (?:first )?published`)},
	{Update, regexp.MustCompile(`(?i)\b(?:this|the) (?:article|story|report|post|piece|page|headline|copy) (?:has been|was|is being|has since been) (?:since )?(?:updated|edited|modified|changed|expanded|rewritten)\b|^\W*\(?(?:updates|adds|recasts|rewrites|inserts)\b (?:with|to|details|quotes?|comments?|lead|throughout|background|reaction|byline|paragraph|from)`)},
}

// Where notices stand, in blocks that are not set apart from the story.
const (
	headBlocks = 5
	tailBlocks = 8
	mostNotice = 3000 // bytes of a block that are looked at
	following  = 4    // blocks that belong to a heading "Correction"
	mostLooked = 50   // notices of a text that are looked for in the other
)

// notice finds the weightiest notice of a version that the other does not have.
func (t *text) notice(o *text) *Notice {
	had := make(map[string]bool)
	for i := range o.blocks {
		had[o.blocks[i].key] = true
	}
	var best *Notice
	looked := 0
	end := 0 // of the notice before, whose blocks are no notices of their own
	for i := range t.blocks {
		b := &t.blocks[i]
		if b.span.Start < end || had[b.key] && !t.heads(i, had) {
			continue
		}
		n := t.noticeAt(i)
		if n != nil {
			end = n.Span.End
		}
		if n == nil || best != nil && n.Kind >= best.Kind {
			continue
		}
		if looked++; looked > mostLooked {
			break
		}
		if !o.says(t.of(n.Span)) {
			best = n
		}
	}
	return best
}

// heads reports whether a block is a heading that was there before and has new text
// under it.
func (t *text) heads(i int, had map[string]bool) bool {
	return len(t.blocks[i].toks) <= 4 && i+1 < len(t.blocks) && !had[t.blocks[i+1].key]
}

// says reports whether a version has the words of a notice already.
func (t *text) says(notice string) bool {
	k := key(tokens(notice, hearsay.Span{End: len(notice)}))
	for i := range t.blocks {
		if k != "" && strings.Contains(" "+t.blocks[i].key, " "+k) {
			return true
		}
	}
	return false
}

// noticeAt reads a block as a notice, nil where it is none.
func (t *text) noticeAt(i int) *Notice {
	b := &t.blocks[i]
	s := cut(t.of(b.span))
	if beside(s) {
		return nil
	}
	bare := strings.TrimLeft(s, " \t\n\u00a0*_[(•·-—–#>")
	for _, o := range openings {
		if loc := o.re.FindStringIndex(bare); loc != nil {
			span := t.under(i)
			return &Notice{kindOf(cut(t.of(span)), o.kind), span}
		}
	}
	if b.told && i >= headBlocks && i < len(t.blocks)-tailBlocks && len(bare) == len(s) {
		return nil
	}
	for _, o := range within {
		if loc := o.re.FindStringIndex(s); loc != nil {
			if o.kind == Correction && !apart(s) && strings.ContainsAny(s[:loc[0]], `"“`) {
				continue // somebody's words in the story
			}
			return &Notice{o.kind, hearsay.Span{Start: b.span.Start + sentence(s, loc[0]), End: b.span.End}}
		}
	}
	return nil
}

// cut is as much of a text as is looked at, as long in bytes. An underscore, of italics,
// would be a letter to regular expressions.
func cut(s string) string { return strings.ReplaceAll(s[:min(len(s), mostNotice)], "_", " ") }

// kindOf is the kind of a notice that begins with a word for one: an editor's note may
// be a correction, and a correction take all back.
func kindOf(s string, kind NoticeKind) NoticeKind {
	for _, o := range within {
		if o.kind < kind && o.re.MatchString(s) {
			return o.kind
		}
	}
	return kind
}

// under is the span of a notice that begins with a block: with the blocks below where
// that is but a heading.
func (t *text) under(i int) hearsay.Span {
	b := &t.blocks[i]
	s := b.span
	if len(words(b.toks)) > 4 || strings.HasSuffix(t.of(s), ".") {
		return s
	}
	for j := i + 1; j < len(t.blocks) && j <= i+following; j++ {
		if n := &t.blocks[j]; len(n.toks) > 6 && (n.told || n.zone == b.zone) {
			s.End = n.span.End
			continue
		}
		break
	}
	return s
}

// apart reports whether a paragraph is set apart from the story: in brackets or
// italics.
func apart(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && strings.ContainsAny(s[:1], "([*_")
}

// sentence is where the sentence begins that holds a place in s.
func sentence(s string, at int) int {
	start := 0
	for _, end := range [...]string{". ", ".\n", "? ", "! ", ".) ", ".\" ", ".” ", " (", " [", " *", " _"} {
		if i := strings.LastIndex(s[:at], end); i >= 0 && i+len(end) > start {
			start = i + len(end)
			if c := end[len(end)-1]; c != ' ' && c != '\n' {
				start-- // the bracket is the notice's own
			}
		}
	}
	return start
}
