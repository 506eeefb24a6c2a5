package archive

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// The most that unpacking Zstandard may hold: the window, and the dictionary that
// some archives put before their records.
const (
	maxWindow     = 64 << 20
	maxDictionary = 16 << 20
)

// dictionaryFrame is the number of the frame that holds a dictionary.
const dictionaryFrame = 0x184D2A5D

// frames unpacks Zstandard frame by frame. The library runs frames into each other
// and reads ahead, so that nobody could tell where a record begins: hence it is
// handed one frame at a time.
type frames struct {
	raw  *raw
	dec  *zstd.Decoder
	dict []byte
	now  *frame // what dec unpacks
}

func newFrames(r *raw) (*frames, error) {
	f := &frames{raw: r}
	if err := f.dictionary(); err != nil {
		return nil, fmt.Errorf("read the dictionary: %w", err)
	}
	dec, err := f.decoder()
	if err != nil {
		return nil, fmt.Errorf("use the dictionary: %w", err)
	}
	f.dec = dec
	return f, nil
}

func (f *frames) decoder() (*zstd.Decoder, error) {
	opts := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow)}
	if f.dict != nil {
		opts = append(opts, zstd.WithDecoderDicts(f.dict))
	}
	return zstd.NewReader(nil, opts...)
}

func (f *frames) close() {
	if f.dec != nil {
		f.dec.Close()
	}
}

// dictionary reads the dictionary at the beginning of the file, if there is one.
// It may be compressed itself.
func (f *frames) dictionary() error {
	head, _ := f.raw.buf.Peek(8)
	if len(head) < 8 || binary.LittleEndian.Uint32(head) != dictionaryFrame {
		return nil
	}
	size := binary.LittleEndian.Uint32(head[4:])
	if size > maxDictionary {
		return fmt.Errorf("%d bytes, at most %d are read", size, maxDictionary)
	}
	if err := f.raw.skip(8); err != nil {
		return err
	}
	dict, err := io.ReadAll(io.LimitReader(f.raw, int64(size)))
	if err != nil {
		return err
	}
	if bytes.HasPrefix(dict, zstdMagic) {
		z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxDictionary))
		if err != nil {
			return err
		}
		defer z.Close()
		if dict, err = z.DecodeAll(dict, nil); err != nil {
			return err
		}
	}
	f.dict = dict
	return nil
}

// next opens the next frame that has content.
func (f *frames) next() (io.Reader, error) {
	for {
		head, err := f.raw.buf.Peek(8)
		switch {
		case skippable(head) && len(head) == 8:
			size := int64(binary.LittleEndian.Uint32(head[4:]))
			if _, err := io.CopyN(io.Discard, f.raw, 8+size); err != nil {
				return nil, err
			}
			continue
		case len(head) == 0 && errors.Is(err, io.EOF):
			f.now = nil
			return bytes.NewReader(nil), nil
		case !bytes.HasPrefix(head, zstdMagic):
			return nil, errors.New("no Zstandard frame begins here")
		}
		f.now = &frame{src: f.raw}
		return f.dec, f.dec.Reset(f.now)
	}
}

// whole reports whether the current frame was read to its end: the library takes
// one that is cut off in its header for none.
func (f *frames) whole() bool {
	return f.now == nil || f.now.ended || f.now.last && !f.now.sum && f.now.left == 0
}

// peek unpacks the beginning of a frame to see what it is.
func (f *frames) peek(packed []byte) []byte {
	dec, err := f.decoder()
	if err != nil {
		return nil
	}
	defer dec.Close()
	if dec.Reset(&frame{src: bytes.NewReader(packed)}) != nil {
		return nil
	}
	return peek(dec)
}

// source of a frame: single bytes for what is read of its structure.
type byteReader interface {
	io.Reader
	io.ByteReader
}

// frame hands on the bytes of one frame and ends with it. It knows of the format
// (RFC 8878, section 3.1.1) what says how long things are.
type frame struct {
	src     byteReader
	buf     []byte // to hand on before what src gives
	left    int64  // bytes of the current block to come
	begun   bool
	sum     bool // a checksum ends the frame
	last    bool // the current block is the last one
	ended   bool
	scratch [18]byte
}

func (f *frame) Read(p []byte) (int, error) {
	for len(f.buf) == 0 && f.left == 0 {
		if err := f.advance(); err != nil {
			return 0, err
		}
	}
	if len(f.buf) > 0 {
		n := copy(p, f.buf)
		f.buf = f.buf[n:]
		return n, nil
	}
	n, err := f.src.Read(p[:min(int64(len(p)), f.left)])
	f.left -= int64(n)
	if n == 0 && errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// advance reads what comes before the next bytes of content.
func (f *frame) advance() error {
	switch {
	case !f.begun:
		f.begun = true
		return f.header()
	case f.ended:
		return io.EOF
	case f.last && f.sum:
		f.ended = true
		return f.take(4)
	case f.last:
		f.ended = true
		return io.EOF
	}
	if err := f.take(3); err != nil {
		return err
	}
	block := uint32(f.buf[0]) | uint32(f.buf[1])<<8 | uint32(f.buf[2])<<16
	f.last = block&1 != 0
	f.left = int64(block >> 3)
	if block>>1&3 == 1 { // one byte, repeated
		f.left = 1
	}
	return nil
}

// header takes the magic number, the descriptor and the fields that it announces.
func (f *frame) header() error {
	if err := f.take(5); err != nil {
		return err
	}
	descriptor := f.buf[4]
	single := descriptor>>5&1 != 0
	f.sum = descriptor>>2&1 != 0
	rest := [...]int{0, 1, 2, 4}[descriptor&3] + [...]int{0, 2, 4, 8}[descriptor>>6]
	if !single {
		rest++ // the window's size
	} else if descriptor>>6 == 0 {
		rest++ // the content's size in one byte
	}
	if _, err := io.ReadFull(f.src, f.scratch[5:5+rest]); err != nil {
		return io.ErrUnexpectedEOF
	}
	f.buf = f.scratch[:5+rest]
	return nil
}

func (f *frame) take(n int) error {
	f.buf = f.scratch[:n]
	if _, err := io.ReadFull(f.src, f.buf); err != nil {
		f.buf, f.ended = nil, false
		return io.ErrUnexpectedEOF
	}
	return nil
}
