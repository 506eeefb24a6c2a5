package bundle

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// A bundle's archive has one form only: its files by name, stored as they are, without
// times, owners, comments or anything between them. So it cannot be a bomb, and whatever
// else an archive can hide is told by writing it again and comparing.

// dosDay is the first day that an archive can tell: 1 January 1980.
const dosDay = 1<<5 | 1

// put writes one file.
func put(w *zip.Writer, name string, data []byte) error {
	h := &zip.FileHeader{
		Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(data),
		CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data)),
	}
	//lint:ignore SA1019 Modified is not looked at by CreateRaw
	h.ModifiedDate = dosDay
	h.SetMode(0o644)
	f, err := w.CreateRaw(h)
	if err == nil {
		_, err = f.Write(data)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// archive is a bundle that is read. Its names are sound, each is there once, and no file has
// more bytes than the archive.
type archive struct {
	files map[string]*zip.File
	names []string // as they come
	r     io.ReaderAt
	size  int64
}

// errArchive marks what is no archive of a bundle.
var errArchive = errors.New("no archive of a bundle")

// openArchive reads the directory of an archive.
func openArchive(r io.ReaderAt, size int64) (*archive, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errArchive, err)
	}
	if len(z.File) > mostFiles {
		return nil, fmt.Errorf("%w: it has %d files, at most %d are read", errArchive, len(z.File), mostFiles)
	}
	a := &archive{files: make(map[string]*zip.File, len(z.File)), r: r, size: size}
	sum, small := uint64(0), uint64(0)
	for _, f := range z.File {
		switch {
		case !soundName(f.Name):
			return nil, fmt.Errorf("%w: %q is no name that a file of it can have", errArchive, f.Name)
		case a.files[f.Name] != nil:
			return nil, fmt.Errorf("%w: %s is there twice", errArchive, f.Name)
		case f.Method != zip.Store || f.CompressedSize64 != f.UncompressedSize64:
			return nil, fmt.Errorf("%w: %s is packed, and files of a bundle are stored as they are", errArchive, f.Name)
		case f.CompressedSize64 > mostFile:
			return nil, fmt.Errorf("%w: %s has %d MB, at most %d are read", errArchive, f.Name, f.CompressedSize64>>20, mostFile>>20)
		}
		sum += f.CompressedSize64
		if !within(f.Name, snapshotsDir) {
			small += f.CompressedSize64
		}
		if sum > uint64(size) {
			return nil, fmt.Errorf("%w: its files have more bytes than it has itself", errArchive)
		}
		if small > mostInMemory {
			return nil, fmt.Errorf("%w: its files beside the snapshots have more than %d MB", errArchive, mostInMemory>>20)
		}
		a.files[f.Name] = f
		a.names = append(a.names, f.Name)
	}
	return a, nil
}

// soundName reports whether a file of a bundle can have a name.
func soundName(name string) bool {
	for i := range len(name) {
		c := name[i]
		if c != '/' && c != '.' && c != '-' && c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return len(name) <= 200 && name != "." && fs.ValidPath(name)
}

// read gives the bytes of a file, whatever the archive says of their sum.
func (a *archive) read(name string) ([]byte, error) {
	f := a.files[name]
	if f == nil {
		return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	}
	r, err := f.OpenRaw()
	if err != nil {
		return nil, unreadable(name, err)
	}
	data := make([]byte, f.CompressedSize64)
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, unreadable(name, err)
	}
	return data, nil
}

// unreadable marks what the archive itself is to blame for.
func unreadable(name string, err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, zip.ErrFormat) || errors.Is(err, zip.ErrAlgorithm) {
		return fmt.Errorf("%w: %s is not where its directory says: %w", errArchive, name, err)
	}
	return fmt.Errorf("read %s: %w", name, err)
}

// canonical holds the archive against the one that its files make, byte for byte, and tells
// where they part; "" for nowhere.
func (a *archive) canonical() (string, error) {
	c := &comparer{r: a.r, size: a.size}
	w := zip.NewWriter(c)
	names := slices.Sorted(maps.Keys(a.files))
	for _, name := range names {
		data, err := a.read(name)
		if err != nil {
			return "", err
		}
		c.file = name
		if err := put(w, name, data); err != nil {
			return c.told(err)
		}
		if err := w.Flush(); err != nil {
			return c.told(err)
		}
	}
	c.file = ""
	if err := w.Close(); err != nil {
		return c.told(err)
	}
	if c.at != a.size {
		return fmt.Sprintf("the archive has %d bytes behind its end", a.size-c.at), nil
	}
	return "", nil
}

// comparer is written to what another archive must be.
type comparer struct {
	r    io.ReaderAt
	at   int64
	size int64
	file string // that is being written
}

// errOther says that the archive is another.
var errOther = errors.New("the archive is another")

// Write compares.
func (c *comparer) Write(p []byte) (int, error) {
	have := make([]byte, len(p))
	n, err := c.r.ReadAt(have, c.at)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	if !bytes.Equal(have[:n], p) {
		for i := range p {
			if i >= n || have[i] != p[i] {
				c.at += int64(i)
				break
			}
		}
		return 0, errOther
	}
	c.at += int64(len(p))
	return len(p), nil
}

// told says where an archive is another than it must be.
func (c *comparer) told(err error) (string, error) {
	if !errors.Is(err, errOther) {
		return "", err
	}
	where := "in its directory"
	if c.file != "" {
		where = "where " + c.file + " begins, or before it"
	}
	return fmt.Sprintf("the archive is not written as bundles are: byte %d, %s", c.at, where), nil
}

// digest is the SHA-256 of bytes, hexadecimal.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// writeSums writes digests as sha256sum does, in the order of the names.
func writeSums(sums map[string]string) []byte {
	var b bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		fmt.Fprintf(&b, "%s  %s\n", sums[name], name)
	}
	return b.Bytes()
}

// readSums reads them.
func readSums(data []byte) map[string]string {
	out := make(map[string]string)
	for line := range strings.SplitSeq(string(data), "\n") {
		if sum, name, ok := strings.Cut(line, "  "); ok {
			out[name] = sum
		}
	}
	return out
}
