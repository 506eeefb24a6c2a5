package record

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// StatementID is the content address of an attribution of a document: the same
// text and the same spans give the same ID, whatever model found them and in
// whatever order. It is made of what a statement's record holds, so that anyone
// can work it out again; docs/schema.md says how.
func StatementID(docID string, points *hearsay.CodePoints, a *hearsay.Attribution) string {
	h := sha256.New()
	h.Write([]byte("st_"))
	var buf [64]byte
	part := func(b []byte) {
		var n [8]byte
		binary.LittleEndian.PutUint64(n[:], uint64(len(b)))
		h.Write(n[:])
		h.Write(b)
	}
	part([]byte(docID))
	for _, role := range hearsay.Roles {
		b := buf[:0]
		for i, s := range role.Of(a) {
			if i > 0 {
				b = append(b, ' ')
			}
			s = points.Span(s)
			b = strconv.AppendInt(b, int64(s.Start), 10)
			b = append(b, '-')
			b = strconv.AppendInt(b, int64(s.End), 10)
		}
		part(b)
	}
	sum := base32.StdEncoding.EncodeToString(h.Sum(nil))
	return "st_" + strings.ToLower(sum[:26])
}
