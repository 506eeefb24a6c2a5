package archive

import "fmt"

// What is free of the ratio: of one member, as a short one may well be very
// repetitive, and of the whole archive.
const (
	freeMember = 8 << 20
	freeTotal  = 1 << 30
)

// meter counts what an archive costs, over all of its files.
type meter struct {
	ratio    int64
	size     int64 // bytes of the archive
	unpacked int64 // bytes that came of them
	again    int64 // bytes that were read or unpacked a second time
	over     bool  // the whole archive unpacks to too much
}

// fill counts n bytes that were unpacked.
func (m *meter) fill(n int64) error {
	m.unpacked += n
	if m.unpacked-freeTotal > m.ratio*m.size {
		m.over = true
		return fmt.Errorf("the archive %w: more than %d times its size", ErrBomb, m.ratio)
	}
	return nil
}

// repeat reports whether n bytes more may be read a second time, and counts them
// if so. Without a bound, a file of records that all point at its end would be
// read as often as there are records.
func (m *meter) repeat(n int64) bool {
	if m.again+n > freeTotal+4*max(m.size, m.unpacked) {
		return false
	}
	m.again += n
	return true
}
