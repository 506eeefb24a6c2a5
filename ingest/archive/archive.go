// Package archive reads the pages kept in web archives: WARC and ARC files,
// compressed with gzip or Zstandard or not at all, and WACZ files, which are zips
// of WARC files.
//
// An archive is a file that somebody else made, over years, with programs of
// their own, so nothing in it is taken at its word. A record that is broken is one
// error, and reading goes on at the next place where a record begins: the next
// member of the compressed file, or the next line that only a record begins with.
// No more than one record is held in memory.
package archive

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/hearsay-news/hearsay/ingest/source"
)

// What Options stand for where they say nothing.
const (
	maxBytes = 64 << 20
	maxRatio = 200
	maxFiles = 10_000
)

// Options bounds what an archive may cost. The zero value is good for archives
// of any size.
type Options struct {
	// MaxBytes is the most of one record, as it is kept and as its page is
	// unpacked; 0 for 64 MB. A larger record is an error if it may be a page.
	MaxBytes int64
	// MaxRatio is how many bytes may come of one byte of the archive, beside some
	// megabytes that are free; 0 for 200. Pages compress to a fifth, lists of links
	// to a fiftieth; what makes more of itself is there to fill a disk.
	MaxRatio int64
	// MaxFiles is the most files in a WACZ; 0 for 10,000.
	MaxFiles int
	// Passed, if not nil, is told of each record that is whole and no article, by
	// name, and what it is instead: "request", "status 404", "type image/png".
	Passed func(name, why string)
}

func (o Options) filled() Options {
	if o.MaxBytes <= 0 {
		o.MaxBytes = maxBytes
	}
	if o.MaxRatio <= 0 {
		o.MaxRatio = maxRatio
	}
	if o.MaxFiles <= 0 {
		o.MaxFiles = maxFiles
	}
	if o.Passed == nil {
		o.Passed = func(string, string) {}
	}
	return o
}

// The kinds of faults that a caller may want to tell from others.
var (
	// ErrDigest is the fault of a record, or of a file in a WACZ, whose bytes are
	// not those that its digest was made of.
	ErrDigest = errors.New("digest does not match")
	// ErrCut is the fault of an archive or a page that ends too early.
	ErrCut = errors.New("cut off")
	// ErrBomb is the fault of what unpacks to far more than it should.
	ErrBomb = errors.New("unpacks to too much")
	// ErrRevisit is the fault of a record that stands for an earlier one which
	// cannot be found, or not be read.
	ErrRevisit = errors.New("the record it stands for")
)

// errStop ends the reading when the caller wants no more items.
var errStop = errors.New("stopped")

// Items gives the pages of the archive at path, in the order of their records. An
// item is a response of status 200 or a resource that is HTML, XHTML or plain text,
// or has no type and looks like HTML; or a revisit of such a record that the same
// archive holds before it. It is called path#3 when it is the third record, of
// whatever kind, and path#archive/data.warc.gz#3 in a WACZ.
//
// The digests of what becomes an item are checked, those of what is passed over
// are not. A digest of an algorithm other than MD5, SHA-1 and SHA-2 is not looked at.
//
// A record that the crawler itself cut off is an error, and so is a body that is
// shorter than its Content-Length unless a digest says that it is the right one.
func Items(ctx context.Context, path string, opts Options) source.Items {
	return func(yield func(*source.Item, error) bool) {
		r := &reader{ctx: ctx, opts: opts.filled(), yield: yield, seen: newSeen()}
		err := r.read(path)
		switch {
		case ctx.Err() != nil && !errors.Is(err, errStop):
			yield(&source.Item{Name: path}, ctx.Err())
		case err != nil && !errors.Is(err, errStop):
			yield(&source.Item{Name: path}, err)
		}
	}
}

// reader is the state of one reading of an archive.
type reader struct {
	ctx   context.Context
	opts  Options
	yield func(*source.Item, error) bool
	seen  *seen
	meter meter
}

func (r *reader) read(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("open the archive: %w", err)
	}
	if !info.Mode().IsRegular() { // an archive is read at several places at once
		return errors.New("an archive must be a regular file")
	}
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open the archive: %w", err)
	}
	defer f.Close()
	r.meter = meter{ratio: r.opts.MaxRatio, size: info.Size()}
	var magic [4]byte
	if n, _ := f.ReadAt(magic[:], 0); isZip(magic[:n]) {
		return r.wacz(path, f, info.Size())
	}
	return r.part(filePart(path, f, info.Size()))
}

// item gives an item to the caller.
func (r *reader) item(item *source.Item, err error) error {
	if !r.yield(item, err) {
		return errStop
	}
	return r.ctx.Err()
}
