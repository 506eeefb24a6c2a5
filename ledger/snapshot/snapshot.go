// Package snapshot keeps the bytes of what was fetched in a folder, compressed, by their
// SHA-256.
package snapshot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"

	"github.com/hearsay-news/hearsay/ledger"
)

// MaxSize is the size in bytes above which a snapshot is refused.
const MaxSize = 256 << 20

// Pack compresses the bytes of a snapshot.
func Pack(data []byte) ([]byte, error) {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		return nil, fmt.Errorf("compress snapshot: %w", err)
	}
	defer w.Close()
	return w.EncodeAll(data, make([]byte, 0, len(data)/3+64)), nil
}

// Unpack gives the bytes of a snapshot, checked against their address. What does not
// fit wraps ledger.ErrCorrupt.
func Unpack(packed []byte, address string) ([]byte, error) {
	r, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(MaxSize))
	if err != nil {
		return nil, fmt.Errorf("read snapshot %s: %w", address, err)
	}
	defer r.Close()
	data, err := r.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("read snapshot %s: %w: %w", address, ledger.ErrCorrupt, err)
	}
	if Address(data) != address {
		return nil, fmt.Errorf("read snapshot %s: %w: its bytes have another address", address, ledger.ErrCorrupt)
	}
	return data, nil
}

// Address is the address of bytes: their SHA-256 in lower-case hexadecimal.
func Address(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// IsAddress reports whether s has the form of an address.
func IsAddress(s string) bool {
	if len(s) != 2*sha256.Size {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// Folder keeps snapshots in files, "ab/abcd….zst" for the address "abcd…". Any number of
// processes may use one.
type Folder struct{ root string }

// NewFolder makes a Folder of a path, which need not exist yet.
func NewFolder(path string) *Folder { return &Folder{path} }

var _ ledger.Snapshots = (*Folder)(nil)

func (f *Folder) path(address string) string {
	return filepath.Join(f.root, address[:2], address+".zst")
}

// Put keeps data. It is on the disk, under its name, when Put returns.
func (f *Folder) Put(ctx context.Context, data []byte) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if len(data) > MaxSize {
		return "", fmt.Errorf("keep snapshot: %d MB, at most %d are kept", len(data)>>20, MaxSize>>20)
	}
	address := Address(data)
	path := f.path(address)
	if old, err := os.ReadFile(path); err == nil {
		if _, err := Unpack(old, address); err == nil {
			return address, nil
		}
		// What is there is damaged, and here is what it was.
	}
	packed, err := Pack(data)
	if err != nil {
		return "", err
	}
	if err := write(path, packed); err != nil {
		return "", fmt.Errorf("keep snapshot %s: %w", address, err)
	}
	return address, nil
}

// write writes a file that appears whole or not at all, and lasts.
func write(path string, data []byte) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".part-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(0o444)
	}
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncFolder(dir)
}

// syncFolder makes the names in a folder last, where the system can.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}

// Get gives the bytes of an address.
func (f *Folder) Get(ctx context.Context, address string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !IsAddress(address) {
		return nil, fmt.Errorf("read snapshot %q: %w", address, ledger.ErrNotFound)
	}
	packed, err := os.ReadFile(f.path(address))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read snapshot %s: %w", address, ledger.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read snapshot %s: %w", address, err)
	}
	return Unpack(packed, address)
}

// All gives every address, in order.
func (f *Folder) All(ctx context.Context, yield func(address string) error) error {
	err := filepath.WalkDir(f.root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		address, ok := strings.CutSuffix(d.Name(), ".zst")
		if d.IsDir() || !ok || !IsAddress(address) {
			return nil
		}
		return yield(address)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil // nothing was ever kept
	}
	return err
}
