package ledger

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/klauspost/compress/zstd"
)

// A backup is a tar archive, compressed by zstd: a file that says its format and the signed
// head of the log, then the log in pieces, each behind the snapshots that it is the first to
// name. A line of the log is an entry's leaf or, behind the last entry that it counts, a
// signed head. So any machine that has tar and zstd can read one.
const (
	backupFormat   = 1
	backupHead     = "hearsay-backup.json"
	backupLog      = "log/"
	backupSnapshot = "snapshots/"

	// backupPiece is how many bytes of the log one file has, if no entry is longer.
	backupPiece = 1 << 20
)

// backupHeader is the content of the first file.
type backupHeader struct {
	Format int    `json:"format"`
	Size   int64  `json:"size"` // entries
	Head   string `json:"head"` // signed; "" for an empty log
}

// backupNote is a line of the log that is a head.
type backupNote struct {
	Head string `json:"head"`
}

// Backup writes all of one state of the ledger, to which others may append meanwhile: entries,
// signed heads, snapshots. A ledger that is not as it was recorded is an error that wraps
// ErrCorrupt.
func (l *Ledger) Backup(ctx context.Context, w io.Writer) error {
	packed, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		return fmt.Errorf("back up the ledger: %w", err)
	}
	b := &backup{l: l, ctx: ctx, tar: tar.NewWriter(packed), tree: newFrontier()}
	if err := l.View(ctx, b.write); err != nil {
		packed.Reset(io.Discard)
		packed.Close()
		return fmt.Errorf("back up the ledger: %w", err)
	}
	if err := b.tar.Close(); err != nil {
		return fmt.Errorf("back up the ledger: %w", err)
	}
	if err := packed.Close(); err != nil {
		return fmt.Errorf("back up the ledger: %w", err)
	}
	return nil
}

// backup is the state of one that is written.
type backup struct {
	l     *Ledger
	ctx   context.Context
	view  View
	tar   *tar.Writer
	tree  *frontier
	first int64        // of the piece
	piece bytes.Buffer // of the log, that waits for the snapshots that it names
}

func (b *backup) write(view View) error {
	b.view = view
	last, err := view.Head(b.ctx)
	if err != nil {
		return err
	}
	header, err := encode(backupHeader{backupFormat, last.Size, last.Note})
	if err != nil {
		return err
	}
	if err := b.file(backupHead, append(header, '\n')); err != nil {
		return err
	}
	heads := newRowReader(b.ctx, view, HeadTable)
	defer heads.stop()
	if err := heads.advance(); err != nil {
		return err
	}
	for row, err := range view.Rows(b.ctx, EntryTable) {
		if err != nil {
			return err
		}
		if err := b.entry(row); err != nil {
			return err
		}
		for !heads.done && heads.key() <= b.tree.size {
			if err := b.head(heads.row); err != nil {
				return err
			}
			if err := heads.advance(); err != nil {
				return err
			}
		}
		if b.piece.Len() >= backupPiece {
			if err := b.flush(); err != nil {
				return err
			}
		}
	}
	if b.tree.size != last.Size {
		return fmt.Errorf("%d entries, of which the signed head counts %d: %w", b.tree.size, last.Size, ErrCorrupt)
	}
	return b.flush()
}

// entry writes an entry, and the bytes of a snapshot that it is the first to name.
func (b *backup) entry(row []any) error {
	data, _ := row[4].([]byte)
	e, rec, err := ReadLeaf(data)
	if err != nil || !equal(row[0], b.tree.size) || bytes.IndexByte(data, '\n') >= 0 {
		return fmt.Errorf("entry %d: %w", b.tree.size, ErrCorrupt)
	}
	if e.Kind == KindSnapshot {
		r, err := decode[SnapshotRecord](&e, rec)
		if err != nil {
			return err
		}
		done, err := b.view.Fetched(b.ctx, r.SHA256, b.tree.size)
		if err != nil {
			return err
		}
		if !done {
			if err := b.snapshot(r.SHA256); err != nil {
				return fmt.Errorf("entry %d: %w", b.tree.size, err)
			}
		}
	}
	b.piece.Write(data)
	b.piece.WriteByte('\n')
	_, _, err = b.tree.grow(data)
	return err
}

func (b *backup) snapshot(sha256 string) error {
	data, err := b.l.blobs.Get(b.ctx, sha256)
	if err != nil {
		return err
	}
	return b.file(backupSnapshot+sha256, data)
}

// head writes a signed head, held against the tree.
func (b *backup) head(row []any) error {
	h, err := ReadHead(row)
	if err != nil {
		return err
	}
	root, err := b.tree.root()
	if err != nil {
		return err
	}
	if h.Size != b.tree.size || h.Root != root {
		return fmt.Errorf("the head of %d entries: %w", h.Size, ErrCorrupt)
	}
	line, err := encode(backupNote{h.Note})
	if err != nil {
		return err
	}
	b.piece.Write(line)
	b.piece.WriteByte('\n')
	return nil
}

// flush writes the piece that waits.
func (b *backup) flush() error {
	if b.piece.Len() == 0 {
		return nil
	}
	name := backupLog + fmt.Sprintf("%012d", b.first) + ".jsonl"
	b.first = b.tree.size
	err := b.file(name, b.piece.Bytes())
	b.piece.Reset()
	return err
}

// file writes a file of the archive. It has no time and no owner, so that the same ledger has
// the same backup.
func (b *backup) file(name string, data []byte) error {
	if err := b.ctx.Err(); err != nil {
		return err
	}
	if err := b.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(data)), Format: tar.FormatPAX}); err != nil {
		return err
	}
	_, err := b.tar.Write(data)
	return err
}

// readBackupHeader reads the first file of a backup.
func readBackupHeader(data []byte) (*backupHeader, error) {
	var h backupHeader
	if err := json.Unmarshal(data, &h); err != nil {
		return nil, fmt.Errorf("%s: %w", backupHead, ErrCorrupt)
	}
	if h.Format != backupFormat {
		return nil, fmt.Errorf("%w: the backup's format is %s, this program knows %d", ErrFormat, strconv.Itoa(h.Format), backupFormat)
	}
	return &h, nil
}
