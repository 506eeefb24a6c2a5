package table

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// What a footer may have at most: bytes, things in lists, columns of columns.
const (
	maxFooter = 32 << 20
	maxThings = 400_000
	maxDepth  = 64
)

// checkFooter looks at the description of a Parquet file before the library makes
// room for what it says there is.
func checkFooter(f io.ReaderAt, size int64) error {
	if size < 12 {
		return errors.New("it is too short")
	}
	var tail [8]byte
	if _, err := f.ReadAt(tail[:], size-8); err != nil {
		return err
	}
	switch string(tail[4:]) {
	case string(parquetMagic):
	case "PARE":
		return errors.New("it is encrypted")
	default:
		return errors.New("it is cut off, or no Parquet file: the mark at its end is missing")
	}
	length := int64(binary.LittleEndian.Uint32(tail[:]))
	if length > size-12 {
		return fmt.Errorf("its footer of %d bytes does not fit into its %d", length, size)
	}
	if length > maxFooter {
		return fmt.Errorf("a footer of %d bytes, at most %d are read: %w", length, maxFooter, ErrTooLarge)
	}
	data := make([]byte, length)
	if _, err := f.ReadAt(data, size-8-length); err != nil {
		return err
	}
	if _, err := thriftLength(data); err != nil {
		return fmt.Errorf("read its footer: %w", err)
	}
	var meta format.FileMetaData
	pr := (&thrift.CompactProtocol{}).NewReader(bytes.NewReader(data))
	if err := thrift.NewDecoder(pr).Decode(&meta); err != nil {
		return fmt.Errorf("read its footer: %w", err)
	}
	return checkSchema(meta.Schema)
}

// checkSchema makes sure that the columns are no deeper in each other than they
// may be, since the library goes down into them without a limit.
func checkSchema(elements []format.SchemaElement) error {
	if len(elements) > maxColumns {
		return fmt.Errorf("it has %d columns, at most %d are read", len(elements), maxColumns)
	}
	var open []int32 // children to come, of each column above
	for i := range elements {
		for len(open) > 0 && open[len(open)-1] == 0 {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			open[len(open)-1]--
		}
		children := elements[i].NumChildren.V
		if children < 0 || int(children) > len(elements) {
			return fmt.Errorf("a column of it has %d columns in it", children)
		}
		if children > 0 {
			open = append(open, children)
		}
		if len(open) > maxDepth {
			return fmt.Errorf("its columns are more than %d deep", maxDepth)
		}
	}
	return nil
}

// The types of Thrift's compact protocol.
const (
	thriftTrue   = 1
	thriftFalse  = 2
	thriftByte   = 3
	thriftI16    = 4
	thriftI32    = 5
	thriftI64    = 6
	thriftDouble = 7
	thriftBinary = 8
	thriftList   = 9
	thriftSet    = 10
	thriftStruct = 12
)

var errThrift = errors.New("it says more than it holds")

// thriftLength gives the length of the structure that data begins with, in Thrift's
// compact protocol, and makes sure that nothing in it says to be larger than the
// data is.
func thriftLength(data []byte) (int, error) {
	t := &thriftSkipper{data: data}
	if err := t.structure(0); err != nil {
		return 0, err
	}
	return t.at, nil
}

type thriftSkipper struct {
	data   []byte
	at     int
	things int // in lists
}

func (t *thriftSkipper) byte() (byte, error) {
	if t.at >= len(t.data) {
		return 0, io.ErrUnexpectedEOF
	}
	t.at++
	return t.data[t.at-1], nil
}

func (t *thriftSkipper) number() (uint64, error) {
	n, size := binary.Uvarint(t.data[t.at:])
	if size <= 0 {
		return 0, io.ErrUnexpectedEOF
	}
	t.at += size
	return n, nil
}

func (t *thriftSkipper) skip(n uint64) error {
	if n > uint64(len(t.data)-t.at) {
		return errThrift
	}
	t.at += int(n)
	return nil
}

func (t *thriftSkipper) structure(depth int) error {
	if depth > maxDepth {
		return errThrift
	}
	for {
		head, err := t.byte()
		if err != nil || head == 0 {
			return err
		}
		if head>>4 == 0 { // the field's number follows
			if _, err := t.number(); err != nil {
				return err
			}
		}
		kind := head & 0xF
		if kind == thriftTrue || kind == thriftFalse {
			continue
		}
		if err := t.value(kind, depth+1); err != nil {
			return err
		}
	}
}

func (t *thriftSkipper) value(kind byte, depth int) error {
	switch kind {
	case thriftTrue, thriftFalse, thriftByte:
		return t.skip(1)
	case thriftI16, thriftI32, thriftI64:
		_, err := t.number()
		return err
	case thriftDouble:
		return t.skip(8)
	case thriftBinary:
		n, err := t.number()
		if err != nil {
			return err
		}
		return t.skip(n)
	case thriftList, thriftSet:
		return t.list(depth)
	case thriftStruct:
		return t.structure(depth)
	}
	return fmt.Errorf("type %d has no place in it", kind) // Parquet has no maps
}

func (t *thriftSkipper) list(depth int) error {
	head, err := t.byte()
	if err != nil {
		return err
	}
	n := uint64(head >> 4)
	if n == 15 {
		if n, err = t.number(); err != nil {
			return err
		}
	}
	if n > uint64(len(t.data)-t.at) || depth > maxDepth {
		return errThrift
	}
	if t.things += int(n); t.things > maxThings {
		return fmt.Errorf("it lists more than %d things: %w", maxThings, ErrTooLarge)
	}
	for range n {
		if err := t.value(head&0xF, depth+1); err != nil {
			return err
		}
	}
	return nil
}
