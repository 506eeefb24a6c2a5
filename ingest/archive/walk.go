package archive

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay/ingest/source"
)

// place is where a record begins: so many bytes into what the member at an offset
// of a part unpacks to.
type place struct {
	part   *part
	member int64
	skip   int64
}

// walk goes through the records of a part.
type walk struct {
	r      *reader
	s      *stream
	b      *bufio.Reader
	number int // of the current record in its part, from 1
	at     place
	told   bool // something is wrong with the current record, and the caller knows
}

// lost is a fault after which it is not known where the next record begins.
type lost struct {
	error
	from place // where to look for it; the zero place for here
}

func (l lost) Unwrap() error { return l.error }

// ahead is what is read of a record before its block is: at least an HTTP header.
const ahead = 2 * maxHeader

func newWalk(r *reader, s *stream) *walk {
	return &walk{r: r, s: s, b: bufio.NewReaderSize(s, ahead)}
}

// part gives the pages of one file of records.
func (r *reader) part(p *part) error {
	s, err := openStream(r.ctx, p, 0, &r.meter)
	if err != nil {
		return r.item(&source.Item{Name: p.name}, fmt.Errorf("open the archive: %w", err))
	}
	w := newWalk(r, s)
	defer func() { w.s.close() }()
	for {
		err := w.s.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			w.b.Reset(w.s)
			err = w.member()
		} else {
			w.number++
			err = w.bad(w.here(), err)
		}
		if err != nil {
			return err
		}
		if w.s.failed == nil {
			continue
		}
		if r.meter.over {
			return errStop
		}
		if err := w.s.find(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return r.item(&source.Item{Name: p.name}, fmt.Errorf("look for the next record: %w", err))
		}
	}
	if w.number == 0 {
		return r.item(&source.Item{Name: p.name}, errors.New("the archive is empty"))
	}
	return nil
}

// member gives the pages of the current member. The only errors are those that end
// the reading; a fault of the member itself is left in the stream.
func (w *walk) member() error {
	w.told = false
	for w.blank() {
		w.number++
		w.at, w.told = w.here(), false
		var gone lost
		err := w.record()
		switch {
		case err == nil:
			continue
		case errors.Is(err, errStop), w.r.ctx.Err() != nil:
			return err
		}
		if err := w.bad(w.at, err); err != nil {
			return err
		}
		if w.broken() {
			return nil
		}
		if errors.As(err, &gone) {
			if err := w.search(gone.from); err != nil {
				return err
			}
		}
	}
	if err := w.r.ctx.Err(); err != nil {
		return err
	}
	if w.s.failed != nil && !w.told { // between records, and nothing to find after a bad one
		w.number++
		return w.bad(w.here(), w.s.failed)
	}
	return nil
}

// broken reports whether the member cannot be read any further. What was read
// before its fault is good.
func (w *walk) broken() bool { return w.s.failed != nil && w.b.Buffered() == 0 }

// bad tells the caller of a record that cannot be read.
func (w *walk) bad(at place, err error) error {
	w.told = true
	if w.broken() {
		err = w.s.failed
	}
	return w.r.item(&source.Item{Name: w.name()}, fmt.Errorf("%s: %w", w.where(at), err))
}

// name is what the current record is called.
func (w *walk) name() string { return w.s.raw.part.name + "#" + strconv.Itoa(w.number) }

// where says where a record begins, in bytes of the file.
func (*walk) where(at place) string {
	if at.skip > 0 {
		return fmt.Sprintf("%d bytes into what is packed at byte %d", at.skip, at.member)
	}
	return fmt.Sprintf("at byte %d", at.member)
}

func (w *walk) here() place {
	skip := w.s.out - int64(w.b.Buffered())
	if w.s.form == plain { // can be read from anywhere
		return place{part: w.s.raw.part, member: w.s.member + skip}
	}
	return place{part: w.s.raw.part, member: w.s.member, skip: skip}
}

// blank goes past the empty lines between records and reports whether anything
// follows in this member.
func (w *walk) blank() bool {
	w.s.inside = false
	for {
		c, err := w.b.ReadByte()
		if err != nil {
			return false
		}
		if c != '\r' && c != '\n' {
			w.b.UnreadByte()
			return true
		}
	}
}

// header reads what stands before a record's block.
func (w *walk) header() (*head, error) {
	w.s.inside = true
	line, err := w.line(maxLine)
	if err != nil {
		return nil, err
	}
	if !isVersion(line) {
		return arcHead(line)
	}
	var lines []string
	for left := maxHeader; ; {
		line, err := w.line(left)
		if err != nil {
			return nil, err
		}
		if len(line) == 0 {
			return warcHead(lines)
		}
		left -= len(line) + 1
		lines = append(lines, string(line))
	}
}

// line reads a line of at most most bytes, without its end.
func (w *walk) line(most int) ([]byte, error) {
	line, err := w.b.ReadSlice('\n')
	switch {
	case errors.Is(err, io.EOF):
		return nil, fmt.Errorf("its header is %w", ErrCut)
	case len(line) > most, errors.Is(err, bufio.ErrBufferFull):
		return nil, fmt.Errorf("a header of more than %d bytes", most)
	case err != nil:
		return nil, err
	}
	return bytes.TrimRight(line, "\r\n"), nil
}

// search goes to the next line that begins a record, from a place or from here, or
// else to the end of the member.
func (w *walk) search(from place) error {
	cost := w.s.out
	if w.s.form == plain {
		cost = w.here().member - from.member
	}
	if from.part != nil && w.r.meter.repeat(cost) {
		if err := w.back(from); err != nil {
			return w.bad(from, fmt.Errorf("go back to look for the next record: %w", err))
		}
	}
	w.s.inside = false
	for {
		if next, _ := w.b.Peek(maxLine + 1); begins(next) {
			return nil
		}
		for { // the rest of the line
			_, err := w.b.ReadSlice('\n')
			if errors.Is(err, bufio.ErrBufferFull) {
				continue
			}
			if err != nil {
				return w.r.ctx.Err()
			}
			break
		}
	}
}

// back goes back to a place in the current member.
func (w *walk) back(to place) error {
	if err := w.s.raw.back(to.member); err != nil {
		return err
	}
	if err := w.s.next(); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	w.b.Reset(w.s)
	return w.discard(to.skip)
}

func (w *walk) discard(n int64) error {
	got, err := io.CopyN(io.Discard, w.b, n)
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: %d bytes are there of %d", ErrCut, got, n)
	}
	return err
}

// load reads the block of a record, of which at most MaxBytes.
func (w *walk) load(h *head) ([]byte, error) {
	if h.length > w.r.opts.MaxBytes {
		if err := w.discard(h.length); err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("a record of %d bytes, at most %d are read", h.length, w.r.opts.MaxBytes)
	}
	var buf bytes.Buffer // grows with what is there, not with what is said to be
	got, err := io.CopyN(&buf, w.b, h.length)
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: %d bytes are there of %d", ErrCut, got, h.length)
	}
	return buf.Bytes(), err
}

// ends reports whether the block just read was as long as its record says: another
// record follows, or the end of the member.
func (w *walk) ends() bool {
	if !w.blank() {
		return w.s.failed == nil
	}
	next, _ := w.b.Peek(maxLine + 1)
	version := []byte("WARC/")
	return begins(next) || bytes.HasPrefix(next, version) || bytes.HasPrefix(version, next)
}

// passed tells the caller of a record that is no article.
func (w *walk) passed(why string) { w.r.opts.Passed(w.name(), strings.ToValidUTF8(why, "\uFFFD")) }
