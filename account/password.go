package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// Cost is what Argon2id takes for a password.
type Cost struct {
	Memory uint32 // KiB
	Passes uint32
}

// usual is what a login may cost: a tenth of a second or two, and memory that makes
// guessing by the million dear.
var usual = Cost{Memory: 64 << 10, Passes: 3}

const (
	saltBytes = 16
	hashBytes = 32
	atOnce    = 2  // hashes made at once: each has its memory
	mostWait  = 32 // logins that wait for that; more are sent away
)

// Bounds of what a kept hash may ask for, lest a damaged file ask for all memory.
const (
	mostMemory = 1 << 20 // KiB
	mostPasses = 32
)

// hasher makes and checks the hashes of passwords, a few at once.
type hasher struct {
	cost    Cost
	slots   chan struct{}
	waiting atomic.Int32
	runs    atomic.Int64 // hashes made: that every login takes one is what keeps names secret
	nobody  func() string
}

func newHasher(c Cost) *hasher {
	if c == (Cost{}) {
		c = usual
	}
	h := &hasher{cost: c, slots: make(chan struct{}, atOnce)}
	// Names that nobody has are checked against the hash of no password: it need not be
	// made by Argon2id, only look so.
	h.nobody = sync.OnceValue(func() string { return c.text(random(saltBytes), random(hashBytes)) })
	return h
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // it does not fail
	return b
}

// text writes a hash in the usual way, its parameters with it.
func (c Cost) text(salt, hash []byte) string {
	code := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=1$%s$%s", argon2.Version, c.Memory, c.Passes, code.EncodeToString(salt), code.EncodeToString(hash))
}

// parseHash takes a written hash apart.
func parseHash(text string) (c Cost, salt, hash []byte, err error) {
	parts := strings.Split(text, "$")
	var version int
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" {
		return c, nil, nil, fmt.Errorf("a password's hash is not of Argon2id")
	}
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return c, nil, nil, fmt.Errorf("a password's hash is of an unknown version")
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=1", &c.Memory, &c.Passes); err != nil || c.Memory < 8 || c.Memory > mostMemory || c.Passes < 1 || c.Passes > mostPasses {
		return c, nil, nil, fmt.Errorf("a password's hash has parameters out of bounds")
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err == nil {
		hash, err = base64.RawStdEncoding.DecodeString(parts[5])
	}
	if err != nil || len(salt) < 8 || len(hash) < 16 || len(hash) > 64 {
		return c, nil, nil, fmt.Errorf("a password's hash is damaged")
	}
	return c, salt, hash, nil
}

// take waits for a place to make a hash in.
func (h *hasher) take(ctx context.Context) error {
	if h.waiting.Add(1) > mostWait {
		h.waiting.Add(-1)
		return &WaitError{busy}
	}
	defer h.waiting.Add(-1)
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// make makes the hash of a password.
func (h *hasher) make(ctx context.Context, password string) (string, error) {
	if err := h.take(ctx); err != nil {
		return "", err
	}
	defer func() { <-h.slots }()
	salt := random(saltBytes)
	h.runs.Add(1)
	return h.cost.text(salt, argon2.IDKey([]byte(password), salt, h.cost.Passes, h.cost.Memory, 1, hashBytes)), nil
}

// check reports whether a password is the one of a hash, and whether the hash should be
// made again, as it was made at another cost. It takes as long for "", whose password
// nobody has.
func (h *hasher) check(ctx context.Context, text, password string) (good, old bool, err error) {
	nobody := text == ""
	if nobody {
		text = h.nobody()
	}
	c, salt, want, err := parseHash(text)
	if err != nil {
		return false, false, err
	}
	if err := h.take(ctx); err != nil {
		return false, false, err
	}
	defer func() { <-h.slots }()
	h.runs.Add(1)
	have := argon2.IDKey([]byte(password), salt, c.Passes, c.Memory, 1, uint32(len(want)))
	return subtle.ConstantTimeCompare(have, want) == 1 && !nobody, c != h.cost, nil
}

// Lengths of passwords, in characters.
const (
	leastPassword = 12
	mostPassword  = 256
)

//go:embed common.txt
var commonText string

// common are passwords that are tried first.
var common = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for _, p := range strings.Fields(commonText) {
		m[p] = true
	}
	return m
})

// checkPassword refuses a password that would be guessed.
func checkPassword(name, password string) error {
	plain := strings.ToLower(strings.TrimSpace(password))
	switch n := utf8.RuneCountInString(password); {
	case n < leastPassword:
		return refuse("a password has at least %d characters", leastPassword)
	case n > mostPassword:
		return refuse("a password has at most %d characters", mostPassword)
	case repeats(plain, name):
		return refuse("a password is not the name")
	case common()[plain] || repeatsAny(plain):
		return refuse("that password is among the first that are tried")
	}
	return nil
}

// repeats reports whether a password is a name, again and again, or with a little added.
func repeats(password, name string) bool {
	rest := strings.ReplaceAll(password, name, "")
	return rest != password && utf8.RuneCountInString(rest) < 4
}

// repeatsAny reports whether a password is a few characters again and again.
func repeatsAny(password string) bool {
	for n := 1; n <= 4 && n < len(password); n++ {
		if strings.HasPrefix(strings.Repeat(password[:n], len(password)/n+1), password) {
			return true
		}
	}
	return false
}

// oneTime is a password for one login: 80 bits, in letters and digits that are not taken
// for each other.
func oneTime() string {
	const letters = "abcdefghjkmnpqrstuvwxyz023456789"
	b := random(16)
	var out strings.Builder
	for i, x := range b {
		if i > 0 && i%4 == 0 {
			out.WriteByte('-')
		}
		out.WriteByte(letters[int(x)%len(letters)])
	}
	return out.String()
}
