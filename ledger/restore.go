package ledger

import (
	"archive/tar"
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/mod/sumdb/note"
)

// The most bytes that a file of a backup has, and a line of its log.
const (
	mostBackupFile = 256 << 20
	mostBackupLine = 64 << 20
	// mostPending is how many snapshots come before the piece of the log that names them.
	mostPending = 1 << 20
	// mostWaiting is how many bytes of entries wait to be written.
	mostWaiting = 1 << 20
	// mostPadding is how many bytes come behind the end of the archive.
	mostPadding = 1 << 20
)

// Restore reads a backup into an empty ledger, of whichever kind of store, and gives the head,
// which is that of the ledger that the backup is of. All is checked on the way: the tree, the
// heads and who signed them (where keys are trusted, the last by each of them), the snapshots.
// Whatever is wrong with the backup is an error that names the first fault and wraps
// ErrCorrupt. The log and the tables are then as empty as they were; snapshots that were read
// until then are kept and harm nothing.
func Restore(ctx context.Context, store Store, blobs Snapshots, trusted []string, r io.Reader) (Head, error) {
	packed, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(32<<20))
	if err != nil {
		return Head{}, fmt.Errorf("restore the ledger: %w", err)
	}
	defer packed.Close()
	var head Head
	err = store.Update(ctx, func(tx Tx) error {
		a, err := newAppender(ctx, tx)
		if err != nil {
			return err
		}
		if a.begin > 0 {
			return fmt.Errorf("the ledger has %d entries already, and must be empty", a.begin)
		}
		re := &restore{appender: a, blobs: blobs, trusted: trusted, pending: make(map[string]int64)}
		if err := re.read(packed); err != nil {
			return err
		}
		head = re.last
		return nil
	})
	if err != nil {
		return Head{}, fmt.Errorf("restore the ledger: %w", err)
	}
	return head, nil
}

// restore is the state of one.
type restore struct {
	*appender
	blobs   Snapshots
	trusted []string
	keys    []note.Verifier
	last    Head
	waiting int              // bytes of entries that wait to be written
	reading *Reading         // the one that a reading supersedes
	pending map[string]int64 // sizes of the snapshots that no entry has named yet, by address
}

// read reads the archive to its end.
func (re *restore) read(packed io.Reader) error {
	files := tar.NewReader(packed)
	var header *backupHeader
	for {
		file, err := files.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return re.broken(err)
		}
		if err := re.ctx.Err(); err != nil {
			return err
		}
		if header == nil {
			data, err := re.whole(file, files)
			if err != nil {
				return err
			}
			if header, err = readBackupHeader(data); err != nil {
				return err
			}
			continue
		}
		if err := re.file(file, files); err != nil {
			return err
		}
	}
	// What is behind the archive's end is none of it, but its checksum is.
	if n, err := io.Copy(io.Discard, io.LimitReader(packed, mostPadding)); err != nil || n == mostPadding {
		return re.broken(cmp.Or(err, errors.New("its end is followed by more")))
	}
	if header == nil {
		return fmt.Errorf("%w: the backup is empty", ErrCorrupt)
	}
	return re.end(header)
}

// broken says where a backup cannot be read further.
func (re *restore) broken(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: the backup ends too early, behind %d entries", ErrCorrupt, re.tree.size)
	}
	return fmt.Errorf("%w: the backup is damaged behind %d entries: %w", ErrCorrupt, re.tree.size, err)
}

// whole reads a file of the archive.
func (re *restore) whole(file *tar.Header, r io.Reader) ([]byte, error) {
	if file.Size > mostBackupFile {
		return nil, fmt.Errorf("%w: %s of the backup has %d MB", ErrCorrupt, file.Name, file.Size>>20)
	}
	// Its size is only what it says of itself.
	data, err := io.ReadAll(io.LimitReader(r, mostBackupFile))
	if err != nil {
		return nil, re.broken(err)
	}
	return data, nil
}

// file takes a file of the archive in.
func (re *restore) file(file *tar.Header, r io.Reader) error {
	if address, ok := strings.CutPrefix(file.Name, backupSnapshot); ok {
		data, err := re.whole(file, r)
		if err != nil {
			return err
		}
		return re.snapshotFile(address, data)
	}
	if !strings.HasPrefix(file.Name, backupLog) {
		return fmt.Errorf("%w: %q is no file of a backup", ErrCorrupt, file.Name)
	}
	lines := bufio.NewReaderSize(r, 1<<16)
	for {
		line, err := readLine(lines)
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return nil
		}
		if err != nil {
			return re.broken(err)
		}
		if err := re.line(line); err != nil {
			return fmt.Errorf("line %d of the log: %w", re.tree.size, err)
		}
	}
}

// errLongLine is a line of a backup that no entry can be.
var errLongLine = errors.New("a line without end")

// readLine reads a line without its end, which it must have.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case err == nil:
			return line[:len(line)-1], nil
		case errors.Is(err, io.EOF) && len(line) > 0:
			return nil, io.ErrUnexpectedEOF
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		case len(line) > mostBackupLine:
			return nil, errLongLine
		}
	}
}

// snapshotFile keeps the bytes of a snapshot.
func (re *restore) snapshotFile(address string, data []byte) error {
	if len(re.pending) >= mostPending {
		return fmt.Errorf("%w: snapshots that no entry names", ErrCorrupt)
	}
	got, err := re.blobs.Put(re.ctx, data)
	if err != nil {
		return err
	}
	if got != address {
		return fmt.Errorf("%w: the snapshot %q has other bytes", ErrCorrupt, address)
	}
	re.pending[address] = int64(len(data))
	return nil
}

// line takes a line of the log in: an entry or a head.
func (re *restore) line(line []byte) error {
	if bytes.HasPrefix(line, []byte(`{"head":`)) {
		return re.head(line)
	}
	e, rec, err := ReadLeaf(line)
	if err != nil {
		return err
	}
	e.Index = re.tree.size
	if err := re.before(&e, rec); err != nil {
		return err
	}
	if err := re.addEntry(&e, rec); err != nil {
		return err
	}
	if err := re.after(&e, rec); err != nil {
		return err
	}
	if re.waiting += len(line); re.waiting >= mostWaiting {
		re.waiting = 0
		return re.flush()
	}
	return nil
}

// before looks at what an entry needs.
func (re *restore) before(e *Entry, rec []byte) error {
	switch e.Kind {
	case KindSnapshot:
		return re.snapshot(e, rec)
	case KindKey:
		r, err := decode[KeyRecord](e, rec)
		if err != nil {
			return err
		}
		k, err := note.NewVerifier(r.Verifier)
		if err != nil {
			return fmt.Errorf("key %s: %w: %w", e.ID, ErrCorrupt, err)
		}
		re.keys = append(re.keys, k)
	case KindReading:
		r, err := decode[ReadingRecord](e, rec)
		if err != nil {
			return err
		}
		if err := re.flush(); err != nil {
			return err
		}
		re.reading, err = re.Reading(re.ctx, r.Document)
		return err
	case KindStatement:
		var s struct{ Document struct{ ID string } }
		if err := json.Unmarshal(rec, &s); err != nil {
			return fmt.Errorf("statement %s: %w", e.ID, ErrCorrupt)
		}
		if s.Document.ID == re.about.document {
			return nil
		}
		if err := re.flush(); err != nil {
			return err
		}
		from, err := re.appender.read(s.Document.ID)
		if err != nil {
			return fmt.Errorf("statement %s: %w: %w", e.ID, ErrCorrupt, err)
		}
		return re.ofDocument(from)
	}
	return nil
}

// snapshot expects the bytes of a snapshot to have been read.
func (re *restore) snapshot(e *Entry, rec []byte) error {
	r, err := decode[SnapshotRecord](e, rec)
	if err != nil {
		return err
	}
	if size, ok := re.pending[r.SHA256]; ok {
		delete(re.pending, r.SHA256)
		if size != r.Size {
			return fmt.Errorf("snapshot of %q: %w: %d bytes, recorded as %d", r.Name, ErrCorrupt, size, r.Size)
		}
		return re.flush() // who asks for it next is told that it is there
	}
	known, err := re.Fetched(re.ctx, r.SHA256, e.Index)
	if err == nil && !known {
		return fmt.Errorf("snapshot of %q: %w: its bytes are missing", r.Name, ErrCorrupt)
	}
	return err
}

// after does what an entry changes of rows before it, as when it was recorded.
func (re *restore) after(e *Entry, rec []byte) error {
	switch e.Kind {
	case KindReading:
		re.about = statementContext{}
		if err := re.flush(); err != nil {
			return err
		}
		if last := re.reading; last != nil {
			return re.Retire(re.ctx, last.First, last.Count, e.Index)
		}
	case KindVersion:
		r, err := decode[VersionRecord](e, rec)
		if err != nil {
			return err
		}
		return re.replaced(r)
	}
	return nil
}

// head takes a signed head in.
func (re *restore) head(line []byte) error {
	var n backupNote
	if err := json.Unmarshal(line, &n); err != nil {
		return fmt.Errorf("head of %d entries: %w", re.tree.size, ErrCorrupt)
	}
	root, err := re.tree.root()
	if err != nil {
		return err
	}
	h := Head{re.tree.size, root, n.Head}
	after, what := h.check(root, note.VerifierList(re.keys...))
	if what == "" && (after != re.last.Size || h.Size == re.last.Size) {
		what = fmt.Sprintf("it follows one of %d entries, not %d", after, re.last.Size)
	}
	if what != "" {
		return fmt.Errorf("head of %d entries: %w: %s", re.tree.size, ErrCorrupt, what)
	}
	re.last = h
	re.putHead(h)
	return nil
}

// end looks at what came in as a whole.
func (re *restore) end(header *backupHeader) error {
	switch {
	case re.tree.size < header.Size:
		return fmt.Errorf("%w: the backup has %d of its %d entries", ErrCorrupt, re.tree.size, header.Size)
	case re.last.Size != re.tree.size || re.tree.size != header.Size || re.last.Note != header.Head:
		return fmt.Errorf("%w: the last entries of the backup are not those that were signed", ErrCorrupt)
	case len(re.pending) > 0:
		return fmt.Errorf("%w: the backup has snapshots that no entry names", ErrCorrupt)
	}
	for _, text := range re.trusted {
		k, err := note.NewVerifier(text)
		if err != nil {
			return fmt.Errorf("trusted key %q: %w", text, err)
		}
		if _, err := note.Open([]byte(re.last.Note), note.VerifierList(k)); err != nil && re.last.Size > 0 {
			return fmt.Errorf("%w: the head was not signed by the trusted key %s", ErrCorrupt, k.Name())
		}
	}
	return re.flush()
}
