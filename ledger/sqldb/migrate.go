package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"

	"github.com/hearsay-news/hearsay/ledger"
)

// Migrate brings the tables to the newest form that the migrations know. Tables of a
// later program are an error that wraps ledger.ErrFormat.
func Migrate(ctx context.Context, db *sql.DB, dialect goose.Dialect, migrations fs.FS, options ...goose.ProviderOption) error {
	p, err := goose.NewProvider(dialect, db, migrations, append(options, goose.WithDisableGlobalRegistry(true))...)
	if err != nil {
		return fmt.Errorf("prepare the ledger's tables: %w", err)
	}
	have, want, err := p.GetVersions(ctx)
	if err != nil && !errors.Is(err, goose.ErrVersionNotFound) {
		return fmt.Errorf("prepare the ledger's tables: %w", err)
	}
	if have > want {
		return fmt.Errorf("%w: its format is %d, this program knows %d: use the program that wrote it or a later one", ledger.ErrFormat, have, want)
	}
	if have == want {
		return nil
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("prepare the ledger's tables: %w", err)
	}
	return nil
}
