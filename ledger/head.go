package ledger

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// logOrigin is the first line of every head.
const logOrigin = "hearsay ledger"

// headText is what a head's note says: origin, size, root, and the size of the head before
// it, so that none can be left out.
func headText(size int64, root tlog.Hash, before int64) string {
	return fmt.Sprintf("%s\n%d\n%s\nafter %d\n", logOrigin, size, root, before)
}

// readHead reads what headText wrote.
func readHead(text string) (size int64, root tlog.Hash, before int64, err error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 5 || lines[0] != logOrigin || !strings.HasPrefix(lines[3], "after ") || lines[4] != "" {
		return 0, root, 0, fmt.Errorf("read head: %w", ErrCorrupt)
	}
	size, err1 := strconv.ParseInt(lines[1], 10, 64)
	raw, err2 := base64.StdEncoding.DecodeString(lines[2])
	before, err3 := strconv.ParseInt(lines[3][len("after "):], 10, 64)
	if errors.Join(err1, err2, err3) != nil || len(raw) != len(root) {
		return 0, root, 0, fmt.Errorf("read head: %w", ErrCorrupt)
	}
	copy(root[:], raw)
	if text != headText(size, root, before) {
		return 0, root, 0, fmt.Errorf("read head: %w", ErrCorrupt)
	}
	return size, root, before, nil
}

// OpenHead reads a signed head that was kept elsewhere, and gives which of some keys, in
// note's form, signed it. One by none of them wraps ErrCorrupt.
func OpenHead(signed string, verifiers []string) (Head, string, error) {
	for _, text := range verifiers {
		k, err := note.NewVerifier(text)
		if err != nil {
			continue
		}
		n, err := note.Open([]byte(signed), note.VerifierList(k))
		if err != nil {
			continue
		}
		size, root, _, err := readHead(n.Text)
		return Head{Size: size, Root: root, Note: signed}, text, err
	}
	return Head{}, "", fmt.Errorf("read head: its signature does not verify by any of %d keys: %w", len(verifiers), ErrCorrupt)
}

// check holds a head against the log of which it is said to be: the root of its tree and the
// keys that the log had named. It gives the size of the head that it follows, and says what
// is wrong, "" for nothing.
func (h *Head) check(root tlog.Hash, keys note.Verifiers) (after int64, what string) {
	if h.Root != root {
		return 0, "the tree has another root than its head says"
	}
	n, err := note.Open([]byte(h.Note), keys)
	if err != nil {
		return 0, "its signature does not verify: " + err.Error()
	}
	size, signed, after, err := readHead(n.Text)
	if err != nil || size != h.Size || signed != root {
		return 0, "it was signed for another log"
	}
	return after, ""
}

// frontier computes the tree of a log that is read from its beginning. Of each level it keeps
// the last hashes alone.
type frontier struct {
	size int64
	past map[int64]tlog.Hash // stored hashes that are still needed, by place
}

func newFrontier() *frontier { return &frontier{past: make(map[int64]tlog.Hash)} }

// load takes the tree of a log of some size up, by its stored hashes.
func (f *frontier) load(size int64, read func(at []int64) ([]tlog.Hash, error)) error {
	var at []int64
	for level := 0; size>>level > 0; level++ {
		if n := size >> level; n&1 == 1 { // a whole subtree, that no other has as its part
			at = append(at, tlog.StoredHashIndex(level, n-1))
		}
	}
	f.size = size
	if size == 0 {
		return nil
	}
	hashes, err := read(at)
	for i, h := range hashes {
		f.past[at[i]] = h
	}
	return err
}

// ReadHashes gives hashes that were computed before.
func (f *frontier) ReadHashes(at []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(at))
	for i, p := range at {
		h, ok := f.past[p]
		if !ok {
			return nil, fmt.Errorf("hash %d of the log is not kept", p)
		}
		out[i] = h
	}
	return out, nil
}

// grow adds an entry and gives the hashes that are stored with it, the first of them at the
// place that it gives.
func (f *frontier) grow(data []byte) (at int64, hashes []tlog.Hash, err error) {
	hashes, err = tlog.StoredHashes(f.size, data, f)
	if err != nil {
		return 0, nil, fmt.Errorf("hash entry %d: %w", f.size, err)
	}
	at = tlog.StoredHashIndex(0, f.size)
	for i, h := range hashes {
		f.past[at+int64(i)] = h
		level, n := tlog.SplitStoredHashIndex(at + int64(i))
		if n > 0 && n%2 == 0 { // the two before it are in the hash of their level above
			delete(f.past, tlog.StoredHashIndex(level, n-1))
			delete(f.past, tlog.StoredHashIndex(level, n-2))
		}
	}
	f.size++
	return at, hashes, nil
}

// root is the root of the tree as it is.
func (f *frontier) root() (tlog.Hash, error) {
	root, err := tlog.TreeHash(f.size, f)
	if err != nil {
		return root, fmt.Errorf("hash the log: %w", err)
	}
	return root, nil
}
