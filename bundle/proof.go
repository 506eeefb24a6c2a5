package bundle

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/hearsay-news/hearsay/ledger"
)

// proof shows that an entry is in the log: the hashes beside its way up to the root.
type proof struct {
	index  int64
	leaf   tlog.Hash
	hashes tlog.RecordProof
}

// wanted notes which stored hashes a proof is made of.
type wanted map[int64]tlog.Hash

// ReadHashes gives those that are known, and notes the others.
func (w wanted) ReadHashes(at []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(at))
	for i, p := range at {
		h, ok := w[p]
		if !ok {
			w[p] = tlog.Hash{}
		}
		out[i] = h
	}
	return out, nil
}

// prove makes the proofs of entries of a log and holds each against its root.
func prove(ctx context.Context, l *ledger.Ledger, head ledger.Head, entries []ledger.Entry) ([]proof, error) {
	hashes := make(wanted)
	for i := range entries {
		if _, err := tlog.ProveRecord(head.Size, entries[i].Index, hashes); err != nil {
			return nil, fmt.Errorf("prove entry %d: %w", entries[i].Index, err)
		}
	}
	left := len(hashes)
	err := l.View(ctx, func(view ledger.View) error {
		for row, err := range view.Rows(ctx, ledger.HashTable) {
			if err != nil || left == 0 {
				return err
			}
			at, _ := row[0].(int64)
			if _, ok := hashes[at]; !ok {
				continue
			}
			raw, _ := row[1].([]byte)
			if len(raw) != tlog.HashSize {
				return fmt.Errorf("hash %d of the log: %w", at, ledger.ErrCorrupt)
			}
			hashes[at] = tlog.Hash(raw)
			left--
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := make([]proof, len(entries))
	for i := range entries {
		p := proof{index: entries[i].Index, leaf: tlog.RecordHash(entries[i].Data)}
		if p.hashes, err = tlog.ProveRecord(head.Size, p.index, hashes); err != nil {
			return nil, fmt.Errorf("prove entry %d: %w", p.index, err)
		}
		if err := tlog.CheckRecord(p.hashes, head.Size, head.Root, p.index, p.leaf); err != nil {
			return nil, fmt.Errorf("prove entry %d: %w", p.index, ledger.ErrCorrupt)
		}
		out[i] = p
	}
	return out, nil
}

// numbered is the name of the file of an entry, without its ending.
func numbered(index int64) string { return fmt.Sprintf("%012d", index) }

// sides tells of each hash of a proof whether it stands to the left of the way up.
func sides(size, index int64) []bool {
	var out []bool
	for lo, hi := int64(0), size; hi-lo > 1; {
		half := int64(1)
		for half*2 < hi-lo {
			half *= 2
		}
		if left := index >= lo+half; left {
			out = append(out, true)
			lo += half
		} else {
			out = append(out, false)
			hi = lo + half
		}
	}
	for i, k := 0, len(out)-1; i < k; i, k = i+1, k-1 { // a proof goes from the leaf up
		out[i], out[k] = out[k], out[i]
	}
	return out
}

// text writes a proof so that it can be followed by hand.
func (p *proof) text(size int64) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "entry %d of %d\nleaf %x\n", p.index, size, p.leaf[:])
	side := sides(size, p.index)
	for i, h := range p.hashes {
		word := "right"
		if i < len(side) && side[i] {
			word = "left"
		}
		fmt.Fprintf(&b, "%s %x\n", word, h[:])
	}
	return []byte(b.String())
}

// readProof reads what text wrote.
func readProof(data []byte) (p proof, size int64, err error) {
	bad := fmt.Errorf("no proof: %w", ledger.ErrCorrupt)
	lines := strings.Split(string(data), "\n")
	if len(lines) < 3 || len(lines) > 70 {
		return p, 0, bad
	}
	if n, err := fmt.Sscanf(lines[0], "entry %d of %d", &p.index, &size); err != nil || n != 2 || p.index < 0 || p.index >= size {
		return p, 0, bad
	}
	for i, line := range lines[1 : len(lines)-1] {
		word, digits, _ := strings.Cut(line, " ")
		raw, err := hex.DecodeString(digits)
		if err != nil || len(raw) != tlog.HashSize || (word == "leaf") != (i == 0) {
			return p, 0, bad
		}
		if i == 0 {
			p.leaf = tlog.Hash(raw)
			continue
		}
		p.hashes = append(p.hashes, tlog.Hash(raw))
	}
	if string(p.text(size)) != string(data) {
		return p, 0, bad
	}
	return p, size, nil
}
