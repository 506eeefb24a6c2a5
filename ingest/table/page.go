package table

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// What a page may have at most: bytes, packed and unpacked; values; and bytes of
// its header, in which some programs put the smallest and the largest value.
const (
	maxPage       = 128 << 20
	maxPageValues = 16 << 20
	maxPageHeader = 32 << 20
)

// plainDictionary is what pages of version 1 call RLEDictionary.
const plainDictionary format.Encoding = 2

// checker looks at the pages of columns before the library unpacks them: at the
// lengths that headers state, at how much comes of unpacking, and at the counts that
// encodings begin with.
type checker struct {
	ctx    context.Context
	f      io.ReaderAt
	size   int64
	packed []byte
	plain  bytes.Buffer
	codecs unpackers
}

// chunk looks at the pages of one column in one group of rows.
func (c *checker) chunk(chunk *format.ColumnChunk, column *parquet.Column) error {
	meta := &chunk.MetaData
	if chunk.FilePath != "" {
		return fmt.Errorf("it is in another file, %.100q", chunk.FilePath)
	}
	begin := meta.DataPageOffset
	if meta.DictionaryPageOffset != 0 {
		begin = meta.DictionaryPageOffset
	}
	length := meta.TotalCompressedSize
	if begin < 4 || length < 0 || begin > c.size || length > c.size-begin {
		return fmt.Errorf("its %d bytes at byte %d are not in the file", length, begin)
	}
	for at, end := begin, begin+length; at < end; {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		next, err := c.page(at, end, meta.Codec, column)
		if err != nil {
			return fmt.Errorf("the page at byte %d: %w", at, err)
		}
		at = next
	}
	return nil
}

// page looks at the page at an offset and returns that of the next.
func (c *checker) page(at, end int64, codec format.CompressionCodec, column *parquet.Column) (int64, error) {
	h, size, err := c.header(at, end)
	if err != nil {
		return 0, err
	}
	packed, plain := int64(h.CompressedPageSize), int64(h.UncompressedPageSize)
	next := at + size + packed
	switch {
	case packed < 0 || next > end:
		return 0, fmt.Errorf("its %d bytes do not fit in", packed)
	case plain < 0 || plain > maxPage || packed > maxPage:
		return 0, fmt.Errorf("a page of %d bytes, at most %d are read: %w", max(packed, plain), maxPage, ErrTooLarge)
	}
	if int64(cap(c.packed)) < packed {
		c.packed = make([]byte, packed)
	}
	c.packed = c.packed[:packed]
	if _, err := c.f.ReadAt(c.packed, at+size); err != nil {
		return 0, err
	}
	p := &page{data: c.packed, plain: int(plain), column: column}
	switch h.Type {
	case format.DataPage:
		p.values, p.encoding = int64(h.DataPageHeader.V.NumValues), h.DataPageHeader.V.Encoding
	case format.DataPageV2:
		p.values, p.encoding = int64(h.DataPageHeaderV2.V.NumValues), h.DataPageHeaderV2.V.Encoding
	case format.DictionaryPage:
		p.values, p.encoding = int64(h.DictionaryPageHeader.V.NumValues), format.Plain
	default:
		return 0, fmt.Errorf("a page of type %d", h.Type)
	}
	if p.values < 0 || p.values > maxPageValues {
		return 0, fmt.Errorf("a page of %d values, at most %d are read: %w", p.values, maxPageValues, ErrTooLarge)
	}
	return next, c.content(h, p, codec)
}

// header reads the header of a page and gives its length.
func (c *checker) header(at, end int64) (*format.PageHeader, int64, error) {
	for room := int64(1 << 10); ; room *= 32 {
		buf := make([]byte, min(room, end-at))
		if _, err := c.f.ReadAt(buf, at); err != nil {
			return nil, 0, err
		}
		n, err := thriftLength(buf)
		if err != nil && int64(len(buf)) < end-at && room < maxPageHeader {
			continue // there may be more of it
		}
		if err != nil {
			return nil, 0, fmt.Errorf("read its header: %w", err)
		}
		h := new(format.PageHeader)
		pr := (&thrift.CompactProtocol{}).NewReader(bytes.NewReader(buf[:n]))
		if err := thrift.NewDecoder(pr).Decode(h); err != nil {
			return nil, 0, fmt.Errorf("read its header: %w", err)
		}
		return h, int64(n), nil
	}
}

// page is one page on its way to being looked at.
type page struct {
	data     []byte
	plain    int // bytes that it says it unpacks to
	values   int64
	encoding format.Encoding
	column   *parquet.Column
}

// content unpacks a page and looks at the counts in it.
func (c *checker) content(h *format.PageHeader, p *page, codec format.CompressionCodec) error {
	if h.Type == format.DataPageV2 {
		v2 := &h.DataPageHeaderV2.V
		if err := p.levelsV2(v2); err != nil {
			return err
		}
		if v2.NumNulls < 0 || int64(v2.NumNulls) > p.values || v2.NumRows < 0 || int64(v2.NumRows) > p.values {
			return errors.New("it has fewer values than nulls, or rows")
		}
		if v2.IsCompressed.Valid && !v2.IsCompressed.V {
			codec = format.Uncompressed
		}
		p.plain -= int(v2.RepetitionLevelsByteLength) + int(v2.DefinitionLevelsByteLength)
	}
	data, err := c.codecs.unpack(p.data, max(p.plain, 0), codec, &c.plain)
	if err != nil {
		return err
	}
	p.data = data
	if h.Type == format.DataPage {
		if err := p.levelsV1(); err != nil {
			return err
		}
	}
	return p.count()
}

// levelsV1 goes past the levels of nesting before the values.
func (p *page) levelsV1() error {
	for _, most := range [...]int{p.column.MaxRepetitionLevel(), p.column.MaxDefinitionLevel()} {
		if most == 0 {
			continue
		}
		if len(p.data) < 4 {
			return io.ErrUnexpectedEOF
		}
		n := binary.LittleEndian.Uint32(p.data)
		if int64(n) > int64(len(p.data)-4) {
			return errors.New("its levels do not fit in")
		}
		if err := p.runs(p.data[4:4+n], width(most)); err != nil {
			return err
		}
		p.data = p.data[4+n:]
	}
	return nil
}

// levelsV2 does so in pages of version 2, where they are never packed.
func (p *page) levelsV2(h *format.DataPageHeaderV2) error {
	for i, n := range [...]int32{h.RepetitionLevelsByteLength, h.DefinitionLevelsByteLength} {
		most := [...]int{p.column.MaxRepetitionLevel(), p.column.MaxDefinitionLevel()}[i]
		if n < 0 || int(n) > len(p.data) {
			return errors.New("its levels do not fit in")
		}
		if most > 0 {
			if err := p.runs(p.data[:n], width(most)); err != nil {
				return err
			}
		}
		p.data = p.data[n:]
	}
	return nil
}

// width is how many bits levels take.
func width(most int) int {
	bits := 0
	for ; most > 0; most >>= 1 {
		bits++
	}
	return bits
}

// runs counts what a run-length encoding stands for.
func (p *page) runs(data []byte, bits int) error {
	var count uint64
	for len(data) > 0 && count < uint64(p.values) {
		head, size := binary.Uvarint(data)
		if size <= 0 {
			return io.ErrUnexpectedEOF
		}
		data = data[size:]
		n, length := head>>1, uint64(bits+7)/8
		if head&1 != 0 { // groups of eight, each value in so many bits
			length, n = n*uint64(bits), n*8
		}
		if n > maxPageValues || count+n > uint64(p.values)+maxPageValues/1024 {
			return fmt.Errorf("a run of %d in a page of %d values", n, p.values)
		}
		count += n
		data = data[min(length, uint64(len(data))):]
	}
	return p.rest(data)
}

// rest makes sure that what follows the values does not stand for more.
func (p *page) rest(data []byte) error {
	if len(data) > 16 { // programs leave some bytes of padding
		return errors.New("its run-length encoding goes on after its values")
	}
	return nil
}

// count looks at the counts that the encoding of the values begins with.
func (p *page) count() error {
	switch p.encoding {
	case format.Plain:
		return nil
	case plainDictionary, format.RLEDictionary:
		if len(p.data) == 0 {
			return nil
		}
		if p.data[0] > 32 {
			return fmt.Errorf("indexes of %d bits", p.data[0])
		}
		return p.runs(p.data[1:], int(p.data[0]))
	case format.RLE: // truth values, after their length
		if len(p.data) < 4 {
			return io.ErrUnexpectedEOF
		}
		return p.runs(p.data[4:], 1)
	case format.DeltaBinaryPacked, format.DeltaLengthByteArray:
		return p.deltas()
	case format.DeltaByteArray:
		return p.prefixes()
	}
	return fmt.Errorf("its encoding %s is not supported", p.encoding)
}

// deltas looks at the header of numbers that are kept as differences.
func (p *page) deltas() error {
	data := p.data
	for i := range 3 { // the size of blocks, their parts, the count of numbers
		n, size := binary.Uvarint(data)
		if size <= 0 {
			if len(p.data) == 0 {
				return nil
			}
			return io.ErrUnexpectedEOF
		}
		if limit := [...]uint64{1 << 16, 1 << 11, uint64(p.values)}[i]; n > limit {
			return fmt.Errorf("%d differences in a page of %d values", n, p.values)
		}
		data = data[size:]
	}
	return nil
}

// prefixes adds up what texts share with the one before: a few bytes could stand
// for one long text, repeated.
func (p *page) prefixes() error {
	if err := p.deltas(); err != nil || len(p.data) == 0 {
		return err
	}
	lengths, err := parquet.DeltaBinaryPacked.DecodeInt32(make([]int32, 0, p.values), p.data)
	if err != nil && len(lengths) == 0 {
		return err
	}
	total := int64(len(p.data))
	for _, n := range lengths {
		if total += int64(max(n, 0)); total > maxPage {
			return fmt.Errorf("a page whose texts have more than %d bytes: %w", maxPage, ErrTooLarge)
		}
	}
	return nil
}
