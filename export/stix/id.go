package stix

import (
	"crypto/sha1"
	"fmt"
	"slices"
	"strings"
)

// namespace is that of the names which IDs are made of. It is the project's own, as STIX
// keeps one for observables.
var namespace = [16]byte{0x6a, 0x5d, 0x0f, 0x6e, 0x1c, 0x93, 0x4b, 0x0a, 0x9d, 0x27, 0x5e, 0x42, 0x8f, 0x31, 0xc7, 0x10}

// identifier is the ID of an object: the same kind and the same name give the same one
// (UUID of version 5).
func identifier(kind string, name ...string) string {
	h := sha1.New()
	h.Write(namespace[:])
	h.Write([]byte(kind + "\x00" + strings.Join(name, "\x00")))
	u := h.Sum(nil)[:16]
	u[6] = u[6]&0x0F | 0x50
	u[8] = u[8]&0x3F | 0x80
	return fmt.Sprintf("%s--%x-%x-%x-%x-%x", kind, u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// once sorts references and gives each once: of nothing follows an order.
func once(ids []string) []string {
	out := slices.Clone(ids)
	slices.Sort(out)
	return slices.Compact(out)
}
