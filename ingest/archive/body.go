package archive

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http/httputil"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// layers is how many content encodings are undone: more than one is rare.
const layers = 4

// unchunk joins the chunks of a body. Programs that joined them while recording
// left the header as it was, so a body that does not begin with a chunk has none.
func unchunk(body []byte, encoding string) ([]byte, error) {
	if !strings.Contains(strings.ToLower(encoding), "chunked") || !chunkBegins(body) {
		return body, nil
	}
	data, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(body)))
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("its chunks are %w after %d bytes", ErrCut, len(data))
	}
	if err != nil {
		return nil, fmt.Errorf("join its chunks: %w after %d bytes", err, len(data))
	}
	return data, nil
}

// chunkBegins reports whether a body begins with the line of a chunk's size.
func chunkBegins(body []byte) bool {
	line, _, ok := bytes.Cut(body[:min(len(body), 4<<10)], []byte("\n"))
	size, _, _ := bytes.Cut(line, []byte(";"))
	size = bytes.TrimSpace(size)
	return ok && len(size) > 0 && len(bytes.Trim(size, "0123456789abcdefABCDEF")) == 0
}

// decode undoes the content encodings of a body, the last one first. Each may
// unpack to most bytes.
func decode(body []byte, encodings string, most int64, m *meter) ([]byte, error) {
	names := strings.Split(strings.ToLower(encodings), ",")
	if len(names) > layers {
		return nil, fmt.Errorf("its page is packed %d times, at most %d are undone", len(names), layers)
	}
	for i := len(names) - 1; i >= 0; i-- {
		name := strings.TrimSpace(names[i])
		r, err := unpacker(name, body)
		if err != nil {
			return nil, fmt.Errorf("unpack its page: %w", err)
		}
		if r == nil {
			continue
		}
		var buf bytes.Buffer
		n, err := buf.ReadFrom(io.LimitReader(r, most+1))
		if c, ok := r.(interface{ Close() }); ok {
			c.Close()
		}
		if full := m.fill(n); full != nil {
			return nil, full
		}
		switch {
		case n > most:
			return nil, fmt.Errorf("its page %w: more than %d bytes of %d", ErrBomb, most, len(body))
		case n > 0 && errors.Is(err, gzip.ErrHeader): // something after the page, which browsers pass over
		case n == 0 && err != nil && looksHTML(body): // unpacked already
			continue
		case errors.Is(err, io.ErrUnexpectedEOF):
			return nil, fmt.Errorf("its page is %w: %s ends after %d bytes", ErrCut, name, n)
		case err != nil:
			return nil, fmt.Errorf("unpack its page from %s: %w", name, err)
		}
		body = buf.Bytes()
	}
	return body, nil
}

// unpacker opens what a body was packed with, nil if it is not packed. Programs
// that unpacked bodies while recording left the header as it was; where the packed
// form has a mark of its own, its absence tells.
func unpacker(name string, body []byte) (io.Reader, error) {
	switch name {
	case "", "identity", "none", "utf-8", "utf8":
		return nil, nil
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(body, gzipMagic[:2]) {
			return nil, nil
		}
		return gzip.NewReader(bytes.NewReader(body))
	case "deflate": // the standard means zlib; some servers took it at its word
		if len(body) >= 2 && body[0]&0xF == 8 && (int(body[0])<<8|int(body[1]))%31 == 0 {
			return zlib.NewReader(bytes.NewReader(body))
		}
		return flate.NewReader(bytes.NewReader(body)), nil
	case "br":
		return brotli.NewReader(bytes.NewReader(body)), nil
	case "zstd":
		if !bytes.HasPrefix(body, zstdMagic) {
			return nil, nil
		}
		return zstd.NewReader(bytes.NewReader(body), zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
	}
	if looksHTML(body) {
		return nil, nil
	}
	return nil, fmt.Errorf("the encoding %.40q is not known", name)
}
