package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"github.com/hearsay-news/hearsay/bundle"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// bundleCommand is `hearsay bundle`.
type bundleCommand struct {
	ledgerFlags

	ID         string   `arg:"" name:"claim" help:"The claim's ID, or how it begins."`
	Output     string   `short:"o" required:"" placeholder:"FILE" help:"Where to write the archive; - for standard output."`
	Force      bool     `help:"Replace the file if it is there already."`
	Lineage    string   `default:"strict" placeholder:"NAME" help:"strict or permissive, as for claims."`
	Redact     []string `sep:"none" placeholder:"STATEMENT:START-END" help:"Withhold characters of the text that a statement is in; may be repeated. A document's ID will do too."`
	Everywhere bool     `help:"Withhold the same words wherever else the texts have them."`
	Anyway     bool     `help:"Write the archive though withheld words stand elsewhere in it."`
	Openings   string   `placeholder:"FILE" help:"Where to write what opens each withheld piece, for who may see it."`
}

// Help is what --help adds.
func (c *bundleCommand) Help() string {
	return `Writes all that a claim rests on to one archive, which anybody can check without this ledger: by hearsay verify FILE, or by hand as VERIFY.md in it says.

Examples:
  hearsay bundle cl_pmg4tsrbgm -o claim.zip
  hearsay bundle cl_pmg4tsrbgm -o claim.zip --redact st_okupw5csw7omjcfkwsjqfqiifa:310-329 --everywhere`
}

// Run writes a bundle. The file is whole or not there.
func (c *bundleCommand) Run(ctx context.Context, m *Main) (err error) {
	if err := oneOf("--lineage", c.Lineage, []string{"strict", "permissive"}); err != nil {
		return err
	}
	opts := bundle.Options{
		Claim: c.ID, Parties: world.Party, Permissive: c.Lineage == "permissive", Program: programVersion(),
		Everywhere: c.Everywhere, Anyway: c.Anyway,
	}
	for _, value := range c.Redact {
		r, err := bundle.ParseRedaction(value)
		if err != nil {
			return usage("--redact %w", err)
		}
		opts.Redact = append(opts.Redact, r)
	}
	l, err := c.open(ctx, m, forReading)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	if opts.Key, err = readKey(l.place.key); err != nil {
		return err
	}
	var s *bundle.Summary
	write := func(w io.Writer) (err error) {
		s, err = bundle.Write(ctx, l.Ledger, w, opts)
		if errors.Is(err, bundle.ErrLeak) {
			return fmt.Errorf("%w\n--redact those too, or --everywhere; --anyway lets them stand", err)
		}
		if errors.Is(err, bundle.ErrRedaction) || errors.Is(err, claims.ErrNotFound) {
			return usage("%w", err)
		}
		return err
	}
	if c.Output == "-" {
		err = write(m.Stdout)
	} else {
		err = whole(c.Output, c.Force, write)
	}
	if err != nil {
		return err
	}
	if c.Openings != "" {
		if err := writeOpenings(c.Openings, s.Openings); err != nil {
			return err
		}
	}
	if c.Output == "-" {
		return nil
	}
	_, err = fmt.Fprintf(m.Stdout, "%s: claim %s, %s, %s of the log", c.Output, short(s.Claim), number(s.Documents, "document"), number(s.Entries, "entry"))
	if err == nil && s.Withheld > 0 {
		_, err = fmt.Fprintf(m.Stdout, ", %d of them withheld", s.Withheld)
	}
	if err == nil {
		_, err = fmt.Fprintln(m.Stdout)
	}
	return err
}

// readKey reads the key that signs a ledger, nil where it is not here.
func readKey(path string) (*ledger.Key, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read signing key: %w", err)
	}
	return ledger.NewKey(string(data))
}

// whole writes a file that appears whole or not at all.
func whole(path string, force bool, write func(io.Writer) error) error {
	if _, err := os.Lstat(path); err == nil && !force {
		return fmt.Errorf("write %s: there is such a file already; --force replaces it", path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".bundle-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer os.Remove(f.Name())
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := errors.Join(f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// writeOpenings writes a line for each withheld piece, for its owner alone.
func writeOpenings(path string, openings []bundle.Opening) error {
	var lines []byte
	for _, o := range openings {
		line, err := json.Marshal(o)
		if err != nil {
			return fmt.Errorf("write %s: %w", path, err)
		}
		lines = append(append(lines, line...), '\n')
	}
	if err := os.WriteFile(path, lines, 0o600); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// verifyBundle is `hearsay verify` of a file.
func verifyBundle(ctx context.Context, m *Main, path string, trusted []string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("verify: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("verify: %w", err)
	}
	if !info.Mode().IsRegular() {
		return usage("%s: is no file; a ledger is named by --ledger", path)
	}
	v, err := bundle.Verify(ctx, f, info.Size(), bundle.VerifyOptions{Parties: world.Party, Program: programVersion(), Trusted: trusted})
	if err != nil {
		return err
	}
	for i := range v.Faults {
		m.say("%v", v.Faults[i].Error())
	}
	for _, n := range v.Notes {
		m.say("note: %s", n)
	}
	if len(v.Faults) > 0 {
		return &exitError{exitVerify, fmt.Errorf("%s is not as it was made", path)}
	}
	held := ""
	if v.Withheld > 0 {
		held = fmt.Sprintf(", %d withheld", v.Withheld)
	}
	follows := ", and the claim follows from them"
	if !v.Follows {
		follows = "; the claim was not made again"
	}
	_, err = fmt.Fprintf(m.Stdout, "%s: claim %s, %s\n%s, %s, %s, %s of the log%s: all as they were recorded%s\nroot %s of %s, signed by %s\n",
		path, v.Claim, v.Status, number(v.Documents, "document"), number(v.Snapshots, "snapshot"), number(v.Statements, "statement"),
		number(v.Entries, "entry"), held, follows, v.Root, number(int(v.Size), "entry"), v.Key)
	return err
}

// trustedKeys reads what --trust names: keys, or files that have one.
func trustedKeys(values []string) ([]string, error) {
	var out []string
	for _, value := range values {
		if _, err := note.NewVerifier(value); err != nil {
			data, err := os.ReadFile(value)
			if err != nil {
				return nil, usage("--trust %q: is neither a public key nor a file with one", value)
			}
			value = strings.TrimSpace(string(data))
			if _, err := note.NewVerifier(value); err != nil {
				return nil, usage("--trust %q: has no public key: %w", value, err)
			}
		}
		out = append(out, value)
	}
	return out, nil
}
