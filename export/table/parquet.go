package table

import (
	"context"
	"fmt"
	"io"
	"iter"

	"github.com/parquet-go/parquet-go"

	"github.com/hearsay-news/hearsay/export/selection"
)

// How many rows lie together in a file, and in memory while it is written: fewer where each
// has the text of an article.
const (
	groupRows  = 20_000
	groupTexts = 2_000
)

// Parquet writes a table as Parquet, compressed with Zstandard.
func Parquet(ctx context.Context, w io.Writer, s *selection.Selection, what string) error {
	switch what {
	case "statements":
		return writeParquet(w, groupRows, statements(ctx, s))
	case "documents":
		return writeParquet(w, groupTexts, documents(ctx, s))
	case "claims":
		return writeParquet(w, groupRows, claimRows(ctx, s))
	case "positions":
		return writeParquet(w, groupRows, positions(ctx, s))
	}
	return unknown(what)
}

func writeParquet[T any](w io.Writer, group int64, rows iter.Seq2[T, error]) error {
	out := parquet.NewGenericWriter[T](w, parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(group), parquet.CreatedBy("hearsay", "", ""))
	for r, err := range rows {
		if err != nil {
			return err
		}
		if _, err := out.Write([]T{r}); err != nil {
			return fmt.Errorf("write table: %w", err)
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	return nil
}
