package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
)

// trials is how many places are tried for the beginning of a member in one damaged
// file.
const trials = 1 << 16

// stream unpacks a part, member by member: a member of gzip, a frame of Zstandard,
// or all of it where it is not compressed. Each Read is of one member, and its end
// is that of the member.
//
// Every record should be a member of its own. Where a member holds many, they are
// read all the same; and where a record is spread over several, the later ones,
// which begin with no record, count as part of the first.
type stream struct {
	ctx    context.Context
	raw    *raw
	form   form
	meter  *meter
	dec    io.Reader // of the current member
	gz     *gzip.Reader
	peek   *gzip.Reader // for looking ahead
	zs     *frames
	inside bool  // of a record, which may go on in the next member
	member int64 // where the current member begins
	out    int64 // bytes read of the current member
	tried  int
	failed error // why the current member cannot be read on
}

func openStream(ctx context.Context, p *part, off int64, m *meter) (*stream, error) {
	raw, err := openRaw(p, 0)
	if err != nil {
		return nil, err
	}
	head, err := raw.buf.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		raw.file.Close()
		return nil, err
	}
	s := &stream{ctx: ctx, raw: raw, form: formOf(head), meter: m}
	if s.form == zstandard {
		if s.zs, err = newFrames(raw); err != nil {
			s.close()
			return nil, err
		}
	}
	if off > 0 {
		if err := raw.back(off); err != nil {
			s.close()
			return nil, err
		}
	}
	return s, nil
}

func (s *stream) close() {
	s.raw.file.Close()
	if s.zs != nil {
		s.zs.close()
	}
}

// next goes to the next member. At the end of the part it returns io.EOF.
func (s *stream) next() error {
	if err := s.padding(); err != nil {
		return err
	}
	s.member, s.out, s.failed = s.raw.off, 0, nil
	return s.open()
}

// open begins to unpack what comes next.
func (s *stream) open() error {
	var err error
	switch {
	case s.form == plain:
		s.dec = s.raw
	case s.form == zstandard:
		s.dec, err = s.zs.next()
	case s.gz == nil:
		s.gz, err = gzip.NewReader(s.raw)
	default:
		err = s.gz.Reset(s.raw)
	}
	if err != nil {
		return s.fail(fmt.Errorf("begin to unpack: %w", err))
	}
	if s.form == gzipped {
		s.gz.Multistream(false)
		s.dec = s.gz
	}
	return nil
}

// goesOn reports whether the next member begins with no record.
func (s *stream) goesOn() bool {
	if s.form == plain || s.padding() != nil {
		return false
	}
	ahead, _ := s.raw.buf.Peek(window)
	head := s.look(ahead)
	return len(head) > 0 && !begins(head)
}

// look unpacks the beginning of a member.
func (s *stream) look(ahead []byte) []byte {
	if s.form == zstandard {
		return s.zs.peek(ahead)
	}
	if s.peek == nil {
		s.peek = new(gzip.Reader)
	}
	if s.peek.Reset(bytes.NewReader(ahead)) != nil {
		return nil
	}
	return peek(s.peek)
}

// padding goes past the zeros that some programs fill their files with.
func (s *stream) padding() error {
	for {
		head, err := s.raw.buf.Peek(1)
		if len(head) == 0 {
			return err
		}
		if head[0] != 0 || s.form == plain {
			return nil
		}
		if err := s.raw.skip(1); err != nil {
			return err
		}
	}
}

// Read reads of the current member.
func (s *stream) Read(p []byte) (int, error) {
	if s.failed != nil {
		return 0, s.failed
	}
	if err := s.ctx.Err(); err != nil {
		return 0, s.fail(err)
	}
	n, err := s.dec.Read(p)
	s.out += int64(n)
	if full := s.meter.fill(int64(n)); full != nil {
		return 0, s.fail(full)
	}
	if s.form != plain && s.out-freeMember > s.meter.ratio*(s.raw.off-s.member) {
		return 0, s.fail(fmt.Errorf("it %w: %d bytes of %d", ErrBomb, s.out, s.raw.off-s.member))
	}
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return n, s.fail(fmt.Errorf("unpack: %w", err))
	case n > 0: // an end is told by itself: until then, a record may begin that goes on
		return n, nil
	case err != nil && s.form == zstandard && !s.zs.whole():
		return 0, s.fail(fmt.Errorf("unpack: %w", io.ErrUnexpectedEOF))
	case err != nil && s.inside && s.goesOn():
		return 0, s.open()
	}
	return n, err
}

// fail keeps a fault for the rest of the member. An end within a member must not
// be taken for the end of the file.
func (s *stream) fail(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = fmt.Errorf("the archive is %w here", ErrCut)
	}
	s.failed = err
	return err
}

// find leaves a damaged member and goes to the next place where a member with a
// record begins, so that next opens it. Without such a place it returns io.EOF.
//
// The damage may be in a length, and the decompressor well past the next member by
// now, so the search begins right after where the member did, if that can be had.
func (s *stream) find() error {
	if s.form == plain {
		return io.EOF
	}
	cost := s.raw.off - s.member
	if s.raw.part.again {
		cost = s.raw.off
	}
	if errors.Is(s.failed, ErrBomb) {
		cost = 0 // to search what was well packed finds nothing
	} else if s.meter.repeat(cost) {
		if err := s.raw.back(s.member + 1); err != nil {
			return err
		}
	}
	for {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		ahead, err := s.raw.buf.Peek(window)
		at, found := s.candidate(ahead)
		switch {
		case found:
			return s.raw.skip(at)
		case s.tried > trials:
			return errors.New("too damaged to be read on")
		case len(ahead) < window:
			if err != nil && !errors.Is(err, io.EOF) {
				return err
			}
			return io.EOF
		}
		// Half of it again, so that a member on the edge is seen whole.
		if err := s.raw.skip(window / 2); err != nil {
			return err
		}
	}
}

// candidate finds the first place in a window at which a member with a record
// begins.
func (s *stream) candidate(ahead []byte) (int, bool) {
	magic := gzipMagic
	if s.form == zstandard {
		magic = zstdMagic
	}
	for at := 0; s.tried <= trials; at++ {
		i := bytes.Index(ahead[at:], magic)
		if i < 0 {
			return 0, false
		}
		at += i
		if begins(s.look(ahead[at:])) {
			return at, true
		}
		s.tried++
	}
	return 0, false
}
