package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/hearsay-news/hearsay/ledger"
)

// exitVerify is the exit code of a ledger that is not as it was recorded.
const exitVerify = 4

// verifyCommand is `hearsay verify`.
type verifyCommand struct {
	File string `arg:"" optional:"" help:"A claim's bundle to verify, which needs no ledger. Default: the ledger."`

	ledgerFlags

	Trust []string `sep:"none" placeholder:"KEY" help:"Public key, or a file that has one as key.pub does, that must have signed the head. Default: that of the ledger's own key, where it is here."`
	Seen  string   `placeholder:"FILE" help:"Where the head that was last seen is kept: a ledger that does not go on from it was rewritten. Default: the file seen.json beside the key."`
}

// Help is what --help adds.
func (c *verifyCommand) Help() string {
	return `Recomputes the whole ledger: the tree of hashes over all entries, the signed heads, the bytes of every snapshot, and every table from the log. Exit code 4 says that something is not as it was recorded; what and where is named.

A bundle, as hearsay bundle writes one, is verified by itself, without a ledger and without a network.

Examples:
  hearsay verify
  hearsay verify claim.zip --trust key.pub`
}

// Run verifies.
func (c *verifyCommand) Run(ctx context.Context, m *Main) (err error) {
	trusted, err := trustedKeys(c.Trust)
	if err != nil {
		return err
	}
	if c.File != "" {
		return verifyBundle(ctx, m, c.File, trusted)
	}
	l, err := c.open(ctx, m, forReading)
	if err != nil {
		if errors.Is(err, ledger.ErrCorrupt) {
			return &exitError{exitVerify, err}
		}
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	opts := ledger.VerifyOptions{Trusted: trusted}
	if len(opts.Trusted) == 0 {
		if key, err := os.ReadFile(l.place.key); err == nil {
			k, err := ledger.NewKey(string(key))
			if err != nil {
				return err
			}
			opts.Trusted = []string{k.Verifier()}
		}
	}
	seen := c.Seen
	if seen == "" {
		seen = filepath.Join(filepath.Dir(l.place.key), "seen.json")
	}
	if opts.Earlier, err = readSeen(seen); err != nil {
		return err
	}
	v, err := l.Verify(ctx, opts)
	if err != nil {
		return err
	}
	for i := range v.Faults {
		m.say("%v", v.Faults[i].Error())
	}
	if len(v.Faults) > 0 {
		return &exitError{exitVerify, fmt.Errorf("%s is not as it was recorded", l.place.shown())}
	}
	if err := writeSeen(seen, v); err != nil {
		m.say("%v", err) // the ledger is sound all the same
	}
	_, err = fmt.Fprintf(m.Stdout, "%s: %s, %s, %s of the log, all as they were recorded\nroot %s\n",
		l.place.shown(), number(int(v.Size), "entry"), number(int(v.Snapshots), "snapshot"), number(int(v.Heads), "signed head"), v.Root)
	return err
}

// seenHead is the head that was last seen, as a file keeps it.
type seenHead struct {
	Size int64     `json:"size"`
	Root tlog.Hash `json:"root"`
}

func readSeen(path string) (*ledger.Head, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var s seenHead
	if err == nil {
		err = json.Unmarshal(data, &s)
	}
	if err != nil {
		return nil, fmt.Errorf("read the head that was last seen, in %s: %w", path, err)
	}
	return &ledger.Head{Size: s.Size, Root: s.Root}, nil
}

func writeSeen(path string, v *ledger.Verification) error {
	if v.Size == 0 {
		return nil
	}
	data, err := json.Marshal(seenHead{v.Size, v.Root})
	if err == nil {
		err = os.WriteFile(path, append(data, '\n'), 0o644)
	}
	if err != nil {
		return fmt.Errorf("keep the head that was seen: %w", err)
	}
	return nil
}
