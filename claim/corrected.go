package claim

import (
	"slices"

	"github.com/hearsay-news/hearsay"
)

// Corrected gives a statement of a document as decisions that stand have it, in order; it
// reports false for one that they reject.
func (st Stated) Corrected(doc *hearsay.Document, standing []Decision) (Stated, bool) {
	for i := range standing {
		d := &standing[i]
		if !slices.Contains(d.Statements, st.ID) {
			continue
		}
		switch d.Act {
		case Reject:
			return st, false
		case Correct:
			st.correct(doc, d.Field, d.Value)
		}
	}
	return st, true
}

// Polarity is "negative" where the content says that something is not so, else "positive":
// as an analyst has it, else as it was read.
func (st *Stated) Polarity() string {
	switch {
	case st.turned != "":
		return st.turned
	case st.Negative:
		return "negative"
	}
	return "positive"
}
