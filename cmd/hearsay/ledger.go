package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/postgres"
	"github.com/hearsay-news/hearsay/ledger/snapshot"
	"github.com/hearsay-news/hearsay/ledger/sqldb"
	"github.com/hearsay-news/hearsay/ledger/sqlite"
)

// ledgerFlags say which ledger a command is about.
type ledgerFlags struct {
	Ledger string `placeholder:"PATH" help:"The ledger: a folder, or postgres://USER@HOST/DATABASE. Default: HEARSAY_LEDGER, the configuration file, or a folder of the user's data."`
	Key    string `placeholder:"FILE" help:"The key that signs the ledger, made on first use. Default: HEARSAY_KEY, or the file key in the ledger's folder (for PostgreSQL, of the user's data)."`
}

// The files of a ledger in a folder.
const (
	ledgerFile   = "ledger.sqlite"
	snapshotsDir = "snapshots"
	queueDir     = "queue"
	keyFile      = "key"
)

// place is where a ledger is.
type place struct {
	name string // a folder, or the URL of a database
	key  string // file of the key
	dir  string // folder for what the process keeps beside it: queues
}

// place settles which ledger is meant.
func (f *ledgerFlags) place(m *Main) (*place, error) {
	conf, err := m.config()
	if err != nil {
		return nil, err
	}
	p := &place{name: cmp.Or(f.Ledger, m.env("HEARSAY_LEDGER"), conf.Ledger)}
	key := cmp.Or(f.Key, m.env("HEARSAY_KEY"))
	if p.name != "" && !postgres.Is(p.name) {
		p.dir = p.name
	} else if p.dir, err = m.dataDir(); err != nil {
		if p.name == "" || key == "" {
			return nil, err
		}
		p.dir = filepath.Dir(key)
	}
	p.name = cmp.Or(p.name, filepath.Join(p.dir, "ledger"))
	if !postgres.Is(p.name) {
		p.dir = p.name
	}
	p.key = cmp.Or(key, filepath.Join(p.dir, keyFile))
	return p, nil
}

// shown is the place's name without a password.
func (p *place) shown() string {
	if postgres.Is(p.name) {
		return "the PostgreSQL ledger"
	}
	return p.name
}

// opened is a ledger that is open.
type opened struct {
	*ledger.Ledger
	place *place
	store *sqldb.DB
}

// Close lets go of it.
func (o *opened) Close() error { return o.store.Close() }

// mode is what a ledger is opened for.
type mode int

const (
	forReading mode = iota // it must be there
	forWriting             // it is made if it is not there, with a key to sign with
	forMaking              // it is made, without a key
)

// open opens the ledger.
func (f *ledgerFlags) open(ctx context.Context, m *Main, how mode) (*opened, error) {
	p, err := f.place(m)
	if err != nil {
		return nil, err
	}
	var key *ledger.Key
	if how == forWriting {
		if err := os.MkdirAll(p.dir, 0o755); err != nil {
			return nil, fmt.Errorf("open ledger: %w", err)
		}
		if key, err = ledger.OpenKey(p.key); err != nil {
			return nil, err
		}
	}
	if postgres.Is(p.name) {
		store, blobs, err := postgres.Open(ctx, p.name)
		if err != nil {
			return nil, err
		}
		return &opened{ledger.New(store, blobs, key), p, store}, nil
	}
	file := filepath.Join(p.name, ledgerFile)
	if how == forReading {
		if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no ledger at %s: hearsay ingest makes one, --ledger names another", p.name)
		}
	}
	store, err := sqlite.Open(ctx, file)
	if err != nil {
		return nil, err
	}
	return &opened{ledger.New(store, snapshot.NewFolder(filepath.Join(p.name, snapshotsDir)), key), p, store}, nil
}
