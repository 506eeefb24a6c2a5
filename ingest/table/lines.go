package table

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// A table may unpack to maxRatio times its size, and freeBytes beside.
const (
	maxRatio  = 200
	freeBytes = 1 << 30
	maxWindow = 64 << 20 // that Zstandard may hold
)

// lines reads a file line by line, unpacked, as UTF-8 where a byte order mark says
// that it is UTF-16.
type lines struct {
	ctx    context.Context
	file   *os.File
	zs     *zstd.Decoder
	buf    *bufio.Reader
	size   int64  // of the file
	most   int64  // bytes of a line
	back   []byte // lines that were read and given back
	number int    // of the line last read, from 1
	off    int64  // of what comes next, in what the file unpacks to
}

func newLines(ctx context.Context, f *os.File, size, most int64) (*lines, error) {
	l := &lines{ctx: ctx, file: f, size: size, most: most}
	return l, l.start()
}

// start begins to read the file.
func (l *lines) start() error {
	packed := bufio.NewReaderSize(l.file, 64<<10)
	head, err := packed.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read the table: %w", err)
	}
	var r io.Reader = packed
	switch {
	case bytes.HasPrefix(head, []byte{0x1F, 0x8B}):
		if r, err = gzip.NewReader(packed); err != nil {
			return fmt.Errorf("unpack the table: %w", err)
		}
		r = &gauge{r: r, left: maxRatio*l.size + freeBytes}
	case bytes.HasPrefix(head, []byte{0x28, 0xB5, 0x2F, 0xFD}):
		if l.zs != nil {
			l.zs.Close()
		}
		l.zs, err = zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return fmt.Errorf("unpack the table: %w", err)
		}
		r = &gauge{r: l.zs, left: maxRatio*l.size + freeBytes}
	}
	l.buf = bufio.NewReaderSize(transform.NewReader(r, unicode.BOMOverride(encoding.Nop.NewDecoder())), 64<<10)
	return nil
}

// rewind goes back to an offset, after the line of the given number.
func (l *lines) rewind(off int64, number int) error {
	if _, err := l.file.Seek(0, io.SeekStart); err != nil {
		return fatal{fmt.Errorf("go back in the table: %w", err)}
	}
	if err := l.start(); err != nil {
		return fatal{err}
	}
	l.back, l.off, l.number = nil, off, number
	for left := off; left > 0; {
		if err := l.ctx.Err(); err != nil {
			return err
		}
		n, err := io.CopyN(io.Discard, l.buf, min(left, 16<<20))
		if err != nil {
			return fatal{fmt.Errorf("go back in the table: %w", err)}
		}
		left -= n
	}
	return nil
}

func (l *lines) close() {
	if l.zs != nil {
		l.zs.Close()
	}
	l.file.Close()
}

// gauge ends what unpacks to far more than it is.
type gauge struct {
	r    io.Reader
	left int64
}

func (g *gauge) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	if g.left -= int64(n); g.left < 0 {
		return 0, fmt.Errorf("it unpacks to more than %d times its size: %w", maxRatio, ErrTooLarge)
	}
	return n, err
}

// next reads a line with its end. A line that is too long is passed over and an
// ErrTooLarge; io.EOF ends the file; any other error is fatal. The line is valid
// until the next call.
func (l *lines) next() ([]byte, error) {
	if err := l.ctx.Err(); err != nil {
		return nil, err
	}
	l.number++
	if len(l.back) > 0 {
		return l.again()
	}
	line, err := l.buf.ReadSlice('\n')
	l.off += int64(len(line))
	if errors.Is(err, bufio.ErrBufferFull) {
		return l.long(line)
	}
	return l.ended(line, err)
}

// again gives the next of the lines that were given back.
func (l *lines) again() ([]byte, error) {
	i := bytes.IndexByte(l.back, '\n') + 1
	if i == 0 {
		i = len(l.back)
	}
	line := l.back[:i]
	l.back = l.back[i:]
	l.off += int64(len(line))
	return line, nil
}

// long goes on with a line that is longer than the buffer.
func (l *lines) long(begin []byte) ([]byte, error) {
	line := bytes.Clone(begin)
	for {
		more, err := l.buf.ReadSlice('\n')
		l.off += int64(len(more))
		if int64(len(line)) <= l.most {
			line = append(line, more...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			if err := l.ctx.Err(); err != nil {
				return nil, err
			}
			continue
		}
		return l.ended(line, err)
	}
}

func (l *lines) ended(line []byte, err error) ([]byte, error) {
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, fatal{fmt.Errorf("read the table: %w", err)}
	case int64(len(line)) > l.most:
		return nil, fmt.Errorf("a line of more than %d bytes: %w", l.most, ErrTooLarge)
	case len(line) == 0:
		return nil, io.EOF
	}
	return line, nil
}

// unread gives lines back, to be read once more.
func (l *lines) unread(data []byte) {
	l.off -= int64(len(data))
	l.number -= bytes.Count(data, []byte("\n"))
	if len(data) > 0 && data[len(data)-1] != '\n' {
		l.number--
	}
	l.back = append(bytes.Clone(data), l.back...)
}
