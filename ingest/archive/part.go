package archive

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
)

// part is one file of records: the archive itself, or a file in a WACZ.
type part struct {
	name string // what its records are called, before "#"
	size int64  // bytes, as they can be read
	// open reads from an offset on.
	open func(off int64) (io.ReadCloser, error)
	// again says that opening at an offset costs as much as reading up to it.
	again bool
}

func filePart(name string, f io.ReaderAt, size int64) *part {
	return &part{name: name, size: size, open: func(off int64) (io.ReadCloser, error) {
		return io.NopCloser(io.NewSectionReader(f, off, size-off)), nil
	}}
}

// zipPart is a file in a zip that is compressed there once more.
func zipPart(name string, f *zip.File) *part {
	return &part{name: name, size: int64(f.UncompressedSize64), again: true, open: func(off int64) (io.ReadCloser, error) {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		if _, err := io.CopyN(io.Discard, r, off); err != nil {
			r.Close()
			return nil, fmt.Errorf("go to byte %d: %w", off, err)
		}
		return r, nil
	}}
}

// window is how far ahead a file is looked at for the next member.
const window = 64 << 10

// raw is the bytes of a part as they are, with the offset of what comes next. A
// decompressor takes single bytes from it, so that it never takes those of the
// next member.
type raw struct {
	part *part
	file io.ReadCloser
	buf  *bufio.Reader
	off  int64
}

func openRaw(p *part, off int64) (*raw, error) {
	file, err := p.open(off)
	if err != nil {
		return nil, err
	}
	return &raw{part: p, file: file, buf: bufio.NewReaderSize(file, window), off: off}, nil
}

func (r *raw) Read(p []byte) (int, error) {
	n, err := r.buf.Read(p)
	r.off += int64(n)
	return n, err
}

func (r *raw) ReadByte() (byte, error) {
	c, err := r.buf.ReadByte()
	if err == nil {
		r.off++
	}
	return c, err
}

func (r *raw) skip(n int) error {
	n, err := r.buf.Discard(n)
	r.off += int64(n)
	return err
}

// back goes back to an offset.
func (r *raw) back(off int64) error {
	file, err := r.part.open(off)
	if err != nil {
		return err
	}
	r.file.Close()
	r.file, r.off = file, off
	r.buf.Reset(file)
	return nil
}
