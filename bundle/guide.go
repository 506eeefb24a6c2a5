package bundle

import (
	"bytes"
	_ "embed"
	"fmt"
	"text/template"
)

//go:embed guide.md
var guideTemplate string

// guidePage is what the guide tells.
type guidePage struct {
	Manifest  *manifest
	Key       string
	Documents int
	Example   string // number of an entry that is shown
	Redacted  bool
}

// guide makes the file that says how to check the others by hand. It has no words of
// articles.
func (c *contents) guide(m *made) ([]byte, error) {
	p := guidePage{Manifest: &c.manifest, Key: c.key, Documents: len(m.story.Reports), Redacted: len(c.redactions) > 0}
	for i := range c.entries {
		if e := &c.entries[i]; e.ID == m.claim.Takes[0].Statement {
			p.Example = numbered(e.Index)
		}
	}
	t, err := template.New("guide").Parse(guideTemplate)
	if err != nil {
		return nil, fmt.Errorf("make the guide: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		return nil, fmt.Errorf("make the guide: %w", err)
	}
	return b.Bytes(), nil
}
