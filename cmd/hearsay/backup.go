package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// backupCommand is `hearsay backup`.
type backupCommand struct {
	File string `arg:"" name:"file" help:"Where to write the backup; - for standard output."`

	ledgerFlags
	Force bool `help:"Replace the file if it is there already."`
}

// Help is what --help adds.
func (c *backupCommand) Help() string {
	return `Writes one state of the whole ledger, snapshots included, to one file, also while others write to it. The key that signs the ledger is no part of it.`
}

// Run backs up. The file is whole or not there.
func (c *backupCommand) Run(ctx context.Context, m *Main) (err error) {
	l, err := c.open(ctx, m, forReading)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	if c.File == "-" {
		return l.Backup(ctx, m.Stdout)
	}
	if _, err := os.Lstat(c.File); err == nil && !c.Force {
		return fmt.Errorf("write %s: there is such a file already; --force replaces it", c.File)
	}
	f, err := os.CreateTemp(filepath.Dir(c.File), ".backup-*")
	if err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	defer os.Remove(f.Name())
	err = l.Backup(ctx, f)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	if err := os.Rename(f.Name(), c.File); err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	info, err := os.Stat(c.File)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(m.Stdout, "%s: %d kB\n", c.File, (info.Size()+1023)/1024)
	return err
}

// restoreCommand is `hearsay restore`.
type restoreCommand struct {
	File string `arg:"" name:"file" help:"The backup; - for standard input."`

	ledgerFlags
	Trust []string `placeholder:"KEY" help:"Public key that must have signed what is restored, as key.pub has it."`
}

// Help is what --help adds.
func (c *restoreCommand) Help() string {
	return `Reads a backup into an empty ledger, in a folder or in PostgreSQL, whichever it came from, and checks all of it.`
}

// Run restores.
func (c *restoreCommand) Run(ctx context.Context, m *Main) (err error) {
	var in io.Reader = m.Stdin
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return fmt.Errorf("read backup: %w", err)
		}
		defer f.Close()
		in = f
	}
	l, err := c.open(ctx, m, forMaking)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	head, err := l.Restore(ctx, c.Trust, in)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(m.Stdout, "%s: %s restored\nroot %s\n", l.place.shown(), number(int(head.Size), "entry"), head.Root)
	return err
}
