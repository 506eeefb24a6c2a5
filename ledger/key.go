package ledger

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Key signs the heads of logs.
type Key struct {
	signer note.Signer
	public string
}

// NewKey makes a key of the text of a private key, as note has it.
func NewKey(private string) (*Key, error) {
	private = strings.TrimSpace(private)
	signer, err := note.NewSigner(private)
	if err != nil {
		return nil, fmt.Errorf("read signing key: %w", err)
	}
	// note gives a signer without its public half: that follows from the seed, the last
	// part of the text, after a byte for the algorithm.
	parts := strings.SplitN(private, "+", 5) // PRIVATE, KEY, name, hash, key: it may have a plus itself
	seed, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err != nil || len(seed) != 1+ed25519.SeedSize {
		return nil, errors.New("read signing key: not of Ed25519")
	}
	point, ok := ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey)
	if !ok {
		return nil, errors.New("read signing key: not of Ed25519")
	}
	public, err := note.NewEd25519VerifierKey(signer.Name(), point)
	if err != nil {
		return nil, fmt.Errorf("read signing key: %w", err)
	}
	return &Key{signer: signer, public: public}, nil
}

// Verifier is the public half, as note has it.
func (k *Key) Verifier() string { return k.public }

// Sign signs a text that is no head of a log: its first line says what it is, and ends in a
// line feed as all its lines do.
func (k *Key) Sign(text string) (string, error) {
	if strings.HasPrefix(text, logOrigin+"\n") || strings.HasPrefix(text, secretOrigin) {
		return "", errors.New("sign a text: it would pass for another")
	}
	signed, err := note.Sign(&note.Note{Text: text}, k.signer)
	if err != nil {
		return "", fmt.Errorf("sign a text: %w", err)
	}
	return string(signed), nil
}

// secretOrigin begins what is signed for a secret and never shown.
const secretOrigin = "hearsay secret\n"

// Secret gives 32 bytes that nobody can work out without the key, for each purpose others,
// and for one purpose always the same: signatures of Ed25519 have no randomness in them.
func (k *Key) Secret(purpose string) ([]byte, error) {
	signature, err := k.signer.Sign([]byte(secretOrigin + purpose + "\n"))
	if err != nil {
		return nil, fmt.Errorf("derive a secret: %w", err)
	}
	sum := sha256.Sum256(signature)
	return sum[:], nil
}

// Key is the key that signs the ledger, nil for one that is only read.
func (l *Ledger) Key() *Key { return l.key }

// Verifier is the public half of the key that signs the ledger, "" for one that is only
// read.
func (l *Ledger) Verifier() string {
	if l.key == nil {
		return ""
	}
	return l.key.public
}

// OpenKey reads the key in a file, and makes one there on first use, readable by its
// owner alone. Beside it lies the public half, named with ".pub" after it.
func OpenKey(path string) (*Key, error) {
	data, err := os.ReadFile(path)
	if err == nil {
		return NewKey(string(data))
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read signing key: %w", err)
	}
	var id [4]byte
	if _, err := rand.Read(id[:]); err != nil {
		return nil, fmt.Errorf("make signing key: %w", err)
	}
	private, public, err := note.GenerateKey(rand.Reader, "hearsay-"+hex.EncodeToString(id[:]))
	if err != nil {
		return nil, fmt.Errorf("make signing key: %w", err)
	}
	if err := writeKey(path, private, public); err != nil {
		if data, again := os.ReadFile(path); again == nil { // another process was first
			return NewKey(string(data))
		}
		return nil, fmt.Errorf("make signing key: %w", err)
	}
	return NewKey(private)
}

// writeKey writes both halves; the private one appears whole or not at all, and never in
// the place of another.
func writeKey(path, private, public string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".key-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(private + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil {
		return err
	}
	return os.WriteFile(path+".pub", []byte(public+"\n"), 0o644)
}
