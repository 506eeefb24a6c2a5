package main

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/export/term"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/record"
)

// articleCommand is `hearsay article`.
type articleCommand struct {
	Input    string `arg:"" name:"input" help:"File, or - for standard input."`
	Format   string `short:"f" default:"text" placeholder:"NAME" help:"text (the article without furniture) or json (all that is known of it, with zones)."`
	Language string `placeholder:"en" help:"Insist that the text is English, whatever it looks like."`
}

// Help is what --help adds.
func (c *articleCommand) Help() string {
	return `Examples:
  hearsay article page.html
  hearsay article --format json page.html | jq .byline`
}

// Run shows an article.
func (c *articleCommand) Run(ctx context.Context, m *Main) error {
	if err := oneOf("format", c.Format, []string{"text", "json"}); err != nil {
		return err
	}
	if err := checkLanguage(c.Language); err != nil {
		return err
	}
	if isURL(c.Input) {
		return usage("%s: files only here; hearsay ingest reads URLs", c.Input)
	}
	inputs, err := ingest.Expand(ctx, []string{c.Input})
	if err != nil {
		return err
	}
	if len(inputs) != 1 {
		return usage("%s is a folder; article shows one file", c.Input)
	}
	tally := tally{m: m}
	err = ingest.Run(ctx, inputs, ingest.Options{Parse: parser(c.Language), Stdin: m.Stdin}, func(res *ingest.Result) error {
		if !tally.add(res) {
			return nil
		}
		return c.show(m, res.Doc)
	})
	if err != nil {
		return err
	}
	return tally.err()
}

func (c *articleCommand) show(m *Main, doc *hearsay.Document) error {
	var out bytes.Buffer
	if c.Format == "json" {
		if err := json.Indent(&out, record.AppendDocument(nil, doc), "", "  "); err != nil {
			return err
		}
	} else {
		for _, block := range doc.Blocks {
			if block.Zone == hearsay.ZoneFurniture {
				continue
			}
			if out.Len() > 0 {
				out.WriteByte('\n')
			}
			out.WriteString(m.paragraph(doc.Text[block.Start:block.End]))
			out.WriteByte('\n')
		}
	}
	_, err := m.Stdout.Write(out.Bytes())
	return err
}

// paragraph is text as it is, but on a terminal cleaned and in lines that fit.
func (m *Main) paragraph(text string) string {
	if !m.StdoutTerminal {
		return strings.TrimSpace(text)
	}
	width := 80
	if m.Width > 0 {
		width = min(width, m.Width)
	}
	return ansi.Wrap(strings.TrimSpace(term.Clean(text)), width, "")
}
