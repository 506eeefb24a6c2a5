package archive

import (
	"errors"
	"fmt"
	"hash/maphash"
	"time"

	"github.com/hearsay-news/hearsay/ingest/source"
)

// remembered is how many records are remembered for revisits of them, at some 150
// bytes each. A usual archive of 1 GB has less than a tenth of that.
const remembered = 1 << 20

// What became of a record.
type fate uint8

const (
	aPage fate = iota
	noPage
	unread
)

// entry is a record that a later one may stand for.
type entry struct {
	at     place
	number int
	fate   fate
}

// seen is where the records of an archive are, by what a revisit may name them:
// their ID, their URL and date, the digest of their payload.
type seen struct {
	seed    maphash.Seed
	entries []entry
	index   map[uint64]int32
}

func newSeen() *seen { return &seen{seed: maphash.MakeSeed(), index: make(map[uint64]int32)} }

func (s *seen) key(kind, name string) uint64 { return maphash.String(s.seed, kind+"\x00"+name) }

func (s *seen) add(keys []uint64, e entry) {
	if len(s.entries) >= remembered {
		return
	}
	s.entries = append(s.entries, e)
	for _, k := range keys {
		// What could not be read does not hide what could.
		if old, ok := s.index[k]; !ok || e.fate != unread || s.entries[old].fate == unread {
			s.index[k] = int32(len(s.entries) - 1)
		}
	}
}

func (s *seen) find(keys []uint64) (entry, bool) {
	for _, k := range keys {
		if i, ok := s.index[k]; ok {
			return s.entries[i], true
		}
	}
	return entry{}, false
}

// names are the keys of a record under the names that its fields give it.
func (s *seen) names(id, address string, date time.Time, digest string) []uint64 {
	var keys []uint64
	if id != "" {
		keys = append(keys, s.key("id", id))
	}
	if address != "" && !date.IsZero() {
		keys = append(keys, s.key("url", address+" "+date.UTC().Format(time.RFC3339)))
	}
	if digest != "" {
		keys = append(keys, s.key("digest", digest))
	}
	return keys
}

// keep remembers a record.
func (w *walk) keep(h *head, f fate) {
	if h.kind != "response" && h.kind != "resource" {
		return
	}
	s := w.r.seen
	s.add(s.names(h.get("WARC-Record-ID"), h.url, h.date, h.get("WARC-Payload-Digest")),
		entry{at: w.at, number: w.number, fate: f})
}

// revisit gives the page of an earlier record as what was found once more. A
// record is remembered only where it holds a page itself, or where it is a revisit
// that was resolved, as what that one stands for: so there are no circles.
func (w *walk) revisit(h *head, m *message) error {
	s := w.r.seen
	digest := h.get("WARC-Payload-Digest")
	if m.status == 304 { // that of no body at all
		digest = ""
	}
	old, ok := s.find(s.names(h.get("WARC-Refers-To"), bareURL(h.get("WARC-Refers-To-Target-URI")),
		warcDate(h.get("WARC-Refers-To-Date")), digest))
	switch {
	case !ok && len(s.entries) >= remembered:
		return fmt.Errorf("%w is not known: only the first %d are remembered", ErrRevisit, remembered)
	case !ok:
		return fmt.Errorf("%w is not before it in this archive: %s", ErrRevisit, target(h))
	case old.fate == noPage:
		w.passed("revisit of what is no article")
		return nil
	case old.fate == unread:
		return fmt.Errorf("%w, %s#%d, could not be read", ErrRevisit, old.at.part.name, old.number)
	}
	p, first, err := w.r.reread(old.at)
	if err == nil {
		err = verify("payload", digest, p.forms...)
	}
	if err != nil {
		return fmt.Errorf("%w, %s#%d: %w", ErrRevisit, old.at.part.name, old.number, err)
	}
	s.add(s.names(h.get("WARC-Record-ID"), h.url, h.date, ""), old)
	if len(m.fields) == 0 {
		m.fields = first.fields
	}
	return w.r.item(&source.Item{
		Name: w.name(), URL: h.url, Data: p.data, Type: p.media, Retrieved: h.date, Header: m.fields,
	}, nil)
}

// target says what a revisit refers to.
func target(h *head) string {
	for _, name := range [...]string{"WARC-Refers-To", "WARC-Refers-To-Target-URI", "WARC-Payload-Digest"} {
		if v := h.get(name); v != "" {
			return fmt.Sprintf("%s %.200s", name, shown(v))
		}
	}
	return "it does not say which that is"
}

// reread reads the page of a record once more.
func (r *reader) reread(at place) (*page, *message, error) {
	cost := at.skip
	if at.part.again {
		cost += at.member
	}
	if !r.meter.repeat(cost) {
		return nil, nil, errors.New("reading it again would take too long")
	}
	s, err := openStream(r.ctx, at.part, at.member, &r.meter)
	if err != nil {
		return nil, nil, err
	}
	defer s.close()
	if err := s.next(); err != nil {
		return nil, nil, err
	}
	w := newWalk(r, s)
	if err := w.discard(at.skip); err != nil {
		return nil, nil, err
	}
	h, err := w.header()
	if err != nil {
		return nil, nil, err
	}
	m, why, err := w.look(h)
	if err != nil || why != "" {
		return nil, nil, errors.Join(err, errors.New("it is no page any more"))
	}
	block, err := w.load(h)
	if err != nil {
		return nil, nil, err
	}
	p, err := r.open(h, m, block)
	return p, m, err
}
