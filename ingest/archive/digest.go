package archive

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"
)

// hasher gives the algorithm of a digest's label, nil for one that is not known.
func hasher(label string) func() hash.Hash {
	switch strings.ReplaceAll(strings.ToLower(label), "-", "") {
	case "md5":
		return md5.New
	case "sha1":
		return sha1.New
	case "sha256":
		return sha256.New
	case "sha384":
		return sha512.New384
	case "sha512":
		return sha512.New
	}
	return nil
}

// readings are the ways in which digests are written: base32 as the standard's
// examples are, and base16 and base64 as some programs have it.
func readings(s string) [][]byte {
	var all [][]byte
	s = strings.TrimRight(s, "=")
	add := func(sum []byte, err error) {
		if err == nil {
			all = append(all, sum)
		}
	}
	add(hex.DecodeString(s))
	add(base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(s)))
	add(base64.RawStdEncoding.DecodeString(s))
	add(base64.RawURLEncoding.DecodeString(s))
	return all
}

// verify checks a digest as a record states it, such as "sha1:B2LTWW…". It must be
// that of one of the forms. What states no digest, or one of an algorithm that is
// not known, cannot be wrong.
func verify(what, stated string, forms ...[]byte) error {
	label, value, ok := strings.Cut(stated, ":")
	algorithm := hasher(label)
	if !ok || algorithm == nil {
		return nil
	}
	value = strings.TrimSpace(value)
	wanted := readings(value)
	var first []byte
	for _, form := range forms {
		h := algorithm()
		h.Write(form)
		sum := h.Sum(nil)
		for _, want := range wanted {
			if bytes.Equal(want, sum) {
				return nil
			}
		}
		if first == nil {
			first = sum
		}
	}
	got := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(first)
	if len(value) == 2*len(first) {
		got = hex.EncodeToString(first)
	}
	return fmt.Errorf("the %s's %w: it is %s:%s, the record says %.150s", what, ErrDigest, label, got, shown(stated))
}
