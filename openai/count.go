package openai

import (
	"fmt"
	"strings"
)

// reason is why a statement was refused.
type reason uint8

const (
	kept reason = iota
	notFound
	noContent
	farApart
	repeated
	tooMany
	noSense
	reasons
)

var reasonNames = [reasons]string{kept: "kept", notFound: "not in the text", noContent: "without content",
	farApart: "with source or cue far from the content", repeated: "given before", tooMany: "beyond all measure",
	noSense: "not understood"}

// most is how many statements of one answer are looked at. A passage of the usual
// size has some twenty.
const most = 300

// Count is what became of the statements that a model returned.
type Count struct {
	Kept  int
	Short int // answers that broke off
	by    [reasons]int
}

// Refused is the number of statements that were not kept.
func (c *Count) Refused() int {
	n := 0
	for _, k := range c.by {
		n += k
	}
	return n
}

func (c *Count) take(why reason) {
	if why == kept {
		c.Kept++
	} else {
		c.by[why]++
	}
}

func (c *Count) plus(o *Count) {
	c.Kept += o.Kept
	c.Short += o.Short
	for i := range c.by {
		c.by[i] += o.by[i]
	}
}

// String is the count in one line: "41 statements kept, 7 refused: 5 not in the text,
// 2 without content".
func (c Count) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s kept, ", counted(c.Kept, "statement"))
	if n := c.Refused(); n == 0 {
		b.WriteString("none refused")
	} else {
		fmt.Fprintf(&b, "%d refused", n)
	}
	sep := ": "
	for why, n := range c.by {
		if n > 0 {
			fmt.Fprintf(&b, "%s%d %s", sep, n, reasonNames[why])
			sep = ", "
		}
	}
	if c.Short > 0 {
		fmt.Fprintf(&b, "; %s broke off, so that statements may be missing", counted(c.Short, "answer"))
	}
	return b.String()
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
