package openai

import (
	"strings"
	"unicode"

	"github.com/hearsay-news/hearsay"
)

// closers are the marks that close a quotation, by the mark that opens it.
var closers = map[string]string{"“": "”", "\"": "\"", "„": "”", "«": "»", "``": "''", "‘": "’", "'": "'"}

// opens gives the mark that closes the quotation which token i opens, false for a
// token that opens none.
func (l *locator) opens(i int) (string, bool) {
	closer, ok := closers[l.an.Text(i)]
	if !ok {
		return "", false
	}
	if w := l.an.Text(i); w == "\"" || w == "'" { // the same mark opens and closes
		_, after := closers[l.textIn(i-1, i)]
		ok = l.an.Tokens[i].Space || after || strings.HasPrefix(l.textIn(i-1, i), "(")
	}
	return closer, ok
}

// closes reports whether token i closes a quotation.
func (l *locator) closes(i int) bool {
	switch l.an.Text(i) {
	case "”", "»", "''":
		return true
	case "\"", "'", "’":
		_, open := l.opens(i)
		return !open
	}
	return false
}

// textIn is the text of token i where it stands in the block of token of, else "".
func (l *locator) textIn(i, of int) string {
	if i < 0 || i >= len(l.block) || l.block[i] != l.block[of] {
		return ""
	}
	return l.an.Text(i)
}

// quotations finds for each token the mark that opens the innermost quotation it
// stands in, -1 for none.
func (l *locator) quotations() {
	l.opener = make([]int32, len(l.an.Tokens))
	for i := range l.opener {
		l.opener[i] = -1
	}
	l.quotationsIn(0, len(l.opener), 0)
}

// quotationsIn does so for some of the tokens; those within others are looked for in
// turn, to a depth that nobody writes. A quotation that is left open ends with its
// block, as where it runs on into the next paragraph, but a mark that may be an
// apostrophe or a stray opens none then.
func (l *locator) quotationsIn(first, last, depth int) {
	for i := first; i < last; i++ {
		closer, ok := l.opens(i)
		if !ok {
			continue
		}
		end := i + 1
		for end < last && l.block[end] == l.block[i] && !(l.an.Text(end) == closer && l.closes(end)) {
			end++
		}
		closed := end < last && l.block[end] == l.block[i]
		if w := l.an.Text(i); !closed && (w == "'" || w == "‘" || w == "\"" && l.textIn(i-1, i) != "") {
			continue
		}
		for k := i; k < end; k++ {
			l.opener[k] = int32(i)
		}
		if depth < 3 {
			l.quotationsIn(i+1, end, depth+1)
		}
		i = end - 1
		if closed {
			i = end
		}
	}
}

// word reports whether token i has a letter or a digit.
func (l *locator) word(i int) bool { return wordy(l.an.Text(i)) }

func wordy(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// mode tells how much of the contents stands in quotation marks. Those of the content
// that a statement is nested in, where there is one, say nothing about it.
func (l *locator) mode(content, within []run) hearsay.Mode {
	quoted, plain := 0, 0
	for _, r := range content {
		least := 0
		for _, w := range within {
			if w.overlaps(r) {
				least = w.first + 1
			}
		}
		for i := r.first; i < r.last; i++ {
			switch {
			case !l.word(i):
			case int(l.opener[i]) >= least:
				quoted++
			default:
				plain++
			}
		}
	}
	return hearsay.ModeOf(quoted, plain)
}

// withMarks takes the quotation marks around a content into it, where it begins and
// ends with a quotation: models often leave one of them or both out.
func (l *locator) withMarks(r run) run {
	if r.last <= r.first {
		return r
	}
	_, opened := l.opens(r.first)
	closed := l.closes(r.last - 1)
	if opened && closed {
		return r
	}
	out := r
	if !opened {
		if _, ok := l.opens(max(r.first-1, 0)); !ok || l.textIn(r.first-1, r.first) == "" {
			return r
		}
		out.first--
	}
	if !closed {
		end := r.last
		switch l.textIn(end, r.first) {
		case ".", ",", "!", "?", "…", "...":
			end++
		}
		if l.textIn(end, r.first) == "" || !l.closes(end) {
			return r
		}
		out.last = end + 1
	}
	for i := out.first + 1; i < out.last-1; i++ {
		if _, open := l.opens(i); (open || l.closes(i)) && l.opener[i] < 0 {
			return r // several quotations, of which the marks at the ends are not one pair
		}
	}
	return out
}

// trimmed takes off what stands at the edges of spans by no convention: commas, colons,
// dashes, the sentence's full stop. Marks of quotation, brackets, question marks stay.
func (l *locator) trimmed(r run) run {
	for r.first < r.last && edge(l.an.Text(r.first)) {
		r.first++
	}
	for r.last > r.first && edge(l.an.Text(r.last-1)) {
		r.last--
	}
	if !l.words(r.first, r.last) {
		return run{}
	}
	return r
}

func edge(token string) bool {
	switch token {
	case ",", ";", ":", ".", "-", "–", "—", "--":
		return true
	}
	return false
}
