package table

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/format"
)

// unpackers unpack pages, no further than a page says that it goes. The library
// unpacks to wherever it leads.
type unpackers struct {
	zs *zstd.Decoder
}

// unpack unpacks a page that says it has so many bytes. What it returns is valid
// until the next call.
func (u *unpackers) unpack(data []byte, size int, codec format.CompressionCodec, buf *bytes.Buffer) ([]byte, error) {
	buf.Reset()
	var r io.Reader
	switch codec {
	case format.Uncompressed:
		return data, nil
	case format.Snappy:
		n, err := snappy.DecodedLen(data)
		if err != nil || n > maxPage {
			return nil, fmt.Errorf("unpack it: it says that it has %d bytes", n)
		}
		buf.Grow(n)
		return snappy.Decode(buf.AvailableBuffer()[:n], data)
	case format.Lz4Raw:
		// The library loses what it unpacks where that is less than three times as
		// long as the page, and never ends where the page is broken.
		return nil, errors.New("packed with LZ4, which is not supported")
	case format.Gzip:
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("unpack it: %w", err)
		}
		r = z
	case format.Brotli:
		r = brotli.NewReader(bytes.NewReader(data))
	case format.Zstd:
		if err := u.zstd(data); err != nil {
			return nil, err
		}
		r = u.zs
	default:
		return nil, fmt.Errorf("packed with %s, which is not supported", codec)
	}
	n, err := buf.ReadFrom(io.LimitReader(r, int64(size)+1))
	if err != nil {
		return nil, fmt.Errorf("unpack it: %w", err)
	}
	if n > int64(size) {
		return nil, fmt.Errorf("it unpacks to more than the %d bytes that it says: %w", size, ErrTooLarge)
	}
	return buf.Bytes(), nil
}

func (u *unpackers) zstd(data []byte) error {
	if u.zs == nil {
		zs, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxPage))
		if err != nil {
			return err
		}
		u.zs = zs
	}
	if err := u.zs.Reset(bytes.NewReader(data)); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("unpack it: %w", err)
	}
	return nil
}

func (u *unpackers) close() {
	if u.zs != nil {
		u.zs.Close()
	}
}
