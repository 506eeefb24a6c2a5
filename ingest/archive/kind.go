package archive

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// endings are those of files that can be nothing but archives. ".arc" is not among
// them: other programs use it, too.
var endings = []string{".warc", ".warc.gz", ".warc.zst", ".arc.gz", ".wacz"}

// Is reports whether a file is a web archive, by its ending and by its first
// bytes, of which some hundred suffice. Either may decide: a damaged archive is one
// still, and so is one of another name.
func Is(path string, head []byte) bool {
	low := strings.ToLower(path)
	for _, ending := range endings {
		if strings.HasSuffix(low, ending) {
			return true
		}
	}
	if isZip(head) {
		return zipOfArchives(head)
	}
	switch formOf(head) {
	case gzipped:
		return beginsArchive(peekGzip(head))
	case zstandard:
		return beginsArchive(peekZstd(head))
	}
	return beginsArchive(head)
}

// isPart reports whether a file of a WACZ holds records.
func isPart(name string) bool {
	low := strings.ToLower(name)
	if !strings.HasPrefix(low, "archive/") {
		return false
	}
	for _, ending := range endings[:4] {
		if strings.HasSuffix(low, ending) {
			return true
		}
	}
	return strings.HasSuffix(low, ".arc")
}

func beginsArchive(head []byte) bool {
	return bytes.HasPrefix(head, []byte("WARC/")) || bytes.HasPrefix(head, []byte("filedesc://"))
}

// form is how the bytes of a file of records are compressed.
type form int

const (
	plain form = iota
	gzipped
	zstandard
)

var (
	gzipMagic = []byte{0x1F, 0x8B, 8}
	zstdMagic = []byte{0x28, 0xB5, 0x2F, 0xFD}
)

func formOf(head []byte) form {
	switch {
	case bytes.HasPrefix(head, gzipMagic[:2]):
		return gzipped
	case bytes.HasPrefix(head, zstdMagic), skippable(head):
		return zstandard
	}
	return plain
}

// skippable reports whether a Zstandard frame of another content begins here, as
// archives keep their dictionary in one.
func skippable(head []byte) bool {
	return len(head) >= 4 && binary.LittleEndian.Uint32(head)&^0xF == 0x184D2A50
}

// peeked is how much is unpacked to see what it is.
const peeked = 512

func peekGzip(packed []byte) []byte {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil
	}
	return peek(z)
}

func peekZstd(packed []byte) []byte {
	z, err := zstd.NewReader(bytes.NewReader(packed), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return nil
	}
	defer z.Close()
	return peek(z)
}

func peek(r io.Reader) []byte {
	var buf [peeked]byte
	n, _ := io.ReadFull(r, buf[:])
	return buf[:n]
}

func isZip(head []byte) bool { return bytes.HasPrefix(head, []byte("PK\x03\x04")) }

// zipOfArchives reports whether the first file in a zip is one that a WACZ has.
func zipOfArchives(head []byte) bool {
	if len(head) < 30 {
		return false
	}
	size := int(binary.LittleEndian.Uint16(head[26:]))
	name := string(head[30:min(len(head), 30+size)])
	return name == packageFile || name == packageDigestFile || isPart(name)
}
