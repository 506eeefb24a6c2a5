package fetch

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// accepted are the content encodings that are undone here.
const accepted = "gzip, deflate, br, zstd"

// maxEncodings is how many encodings may lie one in another: one is usual.
const maxEncodings = 3

// zstdWindow is the memory that a zstd stream may ask for: what RFC 9659 lets
// servers use.
const zstdWindow = 8 << 20

// undone gives body with the encodings of its Content-Encoding fields undone. They
// are named in the order they were put on.
func undone(body io.Reader, fields []string) (io.ReadCloser, error) {
	var names []string
	for name := range strings.SplitSeq(strings.Join(fields, ","), ",") {
		if name = strings.ToLower(strings.TrimSpace(name)); name != "" && name != "identity" {
			names = append(names, name)
		}
	}
	if len(names) > maxEncodings {
		return nil, fmt.Errorf("%d content encodings one in another, at most %d are undone", len(names), maxEncodings)
	}
	out := io.NopCloser(body)
	for i := len(names) - 1; i >= 0; i-- {
		open := opener(names[i])
		if open == nil {
			return nil, fmt.Errorf("an unknown content encoding %q", names[i][:min(len(names[i]), 40)])
		}
		out = &decoder{name: names[i], in: out, open: open}
	}
	return out, nil
}

// opener gives what opens a stream of an encoding, nil for one that is unknown.
func opener(name string) func(io.Reader) (io.ReadCloser, error) {
	switch name {
	case "gzip", "x-gzip":
		return func(r io.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }
	case "deflate":
		return inflate
	case "br":
		return func(r io.Reader) (io.ReadCloser, error) { return io.NopCloser(brotli.NewReader(r)), nil }
	case "zstd":
		return func(r io.Reader) (io.ReadCloser, error) {
			d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(zstdWindow))
			if err != nil {
				return nil, err
			}
			return d.IOReadCloser(), nil
		}
	}
	return nil
}

// inflate opens "deflate", which is zlib by the standard and bare deflate from
// many a server.
func inflate(r io.Reader) (io.ReadCloser, error) {
	b := bufio.NewReader(r)
	head, err := b.Peek(2)
	if err == nil && head[0]&0x0f == 8 && (uint(head[0])<<8|uint(head[1]))%31 == 0 {
		return zlib.NewReader(b)
	}
	return flate.NewReader(b), nil
}

// decoder undoes one encoding. It opens the stream with the first read, as an empty
// body is a valid one of any encoding.
type decoder struct {
	name string
	in   io.ReadCloser
	open func(io.Reader) (io.ReadCloser, error)
	out  io.ReadCloser
	err  error
}

func (d *decoder) Read(p []byte) (int, error) {
	if d.out == nil && d.err == nil {
		d.start()
	}
	if d.err != nil {
		return 0, d.err
	}
	n, err := d.out.Read(p)
	if err != nil {
		d.err = d.named(err)
	}
	return n, d.err
}

func (d *decoder) start() {
	b := bufio.NewReader(d.in)
	if _, err := b.Peek(1); err != nil {
		d.err = d.named(err)
		return
	}
	out, err := d.open(b)
	if err != nil {
		d.err = d.named(err)
		return
	}
	d.out = out
}

func (d *decoder) named(err error) error {
	if errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return io.EOF
	}
	return fmt.Errorf("undo the content encoding %s: %w", d.name, err)
}

// Close frees what the decoders hold.
func (d *decoder) Close() error {
	if d.out != nil {
		_ = d.out.Close() // reading is done, whatever it thinks of the rest
	}
	return d.in.Close()
}
